"""Which nets are under the glass: the controls, and a line that says who they are, how good, and where they fail."""

from __future__ import annotations

import numpy as np
import streamlit as st

from lab.run import Run
from lab.runs import store
from lstm_core.config import TrainConfig
from lstm_core.net import Net
from lstm_core.recall import recall
from lstm_core.sentences import MOST_CLAUSES
from lstm_core.tasks import make_task
from ui.memory.subject import Look, Subject
from ui.nets.training import choose_seed, choose_step
from ui.nets.which import Choice
from ui.text import _, language, number

SENTENCES = 100  # at each distance
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


def about_nets(subject: Subject) -> str:
    """Who they are, how good over many sentences, and where they fail: a line for each net, as Markdown."""
    said = [_about(subject, one) for one in subject.looks]
    if len(subject.looks) < len(subject.run.lanes):
        said.append(_("Nets whose weights or memories grew beyond all bounds are left out."))
    return "  \n".join(said)


def _about(subject: Subject, look: Look) -> str:
    who = _(
        "**{name}**: {H} units, seed {seed}, {step} training steps",
        name=look.name,
        H=look.config.H,
        seed=look.config.seed + look.seed,
        step=number(look.step, 0),
    )
    n = min(subject.said.clauses, MOST_CLAUSES)
    share = right_at(subject.run.id, *look.key, n, look.net, look.config)
    here = _(
        "in {sentences} other sentences about nationality with {n} clauses in between {share} of its answers are right",
        sentences=SENTENCES,
        n=n,
        share=percent(share),
    )
    return f"{who}; {here}; {_where_it_fails(subject.run, look)}."


@st.cache_data(max_entries=1024, show_spinner=False)
def right_at(
    run_id: str, lane: int, step: int, seed: int, n: int, _net: Net, _config: TrainConfig
) -> float:
    """A net's share of right answers in held-out sentences about nationality with n clauses in between."""
    return float(recall(_net, _config, (n,), SENTENCES)[0])


def _where_it_fails(run: Run, look: Look) -> str:
    """The nearest distance of its run's report at that step at which it is not good any more."""
    shares = examined(run.id, *look.key)
    if shares is None:
        return _("its run has no report of where it fails")
    distances = make_task(look.config).distances
    bad = [n for n, share in zip(distances, shares, strict=True) if share < GOOD]
    if not bad:
        return _(
            "in the report of its training more than {good} at every distance, up to {n}",
            good=percent(GOOD),
            n=distances[-1],
        )
    if bad[0] == 0:
        return _(
            "in the report of its training less than {good} at every distance", good=percent(GOOD)
        )
    return _(
        "in the report of its training less than {good} from {n} on", good=percent(GOOD), n=bad[0]
    )


def percent(share: float, decimals: int = 0) -> str:
    """A share as the reader's language writes it: 97 % in Spanish, 97% in English; what is not all is never 100 %.

    `decimals` at most: one eighth is 12.5 %, but one half 50 %.
    """
    space = "\u00a0" if language() == "es" else ""
    if 0.995 <= share < 1:
        return f">99{space}%"
    if 0 < share < 0.005:
        return f"<1{space}%"
    if round(100 * share, decimals) == round(100 * share):
        decimals = 0
    return f"{number(100 * share, decimals)}{space}%"


@st.cache_data(max_entries=256, show_spinner=False)
def examined(run_id: str, lane: int, step: int, seed: int) -> list[float] | None:
    """The right answers of one net at all distances of its task, as its run reported them at a checkpoint; None if it did not."""
    for record in store().events(run_id, lane):
        event = record.event
        if event.step == step and seed < len(event.by_distance):
            shares = event.by_distance[seed]
            return None if np.isnan(shares).any() else [float(share) for share in shares]
    return None
