"""The files of a run that are not code: its reports as a table, its configuration, and the weights of one of its nets."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np
from safetensors.numpy import save

from lab.run import Run
from lab.runs import store
from lstm_core.config import TrainConfig
from lstm_core.net import one_net
from lstm_core.tasks import make_task

CONFIG, WEIGHTS = "lstm-lab config", "lstm-lab weights"  # what such a file calls itself
VERSION = 1  # of both
COLUMNS = (
    "lane",
    "kind",
    "seed",
    "step",
    "seconds",
    "loss",
    "score",
    "gradient_norm",
    "solved_at",
    "end",
)


def events_csv(run: Run) -> str:
    """A row for each report and net, numbers in full. A cell is empty where there is nothing to say.

    Scores are accuracies, or mean squared errors where the answer is a number; a column for each distance or length
    that was examined.
    """
    tasks = [make_task(lane.config) for lane in run.lanes]
    distances = sorted({distance for task in tasks for distance in task.distances})
    text = io.StringIO()
    table = csv.DictWriter(text, [*COLUMNS, *(f"score_at_{distance}" for distance in distances)])
    table.writeheader()
    for number, (lane, task) in enumerate(zip(run.lanes, tasks, strict=True)):
        for record in store().events(run.id, number):
            event = record.event
            for s in range(len(event.score)):
                row = {
                    "lane": number,
                    "kind": lane.config.kind,
                    "seed": lane.config.seed + s,
                    "step": event.step,
                    "seconds": f"{record.seconds:.3f}",
                    "loss": _cell(event.loss[s]),
                    "score": _cell(event.score[s]),
                    "gradient_norm": _cell(event.gradient_norm[s]),
                    "solved_at": event.solved_at[s] if event.solved_at[s] >= 0 else "",
                    "end": event.end,
                }
                each = zip(task.distances, event.by_distance[s], strict=True)
                table.writerow(row | {f"score_at_{n}": _cell(score) for n, score in each})
    return text.getvalue()


def _cell(value: float) -> str:
    """All digits that a float64 has, or nothing for NaN."""
    return "" if np.isnan(value) else repr(float(value))


def config_json(run: Run) -> str:
    """All knobs of all lanes; a text to be learned stands once."""
    lanes = [lane.config.to_dict() for lane in run.lanes]
    about: dict[str, Any] = {"format": CONFIG, "version": VERSION, "made with": run.versions}
    if text := lanes[0]["text"]:
        about["text"] = text
        lanes = [{**lane, "text": ""} for lane in lanes]
    return json.dumps(about | {"lanes": lanes}, ensure_ascii=False, indent=1)


def weights(run: Run, lane: int, step: int, seed: int) -> bytes:
    """The weights of one net as safetensors, float32, by the names of PyTorch's modules; its config is in the metadata.

    Args:
        run: where it is from.
        lane: its place in the run.
        step: one of `Runs.checkpoint_steps`.
        seed: which of the lane's nets, counted from 0.

    Raises:
        KeyError: no weights were kept of this step.
    """
    checkpoint = store().checkpoint(run.id, lane, step)
    if checkpoint is None:
        raise KeyError(step)
    config: TrainConfig = run.lanes[lane].config
    about = {
        "format": WEIGHTS,
        "version": str(VERSION),
        "config": config.to_json(),
        "seed": str(config.seed + seed),
        "step": str(step),
    } | {name: version for name, version in run.versions.items() if name != "app"}
    arrays = {
        name: np.ascontiguousarray(one) for name, one in one_net(checkpoint.weights, seed).items()
    }
    return bytes(save(arrays, about))
