"""What a caller of `trace` may pass (module, batch, state), brought to one form: cells, one sequence, start states."""

from __future__ import annotations

from typing import Any

import numpy as np

from lstm_core.arrays import Array, numbers, size, whole
from lstm_core.cells import Cell


def layers_of(cell: Any, layer: int) -> list[Cell]:
    """The cells from the first layer up to and including the traced one."""
    layer = whole(layer, "layer")
    if isinstance(cell, Cell):
        if layer != 0:
            raise ValueError(f"layer must be 0 for a Cell, which is one layer, not {layer!r}.")
        return [cell]
    traced = Cell.from_module(cell, layer)
    return [Cell.from_module(cell, below) for below in range(layer)] + [traced]


def sequence_of(
    x: Any, first: Cell, batch_first: bool, sequence: int | None, *, batched: bool
) -> tuple[Array, int, int]:
    """The chosen sequence (T, D), its number in the batch, and the batch's size B.

    Only a module takes x `batched`; a Cell takes one sequence.
    """
    array = numbers(x, "x")
    if array.ndim == 2:
        array = array[:, None]  # (T, 1, D)
    elif array.ndim == 3 and batched:
        array = array.swapaxes(0, 1) if batch_first else array  # (T, B, D)
    else:
        batch = " or (B, T, D)" if batch_first else " or (T, B, D)"
        raise ValueError(f"x must be (T, D){batch if batched else ''}, but it is {size(array)}.")
    T, B, D = array.shape
    if D != first.D:
        raise ValueError(f"x must have D = {first.D} inputs a step, but it has {D}.")
    if T == 0 or B == 0:
        raise ValueError(f"x must have at least one step and one sequence, but T = {T}, B = {B}.")
    if sequence is None and B > 1:
        raise ValueError(f"x holds B = {B} sequences; choose one with sequence = 0 to {B - 1}.")
    chosen = 0 if sequence is None else whole(sequence, "sequence")
    if chosen not in range(B):
        raise ValueError(f"sequence must be 0 to {B - 1} for B = {B}, not {sequence!r}.")
    return array[:, chosen], chosen, B


def states_of(
    state: Any, cells: list[Cell], L: int, chosen: int, B: int
) -> list[tuple[Array, Array]]:
    """(h, c) at the start, each (H,), of every one of `cells`, out of a module of L layers."""
    H, lstm = cells[0].H, cells[0].kind == "lstm"
    zeros = np.zeros(H)
    if state is None:
        return [(zeros, zeros) for _ in cells]
    if not lstm:
        return [(h, zeros) for h in _rows(state, "state", len(cells), L, H, chosen, B)]
    if not isinstance(state, (tuple, list)) or len(state) != 2:
        raise ValueError("state of an LSTM must be the pair (h, c).")
    h, c = (
        _rows(part, name, len(cells), L, H, chosen, B)
        for part, name in zip(state, ("state h", "state c"), strict=True)
    )
    return list(zip(h, c, strict=True))


def _rows(state: Any, name: str, count: int, L: int, H: int, chosen: int, B: int) -> list[Array]:
    """The first `count` layers' rows (H,) of one state, in torch's shapes or plain (H,)."""
    array = numbers(state, name)
    if array.shape == (H,) and count == 1:
        return [array]
    if array.shape == (L, B, H):
        return list(array[:count, chosen])
    if array.shape == (L, H) and B == 1:
        return list(array[:count])
    unbatched = f" or ({L}, {H})" if B == 1 else ""
    plain = f" or ({H},)" if count == 1 else ""
    raise ValueError(f"{name} must be ({L}, {B}, {H}){unbatched}{plain}, but it is {size(array)}.")
