"""The columns of the patients, with their units, and what can be moved, in the reader's language."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lstm_core.cases.disease import patients
from ui.text import _, number

# That the table has room for: all of diabetes; of cancer the mean of each, not its error and its worst value.
SHOWN = tuple(range(10))


class Column(NamedTuple):
    """A measurement: what it is called, its unit, and how many decimals it has."""

    name: str
    unit: str
    digits: int


def columns(case: str) -> tuple[Column, ...]:
    """In the order of the data set."""
    return _diabetes() if case == "diabetes" else _cancer()


def _diabetes() -> tuple[Column, ...]:
    return (
        Column(_("age"), _("years"), 0),
        Column(_("sex"), _("1 or 2"), 0),
        Column(_("BMI"), "kg/m²", 1),
        Column(_("blood pressure"), "mm Hg", 0),
        Column(_("cholesterol"), _("mg/dl"), 0),
        Column("LDL", _("mg/dl"), 0),
        Column("HDL", _("mg/dl"), 0),
        Column(_("chol./HDL"), "", 1),
        Column(_("ln triglyc."), _("ln(mg/dl)"), 2),
        Column(_("glucose"), _("mg/dl"), 0),
    )


def _cancer() -> tuple[Column, ...]:
    length, area = _("length"), _("length²")
    kinds = (
        (_("radius"), length, 1),
        (_("texture"), _("grey levels"), 1),
        (_("perimeter"), length, 0),
        (_("area"), area, 0),
        (_("smoothness"), "", 3),
        (_("compactness"), "", 3),
        (_("concavity"), "", 3),
        (_("concave points"), _("share"), 3),
        (_("symmetry"), "", 3),
        (_("fractal dimension"), "", 3),
    )
    means = tuple(Column(*kind) for kind in kinds)
    errors = tuple(Column(_("{name}, error", name=one.name), one.unit, one.digits) for one in means)
    worst = tuple(Column(_("{name}, worst", name=one.name), one.unit, one.digits) for one in means)
    return means + errors + worst


def control_words(name: str) -> Column:
    """What a control of `lstm_core.cases.patient` is called."""
    return {
        "age": Column(_("Age"), _("years"), 0),
        "weight": Column(_("Weight"), "kg", 1),
        "height": Column(_("Height (assumed)"), "cm", 0),
        "cholesterol": Column(_("Cholesterol"), _("mg/dl"), 0),
        "size": Column(_("Radius of the nuclei"), "", 1),
        "texture": Column(_("Texture"), "", 1),
        "concave": Column(_("Concave points"), "", 3),
    }[name]


def labels(case: str) -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it."""
    ill = {
        "diabetes": _("Probability of getting worse than half of the patients"),
        "cancer": _("Probability that the tumour is malignant"),
    }[case]
    return {
        "patient": _("no."),
        "outcome": {"diabetes": _("after a year"), "cancer": _("tumour")}[case],
        "outcome_unit": {"diabetes": _("● > {median}", median=_median()), "cancer": ""}[case],
        "table": _("Patients that these nets have never learned from; choose one"),
        "title_answer": ill,
        "how_to_read": _("How to read this"),
        "curve_alt": _(
            "Probability while {name} goes from {low} to {high}, all else as it stands: {each}."
        ),
        "truth": _("Patient {number}, in the data: {said}"),
        "reset": _("As in the data"),
        "outside": _(
            "! No patient of the data has such values: {names}. The nets answer all the same."
        ),
        "follows": {
            "diabetes": _(
                "Weight and height move the BMI alone; LDL and chol./HDL follow the cholesterol."
            ),
            "cancer": _("Perimeter and area follow the radius."),
        }[case],
    }


def outcome_text(case: str, ill: int, outcome: float) -> str:
    """What became of a patient, as the table has it."""
    if case == "diabetes":
        return f"{outcome:.0f}"
    return _("malignant") if ill else _("benign")


def outcome_sentence(case: str, ill: int, outcome: float) -> str:
    """The same after the patient's number."""
    if case == "diabetes":
        side = (
            _("above the median, {median}", median=_median())
            if ill
            else _("below the median, {median}", median=_median())
        )
        return _("{outcome} after a year, {side}", outcome=f"{outcome:.0f}", side=side)
    return outcome_text(case, ill, outcome)


def _median() -> str:
    """Of the measure of progression, over all patients of diabetes."""
    return number(float(np.median(patients("diabetes").outcome)), 1)
