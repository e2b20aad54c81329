"""The verdict on a race: what its numbers say, in two or three sentences. It takes no side and says so when seeds disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, inf, nan
from statistics import median
from typing import Any

from lab.run import LIVE
from lab.summary import breaks_at, half_way, median_score
from lstm_core.events import TrainEvent
from lstm_core.tasks import Task
from ui.text import _, number


@dataclass(frozen=True)
class Outcome:
    """How a lane stands: its last report, and what it is called. `event` is None before the first report."""

    name: str
    kind: str
    seeds: int
    end: str
    event: TrainEvent | None

    @property
    def solved(self) -> list[int]:
        """The steps after which its nets solved the task, of those that did."""
        if self.event is None:
            return []
        return sorted(int(step) for step in self.event.solved_at if step >= 0)

    @property
    def pace(self) -> tuple[float, float]:
        """Sorts the better first: more of its nets solved, then fewer steps (their median)."""
        share = len(self.solved) / self.seeds
        return -share, median(self.solved) if self.solved else inf


@dataclass(frozen=True)
class Verdict:
    """One sentence for everybody, and what there is to add."""

    headline: str
    more: tuple[str, ...] = ()


def verdict(task: Task, outcomes: Sequence[Outcome], status: str = "ended") -> Verdict:
    """What the lanes of a race of that status (of `lab.run.STATUSES`) show."""
    seen = [outcome for outcome in outcomes if outcome.event is not None]
    if status != "ended":
        return Verdict(_so_far(task, seen, status))
    if not seen:
        return Verdict(_("It was over before the first report."))
    ranked = sorted(seen, key=lambda outcome: outcome.pace)
    solvers = [outcome for outcome in ranked if outcome.solved]
    headline = _winner(solvers, ranked) if solvers else _nobody(task, ranked)
    return Verdict(headline, (*_distances(task, ranked), *_accidents(seen)))


def guess_line(guess: Mapping[str, Any], task: Task, outcomes: Sequence[Outcome]) -> str:
    """The reader's guess, and when all is over whether it came true; empty without a guess."""
    over = bool(outcomes) and all(outcome.end and outcome.event for outcome in outcomes)
    parts = []
    winner = guess.get("winner")
    expected = outcomes[winner] if type(winner) is int and 0 <= winner < len(outcomes) else None
    if expected or winner == "nobody":
        won = [id(outcome) for outcome in _winners(task, outcomes)]
        wins = _("{name} wins", name=expected.name) if expected else _("no net solves it")
        parts.append(wins + _mark(over, id(expected) in won if expected else not won))
    breaks = guess.get("breaks")
    rnn = next((outcome for outcome in outcomes if outcome.kind == "rnn"), None)
    if rnn is not None and (breaks == "never" or breaks in task.distances):
        found = breaks_at(task, rnn.event.by_distance) if rnn.event else None
        fails = (
            _("the RNN never fails")
            if breaks == "never"
            else _("the RNN fails from {distance} on", distance=breaks)
        )
        parts.append(fails + _mark(over, breaks == ("never" if found is None else found)))
    return _("Your guess: {guess}.", guess="; ".join(parts)) if parts else ""


def _winners(task: Task, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Who solved it first, or all who did at the same time; where nothing counts as solved, who scores best."""
    if task.solved == inf:
        seen = [outcome for outcome in outcomes if outcome.event is not None]
        return [max(seen, key=lambda outcome: _score(task, outcome))] if seen else []
    solvers = [outcome for outcome in outcomes if outcome.solved]
    first = min((outcome.pace for outcome in solvers), default=None)
    return [outcome for outcome in solvers if outcome.pace == first]


def _mark(over: bool, right: bool) -> str:
    """Behind a guess, once it can be told."""
    if not over:
        return ""
    return " (" + (_("right") if right else _("it came out otherwise")) + ")"


def _so_far(task: Task, seen: Sequence[Outcome], status: str) -> str:
    """While it is not over: whether it trains, and who is ahead if that is clear."""
    trains = status in LIVE
    if not seen:
        return _("It will start in a moment.") if trains else _("Paused before the first report.")
    state = _("In training.") if trains else _("Paused.")
    if solvers := [outcome for outcome in seen if len(outcome.solved) == outcome.seeds]:
        first = min(solvers, key=lambda outcome: outcome.pace)
        return state + " " + _("{name} has solved it already.", name=first.name)
    sign = -1 if task.regression else 1
    ranked = sorted(seen, key=lambda outcome: -sign * _score(task, outcome))
    best, *rest = ranked
    clear = abs(task.chance - half_way(task)) / 2
    if rest and sign * (_score(task, best) - _score(task, rest[0])) > clear:
        return state + " " + _("So far {name} is ahead.", name=best.name)
    return state + " " + _("So far no net is ahead.")


def _winner(solvers: Sequence[Outcome], ranked: Sequence[Outcome]) -> str:
    first = solvers[0]
    tied = [outcome for outcome in solvers if outcome.pace == first.pace]
    rest = ", ".join(
        _("{name} after {steps}", name=o.name, steps=number(median(o.solved), 0))
        for o in solvers[len(tied) :]
    )
    losers = ", ".join(outcome.name for outcome in ranked if not outcome.solved)
    values = {
        "name": ", ".join(outcome.name for outcome in tied),
        "steps": number(median(first.solved), 0),
        "n": len(first.solved),
        "of": first.seeds,
    }
    if len(tied) > 1:
        lead = _("Equally fast, after {steps} steps: {name} ({n} of {of} nets each)", **values)
    elif first.kind == "rnn" and any(outcome.kind != "rnn" for outcome in ranked):
        lead = _(
            "Here an RNN wins: {name} solved it after {steps} steps ({n} of {of} nets)",
            **values,
        )
    elif rest and not losers:
        lead = _(
            "All solved it, {name} first: after {steps} steps ({n} of {of} nets)",
            **values,
        )
    elif rest:
        lead = _("{name} solved it first, after {steps} steps ({n} of {of} nets)", **values)
    else:
        lead = _("{name} solved it after {steps} steps ({n} of {of} nets)", **values)
    then = _("then {rest}", rest=rest) if rest else ""
    left = _("not solved by: {losers}", losers=losers) if losers else ""
    return "; ".join(part for part in (lead, then, left) if part) + "."


def _nobody(task: Task, ranked: Sequence[Outcome]) -> str:
    sign = 1 if task.regression else -1
    best = min(ranked, key=lambda outcome: sign * _score(task, outcome))
    values = {
        "steps": number(max(o.event.step for o in ranked if o.event), 0),
        "name": best.name,
        "score": _written(task, _score(task, best)),
        "chance": _written(task, task.chance),
    }
    if task.solved == inf:
        return _(
            "Best after {steps} steps: {name}, with {score} of the letters right; guessing gives {chance}.",
            **values,
        )
    if len(ranked) == 1:
        return _(
            "{name} did not solve it in {steps} steps: {score}, where guessing gives {chance}.",
            **values,
        )
    return _(
        "Nobody solved it in {steps} steps. {name} came closest: {score}, where guessing gives {chance}.",
        **values,
    )


def _distances(task: Task, outcomes: Sequence[Outcome]) -> list[str]:
    """Where each net breaks, when there is more than one distance and somebody has learned something."""
    if len(task.distances) < 2:
        return []
    breaks = {o.name: breaks_at(task, o.event.by_distance) for o in outcomes if o.event is not None}
    holding = [name for name, distance in breaks.items() if distance is None]
    said = []
    if holding:
        said.append(
            _(
                "{names}: nearer to perfect than to guessing up to {last}.",
                names=", ".join(holding),
                last=task.distances[-1],
            )
        )
    for name, distance in breaks.items():
        if distance is None:
            continue
        if distance == task.distances[0]:
            said.append(
                _("{name} is nearer to guessing than to perfect at every distance.", name=name)
            )
        else:
            said.append(
                _(
                    "{name} is nearer to guessing than to perfect from {distance} on.",
                    name=name,
                    distance=distance,
                )
            )
    return said


def _accidents(outcomes: Sequence[Outcome]) -> list[str]:
    """What went otherwise than it should: seeds that disagree, nets that diverged, lanes that were stopped."""
    said = []
    for outcome in outcomes:
        n, name = len(outcome.solved), outcome.name
        if 0 < n < outcome.seeds:
            said.append(
                _(
                    "The seeds disagree: of {name}, {n} of {of} nets solved it.",
                    name=name,
                    n=n,
                    of=outcome.seeds,
                )
            )
        if outcome.end == "diverged":
            said.append(
                _(
                    "A net of {name} diverged: its loss or its gradient grew beyond all numbers.",
                    name=name,
                )
            )
        if outcome.end == "stopped":
            said.append(_("{name} was stopped before the end.", name=name))
        if outcome.end == "failed":
            said.append(_("The computer that trained {name} failed twice.", name=name))
    return said


def _score(task: Task, outcome: Outcome) -> float:
    return nan if outcome.event is None else median_score(task, outcome.event.score)


def _written(task: Task, score: float) -> str:
    """As the cards write it: a half is rounded up."""
    return number(score, 3) if task.regression else f"{number(floor(100 * score + 0.5), 0)} %"
