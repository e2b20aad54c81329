"""The end of a page of the lesson: prose that unfolds, and a link that carries all that is set."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui.components.share import share
from ui.text import _, lesson

PRIVATE = ("reader", "lang")  # of the address: whose runs these are, and what `share` adds


def show_prose(folder: str, *names: str, key: str = "") -> None:
    """`lessons/<lang>/<folder>/<name>.md`, each below its title.

    Args:
        folder: of the lessons.
        names: "read", "misconceptions", "sources".
        key: how the keys of the titles begin, if not with the folder.
    """
    titles = {
        "read": _("How to read this page"),
        "misconceptions": _("What people get wrong"),
        "sources": _("Sources"),
    }
    for name in names:
        more = st.expander(titles[name], key=f"{key or folder}_{name}", on_change="rerun")
        if more.open:
            with more:
                st.markdown(lesson(f"{folder}/{name}"))


def show_link(page: str, query: Mapping[str, str], promise: str) -> None:
    """A button for the link to a page with these parameters; `promise` says what they carry."""
    # It closes when the reader touches anything else, so that the link is never that of an earlier setting.
    link = st.popover(
        _("Share the link"), key=f"{page}_share", icon=":material/share:", on_change="rerun"
    )
    if link.open:
        with link:
            st.caption(promise)
            share(page, query, key=f"{page}_link")


def own_parameters() -> dict[str, str]:
    """Those of the address that are the page's own."""
    return {name: value for name, value in st.query_params.items() if name not in PRIVATE}
