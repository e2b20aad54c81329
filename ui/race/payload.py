"""A run as the bytes that the component draws: read from the store as it grows, serialised once when it is over."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from lab import jobs
from lab.run import LIVE, Record, Run
from lab.runs import store
from lstm_core.tasks import make_task
from ui.components import as_bytes
from ui.race.names import lane_names
from ui.race.status import about_run
from ui.race.verdict import Outcome, Verdict, guess_line, verdict
from ui.race.view import lane_view, profiles_allowed, task_view
from ui.race.words import labels
from ui.text import _, language

_RECORDS = "race_records"  # what this session has read of the run that it shows


def is_live(run: Run) -> bool:
    """Whether it trains or waits for its turn."""
    return run.status in LIVE


def payload(run: Run) -> bytes:
    """What the component draws of `run` in the reader's language."""
    if is_live(run):
        return _serialised(run, _records_so_far(run))
    st.session_state.pop(_RECORDS, None)
    return _finished(run.id, str(run.updated), run.status, language())


# A hundred readers who look at the same shipped run cost what one costs.
@lru_cache(maxsize=24)
def _finished(run_id: str, _updated: str, _status: str, _language: str) -> bytes:
    run = store().get(run_id)
    if run is None:
        raise LookupError(run_id)
    records = {lane: list(store().events(run_id, lane)) for lane in range(len(run.lanes))}
    return _serialised(run, records)


@lru_cache(maxsize=8)
def card_payload(run_id: str, _language: str) -> bytes:
    """What the start page's card draws of a finished run: names and scores at each distance, nothing of the inside."""
    run = store().get(run_id)
    if run is None:
        raise LookupError(run_id)
    task = make_task(run.lanes[0].config)
    names = lane_names([lane.config for lane in run.lanes])
    lanes = []
    for k, (lane, name) in enumerate(zip(run.lanes, names, strict=True)):
        view = lane_view(lane, name, store().events(run_id, k), profiles=0, live=False)
        kept = {
            part: view[part] for part in ("name", "short", "style", "shape", "steps", "seconds")
        }
        kept |= {part: view[part] for part in ("solvedAt", "loss", "score", "byDistance")}
        lanes.append(
            {"id": str(k), **kept, "profiles": [{"at": at} for at in range(len(view["steps"]))]}
        )
    data = {
        "lang": language(),
        "labels": labels(run.lanes[0].config.task, regression=task.regression),
        "task": task_view(task, run.lanes[0].config),
        "lanes": lanes,
    }
    return as_bytes(data)


def _records_so_far(run: Run) -> dict[int, list[Record]]:
    """All records of a run that grows; only what is new is read."""
    kept: tuple[str, dict[int, list[Record]]] = st.session_state.get(_RECORDS, ("", {}))
    known_id, records = kept
    if known_id != run.id:
        records = {}
    for lane in range(len(run.lanes)):
        known = records.setdefault(lane, [])
        known.extend(store().events(run.id, lane, after=known[-1].number if known else -1))
    st.session_state[_RECORDS] = (run.id, records)
    return records


def _serialised(run: Run, records: dict[int, list[Record]]) -> bytes:
    configs = [lane.config for lane in run.lanes]
    task = make_task(configs[0])
    names = lane_names(configs)
    live = is_live(run)
    outcomes = [
        Outcome(
            name.name,
            lane.config.kind,
            lane.config.seeds,
            lane.end,
            records[k][-1].event if records[k] else None,
        )
        for k, (lane, name) in enumerate(zip(run.lanes, names, strict=True))
    ]
    said = _queue(run) if live else None
    said = said or verdict(task, outcomes, run.status)
    limit = (_("A lane stopped because its time was up."),) if run.message == "seconds" else ()
    words = task_view(task, configs[0])
    allowed = profiles_allowed(len(names), len(words["words"]), len(words["answers"]))
    data = {
        "lang": language(),
        "labels": labels(configs[0].task, regression=task.regression),
        "id": run.id,
        "live": live,
        "task": words,
        "lanes": [
            {"id": str(k), **lane_view(lane, name, records[k], profiles=allowed, live=live)}
            for k, (lane, name) in enumerate(zip(run.lanes, names, strict=True))
        ],
        "verdict": {
            "about": about_run(run),
            "headline": said.headline,
            "more": " ".join([*said.more, *limit]),
            "guess": guess_line(run.guess, task, outcomes),
        },
    }
    return as_bytes(data)


def _queue(run: Run) -> Verdict | None:
    """While it waits: for whom; and that it is being stopped, as long as that takes."""
    if jobs.stopping(run.id):
        return Verdict(_("It is being stopped."))
    place = jobs.place(run.id)
    if not place:
        return None
    if place == 1:
        return Verdict(_("It is next: it starts as soon as a place is free."))
    return Verdict(_("It waits in the queue. Runs before it: {place}.", place=place - 1))
