"""Case 1: a disease from a vector of measurements of real patients (slide 3)."""

from __future__ import annotations

import streamlit as st

from ui.cases.called import called, riddle
from ui.cases.choose import choose
from ui.cases.committed import is_named
from ui.cases.disease_check import read_moved, show_check
from ui.cases.disease_payload import disease_payload
from ui.cases.disease_table import table
from ui.cases.experiment import show_experiment
from ui.cases.nets import case_nets
from ui.components.disease import KEY, disease
from ui.nets.take import take_away
from ui.text import _, lesson, number

DATA = "data"  # of the link
PATIENT = {"diabetes": "patient", "cancer": "tumour"}  # likewise


def show_disease() -> None:
    """The patients and one of them to be moved; below, the experiment."""
    case = choose(
        _("Which patients"),
        {"diabetes": _("Diabetes: 442 patients"), "cancer": _("Breast cancer: 569 tumours")},
        DATA,
    )
    _patients(case)
    show_experiment(case)
    with st.expander(_("Where the data come from")):
        st.markdown(lesson("cases/disease_sources"))


@st.fragment
def _patients(case: str) -> None:
    """Drawn again by itself when the reader has moved something."""
    nets = case_nets(case)
    asked = st.query_params.get(PATIENT[case], "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 5 else None
    # A patient that is in the link must not be another payload with every move.
    first = st.session_state.setdefault(f"disease_first_{case}", wanted)
    named = is_named(case)
    body = disease_payload(case, nets, first, named=named)
    disease(body, on_patient=lambda: _remember(case))
    if not named:
        st.markdown(riddle(case))
    dense = nets["dense"]
    seed = number(dense.config.seed, 0)
    st.caption(
        _(
            "Nets of seed {seed} that ship with the app; they learned from the other two thirds.",
            seed=seed,
        )
        if dense.is_shipped
        else _(
            "The nets that you have just trained, seed {seed}; they learned from the other two thirds.",
            seed=seed,
        )
    )
    seen = {one.kind: one for one in called(case, named=named)}
    take_away(KEY, lambda: table(case, {seen[kind].look: nets[kind] for kind in seen}), case)
    check = st.expander(
        _("Check it: the same numbers in NumPy"), key="disease_check", on_change="rerun"
    )
    if check.open:
        with check:
            said = read_moved(case, st.session_state[KEY].get("patient"))
            if said is None:
                st.caption(_("Choose a patient or move something; then it is computed here too."))
            else:
                show_check(case, nets, said, {kind: one.name for kind, one in seen.items()})


def _remember(case: str) -> None:
    said = read_moved(case, st.session_state[KEY].get("patient"))
    if said is not None:
        st.query_params[PATIENT[case]] = str(said.number)
