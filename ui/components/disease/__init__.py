"""Patients as a table, and one of them whose measurements the reader moves while three trained nets answer."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.components import Parts, load

KEY = "disease"


def _parts() -> Parts:
    """With the styles of the race, whose figures look like these."""
    parts = load("disease")
    return {**parts, "css": load("race")["css"] + parts["css"]}


_component = st.components.v2.component("disease", **_parts())


def disease(payload: bytes, *, on_patient: Callable[[], None]) -> Any:
    """Draw it. Once the reader stands still, the state has `patient`: {"number", "values", "answers"}, and `on_patient` is called.

    Args:
        payload: the JSON of `ui.cases.disease_payload`.
        on_patient: when another patient was chosen or a control was moved.
    """
    return _component(key=KEY, data=payload, on_patient_change=on_patient)
