"""What a reader takes away: scripts and notebooks that print the run's own numbers, and files that other programs read."""

from __future__ import annotations

import ast
import contextlib
import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file
from torch import nn

from lab import export, files, loaded, script
from lab.run import Lane, Run, versions
from lab.runs import Runs
from lstm_core.config import KINDS, TASKS, TrainConfig
from lstm_core.events import TrainEvent
from lstm_core.net import Net, count_parameters
from lstm_core.tasks import make_task
from lstm_core.training import train

ANA = "ana-owns-this-run-0001"
PLAIN = {"torch", "numpy", "sklearn", "__future__"} | sys.stdlib_module_names
QUIXOTE = 'En un lugar de la Mancha, de cuyo nombre "no" quiero\\acordarme\n\'\'\'\t"""ñ.\n' * 20
SMALL: dict[str, Any] = {"H": 6, "E": 3, "batch": 8, "seeds": 2, "steps": 7, "report_every": 3}
LENGTHS = {"digits": 8, "sentences": 2, "text": 10}

Row = tuple[str, ...]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """As in a worker, so that sums come out the same to the last bit."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def config(task: str, kind: str, **knobs: Any) -> TrainConfig:
    """So small that a training step takes a millisecond or two."""
    text = QUIXOTE if task == "text" else ""
    own = {"task": task, "kind": kind, "length": LENGTHS.get(task, 10), "text": text, "seed": 3}
    return TrainConfig(**{**SMALL, **own, **knobs})


def trained(*configs: TrainConfig) -> tuple[Run, list[list[TrainEvent]]]:
    """A run of these lanes that `train` has brought to its end."""
    said = [list(train(one)) for one in configs]
    lanes = tuple(
        Lane(one, events[-1].end, 1.0, events[-1].step, count_parameters(one, make_task(one)))
        for one, events in zip(configs, said, strict=True)
    )
    now = datetime.now(UTC)
    run = Run("A" * 22, ANA, 'x"""', "", now, now, lanes, {}, "ended", versions(), "", 0)
    return run, said


def exact(value: float) -> str:
    """All digits that a float64 has."""
    return repr(float(value))


def reported(run: Run, said: list[list[TrainEvent]]) -> list[Row]:
    """Step, seed, loss, score and gradient norm of all reports and nets, as a script prints them."""
    rows = []
    for lane, events in zip(run.lanes, said, strict=True):
        for event in events:
            for s in range(lane.config.seeds):
                numbers = event.loss[s], event.score[s], event.gradient_norm[s]
                rows.append((str(event.step), str(lane.config.seed + s), *map(exact, numbers)))
    return rows


def printed(text: str) -> list[Row]:
    """The same out of what was printed."""
    rows = [tuple(line.split()) for line in text.splitlines()]
    return [row for row in rows if len(row) == 5 and row[0].isdecimal()]


def executed(*cells: str) -> str:
    """What cells print, one after the other in the same module."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        namespace: dict[str, Any] = {"__name__": "__main__"}
        for cell in cells:
            exec(compile(cell, "cell", "exec"), namespace)
    return out.getvalue()


def packages(code: str) -> set[str]:
    """That a module imports."""
    nodes = list(ast.walk(ast.parse(code)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("task", TASKS)
def test_a_script_prints_the_numbers_of_every_task_and_kind(task: str) -> None:
    run, said = trained(*(config(task, kind) for kind in KINDS))
    code = export.script(run)
    assert packages(code) <= PLAIN
    assert "lstm_core" not in code
    out = executed(code)
    assert printed(out) == reported(run, said)
    for lane, events in zip(run.lanes, said, strict=True):
        assert f"{lane.config.kind}: {lane.parameters} parameters in each net" in out
        assert f"{lane.config.kind}: out of steps at step 7" in out
        assert (
            f"    score at {make_task(lane.config).distances[0]}: {float(events[-1].by_distance[0, 0])!r}"
            in out
        )


STARTS = [
    [config("adding", "rnn", E=0, activation="relu", start="identity", optimiser="sgd"),
     config("adding", "lstm", E=0, chrono=10, optimiser="rmsprop", lengths="fixed")],
    [config("order", "gru", E=0, start="orthogonal", gate_bias=None, clip=0.0, lengths="uniform")],
    # One that diverges, and one that is solved, at the second good report.
    [config("adding", "rnn", start="gaussian", radius=10.0, optimiser="sgd", learning_rate=1.0, clip=0.0, steps=60)],
    [config("latch", "lstm", length=1, alphabet=2, H=16, learning_rate=0.05, steps=200)],
]  # fmt: skip


@pytest.mark.parametrize("configs", STARTS, ids=lambda one: "-".join(c.kind for c in one))
def test_a_script_prints_the_numbers_of_every_start_optimiser_and_ending(
    configs: list[TrainConfig],
) -> None:
    run, said = trained(*configs)
    out = executed(export.script(run))
    assert printed(out) == reported(run, said)
    for lane, events in zip(run.lanes, said, strict=True):
        assert f"{lane.config.kind}: {lane.end} at step {lane.step}" in out
        solved = int(events[-1].solved_at[0])
        assert f"seed 3: {f'solved at step {solved}' if solved >= 0 else 'not solved'}" in out


def test_the_endings_above_are_those() -> None:
    assert [trained(one[0])[0].lanes[0].end for one in STARTS[2:]] == ["diverged", "solved"]


def test_a_script_runs_by_itself_in_an_empty_folder(tmp_path: Path) -> None:
    run, said = trained(config("latch", "lstm"), config("latch", "rnn"))
    file = tmp_path / "run.py"
    file.write_text(export.script(run), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", file], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert printed(done.stdout) == reported(run, said)


def test_a_script_of_a_run_that_was_stopped_goes_as_far() -> None:
    whole = config("latch", "gru", steps=9)
    said = list(train(whole, stop=iter([False] * 6 + [True] * 9).__next__))
    run, _ = trained(whole)
    lane = replace(run.lanes[0], end=said[-1].end, step=said[-1].step)
    assert (lane.end, lane.step) == ("stopped", 5)
    out = executed(export.script(replace(run, lanes=(lane,))))
    assert printed(out) == reported(run, [said])


def test_a_run_that_went_on_from_a_file_is_repeated_from_its_weights(
    kept: tuple[Runs, Run, list[TrainEvent]], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs, first, _ = kept
    for module in (loaded, script):
        monkeypatch.setattr(module, "store", lambda: runs)
    net = loaded.load_net(export.weights(first, 0, 7, 1))
    run = loaded.run_from(
        replace(net, config=replace(net.config, report_every=100)), loaded.examine(net), ANA
    )
    said = list(train(run.lanes[0].config, runs.checkpoint(run.id, 0)))
    for event in said:
        runs.append(run.id, 0, event, 1.0)
    run = runs.get(run.id) or run
    assert [event.step for event in said] == [100, 200, 300, 400, 500, 507]
    assert printed(executed(export.script(run))) == reported(run, [said])
    made = nbformat.reads(export.notebook(run).decode(), as_version=4)
    assert made.cells[-1].source == "repeat_from(LANES[0], *STARTS[0])"


def test_a_script_holds_what_its_nets_need_and_no_more() -> None:
    lstm, rnn = (export.script(trained(config("latch", kind))[0]) for kind in ("lstm", "rnn"))
    assert "nn.LSTM(" in lstm
    assert not any(
        word in lstm for word in ("StackedModel", "nn.GRU", "AddingTask", "probe", "Checkpoint")
    )
    assert "StackedRNN" in rnn
    assert not any(word in rnn for word in ("StackedGRU", "nn.LSTM"))
    assert len(lstm.splitlines()) < 600
    assert 'x"""' not in lstm  # what a reader typed is no code


def test_the_same_run_gives_the_same_script_and_notebook() -> None:
    run, _ = trained(config("order", "lstm"))
    assert export.script(run) == export.script(run)
    assert export.notebook(run) == export.notebook(run)


def test_a_notebook_prints_the_numbers_cell_by_cell() -> None:
    run, said = trained(config("text", "rnn"), config("text", "lstm", H=4))
    made = nbformat.reads(export.notebook(run).decode(), as_version=4)
    nbformat.validate(made)
    assert [cell.cell_type for cell in made.cells[:4]] == ["markdown", "code"] * 2
    out = executed(*(cell.source for cell in made.cells if cell.cell_type == "code"))
    assert printed(out) == reported(run, said)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Runs, Run, list[TrainEvent]]:
    """A run of two lanes, of which the first was trained, in the store that `files` asks."""
    runs = Runs(str(tmp_path / "runs.sqlite"))
    monkeypatch.setattr(files, "store", lambda: runs)
    lstm = config("adding", "lstm")
    run, said = runs.create(ANA, (lstm, replace(lstm, kind="rnn"))), list(train(lstm))
    for number, event in enumerate(said):
        runs.append(run.id, 0, event, 0.25 * number)
    found = runs.get(run.id)
    assert found is not None
    return runs, found, said


def test_the_table_has_a_row_for_each_report_and_net(
    kept: tuple[Runs, Run, list[TrainEvent]],
) -> None:
    _, run, said = kept
    rows = list(csv.DictReader(io.StringIO(export.events_csv(run))))
    assert len(rows) == 2 * len(said)
    for number, row in enumerate(rows):
        event, s = said[number // 2], number % 2
        assert (row["lane"], row["kind"], row["seed"], row["step"]) == (
            "0",
            "lstm",
            str(3 + s),
            str(event.step),
        )
        assert float(row["loss"]) == event.loss[s]
        assert float(row["score"]) == event.score[s]
        distances = make_task(run.lanes[0].config).distances
        scores = [float(row[f"score_at_{distance}"]) for distance in distances]
        assert scores == event.by_distance[s].tolist()
        assert (row["gradient_norm"] == "") == (event.step == 0)
        assert row["solved_at"] == ""
    assert [row["end"] for row in rows[-3:]] == ["", "out of steps", "out of steps"]
    assert rows[2]["seconds"] == "0.250"


def test_the_configuration_comes_back_as_it_was(kept: tuple[Runs, Run, list[TrainEvent]]) -> None:
    _, run, _ = kept
    text = export.config_json(run)
    assert json.loads(text)["format"] == "lstm-lab config"
    assert export.read_config(text.encode()) == tuple(lane.config for lane in run.lanes)
    learned, _ = trained(config("text", "rnn"), config("text", "gru"))
    text = export.config_json(learned)
    assert text.count("Mancha") == QUIXOTE.count("Mancha")
    assert export.read_config(text.encode()) == tuple(lane.config for lane in learned.lanes)


def test_plain_pytorch_reads_the_weights(
    kept: tuple[Runs, Run, list[TrainEvent]], tmp_path: Path
) -> None:
    runs, run, _ = kept
    for step in runs.checkpoint_steps(run.id, 0):
        file = tmp_path / "net.safetensors"
        file.write_bytes(export.weights(run, 0, step, 1))
        weights = load_file(file)
        with safe_open(file, "pt") as opened:
            about = opened.metadata()
        assert (about["seed"], about["step"], about["format"]) == (
            "4",
            str(step),
            "lstm-lab weights",
        )
        linear, lstm, readout = nn.Linear(2, 3), nn.LSTM(3, 6), nn.Linear(6, 1)
        for name, module in (("linear", linear), ("recurrent", lstm), ("readout", readout)):
            own = {
                key.partition(".")[2]: one
                for key, one in weights.items()
                if key.startswith(f"{name}.")
            }
            module.load_state_dict(own)
        found, arrays = export.read_weights(file.read_bytes())
        assert found == run.lanes[0].config
        x = make_task(found).probe().x[0]
        said = readout(lstm(linear(torch.tensor(x)))[0]).detach().numpy()
        np.testing.assert_allclose(Net.from_weights(arrays, found).logits(x), said, atol=1e-6)
    with pytest.raises(KeyError):
        export.weights(run, 0, 1, 0)
