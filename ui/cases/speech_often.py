"""The same word by many voices: how often each net hears which word, so that one picture is not taken for the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from lstm_core.cases.saying import Saying, by_strangers
from lstm_core.cases.speech import words
from lstm_core.cases.speech_twin import answers
from ui.cases.called import Called
from ui.cases.nets import CaseNet
from ui.text import _, language, number

MANY = 40


def show_often(nets: Mapping[str, CaseNet], saying: Saying, seen: Sequence[Called]) -> None:
    """A table: nets, words, and how many of MANY voices each net hears as that word."""
    known = words(language())
    counts = how_often(nets, saying)
    lines = [
        " | ".join(["", _("net"), *known, ""]).strip(),
        "|".join(["", "---", *["---:"] * len(known), ""]),
    ]
    for one in seen:
        found = counts[one.kind]
        cells = [
            f"**{number(n, 0)}**" if n == max(found) else number(n, 0) if n else "" for n in found
        ]
        lines.append(" | ".join(["", one.name, *cells, ""]).strip())
    st.markdown("\n".join(lines))
    st.caption(
        _(
            "Voices out of {many}, none of which the nets have learned from; in bold, what each net hears most often.",
            many=number(MANY, 0),
        )
    )


def how_often(nets: Mapping[str, CaseNet], saying: Saying) -> dict[str, list[int]]:
    """For every kind and every word, how many of MANY voices are heard as it."""
    heard = [made.heard for made in by_strangers(saying, MANY)]
    lengths = {len(one) for one in heard}
    counts = {}
    for kind, net in nets.items():
        found = np.zeros(len(words(net.config.language)), dtype=int)
        for length in lengths:
            batch = np.stack([one for one in heard if len(one) == length])
            said = answers(net.weights, net.config, batch).argmax(axis=1)
            found += np.bincount(said, minlength=len(found))
        counts[kind] = found.tolist()
    return counts
