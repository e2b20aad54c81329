"""Tells the browser in which language the page is: Streamlit's own `<html lang>` is fixed to English."""

import streamlit as st

_component = st.components.v2.component(
    "lang",
    js="""
export default function ({ data }) {
  document.documentElement.lang = data.language;
}
""",
)


def set_html_language(language: str) -> None:
    """Set `<html lang>` to `language`, such as "es". Draws nothing."""
    _component(key="html_language", data={"language": language})
