"""A net written by hand: each case of each kind of sentence has a cell, which its cue word sets to 1."""

import numpy as np

from lstm_core.cells import Cell
from lstm_core.config import TrainConfig
from lstm_core.grammar import KINDS_OF_SENTENCE
from lstm_core.net import Net
from lstm_core.sentences import cue_clauses, dependency, languages_of, vocabulary


def latching_net(config: TrainConfig, forget: float = 20.0) -> Net:
    """An LSTM without an embedding. Its forget gates have the bias `forget`; cells without a case stay empty."""
    language, words = (
        languages_of(config.language)[0],
        vocabulary(config.language, config.countries),
    )
    H, V = config.H, len(words)
    write = np.zeros((H, V))
    cell = 0
    for kind in KINDS_OF_SENTENCE:
        for case in range(len(dependency(language, kind, config.countries).cases)):
            for clause in cue_clauses(language, kind, case):
                write[cell, words.index(clause.split("*")[1].split()[0])] = 1
            cell += 1
    zeros = np.zeros((H, V))
    # Input gate: shut but for the cue words; candidate 1 for them.
    W_ih = np.stack([40 * write, zeros, 20 * write, zeros])
    b_ih = np.repeat([[-20.0], [forget], [0.0], [20.0]], H, axis=1)
    cell_of = Cell("lstm", "tanh", W_ih, np.zeros((4, H, H)), b_ih, np.zeros((4, H)))
    return Net(None, None, cell_of, np.zeros((V, H)), np.zeros(V))
