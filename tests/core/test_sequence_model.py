"""How the weights of a net start: what each knob of the start promises, from its own generator alone."""

import pytest
import torch

from lstm_core.config import TrainConfig
from lstm_core.models import SequenceModel

H = 48


def model_of(seed: int = 0, **knobs: object) -> SequenceModel:
    config = TrainConfig.from_dict({"task": "latch", "length": 50, "H": H, "E": 7, **knobs})
    return SequenceModel(config, 9, 0, 4, torch.Generator().manual_seed(seed))


def recurrent(model: SequenceModel) -> list[torch.Tensor]:
    """W_ih, W_hh, b_ih, b_hh, each (G, H, ...)."""
    return [one.detach().view(-1, H, *one.shape[1:]) for one in model.recurrent.parameters()]


def biases(model: SequenceModel) -> torch.Tensor:
    """(G, H), both together."""
    _, _, b_ih, b_hh = recurrent(model)
    return b_ih + b_hh


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_pytorchs_start_has_the_spread_of_pytorchs_modules(kind: str) -> None:
    model = model_of(kind=kind, gate_bias=None)
    limit = H**-0.5
    for weight in (*recurrent(model), model.readout.weight):
        assert 0.8 * limit < weight.abs().max() <= limit
    assert abs(model.embed.weight.std() - 1) < 0.3
    again = model_of(kind=kind, gate_bias=None).state_dict()
    assert all(torch.equal(one, again[name]) for name, one in model.state_dict().items())
    assert not torch.equal(model.readout.weight, model_of(1, kind=kind).readout.weight)


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("start", ["orthogonal", "identity", "gaussian"])
def test_every_gates_block_has_the_spectral_radius_that_is_asked_for(kind: str, start: str) -> None:
    W_hh = recurrent(model_of(kind=kind, start=start, radius=1.3))[1].double()
    for block in W_hh:
        assert torch.linalg.eigvals(block).abs().max() == pytest.approx(1.3, abs=1e-5)
        if start != "gaussian":
            torch.testing.assert_close(
                block @ block.T, 1.69 * torch.eye(H).double(), atol=1e-5, rtol=0
            )
        assert torch.equal(block, 1.3 * torch.eye(H).double().float()) or start != "identity"


@pytest.mark.parametrize("kind", ["lstm", "gru"])
def test_gate_bias_is_that_of_the_keeping_gate_alone(kind: str) -> None:
    # Of an LSTM the gates are i, f, g, o, of a GRU r, u, n.
    mine, others = (biases(model_of(kind=kind, gate_bias=bias)) for bias in (2.5, None))
    assert (mine[1] == 2.5).all()
    assert torch.equal(mine[[0, 2]], others[[0, 2]])


def test_chrono_spreads_the_memorys_time_constants_up_to_t() -> None:
    """With zero input, f = σ(b_f) forgets in 1 / (1 - f) = 1 + exp(b_f) steps: 2 to T."""
    i, f, g, o = biases(model_of(chrono=80))
    steps = 1 + f.exp()
    assert 2 <= steps.min() < 12
    assert 70 < steps.max() <= 80
    assert torch.equal(i, -f)
    assert not torch.stack([g, o]).any()
    r, u, n = biases(model_of(kind="gru", chrono=80))
    assert 70 < 1 + u.exp().max() <= 80
    assert not torch.stack([r, n]).any()
    assert not biases(model_of(chrono=1)).any()


def test_the_global_random_state_is_left_alone() -> None:
    torch.manual_seed(5)
    before = torch.get_rng_state()
    for start in ("pytorch", "orthogonal", "gaussian"):
        model_of(start=start, chrono=20)
    assert torch.equal(torch.get_rng_state(), before)
