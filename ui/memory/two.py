"""Two sentences that differ in one word: where the memories of a net part, and whether they stay apart until the answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any

import streamlit as st

from lstm_core.apart import lasting, put_out, relative_distances, usual_distances
from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.cues import find_cue
from lstm_core.exchange import all_words, exchangeable, fitting
from lstm_core.net import Net, softmax
from lstm_core.tokens import encode
from lstm_core.trace import Trace
from ui.components import as_bytes
from ui.components.two import KEY, two
from ui.link import write_parameters
from ui.memory.held import held
from ui.memory.said import Said
from ui.memory.subject import Look, Subject
from ui.memory.two_words import Answers, finding, labels, takeaway
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language

PLACE, WORD = "two_place", "two_word"  # parameters of the link, and the widgets
CHANGE = "two_change"  # of the session: (place from 0, the word there, what it becomes or ""); gone with another sentence
ROWS = 8  # cells of a net that are drawn
TELLING = 8  # of a net's cells, those that tell most of the country
SEEN = 0.1  # of a difference in -2..2: less has no colour
LIKELIEST = 3  # answers


@dataclass(frozen=True, eq=False)
class Pair:
    """One net that has read both sentences, T words each.

    Args:
        look: the net, with its trace of the first.
        other: its trace of the second.
        relative: (T,) how far apart the memories are; 1 is usual for two sentences about different countries.
        order: the H cells: those of `telling` that are told apart, then the others, each the largest lasting difference first.
        telling: the cells that tell most of the country.
    """

    look: Look
    other: Trace
    relative: Array
    order: list[int]
    telling: frozenset[int]

    @property
    def difference(self) -> Array:
        """(T, H) the memory in the first sentence less that in the second, both as they can be put out: -2 to 2."""
        kind = self.look.config.kind
        return put_out(self.look.trace.memory[1:], kind) - put_out(self.other.memory[1:], kind)

    @property
    def end(self) -> float:
        """How far apart the memories are after the last word."""
        return float(self.relative[-1])


def show_two(subject: Subject) -> None:
    """The controls, both sentences with the difference of the memories, and what it says."""
    _two(subject)


@st.fragment
def _two(subject: Subject) -> None:
    said = subject.said
    places = [place for place in range(said.T) if exchangeable(said.words, place)]
    place, word = change_of(subject)
    options = _options(subject, place)
    at = place_key(said)
    st.session_state[at], st.session_state[WORD] = place, word
    with st.container(horizontal=True, vertical_alignment="bottom", key="two_controls"):
        st.selectbox(
            _("Word to change"),
            places,
            key=at,
            format_func=lambda one: f"{one + 1} · {said.words[one]}",
            on_change=_on_place,
            args=(subject, at),
            width=240,
        )
        st.selectbox(
            _("What it becomes (type to search)"),
            options,
            key=WORD,
            on_change=_on_word,
            args=(subject, place),
            width=280,
        )
    pairs = compared(subject, place, word)
    two(as_bytes(view(subject, place, word, pairs)))
    take_away(KEY, partial(table, subject, word, place, pairs), "two_sentences")


def place_key(said: Said) -> str:
    """Of the widget: another one for each sentence, because what the browser still sends of the last is no place of the next."""
    return f"{PLACE}_{blake2b(said.numbers.tobytes(), digest_size=4).hexdigest()}_{language()}"


def _options(subject: Subject, place: int) -> list[str]:
    """The words that fit, then all others."""
    config, here = subject.config, subject.said.words[place]
    fit = fitting(subject.said.words, place, config.language, config.countries)
    words = dict.fromkeys((*fit, *all_words(config.language, config.countries)))
    return [word for word in words if word != here]


def change_of(subject: Subject) -> tuple[int, str]:
    """What the reader or the link changes, as far as this sentence has it; else the cue into the next case's word."""
    said = subject.said
    if CHANGE not in st.session_state:
        at = st.query_params.get(PLACE, "")
        place = int(at) - 1 if at.isdecimal() and len(at) < 4 else _usual_place(said)
        here = said.words[place] if exchangeable(said.words, place) else ""
        st.session_state[CHANGE] = (place, here, st.query_params.get(WORD, ""))
    place, here, word = st.session_state[CHANGE]
    if not (exchangeable(said.words, place) and said.words[place] == here):
        place, word = _usual_place(said), ""
    options = _options(subject, place)
    return place, word if word in options else options[0]


def _usual_place(said: Said) -> int:
    if said.cue is not None:
        return said.cue.place
    return next(place for place in range(said.T) if exchangeable(said.words, place))


def _on_place(subject: Subject, at: str) -> None:
    place = st.session_state.get(at)
    # What the browser calls an option that is gone is no number.
    if isinstance(place, int) and place < subject.said.T:
        _keep(subject, place, "")


def _on_word(subject: Subject, place: int) -> None:
    _keep(subject, place, st.session_state[WORD])


def _keep(subject: Subject, place: int, word: str) -> None:
    """The change goes into the session and the link; what is as at first stays out of the link."""
    said = subject.said
    st.session_state[CHANGE] = (place, said.words[place], word)
    usual = _usual_place(said)
    write_parameters(
        {
            PLACE: str(place + 1) if place != usual else "",
            WORD: word if word and word != _options(subject, place)[0] else "",
        }
    )


def compared(subject: Subject, place: int, word: str) -> list[Pair]:
    """The first net and its rival, each with both sentences."""
    words = exchanged(subject.said, place, word)
    numbers = encode(words, subject.vocabulary)
    found = []
    for look in (subject.main, subject.rival):
        if look is None:
            continue
        first, second = look.trace, look.net.trace(numbers)
        usual = _usual(subject.run.id, *look.key, look.net, look.config)
        one, other = (put_out(trace.memory, look.config.kind) for trace in (first, second))
        telling = frozenset(held(subject.run, look).order[:TELLING].tolist())
        order = _order(lasting((one - other)[place + 1 :]), telling)
        found.append(Pair(look, second, relative_distances(one, other, usual), order, telling))
    return found


def _order(differs: Array, telling: frozenset[int]) -> list[int]:
    """The cells, those first that tell most of the country and differ here."""
    ranked: list[int] = (-differs).argsort(kind="stable").tolist()
    return sorted(ranked, key=lambda cell: cell not in telling or differs[cell] < SEEN)


def exchanged(said: Said, place: int, word: str) -> tuple[str, ...]:
    """The words with another one at `place`."""
    return (*said.words[:place], word, *said.words[place + 1 :])


@st.cache_resource(max_entries=128, show_spinner=False)
def _usual(run_id: str, lane: int, step: int, seed: int, _net: Net, _config: TrainConfig) -> Array:
    return usual_distances(_net, _config)


def answers_of(subject: Subject, place: int, word: str, pairs: list[Pair]) -> list[Answers]:
    """For each net what it says to the first and to the second sentence, with what would be right."""
    said, config = subject.said, subject.config
    cue = find_cue(exchanged(said, place, word), config.language, config.countries)
    wanted = (said.wanted, cue.answers if cue and said.asked else ())
    found = []
    for pair in pairs:
        net = pair.look.net
        chances = pair.look.chances[-1], softmax(net.answers(pair.other.h[-1]))
        likeliest = tuple(
            tuple(
                (subject.vocabulary[k], float(one[k]))
                for k in one.argsort()[::-1][:LIKELIEST].tolist()
            )
            for one in chances
        )
        found.append(Answers((likeliest[0], likeliest[1]), wanted))
    return found


def view(subject: Subject, place: int, word: str, pairs: list[Pair]) -> dict[str, Any]:
    """All that the component draws; `rows` of a net are its first cells' differences, a list of T numbers each."""
    said = subject.said
    answers = answers_of(subject, place, word, pairs)
    here = said.words[place]
    return {
        "lang": language(),
        "labels": labels(asked=said.asked, most=TELLING),
        "key": f"{subject.key}/{place}/{word}",
        "words": list(said.words),
        "asked": said.asked,
        "place": place + 1,
        "here": here,
        "word": word,
        "title": finding(pairs, answers, said.T - 1 - place),
        "takeaway": takeaway(said, place, word, pairs, answers),
        "nets": [
            {
                "name": pair.look.name,
                "style": pair.look.style,
                "kind": pair.look.config.kind,
                "H": pair.look.config.H,
                "relative": [round(float(one), 4) for one in pair.relative],
                "cells": [cell + 1 for cell in pair.order[:ROWS]],
                "telling": [cell + 1 for cell in pair.order[:ROWS] if cell in pair.telling],
                "rows": [
                    [round(float(one), 4) for one in pair.difference[:, cell]]
                    for cell in pair.order[:ROWS]
                ],
                "said": [
                    [
                        {"word": name, "chance": chance, "right": name in wanted}
                        for name, chance in likeliest
                    ]
                    for likeliest, wanted in zip(answer.said, answer.wanted, strict=True)
                ],
            }
            for pair, answer in zip(pairs, answers, strict=True)
        ],
    }


@as_csv
def table(subject: Subject, word: str, place: int, pairs: list[Pair]) -> Rows:
    """As CSV all cells of both nets after every word, in the order of the rows; of an LSTM the difference is that of tanh(C)."""
    yield [
        *("net", "seed", "t", "word", "word_in_the_other", "relative_distance"),
        *("cell", "memory", "memory_in_the_other", "difference_drawn"),
    ]
    words = subject.said.words
    others = exchanged(subject.said, place, word)
    for pair in pairs:
        first, second = pair.look.trace.memory, pair.other.memory
        for t, (mine, other) in enumerate(zip(words, others, strict=True), start=1):
            for cell in pair.order:
                values = first[t, cell], second[t, cell], pair.difference[t - 1, cell]
                yield [
                    *(pair.look.name, pair.look.seed, t, mine, other),
                    *(f"{pair.relative[t - 1]:.6f}", cell + 1),
                    *(f"{value:.6f}" for value in values),
                ]
