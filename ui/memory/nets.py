"""Which nets are under the glass: the controls, and a line that says who they are, how good, and where they fail."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.run import Run
from lab.runs import store
from lstm_core.tasks import make_task
from ui.memory.subject import Look
from ui.nets.training import choose_seed, choose_step
from ui.nets.which import Choice
from ui.text import _, language, number

GOOD = 0.9  # the share of right answers below which a net fails


def runs_choice() -> Choice:
    """Runs whose nets have learned sentences; the one to open with speaks the reader's language."""
    return Choice(
        page="memory",
        first=f"shipped-sentences_{language()}",
        of_a_run=("at", "net", "cell", "word"),
        fits=lambda run: run.lanes[0].config.task == "sentences",
    )


def show_nets() -> tuple[Run, int, int]:
    """The controls: the run, the training step to look at, and the seed, counted from 0."""
    run = runs_choice().show()
    return run, choose_step(run, "memory"), choose_seed(run)


def about_nets(run: Run, looks: Sequence[Look]) -> str:
    """Who they are, a piece for each net, as Markdown."""
    said = [_about(run, one) for one in looks]
    if len(looks) < len(run.lanes):
        said.append(_("nets whose weights are no numbers any more are left out"))
    return " · ".join(said)


def _about(run: Run, look: Look) -> str:
    seed = look.config.seed + look.seed
    who = _(
        "**{name}**, {H} units, seed {seed}, {step} training steps",
        name=look.name,
        H=look.config.H,
        seed=seed,
        step=number(look.step, 0),
    )
    return f"{who}: {_where_it_fails(run, look)}"


def _where_it_fails(run: Run, look: Look) -> str:
    """From the report of its training at that step."""
    shares = examined(run.id, look.lane, look.step, look.seed)
    if shares is None:
        return _("not examined")
    distances = make_task(look.config).distances
    bad = [k for k, share in enumerate(shares) if share < GOOD]
    if not bad:
        return _(
            "right in at least {share} at every distance up to {n} clauses",
            share=percent(min(shares)),
            n=distances[-1],
        )
    n, share = distances[bad[0]], shares[bad[0]]
    if n == 0:
        return _("right in {share} with nothing in between", share=percent(share))
    if n == 1:
        return _("fails from 1 clause on, {share} there", share=percent(share))
    return _("fails from {n} clauses on, {share} there", n=n, share=percent(share))


def percent(share: float) -> str:
    """A share as the reader's language writes it: 97 % in Spanish, 97% in English."""
    space = "\u00a0" if language() == "es" else ""
    return f"{number(100 * share, 0)}{space}%"


@st.cache_data(max_entries=256, show_spinner=False)
def examined(run_id: str, lane: int, step: int, seed: int) -> list[float] | None:
    """The right answers of one net at all distances of its task, as its run reported them at a checkpoint; None if it did not."""
    for record in store().events(run_id, lane):
        event = record.event
        if event.step == step and seed < len(event.by_distance):
            shares = event.by_distance[seed]
            return None if np.isnan(shares).any() else [float(share) for share in shares]
    return None
