"""A product of Jacobians opened into its factors: what each step does to the gradient, and by what."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lstm_core.arrays import Array
from lstm_core.decay import decay
from lstm_core.jacobians import slopes, spans, step_jacobians
from lstm_core.passes import Passes


class Factors(NamedTuple):
    """The product from state `start` to `end` of one net, opened into its K = end - start factors.

    Args:
        singular: (K, S) singular values of the Jacobian of steps k = start + 1 to end, largest first; S = H, or 2H of an
            LSTM, whose state is [h; c]. Infinite where the net overflows.
        weights: (H,) of an RNN, the singular values of W_hh; else None.
        slope: (K, H) of an RNN, φ' at each step: what saturation leaves; else None.
        kept: (K, H) the forget gate of an LSTM, the update gate of a GRU; None of an RNN.
        rest: (K,) spectral norm of what a step does besides keeping: of an LSTM d c_k / d h_(k-1), the way in through the
            gates; of a GRU d h_k / d h_(k-1) - diag(kept). None of an RNN.
        running: (K+1,) log10 of the norm of d m_end / d m_k, k = start to end; the last is 0.
        lane: (K+1,) log10 of the memory lane likewise; None of an RNN.
        lost: (K,) running[k] - running[k + 1]: what step start + 1 + k multiplies the norm by, log10. 0 where nothing was
            left any more.
    """

    singular: Array
    weights: Array | None
    slope: Array | None
    kept: Array | None
    rest: Array | None
    running: Array
    lane: Array | None
    lost: Array

    @property
    def worst(self) -> int:
        """The k at which most was lost, that is at step start + 1 + k."""
        return int(np.argmin(np.where(np.isnan(self.lost), np.inf, self.lost)))


def factors(p: Passes, start: int, end: int, net: int = 0) -> Factors:
    """Opens the product d m_end / d m_start of one net.

    Args:
        p: passes.
        start: state from which the product goes, 0 <= start < end.
        end: state at which it arrives, at most T.
        net: which of the N.

    Raises:
        ValueError: start or end out of range.
    """
    if not 0 <= start < end <= p.T:
        raise ValueError(f"start and end must be 0 <= start < end <= {p.T}, not {start}, {end}.")
    one, H = p.take([net]), p.H
    kept: Array | None = None
    if p.kind != "rnn":
        kept = one.gates["forget" if p.kind == "lstm" else "update"][0, start:end]
    singular, rest = [], []
    for first, last in spans(one, start, end):
        J = step_jacobians(one, first, last)[0]  # (K', S, S)
        singular.append(_singular(J))
        if kept is not None:
            here = kept[first - start : last - start, :, None] * np.eye(H)
            rest.append(_singular(J[:, H:, :H] if p.kind == "lstm" else J - here)[:, 0])
    flow = decay(one, end, blocks=("memory",))
    running = flow.memory[0, start:]
    # -inf - -inf and inf - inf: nothing is left to be lost.
    same = running[:-1] == running[1:]
    lost = np.subtract(running[:-1], running[1:], out=np.zeros(end - start), where=~same)
    return Factors(
        singular=np.concatenate(singular),
        weights=np.linalg.svd(p.W_hh[net, 0], compute_uv=False) if p.kind == "rnn" else None,
        slope=slopes(one, slice(start, end)).gates[0, :, 0] if p.kind == "rnn" else None,
        kept=kept,
        rest=np.concatenate(rest) if rest else None,
        running=running,
        lane=None if flow.lane is None else flow.lane[0, start:],
        lost=lost,
    )


def _singular(matrices: Array) -> Array:
    """(K, H) singular values of matrices (K, H, H), largest first; infinite where one is not finite."""
    finite = np.asarray(np.isfinite(matrices).all(axis=(1, 2)))
    values = np.linalg.svd(np.where(finite[:, None, None], matrices, 0), compute_uv=False)
    return np.where(finite[:, None], values, np.inf)
