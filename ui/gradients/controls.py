"""What is examined: which run, at which point of its training, which of its nets, and the sequence they read."""

from __future__ import annotations

from hashlib import blake2b

import streamlit as st

from lab.run import Run
from lstm_core.tasks import Batch, make_task
from ui.gradients.reading import show_reading, words_of
from ui.gradients.subject import Nets, Subject, examined, left_out
from ui.nets.kept import solved_at
from ui.nets.training import choose_seed, choose_step
from ui.nets.which import Choice
from ui.text import _, language, number

RUNS = Choice(page="gradients", first="shipped-latch", of_a_run=("at", "net", "distance", "text"))


def show_controls() -> Subject:
    """The controls, and what they mean. It has no nets where all weights are no numbers any more, which is said."""
    run = RUNS.show()
    task = make_task(run.lanes[0].config)
    batch = show_reading(run, task)
    at = choose_step(run, "gradients")
    seed = choose_seed(run)
    before, after = examined(run, at, batch)
    _say_nets(run, after, seed)
    key = key_of(run, after, seed, batch)
    return Subject(run, task, batch, words_of(task, batch), before, after, seed, key)


def key_of(run: Run, after: tuple[Nets, ...], seed: int, batch: Batch) -> str:
    """Another one whenever a subject of these would be another: which lanes, steps and nets there are belongs to it."""
    nets = "-".join(f"{one.lane}:{one.step}:{one.seeds}" for one in after)
    read = blake2b(batch.x.tobytes() + batch.target.tobytes(), digest_size=8).hexdigest()
    return f"{run.id}/{nets}/{seed}/{read}/{language()}"


def _say_nets(run: Run, after: tuple[Nets, ...], seed: int) -> None:
    """How far each net was trained and whether it had solved its task then; and which are missing."""
    solved = solved_at(run.id, run.updated.timestamp())
    said = []
    for one in after:
        drawn = one.seeds[one.place(seed)]
        at = solved[one.lane][drawn] if drawn < len(solved[one.lane]) else -1
        step = number(one.step, 0)
        if one.step == 0:
            said.append(_("{name}: not trained yet", name=one.name))
        elif 0 <= at <= one.step:
            said.append(_("{name}: {step} steps, solved", name=one.name, step=step))
        else:
            said.append(_("{name}: {step} steps, not solved", name=one.name, step=step))
    if said:
        st.caption(" · ".join(said))
    if not after:
        st.caption(
            _(
                "The weights of these nets are no numbers any more: their training exploded. Choose another run."
            )
        )
    elif missing := left_out(run, after):
        words = (
            _("1 net is left out: its weights are no numbers any more.")
            if missing == 1
            else _("{n} nets are left out: their weights are no numbers any more.", n=missing)
        )
        st.caption(words)
