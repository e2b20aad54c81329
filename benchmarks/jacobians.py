"""How fast the gradient through time is had in closed form, against three ways to ask autograd for the same numbers.

All dh_T/dh_t of one net over T = 100 steps with H = 32 units, full matrices in double precision: a loop of
`torch.autograd.grad` over the outputs; `torch.func.jacrev` by nudges added to the states; one backward pass for all outputs
(`is_grads_batched`). And how much the loss at each step taught the weights through each step: T calls of
`torch.autograd.grad`, one for each loss, by copies of W_hh that belong to one step each. The forward pass has been made
before the clock starts; jacrev makes its own, and so is compared with both of ours. Everything runs on one thread. Each
round measures one after the other, so that what else the machine does meets all of them; of the rounds the median counts.
That all agree is checked first.
"""

from __future__ import annotations

import argparse
import os

# NumPy's matrix products are on one thread only if it hears so before it is imported.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import time
from collections.abc import Callable, Sequence
from statistics import median

import numpy as np
import torch
from torch import Tensor

from benchmarks.server import table
from lstm_core.arrays import Array
from lstm_core.cells import GATES, Cell
from lstm_core.gradients import Product, contributions, decay, jacobian_products
from lstm_core.passes import Passes, run_passes
from lstm_core.training import one_thread

T, H, D = 100, 32, 8
LOOP_GOAL, TAUGHT_GOAL = 30, 50
SIZES = (T, D), (1, T, H)  # of the inputs and of what the losses send


def net_of(kind: str, seed: int = 0) -> Cell:
    """A net with PyTorch's start."""
    rng, G = np.random.default_rng(seed), len(GATES[kind])
    shapes = (G, H, D), (G, H, H), (G, H), (G, H)
    return Cell(kind, "tanh", *(rng.uniform(-(H**-0.5), H**-0.5, shape) for shape in shapes))


class Torch:
    """The same net in PyTorch, written for it: the sums of the inputs at once, then one step after another."""

    def __init__(self, cell: Cell, x: Array) -> None:
        self.kind = cell.kind
        self.W = torch.tensor(cell.W_hh.reshape(-1, H))
        self.b = torch.tensor(cell.b_hh.reshape(-1))
        W_ih = torch.tensor(cell.W_ih.reshape(-1, D))
        self.from_x = torch.tensor(x) @ W_ih.T + torch.tensor(cell.b_ih.reshape(-1))
        self.nudges = torch.zeros(T + 1, H, dtype=torch.float64, requires_grad=True)
        self.states = self.run(self.nudges)
        self.copies = [self.W.clone().requires_grad_() for _ in range(T)]
        self.taught = self.run(self.nudges.detach(), self.copies)
        self.leaves = [torch.zeros_like(self.b, requires_grad=True) for _ in range(T)]
        self.leaned = self.run(self.nudges.detach(), leaves=self.leaves)

    def step(self, from_x: Tensor, from_h: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
        """One step from (H,) states."""
        if self.kind == "lstm":
            i, f, g, o = (from_x + from_h).chunk(4)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            return torch.sigmoid(o) * torch.tanh(c), c
        if self.kind == "gru":
            (x_r, x_u, x_n), (h_r, h_u, h_n) = from_x.chunk(3), from_h.chunk(3)
            r, u = torch.sigmoid(x_r + h_r), torch.sigmoid(x_u + h_u)
            n = torch.tanh(x_n + r * h_n)
            return (1 - u) * n + u * h, c
        return torch.tanh(from_x + from_h), c

    def run(
        self,
        nudges: Tensor,
        copies: Sequence[Tensor] | None = None,
        leaves: Sequence[Tensor] | None = None,
    ) -> list[Tensor]:
        """The states h of steps 0 to T, nudges (T+1, H) added to each.

        Each step may have a copy of W_hh, or of its bias, of its own, so that autograd tells what goes through that step.
        """
        h = c = torch.zeros(H, dtype=torch.float64)
        states = [h + nudges[0]]
        for t, (from_x, nudge) in enumerate(zip(self.from_x, nudges[1:], strict=True)):
            bias = leaves[t] + self.b if leaves else self.b
            from_h = torch.addmv(bias, copies[t] if copies else self.W, states[-1])
            h, c = self.step(from_x, from_h, states[-1], c)
            states.append(h + nudge)
        return states

    def loop(self) -> Tensor:
        """The Jacobians (T+1, H, H), a call of autograd for each output."""
        last = self.states[-1].unbind()
        rows = [torch.autograd.grad(one, self.nudges, retain_graph=True)[0] for one in last]
        return torch.stack(rows, dim=1)

    def batched(self) -> Tensor:
        """The same from one call with a batch of outputs."""
        outputs = torch.eye(H, dtype=torch.float64)
        (found,) = torch.autograd.grad(
            self.states[-1], self.nudges, outputs, retain_graph=True, is_grads_batched=True
        )
        return found.transpose(0, 1)

    def jacrev(self) -> Tensor:
        """The same by torch.func, which makes its own forward pass."""
        found: Tensor = torch.func.jacrev(lambda nudges: self.run(nudges)[-1])(self.nudges.detach())
        return found.transpose(0, 1)

    def matrices(self, direct: Tensor) -> Array:
        """Norms (T, T) of what each loss adds to dL/dW_hh through each step, a call of autograd for each loss."""
        sizes = torch.full((T, T), torch.nan, dtype=torch.float64)
        for tau in range(T):
            loss = direct[tau] @ self.taught[tau + 1]
            found = torch.autograd.grad(loss, self.copies[: tau + 1], retain_graph=True)
            sizes[tau, : tau + 1] = torch.stack(found).flatten(1).norm(dim=1)
        return sizes.numpy()

    def vectors(self, direct: Tensor) -> Array:
        """The same for those who know that each addend is an outer product with h of the step before."""
        sizes = torch.full((T, T), torch.nan, dtype=torch.float64)
        lengths = torch.stack([state.detach().norm() for state in self.leaned[:-1]])
        for tau in range(T):
            loss = direct[tau] @ self.leaned[tau + 1]
            found = torch.autograd.grad(loss, self.leaves[: tau + 1], retain_graph=True)
            sizes[tau, : tau + 1] = torch.stack(found).norm(dim=1) * lengths[: tau + 1]
        return sizes.numpy()


def closed(p: Passes) -> list[Product]:
    """The Jacobians of h in closed form, each with its exponent."""
    return list(jacobian_products(p, rows=slice(0, H)))


def timed(compute: Callable[[], object]) -> float:
    """Milliseconds of a call, over as many as 20 ms take."""
    start, calls, passed = time.perf_counter(), 0, 0.0
    while passed < 20:
        compute()
        calls += 1
        passed = (time.perf_counter() - start) * 1e3
    return passed / calls


def agree(p: Passes, net: Torch, direct: Array) -> None:
    """All ways give the same numbers, to 1e-9 of the norm of each Jacobian."""
    ours = [np.ldexp(one.matrix[0, :, :H], one.exponent[0]) for one in reversed(closed(p))]
    for theirs in (net.loop(), net.jacrev(), net.batched()):
        for one, other in zip(ours, theirs.detach().numpy(), strict=True):
            assert np.linalg.norm(one - other) <= 1e-9 * np.linalg.norm(one)
    for sizes in (net.matrices(torch.tensor(direct[0])), net.vectors(torch.tensor(direct[0]))):
        with np.errstate(divide="ignore"):
            np.testing.assert_allclose(contributions(p, direct)[0], np.log10(sizes), atol=1e-9)


def measured(kind: str, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every way, one in each round."""
    x, direct = (np.random.default_rng(s).normal(size=size) for s, size in enumerate(SIZES))
    cell = net_of(kind)
    p, net, given = run_passes([cell], x), Torch(cell, x), torch.tensor(direct[0])
    agree(p, net, direct)
    ways: dict[str, Callable[[], object]] = {
        "closed form": lambda: closed(p),
        "run_passes()": lambda: run_passes([cell], x),
        "loop": net.loop,
        "jacrev": net.jacrev,
        "batched": net.batched,
        "decay()": lambda: decay(p),
        "contributions()": lambda: contributions(p, direct),
        "matrices": lambda: net.matrices(given),
        "vectors": lambda: net.vectors(given),
    }
    times = [{name: timed(way) for name, way in ways.items()} for _ in range(rounds)]
    return {name: [one[name] for one in times] for name in ways}


def ratio(ms: dict[str, list[float]], theirs: str, *ours: str) -> float:
    """The median of the rounds' own ratios, of one of theirs to the sum of ours."""
    sums = [sum(one) for one in zip(*(ms[name] for name in ours), strict=True)]
    ratios = [one / other for one, other in zip(ms[theirs], sums, strict=True)]
    return float(median(ratios))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figures beside their goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args(arguments).rounds
    one_thread()
    rows, ratios = [], []
    for kind in GATES:
        ms = measured(kind, rounds)
        ratios.append(
            (
                *(ratio(ms, "loop", "closed form"), ratio(ms, "batched", "closed form")),
                ratio(ms, "jacrev", "closed form", "run_passes()"),
                *(ratio(ms, name, "contributions()") for name in ("matrices", "vectors")),
            )
        )
        rows.append((kind, *(f"{median(times):.2f}" for times in ms.values())))
    loop, batched, jacrev, matrices, vectors = (min(one) for one in zip(*ratios, strict=True))
    print(f"milliseconds for one net, T = {T}, H = {H}, one thread; median of {rounds}")
    print(table(("net", *ms), rows))
    print(
        f"\nall dh_T/dh_t in closed form: {loop:.0f} times the speed of the loop (goal: at least {LOOP_GOAL}), "
        f"{jacrev:.1f} times that of jacrev, {batched:.1f} times that of one batched backward pass (goal: more than 1); "
        f"all contributions: {matrices:.0f} times the speed of {T} calls of autograd.grad (goal: at least {TAUGHT_GOAL}), "
        f"{vectors:.0f} times if these give the vectors of the outer products alone; each the least of the three nets"
    )


if __name__ == "__main__":
    main()
