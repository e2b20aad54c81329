"""RNN and GRU nets of several seeds as one: every matrix product is one for all of them, and BPTT is written by hand.

Nets this small spend their time in starting operations, not in arithmetic, so that S nets cost little more than one.
The same is exact to rounding as S of PyTorch's own modules. It is not for the LSTM, whose module in PyTorch runs all
its steps in one fused operation that nothing here could beat.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

from lstm_core.config import TrainConfig


class StackedModel:
    """S nets of one kind, "rnn" or "gru", each as `SequenceModel` has it; `weights` by the same names, (S, ...) each."""

    def __init__(self, config: TrainConfig, weights: Mapping[str, Tensor]) -> None:
        self.kind, self.activation = config.kind, config.activation
        self.weights = weights

    def states(self, x: Tensor) -> Tensor:
        """The states h (T, S, B, H) at inputs x: (T, S, B) symbols or (T, S, B, D) values."""
        W, b_hh = self.weights["recurrent.weight_hh_l0"], self.weights["recurrent.bias_hh_l0"]
        if self.kind == "gru":
            return recorded(StackedGRU, self.projected(x), W, b_hh)
        return recorded(StackedRNN, self.projected(x), W, self.activation)

    def projected(self, x: Tensor) -> Tensor:
        """W_ih times what goes into the recurrent layer, and its biases, (T, S, B, G*H).

        Only b_hn of a GRU is left out, which r scales.
        """
        W, bias = self.weights["recurrent.weight_ih_l0"], self.weights["recurrent.bias_ih_l0"]
        b_hh, H = self.weights["recurrent.bias_hh_l0"], self.weights["readout.weight"].shape[2]
        if self.kind == "gru":
            outside = torch.ones_like(b_hh)
            outside[:, 2 * H :] = 0
            b_hh = b_hh * outside
        bias = (bias + b_hh)[:, None]  # (S, 1, G*H)
        if not x.is_floating_point():
            # A symbol's row is the same wherever it stands: one product for each symbol, then look up.
            if "embed.weight" in self.weights:
                rows = torch.baddbmm(bias, self.weights["embed.weight"], W.transpose(1, 2))
            else:
                rows = bias + W.transpose(1, 2)  # (S, V, G*H)
            S, V, width = rows.shape
            first = torch.arange(0, S * V, V)[:, None]  # (S, 1)
            looked_up = rows.reshape(S * V, width).index_select(0, (x + first).flatten())
            return looked_up.view(*x.shape, width)
        T, S, B, D = x.shape
        values = x.transpose(0, 1).reshape(S, T * B, D)
        if "linear.weight" in self.weights:
            linear, add = self.weights["linear.weight"], self.weights["linear.bias"]
            values = torch.baddbmm(add[:, None], values, linear.transpose(1, 2))
        p = torch.baddbmm(bias, values, W.transpose(1, 2))
        return p.view(S, T, B, -1).transpose(0, 1).contiguous()

    def readout(self, h: Tensor) -> Tensor:
        """The answers (S, N, A) to states (S, N, H)."""
        W, bias = self.weights["readout.weight"], self.weights["readout.bias"]
        return torch.baddbmm(bias[:, None], h, W.transpose(1, 2))


def recorded(function: type[torch.autograd.Function], *inputs: Any) -> Tensor:
    """`function` of the inputs, recorded for autograd."""
    apply: Callable[..., Tensor] = function.apply
    return apply(*inputs)


class StackedRNN(torch.autograd.Function):
    """p (T, S, B, H) and W (S, H, H) -> h (T, S, B, H), for autograd."""

    @staticmethod
    def forward(ctx: Any, p: Tensor, W: Tensor, activation: str) -> Tensor:
        """The states."""
        h = rnn_forward(p, W, activation)
        ctx.save_for_backward(h, W)
        ctx.activation = activation
        return h

    @staticmethod
    def backward(ctx: Any, direct: Tensor) -> tuple[Tensor, Tensor, None]:
        """The gradients of p and W."""
        h, W = ctx.saved_tensors
        delta, _ = rnn_backward(direct, h, W, ctx.activation)
        return delta, outer(delta[1:], h[:-1]), None


def rnn_forward(p: Tensor, W: Tensor, activation: str) -> Tensor:
    """h_t = tanh(p_t + W h_(t-1)), or relu, from h_0 = 0."""
    h, W_t = p.clone(), W.transpose(1, 2).contiguous()
    before = torch.zeros_like(p[0])
    for h_t in h.unbind():
        h_t.baddbmm_(before, W_t)
        before = h_t.relu_() if activation == "relu" else h_t.tanh_()
    return h


def rnn_backward(direct: Tensor, h: Tensor, W: Tensor, activation: str) -> tuple[Tensor, Tensor]:
    """Backpropagation through time (Werbos 1990): from dL/dh_t along the readout alone, `direct`, (T, S, B, H).

    Returns:
        delta: dL/dp_t, (T, S, B, H).
        total: dL/dh_t with all later steps, (T, S, B, H).
    """
    # dL/dh_t = direct_t + W^T delta_(t+1),  delta_t = dL/dh_t * act'(p_t), and tanh' = 1 - h^2
    slope = (h > 0).to(h) if activation == "relu" else 1 - h * h
    delta, total, W = torch.empty_like(h), direct.clone(), W.contiguous()
    steps = list(zip(delta.unbind(), slope.unbind(), total.unbind(), strict=True))
    for t in range(len(steps) - 1, -1, -1):
        delta_t, slope_t, total_t = steps[t]
        torch.mul(total_t, slope_t, out=delta_t)
        if t:
            steps[t - 1][2].baddbmm_(delta_t, W)
    return delta, total


class StackedGRU(torch.autograd.Function):
    """p (T, S, B, 3H), W (S, 3H, H) and b_hh (S, 3H), of which b_hn is used, -> h (T, S, B, H), for autograd."""

    @staticmethod
    def forward(ctx: Any, p: Tensor, W: Tensor, b_hh: Tensor) -> Tensor:
        """The states."""
        h, gates, n, q = gru_forward(p, W, b_hh)
        ctx.save_for_backward(h, gates, n, q, W)
        return h

    @staticmethod
    def backward(ctx: Any, direct: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The gradients of p, W and b_hh."""
        h, gates, n, q, W = ctx.saved_tensors
        delta, delta_n, _ = gru_backward(direct, h, gates, n, q, W)
        H = h.shape[-1]
        d_b = delta.sum(0).sum(1)  # (S, 3H)
        d_b[:, : 2 * H] = 0  # b_hr and b_hz are in p
        return torch.cat([delta[..., : 2 * H], delta_n], -1), outer(delta[1:], h[:-1]), d_b


def gru_forward(p: Tensor, W: Tensor, b_hh: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The equations of torch.nn.GRU, from h_0 = 0; u is the update gate.

    Returns:
        h (T, S, B, H), the gates r and u side by side (T, S, B, 2H), the candidate n and q = W_hn h_(t-1) + b_hn,
        both (T, S, B, H).
    """
    T, S, B, H = *p.shape[:3], p.shape[3] // 3
    W_t = W.transpose(1, 2).contiguous()
    W_gates, W_n, b_n = W_t[..., : 2 * H], W_t[..., 2 * H :], b_hh[:, None, 2 * H :]
    gates, n, h = (
        p[..., : 2 * H].contiguous(),
        p[..., 2 * H :].contiguous(),
        p.new_empty(T, S, B, H),
    )
    q = b_n.expand(T, S, B, H).contiguous()
    before = p.new_zeros(S, B, H)
    steps = zip(gates.unbind(), q.unbind(), n.unbind(), h.unbind(), strict=True)
    for gates_t, q_t, n_t, h_t in steps:
        # r, u = σ(p + W h_(t-1))
        gates_t.baddbmm_(before, W_gates).sigmoid_()
        q_t.baddbmm_(before, W_n)
        # n = tanh(p_n + r * q)
        n_t.addcmul_(gates_t[..., :H], q_t).tanh_()
        # h_t = (1 - u) * n + u * h_(t-1)
        before = torch.lerp(n_t, before, gates_t[..., H:], out=h_t)
    return h, gates, n, q


def gru_backward(
    direct: Tensor, h: Tensor, gates: Tensor, n: Tensor, q: Tensor, W: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Backpropagation through time, from dL/dh_t along the readout alone, `direct` (T, S, B, H).

    Returns:
        delta: the gradients of W_r h + ..., W_u h + ... and q, (T, S, B, 3H).
        delta_n: that of the candidate before squashing, (T, S, B, H).
        total: dL/dh_t with all later steps, (T, S, B, H).
    """
    T, S, B, H = h.shape
    r, u = gates[..., :H], gates[..., H:]
    before = torch.cat([h.new_zeros(1, S, B, H), h[:-1]])  # h_(t-1)
    # All deltas of a step are dL/dh_t times what the forward pass knows:
    to_n = (1 - u) * (1 - n * n)
    factors = h.new_empty(T, S, B, 3, H)
    torch.mul(to_n * q, r * (1 - r), out=factors[..., 0, :])
    torch.mul(before - n, u * (1 - u), out=factors[..., 1, :])
    torch.mul(to_n, r, out=factors[..., 2, :])
    delta, total, W = torch.empty_like(factors), direct.clone(), W.contiguous()
    steps = list(zip(*(a.unbind() for a in (delta, factors, total, u)), strict=True))
    for t in range(T - 1, -1, -1):
        delta_t, factors_t, total_t, u_t = steps[t]
        torch.mul(total_t.unsqueeze(2), factors_t, out=delta_t)
        if t:
            # dL/dh_(t-1) = direct + u * dL/dh_t + W^T delta_t
            earlier = steps[t - 1][2].addcmul_(total_t, u_t)
            earlier.baddbmm_(delta_t.view(S, B, 3 * H), W)
    return delta.view(T, S, B, 3 * H), total * to_n, total


def outer(delta: Tensor, h: Tensor) -> Tensor:
    """The gradient of W (S, G, H): the sum over steps and sequences of delta (T, S, B, G) times h (T, S, B, H)."""
    S, G, H = delta.shape[1], delta.shape[3], h.shape[3]
    left = delta.permute(1, 3, 0, 2).reshape(S, G, -1)
    return torch.bmm(left, h.transpose(0, 1).reshape(S, -1, H))
