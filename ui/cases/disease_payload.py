"""Patients and nets as the component in `ui/components/disease` takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.cases.disease import held_out_patients, patients, scale
from lstm_core.cases.disease_twin import answers
from lstm_core.cases.patient import Control, controls, first_values
from ui.cases.called import called
from ui.cases.disease_words import (
    SHOWN,
    columns,
    control_words,
    labels,
    outcome_sentence,
    outcome_text,
)
from ui.cases.nets import CaseNet
from ui.components import as_bytes
from ui.text import language, lesson


def disease_payload(
    case: str, nets: Mapping[str, CaseNet], wanted: int | None, *, named: bool = True
) -> bytes:
    """What the component draws.

    Args:
        case: "diabetes" or "cancer".
        nets: one of each kind, all of one seed.
        wanted: the number of the patient to begin with, counted from 1 as the data set has them; else one is chosen
            of whom the dense net is least certain.
        named: as of `ui.cases.called.called`.
    """
    everybody = patients(case)
    seed = nets["dense"].config.seed
    return as_bytes(
        {
            "id": f"{case}/{seed}/{nets['dense'].is_shipped}/{named}",
            "case": case,
            "lang": language(),
            "columns": [column._asdict() for column in columns(case)],
            "shown": list(SHOWN),
            "bounds": {
                "low": everybody.values.min(0).tolist(),
                "high": everybody.values.max(0).tolist(),
            },
            "controls": [control_view(one) for one in controls(case)],
            "rows": [_row(case, int(at)) for at in held_out_patients(case, seed)],
            "start": start_row(case, nets, wanted),
            "scale": scale_view(nets),
            "nets": net_views(case, nets, named=named),
            "labels": {**labels(case), "how_answer": lesson(f"cases/{case}")},
        }
    )


def control_view(control: Control) -> dict[str, Any]:
    """What a slider is made of."""
    words = control_words(control.name)
    return {
        "name": control.name,
        "label": words.name,
        "unit": words.unit,
        "digits": words.digits,
        "low": control.low,
        "high": control.high,
        "step": control.step,
        "effects": [{"column": one.column, "power": one.power} for one in control.effects],
    }


def net_views(
    case: str, nets: Mapping[str, CaseNet], *, named: bool = True
) -> list[dict[str, Any]]:
    """The nets with their weights, and the place of each among its kinds."""
    return [
        {
            "kind": one.kind,
            "name": one.name,
            "look": one.look,
            "place": list(nets).index(one.kind),
            "weights": {name: array.tolist() for name, array in nets[one.kind].weights.items()},
        }
        for one in called(case, named=named)
    ]


def scale_view(nets: Mapping[str, CaseNet]) -> dict[str, Any]:
    """How measurements go into the nets, which are all of one seed."""
    config = nets["dense"].config
    known = scale(config, config.seed)
    return {
        "mean": known.mean.tolist(),
        "deviation": known.deviation.tolist(),
        "order": known.order.tolist(),
    }


def _row(case: str, at: int) -> dict[str, Any]:
    everybody = patients(case)
    values, ill, outcome = everybody.values[at], int(everybody.ill[at]), everybody.outcome[at]
    first = first_values(case, values)
    return {
        "number": at + 1,
        "values": values.tolist(),
        "first": [first[control.name] for control in controls(case)],
        "ill": ill,
        "outcome": outcome_text(case, ill, outcome),
        "said": outcome_sentence(case, ill, outcome),
    }


def start_row(case: str, nets: Mapping[str, CaseNet], wanted: int | None) -> int:
    """The row of the table to begin with; `wanted` as of `disease_payload`."""
    net = nets["dense"]
    held = held_out_patients(case, net.config.seed)
    if wanted is not None and wanted - 1 in held:
        return int(np.searchsorted(held, wanted - 1))
    x = scale(net.config, net.config.seed)(patients(case).values[held])
    ill = answers(net.weights, net.config, x)[:, 1]
    return int(np.abs(ill - 0.5).argmin())
