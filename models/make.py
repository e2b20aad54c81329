"""Trains the three nets that ship with the app, on one small task, and writes them beside this file.

Run as `python -m models.make`; on one machine it writes the same bytes each time.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save

from lstm_core import Cell, trace

HERE = Path(__file__).resolve().parent
MODULES = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}
TASK = (
    "sample and hold: at every step a sign, -1 or 1, and a store signal, 0 or 1; "
    "wanted at every step: the sign at the last store, 0 before the first"
)


@dataclass(frozen=True)
class Config:
    """All settings of one training run.

    Args:
        kind: "lstm", "gru" or "rnn".
        gate_bias: start of the LSTM's forget bias and of the GRU's update bias; the RNN has neither.
            All other weights start as PyTorch's do, uniform in +-1/sqrt(H).
        learning_rate: of Adam at the start; it falls linearly to 0.
        seed: of the initial weights and of the training data.
        H: hidden units.
        steps: training steps.
        batch: sequences a training step.
        T: time steps of a training sequence.
        longest: two stores are 1 to `longest` time steps apart, all equally likely.
        clip: largest norm of the gradient.
        test_seed, test_sequences, test_steps, test_longest: the held-out data, with stores further
            apart than any that the net was trained on.
    """

    kind: str
    gate_bias: float
    learning_rate: float = 2e-2
    seed: int = 0
    H: int = 4
    steps: int = 2500
    batch: int = 64
    T: int = 80
    longest: int = 40
    clip: float = 1.0
    test_seed: int = 1_000_000
    test_sequences: int = 256
    test_steps: int = 160
    test_longest: int = 120


# Of the learning rates 1e-2, 2e-2 and 3e-2 this one served all three best; the RNN did as well with each.
CONFIGS = (
    Config("lstm", gate_bias=4),
    Config("gru", gate_bias=2),
    Config("rnn", gate_bias=0),
)


def sample_and_hold(
    rng: np.random.Generator, B: int, T: int, longest: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """B sequences of the task.

    Returns:
        x (B, T, 2): sign and store; target (B, T); distance (B, T): steps since the last store, 0 at
        the store itself, -1 before the first.
    """
    sign = rng.choice([-1.0, 1.0], (B, T))
    at = np.cumsum(rng.integers(1, longest + 1, (B, T)), axis=1) - 1  # when to store
    rows, order = np.nonzero(at < T)
    store = np.zeros((B, T))
    store[rows, at[rows, order]] = 1
    last = np.maximum.accumulate(np.where(store == 1, np.arange(T), -1), axis=1)
    target = np.where(last >= 0, np.take_along_axis(sign, np.maximum(last, 0), axis=1), 0)
    return np.stack([sign, store], axis=-1), target, np.where(last >= 0, np.arange(T) - last, -1)


def train(config: Config) -> tuple[torch.nn.Module, torch.nn.Linear]:
    """A recurrent layer and its readout, whose answer p = sigmoid(w h + b) is the chance that the sign is 1.

    Cross-entropy at every step; wanted are p = 1, p = 0, and before the first store p = 1/2.
    Asking for certainty, not for a value within reach, is what drives the gates fully open and closed.
    """
    generator = torch.Generator().manual_seed(config.seed)
    rng = np.random.default_rng(config.seed)
    H = config.H
    # Made empty, because PyTorch's own start would draw from the global random state.
    module = MODULES[config.kind](2, H, batch_first=True, device="meta").to_empty(device="cpu")
    readout = torch.nn.Linear(H, 1, device="meta").to_empty(device="cpu")
    parameters = [*module.parameters(), *readout.parameters()]
    with torch.no_grad():
        for parameter in parameters:
            parameter.uniform_(-(H**-0.5), H**-0.5, generator=generator)
        if config.kind != "rnn":  # forget and update gate are both the second block of rows
            module.bias_ih_l0[H : 2 * H] = config.gate_bias
            module.bias_hh_l0[H : 2 * H] = 0
    optimiser = torch.optim.Adam(parameters, config.learning_rate)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, config.steps)
    for _ in range(config.steps):
        x, target, _ = sample_and_hold(rng, config.batch, config.T, config.longest)
        h, _ = module(torch.from_numpy(x).float())  # (B, T, H)
        logit = readout(h)[..., 0]  # (B, T)
        wanted = (1 + torch.from_numpy(target).float()) / 2
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logit, wanted)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(parameters, config.clip)
        optimiser.step()
        schedule.step()
    return module, readout


def scores(
    cell: Cell, weight: NDArray[np.float64], bias: float, config: Config
) -> dict[str, float]:
    """Held-out accuracy by distance since the last store, of the readout's weight (H,) and bias.

    The sign answered is 2 p - 1 = tanh((w h + b) / 2), between -1 and 1; it is right within 0.5 of the
    target. The states h are those of `lstm_core.trace`, the sequences those of config.test_seed.
    """
    rng = np.random.default_rng(config.test_seed)
    B, T, longest = config.test_sequences, config.test_steps, config.test_longest
    x, target, distance = sample_and_hold(rng, B, T, longest)
    h = np.stack([trace(cell, sequence).h[1:] for sequence in x])  # (B, T, H)
    right = np.abs(np.tanh((h @ weight + bias) / 2) - target) < 0.5
    ranges = {
        "all": (-1, T),
        "before the first": (-1, -1),
        "0": (0, 0),
        "1-9": (1, 9),
        "10-39": (10, 39),
        "40-119": (40, 119),
    }
    return {
        name: round(float(right[(low <= distance) & (distance <= high)].mean()), 4)
        for name, (low, high) in ranges.items()
    }


def make(config: Config, folder: Path = HERE) -> dict[str, Any]:
    """Trains one net, writes <folder>/trained_<kind>.safetensors and .json, and gives the report."""
    module, readout = train(config)
    weights = {name: value.detach().contiguous() for name, value in module.state_dict().items()}
    weights |= {f"readout.{name}": value for name, value in readout.state_dict().items()}
    path = folder / f"trained_{config.kind}.safetensors"
    # One entry of metadata alone: safetensors writes several in random order.
    path.write_bytes(save(weights, metadata={"kind": config.kind}))
    w, b = (weights[f"readout.{name}"].double().numpy() for name in ("weight", "bias"))
    report = {
        "task": TASK,
        "config": asdict(config),
        "right": "2 p - 1 within 0.5 of the target, p = sigmoid(w h + b), by steps since the last store",
        "accuracy": scores(Cell.from_safetensors(path), w[0], float(b[0]), config),
        "command": "make models",
        "torch": torch.__version__.split("+")[0],
    }
    path.with_suffix(".json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return report


def main() -> None:
    """Makes all three, on one thread, so that sums are added in the same order every time."""
    torch.set_num_threads(1)
    for config in CONFIGS:
        report = make(config)
        print(config.kind, report["accuracy"])


if __name__ == "__main__":
    main()
