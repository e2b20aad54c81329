"""A run with and without clipping as the component draws it, as a table, and what its numbers say in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import isfinite, log10
from statistics import median
from typing import Any

import streamlit as st

from lab import jobs
from lab.run import Lane, Record, Run
from lab.runs import store
from lstm_core.tasks import make_task
from ui.components import as_bytes
from ui.gradients.powers import scientific
from ui.nets.rows import Rows, as_csv
from ui.race.payload import is_live
from ui.race.status import about_run
from ui.text import _, language, lesson, number

_RECORDS = "gradients_clipping_records"  # what this session has read of the run that it shows


def clipped_payload(run: Run) -> bytes:
    """What the component draws of a run of two lanes, the second clipped, in the reader's language."""
    if is_live(run):
        return _serialised(run, _so_far(run))
    st.session_state.pop(_RECORDS, None)
    return _finished(run.id, str(run.updated), run.status, language())


@lru_cache(maxsize=16)
def _finished(run_id: str, _updated: str, _status: str, _language: str) -> bytes:
    run = store().get(run_id)
    if run is None:
        raise LookupError(run_id)
    return _serialised(run, _all(run))


def _all(run: Run) -> list[list[Record]]:
    return [list(store().events(run.id, lane)) for lane in range(len(run.lanes))]


def _so_far(run: Run) -> list[list[Record]]:
    """All records of a run that grows; only what is new is read."""
    known_id, records = st.session_state.get(_RECORDS, ("", []))
    if known_id != run.id:
        records = [[] for _lane in run.lanes]
    for lane, known in enumerate(records):
        known.extend(store().events(run.id, lane, after=known[-1].number if known else -1))
    st.session_state[_RECORDS] = (run.id, records)
    return list(records)


def _serialised(run: Run, records: Sequence[Sequence[Record]]) -> bytes:
    task = make_task(run.lanes[0].config)
    threshold = number_as_typed(run.lanes[1].config.clip)
    data = {
        "lang": language(),
        "about": about_run(run),
        "headline": _so_far_words(run, records)
        if run.status != "ended"
        else takeaway(run, records),
        "chance": task.chance,
        "labels": {
            "title_norm": _("Norm of the gradient, {name}"),
            "title_score": _("Right answers, {name}"),
            "how_to_read": _("How to read this"),
            "how_norm": lesson("gradients/how_norm"),
            "how_score": lesson("race/score"),
            "norm_axis": _("norm before clipping"),
            "score_axis": _("right answers"),
            "step_axis": _("training steps"),
            "chance": _("guessing"),
            "threshold": _("clipped at {threshold}", threshold=threshold),
        },
        "lanes": [_lane(run, k, found) for k, found in enumerate(records)],
    }
    return as_bytes(data)


def _lane(run: Run, k: int, records: Sequence[Record]) -> dict[str, Any]:
    """One lane, each of its nets by itself."""
    lane = run.lanes[k]
    norms = norms_of(records)
    scores = _each([record.event.score.tolist() for record in records])
    clip = lane.config.clip
    name = lane_name(clip)
    highest, infinite = _highest(norms), infinite_from(norms, records)
    reached = _("{name}: the largest norm is {highest}.", name=name, highest=highest)
    return {
        "name": name,
        "style": "rnn",
        "clip": round(log10(clip), 4) if clip else None,
        "steps": [record.event.step for record in records],
        "norms": [as_drawn(row) for row in norms],
        "scores": [[round(one, 4) if isfinite(one) else None for one in row] for row in scores],
        "infinite": infinite_words(infinite),
        "norm_alt": f"{reached} {infinite_words(infinite)}".strip(),
        "score_alt": _solved_words(lane, name, records),
    }


def number_as_typed(value: float) -> str:
    """With as many decimals as it has."""
    return number(value, len(f"{value:g}".partition(".")[2]))


def lane_name(clip: float) -> str:
    """What the nets of a lane are called."""
    return (
        _("clipped at {threshold}", threshold=number_as_typed(clip)) if clip else _("not clipped")
    )


def _each(reports: Sequence[list[float]]) -> list[list[float]]:
    """A row for each of S nets, of reports with S values each."""
    return [list(row) for row in zip(*reports, strict=True)]


def norms_of(records: Sequence[Record]) -> list[list[float]]:
    """For each net the largest norm before clipping since the report before; NaN at step 0, before any."""
    return _each([record.event.gradient_norm.tolist() for record in records])


def infinite_from(norms: list[list[float]], records: Sequence[Record]) -> list[int | None]:
    """For each net the training step of the first report at which its gradient was no finite number any more, or None."""
    return [
        next(
            (
                record.event.step
                for norm, record in zip(row[1:], records[1:], strict=True)
                if not isfinite(norm)
            ),
            None,
        )
        for row in norms
    ]


def infinite_words(found: Sequence[int | None]) -> str:
    """What is to be said of the nets whose gradient became infinite."""
    steps = [step for step in found if step is not None]
    if not steps:
        return ""
    return _(
        "{n} of {of} nets: infinite from step {step} on",
        n=len(steps),
        of=len(found),
        step=number(min(steps), 0),
    )


def as_drawn(norms: list[float]) -> list[float | str | None]:
    """log10: nothing before the first report, "inf" once, where the gradient became infinite, and nothing after it."""
    gone = next((k for k, norm in enumerate(norms) if k and not isfinite(norm)), len(norms))
    found = [None if norm == 0 else round(log10(norm), 3) for norm in norms[1:gone]]
    after: list[float | str | None] = [None, *found]
    return [*after, *(["inf"] if gone < len(norms) else []), *[None] * (len(norms) - gone - 1)]


def _highest(norms: list[list[float]]) -> str:
    finite = [norm for row in norms for norm in row if isfinite(norm) and norm > 0]
    return scientific(log10(max(finite))) if finite else "–"


def _solved_words(lane: Lane, name: str, records: Sequence[Record]) -> str:
    solved = solved_steps(records)
    if not solved:
        return _(
            "{name}: none of the {of} nets has solved the task.", name=name, of=lane.config.seeds
        )
    return _(
        "{name}: {n} of {of} nets solved the task, after {steps} steps (median).",
        name=name,
        n=len(solved),
        of=lane.config.seeds,
        steps=number(median(solved), 0),
    )


def solved_steps(records: Sequence[Record]) -> list[int]:
    """The training steps after which nets had solved the task, of those that did."""
    if not records:
        return []
    return [int(step) for step in records[-1].event.solved_at if step >= 0]


def takeaway(run: Run, records: Sequence[Sequence[Record]]) -> str:
    """What a run that is over shows."""
    if not all(len(found) > 1 for found in records):
        return _("It was over before the first report.")
    free, clipped = records
    config = run.lanes[1].config
    counts = [len(solved_steps(found)) for found in records]
    said = [
        _(
            "Not clipped, the gradient reached {highest}, and {n} of {of} nets solved the task.",
            highest=_highest(norms_of(free)),
            n=counts[0],
            of=config.seeds,
        ),
        _(
            "Clipped, it still reached {highest}, but counted as {threshold} at most: {n} of {of} solved it.",
            highest=_highest(norms_of(clipped)),
            threshold=number_as_typed(config.clip),
            n=counts[1],
            of=config.seeds,
        ),
    ]
    if counts[0] == counts[1]:
        said.append(_("Here clipping made no difference to that."))
    elif counts[0] > counts[1]:
        said.append(_("Here clipping did harm."))
    if words := infinite_words(infinite_from(norms_of(free), free)):
        said.append(_("Not clipped, {what}.", what=words))
    return " ".join(said)


def _so_far_words(run: Run, records: Sequence[Sequence[Record]]) -> str:
    """While it is not over."""
    if is_live(run):
        if jobs.stopping(run.id):
            return _("It is being stopped.")
        if place := jobs.place(run.id):
            return _("It waits in the queue. Runs before it: {place}.", place=place - 1)
        if not all(records):
            return _("It will start in a moment.")
    state = _("In training.") if is_live(run) else _("Paused.")
    solved = _(
        "Solved so far: {free} of {of} not clipped, {clipped} of {of} clipped.",
        free=len(solved_steps(records[0])),
        clipped=len(solved_steps(records[1])),
        of=run.lanes[0].config.seeds,
    )
    return f"{state} {solved}"


@as_csv
def table(run: Run) -> Rows:
    """Every report of every net as CSV."""
    names = ("clip", "seed", "step", "largest_norm_since_last_report", "loss", "score")
    yield names
    for lane, records in zip(run.lanes, _all(run), strict=True):
        config = lane.config
        for s in range(config.seeds):
            for record in records:
                event = record.event
                values = (event.gradient_norm[s], event.loss[s], event.score[s])
                yield (config.clip, config.seed + s, event.step, *(f"{one:.6g}" for one in values))
