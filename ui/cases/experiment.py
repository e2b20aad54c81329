"""The experiment of a case: the reader commits to a kind of net, all kinds are trained, and the result is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from lab import jobs
from lab.shipped_cases import ShippedLane, shipped_case
from lab.trials import Trial, trials
from lstm_core.arrays import Array
from lstm_core.cases.case import guessing
from lstm_core.cases.config import KINDS, CaseConfig
from ui.cases import audience
from ui.cases.committed import committed, committed_in_lecture, guess_key
from ui.cases.contest import contest, last_accuracies, of_shipped, of_trial
from ui.cases.kept import drop, keep, kept
from ui.cases.nets import own_trial, trial_key
from ui.cases.said import Said, said_of, said_of_change
from ui.cases.standing import standing_sentence
from ui.cases.words import change_question, change_reason, kind_names
from ui.components.contest import show_contest
from ui.lesson.beside import in_lecture
from ui.nets.stop import stop_button
from ui.reader import reader_id, remember_reader
from ui.text import _, language

TICK = 0.4  # seconds between two looks at an experiment that trains
FIRST_SEED = 10  # the ten before it ship with the app: what a reader trains is new
SEEDS = 3
SHARED_AGAIN = 1_000_000  # where the seeds begin anew


@dataclass(frozen=True)
class Experiment:
    """Which data are learned. The fields are those of `CaseConfig`."""

    case: str
    change: str = ""
    language: str = ""
    material: bytes = b""

    @property
    def key(self) -> str:
        """Of its widgets and component."""
        return "_".join(("case", self.case, self.change or "plain", self.language or "any"))

    def configs(self, seed: int) -> tuple[CaseConfig, ...]:
        """A lane for each kind of net."""
        return tuple(
            CaseConfig(
                self.case,
                kind,
                self.change,
                seeds=SEEDS,
                seed=seed,
                language=self.language or "es",
                material=self.material,
            )
            for kind in KINDS[self.case]
        )

    def trial(self) -> Trial | None:
        """That which this reader started or joined last; of the same recordings, if any."""
        found = own_trial(self.case, self.change, self.language)
        same = found is not None and found.lanes[0].config.material == self.material
        return found if same else None

    def shipped(self) -> tuple[ShippedLane, ...]:
        """Ten seeds of it, if any ship."""
        return () if self.material else shipped_case(self.case, self.language, self.change)


def show_experiment(case: str, *, language: str = "", material: bytes = b"") -> None:
    """Draw the experiment of a case, and below it the second one, on changed data.

    The nets that it trains are those of `ui.cases.nets.case_nets` from then on.

    Args:
        case: one of KINDS.
        language: of the words, of a case that has any.
        material: a reader's own recordings; there is then nothing shipped, no second experiment, and nobody shares it.
    """
    jobs.warm_up()
    plain = Experiment(case, "", language, material)
    st.subheader(_("The experiment"), anchor=False)
    trial = plain.trial()
    guess = _commit(plain, fixed=trial is not None)
    _part(plain, guess)
    if trial is not None and trial.is_complete and not material:
        st.subheader(change_question(case), anchor=False)
        st.markdown(change_reason(case))
        _part(Experiment(case, "permuted", language), guess)
    remember_reader()


def show_result(case: str, change: str = "", *, language: str = "") -> None:
    """The shipped seeds of an experiment alone, for a step of the lecture that has asked before: their curves and the verdict."""
    plain, chosen = Experiment(case, "", language), Experiment(case, change, language)
    names, before = kind_names(case), _accuracies(plain.shipped())
    lanes = chosen.shipped()
    said = (
        said_of_change(before, _accuracies(lanes), names, {}, {})
        if change
        else said_of(before, names, {}, "")
    )
    if change:
        st.markdown(change_reason(case))
    chance = guessing(lanes[0].config)
    show_contest(contest(of_shipped(lanes), chance=chance, said=said), key=f"{chosen.key}_result")


def _commit(experiment: Experiment, *, fixed: bool) -> str:
    """What the reader says before any result is shown; once it has been tried it stands."""
    if in_lecture():  # its question has asked
        return committed_in_lecture(experiment.case)
    name = guess_key(experiment.case, experiment.language)
    own = f"{name}@{language()}"  # the browser knows a choice by its words
    names = kind_names(experiment.case)
    st.session_state[own] = committed(experiment.case, experiment.language) or None

    def take() -> None:
        keep(name, st.session_state[own] or "")

    st.pills(
        _("First, your answer: which kind of net would you use?"),
        KINDS[experiment.case],
        key=own,
        format_func=lambda kind: names[kind],
        on_change=take,
        disabled=fixed,
        wrap=True,
    )
    return committed(experiment.case, experiment.language)


def _part(experiment: Experiment, guess: str) -> None:
    """One experiment: its buttons, and what has been reported of it, which alone is drawn again while it trains."""
    trial = experiment.trial()
    with st.container(horizontal=True, vertical_alignment="center"):
        if trial is not None and trial.is_live:
            stop_button(trial.id, partial(_stop, trial), key=f"{experiment.key}_stop")
        else:
            _start_buttons(experiment, trial, guess)
    live = trial is not None and trial.is_live
    draw = partial(_picture, experiment, guess, live)
    st.fragment(draw, run_every=TICK if live else None)()


def _start_buttons(experiment: Experiment, trial: Trial | None, guess: str) -> None:
    done = trial is not None and trial.is_complete
    may = bool(guess) or in_lecture()
    st.button(
        _("Train other seeds") if done else _("Train all of them now"),
        key=f"{experiment.key}_start",
        on_click=_start,
        args=(experiment, trial.lanes[0].config.seed + SEEDS if trial and done else None),
        icon=":material/play_arrow:",
        disabled=not may,
    )
    if not may:
        st.caption(_("The result stays hidden until you have said something."))
    elif trial is None and kept(trial_key(experiment.case, experiment.change, experiment.language)):
        st.caption(_("Your experiment is no longer in the server's memory: train it once more."))


def _start(experiment: Experiment, seed: int | None) -> None:
    """A new trial, or the one that somebody else has of the same; the reader's one before is left."""
    if seed is None:
        # The second experiment goes on from the first one's seeds, so that they can be compared one by one.
        plain = Experiment(experiment.case, "", experiment.language).trial()
        seed = plain.lanes[0].config.seed if experiment.change and plain else FIRST_SEED
    trial = trials().of(experiment.configs(seed % SHARED_AGAIN), reader_id())
    for other in trials().live_of(reader_id()):
        if other.id != trial.id:  # that which another tab of theirs has started goes on
            _stop(other)
    keep(trial_key(experiment.case, experiment.change, experiment.language), trial.id)
    if not trial.is_complete:
        jobs.start(trial.id)  # what trains goes on; what is just being stopped begins anew


def _stop(trial: Trial) -> None:
    """The reader is through with it; it ends if nobody else looks at it."""
    if not audience.leave(trial.id, reader_id()):
        jobs.stop(trial.id, "ended")
    else:
        drop(trial.id)


def _picture(experiment: Experiment, guess: str, was_live: bool) -> None:
    """The fragment that ticks. It says that somebody is looking, and has the page follow when the experiment is over."""
    trial = experiment.trial()
    if (trial is not None and trial.is_live) != was_live:
        st.rerun()
    if trial is None:
        return
    if trial.is_live:
        jobs.watch(trial.id)
        audience.look(trial.id, reader_id())
    if sentence := standing_sentence(trial):
        st.caption(sentence)
    shipped = experiment.shipped() if trial.is_complete else ()
    said = _said(experiment, trial, guess, shipped) if trial.is_complete else None
    chance = guessing(trial.lanes[0].config)
    show_contest(
        contest(of_trial(trial), chance=chance, guess=guess, shipped=shipped, said=said),
        key=experiment.key,
    )


def _said(experiment: Experiment, trial: Trial, guess: str, shipped: Sequence[ShippedLane]) -> Said:
    names = kind_names(experiment.case)
    ten = _accuracies(shipped)
    if not experiment.change:
        return said_of(last_accuracies(trial), names, ten, guess)
    plain = Experiment(experiment.case, "", experiment.language)
    first = plain.trial()
    before: dict[str, Array] = {}
    if first is not None and first.lanes[0].config.seed == trial.lanes[0].config.seed:
        before = last_accuracies(first)
    return said_of_change(before, last_accuracies(trial), names, _accuracies(plain.shipped()), ten)


def _accuracies(lanes: Sequence[ShippedLane]) -> dict[str, Array]:
    return {lane.config.kind: lane.accuracy for lane in lanes}
