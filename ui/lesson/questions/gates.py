"""Questions of slide 17 about the gates that keep the memory, decided by the same nets."""

from __future__ import annotations

from typing import NamedTuple

from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.sentences import Ints
from ui.lesson.question import Option, Question, Verdict
from ui.lesson.questions.memory import cue_of, subject
from ui.memory.held import held
from ui.memory.moments import KEEPS
from ui.memory.nets import percent
from ui.memory.said import Said
from ui.memory.subject import Look, Subject, look_at
from ui.race.names import lane_names
from ui.text import _, number

OPEN, SHUT = 0.75, 0.25  # means of a gate that is drawn open, and closed
TELLING = 5  # cells that the page shows while it learned


def kept_by(look: Look, cells: Ints, said: Said) -> Array:
    """(T', K) the gate that keeps, of these cells, at the words after the one that decides."""
    kept: Array = look.trace.gates[KEEPS[look.config.kind]][cue_of(said) + 1 :][:, cells]
    return kept


def _intuitive() -> Question:
    return Question(
        "intuitive",
        _(
            "In a trained LSTM, the cell that holds the nationality best: how is its forget gate between the nationality and “???”?"
        ),
        (
            Option(
                _("Closed (-): it must not forget"),
                _(
                    "The name misleads: the gate multiplies the old memory. Closed means times 0, so everything is forgotten."
                ),
            ),
            Option(
                _("Half open: it keeps some of it"),
                _(
                    "That is how a fresh net with bias 0 starts. Half of a half of a half: after a few words nothing would be left."
                ),
            ),
            Option(
                _("Open (o): what was there passes"),
                _(
                    "Open means times 1: the memory goes through unharmed. A forget gate that is open does not forget."
                ),
            ),
        ),
        decide_intuitive,
    )


def decide_intuitive() -> Verdict:
    """The mean of the gate of the most telling cell."""
    one = subject()
    best = held(one.run, one.main).order[:1]
    gate = kept_by(one.main, best, one.said)[:, 0]
    mean = float(gate.mean())
    right = 0 if mean < SHUT else 2 if mean > OPEN else 1
    return Verdict(
        (right,),
        _(
            "Cell {cell} of the {name}: mean of its forget gate over {words} words {mean}, the least {least}.",
            cell=int(best[0]) + 1,
            name=one.main.name,
            words=len(gate),
            mean=number(mean, 3),
            least=number(float(gate.min()), 3),
        ),
    )


def _learned() -> Question:
    return Question(
        "learned",
        _(
            "Before training, the forget gates of this LSTM start open, at about 0.95. How much of a memory do they let through from the nationality to “???”?"
        ),
        (
            Option(
                _("About 95 %"),
                _(
                    "That is what a single word leaves. After every word of a long sentence it is a power of 0.95."
                ),
            ),
            Option(
                _("About 50 %"),
                _("A half is left after 13 words or so. The sentence is longer."),
            ),
            Option(
                _("About 5 %"),
                _(
                    "0.95 to the power of 60 is 0.05. A start that is open is enough to learn from; the rest is training's work: it moves the gates of the cells that matter to within a few thousandths of 1."
                ),
            ),
        ),
        decide_learned,
    )


class Kept(NamedTuple):
    """Of the most telling cells: the mean of their forget gates on the way, and the mean of what their product leaves."""

    gate: float
    left: float


def kept_at(one: Subject, step: int, cells: Ints) -> Kept:
    """By the LSTM's net of an earlier training step."""
    lane = one.main.lane
    name = lane_names([each.config for each in one.run.lanes])[lane]
    look = look_at(one.run, lane, step, one.seed, one.said, name)
    if look is None:
        raise LookupError("A shipped net cannot be read.")
    gates = kept_by(look, cells, one.said)
    return Kept(float(gates.mean()), float(gates.prod(axis=0).mean()))


def decide_learned() -> Verdict:
    """The first checkpoint beside the last, in the cells that tell most at the end."""
    one = subject()
    cells = held(one.run, one.main).order[:TELLING]
    steps = store().checkpoint_steps(one.run.id, one.main.lane)
    first, last = (kept_at(one, step, cells) for step in (steps[0], steps[-1]))
    right = 0 if first.left > 0.75 else 1 if first.left > 0.2 else 2
    return Verdict(
        (right,),
        _(
            "In the {k} most telling cells: before training the gate is at {begun} and {first} gets through; after {step} training steps it is at {ended} and {last} gets through.",
            k=TELLING,
            begun=number(first.gate, 3),
            first=percent(first.left),
            step=number(steps[-1], 0),
            ended=number(last.gate, 3),
            last=percent(last.left),
        ),
    )


QUESTIONS = {"intuitive": _intuitive, "learned": _learned}
