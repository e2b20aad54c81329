"""Questions beyond the slides, decided by the races that ship: all their seeds, not the best."""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from lab.runs import store
from lstm_core.config import TrainConfig
from ui.lesson.question import Option, Question, Verdict
from ui.memory.nets import percent
from ui.nets.kept import run_that_ships
from ui.text import _, number

ORDER, COPY = "shipped-order50", "shipped-copying"


class Learned(NamedTuple):
    """How one lane of a run ended.

    Args:
        config: what it was trained with; its score's chance level is of its task.
        solved: the training steps after which its nets had solved the task, those that did, rising.
        steps: that it was trained at most.
        score: the median over its seeds at the end.
    """

    config: TrainConfig
    solved: tuple[int, ...]
    steps: int
    score: float

    @property
    def most(self) -> bool:
        """Whether more than half of its nets solved it."""
        return 2 * len(self.solved) > self.config.seeds

    def is_level_with(self, other: Learned) -> bool:
        """Whether as many of its nets solved it, and in steps that overlap with the other's."""
        if len(self.solved) != len(other.solved):
            return False
        pair = sorted((self.solved, other.solved))
        return not self.solved or pair[0][-1] >= pair[1][0]


def learned(run_id: str) -> list[Learned]:
    """Of every lane of a run. Raises LookupError if there is none."""
    found = []
    for place, lane in enumerate(run_that_ships(run_id).lanes):
        event = store().events(run_id, place)[-1].event
        solved = sorted(int(step) for step in event.solved_at if step >= 0)
        score = median(float(one) for one in event.score)
        found.append(Learned(lane.config, tuple(solved), event.step, score))
    return found


def best_of(lanes: list[Learned]) -> list[int]:
    """The places of those that learned it first, more than one where their seeds overlap."""
    paces = [(-len(one.solved), median(one.solved or (0,))) for one in lanes]
    first = lanes[paces.index(min(paces))]
    return [place for place, one in enumerate(lanes) if one.is_level_with(first)]


def _race() -> Question:
    return Question(
        "race",
        _(
            "Two signs, far apart in 50 time steps: which were they, and in which order? An RNN and an LSTM of equal width learn it, three seeds each. Who solves it?"
        ),
        (
            Option(
                _("Both: the LSTM a little sooner"),
                _(
                    "Over 10 or 20 steps that would be so. Over 50 the first sign hardly teaches the RNN's weights anything: its gradient vanishes on the way."
                ),
            ),
            Option(
                _("Only the LSTM: its memory lasts"),
                _(
                    "Its forget gates start wide open, so the gradient finds the way back to the first sign. The RNN stays where it started: it guesses."
                ),
            ),
            Option(
                _("Only the RNN: it has fewer weights"),
                _(
                    "Fewer weights do not help where the gradient does not reach them. An RNN with as many weights as the LSTM stays at chance too."
                ),
            ),
            Option(
                _("Neither: 50 steps are too many"),
                _(
                    "They are, for a gradient that shrinks at every step. Along an open memory line it does not."
                ),
            ),
        ),
        decide_race,
    )


def decide_race() -> Verdict:
    """A kind solves it if most of its nets do."""
    lanes = learned(ORDER)
    rnn, lstm = (next(one for one in lanes if one.config.kind == kind) for kind in ("rnn", "lstm"))
    right = {(True, True): 0, (False, True): 1, (True, False): 2, (False, False): 3}
    return Verdict(
        (right[rnn.most, lstm.most],),
        f"{_said('RNN', rnn)} {_said('LSTM', lstm)}",
    )


def _said(name: str, one: Learned) -> str:
    values = {
        "name": name,
        "k": len(one.solved),
        "n": one.config.seeds,
        "steps": number(one.steps, 0),
        "score": percent(one.score),
    }
    if not one.solved:
        return _(
            "{name}: none of {n} nets solves it in {steps} training steps; the median net is right in {score}.",
            **values,
        )
    return _(
        "{name}: solved by {k} of {n} nets, after {low} to {high} training steps.",
        low=number(one.solved[0], 0),
        high=number(one.solved[-1], 0),
        **values,
    )


def _not_always() -> Question:
    return Question(
        "not-always",
        _(
            "Read three symbols, wait twenty steps, say them again. Which of these three learns it in the fewest training steps?"
        ),
        (
            Option(
                _("The RNN with PyTorch's start"),
                _(
                    "It is the same net as the one with the orthogonal start, with as many weights. Only its start is another, and from there it learns more slowly: it gets better than chance, but does not finish in these training steps."
                ),
            ),
            Option(
                _("The RNN with an orthogonal start"),
                _(
                    "Its W starts as a rotation, which neither shrinks nor stretches: what was read goes round and comes out again. For copying that is already nearly the solution."
                ),
            ),
            Option(
                _("The LSTM with its three gates"),
                _(
                    "It learns it too, but has to find out when to write and when to show. Gates are a good answer to many tasks, not the best one to every task."
                ),
            ),
        ),
        decide_not_always,
    )


def decide_not_always() -> Verdict:
    """The lanes of the run are the options, in their order."""
    lanes = learned(COPY)
    names = [_("RNN, PyTorch's start"), _("RNN, orthogonal start"), "LSTM"]
    order = [
        next(k for k, one in enumerate(lanes) if (one.config.kind, one.config.start) == wanted)
        for wanted in (("rnn", "pytorch"), ("rnn", "orthogonal"), ("lstm", "pytorch"))
    ]
    options = [lanes[place] for place in order]
    said = " ".join(_said(name, one) for name, one in zip(names, options, strict=True))
    return Verdict(tuple(best_of(options)), said)


QUESTIONS = {"race": _race, "not-always": _not_always}
