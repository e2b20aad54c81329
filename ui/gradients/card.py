"""The start page's thumbnail: fresh nets of the decay curves, an RNN beside LSTMs of several forget biases."""

from __future__ import annotations

from functools import lru_cache

from lstm_core.fresh import Start, curves
from ui.gradients.powers import as_logs
from ui.text import _, language

BIASES = (-1, 0, 1, 2, 3, 4)
T = 40  # steps
LOWEST = -12  # power of ten at the foot of the picture


def card_payload() -> dict[str, object]:
    """What the component draws: medians over five nets of each kind, as log10 by the steps back from the end."""
    return {
        "lang": language(),
        "biases": BIASES,
        "low": LOWEST,
        "rnn": _median("rnn", None),
        "lstm": [_median("lstm", float(bias)) for bias in BIASES],
        "labels": {
            "axis": _("steps back from the end"),
            "slider": _("Forget bias of the fresh LSTM"),
            "bias": _("forget bias {bias}"),
            "alt": _(
                "Fresh nets: {T} steps back, of a nudge of size 1 there is left {rnn} in the RNN, and {lstm} in the LSTM with forget bias {bias}."
            ),
        },
    }


@lru_cache
def _median(kind: str, gate_bias: float | None) -> list[float | str | None]:
    start = Start(kind, gate_bias=gate_bias, T=T)
    return as_logs(curves(start.passes()).full.mid, 3)
