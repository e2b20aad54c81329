"""Fresh nets: they start as those that are trained, and their gradients decay as torch measured it."""

from typing import Any

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from lstm_core.arrays import Array
from lstm_core.cells import GATES, KEEPING, Cell
from lstm_core.config import KINDS, TrainConfig
from lstm_core.gradients import decay
from lstm_core.models import SequenceModel
from lstm_core.passes import run_passes
from lstm_core.starts import STARTS, start_cells, start_inputs

H, D, NETS = 32, 8, 8


def trained_start(kind: str, seed: int, **knobs: Any) -> Cell:
    """As a net starts that is trained."""
    config = TrainConfig(kind=kind, H=H, E=0, **knobs)
    generator = torch.Generator().manual_seed(seed)
    return Cell.from_module(SequenceModel(config, 0, D, 2, generator).recurrent)


def facts(cells: list[Cell]) -> Array:
    """(G, facts): largest weight, spectral radius, largest singular value, spread and mean of each gate's weights and biases."""
    W_ih, W_hh, b_ih, b_hh = (
        np.stack([getattr(cell, name) for cell in cells])
        for name in ("W_ih", "W_hh", "b_ih", "b_hh")
    )
    radius = np.abs(np.linalg.eigvals(W_hh)).max(axis=-1).mean(axis=0)
    widest = np.linalg.svd(W_hh, compute_uv=False)[..., 0].mean(axis=0)
    spread = [values.std(axis=(0, *range(2, values.ndim))) for values in (W_ih, W_hh, b_ih, b_hh)]
    largest = [
        np.abs(values).max(axis=(0, *range(2, values.ndim))) for values in (W_ih, b_ih, b_hh)
    ]
    return np.stack([radius, widest, *spread, *largest], axis=1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("start", STARTS)
def test_starts_are_those_of_nets_that_are_trained(kind: str, start: str) -> None:
    """Drawn otherwise, but of the same distribution: of 8 nets with 32 units, to what chance leaves."""
    knobs: dict[str, Any] = {
        "start": start,
        "radius": 1.2,
        "gate_bias": None if kind == "rnn" else 2.5,
    }
    ours = start_cells(kind, H, D, seeds=range(NETS), **knobs)
    theirs = [trained_start(kind, seed, **knobs) for seed in range(NETS)]
    assert_allclose(facts(ours), facts(theirs), rtol=0.12)


@pytest.mark.parametrize("kind", KINDS)
def test_radius_is_exact_and_changes_nothing_else(kind: str) -> None:
    for start in STARTS[1:]:
        cells = {
            radius: start_cells(kind, H, D, seeds=[3], start=start, radius=radius)[0]
            for radius in (0.0, 0.9, 100.0)
        }
        for radius, cell in cells.items():
            found = np.abs(np.linalg.eigvals(cell.W_hh)).max(axis=-1)
            assert_allclose(found, [radius] * len(GATES[kind]), rtol=1e-12)
            assert_array_equal(cell.W_ih, cells[0.0].W_ih)
            assert_allclose(cell.W_hh, cells[100.0].W_hh * radius / 100, rtol=1e-12)


def test_orthogonal_and_identity_are() -> None:
    (turned,) = start_cells("lstm", H, D, seeds=[0], start="orthogonal", radius=0.5)
    for block in turned.W_hh:
        assert_allclose(block @ block.T, 0.25 * np.eye(H), atol=1e-14)
    assert np.abs(turned.W_hh[0] - turned.W_hh[1]).max() > 0.1
    (same,) = start_cells("rnn", H, D, seeds=[0], start="identity", radius=2, activation="relu")
    assert_array_equal(same.W_hh[0], 2 * np.eye(H))
    assert same.activation == "relu"


@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_gate_bias_is_that_of_one_gate(kind: str) -> None:
    plain, opened = (start_cells(kind, H, D, seeds=[1], gate_bias=bias)[0] for bias in (None, 4.0))
    keeping = GATES[kind].index(KEEPING[kind])
    assert_array_equal(opened.b_ih[keeping] + opened.b_hh[keeping], np.full(H, 4.0))
    others = [k for k in range(len(GATES[kind])) if k != keeping]
    assert_array_equal(opened.b_ih[others], plain.b_ih[others])
    assert_array_equal(opened.W_hh, plain.W_hh)


def test_inputs_reach_a_unit_with_the_size_asked_for() -> None:
    for inputs in (1, D):
        x = start_inputs(500, inputs, 0.5, 0, H)
        cells = start_cells("rnn", H, inputs, seeds=range(NETS))
        assert_allclose(np.std([x @ cell.W_ih[0].T for cell in cells]), 0.5, rtol=0.1)
    assert_array_equal(start_inputs(20, D, 0.5, 0, H), start_inputs(500, D, 0.5, 0, H)[:20])
    assert not start_inputs(5, D, 0, 0, H).any()


@pytest.mark.parametrize(
    ("kind", "knobs", "wanted"),
    [
        ("rnn", {"start": "gaussian", "radius": 0.5}, -38.4),
        ("rnn", {"start": "gaussian", "radius": 1.0}, -11.8),
        ("rnn", {"start": "gaussian", "radius": 2.0}, 2.4),
        ("rnn", {"start": "gaussian", "radius": 3.0}, 8.7),
        ("rnn", {}, -30.8),
        ("rnn", {"start": "orthogonal"}, -11),
        ("rnn", {"start": "identity", "radius": 1.1, "activation": "relu"}, 4.1),
        ("lstm", {"gate_bias": 0.0}, -19.9),
        ("lstm", {"gate_bias": 1.0}, -6.7),
        ("lstm", {"gate_bias": 3.0}, 1.3),
        ("gru", {"gate_bias": 0.0}, -19.4),
        ("gru", {"gate_bias": 4.0}, -0.5),
    ],
)
def test_gradients_over_100_steps_are_those_measured_with_torch(
    kind: str, knobs: dict[str, Any], wanted: float
) -> None:
    """Mean log10 over 8 nets with 32 units, inputs of size 0.5; measured by autograd on other draws with biases 0: to 2 decades."""
    cells = start_cells(kind, H, D, seeds=range(NETS), **knobs)
    flow = decay(run_passes(cells, start_inputs(100, D, 0.5, 0, H)), blocks=("memory",))
    assert_allclose(flow.memory[:, 0].mean(), wanted, atol=2)


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "tree"}, {"start": "warm"}, {"radius": -1.0}, {"radius": np.nan}, {"H": 0}],
)
def test_what_cannot_start_is_refused(wrong: dict[str, Any]) -> None:
    knobs: dict[str, Any] = {"kind": "rnn", "H": 4, "D": 2, "seeds": [0], "start": "gaussian"}
    with pytest.raises(ValueError, match=r"kind|radius"):
        start_cells(**(knobs | wrong))
