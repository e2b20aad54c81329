"""The lecture: every step, in the order of the slides."""

from __future__ import annotations

from ui.lesson.step import Step
from ui.text import _


def steps() -> tuple[Step, ...]:
    """All of them, with their words in the reader's language."""
    return (*_cases(), *_unrolled(), *_gradients(), *_cell(), *_memory(), *_lab())


def step(key: str) -> Step:
    """The step with this key. Raises KeyError."""
    return {one.key: one for one in steps()}[key]


def _cases() -> tuple[Step, ...]:
    return (
        Step(
            "start",
            page="",
            slide=1,
            title=_("Recurrent neural networks, LSTM"),
            idea=_(
                "Three objectives: recurrent networks, the vanishing gradient, LSTM networks. Every number comes from nets that were really trained."
            ),
            minutes=3,
            short=1,
        ),
        Step(
            "vector",
            page="cases",
            part="disease",
            slide=3,
            title=_("Case 1: predicting a disease"),
            idea=_(
                "Input: a feature vector (weight, age, cholesterol, ...). Output: the probability that the patient is ill."
            ),
            minutes=4,
            short=3,
            question="vector",
        ),
        Step(
            "columns",
            page="cases",
            part="disease",
            slide=3,
            title=_("Shuffle the columns"),
            idea=_("Weight before age, or age before weight: does a network care?"),
            minutes=2,
            sets={"result": "permuted"},
            question="columns",
        ),
        Step(
            "iris",
            page="cases",
            part="iris",
            slide=4,
            title=_("Case 2: recognising an iris"),
            idea=_(
                "Verification. Input: the image on file and the one from the camera. Output: the probability that the eye belongs to the user."
            ),
            minutes=4,
            short=2,
            question="iris",
        ),
        Step(
            "pixels",
            page="cases",
            part="iris",
            slide=4,
            title=_("Shuffle the pixels"),
            idea=_("The same permutation for every image: all the information is still there."),
            minutes=2,
            sets={"result": "permuted"},
            question="pixels",
        ),
        Step(
            "speech",
            page="cases",
            part="speech",
            slide=5,
            title=_("Case 3: recognising speech"),
            idea=_("Input: audio. Output: “Hello world”."),
            minutes=4,
            short=2,
            question="speech",
        ),
        Step(
            "better",
            page="cases",
            part="speech",
            slide=5,
            title=_("Can we do better?"),
            idea=_("Speech is a sequence ..."),
            minutes=2,
            short=2,
            sets={"speech_word": "6"},
            question="better",
        ),
        Step(
            "backwards",
            page="cases",
            part="speech",
            slide=5,
            title=_("Played backwards"),
            idea=_("The same frames, from the last to the first."),
            minutes=2,
            sets={"speech_backwards": "true", "speech_word": "4"},
            question="backwards",
        ),
    )


def _unrolled() -> tuple[Step, ...]:
    return (
        Step(
            "loop",
            page="unrolled",
            part="picture",
            slide=6,
            title=_("Recurrent neural networks"),
            idea=_(
                "A loop that hands the state on to the next step. Unrolled, it looks like a deep network with one layer for every step."
            ),
            minutes=3,
            short=2,
            sets={"phase": "loop"},
            question="loop",
        ),
        Step(
            "unrolled",
            page="unrolled",
            part="picture",
            slide=6,
            title=_("The loop, unrolled"),
            idea=_("The same neuron drawn once for every step, with the same weights every time."),
            minutes=1,
            short=1,
            sets={"phase": "unrolled", "bptt_play": "yes"},
        ),
        Step(
            "forward",
            page="unrolled",
            part="picture",
            slide=7,
            title=_("Forward, step by step"),
            idea=_("Every state is computed from this input and the state before."),
            minutes=3,
            short=2,
            sets={"phase": "forward", "bptt_play": "yes"},
        ),
        Step(
            "backward",
            page="unrolled",
            part="picture",
            slide=7,
            title=_("Backpropagation through time"),
            idea=_(
                "The error goes back through all steps, and each step multiplies what arrives there."
            ),
            minutes=4,
            short=3,
            sets={"phase": "backward", "bptt_play": "yes"},
            question="backward",
        ),
        Step(
            "update",
            page="unrolled",
            part="picture",
            slide=7,
            title=_("All steps, one update"),
            idea=_(
                "Every step says something else about the same weight, and there is one update for all of them."
            ),
            minutes=3,
            short=2,
            sets={"phase": "sum", "stop": "1"},
            question="update",
        ),
        Step(
            "short",
            page="unrolled",
            part="depends",
            slide=8,
            title=_("A short dependency"),
            idea=_("“My car is broken, now I go by bus”: what is needed came a moment ago."),
            minutes=2,
            short=1,
            sets={"dep_sentence": "car", "dep_net": "rnn"},
        ),
        Step(
            "long",
            page="unrolled",
            part="depends",
            slide=9,
            title=_("A long dependency"),
            idea=_(
                "“I am French … I fluently speak Spanish and ???”: what is needed was said long ago."
            ),
            minutes=3,
            short=2,
            sets={"dep_net": "rnn"},
            question="long",
        ),
        Step(
            "uses",
            page="unrolled",
            part="uses",
            slide=9,
            title=_("What a recurrent network is used for"),
            idea=_("One to many, many to one, many to many: the same cell, wired otherwise."),
            minutes=2,
            sets={"use": "step"},
            question="uses",
        ),
    )


def _gradients() -> tuple[Step, ...]:
    return (
        Step(
            "shaded",
            page="gradients",
            part="slide",
            slide=10,
            title=_("Problem: the vanishing gradient"),
            idea=_(
                "The slide, measured: a small nudge to the memory at one step, and what arrives of it later."
            ),
            minutes=4,
            short=3,
            sets={"slide": "before"},
            question="shaded",
        ),
        Step(
            "curves",
            page="gradients",
            part="curves",
            slide=10,
            title=_("Sensitivity decays exponentially with time"),
            idea=_(
                "On a logarithmic axis an exponential decay is a straight line. Whose line falls, and how fast?"
            ),
            minutes=4,
            short=2,
            question="curves",
        ),
        Step(
            "why",
            page="gradients",
            part="why",
            slide=10,
            title=_("A product of factors"),
            idea=_("One matrix for every step, and their product decides what is left."),
            minutes=3,
            short=2,
            sets={"number": "memory.before.0.0.1.21"},
            question="why",
        ),
        Step(
            "explode",
            page="gradients",
            part="curves",
            slide=10,
            title=_("When does it explode?"),
            idea=_("The weights stretch, the squashing flattens. Which of them wins?"),
            minutes=3,
            sets={"start": "gaussian", "radius": "3", "startof": "rnn"},
            question="explode",
        ),
        Step(
            "trained",
            page="gradients",
            part="slide",
            slide=10,
            title=_("After training"),
            idea=_("The same nets, now that they have solved their task."),
            minutes=3,
            short=2,
            question="trained",
        ),
    )


def _cell() -> tuple[Step, ...]:
    return (
        Step(
            "cell",
            page="cell",
            part="picture",
            slide=11,
            title=_("Long short-term memory"),
            idea=_("The whole cell: one line of memory, and three gates around it."),
            minutes=3,
            short=1,
            sets={"cell": "latch", "t": "2", "stage": "in"},
        ),
        Step(
            "line",
            page="cell",
            part="picture",
            slide=12,
            title=_("The core of the network: memory"),
            idea=_("The memory line alone: nothing is forgotten, nothing is written."),
            minutes=3,
            short=2,
            sets={"cell": "memory_line", "t": "4", "stage": "in"},
            question="line",
        ),
        Step(
            "forget",
            page="cell",
            part="picture",
            slide=13,
            title=_("First step: what must we forget?"),
            idea=_(
                "The forget gate looks at the input and at the last output, and says how much of the memory stays."
            ),
            minutes=4,
            short=2,
            sets={"cell": "leaky", "t": "3", "stage": "forget"},
            question="forget",
        ),
        Step(
            "learn",
            page="cell",
            part="picture",
            slide=14,
            title=_("Second step: what are we going to learn?"),
            idea=_(
                "The candidate is what could be written, the input gate how much of it is written."
            ),
            minutes=3,
            short=2,
            sets={"cell": "ignore", "t": "3", "stage": "learn"},
            question="learn",
        ),
        Step(
            "memory-line",
            page="cell",
            part="picture",
            slide=15,
            title=_("Third step: we update the memory"),
            idea=_("What was kept, plus what is written."),
            minutes=3,
            short=2,
            sets={"cell": "counter", "t": "6", "stage": "update"},
            question="memory-line",
        ),
        Step(
            "output",
            page="cell",
            part="picture",
            slide=16,
            title=_("Fourth step: what do we want the neuron to put out?"),
            idea=_("The output gate decides how much of the memory is shown now."),
            minutes=3,
            short=2,
            sets={"cell": "latch", "t": "4", "stage": "output", "hold": "output_1_0_4"},
            question="output",
        ),
    )


def _memory() -> tuple[Step, ...]:
    return (
        Step(
            "intuitive",
            page="memory",
            part="intuitive",
            slide=17,
            title=_("LSTM: an intuitive view"),
            idea=_("Open (o) or closed (-): the gates of a trained net while it reads a sentence."),
            minutes=3,
            short=2,
            question="intuitive",
        ),
        Step(
            "holds",
            page="memory",
            part="picture",
            slide=17,
            title=_("What the memory holds"),
            idea=_("Below every word, what the most telling cells of both nets hold."),
            minutes=3,
            short=2,
            question="holds",
        ),
        Step(
            "xray",
            page="memory",
            part="xray",
            slide=17,
            title=_("An X-ray of the memory"),
            idea=_("What can be read from the memory after each word, and where it is lost."),
            minutes=2,
            question="xray",
        ),
        Step(
            "surgery",
            page="memory",
            part="surgery",
            slide=17,
            title=_("Surgery"),
            idea=_("Write something else into a few cells, and see what the net says then."),
            minutes=3,
            question="surgery",
        ),
        Step(
            "learned",
            page="memory",
            part="learned",
            slide=17,
            title=_("While it learned"),
            idea=_("The gates are not drawn by hand: here they learn to stay open."),
            minutes=2,
            question="learned",
        ),
    )


def _lab() -> tuple[Step, ...]:
    return (
        Step(
            "race",
            page="race",
            part="picture",
            slide=0,
            title=_("Side by side"),
            idea=_("An RNN and an LSTM learn the same task: who remembers, and how far back?"),
            minutes=3,
            short=2,
            sets={"run": "shipped-order50"},
            question="race",
        ),
        Step(
            "not-always",
            page="race",
            part="picture",
            slide=0,
            title=_("Does the LSTM always win?"),
            idea=_("Another task: read a few symbols, wait, and say them again."),
            minutes=2,
            sets={"run": "shipped-copying"},
            question="not-always",
        ),
        Step(
            "end",
            page="",
            part="answers",
            slide=0,
            title=_("What you can say now"),
            idea=_("Seven sentences, and your own list: what you foresaw, and what surprised you."),
            minutes=2,
            short=1,
        ),
    )
