"""How much each word speaks for the word that comes next: by the gradient, and by leaving the word out.

Both are about the log-odds of that word, log p / (1 - p): what it is ahead of all others together. A gradient of p or of
log p is all but 0 where the net is all but sure, whatever made it sure; that of the log-odds is not. And a logit alone
says nothing, because the softmax takes no notice of what is added to all of them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.backward import backward
from lstm_core.net import Net, softmax
from lstm_core.passes import STEPS, Passes
from lstm_core.trace import Trace


class Influence(NamedTuple):
    """Of each of T words on one output word, in nats of its log-odds; above 0 where the word speaks for it.

    Args:
        gradient: (T,) gradient times input, d log-odds / dx_t . x_t: the first guess of what x_t adds, were it small.
        left_out: (T,) the log-odds of the whole sentence less those without that word: what it did add.
        chance: of the output word, 0..1.
        chance_without: (T,) the same without each word.
    """

    gradient: Array
    left_out: Array
    chance: float
    chance_without: Array


def influence(net: Net, words: NDArray[np.int64], word: int, at: int | None = None) -> Influence:
    """Of each word on how likely `word` comes after the first `at` words; those not yet read then have none.

    Leaving words out costs as much as reading at^2 / 2 words.

    Args:
        net: whose inputs are symbols.
        words: (T,) the symbols it reads, T >= 1.
        word: the output, from 0.
        at: 1 to T; T when left out.

    Raises:
        ValueError: no words, `at` or `word` out of range.
    """
    T, A = len(words), len(net.readout)
    at = T if at is None else at
    if not 1 <= at <= T:
        raise ValueError(f"at must be 1 to the number of words, {T}, not {at}.")
    if not 0 <= word < A:
        raise ValueError(f"word must be 0 to {A - 1}, not {word}.")
    read = net.trace(words[:at])
    said = net.answers(read.h[-1])  # (A,)
    without = net.answers(_without_each(net, read))  # (at, A)
    odds, odds_without = log_odds(said, word), log_odds(without, word)
    later = np.zeros(T - at)
    return Influence(
        np.concatenate([_gradient_times_input(net, read, said, word), later]),
        np.concatenate([odds - odds_without, later]),
        float(_chance(odds)),
        np.concatenate([_chance(odds_without), later + _chance(odds)]),
    )


def log_odds(answers: Array, word: int) -> Array:
    """(...) of one output among answers (..., A) before the softmax: log p / (1 - p), with all its digits where p is all but 1."""
    others = np.delete(answers, word, axis=-1)
    odds: Array = answers[..., word] - np.logaddexp.reduce(others, axis=-1)
    return odds


def _chance(odds: Array) -> Array:
    chance: Array = np.exp(-np.logaddexp(0, -odds))
    return chance


def _gradient_times_input(net: Net, read: Trace, said: Array, word: int) -> Array:
    """(at,) by backpropagation through time."""
    # d log-odds / d answers: 1 for the word itself, less the softmax among the others
    towards = np.zeros(len(said))
    towards[word] = 1
    others = np.arange(len(said)) != word
    towards[others] = -softmax(said[others])
    direct = np.zeros((1, *read.h[1:].shape))
    direct[0, -1] = towards @ net.readout
    dx = backward(Passes.of(read), direct).dx[0]  # (at, D)
    product: Array = np.vecdot(dx, read.x)
    return product


def _without_each(net: Net, read: Trace) -> Array:
    """(at, H) the last state of the sentence without its word t, for every t: it is the same up to t, and then runs on by itself."""
    cell, at = net.cell, len(read.x)
    h = read.h[:-1].copy()  # (at, H) row t: before word t was read
    c = np.zeros_like(h) if read.c is None else read.c[:-1].copy()
    W_hh = cell.W_hh.reshape(-1, cell.H)
    from_x = (read.x @ cell.W_ih.reshape(-1, cell.D).T).reshape(at, 1, -1, cell.H) + cell.b_ih
    with np.errstate(under="ignore"):
        for t in range(1, at):  # word t is read by the sentences without an earlier one
            from_h = (h[:t] @ W_hh.T).reshape(t, -1, cell.H) + cell.b_hh
            _, _, c[:t], h[:t] = STEPS[cell.kind](from_x[t], from_h, c[:t], h[:t], cell.activation)
    return h
