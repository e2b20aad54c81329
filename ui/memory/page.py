"""The page that shows what the memory of a trained net holds, put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from lab.run import Run
from ui.foot import own_parameters, show_link, show_prose
from ui.link import write_parameters
from ui.memory.influence import show_influence
from ui.memory.intuitive import show_intuitive
from ui.memory.learned import show_learned
from ui.memory.letters import show_letters
from ui.memory.nets import about_nets, show_nets
from ui.memory.picture import show_picture
from ui.memory.reach import show_reach
from ui.memory.sentence import show_sentence
from ui.memory.subject import Subject
from ui.memory.surgery import show_surgery
from ui.memory.two import show_two
from ui.memory.xray import show_xray
from ui.reader import remember_reader
from ui.text import _, language

OPEN = "open"  # of the link: the parts that are unfolded
WANTED, OPENED = "memory_open_at_first", "memory_open_now"  # of the session
LIFE = "memory_open_language"  # of the session: in which language the expanders were made


class Part(NamedTuple):
    """A part that unfolds: its key, its title, what it is for in one sentence, and what shows it.

    `alone` says that it can be shown of a run none of whose nets can be examined.
    """

    key: str
    title: str
    purpose: str
    show: Callable[[Subject], None]
    alone: bool = False


def parts() -> tuple[Part, ...]:
    """All that unfolds, in the order of the lesson."""
    return (
        Part(
            "xray",
            _("X-ray"),
            _("what can be read from the memory after each word, and where it is lost"),
            show_xray,
        ),
        Part(
            "influence",
            _("Which words decide?"),
            _("leave one out and see what the answer loses"),
            show_influence,
        ),
        Part(
            "surgery",
            _("Surgery"),
            _("write something else into a few cells, and see what the net says then"),
            show_surgery,
        ),
        Part(
            "two",
            _("Two sentences"),
            _("change one word, and see where the two memories part"),
            show_two,
        ),
        Part(
            "intuitive",
            _("An intuitive view"),
            _("the slide's network with its gates open (o) and closed (-), for this sentence"),
            show_intuitive,
        ),
        Part(
            "reach",
            _("How far back?"),
            _("right answers against distance, for every net of the run"),
            show_reach,
        ),
        Part(
            "learned",
            _("While it learned"),
            _("the same sentence through the nets as they were during training"),
            show_learned,
        ),
        Part(
            "letters",
            _("Your own text, letter by letter"),
            _(
                "a net that was trained on a text: what each of its cells follows, and what it writes"
            ),
            show_letters,
            alone=True,
        ),
    )


def show_page(part: str = "") -> None:
    """The sentence, the memory word by word with what comes next, and then what unfolds.

    Args:
        part: one of them alone, as a step of the lecture shows it: "picture", or the key of what unfolds.
    """
    if part:
        _show_alone(part)
        return
    sentence, nets = st.columns([10, 2], vertical_alignment="bottom")
    with nets, st.popover(_("Nets"), key="memory_nets", icon=":material/neurology:"):
        examined = show_nets()
    with sentence:
        subject = _read(*examined)
    if _has_nets(subject):
        show_picture(subject)
        st.caption(about_nets(subject))
    wanted = _open_at_first()
    opened = []
    for one in parts():
        unfolded = st.expander(
            f"**{one.title}** · {one.purpose}",
            expanded=one.key in wanted,
            key=f"memory_{one.key}",
            on_change="rerun",
        )
        if unfolded.open:
            opened.append(one.key)
            with unfolded:
                _show(one, subject)
    _write_open(opened)
    show_prose("memory", "misconceptions", "sources")
    show_link(
        "memory",
        own_parameters() | {"run": subject.run.id, "text": subject.said.text},
        _("Whoever opens the link sees the same nets, the same sentence and settings."),
    )
    remember_reader()


def _show_alone(part: str) -> None:
    picture = st.container()
    with st.popover(_("Sentence and nets"), key="memory_chosen"):
        subject = _read(*show_nets())
    with picture:
        if part != "picture":
            _show(next(one for one in parts() if one.key == part), subject)
        elif _has_nets(subject):
            show_picture(subject)
    remember_reader()


def _read(run: Run, at: int, seed: int) -> Subject:
    """The nets of a run after so many training steps, and the sentence that the reader chooses for them."""
    config = run.lanes[0].config
    said = show_sentence(config, language() if config.language == "both" else config.language)
    return Subject.of(run, at, seed, said)


def _has_nets(subject: Subject) -> bool:
    """Whether there is something to draw; if not, that is said."""
    if not subject.looks:
        st.caption(
            _(
                "The weights or memories of these nets grew beyond all bounds: there is nothing to draw. Choose another run."
            )
        )
    return bool(subject.looks)


def _open_at_first() -> list[str]:
    """Which parts are to be unfolded when the expanders are made: those that were open, else those that the link names.

    Expanders are made anew when the reader comes to the page and when their labels change their language; in between they know
    themselves, and this must stay the same.
    """
    state = st.session_state
    if state.get(LIFE) != language() or f"memory_{parts()[0].key}" not in state:
        state[LIFE] = language()
        state[WANTED] = state.get(OPENED, st.query_params.get(OPEN, "").split("."))
    wanted: list[str] = state[WANTED]
    return wanted


def _write_open(opened: list[str]) -> None:
    st.session_state[OPENED] = opened
    write_parameters({OPEN: ".".join(opened)})


def _show(part: Part, subject: Subject) -> None:
    if subject.looks or part.alone:
        part.show(subject)
    else:
        st.caption(_("No net of this run can be examined: choose another one above."))
