"""A net of letters put to use: it reads a text, says what comes next, and writes on by itself. It learns nothing here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.forward import forward
from lstm_core.net import Net, softmax
from lstm_core.text_task import PLACEHOLDER, letters_of

LOWEST, HIGHEST = 0.0, 1.5  # of the temperature
LONGEST = 400  # letters that are written at once
LEAST = 24  # letters at the end that are the same piece over and over, before a text counts as repeating itself
State = tuple[Array, Array]  # h and c, each (H,)


@dataclass(frozen=True)
class Spelled:
    """A text as a net with a vocabulary reads it.

    Args:
        text: all its letters, as `letters_of` has them.
        numbers: of those the net reads.
        places: (read,) where in the text these stand.
        unknown: the different letters that the net never learned, in the order in which they come.
    """

    text: str
    numbers: NDArray[np.int64]
    places: NDArray[np.int64]
    unknown: tuple[str, ...]


def spell(text: str, vocabulary: Sequence[str]) -> Spelled:
    """Letters that the net does not know are read as the sign for rare ones if it has one, else they are left out."""
    plain = letters_of(text)
    number = {letter: i for i, letter in enumerate(vocabulary)}
    rare = number.get(PLACEHOLDER)
    found = [(k, number.get(letter, rare)) for k, letter in enumerate(plain)]
    read = [(k, i) for k, i in found if i is not None]
    return Spelled(
        plain,
        np.array([i for _, i in read], dtype=np.int64),
        np.array([k for k, _ in read], dtype=np.int64),
        tuple(dict.fromkeys(letter for letter in plain if letter not in number)),
    )


@dataclass(frozen=True, eq=False, repr=False)
class Read:
    """What a net holds over a text: T letters, row t of the gates is letter t; row 0 of h and c is before the first.

    Args:
        gates: (G, T, H), after squashing, in the order of the cell's gates.
        c: (T+1, H) of an LSTM, else None.
        h: (T+1, H).
    """

    gates: Array
    c: Array | None
    h: Array

    @property
    def memory(self) -> Array:
        """(T+1, H) c of an LSTM, h of a GRU or RNN."""
        return self.h if self.c is None else self.c

    @property
    def last(self) -> State:
        """The state at the end, to go on from."""
        return self.h[-1], (np.zeros_like(self.h[-1]) if self.c is None else self.c[-1])


def read_letters(net: Net, numbers: NDArray[np.int64], state: State | None = None) -> Read:
    """The net over letters (T,), from a state, or from zeros."""
    H = net.cell.H
    begin = (np.zeros(H), np.zeros(H)) if state is None else state
    values = forward(net.cell, net.inputs(numbers), begin, ())
    return Read(values.a.swapaxes(0, 1), values.c, values.h)


def states_over(
    net: Net, numbers: NDArray[np.int64], at: Sequence[int]
) -> tuple[Array, dict[int, State]]:
    """The memory (T, H) after each of many letters, and the states before those numbered `at`. Gates are not kept."""
    memory, kept = [], {}
    state: State = (np.zeros(net.cell.H), np.zeros(net.cell.H))
    cuts = sorted({0, *at, *range(0, len(numbers), 500), len(numbers)})
    for start, stop in pairwise(cuts):
        kept[start] = state
        read = read_letters(net, numbers[start:stop], state)
        memory.append(read.memory[1:])
        state = read.last
    return np.concatenate(memory), {k: kept[k] for k in at if k in kept}


def sample(logits: Array, temperature: float, draw: float) -> int:
    """One letter out of softmax(logits / temperature), which `draw`, 0 <= draw < 1, decides; at 0 the likeliest."""
    if temperature <= 0:
        return int(np.argmax(logits))
    whole = np.cumsum(softmax(logits / temperature))
    return int(min(np.searchsorted(whole, draw * whole[-1], side="right"), len(logits) - 1))


def write_on(
    net: Net, start: NDArray[np.int64], letters: int, temperature: float, seed: int
) -> NDArray[np.int64]:
    """(letters,) what the net writes after `start`: each letter is drawn, and read as the next one.

    Args:
        net: V letters in, V out.
        start: (T,) at least one.
        letters: how many, 0 <= letters <= LONGEST.
        temperature: LOWEST..HIGHEST; the logits are divided by it. Below 1 the likely becomes likelier, at 0 it is
            always taken.
        seed: the same one writes the same text.

    Raises:
        ValueError: an empty start, or numbers out of these ranges.
    """
    if len(start) == 0:
        raise ValueError("start must have at least one letter.")
    if not 0 <= letters <= LONGEST:
        raise ValueError(f"letters must be 0 to {LONGEST}, not {letters}.")
    if not LOWEST <= temperature <= HIGHEST:
        raise ValueError(f"temperature must be {LOWEST} to {HIGHEST}, not {temperature}.")
    draws = np.random.default_rng(seed).random(letters)
    read = read_letters(net, start)
    written = []
    for draw in draws:
        written.append(sample(net.answers(read.h[-1]), temperature, float(draw)))
        read = read_letters(net, np.array(written[-1:]), read.last)
    return np.array(written, dtype=np.int64)


def repeated(text: str) -> tuple[int, int] | None:
    """Where a text begins to repeat itself to its end, and the length of what is repeated; None if it does not.

    It does when the piece stands there at least twice, and so over at least LEAST letters. The shortest piece counts.
    """
    for period in range(1, len(text) // 2 + 1):
        k = len(text) - period
        while k > 0 and text[k - 1] == text[k - 1 + period]:
            k -= 1
        if len(text) - k >= max(2 * period, LEAST):
            return k, period
    return None
