"""The sentence that the nets read: the slides' at a click, more or less in between, or the reader's own words."""

from __future__ import annotations

from string import punctuation

import streamlit as st

from lstm_core.config import TrainConfig
from lstm_core.sentences import MOST_CLAUSES
from lstm_core.tokens import TextTooLongError, Unknown
from ui.memory.said import (
    BETWEEN,
    DRAW,
    FIRST,
    SLIDES,
    NothingToReadError,
    Said,
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
MOST_TYPED = 200_000  # characters: so that who pastes a book is told, where a field that takes no more says nothing


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
        max_chars=MOST_TYPED,
        label_visibility="collapsed",  # room for the picture; what it is, its words say
    )
    st.session_state[LAST] = text
    problem = ""
    try:
        said = understand(text or "", config)
        st.session_state[GOOD] = text
        _write_link(text or "", spoken)
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
    state[CLAUSES] = max(0, min(MOST_CLAUSES, (state[TEXT] or "").count(",") - 1))


def _write_link(text: str, spoken: str) -> None:
    """What the link says of it. Only what can be read goes there: an address has no room for ten thousand words."""
    now = "" if text == compose(FIRST, BETWEEN[FIRST], DRAW, spoken) else text
    if now == st.query_params.get(PARAMETER, ""):
        return
    if now:
        st.query_params[PARAMETER] = now
    else:
        del st.query_params[PARAMETER]


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
    named = tuple(dict.fromkeys(one.word for one in said.unknown))
    with st.container(horizontal=True, vertical_alignment="center", key="memory_unknown"):
        st.markdown(
            _(
                "The nets have not learned {words}: they skip it.",
                words=", ".join(f"**{plain(word)}**" for word in named[:MOST_NAMED]),
            )
            if len(named) == 1
            else _(
                "The nets have not learned {words}: they skip them.",
                words=", ".join(f"**{plain(word)}**" for word in named[:MOST_NAMED]),
            ),
            width="content",
        )
        for one in _different(said.unknown):
            for near in one.suggestions:
                st.button(
                    f"{plain(one.word)} → {near}",
                    key=f"memory_near_{one.position}_{near}",
                    on_click=_replace,
                    args=(said, one.word, near),
                )


def _different(unknown: tuple[Unknown, ...]) -> tuple[Unknown, ...]:
    """The first of each word, as many as are named."""
    return tuple({one.word: one for one in reversed(unknown)}.values())[::-1][:MOST_NAMED]


def _replace(said: Said, word: str, near: str) -> None:
    tokens = tuple(near if token == word else token for token in said.tokens)
    end = ("???",) if said.asked else ()
    st.session_state[TEXT] = " ".join((*tokens, *end)).replace(" ,", ",")


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
    """As text and never as markup."""
    return "".join(f"\\{letter}" if letter in punctuation else letter for letter in word)
