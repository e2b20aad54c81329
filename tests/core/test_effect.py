"""The effect of an operation on many sentences: against one trace after the other, and on a net whose memory is known."""

from collections import Counter

import numpy as np
import pytest

from lstm_core import Cell, trace
from lstm_core.asking import asked, country_of_answer
from lstm_core.cues import find_cue
from lstm_core.effect import Outcome, Trial, effect, random_cells
from lstm_core.net import Net
from lstm_core.sentences import vocabulary
from lstm_core.surgery import Operation, actions_of, overwrite
from tests.core.sentence_nets import net_of, sentence_config

CHOSEN = (4, 1)
MEMORY = np.linspace(-1, 1, 6)


@pytest.mark.parametrize("once", [True, False])
@pytest.mark.parametrize(
    ("kind", "action"), [(kind, one) for kind in ("lstm", "gru", "rnn") for one in actions_of(kind)]
)
def test_outcome_is_that_of_one_trace_after_the_other(kind: str, action: str, once: bool) -> None:
    config = sentence_config(kind, countries=3, seed=2)
    net, country = net_of(config, loud=4.0), country_of_answer(config)
    # Every word but the languages is made unlikely, not impossible.
    bias = np.where(country >= 0, 4.0, 0.0)
    net = Net(net.embed, net.linear, net.cell, net.readout, bias)
    written = action == "overwrite"
    operation = overwrite(MEMORY, CHOSEN) if written else Operation(action, CHOSEN)
    target = 1 if written else None
    sentences = asked(config, 1, 12, seed=4)
    heard: Counter[str] = Counter()
    for words, cue, answer, about, right in zip(*sentences, strict=True):
        if about == target:
            continue
        stop = cue + 2 if once else None
        done = operation.interventions(kind, int(cue) + 1, stop)
        h = trace(net.cell, net.inputs(words[: answer + 1]), interventions=done).h[-1]
        word = net.answers(h).argmax()
        if word == right:
            heard["right"] += 1
        elif country[word] < 0:
            heard["nothing"] += 1
        else:
            heard["target" if country[word] == target else "other"] += 1
    trial = Trial(net, config, action, MEMORY if written else None, target, 1, 12, seed=4)
    found = effect(trial, CHOSEN, once=once)
    assert found.sentences == heard.total()
    expected = [heard[name] / heard.total() for name in Outcome._fields]
    np.testing.assert_allclose(found.chosen, expected)


def nationality_cell() -> tuple[Net, list[str]]:
    """An RNN of 4 units, the third of which takes the country of the cue and keeps it; it says nothing else.

    h = tanh(20 x + 20 h) of that unit, x = +1 at a French cue, -1 at a German one and 0 at other words, so that it latches at +-1.
    """
    names = list(vocabulary("es", 2))
    cues = {word: cue.case for word in names if (cue := find_cue([word], "es", 2))}
    embed = np.array([[{0: 1.0, 1: -1.0}.get(cues.get(word, -1), 0.0)] for word in names])
    for word in names:  # those of other kinds of sentence say nothing
        found = find_cue([word], "es", 2)
        if found is None or found.kind != "nationality":
            embed[names.index(word)] = 0
    W_ih, W_hh = np.zeros((1, 4, 1)), np.zeros((1, 4, 4))
    W_ih[0, 2, 0] = W_hh[0, 2, 2] = 20
    cell = Cell("rnn", "tanh", W_ih, W_hh, np.zeros((1, 4)), np.zeros((1, 4)))
    readout = np.zeros((len(names), 4))
    readout[names.index("francés"), 2], readout[names.index("alemán"), 2] = 1, -1
    return Net(embed, None, cell, readout, np.zeros(len(names))), names


def test_who_writes_the_other_country_into_the_cell_that_holds_it_is_told_the_other_language() -> (
    None
):
    net, _ = nationality_cell()
    config = sentence_config("rnn", E=1, H=4)
    german = np.array([0.3, -0.2, -1.0, 0.5])
    trial = Trial(net, config, "overwrite", german, target=1, clauses=4, sentences=20)
    found = effect(trial, [2], draws=3)
    assert found.sentences == 10  # the French ones
    assert found.before == Outcome(1, 0, 0, 0)
    assert found.chosen == Outcome(0, 1, 0, 0)
    assert found.random == (Outcome(1, 0, 0, 0),) * 3
    assert found.mean == Outcome(1, 0, 0, 0)
    # Written once, the cell keeps it by itself.
    assert trial.outcome([2], once=True) == Outcome(0, 1, 0, 0)


def test_erased_it_names_no_language() -> None:
    """All answers are then 0, and the first word of the vocabulary wins the tie: it is no language."""
    net, _ = nationality_cell()
    found = effect(Trial(net, sentence_config("rnn", E=1, H=4), "erase", sentences=20), [2])
    assert found.chosen == Outcome(0, 0, 0, 1)
    assert found.sentences == 20


def test_random_cells_are_others_as_many_and_drawn_again_alike() -> None:
    drawn = random_cells(8, (1, 5, 6), draws=20, seed=3)
    assert all(len(set(cells)) == 3 and not {1, 5, 6} & set(cells) for cells in drawn)
    assert {cell for cells in drawn for cell in cells} == {0, 2, 3, 4, 7}
    assert drawn == random_cells(8, (6, 5, 1), draws=20, seed=3)
    assert random_cells(8, range(5), draws=2) == []  # 3 others are not 5
    assert random_cells(8, (), draws=2) == []
