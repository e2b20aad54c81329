"""Two nets learn the reader's own recordings, as a job that is shared with nobody."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from lab import jobs
from lab.trials import Trial, trials
from lstm_core.cases.config import KINDS, CaseConfig
from lstm_core.cases.own import TAKES, TESTED, WORDS, is_tested
from lstm_core.net import one_net
from ui.cases import audience
from ui.cases.contest import contest, last_accuracies, of_trial
from ui.cases.own_takes import Mine, Trained, drop_trial, mine
from ui.cases.own_words import plain
from ui.cases.standing import standing_sentence
from ui.cases.words import kind_names
from ui.components.contest import show_contest
from ui.nets.stop import stop_button
from ui.reader import reader_id
from ui.text import _, number

TICK = 0.4  # seconds between two looks at a job
SEEDS = 3


def show_training(here: Mine, names: list[str]) -> None:
    """The button, or what is missing; what has been reported; and what came out."""
    jobs.warm_up()
    trial = trials().get(here.trial)
    slots = [slot for slot, name in enumerate(names) if name]
    missing = what_is_missing(here, names, slots)
    if trial is not None and trial.is_live:
        stop_button(trial.id, partial(jobs.stop, trial.id, "ended"), key="own_stop")
    else:
        st.button(
            _("Train two nets on them"),
            key="own_train",
            on_click=_start,
            args=(names, slots),
            disabled=bool(missing),
            icon=":material/play_arrow:",
        )
        if missing:
            st.caption(missing)
    live = trial is not None and trial.is_live
    st.fragment(partial(_picture, live), run_every=TICK if live else None)()


def what_is_missing(here: Mine, names: list[str], slots: list[int]) -> str:
    """Why the words cannot be learned yet, in a sentence; "" when they can."""
    if len(slots) < WORDS[0]:
        return _("Name at least two words.")
    if len({names[slot].casefold() for slot in slots}) < len(slots):
        return _("Two of the words have the same name.")
    lacking = [
        _("{n} of “{word}”", n=TAKES[0] - len(here.takes[slot]), word=plain(names[slot]))
        for slot in slots
        if len(here.takes[slot]) < TAKES[0]
    ]
    if lacking:
        return _("Recordings that are still missing: {lacking}.", lacking=", ".join(lacking))
    return ""


def _start(names: list[str], slots: list[int]) -> None:
    here = mine()
    try:
        material = here.material(slots)
    except ValueError:  # deleted meanwhile, in another tab
        return
    configs = [CaseConfig("own", kind, seeds=SEEDS, material=material) for kind in KINDS["own"]]
    drop_trial(here)
    for other in trials().live_of(reader_id()):
        if not audience.leave(other.id, reader_id()):  # a class may look at it
            jobs.stop(other.id, "ended")
    trial = trials().of(configs, reader_id())
    here.trial = trial.id
    here.learning = (
        tuple(names[slot] for slot in slots),
        tuple(len(here.takes[slot]) for slot in slots),
        tuple(take.number for slot in slots for take in here.takes[slot]),
    )
    if not trial.is_live and not trial.is_complete:
        jobs.start(trial.id)


def _picture(was_live: bool) -> None:
    """The fragment that ticks: it says that somebody is looking, and has the page follow when the job is over."""
    here = mine()
    trial = trials().get(here.trial)
    if (trial is not None and trial.is_live) != was_live:
        st.rerun()
    if trial is not None and trial.is_live:
        jobs.watch(trial.id)
    if trial is not None and not trial.is_complete:
        st.caption(standing_sentence(trial))
    if trial is not None and trial.is_complete:
        _harvest(here, trial)
    counts = here.learning[1]
    if trial is not None and counts and is_tested(counts):
        show_contest(contest(of_trial(trial), chance=1 / len(counts)), key="own_contest")
    if here.trained is not None and not was_live:
        st.markdown(what_came_out(here.trained))
        now = {take.number for takes in here.takes for take in takes}
        if not set(here.trained.takes) <= now or now - set(here.trained.takes):
            st.caption(_("Since then you have changed the recordings: train again to use them."))


def _harvest(here: Mine, trial: Trial) -> None:
    """Keep what has been learned, once. The recordings themselves need not lie with the job any more."""
    words, counts, takes = here.learning
    if here.trained is not None and here.trained.takes == takes and here.trained.words == words:
        return
    lanes = {lane.config.kind: (number_, lane) for number_, lane in enumerate(trial.lanes)}
    weights = {}
    for kind, (number_, lane) in lanes.items():
        learned = trials().weights(trial.id, number_)
        if learned is None or lane.end != "out of steps":
            return
        weights[kind] = one_net(learned, 0)
    configs = {kind: lane.config for kind, (_number, lane) in lanes.items()}
    here.trained = Trained(configs, weights, last_accuracies(trial), words, counts, takes)


def what_came_out(trained: Trained) -> str:
    """How many recordings each kind of net got right, of those that it had not learned from; or that there were none."""
    if not trained.tested:
        return _(
            "**They have learned your words, but there is nothing to test them on:** with fewer than {n} recordings of every word, "
            "all are learned from. Test them below, on a recording that they have never heard.",
            n=TESTED,
        )
    names = kind_names("own")
    asked = SEEDS * len(trained.words)
    lines = [
        _(
            "{name}: {right} of {asked}",
            name=names[kind],
            right=number(float(np.sum(accuracy)) * len(trained.words), 0),
            asked=number(asked, 0),
        )
        for kind, accuracy in trained.accuracy.items()
    ]
    return _(
        "**Tested on recordings that they had not learned from**, one of each word for each of {seeds} nets of a kind. Right: {lines}. "
        "So few say little: try them yourself below.",
        seeds=SEEDS,
        lines="; ".join(lines),
    )
