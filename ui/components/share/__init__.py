"""A link to copy, with its QR code."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode, urljoin

import streamlit as st

from ui.components import as_bytes, load
from ui.text import _, language

_component = st.components.v2.component("share", **load("share"))

QUIET = 4  # modules of empty border that a reader of QR codes needs


def share(page: str, query: Mapping[str, str], *, key: str) -> None:
    """Show the link to `page`, such as "race", with these parameters and the language, at the address at which the reader's own browser sees the app."""
    link = f"{urljoin(st.context.url or '', page)}?{urlencode({**query, 'lang': language()})}"
    size, path = _qr(link)
    labels = {
        "link": _("Link"),
        "copy": _("Copy link"),
        "copied": _("Copied."),
        "copy_by_hand": _("Copy the marked text yourself."),
        "qr": _("QR code of the link"),
    }
    _component(key=key, data=as_bytes({"link": link, "size": size, "path": path, "labels": labels}))


@lru_cache(maxsize=64)
def _qr(text: str) -> tuple[int, str]:
    """The QR code of `text`: modules a side with the border, and the SVG path of the dark ones."""
    import segno

    matrix = segno.make_qr(text, error="m").matrix
    dark = [
        (x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, on in enumerate(row) if on
    ]
    return len(matrix) + 2 * QUIET, "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
