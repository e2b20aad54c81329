"""The frame around every page: language, navigation, title row. It runs before each page, so it stays cheap.

This is the script that the server runs for each reader; `app.py` says so to the server.
"""

import logging

import streamlit as st

from ui.components.lang import set_html_language
from ui.heap import freeze_heap
from ui.navigation import entries
from ui.text import LANGUAGES, _, browser_language, language

log = logging.getLogger("app")


def title_row(heading: str) -> None:
    """The page's title, and at the right end the switch between the languages."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="title_row"):
        st.title(heading, anchor=False)
        with st.container(gap=None, width="content"):
            # The options themselves are language-neutral: the link holds what the switch displays.
            st.segmented_control(
                _("Language"),
                list(LANGUAGES),
                default=browser_language(),
                required=True,
                key="lang",
                bind="query-params",
                label_visibility="collapsed",
                width="content",
            )
            set_html_language(language())


def apologise(error: Exception) -> bool:
    """What the reader sees in place of a traceback: a sentence, and two ways on. The log gets the traceback.

    The server calls it for whatever a page, a callback or a fragment raises; True says that nothing else is to be shown.
    """
    log.error("A page failed", exc_info=error)
    st.error(
        _("Something on this page went wrong. It is our mistake, not yours, and it has been noted.")
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(_("Try again"), key="try_again")
        st.page_link(entries()[0].file, label=_("Back to the start"))
    return True


def main() -> None:
    by_path = {entry.path: entry for entry in entries()}
    page = st.navigation(
        [
            st.Page(e.file, title=e.title, url_path=e.path or None, default=not e.path)
            for e in by_path.values()
        ],
        position="top",
    )
    entry = by_path[page.url_path]
    st.set_page_config(
        page_title=entry.heading,
        layout="wide",
        menu_items={"About": _("An interactive lesson on recurrent neural networks.")},
    )
    title_row(entry.heading)
    page.run()
    freeze_heap(entry.path)


# Whoever only imports this file, as `app.py` does, must not run it.
if __name__ == "__main__":
    main()
