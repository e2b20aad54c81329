"""The start page's thumbnail: the slides' sentence with 0 to 8 clauses in between, and what the shipped RNN and LSTM say at its end."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from lab.shipped import Shipped, shipped_run
from lstm_core.many import run_many
from lstm_core.net import Net, one_net, softmax
from lstm_core.sentences import vocabulary
from ui.memory.said import DRAW, compose, understand
from ui.race.names import KIND_NAMES
from ui.text import _, language

MOST = 8  # clauses in between
KINDS = ("rnn", "lstm")


def card_payload() -> dict[str, object]:
    """What the component draws."""
    first, *_middle, last = compose("french", 1, DRAW, language()).split(",")
    return {
        **_said(language()),
        "lang": language(),
        "first": first,
        "last": last.removesuffix("???").strip(),
        "labels": {
            "between": _("{n} clauses"),
            "bias": _("{n} clauses in between"),
            "slider": _("Clauses in between"),
            "chance": _("guessing"),
            "alt": _(
                "With {n} clauses in between, what each net says at the end and how likely it finds the right word: {each}."
            ),
        },
    }


@lru_cache
def _said(spoken: str) -> dict[str, Any]:
    """For each net and number of clauses: the likeliest word, and the probability of the right one."""
    run = shipped_run(f"shipped-sentences_{spoken}")
    if run is None:
        raise LookupError(spoken)
    nets = []
    for kind in KINDS:
        lane = next(k for k, one in enumerate(run.run.lanes) if one.config.kind == kind)
        net = _last_net(run, lane)
        config = run.run.lanes[lane].config
        words = vocabulary(config.language, config.countries)
        texts = [understand(compose("french", n, DRAW, spoken), config) for n in range(MOST + 1)]
        right = texts[0].wanted[0]
        read = np.zeros((len(texts), max(text.T for text in texts)), dtype=np.int64)
        for row, text in zip(read, texts, strict=True):
            row[: text.T] = text.numbers
        ends = run_many(net, read).h[np.arange(len(texts)), [text.T for text in texts]]  # (9, H)
        said = [
            {"word": words[int(row.argmax())], "right": round(float(row[words.index(right)]), 4)}
            for row in softmax(net.answers(ends))
        ]
        nets.append({"name": KIND_NAMES[kind], "style": kind, "said": said})
    return {"nets": nets, "right": right, "chance": 1 / config.countries}


def _last_net(run: Shipped, lane: int) -> Net:
    """The lane's first seed at the end of its training."""
    kept = run.checkpoints[lane]
    return Net.from_weights(one_net(kept[max(kept)].weights, 0), run.run.lanes[lane].config)
