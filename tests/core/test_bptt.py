"""Backpropagation through time on the smallest network: torch's autograd is the authority, for every number that is shown."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from lstm_core.bptt import WEIGHTS, Small, differences, sweep, updated


def random_net(seed: int, wanted: str = "every", T: int = 4) -> Small:
    """A network with numbers of the size that the page allows."""
    rng = np.random.default_rng(seed)
    weights = dict(zip(WEIGHTS, rng.normal(0, 1.2, 4).tolist(), strict=True))
    x, target = rng.uniform(-2, 2, (2, T)).tolist()
    return Small(weights, tuple(x), tuple(target), float(rng.uniform(-1, 1)), wanted)


def by_autograd(net: Small) -> dict[str, list[float]]:
    """Every value and gradient, computed step by step in torch."""

    def leaf(value: float) -> torch.Tensor:
        return torch.tensor(value, dtype=torch.float64, requires_grad=True)

    w = {name: leaf(value) for name, value in net.weights.items()}
    x, h, a, y = [leaf(value) for value in net.x], [leaf(net.h0)], [], []
    for t in range(net.T):
        a.append(w["Wx"] * x[t] + w["Wh"] * h[t] + w["b"])
        h.append(torch.tanh(a[t]))
        y.append(w["Wy"] * h[t + 1])
        for one in (a[t], h[t + 1], y[t]):
            one.retain_grad()
    asked = range(net.T) if net.wanted == "every" else [net.T - 1]
    loss = sum((y[t] - net.target[t]) ** 2 / 2 for t in asked)
    assert isinstance(loss, torch.Tensor)
    loss.backward()  # type: ignore[no-untyped-call]

    def grads(values: list[torch.Tensor]) -> list[float]:
        return [0.0 if one.grad is None else one.grad.item() for one in values]

    return {
        "a": [one.item() for one in a],
        "h": [one.item() for one in h],
        "y": [one.item() for one in y],
        "dy": grads(y),
        "dh": grads(h),
        "da": grads(a),
        "dx": grads(x),
        "total": [loss.item()],
        "gradient": grads([w[name] for name in WEIGHTS]),
    }


@pytest.mark.parametrize("wanted", ["every", "last"])
@pytest.mark.parametrize("seed", range(5))
def test_every_number_is_autograds(seed: int, wanted: str) -> None:
    net = random_net(seed, wanted)
    found, expected = sweep(net), by_autograd(net)
    for name in ("a", "h", "y", "dy", "dh", "da", "dx"):
        np.testing.assert_allclose(getattr(found, name), expected[name], atol=1e-12)
    np.testing.assert_allclose(found.total, expected["total"][0], rtol=1e-12)
    np.testing.assert_allclose(
        [found.gradient[name] for name in WEIGHTS], expected["gradient"], atol=1e-12
    )


def test_one_step_by_hand() -> None:
    """With W_x = 0 and b = 0 the state is tanh(0) = 0, the answer 0, the error -1: only W_x and b can learn, by W_y times -1 times x."""
    found = sweep(Small({"Wx": 0.0, "Wh": 0.0, "b": 0.0, "Wy": 2.0}, (3.0,), (1.0,)))
    assert found.total == 0.5
    assert found.gradient == {"Wx": -6.0, "Wh": 0.0, "b": -2.0, "Wy": 0.0}


def test_what_arrives_at_a_state_is_its_own_and_the_futures_part() -> None:
    """Cutting all later losses off leaves the part of the own answer; each part alone is a derivative of its own."""
    net = random_net(1)
    whole = sweep(net)
    short = sweep(replace(net, x=net.x[:2], target=net.target[:2]))
    np.testing.assert_allclose(short.dh[2], whole.from_output[1], rtol=1e-12)
    np.testing.assert_allclose(whole.dh[2] - short.dh[2], whole.from_future[2], rtol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_finite_differences_agree(seed: int) -> None:
    net = random_net(seed)
    exact, measured = sweep(net).gradient, differences(net)
    assert set(measured) == set(WEIGHTS)
    for name in WEIGHTS:
        assert measured[name] == pytest.approx(exact[name], abs=1e-7)


def test_an_update_goes_against_autograds_gradient() -> None:
    net = random_net(2)
    moved = updated(net, 0.3).weights
    for name, slope in zip(WEIGHTS, by_autograd(net)["gradient"], strict=True):
        assert moved[name] == pytest.approx(net.weights[name] - 0.3 * slope, rel=1e-12)


@pytest.mark.parametrize(
    "change",
    [
        {"weights": {"Wx": 1.0}},
        {"x": ()},
        {"target": (1.0,)},
        {"wanted": "first"},
        {"h0": float("nan")},
    ],
)
def test_what_is_no_network_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        replace(random_net(0), **change)  # type: ignore[arg-type]
