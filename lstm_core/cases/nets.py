"""How the cases' nets start: PyTorch's own way, but from a generator that is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import torch
from torch import nn

Module = TypeVar("Module", bound=nn.Module)


def started(make: Callable[[], Module], generator: torch.Generator) -> Module:
    """The module that `make` makes, its weights uniform in +-1/sqrt(n): n inputs of a unit, or units of a recurrent layer.

    Only linear, convolutional and recurrent layers have weights here; none behaves otherwise in training (no dropout).
    Made on no device first, because PyTorch's own start would draw from the global random state.
    """
    with torch.device("meta"):
        module = make()
    module.to_empty(device="cpu")
    with torch.no_grad():
        for part in module.modules():
            own = list(part.parameters(recurse=False))
            if own:
                bound = _inputs(part) ** -0.5
                for parameter in own:
                    parameter.uniform_(-bound, bound, generator=generator)
    return module


def _inputs(layer: nn.Module) -> int:
    if isinstance(layer, nn.RNNBase):
        return layer.hidden_size
    if isinstance(layer, nn.Linear | nn.Conv1d | nn.Conv2d):
        return layer.weight[0].numel()
    raise TypeError(f"A case's net has no layer of the kind {type(layer).__name__}.")


def parameters(module: nn.Module) -> int:
    """How many numbers it learns."""
    return sum(one.numel() for one in module.parameters())
