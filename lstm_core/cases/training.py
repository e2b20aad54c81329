"""train_case: an experiment of one kind of net on one case, as a generator of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lstm_core.arrays import Array
from lstm_core.cases.case import FILES, Case, Inputs, make_case, usual
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.events import CaseEvent
from lstm_core.events import Checkpoint
from lstm_core.training import never

REPORTS = 24  # after the one at step 0
CLIP = 1.0  # the largest norm of the gradient
TOGETHER = 256  # examples that are examined at once


class Pupil:
    """One net, its data and its optimiser.

    Args:
        config: of the experiment.
        seed: of this net: which data are held out, how it starts, which batches it sees.

    Attributes:
        loss: the sum since the last report, over `steps` training steps.
        alive: whether loss and gradient have been finite so far. A net that is not learns no more.
    """

    def __init__(self, config: CaseConfig, seed: int) -> None:
        ways = usual(config)
        self.seed = seed
        self.case: Case = make_case(config, seed)
        self.net = make_net(config, self.case, seed)
        self.optimiser = torch.optim.AdamW(
            self.net.parameters(),
            ways.learning_rate,
            weight_decay=ways.weight_decay,
            fused=True,
        )
        self.loss, self.steps, self.alive = 0.0, 0, True
        self._held, self._targets = self.case.held_out()

    def first_loss(self) -> float:
        """On the batch of step 0, before anything is learned."""
        with torch.no_grad():
            return float(self._batch_loss(0))

    def learn(self, step: int) -> None:
        """One training step, on the batch that default_rng([seed, 1, step]) draws."""
        loss = self._batch_loss(step)
        self.optimiser.zero_grad()
        torch.autograd.backward(loss)
        norm = nn.utils.clip_grad_norm_(self.net.parameters(), CLIP)
        self.alive = bool(torch.isfinite(loss + norm))
        if self.alive:
            self.optimiser.step()
            self.loss += float(loss.detach())
            self.steps += 1

    def _batch_loss(self, step: int) -> Tensor:
        inputs, targets = self.case.draw(np.random.default_rng([self.seed, 1, step]))
        logits = self.net(*map(torch.from_numpy, inputs))
        return nn.functional.cross_entropy(logits, torch.from_numpy(targets))

    def examine(self) -> dict[str, float]:
        """Its scores on what is held out; NaN once it is not alive."""
        scores = self.case.scores(probabilities(self.net, self._held), self._targets)
        return scores if self.alive else dict.fromkeys(scores, float("nan"))

    def mean_loss(self) -> float:
        """Since the last report; the sums start over."""
        mean = self.loss / self.steps if self.steps else float("nan")
        self.loss, self.steps = 0.0, 0
        return mean


def train_case(
    config: CaseConfig, start: Checkpoint | None = None, stop: Callable[[], bool] = never
) -> Iterator[CaseEvent]:
    """Trains config.seeds nets side by side and reports: at step 0, then about REPORTS times, the last with `end`.

    "out of steps"; "diverged": some net's loss or gradient became NaN or infinite, after which it learned no more;
    "stopped". The last event's checkpoint has all nets' weights, (S, ...), and nothing to go on from.
    For the same bits every time, PyTorch must run on one thread: see `lstm_core.training.one_thread`.

    Args:
        config: all that the experiment depends on.
        start: must be None: an experiment is short, and one that was cut off is begun anew.
        stop: asked before every training step of every net.

    Raises:
        ValueError: a `start`; data of one's own that cannot be learned from.
    """
    if start is not None:
        raise ValueError("An experiment of a case is begun anew, not continued.")
    pupils = [Pupil(config, config.seed + s) for s in range(config.seeds)]
    steps = usual(config).steps
    every = max(1, round(steps / REPORTS))
    first = np.array([pupil.first_loss() for pupil in pupils])
    yield CaseEvent(0, first, _scores(pupils))
    step, end = 0, ""
    while not end:
        for pupil in pupils:
            if stop():
                end = "stopped"
            elif pupil.alive:
                pupil.learn(step)
        step += not end
        alive = [pupil.alive for pupil in pupils]
        if not end and (step >= steps or not any(alive)):
            end = "out of steps" if all(alive) else "diverged"
        if end or step % every == 0:
            loss = np.array([pupil.mean_loss() for pupil in pupils])
            checkpoint = Checkpoint(step, _weights(pupils), {}) if end else None
            yield CaseEvent(step, loss, _scores(pupils), checkpoint, end)


def make_net(config: CaseConfig, case: Case, seed: int) -> nn.Module:
    """The net of config's kind as it starts with this seed."""
    module = import_module(f"lstm_core.cases.{FILES[config.case]}_nets")
    net: nn.Module = module.net(config, case, torch.Generator().manual_seed(seed))
    return net


def probabilities(net: nn.Module, inputs: Inputs) -> Array:
    """The net's answers (N, K) to N examples."""
    found = []
    with torch.no_grad():
        for begin in range(0, len(inputs[0]), TOGETHER):
            some = (torch.from_numpy(one[begin : begin + TOGETHER]) for one in inputs)
            found.append(net(*some).double().softmax(1).numpy())
    return np.concatenate(found)


def _scores(pupils: list[Pupil]) -> dict[str, Array]:
    each = [pupil.examine() for pupil in pupils]
    return {name: np.array([scores[name] for scores in each]) for name in each[0]}


def _weights(pupils: list[Pupil]) -> dict[str, NDArray[Any]]:
    states = [pupil.net.state_dict() for pupil in pupils]
    return {name: np.stack([state[name].numpy() for state in states]) for name in states[0]}
