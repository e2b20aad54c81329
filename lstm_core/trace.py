"""Trace: one forward pass of a recurrent layer as data. It draws nothing and learns nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from lstm_core.arrays import Array, frozen, numbers, size, whole
from lstm_core.cells import Cell
from lstm_core.forward import Values, forward
from lstm_core.interventions import Intervention, checked, reach
from lstm_core.reading import layers_of, sequence_of, states_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Term:
    """One addend of a pre-activation: product = weight * value.

    Args:
        source: "input", "recurrent", "bias" or (GRU's candidate) "recurrent_bias".
        index: which input or unit, from 0; None for a bias.
        weight: the weight or bias.
        value: what it is multiplied with: x, h, 1; in GRU's candidate r * h and r.
        product: weight * value.
    """

    source: str
    index: int | None
    weight: float
    value: float
    product: float


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """Every value of one forward pass over T steps. Row t is step t; arrays are read-only float64.

    Letters and gate names mean after the squashing; before it, z. Under a clamp z stays what it would
    have been, and the gate holds the clamped value. Made by `trace`.

    Args:
        cell: the weights, with G gates, H units and D inputs.
        x: (T, D) the input.
        z: (T, G, H) before squashing, gates in PyTorch's order. Of GRU's candidate it is
            W_in x + b_in + r * (W_hn h + b_hn), with r as it was used.
        gates: name -> (T, H), 0..1; the candidate -1..1, or >= 0 for relu.
        c: (T+1, H) the memory cell, row 0 the start; None unless an LSTM.
        h: (T+1, H) the output state, row 0 the start; -1..1 or >= 0 for relu, as long as the state
            given and the interventions are.
        interventions: what was done to it.

    Raises:
        ValueError: sizes that do not fit, a gate out of its range, an intervention that the cell or
            the T steps do not allow. That the values follow from one another is not checked.
    """

    cell: Cell
    x: Array  # (T, D)
    z: Array  # (T, G, H)
    gates: Mapping[str, Array]  # name -> (T, H)
    c: Array | None  # (T+1, H)
    h: Array  # (T+1, H)
    interventions: tuple[Intervention, ...] = ()

    def __post_init__(self) -> None:
        x, D = numbers(self.x, "x"), self.cell.D
        if x.ndim != 2 or x.shape[1] != D:
            raise ValueError(f"x must be (T, {D}), but it is {size(x)}.")
        T, G, H = len(x), len(self.cell.gates), self.cell.H
        if T == 0:
            raise ValueError("x must have at least one step, but T = 0.")
        shapes = {"x": (T, D), "z": (T, G, H), "h": (T + 1, H)}
        if self.cell.kind == "lstm":
            shapes["c"] = (T + 1, H)
        elif self.c is not None:
            raise ValueError(f"c must be None for kind {self.cell.kind!r}.")
        if tuple(self.gates) != self.cell.gates:
            raise ValueError(f"gates must be {self.cell.gates}, not {tuple(self.gates)}.")
        for name, shape in shapes.items():
            object.__setattr__(self, name, _sized(getattr(self, name), name, shape))
        gates = {name: _sized(values, name, (T, H)) for name, values in self.gates.items()}
        for name, values in gates.items():
            low, high = reach(self.cell, name)
            outside = (values < low) | (values > high)
            if outside.any():
                step = int(outside.any(axis=1).argmax())
                raise ValueError(
                    f"{name} gate must be {low:g} to {high:g}, "
                    f"but it is {values[step][outside[step]][0]:g} at step {step + 1}."
                )
        object.__setattr__(self, "gates", MappingProxyType(gates))
        object.__setattr__(self, "interventions", checked(self.interventions, self.cell, T))

    @property
    def T(self) -> int:
        """Number of steps."""
        return len(self.x)

    @property
    def memory(self) -> Array:
        """(T+1, H) what an intervention acts on: c of an LSTM, h of a GRU or RNN."""
        return self.h if self.c is None else self.c

    @property
    def kept(self) -> Array:
        """(T, H) the part of the memory before that the gates let stay.

        LSTM: forget * c before; GRU: update * h before; an RNN keeps nothing: 0.
        """
        if self.cell.kind == "rnn":
            return frozen(np.zeros_like(self.gates["candidate"]))
        return frozen(self.gates["forget" if self.c is not None else "update"] * self.memory[:-1])

    @property
    def written(self) -> Array:
        """(T, H) what the gates add to it. LSTM: input * candidate; GRU: (1 - update) * candidate;
        RNN: the candidate. Without set, freeze and erase, kept + written is the new memory.
        """
        candidate = self.gates["candidate"]
        if self.cell.kind == "lstm":
            return frozen(self.gates["input"] * candidate)
        return (
            frozen((1 - self.gates["update"]) * candidate) if self.cell.kind == "gru" else candidate
        )

    def terms(self, t: int, gate: str, unit: int) -> tuple[Term, ...]:
        """The terms of one pre-activation: inputs, recurrent units, bias. They add up to z[t, gate, unit].

        Args:
            t: step, 0 <= t < T.
            gate: a name out of `cell.gates`.
            unit: 0 <= unit < H.

        Raises:
            ValueError: t, gate or unit out of range.
        """
        cell, t, unit = self.cell, whole(t, "t"), whole(unit, "unit")
        if gate not in cell.gates:
            raise ValueError(f"gate must be one of {', '.join(cell.gates)}, not {gate!r}.")
        if t not in range(self.T):
            raise ValueError(f"t must be 0 to {self.T - 1} for {self.T} steps, not {t!r}.")
        if unit not in range(cell.H):
            raise ValueError(f"unit must be 0 to {cell.H - 1} for H = {cell.H}, not {unit!r}.")
        k = cell.gates.index(gate)
        # GRU: the reset gate scales all that the candidate takes from the state before.
        reset = (
            float(self.gates["reset"][t, unit])
            if (cell.kind, gate) == ("gru", "candidate")
            else None
        )
        scale = 1.0 if reset is None else reset
        b_ih, b_hh = float(cell.b_ih[k, unit]), float(cell.b_hh[k, unit])
        parts: list[tuple[str, int | None, float, float]] = [
            ("input", j, float(cell.W_ih[k, unit, j]), float(self.x[t, j])) for j in range(cell.D)
        ]
        parts += [
            ("recurrent", j, float(cell.W_hh[k, unit, j]), scale * float(self.h[t, j]))
            for j in range(cell.H)
        ]
        if reset is None:
            parts.append(("bias", None, b_ih + b_hh, 1.0))
        else:
            parts += [("recurrent_bias", None, b_hh, reset), ("bias", None, b_ih, 1.0)]
        return tuple(Term(*part, product=part[2] * part[3]) for part in parts)

    def to_frame(self) -> pd.DataFrame:
        """Tidy: a row a number, columns step, unit, quantity, value.

        Step 1 is row t = 0 of x, z and the gates and row 1 of c and h; step 0 is the start state.
        Units (of x: inputs) count from 1. Quantities: x, z_<gate>, <gate>, c, h, in this order.
        """
        import pandas as pd

        names = self.cell.gates
        blocks = {"x": self.x}
        blocks |= {f"z_{name}": self.z[:, k] for k, name in enumerate(names)}
        blocks |= dict(self.gates)
        states = {"h": self.h} if self.c is None else {"c": self.c, "h": self.h}
        blocks |= {name: values[1:] for name, values in states.items()}
        rows = [
            (0, unit + 1, name, value)
            for name, values in states.items()
            for unit, value in enumerate(values[0].tolist())
        ]
        rows += [
            (t + 1, unit + 1, name, value)
            for t in range(self.T)
            for name, values in blocks.items()
            for unit, value in enumerate(values[t].tolist())
        ]
        return pd.DataFrame(rows, columns=["step", "unit", "quantity", "value"])

    def to_json(self) -> str:
        """All fields; `from_json` gives back every bit."""
        return json.dumps(
            {
                "cell": self.cell.to_dict(),
                "x": self.x.tolist(),
                "z": self.z.tolist(),
                "gates": {name: values.tolist() for name, values in self.gates.items()},
                "c": None if self.c is None else self.c.tolist(),
                "h": self.h.tolist(),
                "interventions": [asdict(one) for one in self.interventions],
            },
            allow_nan=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Trace:
        """The inverse of `to_json`.

        Raises:
            ValueError: not JSON, a field missing or unknown, and all that `Trace` refuses.
        """
        try:
            fields = json.loads(text)
            cell = Cell.from_dict(fields.pop("cell"))
            done = tuple(Intervention(**one) for one in fields.pop("interventions"))
            return cls(cell=cell, interventions=done, **fields)
        except (AttributeError, KeyError, TypeError):
            raise ValueError("text must be JSON as Trace.to_json writes it.") from None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Trace):
            return NotImplemented
        return self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __reduce__(self) -> tuple[Any, ...]:
        return Trace.from_json, (self.to_json(),)

    def __repr__(self) -> str:
        """Sizes, and one line a quantity: its range, and for a gate how often it is open (over .5)."""
        done = f", {len(self.interventions)} interventions" if self.interventions else ""
        lines = [f"Trace of {self.cell!r} over T={self.T} steps{done}"]
        for name, values in {"x": self.x, **self.gates}.items():
            gate = name not in ("x", "candidate")
            share = f"   open {np.mean(values > 0.5):4.0%}" if gate else ""
            lines.append(f"  {name:<9} {values.min():6.2f} .. {values.max():5.2f}{share}")
        for name, states in (("c", self.c), ("h", self.h)):
            if states is not None:
                end = " ".join(f"{value:.2f}" for value in states[-1][:8])
                more = " ..." if self.cell.H > 8 else ""
                lines.append(
                    f"  {name:<9} {states.min():6.2f} .. {states.max():5.2f}   at the end {end}{more}"
                )
        return "\n".join(lines)


def _sized(values: Any, name: str, shape: tuple[int, ...]) -> Array:
    array = numbers(values, name)
    if array.shape != shape:
        raise ValueError(f"{name} must be {shape}, but it is {size(array)}.")
    return frozen(array)


def trace(
    cell: Any,
    x: Any,
    *,
    state: Any = None,
    interventions: Iterable[Intervention] = (),
    layer: int = 0,
    sequence: int | None = None,
) -> Trace:
    """Every value of the forward pass of one recurrent layer, computed in NumPy in double precision.

    It agrees with the module's own output to 1e-12, to 1e-6 for a float32 module of usual size.

    Args:
        cell: a `Cell`, or any torch.nn.RNN, GRU or LSTM that is not bidirectional and has no
            proj_size. A module is traced as in eval mode: no dropout between its layers.
        x: (T, D); or batched as the module takes it, (T, B, D), or (B, T, D) with batch_first.
            Lists, NumPy arrays and torch tensors. T >= 1.
        state: at the start, zeros when None: h, for an LSTM the pair (h, c), each as torch has it,
            (L, B, H) or (L, H), or plain (H,) when the first layer is traced.
        interventions: what to do to the traced layer while it runs; of several, the later wins.
        layer: which layer of the module; its input then is the output of the layers below.
        sequence: which sequence of the batch; may be left out when B = 1.

    Raises:
        ValueError: unsupported or ill-sized argument, NaN or infinity, values that overflow. The
            sentence names the argument and the sizes.
    """
    cells = layers_of(cell, layer)
    batch_first = bool(getattr(cell, "batch_first", False))
    series, chosen, B = sequence_of(
        x, cells[0], batch_first, sequence, batched=cell is not cells[0]
    )
    states = states_of(state, cells, getattr(cell, "num_layers", 1), chosen, B)
    done = checked(interventions, cells[-1], len(series))
    for below, start in zip(cells[:-1], states[:-1], strict=True):
        series = forward(below, series, start, ()).h[1:]
    return _as_trace(cells[-1], series, forward(cells[-1], series, states[-1], done), done)


def _as_trace(cell: Cell, x: Array, values: Values, done: tuple[Intervention, ...]) -> Trace:
    gates = {name: values.a[:, k] for k, name in enumerate(cell.gates)}
    return Trace(cell, x, values.z, gates, values.c, values.h, done)
