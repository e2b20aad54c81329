"""One patient whose measurements are moved: what a control moves, and which other columns follow because they are computed from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_core.arrays import Array

HEIGHT = 170.0  # cm: the data have none, so that it is assumed


@dataclass(frozen=True)
class Effect:
    """What a control does to one column.

    Args:
        column: its number.
        power: the column is multiplied by (value / value at first) ** power; 0: their difference is added to it.
    """

    column: int
    power: int


@dataclass(frozen=True)
class Control:
    """Something that the reader moves.

    Args:
        name: "age", "weight", "height", "cholesterol"; "size", "texture", "concave".
        column: whose value it shows; -1 if it is no column of its own.
        low, high, step: of its values.
        effects: on the columns.
    """

    name: str
    column: int
    low: float
    high: float
    step: float
    effects: tuple[Effect, ...]


def controls(case: str) -> tuple[Control, ...]:
    """What can be moved of a patient.

    "diabetes": the body-mass index is weight / height², so weight and height move it. Of the blood values LDL = TC - HDL -
    TG / 5 (Friedewald, Levy and Fredrickson 1972) and tch = TC / HDL, so both follow the cholesterol while HDL and
    triglycerides stay. "cancer": with the radius of the nuclei go their perimeter and, squared, their area, each in
    mean, error and worst value; texture and concave points move in all three too.
    """
    if case == "diabetes":
        return (
            Control("age", 0, 19, 79, 1, (Effect(0, 0),)),
            Control("weight", -1, 40, 140, 1, (Effect(2, 1),)),
            Control("height", -1, 145, 200, 1, (Effect(2, -2),)),
            Control("cholesterol", 4, 97, 301, 1, (Effect(4, 0), Effect(5, 0), Effect(7, 1))),
        )
    size = tuple(
        Effect(first + at, 2 if at == 3 else 1) for first in (0, 10, 20) for at in (0, 2, 3)
    )
    return (
        Control("size", 0, 7, 28, 0.1, size),
        Control("texture", 1, 10, 39, 0.1, tuple(Effect(at, 1) for at in (1, 11, 21))),
        Control("concave", 7, 0.001, 0.2, 0.001, tuple(Effect(at, 1) for at in (7, 17, 27))),
    )


def first_values(case: str, patient: Array) -> dict[str, float]:
    """Where the controls stand for a patient (D,) as it is: the weight is that of somebody `HEIGHT` tall."""
    known = {control.name: float(patient[control.column]) for control in controls(case)}
    if case == "diabetes":
        known |= {"height": HEIGHT, "weight": float(patient[2]) * (HEIGHT / 100) ** 2}
    return known


def moved(case: str, patient: Array, values: Mapping[str, float]) -> Array:
    """The measurements (D,) of a patient whose controls stand elsewhere; those not in `values` as at first."""
    first, found = first_values(case, patient), np.array(patient, float)
    for control in controls(case):
        now, before = values.get(control.name, first[control.name]), first[control.name]
        for effect in control.effects:
            if effect.power:
                # Nothing can be scaled up from 0.
                ratio = max(now, control.low) / max(before, control.low)
                found[effect.column] *= ratio**effect.power
            else:
                found[effect.column] += now - before
    return found


def outside(found: Array, everybody: Array) -> Sequence[int]:
    """The columns of a patient (D,) that lie where no patient of everybody (N, D) does."""
    low, high = everybody.min(0), everybody.max(0)
    slack = 1e-9 * (high - low)
    return [int(at) for at in np.flatnonzero((found < low - slack) | (found > high + slack))]
