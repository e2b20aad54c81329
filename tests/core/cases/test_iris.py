"""The generated irises, the twin nets in NumPy against PyTorch, and the error rates against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.metrics import roc_auc_score, roc_curve

from lstm_core.cases import iris, iris_twin
from lstm_core.cases.config import KINDS, CaseConfig
from lstm_core.cases.iris_eye import LOOKS, PUPIL, SIDE, Looks, eyes, pictures, texture
from lstm_core.cases.training import make_net, probabilities
from lstm_core.cases.verification import Roc

MIDDLE = SIDE // 2


def one_eye(number: int = 5, **looks: float) -> np.ndarray:
    """A picture without noise."""
    rng = np.random.default_rng(0)
    taken: np.ndarray = pictures(texture(number)[None], Looks.of(**looks, noise=0.0), rng)[0]
    return taken


def alike(one: np.ndarray, other: np.ndarray) -> float:
    """Correlation over a ring that is iris in all the pictures below."""
    line = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    r = np.hypot(line, line[:, None])
    ring = (r > 0.55) & (r < 0.85)
    return float(np.corrcoef(one[ring], other[ring])[0, 1])


def test_an_eye_has_its_texture_and_no_other_has_it() -> None:
    assert (texture(3) == texture(3)).all()
    assert alike(one_eye(3, lid=0), one_eye(3, lid=0, pupil=0.25)) > 0.7
    others = [alike(one_eye(3, lid=0), one_eye(number, lid=0)) for number in range(10, 60)]
    assert abs(np.mean(others)) < 0.1
    assert max(others) < 0.6


def test_a_head_turned_by_90_degrees_is_the_picture_turned() -> None:
    usual = eyes(texture(2)[None], Looks.of())[0]
    turned = eyes(texture(2)[None], Looks.of(rotation=90))[0]
    # y points down, so angles rise clockwise; the lamp does not turn with the head.
    assert alike(np.rot90(usual, -1), turned) > 0.99
    assert alike(usual, turned) < 0.5


def test_looks_do_what_they_are_called() -> None:
    def dark(picture: np.ndarray) -> int:
        return int((picture < PUPIL + 0.02).sum())

    # A disc of radius p of half a side covers pi p^2 / 4 of the picture.
    for p in (0.3, 0.5):
        assert dark(one_eye(pupil=p, lid=0)) == pytest.approx(np.pi * (p * MIDDLE) ** 2, rel=0.25)
    assert dark(one_eye(pupil=0.5, lid=0.6)) < dark(one_eye(pupil=0.5, lid=0))
    left, right = np.split(one_eye(light=0.25) - one_eye(light=-0.25), 2, axis=1)
    assert right.mean() > 0.05 > -0.05 > left.mean()
    looks = Looks.of(noise=0.1)
    noisy = pictures(texture(5)[None], looks, np.random.default_rng(1))[0]
    assert (noisy - one_eye()).std() == pytest.approx(0.1, rel=0.1)


def test_looks_are_drawn_within_their_ranges() -> None:
    drawn = Looks.drawn(500, np.random.default_rng(0))
    for name, span in LOOKS.items():
        values = getattr(drawn, name)
        assert span.low <= values.min() < values.max() <= span.high
        assert span.low <= span.usual <= span.high


@pytest.mark.parametrize("change", ["", "permuted"])
def test_strangers_examine_and_pairs_are_what_they_are_said_to_be(change: str) -> None:
    made = iris.case(CaseConfig("iris", "dense", change), 4)
    learned, strangers = iris.split(4)
    assert not set(learned) & set(strangers)
    assert len(learned) + len(strangers) == iris.EYES
    (one, other), same = made.draw(np.random.default_rng(0))
    assert one.shape == other.shape == (64, SIDE, SIDE)
    assert one.dtype == np.float32
    assert same.sum() == 32
    assert (abs(one - other).max(axis=(1, 2)) > 0).all()  # never one picture twice
    held, again = made.held_out(), iris.case(CaseConfig("iris", "dense", change), 4).held_out()
    assert (held[1] == again[1]).all()
    assert all((a == b).all() for a, b in zip(held[0], again[0], strict=True))
    assert held[1].mean() == 0.5


def test_pairs_are_of_one_eye_where_they_say_so() -> None:
    one, other, same = iris.pairs(np.array([4, 9, 2]), 50, np.random.default_rng(2))
    assert ((one == other) == (same == iris.SAME)).all()


def test_one_permutation_moves_the_pixels_of_all_pictures() -> None:
    plain, moved = (
        iris.case(CaseConfig("iris", "dense", change), 4).held_out()[0]
        for change in ("", "permuted")
    )
    order = np.random.default_rng([4, 7]).permutation(SIDE * SIDE)
    for before, after in zip(plain, moved, strict=True):
        assert (before.reshape(-1, SIDE * SIDE)[:, order] == after.reshape(-1, SIDE * SIDE)).all()


@pytest.mark.parametrize("kind", KINDS["iris"])
def test_numpy_answers_as_pytorch_does(kind: str) -> None:
    config = CaseConfig("iris", kind)
    made = iris.case(config, 0)
    net = make_net(config, made, 0)
    with torch.no_grad():
        net.get_parameter("head.weight").mul_(20)  # so that the answers are not all about a half
    weights = {name: value.numpy() for name, value in net.state_dict().items()}
    inputs = tuple(part[80:120] for part in made.held_out()[0])
    theirs = probabilities(net, inputs)
    assert np.ptp(theirs[:, 1]) > 0.1
    np.testing.assert_allclose(iris_twin.answers(weights, config, *inputs), theirs, atol=1e-5)
    same_picture = iris_twin.answers(weights, config, inputs[0][:1], inputs[0][:1])
    bias = np.exp(weights["head.bias"].astype(float))
    np.testing.assert_allclose(same_picture[0], bias / bias.sum(), atol=1e-6)


@pytest.mark.parametrize("ties", [False, True])
def test_error_rates_are_those_of_scikit_learn(ties: bool) -> None:
    rng = np.random.default_rng(6)
    same = rng.random(300) < 0.4
    scores = rng.normal(size=300) + same
    if ties:
        scores = scores.round(1)
    roc = Roc.of(scores, same)
    false_accepts, accepts, thresholds = roc_curve(same, scores, drop_intermediate=False)
    np.testing.assert_allclose(roc.false_accepts, false_accepts)
    np.testing.assert_allclose(1 - roc.false_rejects, accepts)
    np.testing.assert_allclose(roc.thresholds, thresholds)
    assert roc.auc == pytest.approx(roc_auc_score(same, scores))
    for threshold in (-9.0, -0.3, 0.5, 9.0):
        accepted = scores >= threshold
        assert roc.at(threshold) == pytest.approx(
            (accepted[~same].mean(), (~accepted[same]).mean())
        )


def test_equal_error_rate_by_hand() -> None:
    """Of four same and four different pairs one is on the wrong side each way, at a threshold of 0.6."""
    scores = np.array([0.9, 0.8, 0.6, 0.3, 0.7, 0.4, 0.2, 0.1])
    same = np.array([1, 1, 1, 1, 0, 0, 0, 0])
    assert Roc.of(scores, same).eer == pytest.approx((0.25, 0.6))
    assert Roc.of(scores, 1 - same).auc == pytest.approx(1 - Roc.of(scores, same).auc)


def test_what_cannot_be_drawn_is_refused() -> None:
    for scores, same in (([0.1, 0.2], [1, 1]), ([np.nan, 0.2], [1, 0])):
        with pytest.raises(ValueError, match="same and with different"):
            Roc.of(np.array(scores), np.array(same))
    nothing = iris.case(CaseConfig("iris", "dense"), 0).scores(
        np.full((4, 2), np.nan), np.arange(4) % 2
    )
    assert np.isnan(list(nothing.values())).all()
