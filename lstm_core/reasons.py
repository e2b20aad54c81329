"""Why a product of Jacobians is as large as it is: what the weights alone would do, and which of a net's steps did most.

The product itself is opened in lstm_core/gradients.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lstm_core.arrays import Array
from lstm_core.gradients import Factors
from lstm_core.passes import Passes
from lstm_core.scaled import Exponent, log_norm, rescaled

EVEN = 1.5  # a step that takes less than this many times the mean does not stand out


def weights_alone(p: Passes, steps: int, net: int = 0) -> Array | None:
    """log10 of the spectral norm of W_hh^k of an RNN, k = 0..steps: its product of Jacobians if no unit were saturated.

    That is what a linear net with the same weights would do: with φ' = 1 everywhere the product J_T ... J_(t+1) of
    Pascanu et al. 2013, equation 5, is a power of W_hh. None of an LSTM or GRU.

    Args:
        p: passes.
        steps: the highest power.
        net: which of the N.

    Returns:
        (steps+1,), the first is 0.
    """
    if p.kind != "rnn":
        return None
    W = p.W_hh[net : net + 1, 0]  # (1, H, H)
    P, exponent = np.eye(p.H)[None], np.zeros(1, dtype=np.int64)
    logs = np.zeros(steps + 1)
    for k in range(1, steps + 1):
        P, exponent = _times(P, exponent, W)
        logs[k] = log_norm(P, exponent)[0]
    return logs


def _times(P: Array, exponent: Exponent, W: Array) -> tuple[Array, Exponent]:
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        return rescaled(P @ W, exponent)


@dataclass(frozen=True)
class Reason:
    """What made a product as large as it is.

    Args:
        verdict: "zero", "overflow", "vanishes" (below 1 %), "explodes" (above 100), or "kept".
        cause: of an RNN that does not keep, "weights", "saturation" (ReLU: units that are off), or "both", by which of them
            most of the powers of ten are due to. Of an LSTM or GRU "rest" when the memory lane alone would have another
            verdict and is `APART` from the whole, so that what a step does besides keeping decides; else "gates". Else "".
        step: index k, as in `Factors.lost`, of the step that enlarged most when it explodes, else of the one that took most; -1
            when it overflows.
        factor: log10 of what it multiplied the norm by.
        even: whether no step stands out.
    """

    verdict: str
    cause: str
    step: int
    factor: float
    even: bool

    @property
    def stands_out(self) -> bool:
        """Whether `step` is worth a mark: where all is kept, only a step that takes more than half."""
        return self.step >= 0 and (self.verdict != "kept" or self.factor < np.log10(0.5))


APART = 0.5  # powers of ten, and at least a third of the whole: nearer, lane and whole differ only by a threshold
FALLEN = 2.0  # powers of ten: what has fallen to 1 % has vanished, what has grown a hundredfold has exploded


def reason(found: Factors, alone: Array | None) -> Reason:
    """Reads it off the factors, and of an RNN off `weights_alone` over as many steps."""
    total = float(found.running[0])
    verdict = _verdict(total)
    if verdict == "zero":
        dead = np.flatnonzero(np.isneginf(found.running))
        return Reason(verdict, "", int(dead[-1]), -np.inf, False)
    if verdict == "overflow":
        return Reason(verdict, "", -1, np.inf, False)
    sign = 1 if verdict == "explodes" else -1
    step = int(np.argmax(sign * found.lost))
    factor = float(found.lost[step])
    even = verdict != "kept" and sign * factor < EVEN * sign * total / len(found.lost)
    if alone is not None:
        return Reason(verdict, _cause_rnn(verdict, total, float(alone[-1])), step, factor, even)
    lane = 0.0 if found.lane is None else float(found.lane[0])
    return Reason(verdict, _cause_gated(verdict, total, lane), step, factor, even)


def _verdict(total: float) -> str:
    if np.isneginf(total):
        return "zero"
    if not np.isfinite(total):
        return "overflow"
    return "vanishes" if total < -FALLEN else "explodes" if total > FALLEN else "kept"


def _cause_gated(verdict: str, total: float, lane: float) -> str:
    """Whether the memory lane accounts for the verdict."""
    apart = abs(lane - total) > max(APART, abs(total) / 3)
    return "rest" if apart and _verdict(lane) != verdict else "gates"


def _cause_rnn(verdict: str, total: float, weights: float) -> str:
    """Of log10 S = log10 ||W^K|| + what saturation does, which is the greater part."""
    if verdict == "kept":
        return ""
    if verdict == "explodes":
        return "weights"
    # Weights that would keep it leave everything to saturation.
    share = 1.0 if np.isneginf(weights) else weights / total
    return "weights" if share > 2 / 3 else "saturation" if share < 1 / 3 else "both"
