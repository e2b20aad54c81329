"""The page that measures how the gradient decays over time, put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from ui.components.to_controls import to_controls
from ui.gradients.check import show_check
from ui.gradients.clipping import show_clipping
from ui.gradients.controls import show_controls
from ui.gradients.curve_controls import open_knobs
from ui.gradients.curves import show_curves
from ui.gradients.foot import show_foot
from ui.gradients.plane import show_plane
from ui.gradients.slide import show_slide
from ui.gradients.subject import Subject
from ui.gradients.taught import show_taught
from ui.gradients.why import show_why
from ui.reader import remember_reader
from ui.text import _


class Part(NamedTuple):
    """A part that unfolds: its key, its title, what it is for in one sentence, and what shows it.

    `alone` says that it can be shown of a run none of whose nets can be examined.
    """

    key: str
    title: str
    purpose: str
    show: Callable[..., None]
    alone: bool = False


def parts() -> tuple[Part, ...]:
    """All that unfolds, in the order of the lesson."""
    return (
        Part(
            "why",
            _("A product of factors"),
            _("why so much or so little is left: which step of it lost most"),
            show_why,
        ),
        Part(
            "taught",
            _("Who taught whom"),
            _("how far back an error really reaches when the weights learn from it"),
            show_taught,
        ),
        Part(
            "plane",
            _("Where a gradient lives"),
            _("a map of starts: which vanish, which last, which explode"),
            show_plane,
            alone=True,
        ),
        Part(
            "clipping",
            _("Clipping"),
            _("what to do when it explodes: the same nets with and without, trained by you"),
            show_clipping,
            alone=True,
        ),
        Part(
            "check",
            _("Check it"),
            _("any number of this page by finite differences, and the code that does it"),
            show_check,
        ),
    )


def show_page(part: str = "") -> None:
    """The slide with its controls, the curves below it, and then what unfolds.

    Args:
        part: one of them alone, as a step of the lecture shows it: "slide", "curves", or the key of what unfolds.
    """
    if part:
        _show_alone(part)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "**What is left of a nudge?** Push the memory a little at one step: the bluer a later step, the more of the push arrives there."
            )
        )
        to_controls(
            _("Choose nets and example"), controls="gradients_controls", key="gradients_to_controls"
        )
    picture, controls = st.columns([9, 3], gap="medium")
    # Run first, because what they do decides what is shown.
    with controls, st.container(key="gradients_controls"):
        there = _examined()
    with picture:
        _show_slide(there)
    with st.container(key="gradients_curves"):
        st.subheader(_("How fast it falls, step by step"), anchor=False)
        st.markdown(
            _(
                "The same number, so many steps after the nudge. The axis is logarithmic: a straight line down is exponential decay."
            )
        )
        show_curves(there)
    for one in parts():
        unfolded = st.expander(
            f"**{one.title}** · {one.purpose}",
            key=f"gradients_{one.key}",
            on_change="rerun",
            bind="query-params",
        )
        if unfolded.open:
            with unfolded:
                _show(one, there)
    show_foot(there)
    remember_reader()


def _show_alone(part: str) -> None:
    picture = st.container()
    with st.popover(_("Choose nets and example"), key="gradients_chosen"):
        there = _examined()
    with picture:
        if part == "slide":
            _show_slide(there)
        elif part == "curves":
            show_curves(there)
        else:
            open_knobs()  # what unfolds may follow the knobs of the curves
            _show(next(one for one in parts() if one.key == part), there)
    remember_reader()


def _examined() -> Subject | None:
    subject = show_controls()
    return subject if subject.after else None


def _show_slide(subject: Subject | None) -> None:
    if subject is not None:
        show_slide(subject)
    else:
        st.caption(_("There is nothing to draw: no net of this run can be examined."))


def _show(part: Part, subject: Subject | None) -> None:
    if subject is not None or part.alone:
        part.show(subject)
    else:
        st.caption(_("No net of this run can be examined: choose another one above."))
