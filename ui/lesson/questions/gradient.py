"""Questions of slide 10, decided by fresh nets and by those of the shipped run "first symbol"."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.gradients import decay
from lstm_core.tasks import make_task
from ui.gradients.controls import RUNS
from ui.gradients.curves_payload import fresh_curves
from ui.gradients.example import distances, drawn
from ui.gradients.knobs import FIRST, Knobs
from ui.gradients.powers import scientific
from ui.gradients.subject import examined
from ui.lesson.question import Option, Question, Verdict
from ui.nets.kept import run_that_ships
from ui.text import _, number

LAST = 10**9  # a training step that is later than all
GONE = -4.0  # log10 below which nothing of a nudge is left that training would notice
BIASES = 1.0, 3.0  # of the forget gate
RADII = (1.2, 1.5, 2.0, 2.5, 3.0)
SAME = 1.0  # powers of ten within which two gradients count as the same


class Nudged(NamedTuple):
    """The RNNs of the shipped run before and after training, on the example that the picture opens with.

    Args:
        before, after: (S, T+1) log10 of what is left at the end of a nudge at each state.
    """

    before: Array
    after: Array

    @property
    def steps(self) -> int:
        """From the nudge, which comes when the first symbol has been read, to the end."""
        return int(self.before.shape[1]) - 2


def nudged() -> Nudged:
    """Of the nets and the example that the page of gradients shows first."""
    run = run_that_ships(RUNS.first)
    config = run.lanes[0].config
    found = distances(config)
    batch = drawn(make_task(config), config, found[2] if found else None)
    pair = [
        next(one for one in nets if one.config.kind == "rnn") for nets in examined(run, LAST, batch)
    ]
    before, after = (decay(one.passes).memory for one in pair)
    return Nudged(before, after)


def left_in_fresh(kind: str, lag: int, knobs: Knobs) -> float:
    """log10 of what is left `lag` steps after a nudge in fresh nets of a kind: the median over the nets."""
    return float(fresh_curves(knobs.of(kind)).full.mid[lag])


def _shaded() -> Question:
    return Question(
        "shaded",
        _(
            "The memory of a freshly initialised RNN gets a nudge of size 1. How much of it is left 20 steps later?"
        ),
        (
            Option(
                _("About 0.5"),
                _(
                    "That would take a factor of 0.97 at every step. A fresh RNN has nothing that keeps its factors so near to 1."
                ),
            ),
            Option(
                _("About 0.01"),
                _(
                    "That would take a factor of 0.8 at every step: the weights of PyTorch's start shrink it faster, and tanh helps them."
                ),
            ),
            Option(
                _("About 0.00001"),
                _(
                    "Every step multiplies by a matrix that shrinks most directions, and by the slope of tanh, which is at most 1. After 20 steps that is an exponential."
                ),
            ),
        ),
        decide_shaded,
    )


def decide_shaded() -> Verdict:
    """The median over the seeds."""
    found = nudged()
    left = float(np.median(found.before[:, 1]))
    right = 0 if left > -1 else 1 if left > -3 else 2
    return Verdict(
        (right,),
        _(
            "In {n} fresh RNNs, {steps} steps after the nudge, {left} of it is left (median; between {low} and {high}).",
            n=len(found.before),
            steps=found.steps,
            left=scientific(left),
            low=scientific(float(found.before[:, 1].min())),
            high=scientific(float(found.before[:, 1].max())),
        ),
    )


def _curves() -> Question:
    return Question(
        "curves",
        _(
            "A freshly initialised LSTM, with forget bias 0: what is left of a nudge after 100 steps?"
        ),
        (
            Option(
                _("All of it: an LSTM keeps gradients"),
                _(
                    "The memory line makes it possible to keep a gradient, but the gates have to be open. At the start they hover about one half."
                ),
            ),
            Option(
                _("Enough for training to notice it"),
                _(
                    "Over 100 steps that takes a forget bias of about 2, and at 3 more comes through; 1 is not enough. At bias 0 the forget gate keeps about one half at every step."
                ),
            ),
            Option(
                _("Next to nothing, as in an RNN"),
                _(
                    "A forget gate at one half is a factor of one half at every step, and 0.5 to the power of 100 is 10⁻³⁰. The other ways through the gates add a little. The bias has to be set, or training has to open the gate."
                ),
            ),
        ),
        decide_curves,
    )


def decide_curves() -> Verdict:
    """The LSTM's curve at the end; the RNN beside it, and the same LSTM with its forget gate half way and open."""
    lag = FIRST.T
    lstm, rnn = (left_in_fresh(kind, lag, FIRST) for kind in ("lstm", "rnn"))
    ajar, opened = (left_in_fresh("lstm", lag, Knobs(forget_bias=bias)) for bias in BIASES)
    right = 0 if lstm > -0.5 else 1 if lstm > GONE else 2
    return Verdict(
        (right,),
        _(
            "{lag} steps later: LSTM {lstm}, RNN {rnn} (medians of {n} fresh nets). The same LSTM with a forget bias of {first}: {ajar}; of {last}: {opened}.",
            lag=lag,
            n=FIRST.nets,
            lstm=scientific(lstm),
            rnn=scientific(rnn),
            first=number(BIASES[0], 0),
            ajar=scientific(ajar),
            last=number(BIASES[1], 0),
            opened=scientific(opened),
        ),
    )


def _why() -> Question:
    return Question(
        "why",
        _(
            "On its way back through a fresh RNN the gradient has lost several powers of ten. Where?"
        ),
        (
            Option(
                _("At one step, where tanh saturates"),
                _(
                    "One saturated step does cost a lot, but a fresh net is hardly ever saturated: its states are small."
                ),
            ),
            Option(
                _("At every step, a little each time"),
                _(
                    "Each step multiplies by one factor, all of about the same size. That is what an exponential is: no step is to blame."
                ),
            ),
            Option(
                _("At the first steps back, no later"),
                _(
                    "Then the curve would bend and go on level. It does not: the same weights act at every step."
                ),
            ),
        ),
        decide_why,
    )


def decide_why() -> Verdict:
    """By the share of the whole loss, in powers of ten, of the worst step and of the last quarter of the steps."""
    logs = np.median(nudged().before, axis=0)[1:]  # from the nudge to the end
    lost = np.diff(logs)  # (T - 1,) at each step
    share = lost / lost.sum()
    worst, quarter = float(share.max()), max(1, len(share) // 4)
    right = 0 if worst > 0.5 else 2 if share[-quarter:].sum() > 0.75 else 1
    return Verdict(
        (right,),
        _(
            "Over {steps} steps it loses {decades} powers of ten. The step that loses most has {worst} % of that; if all lost the same, each would have {even} %.",
            steps=len(share),
            decades=number(float(lost.sum()), 1),
            worst=number(100 * worst, 0),
            even=number(100 / len(share), 0),
        ),
    )


def _explode() -> Question:
    return Question(
        "explode",
        _(
            "Fresh RNNs with tanh, inputs of size 0.5. From which spectral radius of W on does the gradient over 100 steps explode?"
        ),
        (
            Option(
                _("From about 1 on"),
                _(
                    "Above 1 it may explode, but it need not: every step also multiplies by the slope of tanh, which is below 1 wherever the net is active."
                ),
            ),
            Option(
                _("From about 2 on"),
                _(
                    "Larger weights also push the units into the flat part of tanh. W has to outweigh that, and only then do the factors exceed 1."
                ),
            ),
            Option(
                _("At no radius at all"),
                _(
                    "The slope is at most 1, but W multiplies too, and nothing limits W. A product of both can exceed 1."
                ),
            ),
        ),
        decide_explode,
    )


def decide_explode() -> Verdict:
    """The least of RADII at which the median gradient is larger at the end than at the nudge."""
    left = {radius: left_in_fresh("rnn", FIRST.T, _gaussian(radius)) for radius in RADII}
    grown = [radius for radius, value in left.items() if value > 0]
    right = 2 if not grown else 0 if grown[0] == RADII[0] else 1
    said = ", ".join(
        _("radius {radius}: {left}", radius=number(radius, 1), left=scientific(value))
        for radius, value in left.items()
    )
    W = _gaussian(RADII[0]).of("rnn").passes().W_hh[:, 0]
    widest = np.linalg.svd(W, compute_uv=False)[:, 0]
    return Verdict(
        (right,),
        _(
            "After {lag} steps there is left, {said} (medians of {n} nets). At radius {first} the largest singular value is already {low} to {high}.",
            lag=FIRST.T,
            said=said,
            n=FIRST.nets,
            first=number(RADII[0], 1),
            low=number(float(widest.min()), 1),
            high=number(float(widest.max()), 1),
        ),
    )


def _gaussian(radius: float) -> Knobs:
    return Knobs(start="gaussian", radius=radius, kinds=("rnn",))


def _trained() -> Question:
    return Question(
        "trained",
        _(
            "After training this RNN remembers the first symbol to the end. What has become of the gradient on the way there?"
        ),
        (
            Option(
                _("It has grown by powers of ten"),
                _(
                    "The gradient says how a small change is passed on, not what the state holds. A memory that no small change disturbs has a small gradient."
                ),
            ),
            Option(
                _("It has stayed about the same"),
                _(
                    "The weights have changed a lot: the net has learned to hold on, and holding on shows in the gradient."
                ),
            ),
            Option(
                _("It has shrunk by powers of ten"),
                _(
                    "An RNN holds on by saturating: each symbol falls into a resting point of its own, and a nudge is wiped out on the way. Whoever remembers safely has a gradient that vanishes (Bengio 1994)."
                ),
            ),
        ),
        decide_trained,
    )


def decide_trained() -> Verdict:
    """Medians over the seeds, before and after."""
    found = nudged()
    before, after = found.before[:, 1], found.after[:, 1]
    change = float(np.median(after) - np.median(before))
    right = 0 if change > SAME else 2 if change < -SAME else 1
    said = _(
        "Over {steps} steps there is left {before} before training and {after} after it (medians); it is smaller in {k} of {n} nets.",
        steps=found.steps,
        before=scientific(float(np.median(before))),
        after=scientific(float(np.median(after))),
        k=int((after < before).sum()),
        n=len(after),
    )
    if _all_solved():
        solved = _("All of them solve the task.")
        said = f"{said} {solved}"
    return Verdict((right,), said)


def _all_solved() -> bool:
    run = run_that_ships(RUNS.first)
    lane = [one.config.kind for one in run.lanes].index("rnn")
    return bool((store().events(run.id, lane)[-1].event.solved_at >= 0).all())


QUESTIONS = {
    "shaded": _shaded,
    "curves": _curves,
    "why": _why,
    "explode": _explode,
    "trained": _trained,
}
