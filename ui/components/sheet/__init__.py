"""A document of its own within the page, and a button that prints it and nothing else."""

import streamlit as st

from ui.components import as_bytes, load
from ui.text import _

KEY = "sheet_document"
_MOUNT = st.components.v2.component("sheet", **load("sheet"))


def sheet(document: str, title: str, lang: str) -> None:
    """Show a whole HTML document made by us; `title` is what it is called for those who cannot see it."""
    data = {"document": document, "title": title, "lang": lang, "print": _("Print")}
    _MOUNT(key=KEY, data=as_bytes(data))
