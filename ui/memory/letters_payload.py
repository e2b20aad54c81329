"""What the component for letters draws: every value of one net over one text, so that flipping needs no server."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.arrays import Array
from lstm_core.net import softmax
from lstm_core.rules import Found
from lstm_core.writing import Read, read_letters
from ui.components import as_bytes
from ui.memory.letters_net import Glass
from ui.memory.letters_text import Passage
from ui.memory.letters_words import (
    about_nets,
    about_rules,
    best_nets,
    labels,
    missing_rules,
    no_rules,
    quantities,
    rule_names,
    said_of,
    spoken,
    title_of,
)
from ui.nets.rows import Rows, as_csv
from ui.text import language

FULL = 32767  # the largest of a 16-bit integer
LIKELIEST = 5
LASTING = ("quotes", "brackets", "brackets2", "late")  # rules for which a cell has to remember
RARE = 0.1  # of all letters
View = Mapping[str, Any]  # {cell, quantity, rule}


def payload(glass: Glass, passage: Passage, key: str, view: View | None) -> bytes:
    """All that is drawn, as the component takes it. `key` is another one whenever net or text are."""
    spelled, kind = passage.spelled, glass.net.cell.kind
    read = read_letters(glass.net, spelled.numbers, passage.state)
    known = np.isin(np.arange(len(spelled.text)), spelled.places)
    # Which of the letters that are read a place belongs to; of one that is not read it does not matter.
    rows = np.maximum(np.cumsum(known) - 1, 0)
    chances = softmax(glass.net.answers(read.h[1:]))  # (T, V)
    opening = opened(glass)
    body = {
        "lang": language(),
        "labels": labels(),
        "key": f"{key}/{language()}",
        "net": glass.key,
        "style": kind,
        "H": glass.net.cell.H,
        "letters": list(spelled.text),
        "read": known.tolist(),
        "places": rows.tolist(),
        "given": passage.given,
        "vocabulary": glass.book.task.vocabulary,
        "usual": {letter: round(share, 4) for letter, share in glass.book.usual.items()},
        "quantities": quantities(kind),
        "values": {name: packed(values) for name, values in values_of(glass, read).items()},
        "next": [likeliest(chances[row]) for row in rows],
        "came": _came(passage, chances, rows, known),
        **_rules(glass, passage),
        "nets": _nets(glass),
        "view": dict(view or opening),
        "opening": opening,
    }
    return as_bytes(body)


def values_of(glass: Glass, read: Read) -> dict[str, Array]:
    """Each quantity over the T letters that are read, (T, H); the memory (T+1, H), before the first letter too."""
    names = glass.net.cell.gates
    gates = {name: read.gates[k] for k, name in enumerate(names)}
    if glass.net.cell.kind == "rnn":
        return {"memory": read.memory}
    return {"memory": read.memory, **({} if read.c is None else {"h": read.h[1:]}), **gates}


def packed(values: Array) -> dict[str, Any]:
    """(T, H) as 16-bit shares of each cell's largest size, a row for each cell: exact to 1/65,000 of it."""
    largest = np.abs(values).max(axis=0)  # (H,)
    shares = values / np.where(largest > 0, largest, 1)
    whole = np.rint(shares * FULL).astype("<i2").T  # (H, T)
    return {
        "bytes": base64.b64encode(whole.tobytes()).decode(),
        "largest": largest.tolist(),
        "length": len(values),
    }


def likeliest(chances: Array) -> list[list[float]]:
    """The likeliest letters by their numbers, each with its probability."""
    best = np.argsort(-chances, kind="stable")[:LIKELIEST]
    return [[int(i), float(chances[i])] for i in best]


def _came(passage: Passage, chances: Array, rows: Any, known: Any) -> list[list[float] | None]:
    """After each letter the one that is read next, with its probability; None after the last."""
    after = [*passage.spelled.numbers.tolist()[1:], passage.follows]
    return [
        None if not there or after[row] is None else [after[row], float(chances[row, after[row]])]
        for row, there in zip(rows.tolist(), known.tolist(), strict=True)
    ]


def _rules(glass: Glass, passage: Passage) -> dict[str, Any]:
    letters = len(glass.book.spelled.text)
    measured = letters - letters // 2
    names = rule_names()
    return {
        "rules": [
            {
                "name": found.rule,
                "label": names[found.rule],
                "truth": "".join("1" if yes else "0" for yes in passage.truths[found.rule]),
                "cells": [
                    {
                        "cell": one.cell,
                        "threshold": one.threshold,
                        "above": one.above,
                        "balanced": round(one.balanced, 4),
                        "said": said_of(one, found, measured),
                        "title": title_of(one, found),
                        "spoken": spoken(one, found),
                    }
                    for one in found.best
                ],
            }
            for found in glass.found
        ],
        "rules_about": about_rules(letters, glass.book.held_out) if glass.found else no_rules(),
        "rules_missing": missing_rules(glass.found),
    }


def _nets(glass: Glass) -> dict[str, Any] | None:
    """For each rule how well the best cell of each net follows it; None where there is one net or no rule."""
    if len(glass.rivals) < 2 or not glass.found:
        return None
    names = rule_names()
    shares = {
        rival: {found.rule: round(found.best[0].balanced, 4) for found in rival.found}
        for rival in glass.rivals
    }
    means = [
        (
            rival.name,
            float(np.mean([shares[rival][rule] for rule in LASTING if rule in shares[rival]])),
        )
        for rival in glass.rivals
        if any(rule in shares[rival] for rule in LASTING)
    ]
    return {
        "title": best_nets(means),
        "about": about_nets(glass.run.lanes[glass.lane].config.seed + glass.seed),
        "names": [{"name": rival.name, "style": rival.kind} for rival in glass.rivals],
        "rows": [
            {
                "label": names[found.rule],
                "lasting": found.rule in LASTING,
                "shares": [shares[rival][found.rule] for rival in glass.rivals],
            }
            for found in sorted(glass.found, key=lambda one: one.rule not in LASTING)
        ],
    }


def opened(glass: Glass) -> dict[str, Any]:
    """What to look at first: the cell that best follows a rule which is not rare, and for which it has to remember something."""
    found = max(glass.found, key=_telling, default=None)
    if found is None:
        return {"cell": 0, "quantity": "memory", "rule": ""}
    return {"cell": found.best[0].cell, "quantity": "memory", "rule": found.rule}


def _telling(found: Found) -> tuple[bool, float]:
    return found.rule in LASTING and found.share >= RARE, found.best[0].balanced


@as_csv
def table(glass: Glass, passage: Passage) -> Rows:
    """A line for each letter that is read: the memory of every cell, what came next and how likely that was, as CSV."""
    spelled = passage.spelled
    read = read_letters(glass.net, spelled.numbers, passage.state)
    chances = softmax(glass.net.answers(read.h[1:]))
    rules = [found.rule for found in glass.found]
    symbol = "C" if glass.net.cell.kind == "lstm" else "h"
    cells = [f"{symbol}_{cell + 1}" for cell in range(glass.net.cell.H)]
    yield ["letter_number", "letter", "next", "probability_of_next", *rules, *cells]
    after = [*spelled.numbers.tolist()[1:], passage.follows]
    for row, k in enumerate(spelled.places.tolist()):
        came = after[row]
        following = (
            ["", ""]
            if came is None
            else [glass.book.task.vocabulary[came], float(chances[row, came])]
        )
        held = [int(passage.truths[rule][k]) for rule in rules]
        yield [k + 1, spelled.text[k], *following, *held, *read.memory[row + 1].tolist()]
