"""train: a run as a generator of reports. What the nets are and what a report measures stand elsewhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint, TrainEvent
from lstm_core.examining import Exam
from lstm_core.seeds import Nets, answers, collate, losses, states
from lstm_core.tasks import Task, make_task

CHECKPOINT_GROWTH = 1.15  # the next checkpoint comes after 15 % more steps


@dataclass(eq=False)
class Progress:
    """Where a run stands, besides the weights; S nets. A checkpoint keeps all of it.

    Args:
        step: training steps done.
        loss: (S,) sum of the losses since the last report.
        steps: (S,) over how many training steps.
        norm: (S,) the largest norm of the gradient since the last report.
        alive: (S,) whether loss and gradient have been finite so far. A net that is not learns no more.
        good: (S,) whether the last check was good.
        solved_at: (S,) the step of the second good check in a row, -1 before.
    """

    step: int
    loss: Array
    steps: NDArray[np.int64]
    norm: Array
    alive: NDArray[np.bool_]
    good: NDArray[np.bool_]
    solved_at: NDArray[np.int64]

    @classmethod
    def fresh(cls, S: int) -> Progress:
        """At the start of a run."""
        no = np.zeros(S, dtype=bool)
        return cls(0, np.zeros(S), np.zeros(S, int), np.zeros(S), ~no, no, np.full(S, -1))

    def forget(self) -> None:
        """Starts the sums over again, after a report."""
        S = len(self.loss)
        self.loss, self.steps, self.norm = np.zeros(S), np.zeros(S, int), np.zeros(S)


def never() -> bool:
    """The `stop` of a run that nobody stops."""
    return False


def train(
    config: TrainConfig, start: Checkpoint | None = None, stop: Callable[[], bool] = never
) -> Iterator[TrainEvent]:
    """Trains config.seeds nets and reports: at step 0, then every config.report_every steps, and at the end.

    The last event has `end` and a checkpoint. "solved": every net has been, if config.stop_when_solved;
    "diverged": the same, but some net's loss or gradient became NaN or infinite, after which it learned no more;
    "out of steps"; "stopped". For the same bits every time, PyTorch must run on one thread: see `one_thread`.

    Args:
        config: all that the run depends on.
        start: goes on from here exactly as the uninterrupted run would; the events up to here are not repeated.
        stop: asked before each training step, and between the nets of a step, which is then not taken.

    Raises:
        ValueError: `start` is not of such a run.
    """
    task = make_task(config)
    nets = Nets(config, task)
    optimiser = optimiser_of(config, nets)
    exam = Exam(config, task, nets)
    progress = Progress.fresh(config.seeds)
    event = None
    if start is None:
        found = gradients(config, task, nets, progress, stop)
        event = report(exam, progress)
        first = np.full(config.seeds, np.nan) if found is None else found
        event = replace(event, loss=first, checkpoint=checkpoint_of(nets, optimiser, progress))
        yield event
    else:
        restore(start, nets, optimiser, progress)
    end = ending(config, progress)
    while not end:
        if not take_step(config, task, nets, optimiser, progress, stop):
            end = "stopped"
            break
        end = ending(config, progress)
        # Solved is judged at these steps only, so that where a run was cut does not matter.
        if progress.step % config.report_every == 0:
            event = report(exam, progress)
            end = ending(config, progress)
            if end:
                break
            if is_kept(progress.step, config.report_every):
                event = replace(event, checkpoint=checkpoint_of(nets, optimiser, progress))
            yield event
    if event is None or event.step != progress.step:
        event = report(exam, progress, last=True)
    yield replace(event, end=end, checkpoint=checkpoint_of(nets, optimiser, progress))


def take_step(
    config: TrainConfig,
    task: Task,
    nets: Nets,
    optimiser: torch.optim.Optimizer,
    progress: Progress,
    stop: Callable[[], bool],
) -> bool:
    """One training step of all nets that are alive; False if it was stopped, and then nothing is changed."""
    loss = gradients(config, task, nets, progress, stop)
    if loss is None:
        return False
    norm = clip(nets.grad, config.clip)
    learns = progress.alive
    progress.loss[learns] += loss[learns]
    progress.norm[learns] = np.fmax(progress.norm, norm)[learns]
    progress.steps[learns] += 1
    progress.step += 1
    progress.alive = learns & np.isfinite(loss) & np.isfinite(norm)
    for row, gradient, alive in zip(
        optimiser.param_groups[0]["params"], nets.grad, progress.alive, strict=True
    ):
        row.grad = gradient if alive else None  # without a gradient it stays as it is
    optimiser.step()
    return True


def gradients(
    config: TrainConfig,
    task: Task,
    nets: Nets,
    progress: Progress,
    stop: Callable[[], bool],
) -> Array | None:
    """Each net's loss (S,) on its own batch of this step, with the gradient in nets.grad; None if it was stopped.

    The batch of net s at step k comes from default_rng([config.seed + s, 1, k]), whatever the kind of net.
    """
    found = np.full(config.seeds, np.nan)
    for seeds, model, parameters, kept in nets.groups:
        if stop():
            return None
        if not progress.alive[seeds.start : seeds.stop].any():
            continue
        rngs = [np.random.default_rng([config.seed + s, 1, progress.step]) for s in seeds]
        asked = collate([task.train_batch(rng, config.batch) for rng in rngs])
        loss = losses(answers(model, states(model, asked.x), asked), asked)  # (n,)
        for place, gradient in zip(kept, torch.autograd.grad(loss.sum(), parameters), strict=True):
            place.copy_(gradient)
        found[seeds.start : seeds.stop] = loss.detach().numpy()
    return found


def clip(grad: torch.Tensor, longest: float) -> Array:
    """Shortens each net's gradient, a row of grad (S, P), to at most `longest` if that is not 0; the norms (S,) before."""
    norms = torch.linalg.vector_norm(grad, dim=1)
    if longest:
        # As torch.nn.utils.clip_grad_norm_ does it.
        grad.mul_((longest / (norms + 1e-6)).clamp(max=1.0)[:, None])
    found: Array = norms.double().numpy()
    return found


def optimiser_of(config: TrainConfig, nets: Nets) -> torch.optim.Optimizer:
    """PyTorch's own, with its own defaults, over the S rows of all weights: each net is one parameter to it."""
    rows, rate = [nn.Parameter(row) for row in nets.flat], config.learning_rate
    if config.optimiser == "adam":
        return torch.optim.Adam(rows, rate, fused=True)
    if config.optimiser == "sgd":
        return torch.optim.SGD(rows, rate, fused=True)
    return torch.optim.RMSprop(rows, rate)


def ending(config: TrainConfig, progress: Progress) -> str:
    """Why the run is over, or ""."""
    dead = ~progress.alive
    over = dead | (progress.solved_at >= 0) if config.stop_when_solved else dead
    if over.all():
        return "diverged" if dead.any() else "solved"
    return "out of steps" if progress.step >= config.steps else ""


def report(exam: Exam, progress: Progress, last: bool = False) -> TrainEvent:
    """Measures the nets, judges which have solved the task, and starts the sums of `progress` over.

    The `last` report of a run that ends between two regular ones changes nothing, so that it can be continued.
    """
    measured, task = exam.measure(), exam.task
    if not last:
        good = progress.alive & [task.is_solved(scores) for scores in measured.by_distance]
        found = good & progress.good & (progress.solved_at < 0)
        progress.solved_at = np.where(found, progress.step, progress.solved_at)
        progress.good = good
    none = progress.steps == 0
    event = TrainEvent(
        step=progress.step,
        loss=np.where(none, np.nan, progress.loss / np.fmax(progress.steps, 1)),
        score=measured.by_distance[:, np.array(task.distances) <= task.trained].mean(1),
        by_distance=measured.by_distance,
        gradient_norm=np.where(none, np.nan, progress.norm),
        gradient=measured.gradient,
        gates=measured.gates,
        answer=measured.answer,
        solved_at=progress.solved_at.copy(),
    )
    if not last:
        progress.forget()
    return event


def is_kept(step: int, every: int) -> bool:
    """Whether a checkpoint is due at this step, a multiple of `every`: whenever 15 % more steps have gone by."""
    due = every
    while due < step:
        due = every * max(due // every + 1, math.ceil(due * CHECKPOINT_GROWTH / every))
    return due == step


def checkpoint_of(nets: Nets, optimiser: torch.optim.Optimizer, progress: Progress) -> Checkpoint:
    """All it takes to go on: copies of the weights, the optimiser's arrays (S, ...), and `progress`."""
    rows = optimiser.param_groups[0]["params"]
    names = {
        name for row in rows for name, value in optimiser.state[row].items() if value is not None
    }
    arrays: dict[str, NDArray[Any]] = {}
    for name in sorted(names):
        # A net that died in its first step has none.
        kept = [optimiser.state[row].get(name) for row in rows]
        some = next(one for one in kept if one is not None)
        arrays[name] = np.stack(
            [(torch.zeros_like(some) if one is None else one).numpy() for one in kept]
        )
    for field in fields(Progress):
        if field.name != "step":
            arrays[f"run.{field.name}"] = getattr(progress, field.name).copy()
    weights = {name: one.numpy().copy() for name, one in nets.weights.items()}
    return Checkpoint(progress.step, weights, arrays)


def restore(
    start: Checkpoint, nets: Nets, optimiser: torch.optim.Optimizer, progress: Progress
) -> None:
    """The inverse of `checkpoint_of`. Raises ValueError if names or sizes are not those of the nets."""
    sizes = {name: tuple(one.shape) for name, one in nets.weights.items()}
    if {name: one.shape for name, one in start.weights.items()} != sizes:
        raise ValueError("The checkpoint is of nets of another kind or size.")
    arrays = dict(start.optimiser)
    try:
        for field in fields(Progress):
            if field.name != "step":
                old = getattr(progress, field.name)
                new = arrays.pop(f"run.{field.name}").astype(old.dtype)
                setattr(progress, field.name, new.reshape(old.shape).copy())
    except (KeyError, ValueError):
        raise ValueError("The checkpoint is one to look at only, not to go on from.") from None
    progress.step = start.step
    for name, array in start.weights.items():
        nets.weights[name].copy_(torch.tensor(array))
    for s, row in enumerate(optimiser.param_groups[0]["params"]):
        optimiser.state[row] = {name: torch.tensor(array[s]) for name, array in arrays.items()}


def one_thread() -> None:
    """Sets PyTorch to one thread in this process, for the same bits every time.

    More would only wait for one another at nets of this size, and would add sums in another order.
    """
    torch.set_num_threads(1)
