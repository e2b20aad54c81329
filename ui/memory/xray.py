"""Part 3, the X-ray: what linear probes read from every memory after each word, and up to which word that is reliable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lstm_core.probes import ATTRIBUTES
from ui.components import as_bytes
from ui.components.xray import KEY, xray
from ui.link import write_parameters
from ui.memory.picture import NOTHING_ASKED, packed
from ui.memory.said import ASKED, MOST_READ
from ui.memory.seen import Seen, seen, truth_of, worth
from ui.memory.subject import Subject
from ui.memory.xray_words import (
    attribute_name,
    distance_names,
    headline,
    labels,
    left_out,
    value_names,
    verdict,
)
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language

WORD, OPEN = (
    "xray_word",
    "xray_open",
)  # parameters of the link: a column of the picture, from 1, and what is unfolded
_START = "xray_start"  # of the session: what the link said


def show_xray(subject: Subject) -> None:
    """The lines over the sentence, and what the probes are worth."""
    _xray(subject)


@st.fragment
def _xray(subject: Subject) -> None:
    with st.spinner(_("Fitting linear probes to every memory …")):  # once a net, for all readers
        shown = body(subject)
    start = as_bytes({"start": _start()})
    xray(start[:-1] + b", " + shown[1:], on_view=_on_view)
    take_away(KEY, lambda: table(subject), "x-ray")


def _on_view() -> None:
    """Where the reader stopped goes into the link; what is as at first stays out of it."""
    view = read_view(st.session_state[KEY].get("view"))
    write_parameters({WORD: str(view.get("word", "")), OPEN: ".".join(view.get("open", ()))})


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


def body(subject: Subject) -> bytes:
    """What the component draws, computed once for all readers of a language."""
    return _measured(subject.key, language(), subject)


@st.cache_data(max_entries=64, show_spinner=False)
def _measured(key: str, lang: str, _subject: Subject) -> bytes:
    return as_bytes(view(_subject))


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
    """Where the cursor begins: the word up to which the net beside the main one is reliable, else another net, else the last word."""
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
    worths = [worth(one.probe) for one in rows]
    distances = max((len(one.accuracy) for one in worths), default=0)
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
        "distances": distance_names(distances),
        "heard": worths[0].sentences.tolist() if worths else [],
        "far": min(said.words[said.cue.place :].count(","), distances - 1)
        if said.cue and truth is not None
        else None,
        "nets": [
            {
                "chances": packed(one.chances),
                "last": one.last,
                "lost": one.is_lost,
                "verdict": verdict(one, said, values),
                "accuracy": round(one.probe.accuracy, 4),
                "outright": round(one.probe.named, 4),
                "control": round(one.probe.control, 4),
                "chance": round(one.probe.chance, 4),
                "distance": [round(float(share), 4) for share in there.accuracy],
            }
            for one, there in zip(rows, worths, strict=True)
        ],
    }


@as_csv
def table(subject: Subject) -> Rows:
    """A line for each net, attribute, word and value as CSV: its probability, and whether the sentence says it."""
    yield [
        *("net", "seed", "training_step", "attribute", "probe_accuracy", "control"),
        *("word_number", "word", "value", "said", "probability"),
    ]
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
                    yield [*about, *worths, t, word, value, true, chance]
