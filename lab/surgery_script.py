"""An operation on a net's memory as a script of plain PyTorch that does it again, and the file with the net that it reads.

The code stands here as text, because this app does not load PyTorch.
"""

from __future__ import annotations

import json
from textwrap import fill

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from lstm_core.cells import GATES, PARAMETERS
from lstm_core.net import Net
from lstm_core.surgery import Operation

FILE = "net.safetensors"

NET = """
import json

import torch
from safetensors import safe_open

with safe_open("{file}", "pt") as file:
    net = {{name: file.get_tensor(name) for name in file.keys()}}
    vocabulary = json.loads(file.metadata()["vocabulary"])  # a word's number is its place

words = "{words}".split()
UNITS = {units}  # the cells, from 0
START, STOP = {start}, {stop}  # done at the words START <= t < STOP, from 0
"""

# One step of PyTorch's equations: the gates, and the memory that they make.
STEP = {
    "lstm": """
def step(x, c, h, operated):
    z = net["weight_ih"] @ x + net["bias_ih"] + net["weight_hh"] @ h + net["bias_hh"]
    i, f, g, o = z.chunk(4)
    i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid(){gate}
    memory = f * c + i * g{memory}
    return memory, o * memory.tanh()
""",
    "gru": """
def step(x, c, h, operated):
    from_x = (net["weight_ih"] @ x + net["bias_ih"]).chunk(3)
    from_h = (net["weight_hh"] @ h + net["bias_hh"]).chunk(3)
    r, z = (from_x[0] + from_h[0]).sigmoid(), (from_x[1] + from_h[1]).sigmoid()
    n = (from_x[2] + r * from_h[2]).tanh(){gate}
    memory = (1 - z) * n + z * h{memory}
    return c, memory
""",
    "rnn": """
def step(x, c, h, operated):
    z = net["weight_ih"] @ x + net["bias_ih"] + net["weight_hh"] @ h + net["bias_hh"]
    memory = z.{activation}(){gate}{memory}
    return c, memory
""",
}
LETTERS = {"forget": "f", "input": "i", "update": "z"}

READ = """
def read(operated):
    c = h = torch.zeros(net["weight_hh"].shape[1], dtype=torch.float64)
    for t, word in enumerate(words):
        x = net["embed"][vocabulary.index(word)]
        c, h = step(x, c, h, operated and START <= t < STOP)
    return (net["readout_weight"] @ h + net["readout_bias"]).softmax(0)


before, after = read(operated=False), read(operated=True)
for name, chances in (("before", before), ("after", after)):
    best = chances.topk(5)
    said = [f"{vocabulary[k]} {p:.1%}" for p, k in zip(best.values, best.indices)]
    print(f"{name}: {', '.join(said)}")
"""


def surgery_script(
    operation: Operation,
    kind: str,
    words: tuple[str, ...],
    start: int,
    stop: int,
    *,
    activation: str = "tanh",
    file: str = FILE,
) -> str:
    """A script that reads `file` and the words, without the operation and with it, and prints what the net then says.

    It leaves the probabilities of all next words in `before` and `after`.

    Args:
        operation: what is done; its values are in the file.
        kind: "rnn", "gru" or "lstm".
        words: (T,) of the net's vocabulary.
        start: the first step at which it is done, from 0.
        stop: the step after the last one.
        activation: "tanh", or "relu" of an "rnn".
        file: name of what `net_file` made.

    Raises:
        ValueError: a net of this kind has no such gate.
    """
    held = operation.clamp(kind)
    gate = "" if held is None else f"{LETTERS[held[0]]}[UNITS] = {held[1]}"
    before = "c" if kind == "lstm" else "h"
    memory = {
        "overwrite": 'memory[UNITS] = net["values"]',
        "erase": "memory[UNITS] = 0.0",
        "freeze": f"memory[UNITS] = {before}[UNITS]",
    }.get(operation.action, "")
    parts = [
        NET.format(
            file=file,
            words=" ".join(words),
            units=list(operation.units),
            start=start,
            stop=stop,
        ),
        STEP[kind].format(gate=_if(gate), memory=_if(memory), activation=activation),
        READ,
    ]
    return f'"""{_about(operation, kind, file)}\n"""\n\n' + "\n\n".join(
        part.lstrip("\n") for part in parts
    )


def net_file(net: Net, operation: Operation, vocabulary: tuple[str, ...]) -> bytes:
    """The safetensors file that the script reads, with numbers in float64; the same net gives the same bytes.

    Args:
        net: that reads words.
        operation: whose values, if any, go along.
        vocabulary: of the net.
    """
    cell = net.cell
    G, H = len(GATES[cell.kind]), cell.H
    arrays: dict[str, NDArray[np.float64]] = {
        "embed": net.inputs(np.arange(len(vocabulary))).copy(),
        "readout_weight": net.readout.copy(),
        "readout_bias": net.bias.copy(),
    }
    for ours, theirs in PARAMETERS.items():
        array = getattr(cell, ours)
        arrays[theirs.removesuffix("_l{}")] = array.reshape(G * H, *array.shape[2:]).copy()
    if operation.values is not None:
        arrays["values"] = np.array(operation.values)
    return bytes(save(arrays, metadata={"vocabulary": json.dumps(vocabulary)}))


def _if(line: str) -> str:
    """A line that runs where it is operated."""
    return f"\n    if operated:\n        {line}" if line else ""


def _about(operation: Operation, kind: str, file: str) -> str:
    what = {
        "overwrite": "the values in the file are written into them",
        "erase": "they are set to 0",
        "freeze": "they stay as they were at the word before",
        "close_forget": "their gate that keeps is held at 0",
        "open_input": "their input gate is held at 1",
    }[operation.action]
    said = (
        f"What {'an' if kind != 'gru' else 'a'} {kind.upper()} says after a sentence, and what it says when {len(operation.units)} of its memory cells are operated on"
        f" while it reads: {what}. To run it in the folder of {file}:"
    )
    return f"{fill(said, 96)}\n\n    pip install torch numpy safetensors\n    python FILE"
