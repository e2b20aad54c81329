"""The page that unrolls a recurrent network and trains it by hand, put together.

The pictures of this page keep what they show in the address themselves, in the browser. So Python never writes `st.query_params` here
(it would send its own stale copy of theirs); a widget that is to be in the link has `bind="query-params"`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from ui.bptt.check import show_check
from ui.bptt.depends import show_depends
from ui.bptt.picture import show_picture
from ui.bptt.uses import show_uses
from ui.foot import show_prose
from ui.text import _

PICTURE = "picture"


class Part(NamedTuple):
    """A part that unfolds: its key, its title, what it is for in one sentence, and what shows it."""

    key: str
    title: str
    purpose: str
    show: Callable[[], None]


def parts() -> tuple[Part, ...]:
    """All that unfolds, in the order of the lesson."""
    return (
        Part(
            "check",
            _("Check it"),
            _("the same numbers by finite differences, and the code that makes them"),
            show_check,
        ),
        Part(
            "depends",
            _("What depends on what"),
            _("short and long dependency: which word moves which state, and how much"),
            show_depends,
        ),
        Part(
            "uses",
            _("Kinds of use"),
            _("one to many, many to one, many to many: the same network, wired otherwise"),
            show_uses,
        ),
    )


def show_page(part: str = "") -> None:
    """The picture and then what unfolds; or one part alone: "picture", "check", "depends", "uses".

    Raises:
        KeyError: no such part.
    """
    if part == PICTURE:
        show_picture()
    elif part:
        {one.key: one for one in parts()}[part].show()
    else:
        _show_all()


def _show_all() -> None:
    show_picture()
    for part in parts():
        unfolded = st.expander(
            f"**{part.title}** · {part.purpose}",
            key=f"unrolled_{part.key}",
            on_change="rerun",
            bind="query-params",
        )
        if unfolded.open:
            with unfolded:
                part.show()
    show_prose("bptt", "misconceptions", "sources", key="unrolled")
