"""Which run is examined: the reader chooses one that ships with the app or one of their own, or a link names it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from babel.dates import format_datetime

from lab.run import SHIPPED, Run
from lab.runs import shipped, store
from ui.gradients.subject import checkpoint_steps
from ui.race.names import KIND_NAMES
from ui.race.presets import preset_name
from ui.race.status import run_title
from ui.race.words import distance_names, task_name
from ui.reader import reader_id
from ui.text import _, language, number

FIRST = "shipped-latch"  # the run to open with
RUN, LAST = "gradients_run", "gradients_last_run"  # of the session: the widget's, and what stays
OWN = 20  # newest runs of the reader to choose from
OF_A_RUN = ("at", "net", "distance", "text")  # controls that depend on the run
DEFAULTS = "gradients_defaults"  # of the session: what they begin with


def show_runs() -> Run:
    """The choice, and the run that it means; one that has no weights yet, or is not there, is said and not shown."""
    shipping = {run.id: run for run in shipped()}
    own = [run for run in store().of(reader_id()) if any(checkpoint_steps(run))]
    known = shipping | {run.id: run for run in own[:OWN]}
    asked = _asked()
    problem = ""
    if asked not in known:
        found = store().get(asked)
        if found is None:
            problem = _(
                "The link names a run that is not here (any more). This one ships with the app."
            )
        elif not any(checkpoint_steps(found)):
            problem = _("Nothing of that run is kept yet. This one ships with the app.")
        else:
            known = {found.id: found} | known
    chosen = FIRST if problem else asked
    if RUN not in st.session_state and st.session_state.get(LAST, chosen) != chosen:
        # Somebody came with another run in mind: what was set for the last one is not meant.
        for name in set(OF_A_RUN) - set(st.query_params):
            st.session_state.pop(name, None)
    st.session_state[LAST] = st.session_state[RUN] = chosen
    st.selectbox(
        _("Nets under examination"),
        sorted(known, key=lambda one: (one != FIRST, one not in shipping)),
        format_func=lambda one: title(known[one]),
        key=RUN,
        on_change=_choose,
    )
    if problem:
        st.caption(problem)
    return known[chosen]


def title(run: Run) -> str:
    """What it is called among others, as plain text."""
    config = run.lanes[0].config
    if run.is_shipped:
        preset = run.id.removeprefix(SHIPPED)
        name = preset_name(preset)
        return name if name != preset else task_name(config)
    kinds = ", ".join(dict.fromkeys(KIND_NAMES[lane.config.kind] for lane in run.lanes))
    length = f"{number(config.length, 0)} {distance_names()[config.task].partition(':')[0]}"
    when = format_datetime(run.created, "short", locale=language())
    return " · ".join([run_title(run), length, kinds, when])


def _asked() -> str:
    """The run that the link names; else, for a reader who comes back to the page, the last one; else the first."""
    if asked := st.query_params.get("run"):
        return asked[:64]
    here = RUN in st.session_state  # a widget's key is gone once its page is left
    last: str = st.session_state.get(LAST, FIRST)
    if here or last == FIRST:
        return FIRST
    st.query_params["run"] = last
    return last


def begin(name: str, default: Any, valid: Callable[[Any], bool]) -> None:
    """Make ready for the control `name`, which the link follows too, to begin at `default`.

    What the reader set stays from run to run, where it means something. What they never touched, or what this run does
    not have, gives way.
    """
    defaults = st.session_state.setdefault(DEFAULTS, {})
    before, defaults[name] = defaults.get(name), default
    there = st.session_state.get(name)
    untouched = there == before and before != default
    if name in st.session_state and (untouched or not valid(there)):
        st.session_state[name] = default  # deleted, it would stay as it was in the browser


def _choose() -> None:
    st.session_state[LAST] = st.query_params["run"] = st.session_state[RUN]
    st.query_params.pop("number", None)  # a number that was picked in another run
