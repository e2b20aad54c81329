"""The patients and the nets for them, against scikit-learn, PyTorch and what is known of the data."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.metrics import roc_auc_score

from lstm_core.cases.case import guessing, make_case
from lstm_core.cases.config import KINDS, CaseConfig
from lstm_core.cases.disease import held_out_patients, patients, scale
from lstm_core.cases.disease_nets import Dense
from lstm_core.cases.disease_twin import answers
from lstm_core.cases.nets import parameters
from lstm_core.cases.training import make_net, probabilities


@pytest.mark.parametrize("name", ["diabetes", "cancer"])
@pytest.mark.parametrize("kind", KINDS["diabetes"])
def test_twin_answers_as_pytorch_does(name: str, kind: str) -> None:
    config = CaseConfig(name, kind, "permuted", seed=2)
    case = make_case(config, 2)
    net = make_net(config, case, 2)
    weights = {key: value.numpy() for key, value in net.state_dict().items()}
    x = scale(config, 2)(patients(name).values[:20])
    theirs = probabilities(net, (x,))
    np.testing.assert_allclose(answers(weights, config, x), theirs, atol=1e-6)


@pytest.mark.parametrize("name", ["diabetes", "cancer"])
def test_kinds_have_about_as_many_weights(name: str) -> None:
    configs = [CaseConfig(name, kind) for kind in KINDS[name]]
    sizes = [parameters(make_net(one, make_case(one, 0), 0)) for one in configs]
    assert max(sizes) <= 2 * min(sizes)


def test_patients_are_those_of_the_paper_in_their_own_units() -> None:
    diabetes, cancer = patients("diabetes"), patients("cancer")
    assert diabetes.values.shape == (442, 10)
    assert diabetes.ill.sum() == 221  # above the median
    # The first patient in Table 1 of Efron et al. 2004: 59 years, sex 2, 32.1, 101, 157, 93.2, 38, 4, 4.9, 87; 151.
    np.testing.assert_allclose(
        diabetes.values[0], [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87], atol=1e-4
    )
    assert diabetes.outcome[0] == 151
    assert (cancer.values.shape, int(cancer.ill.sum())) == ((569, 30), 212)  # 212 malignant
    assert guessing(CaseConfig("cancer", "dense")) == pytest.approx(357 / 569)


def test_held_out_patients_are_never_drawn_and_another_seed_holds_out_others() -> None:
    config = CaseConfig("diabetes", "dense")
    case = make_case(config, 3)
    (held,), targets = case.held_out()
    known = {row.tobytes() for row in held}
    for step in range(30):
        (drawn,), ill = case.draw(np.random.default_rng(step))
        assert not known & {row.tobytes() for row in drawn}
        assert set(ill) <= {0, 1}
    assert len(held) == len(known) == 148
    assert targets.mean() == 0.5
    assert set(held_out_patients("diabetes", 3)) != set(held_out_patients("diabetes", 4))


def test_scaled_columns_of_those_learned_from_have_mean_zero_and_deviation_one() -> None:
    config = CaseConfig("diabetes", "dense")
    learned = np.delete(patients("diabetes").values, held_out_patients("diabetes", 0), axis=0)
    x = scale(config, 0)(learned)
    np.testing.assert_allclose(x.mean(0), 0, atol=1e-6)
    np.testing.assert_allclose(x.std(0), 1, atol=1e-6)


def test_a_permutation_moves_columns_alone_and_the_same_for_all() -> None:
    plain, moved = (CaseConfig("cancer", "dense", change) for change in ("", "permuted"))
    one, two = make_case(plain, 1), make_case(moved, 1)
    order = scale(moved, 1).order
    for ours, theirs in (
        (one.held_out(), two.held_out()),
        (one.draw(np.random.default_rng(0)), two.draw(np.random.default_rng(0))),
    ):
        assert np.array_equal(ours[0][0][:, order], theirs[0][0])
        assert np.array_equal(ours[1], theirs[1])
    assert sorted(order) == list(range(30)) != list(order)


def test_scores_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    ill = rng.integers(2, size=50)
    chance = np.round(rng.random(50), 1)  # with ties
    found = make_case(CaseConfig("cancer", "dense"), 0).scores(
        np.stack([1 - chance, chance], 1), ill
    )
    assert found["auc"] == pytest.approx(roc_auc_score(ill, chance))


def test_a_dense_net_does_not_care_for_the_order_of_columns() -> None:
    """The same function of the patient: its first layer has the same weights in another order."""
    config = CaseConfig("diabetes", "dense")
    net = make_net(config, make_case(config, 0), 0)
    x = torch.randn(5, 10, generator=torch.Generator().manual_seed(0))
    order = torch.from_numpy(scale(CaseConfig("diabetes", "dense", "permuted"), 0).order)
    assert isinstance(net, Dense)
    before = net(x)
    with torch.no_grad():
        net.hidden.weight.copy_(net.hidden.weight[:, order])
    torch.testing.assert_close(net(x[:, order]), before)
