"""What the picture of an operation draws: cells before and after, word by word, and the answers; and the same as a table."""

from __future__ import annotations

from typing import Any

import numpy as np

from ui.components import as_bytes
from ui.memory.operated import Operated, quantities, shown_units
from ui.memory.picture import packed
from ui.memory.surgery_rates import Rates, bars, rates_rows
from ui.memory.surgery_words import headline, labels
from ui.nets.rows import Rows, as_csv
from ui.text import language

MOST_SHOWN = 16  # cells that are operated on
OTHERS = 4  # and some that are not
MOST_WORDS = 5  # of the likeliest ones, where no answers are known


def payload(
    operated: Operated,
    rates: Rates | None = None,
    *,
    others: int = OTHERS,
    done: bool = True,
) -> bytes:
    """All that the component draws; `done` False leaves the net as it was, with nothing beside it."""
    subject, look = operated.subject, operated.look
    said = subject.said
    units, touched = shown_units(operated, MOST_SHOWN, others)
    before, after = quantities(look.trace), quantities(operated.after)
    return as_bytes(
        {
            "lang": language(),
            "labels": labels(),
            "headline": headline(operated) if done else "",
            "words": list(said.words),
            "cue": said.cue.place + 1 if said.cue else None,
            "asked": said.asked,
            "kind": look.config.kind,
            "cells": [one + 1 for one in units],
            "touched": touched,
            "first": operated.first,
            "last": operated.last,
            "done": done,
            "shown": [
                {
                    "letter": letter,
                    "gate": letter not in "Ch",
                    "before": packed(before[letter][:, units].T),
                    "after": packed(after[letter][:, units].T),
                }
                for letter in before
            ],
            "answers": answers(operated),
            "rates": bars(operated, rates) if rates else None,
        }
    )


def answers(operated: Operated) -> list[dict[str, Any]]:
    """What the net may say after the last word, each with its probability before and after, and last what is left for all others."""
    subject = operated.subject
    before, after = operated.chances
    place = {word: k for k, word in enumerate(subject.vocabulary)}
    groups = [case for case in subject.said.candidates if any(word in place for word in case)]
    if not groups or not subject.said.asked:
        top = [*np.argsort(-before)[:MOST_WORDS], *np.argsort(-after)[:MOST_WORDS]]
        groups = [(subject.vocabulary[k],) for k in dict.fromkeys(int(one) for one in top)]
    else:
        known = {word for case in groups for word in case}
        groups += [(word,) for word in dict.fromkeys(operated.answers) if word not in known]
    rows: list[dict[str, Any]] = [
        {
            "word": " / ".join(case),
            "before": float(sum(before[place[word]] for word in case if word in place)),
            "after": float(sum(after[place[word]] for word in case if word in place)),
            "right": bool(set(case) & set(subject.said.wanted)),
        }
        for case in groups
    ]
    left = [max(0.0, 1 - sum(row[when] for row in rows)) for when in ("before", "after")]
    return [*rows, {"word": None, "before": left[0], "after": left[1], "right": False}]


@as_csv
def table(operated: Operated, rates: Rates | None = None) -> Rows:
    """The picture's numbers as CSV: a line for each drawn cell and word, before and after; the answers; then many sentences."""
    units, touched = shown_units(operated, len(operated.units), OTHERS)
    before, after = quantities(operated.look.trace), quantities(operated.after)
    names = [f"{letter}_{when}" for letter in before for when in ("before", "after")]
    yield ["cell", "operated", "t", "word", *names]
    for k, unit in enumerate(units):
        for t, word in enumerate(operated.subject.said.words, 1):
            inside = k < touched and operated.first <= t <= operated.last
            values = [
                f"{one[letter][t - 1, unit]:.6f}" for letter in before for one in (before, after)
            ]
            yield [unit + 1, int(inside), t, word, *values]
    yield []
    yield ["answer", "before", "after"]
    for row in answers(operated):
        word = "others" if row["word"] is None else row["word"]
        yield [word, f"{row['before']:.6f}", f"{row['after']:.6f}"]
    if rates:
        yield []
        yield from rates_rows(operated, rates)
