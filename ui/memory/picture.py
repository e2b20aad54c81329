"""The main picture: what two nets hold after every word of the sentence, and what each expects next."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import ArrayLike

from lstm_core.arrays import Array
from ui.components import as_bytes
from ui.components.memory import KEY, memory
from ui.link import write_parameters
from ui.memory.held import held
from ui.memory.picture_others import of_net, told
from ui.memory.picture_words import labels
from ui.memory.said import ASKED, MOST_READ
from ui.memory.subject import Look, Subject
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import language

SHOW, CELL, WORD, LANES = "show", "cell", "word", "lanes"  # parameters of the link
LETTERS = ("C", "h", "f", "i", "g", "o", "z", "r")
MOST_EXPECTED = 5  # of the likeliest next words
NOTHING_ASKED = "…"  # the place after a sentence that asks nothing
_START = "memory_picture_start"  # of the session: what the link said


def show_picture(subject: Subject) -> None:
    """Draw it; which cell, word and nets the reader looks at goes into the link."""
    _picture(subject)


@st.fragment
def _picture(subject: Subject) -> None:
    body = _measured(subject.key, language(), subject)
    start = as_bytes({"start": _start()})
    memory(start[:-1] + b", " + body[1:], on_view=_on_view)
    take_away(KEY, lambda: table(subject, drawn(subject)), "memory")


def _on_view() -> None:
    view = read_view(st.session_state[KEY].get("view"))
    k, cell = view.get("cell", (None, 0))
    write_parameters(
        {
            SHOW: view.get("show", ""),
            CELL: "" if k is None else f"{k + 1}.{cell + 1}",
            WORD: str(view.get("word", "")),
            LANES: ".".join(map(str, view.get("lanes", ()))),
        }
    )


def read_view(value: Any) -> dict[str, Any]:
    """Of {show, cell, word, lanes} what can be used; whoever sent it is not trusted. Cells count from 0, words from 1."""
    if not isinstance(value, Mapping):
        return {}
    found: dict[str, Any] = {}
    if value.get("show") in LETTERS:
        found["show"] = value["show"]
    cell = _whole(value.get("cell"), 1000)
    if len(cell) == 2 and cell[0] < 2:
        found["cell"] = cell
    word = _whole([value.get("word")], MOST_READ + 1)
    if word and word[0] > 0:
        found["word"] = word[0]
    lanes = _whole(value.get("lanes"), 10)
    if 0 < len(lanes) <= 2 and len(set(lanes)) == len(lanes):
        found["lanes"] = lanes
    return found


def _whole(value: Any, below: int) -> list[int]:
    """A list of whole numbers from 0 up to `below`; empty if it is anything else."""
    listed = value if isinstance(value, list | tuple) else ()
    good = all(type(one) is int and 0 <= one < below for one in listed)
    return list(listed) if good else []


def _start() -> dict[str, Any]:
    """What the link says. Read once a session: afterwards the browser knows better, and the same bytes cost it nothing."""
    if _START not in st.session_state:
        cell = [one - 1 for one in _numbers(st.query_params.get(CELL, ""))]
        word = _numbers(st.query_params.get(WORD, ""))
        st.session_state[_START] = read_view(
            {
                "show": st.query_params.get(SHOW),
                "cell": cell,
                "word": word[0] if len(word) == 1 else None,
                "lanes": _numbers(st.query_params.get(LANES, "")),
            }
        )
    start: dict[str, Any] = st.session_state[_START]
    return start


def _numbers(text: str) -> list[int]:
    pieces = text.split(".")
    good = all(piece.isascii() and piece.isdecimal() and len(piece) < 5 for piece in pieces)
    return [int(piece) for piece in pieces] if good else []


def packed(array: ArrayLike) -> str:
    """An array as the browser reads it: float32, little endian, row by row, base64 (`floatsOf` in ui/components/lib/arrays.js)."""
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode()


@st.cache_data(max_entries=64, show_spinner=False)
def _measured(key: str, lang: str, _subject: Subject) -> bytes:
    """The same for all readers of a language; Streamlit leaves `_subject` out of what it knows them by."""
    return as_bytes(view(_subject))


def view(subject: Subject) -> dict[str, Any]:
    """All that the component draws.

    A column is a place of the sentence: its words, those that the nets skip among them, and last what comes after it. Of each,
    "rows" has the row of the state after it (0 where nothing was read there) and "before" how many words were read before.
    """
    said = subject.said
    columns = [*said.tokens, ASKED if said.asked else NOTHING_ASKED]
    rows = [0] * len(columns)
    for t, place in enumerate(said.places, 1):
        rows[place] = t
    place_of = {word: k for k, word in enumerate(subject.vocabulary)}
    main, rival = subject.main, subject.rival
    return {
        "lang": language(),
        "labels": labels(),
        "key": subject.key,
        "text": said.text,
        "who": f"{subject.run.id}/{subject.seed}",
        "T": said.T,
        "columns": columns,
        "rows": rows,
        "before": [sum(place < k for place in said.places) for k in range(len(columns))],
        "numbers": said.numbers.tolist(),
        "words": list(subject.vocabulary),
        "cue": said.places[said.cue.place] + 1 if said.cue else None,
        "kind": said.cue.kind if said.cue else None,
        "asked": said.asked,
        "candidates": [" / ".join(case) for case in said.candidates],
        "wanted": [said.cue.case] if said.cue and said.asked else [],
        "right": [place_of[word] for word in said.wanted if word in place_of],
        "first": [main.lane, *([rival.lane] if rival else [])],
        **told(subject),
        "nets": [_net(subject, look) for look in subject.looks],
    }


def _net(subject: Subject, look: Look) -> dict[str, Any]:
    """What one net holds and expects: gates (T, H), from which the browser has its states; and chances after each word."""
    about = held(subject.run, look)
    chances, T = look.chances, look.trace.T
    top = likeliest(chances)
    return {
        "lane": look.lane,
        "kind": look.config.kind,
        "name": look.name,
        "style": look.style,
        "H": look.config.H,
        "relu": look.config.activation == "relu",
        "gates": {name: packed(values) for name, values in look.trace.gates.items()},
        "order": about.order.tolist(),
        "latch": about.latch.round(4).tolist(),
        "kept": None if about.forget is None else about.forget.round(5).tolist(),
        "top": top.tolist(),
        "chances": packed(np.take_along_axis(chances, top, axis=1)),
        "came": packed(chances[np.arange(T - 1), subject.said.numbers[1:]]),
        "cases": packed(cases(subject, chances)),
        **of_net(subject, look),
    }


def likeliest(chances: Array) -> np.ndarray[Any, np.dtype[np.int64]]:
    """(T, 5) the numbers of the likeliest words in each row of `chances` (T, V), the likeliest first."""
    most = min(MOST_EXPECTED, chances.shape[1])
    return np.argsort(-chances, axis=1, kind="stable")[:, :most]


def cases(subject: Subject, chances: Array) -> Array:
    """(T, n) after each word the chance of each candidate: the sum over the words by which it can be said."""
    place_of = {word: k for k, word in enumerate(subject.vocabulary)}
    found = [
        chances[:, [place_of[word] for word in case if word in place_of]].sum(axis=1)
        for case in subject.said.candidates
    ]
    return np.stack(found, axis=1) if found else np.empty((len(chances), 0))


def drawn(subject: Subject) -> list[Look]:
    """The nets that the reader has before them, one or two."""
    state = st.session_state.get(KEY)
    lanes = read_view(state.get("view") if state else None).get("lanes", [])
    chosen = [look for lane in lanes for look in subject.looks if look.lane == lane]
    return chosen or [look for look in (subject.main, subject.rival) if look]


@as_csv
def table(subject: Subject, looks: Sequence[Look]) -> Rows:
    """The picture's numbers as CSV: for each net and word a line with what it expected next, and then one for each cell."""
    names = sorted({name for look in looks for name in look.trace.gates})
    expected = [f"{what}_{k}" for k in range(1, MOST_EXPECTED + 1) for what in ("next", "chance")]
    yield ["net", "seed", "step", "word", *expected, "cell", "latch", "C", "h", *names]
    for look in looks:
        trace, about, seed = look.trace, held(subject.run, look), look.config.seed + look.seed
        top = likeliest(look.chances)
        for t, word in enumerate(subject.said.words, 1):
            line = [look.name, str(seed), str(t), word]
            next_words = [
                (subject.vocabulary[k], f"{look.chances[t - 1, k]:.6f}") for k in top[t - 1]
            ]
            yield [*line, *itertools.chain(*next_words), *[""] * (4 + len(names))]
            rows = [None if trace.c is None else trace.c[t], trace.h[t]]
            rows += [trace.gates[name][t - 1] if name in trace.gates else None for name in names]
            for cell in about.order:
                values = ["" if row is None else f"{row[cell]:.6f}" for row in rows]
                yield [*line, *[""] * len(expected), cell + 1, f"{about.latch[cell]:.4f}", *values]
