"""Kinds of use: one cell wired in four ways, each with a net of the app that really does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.net import Net, softmax
from lstm_core.sentences import vocabulary
from lstm_core.tasks import make_task
from lstm_core.writing import read_letters, sample, spell
from ui.bptt.uses_words import about, labels, names
from ui.components import as_bytes
from ui.components.uses import uses as draw
from ui.memory.said import compose, understand
from ui.nets.kept import nets_at_end, run_that_ships
from ui.text import language, lesson

if TYPE_CHECKING:
    from lstm_core.text_task import TextTask

USES = ("one-many", "many-one", "step", "after")
FIRST_LETTER, WRITTEN = "D", 10  # what the net begins with, and how many letters it writes
READ = "Sancho llegó"
COPIED = "BDA"
UNITS = 6  # of the state that are drawn: those that change most
LIKELIEST = 3


class Shown(NamedTuple):
    """One net that has read T inputs.

    Args:
        config: what it was trained with.
        step: training steps done.
        inputs: (T,) what it read at each step, as text.
        given: (T,) which of them came from outside; the others it made itself, or they are blanks.
        states: (T, H) h after each step.
        chances: (T, A) of every answer after each step.
        answers: the names of the A answers.
        asked: (T,) at which steps the answer is what is wanted of the net.
        said: (T,) which answer it gave: the likeliest, or the one that was drawn.
        wanted: (T,) the right answer, or "" where there is none.
    """

    config: TrainConfig
    step: int
    inputs: list[str]
    given: list[bool]
    states: Array
    chances: Array
    answers: tuple[str, ...]
    asked: list[bool]
    said: list[int]
    wanted: list[str]


def show_uses() -> None:
    """The picture, and the prose that belongs to it."""
    draw(_payload(language()))
    st.markdown(lesson("bptt/uses"))


@st.cache_data(max_entries=8, show_spinner=False)
def _payload(lang: str) -> bytes:
    """The same for all readers of a language."""
    return as_bytes(view({use: shown(use, lang) for use in USES}))


def shown(use: str, lang: str) -> Shown:
    """The example of one use. Raises KeyError for an unknown one."""
    return {"one-many": _writes, "many-one": _answers, "step": _foresees, "after": _copies}[use](lang)  # fmt: skip


def _net(name: str, kind: str) -> tuple[Net, TrainConfig, int]:
    """The first net of a kind in a shipped run, at its end. Raises LookupError when the run has none."""
    config, step, nets = nets_at_end(run_that_ships(f"shipped-{name}"), kind)
    return nets[0], config, step


def _writes(lang: str) -> Shown:
    """One to many: it is given one letter and then reads what it writes, always its likeliest letter."""
    net, config, step = _net("story", "lstm")
    known = _letters(config)
    numbers = spell(FIRST_LETTER, known).numbers
    for _letter in range(WRITTEN):
        logits = net.answers(read_letters(net, numbers).h[-1])
        numbers = np.append(numbers, sample(logits, 0, 0))
    T = len(numbers)
    states, chances = _read(net, numbers)
    said = [int(one) for one in chances.argmax(axis=1)]
    inputs = [known[one] for one in numbers]
    given = [True] + [False] * (T - 1)
    return Shown(config, step, inputs, given, states, chances, known, [True] * T, said, [""] * T)


def _answers(lang: str) -> Shown:
    """Many to one: it reads a sentence, and its last answer is wanted."""
    net, config, step = _net(f"sentences_{lang}", "lstm")
    sentence = understand(compose("french", 0, 0, lang), config)
    states, chances = _read(net, sentence.numbers)
    known, T = vocabulary(config.language, config.countries), len(sentence.words)
    asked = [False] * (T - 1) + [True]
    said = [int(one) for one in chances.argmax(axis=1)]
    wanted = [""] * (T - 1) + [sentence.wanted[0]]
    return Shown(config, step, list(sentence.words), [True] * T, states, chances, known, asked, said, wanted)  # fmt: skip


def _foresees(lang: str) -> Shown:
    """Many to many in step: at every letter it says the next one."""
    net, config, step = _net("story", "lstm")
    known = _letters(config)
    numbers = spell(READ, known).numbers
    states, chances = _read(net, numbers)
    T = len(numbers)
    said = [int(one) for one in chances.argmax(axis=1)]
    wanted = [*READ[1:], ""]
    return Shown(config, step, list(READ), [True] * T, states, chances, known, [True] * T, said, wanted)  # fmt: skip


def _copies(lang: str) -> Shown:
    """Many to many after: it reads some symbols, waits, and says them again when it is told to."""
    net, config, step = _net("copy", "rnn")
    task = make_task(config)
    names = tuple(task.answers())
    L, blank, go = config.items, len(names), len(names) + 1
    symbols = [names.index(one) for one in COPIED]
    numbers = np.array([*symbols, *[blank] * config.length, go, *[blank] * L])
    states, chances = _read(net, numbers)
    T = len(numbers)
    asked = [t >= T - L for t in range(T)]
    given = [t < L or t == T - L - 1 for t in range(T)]
    said = [int(one) for one in chances.argmax(axis=1)]
    wanted = [""] * (T - L) + list(COPIED)
    return Shown(config, step, task.words(numbers), given, states, chances, names, asked, said, wanted)  # fmt: skip


def _letters(config: TrainConfig) -> tuple[str, ...]:
    return tuple(cast("TextTask", make_task(config)).vocabulary)


def _read(net: Net, numbers: NDArray[np.int64]) -> tuple[Array, Array]:
    """The states (T, H), and the chances (T, A) after each step."""
    h = net.trace(numbers).h[1:]
    return h, softmax(net.answers(h))


def view(found: dict[str, Shown]) -> dict[str, Any]:
    """All that the component draws: for each use its columns, one a step."""
    titles = names()
    return {
        "lang": language(),
        "labels": labels(),
        "uses": [
            {"key": use, "name": titles[use], **about(use, one.config, one.step), "columns": columns(one)}
            for use, one in found.items()
        ],
    }  # fmt: skip


def columns(one: Shown) -> list[dict[str, Any]]:
    """A dict for each step: x, whether it was given or fed back, the units drawn, and the answer where one is wanted."""
    most = np.sort(one.states.std(axis=0).argsort()[::-1][:UNITS])
    fed = not one.given[-1] and all(one.asked)
    out = []
    for t, text in enumerate(one.inputs):
        order = one.chances[t].argsort()[::-1][:LIKELIEST]
        answer = one.answers[one.said[t]]
        out.append(
            {
                "x": text,
                "from": "outside" if one.given[t] else "itself" if fed else "blank",
                "h": [round(float(value), 3) for value in one.states[t, most]],
                "y": answer if one.asked[t] else None,
                "chance": float(one.chances[t, one.said[t]]),
                "likeliest": [[one.answers[k], float(one.chances[t, k])] for k in order],
                "right": answer == one.wanted[t] if one.wanted[t] else None,
                "wanted": one.wanted[t],
            }
        )
    return out
