"""SequenceModel: the net that is trained, in PyTorch's own modules, and how its weights start. It learns nothing here."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lstm_core.cells import GATES, KEEPING
from lstm_core.config import TrainConfig


class SequenceModel(nn.Module):
    """Input layer, one recurrent layer, readout.

    Symbols are embedded in E values, values go through a linear layer with E outputs; with E = 0 values go in as they
    are and a symbol as V inputs, of which one is 1. Parameters: "embed.weight" or "linear.weight" and "linear.bias",
    "recurrent.weight_ih_l0" and so on, "readout.weight", "readout.bias".

    Args:
        config: kind, activation, H, E, and the knobs of the start.
        symbols: V, how many symbols there are; 0 if the inputs are values.
        inputs: D, values a time step; 0 if the inputs are symbols.
        outputs: A, classes, or 1 for a number.
        generator: where the weights are drawn from. None: they stay uninitialised.
    """

    def __init__(
        self,
        config: TrainConfig,
        symbols: int,
        inputs: int,
        outputs: int,
        generator: torch.Generator | None = None,
    ) -> None:
        super().__init__()
        self.symbols = symbols
        # Made on no device first, because PyTorch's own start would draw from the global random state.
        if config.E and symbols:
            self.embed = nn.Embedding(symbols, config.E, device="meta")
        elif config.E:
            self.linear = nn.Linear(inputs, config.E, device="meta")
        D, H = config.E or symbols or inputs, config.H
        if config.kind == "lstm":
            self.recurrent: nn.RNNBase = nn.LSTM(D, H, device="meta")
        elif config.kind == "gru":
            self.recurrent = nn.GRU(D, H, device="meta")
        else:
            self.recurrent = nn.RNN(D, H, nonlinearity=config.activation, device="meta")
        self.readout = nn.Linear(H, outputs, device="meta")
        self.to_empty(device="cpu")
        if generator is not None:
            draw_weights(self, config, generator)

    def states(self, x: Tensor) -> Tensor:
        """The states h (T, B, H) at inputs x: (T, B) symbols or (T, B, D) values."""
        h: Tensor = self.recurrent(self.values(x))[0]
        return h  # (T, B, H)

    def values(self, x: Tensor) -> Tensor:
        """What goes into the recurrent layer, (T, B, E) or (T, B, D)."""
        if hasattr(self, "embed"):
            embedded: Tensor = self.embed(x)
            return embedded
        if hasattr(self, "linear"):
            mixed: Tensor = self.linear(x)
            return mixed
        return nn.functional.one_hot(x, self.symbols).to(self.readout.weight) if self.symbols else x

    def forward(self, x: Tensor) -> Tensor:
        """The answers (T, B, A) at every step, before the softmax."""
        answers: Tensor = self.readout(self.states(x))
        return answers


@torch.no_grad()
def draw_weights(model: SequenceModel, config: TrainConfig, generator: torch.Generator) -> None:
    """Draws all weights as PyTorch's modules do by themselves, then those that config's start has otherwise."""
    for name, parameter in model.named_parameters():
        if name == "embed.weight":
            parameter.normal_(generator=generator)
        else:
            # Uniform in +-1/sqrt(n): n is H in the recurrent layer, and the inputs of a linear one.
            n = config.H
            if name.startswith("linear"):
                n = model.linear.in_features
            parameter.uniform_(-(n**-0.5), n**-0.5, generator=generator)
    H = config.H
    _, W_hh, b_ih, b_hh = model.recurrent.parameters()
    if config.start != "pytorch":
        for block in W_hh.view(-1, H, H):  # one gate's
            block.copy_(recurrent_start(config.start, H, config.radius, generator))
    if config.kind != "rnn" and config.chrono:
        chrono_biases(b_ih, b_hh, config, generator)
    elif config.kind != "rnn" and config.gate_bias is not None:
        first = GATES[config.kind].index(KEEPING[config.kind]) * H
        b_ih[first : first + H] = config.gate_bias
        b_hh[first : first + H] = 0  # PyTorch adds both


def recurrent_start(start: str, H: int, radius: float, generator: torch.Generator) -> Tensor:
    """A recurrent matrix (H, H) with spectral radius `radius`.

    "orthogonal" (Saxe et al. 2014) and "identity" (Le et al. 2015) are multiplied by it; "gaussian" is divided by its
    own largest eigenvalue first.
    """
    if start == "identity":
        return torch.eye(H).mul(radius)
    drawn = torch.randn(H, H, generator=generator, dtype=torch.float64)
    if start == "gaussian":
        largest = torch.linalg.eigvals(drawn).abs().max()
        return drawn.mul(radius / largest).float()
    q, r = torch.linalg.qr(drawn)
    # With the signs of r's diagonal q is uniform among all orthogonal matrices (Mezzadri 2007).
    signed: Tensor = q * r.diagonal().sign()
    return signed.mul(radius).float()


def chrono_biases(
    b_ih: Tensor, b_hh: Tensor, config: TrainConfig, generator: torch.Generator
) -> None:
    """Biases with which the memory's time constants are spread over 1 to T steps (Tallec and Ollivier 2018, chrono initialisation).

    b_f = log U(1, T - 1), b_i = -b_f, all others 0. A GRU has one gate for both, so only its update bias is set.
    """
    H, T = config.H, config.chrono
    b_ih.zero_()
    b_hh.zero_()
    kept = torch.empty(H).uniform_(1, max(T - 1, 1), generator=generator).log()
    first = GATES[config.kind].index(KEEPING[config.kind]) * H
    b_ih[first : first + H] = kept
    if config.kind == "lstm":
        b_ih[:H] = -kept
