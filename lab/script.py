"""A run as a PyTorch script or a notebook that repeats it and prints its numbers: this app's own code, in one file."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from textwrap import fill
from typing import Any

import nbformat
import numpy as np

from lab.inlining import import_block, inline
from lab.run import Lane, Run
from lab.runs import store
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint
from lstm_core.tasks import make_task

# The heading above what is taken of each module; the rest is what the others refer to.
TITLES = {
    "models": "A net, and how its weights start",
    "stacked": "Nets of several seeds as one",
    "tasks": "The form of a task",
    "grammar": "The form of a grammar",
    "grammar_es": "The Spanish sentences",
    "grammar_en": "The English sentences",
    "sentences": "Sentences at random",
    "seeds": "The nets of all seeds, and their loss",
    "examining": "How the nets are examined",
    "training": "A training step",
    "repeat": "The whole training",
}
REST, TASK = "Names", "What is to be learned"
WIDTH = 80  # characters of a text or of weights in a line
ONE_THREAD = "torch.set_num_threads(1)  # more would add sums in another order"


@dataclass(frozen=True)
class _Pieces:
    """What script and notebook are made of: prose and code; `parts` are pairs of a heading and code, `calls` one a lane."""

    about: str
    install: str
    imports: str
    settings: str
    parts: tuple[tuple[str, str], ...]
    calls: tuple[str, ...]


def script(run: Run) -> str:
    """One file of plain PyTorch and NumPy (and scikit-learn for its digits) that repeats the run."""
    pieces = _pieces(run)
    about = f'"""{pieces.about}\n\nTo run it:\n\n    {pieces.install}\n    python FILE\n"""'
    parts = [f"# {title}\n\n\n{code}" for title, code in pieces.parts]
    main = "\n    ".join(['if __name__ == "__main__":', ONE_THREAD, *pieces.calls]) + "\n"
    return f"{about}\n\n{pieces.imports}\n\n" + "\n\n\n".join([pieces.settings, *parts, main])


def notebook(run: Run) -> bytes:
    """The same as a Jupyter notebook: a heading and a cell for each part, and for the training of each lane."""
    pieces = _pieces(run)
    cells = [
        (True, f"# A training run, repeated\n\n{pieces.about}\n\n```sh\n{pieces.install}\n```"),
        (False, f"{pieces.imports}\n\n{ONE_THREAD}"),
        (True, "## The settings"),
        (False, pieces.settings),
    ]
    for title, code in pieces.parts:
        cells += [(True, f"## {title}"), (False, code)]
    for lane, call in zip(run.lanes, pieces.calls, strict=True):
        cells += [(True, f"## Training: {lane.config.kind.upper()}"), (False, call)]
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(metadata={"kernelspec": python})
    for number, (is_prose, source) in enumerate(cells):
        name = f"cell-{number}"  # by itself it draws a random one
        if is_prose:
            made.cells.append(nbformat.v4.new_markdown_cell(source, id=name))
        else:
            made.cells.append(nbformat.v4.new_code_cell(source, id=name))
    nbformat.validate(made)
    return f"{nbformat.writes(made)}\n".encode()


def _pieces(run: Run) -> _Pieces:
    configs = [_as_far(lane) for lane in run.lanes]
    task = type(make_task(configs[0]))
    make = f"""def make_task(config):
    \"\"\"What is to be learned.\"\"\"
    from {task.__module__} import {task.__name__}
    return {task.__name__}(config)"""
    starts = [_start(run, lane) for lane in range(len(run.lanes))]
    names = ["repeat" if start is None else "repeat_from" for start in starts]
    external, parts = inline(
        "lstm_core.repeat", names, configs, {"lstm_core.tasks.make_task": make}
    )
    titles = TITLES | {task.__module__.rpartition(".")[2]: TASK}
    titled = [(titles.get(part.module, REST), part.code) for part in parts]
    merged = [
        (title, "\n\n\n".join(code for _, code in group))
        for title, group in groupby(titled, key=lambda one: one[0])
    ]
    if configs[0].text:
        merged.append(("The text to learn", _text(configs[0].text)))
    if found := {number: start for number, start in enumerate(starts) if start}:
        merged.append(("The weights that it goes on from", _weights(found)))
        external = [*external, "from base64 import b64decode"]
    everything = "\n".join(code for _, code in merged)
    used = {"task", *re.findall(r"config\.(\w+)", everything)}
    return _Pieces(
        about=_about(run, loaded=any(starts)),
        install=_install(run, needs_sklearn="sklearn" in everything),
        imports="from __future__ import annotations\n\n"
        + import_block(["from types import SimpleNamespace", *external]),
        settings=_settings(configs, [name for name in TrainConfig.knobs() if name in used]),
        parts=tuple(merged),
        calls=tuple(
            f"{name}(LANES[{number}]{'' if start is None else f', *STARTS[{number}]'})"
            for number, (name, start) in enumerate(zip(names, starts, strict=True))
        ),
    )


def _start(run: Run, lane: int) -> Checkpoint | None:
    """The weights from a file that a lane went on from; None when it started from its seeds, as most do."""
    said = store().events(run.id, lane)
    first = said[0].event.step if said else 0
    return store().checkpoint(run.id, lane, first) if first else None


def _weights(starts: Mapping[int, Checkpoint]) -> str:
    """Their bytes as text, in lines."""
    lines = ["STARTS = {"]
    for number, start in starts.items():
        lines.append(f"    {number}: ({start.step}, {{")
        for name, array in start.weights.items():
            text = b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode()
            lines.append(f'        "{name}": np.frombuffer(b64decode(')
            lines += [f'            "{text[i : i + WIDTH]}"' for i in range(0, len(text), WIDTH)]
            lines.append(f'        ), "<f4").reshape({array.shape}),')
        lines.append("    }),")
    return "\n".join([*lines, "}"])


def _as_far(lane: Lane) -> TrainConfig:
    """The config that ends by itself where the lane is: one that was stopped had no more steps than those."""
    ended = lane.end in ("solved", "out of steps", "diverged")
    return lane.config if ended or not lane.step else replace(lane.config, steps=lane.step)


def _about(run: Run, *, loaded: bool) -> str:
    made = run.versions
    nets = ", ".join(f"{lane.config.kind.upper()} ({lane.step} steps)" for lane in run.lanes)
    first, start = run.lanes[0].config, "weights" if loaded else "seeds"
    return "\n\n".join(
        fill(one, 96)
        for one in (
            f"This repeats a training run on the task {first.task!r}, from the same {start}, on the same data: {nets}.",
            f"The run was computed by version {made.get('app', '?')} of a lesson on recurrent networks, with Python"
            f" {made.get('python', '?')}, PyTorch {made.get('torch', '?')} and NumPy {made.get('numpy', '?')}. On the same"
            " machine with the same versions all numbers are the same to the last digit; another processor may round"
            " some sums otherwise, and differences grow as training goes on.",
            "For each report and each net it prints the training step, the seed, the loss (the mean since the report"
            " before), the score on sequences that are not trained on (the share of right answers; for adding the mean"
            " squared error) and the largest norm of the gradient before clipping.",
        )
    )


def _install(run: Run, *, needs_sklearn: bool) -> str:
    pinned = [
        f"{name}=={run.versions[name]}" for name in ("torch", "numpy") if run.versions.get(name)
    ]
    return " ".join(["pip install", *pinned, *(["scikit-learn"] if needs_sklearn else [])])


def _settings(configs: Sequence[TrainConfig], names: Sequence[str]) -> str:
    """The knobs that matter: those that all lanes share once, then each lane's own."""

    def values(config: TrainConfig, which: Sequence[str]) -> list[tuple[str, Any]]:
        return [(name, getattr(config, name)) for name in which if name != "text"]

    shared = [name for name in names if len({getattr(one, name) for one in configs}) == 1]
    own = [name for name in names if name not in shared]
    lines = ["SETTINGS = {"]
    lines += [f"    {name!r}: {value!r}," for name, value in values(configs[0], shared)]
    lines += ["}", "LANES = ["]
    for config in configs:
        arguments = ["**SETTINGS", *(f"{name}={value!r}" for name, value in values(config, own))]
        lines.append(f"    SimpleNamespace({', '.join(arguments)}),")
    return "\n".join([*lines, "]"]).replace("'", '"')


def _text(text: str) -> str:
    """As a constant, in pieces that fit on a line."""
    pieces = [
        line[i : i + WIDTH]
        for line in text.splitlines(keepends=True)
        for i in range(0, len(line), WIDTH)
    ]
    constant = "\n".join(f"    {piece!r}" for piece in pieces)
    return f"TEXT = (\n{constant}\n)\nfor config in LANES:\n    config.text = TEXT"
