"""Example cells to step through: set by hand, drawn at random, or really trained. Data only: no titles, no prose."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from lstm_core.arrays import Array, frozen, numbers, whole
from lstm_core.cells import GATES, Cell
from lstm_core.interventions import Intervention
from lstm_core.trace import Trace, trace

MODELS = Path(__file__).resolve().parent.parent / "models"
SEEDS = range(10)


@dataclass(frozen=True, eq=False)
class Example:
    """A cell with an input on which it has something to show. Arrays are read-only.

    Args:
        name: unique, an identifier.
        origin: "hand-set", "random" or "trained".
        cell: the weights.
        x: (T, D) the input.
        inputs: the names of the D inputs.
        h0: (H,) the output state at the start.
        c0: (H,) the memory cell at the start; None unless an LSTM.
        seed: what made it; None when hand-set.
        report: of a trained one, what models/<name>.json says: task, settings, scores, command.
        readout: of a trained one, the weights w (H,) and the bias b of the net's answer,
            p = sigmoid(w h + b), the chance that the sign wanted is 1.
    """

    name: str
    origin: str
    cell: Cell
    x: Array  # (T, D)
    inputs: tuple[str, ...]
    h0: Array  # (H,)
    c0: Array | None  # (H,)
    seed: int | None = None
    report: dict[str, Any] | None = None
    readout: tuple[Array, float] | None = None

    @property
    def state(self) -> Any:
        """The start as `trace` takes it."""
        return self.h0 if self.c0 is None else (self.h0, self.c0)

    def trace(self, interventions: Sequence[Intervention] = ()) -> Trace:
        """The example run, with interventions if there are any."""
        return trace(self.cell, self.x, state=self.state, interventions=interventions)


def _example(
    name: str,
    origin: str,
    cell: Cell,
    x: Any,
    inputs: tuple[str, ...],
    *,
    c0: float = 0,
    **more: Any,
) -> Example:
    zeros = np.zeros(cell.H)
    start = frozen(zeros + c0) if cell.kind == "lstm" else None
    x = frozen(np.array(x, dtype=np.float64))
    return Example(name, origin, cell, x, inputs, frozen(zeros), start, **more)


def _by_hand(kind: str, recurrent: float = 0, **gates: tuple[float, float, float]) -> Cell:
    """One unit, two inputs. Each gate: (weight of x1, weight of x2, bias); `recurrent` is the candidate's."""
    rows = np.array([gates[gate] for gate in GATES[kind]], dtype=np.float64)  # (G, 3)
    W_hh = np.zeros((len(rows), 1, 1))
    W_hh[GATES[kind].index("candidate")] = recurrent
    return Cell(kind, "tanh", rows[:, None, :2], W_hh, rows[:, 2:], np.zeros((len(rows), 1)))


# What comes in: a value to keep, and a wish to empty the memory. Seen at step 2 and 8, emptied at 6 and 7.
SEEN = (0, 1, 0, 0, 0, 0, 0, 1)
EMPTY = (0, 0, 0, 0, 0, 1, 1, 0)
LATCH_X = tuple(zip(SEEN, EMPTY, strict=True))


def _hand_set() -> tuple[Example, ...]:
    inputs = ("value", "reset")
    always, never = (0, 0, 8), (0, 0, -8)  # gates at 1.00 and 0.00, to two decimals

    # C = 0.00 0.96 0.96 0.96 0.96 0.00 0.00 0.96: forgets only when something new or a reset comes.
    latch = _by_hand(
        "lstm", input=(16, 0, -8), forget=(-16, -16, 8), candidate=(2, 0, 0), output=always
    )
    # forget = 0.85 at rest and 0.04 on reset: C = 0.95 0.81 0.69 0.59 1.45 1.23 0.05 0.04.
    leaky = _by_hand(
        "lstm", input=(0, 0, 4), forget=(0, -5, 1.75), candidate=(2, 0, 0), output=always
    )
    leaky_x = tuple(zip((1, 0, 0, 0, 1, 0, 0, 0), (0, 0, 0, 0, 0, 0, 1, 0), strict=True))
    # C = 1 1 2 3 3 4 0 1 to two decimals; h, squashed, tells 1 from 2 but hardly 3 from 4.
    counter = _by_hand(
        "lstm", input=(16, 0, -8), forget=(0, -20, 10), candidate=(5, 0, 0), output=always
    )
    counter_x = tuple(zip((1, 0, 1, 1, 0, 1, 0, 1), (0, 0, 0, 0, 0, 0, 1, 0), strict=True))
    # The candidate leaps about, the input gate lets nothing through: C stays 0.50.
    ignore = _by_hand("lstm", input=never, forget=always, candidate=(2, -1, 0), output=always)
    ignore_x = tuple(zip((1, -1, 1, 0, -1, 1, 0.5, -1), (0, 1, 0, 0, 1, 1, 0, 0), strict=True))
    # sigmoid(40) is 1 in double precision and sigmoid(-40) = 4e-18 too small to change 0.8: C is 0.8, exactly.
    line = _by_hand(
        "lstm", input=(0, 0, -40), forget=(0, 0, 40), candidate=(2, -1, 0), output=always
    )
    # One gate does both jobs: update at 0.00 takes the candidate (the value, or 0 on reset), at 1.00 keeps h.
    gru = _by_hand("gru", reset=never, update=(-16, -16, 8), candidate=(2, 0, 0))
    # An RNN cannot do it cleanly: where tanh(w h) holds 0.96 still (w = 2) it does not hold 0 still, a trace
    # of 0.10 grows to 0.20 0.38 0.64 0.85; and where it lets 0 be (w = 1) it forgets, 0.96 0.74 0.63 0.56.
    # This is as well as it goes: two resting points, 0.96 and -0.96. It keeps what it saw, but a reset leaves
    # the opposite and not nothing: h = 0.00 1.00 0.96 0.96 0.96 -0.97 -1.00 0.96.
    rnn = _by_hand("rnn", recurrent=2, candidate=(4, -4, 0))

    return (
        _example("latch", "hand-set", latch, LATCH_X, inputs),
        _example("leaky", "hand-set", leaky, leaky_x, inputs),
        _example("counter", "hand-set", counter, counter_x, inputs),
        _example("ignore", "hand-set", ignore, ignore_x, inputs, c0=0.5),
        _example("memory_line", "hand-set", line, ignore_x, inputs, c0=0.8),
        _example("rnn_latch", "hand-set", rnn, LATCH_X, inputs),
        _example("gru_latch", "hand-set", gru, LATCH_X, inputs),
    )


def random_example(kind: str, seed: int) -> Example:
    """4 units, 2 inputs, 12 steps; weights as PyTorch draws them, U(-1/sqrt H, 1/sqrt H), and x in U(-1, 1).

    Rounded to 2 decimals, so that what is shown is what is computed.

    Args:
        kind: "lstm", "gru" or "rnn".
        seed: 0 to 9.

    Raises:
        ValueError: unknown kind or seed.
    """
    if kind not in tuple(GATES):
        raise ValueError(f"kind must be one of {', '.join(GATES)}, not {kind!r}.")
    seed = whole(seed, "seed")
    if seed not in SEEDS:
        raise ValueError(f"seed must be 0 to {SEEDS[-1]}, not {seed!r}.")
    rng = np.random.default_rng(seed)
    T, D, G, H = 12, 2, len(GATES[kind]), 4
    x = np.round(rng.uniform(-1, 1, (T, D)), 2)
    limit = 1 / np.sqrt(H)
    shapes = (G, H, D), (G, H, H), (G, H), (G, H)
    weights = [np.round(rng.uniform(-limit, limit, shape), 2) for shape in shapes]
    cell = Cell(kind, "tanh", *weights)
    return _example(f"random_{kind}", "random", cell, x, ("x1", "x2"), seed=seed)


# Sample and hold: three stores, of 1, -1 and 1, among signs that are to be let pass.
SIGN = (-1, 1, -1, -1, 1, -1, 1, -1, -1, 1, 1, -1)
STORE = (0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0)


def _trained(kind: str) -> Example:
    """The net that models/make.py made, with what it says of itself."""
    path = MODELS / f"trained_{kind}.safetensors"
    report = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    readout = load_file(path)
    weight, bias = (numbers(readout[f"readout.{name}"], name) for name in ("weight", "bias"))
    return _example(
        path.stem,
        "trained",
        Cell.from_safetensors(path),
        tuple(zip(SIGN, STORE, strict=True)),
        ("sign", "store"),
        seed=report["config"]["seed"],
        report=report,
        readout=(frozen(weight[0]), float(bias[0])),
    )


@cache
def examples() -> tuple[Example, ...]:
    """All examples: hand-set, random (seed 0), trained. Read once, then kept."""
    kinds = ("lstm", "rnn", "gru")
    return (
        *_hand_set(),
        *(random_example(kind, 0) for kind in kinds),
        *(_trained(kind) for kind in kinds),
    )
