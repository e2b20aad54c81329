"""One number of the gradient as a script of plain PyTorch that computes it again, and the file with the net that it reads.

The code itself stands in pieces in lab/gradient_pieces.py: the equations of a kind of net, a question, three ways to answer it.
"""

from __future__ import annotations

from textwrap import fill
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from lab import gradient_pieces as pieces
from lstm_core.arrays import Array
from lstm_core.cells import GATES, PARAMETERS, Cell
from lstm_core.net import Net
from lstm_core.tasks import Batch

FILE = "net.safetensors"
OF_STATE, OF_LOSS = ("memory", "lane", "shown"), ("dh", "dc", "dx", "contribution")


def gradient_script(
    what: str,
    start: int,
    end: int,
    kind: str,
    *,
    activation: str = "tanh",
    regression: bool = False,
    file: str = FILE,
) -> str:
    """A script that reads `file` and prints a number by autograd, by one nudge all the way, and by nudges step by step.

    It leaves log10 of them in the variables `by_autograd`, `by_nudge` and `by_steps`.

    Args:
        what: "memory", "lane" or "shown", as in `lstm_core.finite.state_difference`; "dh", "dc", "dx" or "contribution",
            as in `lstm_core.finite.loss_difference`.
        start: state, or of a gradient of the loss the step t.
        end: state, or of a contribution the step of the loss; else it does not matter.
        kind: "rnn", "gru" or "lstm".
        activation: "tanh", or "relu" of an "rnn".
        regression: whether the answer is a number.
        file: name of what `net_file` made.

    Raises:
        ValueError: a number that such a net does not have.
    """
    lstm, loss = kind == "lstm", what in OF_LOSS
    if (
        kind not in GATES
        or what not in (*OF_STATE, *OF_LOSS)
        or (what == "lane" and kind == "rnn")
        or (what == "dc" and not lstm)
        or (what == "shown" and lstm and start >= end)
        or start < loss
    ):
        raise ValueError(f"There is no {what} from {start} to {end} of a {kind}.")
    two = loss and what != "contribution"  # of the two steps only the first is asked for
    parts = [
        pieces.NET.format(
            file=file, places=f"START = {start}" if two else f"START, END = {start}, {end}"
        ),
        pieces.step(kind, activation, what),
    ]
    if what == "lane":
        parts.append(pieces.HELD[kind])
    if loss:
        parts.append(pieces.SQUARED if regression else pieces.CROSS_ENTROPY)
    parts += [
        pieces.enter(kind, what),
        pieces.onward(kind, what),
        pieces.AUTOGRAD_OF_W if what == "contribution" else pieces.AUTOGRAD,
        pieces.nudge(activation, what),
        pieces.steps(kind, what),
        pieces.SHOW,
    ]
    return (
        f'"""{_about(what, start, end, kind, file)}\n"""\n\n'
        + "\n\n\n".join(part.strip("\n") for part in parts)
        + "\n"
    )


def net_file(
    cell: Cell, x: Array, net: Net | None = None, batch: Batch | None = None, row: int = 0
) -> bytes:
    """The safetensors file that the script reads, with numbers in float64; the same net gives the same bytes.

    Args:
        cell: the recurrent layer.
        x: (T, D) what goes into it.
        net: with its readout, for numbers of the loss.
        batch: what is asked.
        row: of which of the batch's sequences.
    """
    G, H, T = len(cell.gates), cell.H, len(x)
    arrays: dict[str, NDArray[Any]] = {"x": np.array(x, dtype=np.float64, order="C")}
    for ours, theirs in PARAMETERS.items():
        array = getattr(cell, ours)
        arrays[theirs.removesuffix("_l{}")] = array.reshape(G * H, *array.shape[2:]).copy()
    if net is not None and batch is not None:
        target, K = batch.target[row], batch.target.shape[1]
        number = target.dtype.kind == "f"
        wanted = np.full(T, 0 if number else -1, np.float64 if number else np.int64)
        weight = np.zeros(T)
        wanted[T - K :], weight[T - K :] = target, batch.weight[row]
        if not number:
            weight[wanted < 0] = 0
        arrays |= {"target": wanted, "weight": weight}
        arrays |= {"readout_weight": net.readout.copy(), "readout_bias": net.bias.copy()}
    return bytes(save(arrays))


def _about(what: str, start: int, end: int, kind: str, file: str) -> str:
    m, held = ("c", " with h held") if kind == "lstm" else ("h", "")
    number = {
        "memory": f"The spectral norm of d {m}_{end} / d {m}_{start}: a nudge to {m} after step {start}{held} moves {m} after"
        f" step {end} by at most so many times as much.",
        "lane": f"The spectral norm of d {m}_{end} / d {m}_{start} with all gates held at what they were: the memory lane.",
        "shown": f"The spectral norm of d h_{end} / d {m}_{start}: a nudge to {m} after step {start}{held} moves h after step"
        f" {end} by at most so many times as much.",
        "dh": f"The length of dL/dh_{start}, the gradient of the whole loss by h after step {start}"
        + (", with c held." if kind == "lstm" else "."),
        "dc": f"The length of dL/dc_{start}, the gradient of the whole loss by c after step {start}, its way out through"
        f" h_{start} included.",
        "dx": f"The length of dL/dx_{start}, the gradient of the whole loss by what goes into the layer at step {start}.",
        "contribution": f"What the loss at step {end} adds to dL/dW_hh through step {start}: the Frobenius norm of its gradient"
        f" by the W_hh of step {start} alone.",
    }[what]
    how = (
        f"It is computed three times in float64, for the {kind.upper()} and the inputs in {file}: by autograd, by finite"
        " differences all the way, and by finite differences step by step. To run it in the folder of that file:"
    )
    prose = "\n\n".join(fill(text, 96) for text in (number, how))
    return f"{prose}\n\n    pip install torch numpy safetensors\n    python FILE"
