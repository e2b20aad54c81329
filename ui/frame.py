"""The frame around every page: language, navigation, title row. It runs before each page, so it stays cheap.

This is the script that the server runs for each reader; `app.py` says so to the server.
"""

import logging
from functools import partial
from pathlib import Path

import streamlit as st

from ui.components.lang import set_html_language
from ui.components.lesson_back import lesson_back
from ui.heap import freeze_heap
from ui.lesson.arrival import arrive
from ui.lesson.hover import show_terms
from ui.lesson.length import read_length
from ui.lesson.path import every_step, link_to
from ui.navigation import asides, entries
from ui.text import LANGUAGES, _, browser_language, language

log = logging.getLogger("app")
FROM_STEP = "lesson"  # of the link: the key of a step
CARRY_LENGTH = ("", "notes")  # addresses beside the steps that speak of the lecture as a whole


def title_row(heading: str) -> None:
    """The page's title, and at the right end the switch between the languages."""
    _way_back()
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="title_row"):
        st.title(heading, anchor=False)
        language_switch()


def _way_back() -> None:
    """To the step of the lecture from which the page was opened, if it was."""
    came = st.query_params.get(FROM_STEP, "")
    step = next((one for one in every_step() if one.key == came), None)
    if step:
        lesson_back(link_to(step), _("Back to the lecture"), key="lesson_back")


def language_switch() -> None:
    show_terms()
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
    named = {entry.path: entry for entry in entries()}
    beside = {entry.path: entry for entry in asides() if entry.file.exists()}
    steps = {step.path: step for step in every_step()}
    pages = {e.path: _page(e.file, e.title, e.path) for e in named.values()}
    pages |= {e.path: _page(e.file, e.title, e.path, hidden=True) for e in beside.values()}
    pages |= {
        s.path: _page(partial(_step, s.key), s.title, s.path, hidden=True) for s in steps.values()
    }
    page = st.navigation(list(pages.values()), position="top")
    step = steps.get(page.url_path)
    read_length(carries=bool(step) or page.url_path in CARRY_LENGTH)
    arrive(page, step)
    heading = step.title if step else (named | beside)[page.url_path].heading
    st.set_page_config(
        page_title=heading,
        layout="wide",
        menu_items={"About": _("An interactive lesson on recurrent neural networks.")},
    )
    if step:
        from ui.lesson.show import foot_row, step_row

        step_row(step, pages, language_switch)
        page.run()
        foot_row(step)
    else:
        title_row(heading)
        page.run()
    freeze_heap(step.page if step else page.url_path)


def _page(source: Path | partial[None], title: str, path: str, *, hidden: bool = False) -> st.Page:
    return st.Page(
        source,
        title=title,
        url_path=path or None,
        default=not path,
        visibility="hidden" if hidden else "visible",
    )


def _step(key: str) -> None:
    """A step of the lecture as a page. What only steps need is imported by the first of them."""
    from ui.lesson.show import show_step

    show_step(key)


# Whoever only imports this file, as `app.py` does, must not run it.
if __name__ == "__main__":
    main()
