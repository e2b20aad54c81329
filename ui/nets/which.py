"""Which run is examined: the reader chooses one that ships with the app or one of their own, or a link names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from babel.dates import format_datetime

from lab.run import SHIPPED, Run
from lab.runs import shipped, store
from ui.nets.kept import checkpoint_steps
from ui.race.names import KIND_NAMES
from ui.race.presets import preset_name, shipped_text
from ui.race.status import run_title
from ui.race.words import distance_names, task_name
from ui.reader import reader_id
from ui.text import _, language, number

OWN = 20  # newest runs of the reader to choose from
DEFAULTS = "nets_defaults"  # of the session: what controls begin with


@dataclass(frozen=True)
class Choice:
    """What a page lets one choose from.

    Args:
        page: its name, which its widgets' keys begin with.
        first: the id of the run to open with.
        of_a_run: the link's parameters that mean nothing for another run.
        fits: whether the page can show a run at all.
        parameter: of the link.
    """

    page: str
    first: str
    of_a_run: tuple[str, ...]
    fits: Callable[[Run], bool] = field(default=lambda run: True)
    parameter: str = "run"

    @property
    def widget(self) -> str:
        """Its key in the session."""
        return f"{self.page}_{self.parameter}"

    @property
    def last(self) -> str:
        """The session's key of what stays when the page is left, with which the widget's is gone."""
        return f"{self.page}_last_{self.parameter}"

    def show(self) -> Run:
        """The choice, and the run that it means; one that has no weights yet, or is not there, is said and not shown."""
        shipping = {run.id: run for run in shipped() if self.fits(run)}
        own = [run for run in store().of(reader_id()) if self.fits(run)]
        own = [run for run in own if any(checkpoint_steps(run))]
        known = shipping | {run.id: run for run in own[:OWN]}
        asked, problem = self._asked(), ""
        if asked not in known:
            found = store().get(asked)
            if found is None:
                problem = _(
                    "The link names a run that is not here (any more). This one ships with the app."
                )
            elif not self.fits(found):
                problem = _(
                    "The nets of that run have learned something else. These ones ship with the app."
                )
            elif not any(checkpoint_steps(found)):
                problem = _("Nothing of that run is kept yet. This one ships with the app.")
            else:
                known = {found.id: found} | known
        chosen = self.first if problem else asked
        if (
            self.widget not in st.session_state
            and st.session_state.get(self.last, chosen) != chosen
        ):
            # Somebody came with another run in mind: what was set for the last one is not meant.
            for name in set(self.of_a_run) - set(st.query_params):
                st.session_state.pop(name, None)
        st.session_state[self.last] = st.session_state[self.widget] = chosen
        st.selectbox(
            _("Nets under examination"),
            sorted(known, key=lambda one: (one != self.first, one not in shipping)),
            format_func=lambda one: title(known[one]),
            key=self.widget,
            on_change=self._choose,
        )
        if problem:
            st.caption(problem)
        return known[chosen]

    def _asked(self) -> str:
        """The run that the link names; else, for a reader who comes back to the page, the last one; else the first."""
        if asked := st.query_params.get(self.parameter):
            return asked[:64]
        here = self.widget in st.session_state
        last: str = st.session_state.get(self.last, self.first)
        if here or last == self.first:
            return self.first
        st.query_params[self.parameter] = last
        return last

    def _choose(self) -> None:
        chosen = st.session_state[self.widget]
        st.session_state[self.last] = st.query_params[self.parameter] = chosen
        st.query_params.pop("number", None)  # a number that was picked in another run


def title(run: Run) -> str:
    """What it is called among others, as plain text."""
    config = run.lanes[0].config
    if run.is_shipped:
        preset = run.id.removeprefix(SHIPPED)
        name = shipped_text(preset) or preset_name(preset)
        return name if name != preset else task_name(config)
    kinds = ", ".join(dict.fromkeys(KIND_NAMES[lane.config.kind] for lane in run.lanes))
    length = f"{number(config.length, 0)} {distance_names()[config.task].partition(':')[0]}"
    when = format_datetime(run.created, "short", locale=language())
    return " · ".join([run_title(run), length, kinds, when])


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
