"""The probabilities of the moved patient once more: NumPy on the server beside the browser, and the lines that compute them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from lstm_core.arrays import Array
from lstm_core.cases.disease import patients, scale
from lstm_core.cases.disease_twin import answers
from lstm_core.cases.patient import controls, moved
from ui.cases.nets import CaseNet
from ui.text import _, number

MOST = 1e9  # of a control's value: what a browser sends may be anything


@dataclass(frozen=True)
class Moved:
    """A patient as the reader has left it.

    Args:
        number: in the data set, counted from 1.
        values: of the controls, by name.
        answers: what the browser has computed for each net, in order.
    """

    number: int
    values: dict[str, float]
    answers: tuple[float, ...]


def read_moved(case: str, said: Any) -> Moved | None:
    """What the component's state says, or None where it makes no sense."""
    names = [control.name for control in controls(case)]
    try:
        at = int(said["number"])
        values = [float(value) for value in said["values"]]
        found = tuple(float(value) for value in said["answers"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    numbers = np.array([*values, *found])
    good = np.isfinite(numbers).all() and (np.abs(numbers) <= MOST).all()
    if not good or len(values) != len(names) or not 1 <= at <= len(patients(case).ill):
        return None
    return Moved(at, dict(zip(names, values, strict=True)), found)


def measured(case: str, patient: Moved) -> Array:
    """The measurements (D,) of the moved patient."""
    return moved(case, patients(case).values[patient.number - 1], patient.values)


def show_check(
    case: str, nets: Mapping[str, CaseNet], patient: Moved, names: Mapping[str, str]
) -> None:
    """A row for each net, called by its name, and the code."""
    values = measured(case, patient)
    rows = []
    for (kind, net), seen in zip(nets.items(), patient.answers, strict=False):
        x = scale(net.config, net.config.seed)(values[None])
        ours = float(answers(net.weights, net.config, x)[0, 1])
        rows.append(
            {
                _("net"): names[kind],
                _("NumPy, on the server"): number(ours, 6),
                _("your browser"): number(seen, 6),
                _("apart by"): f"{abs(ours - seen):.0e}",
            }
        )
    st.table(rows)
    net = next(iter(nets.values()))
    if net.is_shipped:
        st.code(code(case, net, values), language=None)


def code(case: str, net: CaseNet, values: Array) -> str:
    """Python that computes the first net's probability, to be run where the app's files are."""
    listed = ", ".join(f"{value:.12g}" for value in values)
    return f'''import numpy as np

from lab.shipped_cases import shipped_case
from lstm_core.cases.disease import scale
from lstm_core.cases.disease_twin import answers

values = np.array([[{listed}]])
for net in shipped_case("{case}"):
    x = scale(net.config, {net.config.seed})(values)
    probability = answers(net.weights, net.config, x)[0, 1]
    print(net.config.kind, probability)
'''
