"""An intuitive view: the unrolled net with the gates of one memory cell open (o) or closed (-), for this sentence and this net."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from lstm_core.memory import Held
from lstm_core.trace import Trace
from ui.components import as_bytes
from ui.components.intuitive import KEY, intuitive
from ui.link import write_parameters
from ui.memory.held import held
from ui.memory.intuitive_words import labels
from ui.memory.picture import packed
from ui.memory.subject import Look, Subject
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language

CELL, WORD, LANE = "view_cell", "view_word", "view_lane"  # parameters of the link
MEAN = "mean"  # what `view_cell` is when the mean of the most telling cells is drawn
START = "view_start"  # of the session: what the link said of cell and word
CHOSEN_LANE = "view_chosen_lane"  # of the session
MOST_TELLING = 8  # cells among which the one to begin with is, and of which the mean is taken
# Where a gate stands in the drawing -> its name.
DRAWN = {
    "lstm": {"in": "input", "keep": "forget", "out": "output"},
    "gru": {"keep": "update", "reset": "reset"},
    "rnn": {},
}


def show_intuitive(subject: Subject) -> None:
    """Which net, and the drawing of one of its cells."""
    _intuitive(subject)


@st.fragment
def _intuitive(subject: Subject) -> None:
    look = _chosen(subject)
    if len(subject.looks) > 1:
        st.session_state[LANE] = look.lane
        names = {one.lane: one.name for one in subject.looks}
        st.segmented_control(
            _("Network"),
            list(names),
            format_func=names.__getitem__,
            key=LANE,
            required=True,
            on_change=_on_lane,
            args=(subject.main.lane,),
        )
    with st.spinner(_("Looking for the cells that tell most …")):
        found = held(subject.run, look)
    body = as_bytes(view(subject, look, found) | {"start": _start(_net_of(subject, look))})
    intuitive(body, on_view=partial(_on_view, subject, look, found))
    take_away(KEY, partial(table, subject, look, found), "intuitive_view")


def _chosen(subject: Subject) -> Look:
    """The net that the reader or the link chose, else the first."""
    if CHOSEN_LANE not in st.session_state:
        lane = st.query_params.get(LANE, "")
        st.session_state[CHOSEN_LANE] = int(lane) if lane.isdecimal() and len(lane) < 3 else None
    lane = st.session_state[CHOSEN_LANE]
    return next((one for one in subject.looks if one.lane == lane), subject.main)


def _on_lane(usual: int) -> None:
    lane = st.session_state[LANE]
    st.session_state[CHOSEN_LANE] = lane
    write_parameters({LANE: "" if lane == usual else str(lane)})


def _on_view(subject: Subject, look: Look, found: Held) -> None:
    """Where the reader stopped goes into the link; what is as at first stays out of it."""
    kept = read_view(st.session_state[KEY].get("view"))
    first = first_cell(look.trace, start_of(subject), found.order) + 1
    cell, word = kept.get("cell", first), kept.get("word")
    st.session_state[START] = kept | {"net": _net_of(subject, look)}
    beyond = word if word and word != start_of(subject) + 1 else ""
    write_parameters({CELL: "" if cell == first else str(cell), WORD: str(beyond)})


def read_view(value: Any) -> dict[str, Any]:
    """Of {cell, word}, counted from 1, what can be used; whoever sent it is not trusted."""
    if not isinstance(value, Mapping):
        return {}
    cell, word = value.get("cell"), value.get("word")
    found: dict[str, Any] = {}
    if cell == MEAN or (type(cell) is int and 1 <= cell <= 10_000):
        found["cell"] = cell
    if type(word) is int and 1 <= word <= 10_000:
        found["word"] = word
    return found


def _start(net: str) -> dict[str, Any]:
    """What the link said, or where the reader stopped when the part was last open; a cell only in the net that it is of."""
    if START not in st.session_state:
        cell, word = st.query_params.get(CELL, ""), st.query_params.get(WORD, "")
        found = read_view({"cell": _whole(cell) or cell, "word": _whole(word)})
        st.session_state[START] = found | {"net": net}
    kept: dict[str, Any] = st.session_state[START]
    return {
        name: kept[name]
        for name in ("cell", "word")
        if name in kept and (name == "word" or kept["net"] == net)
    }


def _net_of(subject: Subject, look: Look) -> str:
    return f"{subject.run.id}/{look.key}"


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None


def start_of(subject: Subject) -> int:
    """The word, from 0, from which the cell is followed: the cue, or without one the first."""
    return subject.said.cue.place if subject.said.cue else 0


def first_cell(trace: Trace, place: int, order: Sequence[int] | np.ndarray) -> int:
    """Among the most telling cells the one that is most like the slide's; of an RNN the most telling.

    On the slide the input gate is open at the word of `place` (from 0) and closed afterwards, when the forget gate stays open. The
    score is the product of the three: the gate there, one less its mean afterwards, and the other's mean; and of how much of the
    memory is the same at the end, the smaller of both sizes over the larger. A GRU's update gate does both: closed there, open
    afterwards.

    Args:
        trace: with H cells.
        place: 0 to T - 1.
        order: (H,) the most telling cell first.
    """
    cells = np.asarray(order)[:MOST_TELLING]
    if trace.cell.kind == "rnn" or place + 1 >= trace.T:
        return int(cells[0])
    if trace.cell.kind == "gru":
        z = trace.gates["update"][:, cells]
        score = (1 - z[place]) * z[place + 1 :].mean(axis=0)
    else:
        i, f = trace.gates["input"][:, cells], trace.gates["forget"][:, cells]
        score = i[place] * (1 - i[place + 1 :].mean(axis=0)) * f[place + 1 :].mean(axis=0)
    begun, ended = trace.memory[place + 1, cells], trace.memory[-1, cells]
    larger = np.maximum(np.abs(begun), np.abs(ended))
    same = np.minimum(np.abs(begun), np.abs(ended)) / np.where(larger > 0, larger, 1)
    held = np.where(larger > 0, np.where(begun * ended > 0, same, 0), 1)
    return int(cells[(score * held).argmax()])


def view(subject: Subject, look: Look, found: Held) -> dict[str, Any]:
    """All that the component draws: of one net every gate (T, H), memory and output (T+1, H), and the likeliest next word of each."""
    said, trace, kind = subject.said, look.trace, look.config.kind
    best = look.chances.argmax(axis=1)
    chances = look.chances[np.arange(said.T), best]
    arrays = {name: trace.gates[gate] for name, gate in DRAWN[kind].items()}
    arrays |= {"memory": trace.memory, "kept": trace.kept, "written": trace.written}
    if kind == "lstm":
        arrays["h"] = trace.h
    return {
        "lang": language(),
        "labels": labels(kind, min(MOST_TELLING, look.config.H)),
        "key": f"{subject.key}/{look.key}",
        "net": {
            "id": _net_of(subject, look),
            "name": look.name,
            "style": look.style,
            "kind": kind,
            "H": look.config.H,
        },
        "words": list(said.words),
        "place": start_of(subject) + 1,
        "cue": said.cue is not None,
        "asked": said.asked,
        "wanted": list(said.wanted),
        "next": [
            [subject.vocabulary[word], float(chance)]
            for word, chance in zip(best.tolist(), chances, strict=True)
        ],
        "order": [cell + 1 for cell in found.order.tolist()],
        "first": first_cell(trace, start_of(subject), found.order) + 1,
        "mean_of": min(MOST_TELLING, look.config.H),
        "arrays": {name: packed(values) for name, values in arrays.items()},
    }


@as_csv
def table(subject: Subject, look: Look, found: Held) -> Rows:
    """As CSV gates, memory and output of every cell after every word, the most telling cell first."""
    names = tuple(look.trace.gates)
    yield ["net", "seed", "cell", "t", "word", *names, "memory", "h", "likeliest_next"]
    best = [subject.vocabulary[word] for word in look.chances.argmax(axis=1).tolist()]
    for cell in found.order.tolist():
        for t, word in enumerate(subject.said.words):
            gates = [look.trace.gates[name][t, cell] for name in names]
            values = *gates, look.trace.memory[t + 1, cell], look.trace.h[t + 1, cell]
            row = [look.name, look.seed, cell + 1, t + 1, word]
            yield [*row, *(f"{value:.6f}" for value in values), best[t]]
