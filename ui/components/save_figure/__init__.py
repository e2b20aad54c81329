"""Buttons that save a figure of the page as SVG or PNG, in the browser: one of plotly, or the drawings of a component."""

import streamlit as st

from ui.components import as_bytes, load
from ui.text import _

_component = st.components.v2.component("save_figure", **load("save_figure"))


def save_figure(figure: str, *, name: str, key: str) -> None:
    """Show the buttons for the figure with the key `figure`; `name` is the file's without its ending."""
    labels = {"svg": _("Figure as SVG"), "png": _("Figure as PNG")}
    data = {"figure": figure, "name": name, "labels": labels}
    _component(key=key, data=as_bytes(data), width="content")
