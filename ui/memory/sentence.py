"""The sentence that the nets read: the slides' at a click, more or less in between, or the reader's own words."""

from __future__ import annotations

import re
import unicodedata
from string import punctuation

import streamlit as st

from lstm_core.config import TrainConfig
from lstm_core.sentences import MOST_CLAUSES
from lstm_core.tokens import LONGEST, TextTooLongError
from ui.link import write_parameters
from ui.memory.said import (
    BETWEEN,
    DRAW,
    FIRST,
    SLIDES,
    NothingToReadError,
    Said,
    clauses_of,
    compose,
    refilled,
    understand,
)
from ui.text import _, number

TEXT, CLAUSES = "memory_text", "memory_clauses"  # widgets
PARAMETER = "text"  # of the link: a text that can be read, unless it is the one to begin with
RECIPE = "memory_recipe"  # of the session: (slide, clauses, draw, language) of what was put together last
GOOD = "memory_good_text"  # of the session: the last text that could be read
LAST = "memory_last_text"  # of the session: what stays when the page is left
MOST_NAMED = 5
MOST_TYPED = 200_000  # characters that are looked at: who pastes a book is told, where a field that takes no more says nothing


def show_sentence(config: TrainConfig, spoken: str) -> Said:
    """The controls, and what they say; a text that cannot be read is said, and the last good one stays.

    Args:
        config: of the nets.
        spoken: "es" or "en", the language of sentences that are put together.
    """
    _prepare(spoken)
    with st.container(horizontal=True, vertical_alignment="bottom", key="memory_sentences"):
        for name in SLIDES:
            st.button(
                opening(name, spoken),
                key=f"memory_slide_{name}",
                on_click=_take,
                args=(name, spoken),
            )
        st.slider(
            _("Clauses in between"),
            0,
            MOST_CLAUSES,
            key=CLAUSES,
            on_change=_refill,
            args=(spoken,),
            width=260,
        )
        st.button(_("Other clauses"), key="memory_redraw", on_click=_redraw, args=(spoken,))
    text = st.text_input(
        _("Your sentence: change any word; ??? is what the nets have to say"),
        key=TEXT,
        label_visibility="collapsed",  # room for the picture; what it is, its words say
    )
    st.session_state[LAST] = text = (text or "")[:MOST_TYPED]
    problem = ""
    try:
        said = understand(text, config)
        st.session_state[GOOD] = text
        _write_link(text, spoken)
    except TextTooLongError as error:
        problem = too_long(error)
    except NothingToReadError as error:
        problem = _nothing(error)
    if problem:
        said = _last_good(config, spoken)
        st.markdown(
            f":red[{problem}] "
            + _("Below is still: {sentence}", sentence=f"*{plain(_short(said.text))}*")
        )
    elif said.unknown:
        _offer(said)
    if not problem and said.rest:
        st.caption(_("Nothing after ??? is read: {rest}", rest=plain(_short(" ".join(said.rest)))))
    return said


def opening(name: str, spoken: str) -> str:
    """The first clause of one of the slides' sentences, as a button says it."""
    clause = compose(name, 0, 0, spoken).partition(",")[0]
    return f"{clause[:1].upper()}{clause[1:]} …"


def _prepare(spoken: str) -> None:
    """Before its widgets: the text to begin with, the slider where the text is, and a language that follows the reader's."""
    state = st.session_state
    if RECIPE not in state:
        state[RECIPE] = (FIRST, BETWEEN[FIRST], DRAW, spoken)
    if TEXT not in state:
        linked = st.query_params.get(PARAMETER, "")[:MOST_TYPED]
        state[TEXT] = linked or state.get(LAST) or compose(*state[RECIPE])
    name, n, draw, before = state[RECIPE]
    if before != spoken:
        if state.get(TEXT) == compose(name, n, draw, before):
            state[TEXT] = compose(name, n, draw, spoken)
        state[RECIPE] = (name, n, draw, spoken)
    between = len(clauses_of((state[TEXT] or "")[:MOST_TYPED])) - 2
    state[CLAUSES] = max(0, min(MOST_CLAUSES, between))


def _write_link(text: str, spoken: str) -> None:
    """What the link says of it. Only what can be read goes there: an address has no room for ten thousand words."""
    now = "" if text == compose(FIRST, BETWEEN[FIRST], DRAW, spoken) else text
    write_parameters({PARAMETER: now})


def _take(name: str, spoken: str) -> None:
    """One of the slides' sentences."""
    draw = st.session_state[RECIPE][2]
    _put((name, BETWEEN[name], draw, spoken))


def _put(recipe: tuple[str, int, int, str]) -> None:
    st.session_state[RECIPE] = recipe
    st.session_state[TEXT] = compose(*recipe)


def _refill(spoken: str) -> None:
    """As many clauses in between as the slider says, in the reader's own sentence where it has a first and a last clause."""
    name, _n, draw, _spoken = st.session_state[RECIPE]
    n = int(st.session_state[CLAUSES])
    own = refilled(st.session_state.get(TEXT) or "", n, draw, spoken)
    st.session_state[RECIPE] = (name, n, draw, spoken)
    st.session_state[TEXT] = own or compose(name, n, draw, spoken)


def _redraw(spoken: str) -> None:
    name, n, draw, _spoken = st.session_state[RECIPE]
    st.session_state[RECIPE] = (name, n, draw + 1, spoken)
    _refill(spoken)


def _last_good(config: TrainConfig, spoken: str) -> Said:
    """The last text that could be read, or the one to begin with where these nets cannot read that either."""
    try:
        return understand(st.session_state.get(GOOD) or "", config)
    except ValueError:
        return understand(compose(FIRST, BETWEEN[FIRST], DRAW, spoken), config)


def _offer(said: Said) -> None:
    """Which words the nets do not know, and for each the nearest that they do, at a click."""
    different = {one.word: one for one in said.unknown}.values()
    # Those first that there is something to offer for.
    named = sorted(different, key=lambda one: not one.suggestions)[:MOST_NAMED]
    words = ", ".join(f"**{plain(one.word)}**" for one in named)
    more = len(different) - len(named)
    if more:
        sentence = _(
            "The nets have not learned {words} and {n} more: they skip them.", words=words, n=more
        )
    elif len(named) == 1:
        sentence = _("The nets have not learned {words}: they skip it.", words=words)
    else:
        sentence = _("The nets have not learned {words}: they skip them.", words=words)
    with st.container(horizontal=True, vertical_alignment="center", key="memory_unknown"):
        st.markdown(sentence, width="content")
        for one in named:
            for near in one.suggestions:
                st.button(
                    f"{plain(one.word)} → {near}",
                    key=f"memory_near_{one.position}_{near}",
                    on_click=_replace,
                    args=(one.word, near),
                )


def _replace(word: str, near: str) -> None:
    """In the text as it stands, so that nothing else of it changes."""
    text = unicodedata.normalize("NFC", st.session_state[TEXT] or "")
    rest = r"\w*" if len(word) == LONGEST else r"(?!\w)"  # longer ones are known by their beginning
    st.session_state[TEXT] = re.sub(rf"(?<!\w){re.escape(word)}{rest}", near, text, flags=re.I)


def too_long(error: TextTooLongError) -> str:
    """What a reader is told of it."""
    most = number(error.most, 0)
    if error.unit == "words":
        return _("That is too long: at most {most} words are read.", most=most)
    return _("That is too long: at most {most} characters are read.", most=most)


def _nothing(error: NothingToReadError) -> str:
    if not error.unknown:
        return _("Write a sentence: at least one word before ???.")
    words = tuple(dict.fromkeys(plain(one.word) for one in error.unknown))[:MOST_NAMED]
    return _("The nets know none of these words: {words}.", words=", ".join(words))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]} …"


def plain(word: str) -> str:
    """As text and never as markup, without signs that are not seen, such as those that turn the direction of writing."""
    seen = (letter for letter in word if unicodedata.category(letter)[0] != "C")
    return "".join(f"\\{letter}" if letter in punctuation else letter for letter in seen)
