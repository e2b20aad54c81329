"""The modules and cells that the tests of the core put to the test, drawn from a seed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from lstm_core import GATES, Cell

MODULES: dict[str, tuple[Callable[..., torch.nn.RNNBase], dict[str, Any]]] = {
    "lstm": (torch.nn.LSTM, {}),
    "gru": (torch.nn.GRU, {}),
    "rnn": (torch.nn.RNN, {}),
    "rnn relu": (torch.nn.RNN, {"nonlinearity": "relu"}),
}


def draw(seed: int, *shape: int, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    """Normal numbers, the same for the same seed."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64).to(dtype)


def module_of(
    kind: str, D: int, H: int, dtype: torch.dtype = torch.float64, seed: int = 0, **options: Any
) -> torch.nn.RNNBase:
    """A module of PyTorch's own with its own start's spread, in `dtype`."""
    make, more = MODULES[kind]
    module = make(D, H, dtype=dtype, **more, **options)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.uniform_(-(H**-0.5), H**-0.5, generator=generator)
    return module


def cell_of(kind: str, D: int = 2, H: int = 3, seed: int = 0) -> Cell:
    """A cell with weights large enough for gates that open and close. kind: a key of MODULES."""
    rng = np.random.default_rng(seed)
    G = len(GATES[kind.split(maxsplit=1)[0]])
    shapes = (G, H, D), (G, H, H), (G, H), (G, H)
    weights = [rng.normal(0, 0.8, shape) for shape in shapes]
    return Cell(kind.split(maxsplit=1)[0], "relu" if "relu" in kind else "tanh", *weights)


# Every (kind, gate) there is.
EVERY_GATE = [(kind, gate) for kind in MODULES for gate in GATES[kind.split()[0]]]
