"""What a report says, against a loop over time steps that autograd goes back through, and against the NumPy net."""

from typing import Any

import numpy as np
import pytest
import torch

from lstm_core.config import TrainConfig
from lstm_core.examining import Exam, Probed, see_lstm
from lstm_core.models import SequenceModel
from lstm_core.net import Net, one_net, softmax
from lstm_core.seeds import Nets, collate
from lstm_core.tasks import Task, make_task
from tests.core.test_stacked import INPUTS, KINDS, A, batch_of, config_of

pytestmark = pytest.mark.usefixtures("single_thread")

CELLS: dict[str, Any] = {
    "lstm": torch.nn.LSTMCell,
    "gru": torch.nn.GRUCell,
    "rnn": torch.nn.RNNCell,
}
CONFIGS = [
    TrainConfig(task="order", length=12, H=5, E=0, seeds=2),
    TrainConfig(task="sentences", length=1, H=6, E=4, seeds=2),
    TrainConfig(task="adding", length=12, lengths="uniform", H=5, E=3, seeds=2),
    TrainConfig(task="copy", length=4, lengths="fixed", H=5, E=2, seeds=2, seed=3),
]


def by_kind(config: TrainConfig, kind: str) -> TrainConfig:
    name, _, activation = kind.partition(" ")
    return TrainConfig.from_dict(
        {**config.to_dict(), "kind": name, "activation": activation or "tanh"}
    )


def step_by_step(config: TrainConfig, weights: dict[str, Any], task: Task) -> torch.Tensor:
    """||dL_b/dh_t|| (T, B) of the probe in float64: cells of PyTorch's, one step after the other, retain_grad."""
    probe = task.probe()
    own = {name: torch.tensor(np.asarray(w)).double() for name, w in weights.items()}
    x = torch.tensor(probe.x)
    if "embed.weight" in own:
        values = own["embed.weight"][x]
    elif task.symbols:
        values = torch.nn.functional.one_hot(x, task.symbols).double()
    else:
        values = x.double()
    if "linear.weight" in own:
        values = values @ own["linear.weight"].T + own["linear.bias"]
    more = {"nonlinearity": config.activation} if config.kind == "rnn" else {}
    cell = CELLS[config.kind](values.shape[2], config.H, dtype=torch.float64, **more)
    cell.load_state_dict(
        {n[10:-3]: w for n, w in own.items() if n.startswith("recurrent.")}
    )  # recurrent.weight_ih_l0
    B, T = values.shape[:2]
    state = torch.zeros(2, B, config.H, dtype=torch.float64)
    h, c, kept = state[0], state[1], []
    for t in range(T):
        if config.kind == "lstm":
            h, c = cell(values[:, t], (h, c))
        else:
            h = cell(values[:, t], h)
        h.retain_grad()
        kept.append(h)
    K = probe.target.shape[1]
    total = torch.zeros((), dtype=torch.float64)
    for b, k in zip(*np.nonzero(probe.weight), strict=True):
        said = kept[T - K + k][b] @ own["readout.weight"].T + own["readout.bias"]
        wanted = probe.target[b, k]
        item = (said[0] - wanted) ** 2 if task.regression else -said.log_softmax(0)[wanted]
        # A sequence's own loss: the batch's is the mean over the B of them.
        total = total + B * float(probe.weight[b, k]) * item
    torch.autograd.backward(total)
    return torch.stack([torch.zeros(B) if h.grad is None else h.grad.norm(dim=1) for h in kept])


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.task)
@pytest.mark.parametrize("kind", KINDS)
def test_report_is_what_a_loop_over_time_steps_finds(config: TrainConfig, kind: str) -> None:
    config = by_kind(config, kind)
    task = make_task(config)
    nets = Nets(config, task)
    measured = Exam(config, task, nets).measure()
    probe = task.probe()
    for s in range(config.seeds):
        weights = one_net({name: w.numpy() for name, w in nets.weights.items()}, s)
        wanted = step_by_step(config, weights, task).mean(1)
        tolerance = 1e-5 if config.kind == "lstm" else 1e-10
        np.testing.assert_allclose(measured.gradient[s], wanted, rtol=tolerance, atol=1e-12)
        net = Net.from_weights(weights, config)
        traces = [net.trace(x) for x in probe.x]
        for name, gate in measured.gates.items():
            of_all = np.mean([np.abs(one.gates[name]).mean(1) for one in traces], axis=0)
            np.testing.assert_allclose(gate[s], of_all, atol=1e-6)
        K, (last,) = probe.target.shape[1], probe.scored[0].nonzero()[0][-1:]
        said = net.logits(probe.x[0])[last - K]
        if not task.regression:
            said = softmax(said)[task.answer_classes()]
        np.testing.assert_allclose(measured.answer[s], said, atol=1e-6)


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: config.task)
@pytest.mark.parametrize("kind", ["lstm", "rnn"])
def test_scores_are_those_of_the_numpy_net_on_the_seeds_own_sequences(
    config: TrainConfig, kind: str
) -> None:
    config = by_kind(config, kind)
    task = make_task(config)
    nets = Nets(config, task)
    measured = Exam(config, task, nets).measure()
    s = 1
    rng = np.random.default_rng([config.seed + s, 2])
    net = Net.from_weights({name: w[s] for name, w in nets.weights.items()}, config)
    B = max(256 // len(task.distances), 32)
    for k, distance in enumerate(task.distances):
        batch = task.test_batch(rng, B, distance)
        hits = []
        for x, target, scored in zip(batch.x, batch.target, batch.scored, strict=True):
            said = net.logits(x)[-len(target) :][scored]
            hits += list(
                (said[:, 0] - target[scored]) ** 2
                if task.regression
                else said.argmax(1) == target[scored]
            )
        assert measured.by_distance[s, k] == pytest.approx(np.mean(hits), rel=1e-5)


@pytest.mark.parametrize("inputs", INPUTS, ids=str)
def test_lstms_gradient_in_float64_is_exact(inputs: tuple[int, int, int]) -> None:
    """The way around through the identity, against the gradient that autograd gives for each state of a cell."""
    V, D, E = inputs
    config = config_of("lstm", E)
    model = SequenceModel(config, V, D, A, torch.Generator().manual_seed(0)).double()
    batch = batch_of(3, V, D, steps=7, K=4)
    seen: Probed = see_lstm(model, collate([batch]))
    cell = torch.nn.LSTMCell(E or V or D, config.H, dtype=torch.float64)
    own = dict(model.recurrent.named_parameters())
    cell.load_state_dict({name[:-3]: weight for name, weight in own.items()})
    values = model.values(torch.tensor(batch.x))
    h = c = torch.zeros(len(batch.x), config.H, dtype=torch.float64)
    states = []
    for t in range(7):
        h, c = cell(values[:, t], (h, c))
        h.retain_grad()
        states.append(h)
    logits = model.readout(torch.stack(states[3:], 1)).log_softmax(-1)  # (B, K, A)
    taken = torch.tensor(np.maximum(batch.target, 0))[..., None]
    torch.autograd.backward((-logits.gather(2, taken)[..., 0] * torch.tensor(batch.weight)).sum())
    for t, state in enumerate(states):
        wanted = torch.zeros_like(state) if state.grad is None else state.grad
        torch.testing.assert_close(seen.gradient[t, 0], wanted, atol=1e-12, rtol=1e-8)


@pytest.mark.parametrize(("kind", "smallest"), [("rnn", 1e-300), ("lstm", 1e-60)])
def test_a_gradient_far_below_what_float32_holds_is_still_a_number(
    kind: str, smallest: float
) -> None:
    config = TrainConfig(task="latch", length=200, kind=kind, H=8, E=0, seeds=1, gate_bias=0.0)
    nets = Nets(config, make_task(config))
    nets.weights["recurrent.weight_hh_l0"].mul_(0.5 if kind == "rnn" else 0.05)
    gradient = Exam(config, make_task(config), nets).measure().gradient[0]
    seen = gradient[gradient > 0]
    assert smallest < seen.min() < 1e-45
    assert np.isfinite(np.log10(seen)).all()
