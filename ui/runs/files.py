"""What a reader takes away of one run, as files that are made when they are asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import streamlit as st

from lab.runs import Run, store
from ui.race.names import lane_names
from ui.race.status import run_title
from ui.text import _, number


def safe_name(run: Run) -> str:
    """A file name that says which run it is: letters a to z, digits and dashes, at most 40."""
    plain = unicodedata.normalize("NFKD", run_title(run)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:40].strip("-")
    return f"{words or 'run'}-{re.sub(r'[^A-Za-z0-9]', '', run.id)[-6:]}"


def show_files(run: Run) -> None:
    """A button for each kind of file; those of weights ask which net."""
    from lab import export  # and with it nbformat, when somebody opens this

    name = safe_name(run)
    st.caption(
        _(
            "The script and the notebook need PyTorch alone; they repeat the run and print its numbers."
        )
    )
    with st.container(horizontal=True):
        _button(_("PyTorch script"), f"{name}.py", "text/x-python", lambda: export.script(run))
        notebook = "application/x-ipynb+json"
        _button(_("Notebook"), f"{name}.ipynb", notebook, lambda: export.notebook(run))
        config = _("Configuration (JSON)")
        _button(config, f"{name}.json", "application/json", lambda: export.config_json(run))
        _button(_("All reports (CSV)"), f"{name}.csv", "text/csv", lambda: export.events_csv(run))
    _weights(run, name, export.weights)


def _weights(run: Run, name: str, make: Callable[..., bytes]) -> None:
    """Which net's weights, and when in its training."""
    lanes = range(len(run.lanes))
    names = [one.name for one in lane_names([lane.config for lane in run.lanes])]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        lane = st.selectbox(
            _("Net"), lanes, format_func=names.__getitem__, key=f"runs_lane_{run.id}"
        )
        first, seeds = run.lanes[lane].config.seed, run.lanes[lane].config.seeds
        seed = st.selectbox(
            _("Seed"),
            range(seeds),
            format_func=lambda one: number(first + one, 0),
            key=f"runs_seed_{run.id}",
        )
        steps = store().checkpoint_steps(run.id, lane)
        if not steps:
            st.caption(_("There are no weights of this net yet."))
            return
        step = st.selectbox(
            _("After so many steps"),
            steps[::-1],
            format_func=lambda one: number(one, 0),
            key=f"runs_step_{run.id}_{lane}",
        )
        kind = run.lanes[lane].config.kind
        _button(
            _("Weights (safetensors)"),
            f"{name}-{kind}-seed{first + seed}-step{step}.safetensors",
            "application/octet-stream",
            lambda: make(run, lane, step, seed),
        )


def _button(label: str, file: str, mime: str, make: Callable[[], str | bytes]) -> None:
    """A file that is made when the button is pressed."""
    ending = file.rpartition(".")[2]
    st.download_button(
        label, make, file_name=file, mime=mime, key=f"runs_file_{ending}", on_click="ignore"
    )
