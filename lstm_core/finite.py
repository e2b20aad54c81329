"""The numbers of the gradient once more by central finite differences, from forward passes alone: no derivative is used here.

A nudge of 0.00001 to each unit in both directions, and how far that moves the result: (f(v + e) - f(v - e)) / 2e. It sees
what moves the result by more than rounding does. A norm of 1e-47 does not. So there is a second way: the nudges go through
one step at a time, which gives each step's Jacobian, and these are multiplied with a running exponent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array, numbers, size
from lstm_core.cells import KEEPING, Cell
from lstm_core.direct import item_losses
from lstm_core.net import Net
from lstm_core.passes import STEPS
from lstm_core.scaled import Exponent, added, log_length, log_norm, rescaled
from lstm_core.tasks import Batch

NUDGE = 1e-5
METHODS = ("direct", "steps")
OF_STATE, OF_LOSS = ("memory", "lane", "shown"), ("dh", "dc", "dx", "contribution")
# What one long nudge gives is believed between these: seven digits above the rounding, and where it is still a nudge at the end.
ABOVE_ROUNDING, LARGEST = 1e7, 10.0

Function = Callable[[Array], Array]  # (B, n) -> (B, m)


class Difference(NamedTuple):
    """log10 of the norm, and how it was found: "direct", by one nudge all the way, or "steps", step by step."""

    value: float
    method: str


def state_difference(
    cell: Cell, x: Array, start: int, end: int, what: str = "memory", *, method: str = ""
) -> Difference:
    """Spectral norm of how a nudge to the memory at state `start` moves state `end`.

    Args:
        cell: the net.
        x: (T, D) what goes into it.
        start: state, 0 <= start <= end.
        end: state, <= T.
        what: "memory", d m_end / d m_start, of an LSTM with h_start held; "lane", the same with all gates held at what they
            were (LSTM and GRU); "shown", d h_end / d m_start.
        method: "direct" or "steps"; by itself "direct" where that is exact to about seven digits.

    Raises:
        ValueError: what there is not.
    """
    one = _Walk(cell, numbers(x, "x"))
    if not 0 <= start <= end <= one.T or what not in OF_STATE or method not in ("", *METHODS):
        raise ValueError(f"There is no {what} from {start} to {end} of {one.T} steps.")
    if (what == "lane" and cell.kind == "rnn") or (
        what == "shown" and cell.kind == "lstm" and start == end
    ):
        raise ValueError(f"There is no {what} from {start} to {end} of a {cell.kind}.")
    H, states, memory = cell.H, one.states, one.memory
    after: Callable[[int, Array], Array] = one.after
    if what == "lane":
        after, states, memory = one.after_held, states[:, memory], slice(0, H)
    rows = slice(0, H) if what == "shown" else memory

    def all_the_way(nudged: Array) -> Array:
        s = np.repeat(states[start][None], len(nudged), axis=0)
        s[:, memory] = nudged
        for t in range(start, end):
            s = after(t, s)
        return s[:, rows]

    if method != "steps":
        at = states[start, memory]
        moved = slopes(all_the_way, at)  # (H, H)
        value = float(log_norm(moved, _none()))
        if method or _is_believed(value, float(np.abs(states[end, rows]).max()), at):
            return Difference(value, "direct")
    P: Array = np.eye(states.shape[1])[rows]
    exponent = _none()
    for t in range(end - 1, start - 1, -1):
        # d s_end / d s_t = d s_end / d s_(t+1)  d s_(t+1) / d s_t
        P, exponent = rescaled(P @ slopes(partial(after, t), states[t]), exponent)
    return Difference(float(log_norm(P[:, memory], exponent)), "steps")


def loss_difference(
    net: Net,
    x: Array,
    batch: Batch,
    step: int,
    what: str = "dh",
    *,
    tau: int | None = None,
    row: int = 0,
    method: str = "",
) -> Difference:
    """Length of the gradient of the loss, with all its later ways.

    Args:
        net: with its readout.
        x: (T, D) what goes into its cell, as `Net.inputs` has it.
        batch: what is asked.
        step: t, 1 <= t <= T.
        what: "dh", dL/dh_t; "dc", dL/dc_t, its way out through h_t too (LSTM); "dx", dL/dx_t of what goes into the cell;
            "contribution", the Frobenius norm of what the loss at step `tau` adds to dL/dW_hh through step t. There the
            sums W_hh h_(t-1) are nudged: by a weight's nudge they move by that times h_(t-1), so that the norm is theirs
            times the length of h_(t-1).
        tau: step of the only loss that counts; None: all of them.
        row: which of the batch's sequences.
        method: as in `state_difference`.

    Raises:
        ValueError: what there is not.
    """
    one = _Walk(net.cell, numbers(x, "x"))
    if not 1 <= step <= one.T or what not in OF_LOSS or method not in ("", *METHODS):
        raise ValueError(f"There is no {what} at step {step} of {one.T}.")
    if (what == "dc" and net.cell.kind != "lstm") or (what == "contribution" and tau is None):
        raise ValueError(f"There is no {what} of a {net.cell.kind} with loss {tau}.")
    loss = _Loss(net, batch.target[row], batch.weight[row].astype(np.float64), one.T, tau)
    into, at = one.ways_in(step, what)
    factor = float(np.linalg.norm(one.h[step - 1])) if what == "contribution" else 1.0
    with np.errstate(divide="ignore"):
        by = float(np.log10(factor))

    def all_the_way(nudged: Array) -> Array:
        s = into(nudged)
        total = loss.at(step, s)
        for t in range(step, one.T):
            s = one.after(t, s)
            total = total + loss.at(t + 1, s)
        return total[:, None]

    if method != "steps":
        value = float(log_length(slopes(all_the_way, at)[0], _none()))
        if method or _is_believed(value, float(all_the_way(at[None])[0, 0]), at):
            return Difference(value + by, "direct")
    g, exponent = np.zeros(one.states.shape[1]), _none()  # dL/ds_t, (S,)
    for t in range(one.T, step - 1, -1):
        own = slopes(partial(loss.column, t), one.states[t])[0]
        g, exponent = added(g, exponent, own, _none())
        way = (
            slopes(into, at) if t == step else slopes(partial(one.after, t - 1), one.states[t - 1])
        )
        g, exponent = rescaled(g @ way, exponent)
    return Difference(float(log_length(g, exponent)) + by, "steps")


def slopes(f: Function, at: Array) -> Array:
    """(m, n) the Jacobian of f at (n,), by central differences."""
    nudge = _nudge(at)
    nudges = nudge * np.eye(len(at))
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        found: Array = (f(at + nudges) - f(at - nudges)).T / (2 * nudge)
    return found


def _nudge(at: Array) -> float:
    """States of ReLU nets can be large, and a nudge to them must not be lost in rounding."""
    return NUDGE * max(1.0, float(np.abs(at).max()))


def _is_believed(value: float, scale: float, at: Array) -> bool:
    """Whether a direct difference is far enough from rounding, and from where nudges are no longer small."""
    rounding = np.finfo(np.float64).eps * scale / _nudge(at)
    return bool(ABOVE_ROUNDING * rounding < 10.0 ** min(value, 300) < LARGEST)


def _none() -> Exponent:
    return np.zeros((), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class _Walk:
    """One net on its way over x (T, D), and steps of it from other states. A state is h, or [h; c] of an LSTM: (S,)."""

    cell: Cell
    x: Array

    def __post_init__(self) -> None:
        if self.x.ndim != 2 or self.x.shape[1] != self.cell.D:
            raise ValueError(f"x must be (T, {self.cell.D}), but it is {size(self.x)}.")

    @property
    def T(self) -> int:
        return len(self.x)

    @property
    def memory(self) -> slice:
        """Where in a state the memory stands."""
        H = self.cell.H
        return slice(H, 2 * H) if self.cell.kind == "lstm" else slice(0, H)

    @cached_property
    def _walked(self) -> tuple[Array, Array]:
        """States (T+1, S), gates (T, G, H)."""
        states = np.zeros((self.T + 1, self.memory.stop))
        gates = np.empty((self.T, len(self.cell.gates), self.cell.H))
        for t in range(self.T):
            a, s = self._step(t, states[t][None])
            gates[t], states[t + 1] = a[0], s[0]
        return states, gates

    @property
    def states(self) -> Array:
        return self._walked[0]

    @property
    def h(self) -> Array:
        return self.states[:, : self.cell.H]

    def _step(
        self, t: int, s: Array, x: Array | None = None, push: Array | None = None
    ) -> tuple[Array, Array]:
        """Gates and state after step t + 1 from states s (B, S); `push` is added to W_hh h + b_hh."""
        cell, H, G = self.cell, self.cell.H, len(self.cell.gates)
        x = self.x[t][None] if x is None else x  # (B, D)
        h, c = s[:, :H], s[:, H:]
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            from_x = (x @ cell.W_ih.reshape(G * H, -1).T).reshape(-1, G, H) + cell.b_ih
            from_h = (h @ cell.W_hh.reshape(G * H, H).T).reshape(-1, G, H) + cell.b_hh
            if push is not None:
                from_h = from_h + push
            _, a, c, h = STEPS[cell.kind](from_x, from_h, c, h, cell.activation)
        return a, np.concatenate([h, c], axis=1) if cell.kind == "lstm" else h

    def after(self, t: int, s: Array) -> Array:
        """The states after step t + 1, from states before it, (B, S) each."""
        return self._step(t, s)[1]

    def after_held(self, t: int, m: Array) -> Array:
        """The memory (B, H) after step t + 1 from that before it, all gates being what they were."""
        names, a = self.cell.gates, self._walked[1][t]
        keep = a[names.index(KEEPING[self.cell.kind])]
        write = a[0] if self.cell.kind == "lstm" else 1 - keep
        kept: Array = keep * m + write * a[names.index("candidate")]
        return kept

    def ways_in(self, step: int, what: str) -> tuple[Function, Array]:
        """How (B, n) of something at a step makes states (B, S) after it, and what it was, (n,)."""
        H, t = self.cell.H, step - 1
        before, now = self.states[t][None], self.states[step]
        if what == "dx":
            return lambda x: self._step(t, before, x=x)[1], self.x[t]
        if what == "contribution":
            G = len(self.cell.gates)
            return lambda push: self._step(t, before, push=push.reshape(-1, G, H))[1], np.zeros(
                G * H
            )
        if what == "dc":
            o = self._walked[1][t, self.cell.gates.index("output")]
            return lambda c: np.concatenate([o * np.tanh(c), c], axis=1), now[H:]
        rest = now[None, H:]
        return (
            lambda h: np.concatenate([h, np.repeat(rest, len(h), axis=0)], axis=1),
            now[:H],
        )


class _Loss(NamedTuple):
    """What is asked at the last K of T steps: of all of them, or of step tau alone."""

    net: Net
    target: NDArray[Any]  # (K,)
    weight: Array  # (K,)
    T: int
    tau: int | None

    def at(self, step: int, s: Array) -> Array:
        """(B,) the loss at a step, from states (B, S) after it."""
        k = step - 1 - (self.T - len(self.target))
        if k < 0 or self.tau not in (None, step) or self._asks_nothing(k):
            return np.zeros(len(s))
        answers = self.net.answers(s[:, None, : self.net.cell.H])  # (B, 1, A)
        items: Array = self.weight[k] * item_losses(answers, self.target[k : k + 1])[:, 0]
        return items

    def column(self, step: int, s: Array) -> Array:
        """The same as (B, 1)."""
        return self.at(step, s)[:, None]

    def _asks_nothing(self, k: int) -> bool:
        return self.target.dtype.kind != "f" and bool(self.target[k] < 0)
