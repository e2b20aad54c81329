"""What the net of letters reads: a passage that it never saw, a text of the reader's own, or one that it writes itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lstm_core.net import Net
from lstm_core.rules import Truth, truths_of
from lstm_core.writing import (
    HIGHEST,
    LONGEST,
    LOWEST,
    Spelled,
    State,
    repeated,
    spell,
    write_on,
)
from ui.link import write_parameters
from ui.memory.letters_net import PASSAGE, Glass, choose
from ui.memory.letters_words import letter_name
from ui.nets.which import begin
from ui.text import _, language, number

MOST = 600  # letters of the reader's own
OWN = "letters_own"
NAMED = 12  # unknown letters
TEMPERATURE, USUAL = "letters_temperature", 0.5


@dataclass(frozen=True, eq=False)
class Passage:
    """A text for the net to read.

    Args:
        spelled: its letters, and which of them are read; at least one.
        truths: of each rule, at which of all letters it holds.
        given: how many of them the reader gave, where the net wrote the rest; else 0.
        state: from which it is read; None: from zeros.
        follows: the letter after it, by its number, if there is one.
    """

    spelled: Spelled
    truths: dict[str, Truth]
    given: int = 0
    state: State | None = None
    follows: int | None = None


def choose_text(glass: Glass) -> Passage:
    """The controls, and the text that they mean; one that cannot be read is said, and the held-out passage stands in."""
    names = {
        "held": _("What it never saw"),
        "own": _("Your text"),
        "written": _("What it writes"),
    }
    left, right = st.columns([4, 8], gap="medium")
    with left:
        source = choose(
            _("Which text"), list(names), "letters_text", lambda one: names[one], "held"
        )
    with right:
        if source == "own":
            return _own(glass) or _held(glass, chosen=False)
        if source == "written":
            return _written(glass) or _held(glass, chosen=False)
        return _held(glass)


def _held(glass: Glass, *, chosen: bool = True) -> Passage:
    book = glass.book
    first = book.starts[0]
    if chosen and len(book.starts) > 1:
        options = [start - book.held_out + 1 for start in book.starts]
        begin("letters_from", options[0], lambda one: one in options)
        at = st.select_slider(
            _("Begin at letter"), options, options[0], key="letters_from", bind="query-params"
        )
        first = at - 1 + book.held_out
    cut = slice(first, first + PASSAGE)
    numbers = book.spelled.numbers
    text = book.spelled.text[cut]
    spelled = Spelled(text, numbers[cut], np.arange(len(text)), ())
    after = int(numbers[cut.stop]) if cut.stop < len(numbers) else None
    truths = {name: truth[cut] for name, truth in book.truths.items()}
    return Passage(spelled, truths, state=glass.states[first], follows=after)


def _own(glass: Glass) -> Passage | None:
    if OWN not in st.session_state:
        st.session_state[OWN] = st.query_params.get(OWN, "")[:MOST]
    st.text_area(
        _("Your text, up to {n} letters", n=number(MOST, 0)),
        key=OWN,
        height=100,
        on_change=_keep,
        persist_state="session",
        placeholder=_("Paste something written like the text that the net has learned."),
    )
    text = st.session_state[OWN]
    if not text.strip():
        st.caption(_("Until you write something, here is the passage that the net never saw."))
        return None
    if len(text) > MOST:
        st.caption(
            _(
                "That is {n} letters; the first {most} are read.",
                n=number(len(text), 0),
                most=number(MOST, 0),
            )
        )
    return _read(text[:MOST], glass)


def _keep() -> None:
    write_parameters({OWN: st.session_state[OWN][:MOST]})


def _written(glass: Glass) -> Passage | None:
    default = glass.book.spelled.text[glass.book.starts[0] :][:24].split("\n")[0]
    begin("letters_start", default, lambda one: True)
    left, *others = st.columns([4, 3, 2, 3], gap="medium", vertical_alignment="bottom")
    with left:
        start = st.text_input(
            _("How it begins"),
            default,
            max_chars=100,
            key="letters_start",
            bind="query-params",
        )
    with others[0]:
        temperature = _temperature()
    with others[1]:
        seed = st.number_input(_("Seed"), 0, 9999, 0, 1, key="letters_draw", bind="query-params")
    with others[2]:
        letters = st.slider(
            _("Letters"), 50, LONGEST, 300, 50, key="letters_length", bind="query-params"
        )
    begun = _read(start, glass)
    if begun is None:
        return None
    numbers = begun.spelled.numbers
    with st.spinner(_("The net writes …")):
        found = _draw(
            glass.key, numbers.tobytes(), letters, temperature, int(seed), glass.net, numbers
        )
    vocabulary = glass.book.task.vocabulary
    written = "".join(vocabulary[i] for i in found)
    if again := repeated(written):
        st.caption(
            _(
                "From its letter {k} on it repeats the same {n} letters to the end.",
                k=number(again[0] + 1, 0),
                n=number(again[1], 0),
            )
        )
    text = begun.spelled.text + written
    given = len(begun.spelled.text)
    places = np.concatenate([begun.spelled.places, given + np.arange(len(found))])
    spelled = Spelled(text, np.concatenate([numbers, found]), places, begun.spelled.unknown)
    return Passage(spelled, truths_of(text), given)


def _temperature() -> float:
    """A slider that writes its numbers as the reader does, and the link neutrally."""
    options = [k / 10 for k in range(round(10 * LOWEST), round(10 * HIGHEST) + 1)]
    by_name = {str(one): one for one in options}
    wanted = st.query_params.get(TEMPERATURE) or str(st.session_state.get(TEMPERATURE))
    own = f"{TEMPERATURE}@{language()}"
    st.session_state[own] = by_name.get(wanted, USUAL)

    def take() -> None:
        st.session_state[TEMPERATURE] = now = st.session_state[own]
        write_parameters({TEMPERATURE: "" if now == USUAL else str(now)})

    chosen: float = st.select_slider(
        _("Temperature"),
        options,
        key=own,
        format_func=lambda one: number(one, 1),
        on_change=take,
        help=_(
            "The net's numbers are divided by it before they become probabilities. 0: always the likeliest letter. 1: as "
            "it believes. Above: bolder."
        ),
    )
    return chosen


@st.cache_data(max_entries=256, show_spinner=False)
def _draw(
    key: str,
    start: bytes,
    letters: int,
    temperature: float,
    seed: int,
    _net: Net,
    _numbers: NDArray[np.int64],
) -> NDArray[np.int64]:
    return write_on(_net, _numbers, letters, temperature, seed)


def _read(text: str, glass: Glass) -> Passage | None:
    """A text as this net reads it; what it does not know is named, and a text of which it knows nothing is refused."""
    spelled = spell(text, glass.book.task.vocabulary)
    if spelled.unknown:
        named = [letter_name(letter) for letter in spelled.unknown[:NAMED]]
        more = " …" if len(spelled.unknown) > NAMED else ""
        values = {"letters": _plain(", ".join(named)) + more}
        if len(spelled.numbers) == len(spelled.text):
            said = _(
                "The net never learned {letters}: it reads its sign for rare letters.", **values
            )
        else:
            said = _("The net never learned {letters}: they are left out, framed below.", **values)
        st.caption(said)
    if not len(spelled.numbers):
        said = _(
            "There is no letter in it that the net knows. Here is the passage that it never saw."
        )
        st.markdown(f":red[{said}]")
        return None
    return Passage(spelled, truths_of(spelled.text))


def _plain(text: str) -> str:
    """As text and never as markup."""
    return "".join(f"\\{one}" if one in "\\`*_{}[]()#+-.!|<>~$:&\"'/^=@" else one for one in text)
