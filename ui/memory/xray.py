"""Part 3, the X-ray: what linear probes read from every memory after each word, and the word at which it was lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cues import Cue
from lstm_core.probes import ATTRIBUTES, FORMS, NONE, Probe
from ui.components import as_bytes
from ui.components.xray import KEY, xray
from ui.memory.held import probes
from ui.memory.picture import NOTHING_ASKED, packed
from ui.memory.said import ASKED, MOST_READ
from ui.memory.subject import Look, Subject
from ui.memory.xray_words import (
    attribute_name,
    headline,
    labels,
    left_out,
    value_names,
    verdict,
)
from ui.nets.take import take_away
from ui.text import _, language

WORD, OPEN = (
    "xray_word",
    "xray_open",
)  # parameters of the link: a column of the picture, from 1, and what is unfolded
_START = "xray_start"  # of the session: what the link said


@dataclass(frozen=True, eq=False)
class Seen:
    """What a probe reads from one net's memory, word by word.

    Args:
        look: the net.
        probe: of one attribute.
        chances: (T, L) after each word, the probability of each of the probe's labels.
        truth: the label that the sentence says, None where it says nothing of the attribute.
        cue: the word that says it, counted from 1; 0 where none does.
    """

    look: Look
    probe: Probe
    chances: Array
    truth: int | None
    cue: int

    @property
    def guess(self) -> float:
        """How often somebody is right who knows only that something was said."""
        return 1 / (len(self.probe.labels) - 1)

    @cached_property
    def named(self) -> Array:
        """(T, L - 1) the probability of each case if it must name one: NONE aside."""
        cases = self.chances[:, :-1]
        shares: Array = cases / cases.sum(axis=1, keepdims=True)
        return shares

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """(T - cue + 1,) of the words from the cue on, after which the true case is the likeliest of all cases."""
        hits: NDArray[np.bool_] = self.named[self.cue - 1 :].argmax(axis=1) == self.truth
        return hits

    @cached_property
    def last(self) -> int:
        """The word, from 1, at which it was lost: from the cue up to there the probe is right most of the time, later not.

        Most of the time is more than half-way from guessing to always. Of all words it is that with the most hits above this
        up to there. T where it is still there: the probe is right at the end, and most of the time on the whole. 0 where it
        was never held so.
        """
        if self.truth is None:
            return 0
        enough = (1 + self.guess) / 2
        if self.right[-1] and self.right.mean() > enough:
            return self.cue + len(self.right) - 1
        ahead = np.cumsum(self.right - enough)
        best = len(ahead) - 1 - int(ahead[::-1].argmax())  # of equals the last
        return self.cue + best if ahead[best] > 0 else 0


def show_xray(subject: Subject) -> None:
    """The lines over the sentence, and what the probes are worth."""
    _xray(subject)


@st.fragment
def _xray(subject: Subject) -> None:
    with st.spinner(_("Fitting linear probes to every memory …")):  # once a net, for all readers
        body = _measured(subject.key, language(), subject)
    start = as_bytes({"start": _start()})
    xray(start[:-1] + b", " + body[1:], on_view=_on_view)
    take_away(KEY, lambda: table(subject), "x-ray")


def _on_view() -> None:
    """Where the reader stopped goes into the link; what is as at first stays out of it."""
    view = read_view(st.session_state[KEY].get("view"))
    written = {WORD: str(view.get("word", "")), OPEN: ".".join(view.get("open", ()))}
    for name, value in written.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def read_view(value: Any) -> dict[str, Any]:
    """Of {word, open} what can be used; whoever sent it is not trusted."""
    if not isinstance(value, Mapping):
        return {}
    found: dict[str, Any] = {}
    word, shown = value.get("word"), value.get("open")
    if type(word) is int and 1 <= word <= MOST_READ + 1:
        found["word"] = word
    if isinstance(shown, list | tuple) and shown and all(one in ATTRIBUTES for one in shown):
        found["open"] = [name for name in ATTRIBUTES if name in shown]
    return found


def _start() -> dict[str, Any]:
    """What the link says. Read once a session: afterwards the browser knows better, and the same bytes cost it nothing."""
    if _START not in st.session_state:
        word = st.query_params.get(WORD, "")
        st.session_state[_START] = read_view(
            {
                "word": int(word) if word.isascii() and word.isdecimal() and len(word) < 5 else 0,
                "open": st.query_params.get(OPEN, "").split("."),
            }
        )
    start: dict[str, Any] = st.session_state[_START]
    return start


@st.cache_data(max_entries=64, show_spinner=False)
def _measured(key: str, lang: str, _subject: Subject) -> bytes:
    return as_bytes(view(_subject))


def truth_of(attribute: str, cue: Cue | None) -> int | None:
    """The label that a sentence with this cue says of an attribute; None where it says nothing."""
    if cue is None:
        return None
    if attribute in FORMS:
        form = FORMS[attribute][cue.language][cue.case] if cue.kind == "agreement" else NONE
        return None if form == NONE else form
    return cue.case if cue.kind == attribute else None


def seen(subject: Subject) -> tuple[dict[str, list[Seen]], list[Look]]:
    """By attribute what is read from each net, and the nets that cannot be read because their memory knows no bounds."""
    found: dict[str, list[Seen]] = {name: [] for name in ATTRIBUTES}
    outside = []
    cue = subject.said.cue
    for look in subject.looks:
        try:
            known = probes(subject.run, look)
        except ValueError:
            outside.append(look)
            continue
        for name in ATTRIBUTES:
            truth = truth_of(name, cue)
            place = cue.place + 1 if cue and truth is not None else 0
            chances = known[name].read(look.trace.memory[1:])
            found[name].append(Seen(look, known[name], chances, truth, place))
    return found, outside


def view(subject: Subject) -> dict[str, Any]:
    """All that the component draws. Columns and rows are those of the main picture; chances are packed, (T, L) for each attribute and net."""
    said = subject.said
    found, outside = seen(subject)
    columns = [*said.tokens, ASKED if said.asked else NOTHING_ASKED]
    rows = [0] * len(columns)
    for t, place in enumerate(said.places, 1):
        rows[place] = t
    pair = [look.lane for look in (subject.main, subject.rival) if look]
    return {
        "lang": language(),
        "labels": labels(said),
        "text": said.text,
        "T": said.T,
        "columns": columns,
        "rows": rows,
        "asked": said.asked,
        "cue": said.places[said.cue.place] + 1 if said.cue else None,
        "first": rows.index(first_word(subject, found)) + 1,
        "headline": headline(subject, found),
        "left_out": left_out(outside),
        "nets": [
            {"name": one.look.name, "style": one.look.style, "pair": one.look.lane in pair}
            for one in found[ATTRIBUTES[0]]
        ],
        "attributes": [_attribute(subject, name, found) for name in ATTRIBUTES],
    }


def first_word(subject: Subject, found: dict[str, list[Seen]]) -> int:
    """Where the cursor begins: the word at which the net beside the main one lost it, else another net, else the last word."""
    lost = [
        one.last
        for rows in found.values()
        for one in sorted(rows, key=lambda row: row.look is not subject.rival)
        if one.truth is not None and 0 < one.last < subject.said.T
    ]
    return lost[0] if lost else subject.said.T


def _attribute(subject: Subject, name: str, found: dict[str, list[Seen]]) -> dict[str, Any]:
    said, rows = subject.said, found[name]
    values = value_names(name, subject.config, said.cue)
    truth = truth_of(name, said.cue)
    # What a sentence says is open. Where it says nothing, what the main net takes it to say; one is always open.
    heard = {
        attribute
        for attribute, seen_there in found.items()
        for one in seen_there
        if one.look is subject.main and (one.chances[:, :-1].max(axis=1) > one.chances[:, -1]).any()
    } or {ATTRIBUTES[0]}
    return {
        "id": name,
        "name": attribute_name(name),
        "values": values,
        "truth": truth,
        "open": truth is not None or (said.cue is None and name in heard),
        "guess": 1 / (len(values) - 1),
        "far": said.words[said.cue.place :].count(",") if said.cue else None,
        "nets": [
            {
                "chances": packed(one.chances),
                "last": one.last,
                "verdict": verdict(one, said, values),
                "accuracy": round(one.probe.accuracy, 4),
                "outright": round(one.probe.named, 4),
                "control": round(one.probe.control, 4),
                "chance": round(one.probe.chance, 4),
                "heard": one.probe.heard.tolist(),
                "distance": [round(float(share), 4) for share in one.probe.by_distance],
            }
            for one in rows
        ],
    }


def table(subject: Subject) -> str:
    """A line for each net, attribute, word and value as CSV: its probability, and whether the sentence says it."""
    file = io.StringIO()
    out = csv.writer(file, lineterminator="\n")
    out.writerow(
        [
            *("net", "seed", "training_step", "attribute", "probe_accuracy", "control"),
            *("word_number", "word", "value", "said", "probability"),
        ]
    )
    said = subject.said
    for name, rows in seen(subject)[0].items():
        values = value_names(name, subject.config, said.cue)
        for one in rows:
            look = one.look
            about = [look.name, look.config.seed + look.seed, look.step, name]
            worths = [f"{one.probe.accuracy:.4f}", f"{one.probe.control:.4f}"]
            for t, word in enumerate(said.words, 1):
                for k, value in enumerate(values):
                    true = int(k == one.truth and t >= one.cue)
                    chance = f"{one.chances[t - 1, k]:.6f}"
                    out.writerow([*about, *worths, t, word, value, true, chance])
    return file.getvalue()
