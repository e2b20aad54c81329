"""The example cells tell the stories they are there for, at two decimals."""

import numpy as np
import pytest

from lstm_core import Intervention
from lstm_core.examples import SEEDS, Example, examples, random_example

EXAMPLES = {example.name: example for example in examples()}


def shown(values: object) -> list[float]:
    """One unit's course as the page shows it; + 0.0 because there is no -0.00."""
    return [float(value) for value in np.round(np.asarray(values)[:, 0], 2) + 0.0]


def memory(name: str) -> list[float]:
    return shown(EXAMPLES[name].trace().memory[1:])


def test_all_are_there_and_ready_to_run() -> None:
    hand = ["latch", "leaky", "counter", "ignore", "memory_line", "rnn_latch", "gru_latch"]
    others = [
        f"{origin}_{kind}" for origin in ("random", "trained") for kind in ("lstm", "rnn", "gru")
    ]
    assert list(EXAMPLES) == hand + others
    for example in EXAMPLES.values():
        one_unit = example.origin == "hand-set"
        assert example.x.shape == ((8, 2) if one_unit else (12, 2))
        H = 1 if one_unit else 4
        assert example.cell.H == H
        assert len(example.inputs) == example.cell.D
        assert (example.c0 is None) == (example.cell.kind != "lstm")
        assert (example.seed is None) == one_unit
        assert not example.x.flags.writeable
        assert np.isfinite(example.trace().z).all()


def test_hand_set_weights_are_round_numbers() -> None:
    for example in EXAMPLES.values():
        if example.origin == "hand-set":
            for weights in (
                example.cell.W_ih,
                example.cell.W_hh,
                example.cell.b_ih,
                example.cell.b_hh,
            ):
                np.testing.assert_array_equal(weights * 4, np.round(weights * 4))


def test_latch_keeps_what_it_saw() -> None:
    gates = EXAMPLES["latch"].trace().gates
    assert memory("latch") == [0, 0.96, 0.96, 0.96, 0.96, 0, 0, 0.96]
    assert shown(gates["forget"]) == [1, 0, 1, 1, 1, 0, 0, 0]
    assert shown(gates["input"]) == [0, 1, 0, 0, 0, 0, 0, 1]


def test_latch_with_the_forget_gate_shut_forgets() -> None:
    shut = EXAMPLES["latch"].trace([Intervention("clamp", "forget", 0.0)])
    assert shown(shut.memory[1:]) == [0, 0.96, 0, 0, 0, 0, 0, 0.96]


def test_leaky_loses_a_fixed_share_a_step_and_nearly_all_on_reset() -> None:
    assert shown(EXAMPLES["leaky"].trace().gates["forget"]) == [0.85] * 6 + [0.04, 0.85]
    assert memory("leaky") == [0.95, 0.81, 0.69, 0.59, 1.45, 1.23, 0.05, 0.04]


def test_counter_counts_and_starts_again() -> None:
    events, reset = EXAMPLES["counter"].x.T
    count, wanted = 0, []
    for event, empty in zip(events, reset, strict=True):
        count = int((0 if empty else count) + event)
        wanted.append(count)
    assert memory("counter") == wanted
    assert max(wanted) == 4


def test_ignore_keeps_its_start_whatever_comes() -> None:
    assert memory("ignore") == [0.5] * 8
    assert np.ptp(EXAMPLES["ignore"].trace().gates["candidate"]) > 1.9


def test_the_memory_line_is_exact() -> None:
    traced = EXAMPLES["memory_line"].trace()
    assert (traced.gates["forget"] == 1).all()
    assert (traced.memory == 0.8).all()
    assert (traced.kept == 0.8).all()
    assert np.abs(traced.written).max() < 1e-17


def test_the_gru_latches_as_well_and_the_rnn_cannot_be_emptied() -> None:
    for name in ("rnn_latch", "gru_latch"):
        np.testing.assert_array_equal(EXAMPLES[name].x, EXAMPLES["latch"].x)
    assert memory("gru_latch") == memory("latch")
    assert memory("rnn_latch") == [0, 1, 0.96, 0.96, 0.96, -0.97, -1, 0.96]


@pytest.mark.parametrize("kind", ["lstm", "gru", "rnn"])
def test_random_cells_are_what_is_shown_and_the_same_for_a_seed(kind: str) -> None:
    cells = []
    for seed in SEEDS:
        example = random_example(kind, seed)
        assert example.cell == random_example(kind, seed).cell
        assert example.seed == seed
        for weights in (example.cell.W_ih, example.cell.W_hh, example.cell.b_ih, example.cell.b_hh):
            assert np.abs(weights).max() <= 0.5  # 1 / sqrt(4)
            np.testing.assert_array_equal(weights, np.round(weights, 2))
        cells.append(example.cell)
    assert len(set(cells)) == len(SEEDS)


def answers(example: Example) -> np.ndarray:
    assert example.readout is not None
    weight, bias = example.readout
    return np.tanh((example.trace().h[1:] @ weight + bias) / 2)


@pytest.mark.parametrize("kind", ["lstm", "gru", "rnn"])
def test_trained_nets_sample_and_hold_on_the_input_shown(kind: str) -> None:
    example = EXAMPLES[f"trained_{kind}"]
    wanted, held = [], 0.0
    for sign, store in example.x:
        held = sign if store else held
        wanted.append(held)
    np.testing.assert_allclose(answers(example), wanted, atol=0.5)
    assert sorted(set(wanted)) == [-1, 0, 1]


def test_gates_of_the_trained_lstm_open_and_close_in_the_input_shown() -> None:
    gates = EXAMPLES["trained_lstm"].trace().gates
    for gate in ("forget", "input"):
        both = (gates[gate].min(axis=0) < 0.1) & (gates[gate].max(axis=0) > 0.9)
        assert both.sum() >= 3


def test_the_trained_lstm_forgets_when_it_stores() -> None:
    """Of at least three of its four units the forget gate is lower at every store than at any other step."""
    example = EXAMPLES["trained_lstm"]
    forget, store = example.trace().gates["forget"], example.x[:, 1] == 1
    assert (forget[store].max(axis=0) < forget[~store].min(axis=0)).sum() >= 3
