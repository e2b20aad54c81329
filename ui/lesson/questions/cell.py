"""Questions of slides 12 to 16, decided by the cells of the cell's page, with a gate held where the question wants it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from lstm_core.examples import Example, examples
from lstm_core.interventions import Intervention
from lstm_core.trace import Trace, trace
from ui.lesson.question import Option, Question, Verdict
from ui.text import _, number

HELD, STEPS = 0.9, 50  # at what the forget gate is held, and how long
WRITES = 10
CANDIDATE, BEFORE = 0.9, 0.5
CLOSED = (
    2,
    4,
)  # the steps, from 0, at which the output gate is shut, with a stored value in the memory
NEAR = 5e-3  # what two decimals do not tell apart


def example(name: str) -> Example:
    """One of the page's cells."""
    return next(one for one in examples() if one.name == name)


def held(steps: int, start: float, **gates: float) -> Trace:
    """The latch's cell over silence, its memory at `start`, with these gates held all the time."""
    cell = example("latch").cell
    done = [Intervention("clamp", gate, value) for gate, value in gates.items()]
    state = np.zeros(1), np.array([start])
    return trace(cell, np.zeros((steps, cell.D)), state=state, interventions=done)


def memory_of(one: Trace) -> list[float]:
    """The first unit's C, the start and after each step."""
    assert one.c is not None  # noqa: S101, all cells of this file are LSTMs
    return [float(value) for value in one.c[:, 0]]


def _line() -> Question:
    return Question(
        "line",
        _(
            "Nothing is forgotten (f = 1) and nothing is written (i = 0), while the inputs jump about. What does the memory C do?"
        ),
        (
            Option(
                _("It follows the inputs, a little damped"),
                _(
                    "The inputs reach the memory through the input gate alone, and that is closed. They only move the candidate."
                ),
            ),
            Option(
                _("It fades slowly, as everything does"),
                _(
                    "That is the RNN, in which the state goes through W and tanh at every step. The memory line has neither: C is multiplied by f, and by nothing else."
                ),
            ),
            Option(
                _("It stays as it is, whatever comes in"),
                _(
                    "C(t) = 1 · C(t−1) + 0 · g: a straight line through time. It is the core of the LSTM, and the gradient along it stays 1 as well."
                ),
            ),
        ),
        decide_line,
    )


def decide_line() -> Verdict:
    """By how far C moves from where it started, and whether it ends nearer to 0."""
    one = example("memory_line")
    C = memory_of(one.trace())
    moved = max(abs(value - C[0]) for value in C)
    falls = all(abs(later) <= abs(before) for before, later in pairwise(C))
    right = 2 if moved < NEAR else 1 if falls else 0
    values = {
        "start": number(C[0]),
        "end": number(C[-1]),
        "T": len(C) - 1,
        "moved": number(moved),
        "low": number(float(one.x[:, 0].min())),
        "high": number(float(one.x[:, 0].max())),
    }
    if moved < NEAR:
        return Verdict(
            (right,),
            _(
                "C is {start} at the start and after each of {T} steps, while the first input goes from {low} to {high}.",
                **values,
            ),
        )
    return Verdict(
        (right,),
        _(
            "C starts at {start} and is {end} after {T} steps; on the way it moves by {moved} at most. The first input goes from {low} to {high}.",
            **values,
        ),
    )


def _forget() -> Question:
    return Question(
        "forget",
        _(
            "A forget gate stays at 0.9 for 50 steps, and nothing is written. How much of the memory is left?"
        ),
        (
            Option(
                _("About 90 %"),
                _(
                    "That is what the gate says of one step, and it says so again at every step: 90 % of 90 % of 90 % ..."
                ),
            ),
            Option(
                _("About 50 %"),
                _(
                    "A half is left after 6 or 7 steps already. For 50 steps the gate would have to be at 0.986."
                ),
            ),
            Option(
                _("About 0.5 %"),
                _(
                    "A factor at every step, so it is a power: 0.9 to the power of 50. A forget gate that is to keep something over a sentence has to be very near to 1."
                ),
            ),
        ),
        decide_forget,
    )


def decide_forget() -> Verdict:
    """A memory of 1 with the forget gate held and the input gate closed."""
    C = memory_of(held(STEPS, 1.0, forget=HELD, input=0.0))
    right = 0 if C[-1] > 0.75 else 1 if C[-1] > 0.1 else 2
    return Verdict(
        (right,),
        _(
            "Of a memory of 1 there is left {ten} after 10 steps and {end} after {steps}: {percent} %.",
            ten=number(C[10]),
            end=number(C[-1], 4),
            steps=STEPS,
            percent=number(100 * C[-1], 1),
        ),
    )


def _learn() -> Question:
    return Question(
        "learn",
        _(
            "The memory holds 0.5, the forget gate is open (1). The candidate is strong, g = 0.9, but the input gate is closed (0). What is in the memory afterwards?"
        ),
        (
            Option(
                _("0.9: the candidate replaces it"),
                _(
                    "The candidate is a proposal only. How much of it is written is said by the input gate, and that says: nothing."
                ),
            ),
            Option(
                _("1.4: the candidate is added"),
                _(
                    "It would be added if the input gate were open. What is added is i · g, and here i = 0."
                ),
            ),
            Option(
                _("0.5: the candidate stays out"),
                _(
                    "f · C + i · g = 1 · 0.5 + 0 · 0.9. A strong candidate is not yet a memory: the input gate has to let it in."
                ),
            ),
        ),
        decide_learn,
    )


def decide_learn() -> Verdict:
    """One step with the three held as the question says; and with the input gate open."""
    gates = {"forget": 1.0, "candidate": CANDIDATE}
    closed = memory_of(held(1, BEFORE, **gates, input=0.0))[-1]
    opened = memory_of(held(1, BEFORE, **gates, input=1.0))[-1]
    said = (CANDIDATE, BEFORE + CANDIDATE, BEFORE)
    right = int(np.argmin([abs(closed - one) for one in said]))
    return Verdict(
        (right,),
        _(
            "With the input gate closed C goes from {before} to {closed}; with the input gate open it would be {opened}.",
            before=number(BEFORE),
            closed=number(closed),
            opened=number(opened),
        ),
    )


def _memory_line() -> Question:
    return Question(
        "memory-line",
        _(
            "Both gates stay open (f = 1, i = 1) for ten steps, with the candidate at 0.9. Starting from 0, where does the memory C end?"
        ),
        (
            Option(
                _("At 0.9: each step overwrites the last"),
                _(
                    "Nothing is overwritten as long as the forget gate is open. What comes is added to what is there."
                ),
            ),
            Option(
                _("Just below 1: tanh keeps it there"),
                _(
                    "tanh squashes the candidate and what is put out, but not the memory. C itself is a plain sum without limits."
                ),
            ),
            Option(
                _("At 9: each step adds to the last one"),
                _(
                    "The memory is a sum, and nothing holds it between −1 and 1. So a cell can count. What is put out is squashed by tanh, and hardly tells 4 from 9."
                ),
            ),
        ),
        decide_memory_line,
    )


def decide_memory_line() -> Verdict:
    """Ten steps with the three held as the question says."""
    one = held(WRITES, 0.0, forget=1.0, input=1.0, candidate=CANDIDATE, output=1.0)
    C = memory_of(one)[-1]
    right = 2 if C > 1.5 else 0 if abs(C - CANDIDATE) < NEAR else 1
    return Verdict(
        (right,),
        _(
            "After {steps} steps C = {C}. With its output gate open the neuron shows tanh(C) = {h}.",
            steps=WRITES,
            C=number(C),
            h=number(float(one.h[-1, 0]), 4),
        ),
    )


def _output() -> Question:
    return Question(
        "output",
        _(
            "A value is stored in the memory. Now the output gate closes for two steps, and opens again. What comes out afterwards?"
        ),
        (
            Option(
                _("Nothing: closing has erased the memory"),
                _(
                    "h is not the memory. It is what is shown of it, and hiding is not forgetting: only the forget gate erases."
                ),
            ),
            Option(
                _("The value: as if nothing had happened"),
                _(
                    "While the gate is closed h is 0, and C goes on along its line: that is why a cell has two numbers for each unit. In this cell the gates see x alone; where they see h too, as is usual, a hidden h changes what the gates do next."
                ),
            ),
            Option(
                _("Half of it: it has faded meanwhile"),
                _("The memory does not pass through the output gate, so it loses nothing there."),
            ),
        ),
        decide_output,
    )


def decide_output() -> Verdict:
    """The latch with its output gate shut for a while, beside the same without it."""
    one = example("latch")
    shut = Intervention("clamp", "output", 0.0, start=CLOSED[0], stop=CLOSED[1])
    free, done = one.trace(), one.trace([shut])
    again = CLOSED[1]  # the step, from 0, at which it is open again
    share = float(done.h[again + 1, 0] / free.h[again + 1, 0])
    right = 0 if abs(share) < 0.1 else 1 if share > 0.95 else 2
    return Verdict(
        (right,),
        _(
            "While it is closed h = {closed} and C = {C}. Open again, h = {again}; without the pause it would be {free}.",
            closed=number(float(done.h[again, 0])),
            C=number(memory_of(done)[again]),
            again=number(float(done.h[again + 1, 0])),
            free=number(float(free.h[again + 1, 0])),
        ),
    )


QUESTIONS = {
    "line": _line,
    "forget": _forget,
    "learn": _learn,
    "memory-line": _memory_line,
    "output": _output,
}
