"""Apart: how far the memories of one net are from one another in two sentences, word by word. It changes no net.

The memory of an LSTM grows as it counts, that of the others cannot leave -1..1; so it is compared as it can be put out, by its
tanh. And a plain distance says little: so there is a yardstick for each net and each number of words, how far apart two sentences
about different countries usually are there.
"""

from __future__ import annotations

import numpy as np

from lstm_core.arrays import Array
from lstm_core.asking import asked
from lstm_core.config import TrainConfig
from lstm_core.many import run_many
from lstm_core.net import Net
from lstm_core.sentences import MOST_CLAUSES

SENTENCES = 32


def put_out(memory: Array, kind: str) -> Array:
    """A memory within -1..1: of an LSTM tanh(C), which is h where the output gate is open; of the others h itself."""
    return np.tanh(memory) if kind == "lstm" else memory


def distances(first: Array, second: Array) -> Array:
    """(T+1,) Euclidean, between two memories (T+1, H) after as many words."""
    apart: Array = np.linalg.norm(first - second, axis=-1)
    return apart


def usual_distances(net: Net, config: TrainConfig, sentences: int = SENTENCES) -> Array:
    """The mean distance between the memories (`put_out`) of two sentences about different countries, after 1, 2, ... words.

    Over all pairs of the held-out sentences of `lstm_core.asking` with MOST_CLAUSES in between, as far as both go on.

    Args:
        net: of the task "sentences".
        config: of that net.
        sentences: how many, at least two countries among them.

    Returns:
        (N,) as many as the second longest of them has words that are read.

    Raises:
        ValueError: another task.
    """
    drawn = asked(config, MOST_CLAUSES, sentences)
    memory = put_out(run_many(net, drawn.words).memory[:, 1:], config.kind)  # (B, N, H)
    differ = drawn.country[:, None] != drawn.country
    means = []
    for t in range(memory.shape[1]):
        read = drawn.answer >= t
        pairs = np.triu(differ & read & read[:, None])
        if not pairs.any():
            break
        i, j = np.nonzero(pairs)
        means.append(distances(memory[i, t], memory[j, t]).mean())
    return np.array(means)


def relative_distances(first: Array, second: Array, usual: Array) -> Array:
    """(T,) after each word the distance of two memories (T+1, H), in units of `usual` (N,), whose last one also stands for all later.

    0: the two memories are the same. 1: as far apart as two sentences about different countries usually are.
    """
    apart = distances(first, second)[1:]
    scale = usual[np.minimum(np.arange(len(apart)), len(usual) - 1)]
    relative: Array = np.divide(apart, scale, out=np.zeros_like(apart), where=scale > 0)
    return relative


def lasting(difference: Array) -> Array:
    """(H,) how much each cell differs for at least half of the words: the median of |difference| (T, H) over them."""
    median: Array = np.median(np.abs(difference), axis=0)
    return median
