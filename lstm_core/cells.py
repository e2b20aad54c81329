"""Cell: the weights of one recurrent layer, by hand, from a torch module or from a file. It computes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from lstm_core.arrays import Array, frozen, numbers, size, whole

# The gates of each kind, which are the row blocks of every weight, in PyTorch's order.
GATES: dict[str, tuple[str, ...]] = {
    "lstm": ("input", "forget", "candidate", "output"),
    "gru": ("reset", "update", "candidate"),
    "rnn": ("candidate",),
}
KEEPING = {"lstm": "forget", "gru": "update"}  # the gate that lets the memory stay when it is open
# What a torch.nn.RNNBase calls itself (`module.mode`), as our (kind, activation).
MODES = {
    "LSTM": ("lstm", "tanh"),
    "GRU": ("gru", "tanh"),
    "RNN_TANH": ("rnn", "tanh"),
    "RNN_RELU": ("rnn", "relu"),
}
# Our names and PyTorch's, of one layer.
PARAMETERS = {
    "W_ih": "weight_ih_l{}",
    "W_hh": "weight_hh_l{}",
    "b_ih": "bias_ih_l{}",
    "b_hh": "bias_hh_l{}",
}

# The types of weights that are read, as safetensors calls them; NumPy has no bfloat16.
FLOATS = ("F64", "F32", "F16")


@dataclass(frozen=True, eq=False, repr=False)
class Cell:
    """The weights of one recurrent layer: G gates, H hidden units, D inputs. Arrays are read-only float64.

    Two cells are equal when kind, activation and all weights are.

    Args:
        kind: "lstm", "gru" or "rnn"; their equations stand at the steps in lstm_core/forward.py.
        activation: what squashes the candidate: "tanh", or "relu" for an "rnn" only.
        W_ih: (G, H, D) weights from the input, gates in the order of `GATES[kind]`.
        W_hh: (G, H, H) weights from the state of the step before.
        b_ih: (G, H) bias beside W_ih.
        b_hh: (G, H) bias beside W_hh. PyTorch adds both.

    Raises:
        ValueError: unknown kind or activation, sizes that do not fit, NaN or infinite weights.
    """

    kind: str
    activation: str
    W_ih: Array  # (G, H, D)
    W_hh: Array  # (G, H, H)
    b_ih: Array  # (G, H)
    b_hh: Array  # (G, H)

    def __post_init__(self) -> None:
        if self.kind not in tuple(GATES):
            raise ValueError(f"kind must be one of {', '.join(GATES)}, not {self.kind!r}.")
        if (self.kind, self.activation) not in MODES.values():
            raise ValueError(
                f"activation must be 'tanh', or 'relu' when kind is 'rnn', "
                f"not {self.activation!r} with kind {self.kind!r}."
            )
        G = len(self.gates)
        W_ih = numbers(self.W_ih, "W_ih")
        if W_ih.ndim != 3 or W_ih.shape[0] != G or 0 in W_ih.shape:
            raise ValueError(
                f"W_ih must be (G, H, D) with G = {G} for kind {self.kind!r}, H >= 1 and D >= 1, "
                f"but it is {size(W_ih)}."
            )
        H = W_ih.shape[1]
        wanted = {"W_ih": W_ih.shape, "W_hh": (G, H, H), "b_ih": (G, H), "b_hh": (G, H)}
        for name, shape in wanted.items():
            array = numbers(getattr(self, name), name)
            if array.shape != shape:
                raise ValueError(
                    f"{name} must be {shape} beside W_ih {size(W_ih)}, but it is {size(array)}."
                )
            object.__setattr__(self, name, frozen(array))

    @property
    def gates(self) -> tuple[str, ...]:
        """The names of the gates, in PyTorch's order."""
        return GATES[self.kind]

    @property
    def D(self) -> int:
        """Number of inputs."""
        return int(self.W_ih.shape[2])

    @property
    def H(self) -> int:
        """Number of hidden units."""
        return int(self.W_ih.shape[1])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cell):
            return NotImplemented
        return (self.kind, self.activation) == (other.kind, other.activation) and all(
            np.array_equal(getattr(self, name), getattr(other, name)) for name in PARAMETERS
        )

    def __hash__(self) -> int:
        # + 0.0 because -0.0 equals 0.0 and so must hash alike.
        arrays = ((getattr(self, name) + 0.0).tobytes() for name in PARAMETERS)
        return hash((self.kind, self.activation, *arrays))

    def __repr__(self) -> str:
        relu = ", relu" if self.activation == "relu" else ""
        return f"Cell({self.kind}{relu}, D={self.D}, H={self.H})"

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON: kind, activation, and the four weights as nested lists."""
        weights = {name: getattr(self, name).tolist() for name in PARAMETERS}
        return {"kind": self.kind, "activation": self.activation, **weights}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Cell:
        """The inverse of `to_dict`; arrays and tensors do as well as lists.

        "activation" may be left out (tanh), and so may "b_ih" and "b_hh" (zeros).

        Raises:
            ValueError: a name missing or unknown, and all that `Cell` refuses.
        """
        names = {"kind", "activation", *PARAMETERS}
        missing = {"kind", "W_ih", "W_hh"} - set(values)
        if missing or set(values) - names:
            raise ValueError(
                f"A cell needs the names {', '.join(sorted(names))}; "
                f"missing: {', '.join(sorted(missing)) or 'none'}; "
                f"unknown: {', '.join(sorted(map(str, set(values) - names))) or 'none'}."
            )
        zeros = np.zeros(numbers(values["W_ih"], "W_ih").shape[:2])
        return cls(**{"activation": "tanh", "b_ih": zeros, "b_hh": zeros, **values})

    @classmethod
    def from_module(cls, module: Any, layer: int = 0) -> Cell:
        """One layer of a torch.nn.RNN, GRU or LSTM, read without importing torch.

        Args:
            module: any device, float32 or float64, with or without bias. Weights are copied.
            layer: 0 <= layer < module.num_layers.

        Raises:
            ValueError: another module, a bidirectional one, one with proj_size, no such layer.
        """
        mode = getattr(module, "mode", None)
        if not isinstance(mode, str) or mode not in MODES:
            raise ValueError(
                f"module must be a torch.nn.RNN, GRU or LSTM, not {type(module).__name__}."
            )
        if module.bidirectional:
            raise ValueError("module is bidirectional; only one direction can be traced.")
        if module.proj_size:
            raise ValueError(f"module has proj_size={module.proj_size}; only 0 can be traced.")
        layer = whole(layer, "layer")
        if layer not in range(module.num_layers):
            raise ValueError(f"layer must be 0 to {module.num_layers - 1}, not {layer!r}.")
        kind, activation = MODES[mode]
        names = {ours: theirs.format(layer) for ours, theirs in PARAMETERS.items()}
        weights = {
            ours: numbers(getattr(module, theirs), theirs)
            for ours, theirs in names.items()
            if module.bias or ours.startswith("W")
        }
        return cls._from_rows(kind, activation, weights)

    @classmethod
    def from_safetensors(cls, path: str | PathLike[str], layer: int = 0) -> Cell:
        """One layer from a safetensors file with PyTorch's parameter names; other tensors are not read.

        The file's metadata says "kind" ("lstm", "gru", "rnn") and, unless tanh, "activation".

        Raises:
            ValueError: not a safetensors file, no kind, no such layer, sizes that do not fit,
                weights of a type that NumPy does not know, such as bfloat16.
            FileNotFoundError: no such file.
        """
        layer = whole(layer, "layer")
        names = {ours: theirs.format(layer) for ours, theirs in PARAMETERS.items()}
        if Path(path).is_dir():
            raise ValueError("path must be a safetensors file, but it is a folder.")
        try:
            with safe_open(path, framework="numpy") as file:
                metadata = file.metadata() or {}
                there = set(file.keys())
                found = {name: _read(file, name) for name in names.values() if name in there}
        except SafetensorError as error:
            raise ValueError(f"path is not a safetensors file that can be read: {error}.") from None
        if metadata.get("kind") not in GATES:
            raise ValueError(
                f"The metadata of the file must say kind = lstm, gru or rnn, "
                f"not {metadata.get('kind')!r}."
            )
        if names["W_ih"] not in found or names["W_hh"] not in found:
            raise ValueError(
                f"layer {layer!r} is not in the file: it has no {names['W_ih']} and {names['W_hh']}."
            )
        weights = {ours: found[theirs] for ours, theirs in names.items() if theirs in found}
        return cls._from_rows(metadata["kind"], metadata.get("activation", "tanh"), weights)

    def to_safetensors(
        self, path: str | PathLike[str], metadata: Mapping[str, str] | None = None
    ) -> None:
        """Writes the cell as layer 0, in float64, with PyTorch's parameter names, the kind in the metadata."""
        rows = len(self.gates) * self.H
        weights = {
            theirs.format(0): getattr(self, ours).reshape(rows, *getattr(self, ours).shape[2:])
            for ours, theirs in PARAMETERS.items()
        }
        # tanh goes without saying: safetensors writes several entries in random order,
        # and one alone gives the same bytes every time.
        activation = {} if self.activation == "tanh" else {"activation": self.activation}
        about = {**(metadata or {}), "kind": self.kind, **activation}
        Path(path).write_bytes(save(weights, metadata=about))

    @classmethod
    def _from_rows(cls, kind: str, activation: str, weights: dict[str, Array]) -> Cell:
        """From PyTorch's layout, in which the gates are stacked: (G*H, D), (G*H, H), (G*H,), (G*H,)."""
        G = len(GATES[kind])
        for name, array in weights.items():
            wanted = 2 if name.startswith("W") else 1
            if array.ndim != wanted or array.shape[0] % G:
                raise ValueError(
                    f"{PARAMETERS[name].format('')} must have {wanted} dimensions and {G} gates' rows "
                    f"for kind {kind!r}, but it is {size(array)}."
                )
        gated = {
            name: array.reshape(G, array.shape[0] // G, *array.shape[1:])
            for name, array in weights.items()
        }
        return cls.from_dict({"kind": kind, "activation": activation, **gated})


def _read(file: Any, name: str) -> Array:
    """One tensor of an open safetensors file."""
    dtype = file.get_slice(name).get_dtype()
    if dtype not in FLOATS:
        raise ValueError(f"{name} is {dtype} in the file, but must be one of {', '.join(FLOATS)}.")
    return numbers(file.get_tensor(name), name)
