"""The start page's thumbnail: a patient of the diabetes data, the weight to move, and the three nets that ship."""

from __future__ import annotations

from lab.shipped_cases import shipped_case
from lstm_core.cases.disease import held_out_patients, patients
from lstm_core.cases.patient import controls, first_values
from ui.cases.disease_payload import control_view, net_views, scale_view, start_row
from ui.cases.nets import shipped_nets
from ui.text import _, language

CASE, CONTROL = "diabetes", "weight"


def card_payload() -> dict[str, object]:
    """What the component draws."""
    nets = shipped_nets(shipped_case(CASE))
    patient = int(held_out_patients(CASE, nets["dense"].config.seed)[start_row(CASE, nets, None)])
    values = patients(CASE).values[patient]
    weight = next(one for one in controls(CASE) if one.name == CONTROL)
    return {
        "lang": language(),
        "row": {"values": values.tolist(), "first": [first_values(CASE, values)[CONTROL]]},
        "control": control_view(weight),
        "scale": scale_view(nets),
        "nets": net_views(CASE, nets),
        "labels": {
            "about": _("A patient with diabetes: how likely is it to get worse than in most?"),
            "weight": _("Weight {weight} kg"),
            "slider": _("Weight of the patient"),
        },
    }
