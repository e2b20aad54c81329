"""The small net that knows two countries: there one cell holds the nationality alone, and one cell turns the answer."""

from __future__ import annotations

import streamlit as st

from lab.run import Run
from lab.runs import store
from ui.components.surgery import show_operation
from ui.link import write_parameters
from ui.memory.held import held
from ui.memory.nets import percent
from ui.memory.operated import Operated, fitted, operate
from ui.memory.said import DRAW, compose, understand
from ui.memory.subject import Subject
from ui.memory.surgery_payload import payload, table
from ui.memory.surgery_rates import rates_of
from ui.memory.surgery_setting import Cells, Setting
from ui.memory.surgery_words import country_name
from ui.nets.kept import checkpoint_steps
from ui.nets.take import take_away
from ui.text import _, language, lesson, number

KEY = "surgery_single"  # of the component
SWITCHED, PARAMETER = "op_switched", "op_one"  # of the session, and of the link
CLAUSES = 4  # in between


def show_single() -> None:
    """Its sentence, with one cell as it is or with the other country's mean in it."""
    run = small_run()
    if run is None:
        return
    operated = switched(run)
    if SWITCHED not in st.session_state:
        st.session_state[SWITCHED] = st.query_params.get(PARAMETER) == "1"
    done = st.session_state[SWITCHED]
    _write_link()
    st.subheader(_("Two countries, one cell"), anchor=False)
    st.markdown(lesson("memory/surgery_single"))
    st.button(
        _("Switch cell {n} back", n=number(operated.units[0] + 1, 0))
        if done
        else _(
            "Write {country} into cell {n} alone",
            country=country_name(operated.case),
            n=number(operated.units[0] + 1, 0),
        ),
        key="op_switch",
        on_click=_switch,
    )
    rates = rates_of(operated) if done else None
    show_operation(payload(operated, rates, others=5, done=done), key=KEY)
    st.caption(about(operated))
    take_away(KEY, lambda: table(operated, rates), "surgery-two-countries")


def small_run() -> Run | None:
    """The shipped run of two countries in the reader's language, else in whatever there is; None where none ships."""
    names = [f"shipped-two_countries_{language()}", "shipped-two_countries"]
    names += ["shipped-two_countries_es", "shipped-two_countries_en"]
    found = (store().get(name) for name in names)
    return next((run for run in found if run and any(checkpoint_steps(run))), None)


def switched(run: Run) -> Operated:
    """The most telling cell of its first net overwritten with the other country's mean, from the country to the end."""
    config = run.lanes[0].config
    spoken = language() if config.language == "both" else config.language
    said = understand(compose("french", CLAUSES, DRAW, spoken), config)
    at = max(step for lane in checkpoint_steps(run) for step in lane)
    subject = Subject.of(run, at, 0, said)
    setting, _misfits = fitted(Setting(cells=Cells("telling", 1)), subject)
    return operate(setting, subject, held(run, subject.main))


def about(operated: Operated) -> str:
    """Which net it is, and how much its cells hold."""
    look, about_cells = operated.look, operated.held
    latch = about_cells.latch[about_cells.order]
    return _(
        "{name} with {H} units, seed {seed}, {step} training steps, trained on {countries} countries. At the worst of 12 places on the way the country explains {first} of the variation of cell {n}, and {second} of that of the next best.",
        name=look.name,
        H=look.config.H,
        seed=look.config.seed + look.seed,
        step=number(look.step, 0),
        countries=look.config.countries,
        n=number(operated.units[0] + 1, 0),
        first=percent(float(latch[0])),
        second=percent(float(latch[1])),
    )


def _switch() -> None:
    st.session_state[SWITCHED] = not st.session_state.get(SWITCHED, False)
    _write_link()


def _write_link() -> None:
    write_parameters({PARAMETER: "1" if st.session_state[SWITCHED] else ""})
