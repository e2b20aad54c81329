"""The map of the lesson: which pages there are, in the order of the slides, with their names in the reader's language.

The files lie in `app_pages/`. Beside a folder `pages/` Streamlit starts in its legacy mode, and when the first
request after a start is a link to a page, it greets the reader with "Page not found".
"""

from dataclasses import dataclass

from ui.text import _


@dataclass(frozen=True)
class Entry:
    """One page. `path` is its address and the same in every language; the start page has the empty one."""

    file: str
    path: str
    title: str  # in the navigation
    heading: str  # at the top of the page
    summary: str = ""  # on its card, one sentence of Markdown


def entries() -> tuple[Entry, ...]:
    """All pages that work, the start page first."""
    cell = _("The LSTM cell")
    keeps = _(
        "One memory, and three gates around it: what to forget, what to learn, what to put out."
    )
    return (
        Entry("app_pages/lesson/home.py", "", _("Start"), _("Recurrent neural networks, LSTM")),
        Entry("app_pages/lesson/cell.py", "cell", cell, cell, keeps),
    )
