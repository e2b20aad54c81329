"""The script of a number, run in a folder that has its file and nothing else, against the core."""

import ast
import sys
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from lab.gradient_script import FILE, OF_LOSS, OF_STATE, gradient_script, net_file
from lstm_core.arrays import Array
from lstm_core.backward import backward, contributions
from lstm_core.cells import Cell
from lstm_core.decay import decay, memory_lane
from lstm_core.direct import direct
from lstm_core.net import Net
from lstm_core.passes import Passes
from lstm_core.starts import start_cells
from lstm_core.tasks import Batch
from tests.core.nets import MODULES, cell_of

T, H, D, A, START, END = 9, 4, 3, 3, 2, 7


@pytest.fixture(autouse=True)
def _usual_dtype() -> Any:
    """The script sets PyTorch's for itself."""
    before = torch.get_default_dtype()
    yield
    torch.set_default_dtype(before)


def run(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What it leaves behind, in a folder of its own."""
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(script, "FILE", "exec"), names)
    return names


def net_of(kind: str, regression: bool) -> tuple[Net, Array, Batch]:
    """A net, what it reads, and what is asked of it at two of its last three steps."""
    rng = np.random.default_rng(4)
    cell = cell_of(kind, D, H, seed=3)
    outputs = 1 if regression else A
    net = Net(None, None, cell, rng.normal(size=(outputs, H)), rng.normal(size=outputs))
    target = np.array([[0.3, 0, 0.8]], np.float32) if regression else np.array([[2, -1, 1]])
    weight = np.array([[0.5, 0, 1.5]], np.float32)
    return net, rng.normal(size=(T, D)), Batch(np.zeros((1, T, D)), target, weight, weight > 0)


def core(what: str, net: Net, x: Array, batch: Batch) -> float:
    """log10 of the number from the closed form."""
    p = Passes.of(Net(None, None, net.cell, net.readout, net.bias).trace(x))
    said = direct(net, p.h[0, 1:], batch)[None]
    flow = decay(p, END)
    if what == "lane":
        lane = memory_lane(p, END)
        assert lane is not None
        return float(lane[0, START])
    if what in OF_STATE:
        norms = flow.memory if what == "memory" or flow.h_c is None else flow.h_c
        return float(norms[0, START])
    if what == "contribution":
        return float(contributions(p, said)[0, END - 1, START - 1])
    logs = getattr(backward(p, said), f"log_{what}")
    return float(logs[0, START - 1])


CASES = [
    (kind, what)
    for kind, what in product(MODULES, (*OF_STATE, *OF_LOSS))
    if (kind[:3], what) != ("rnn", "lane") and (what != "dc" or kind == "lstm")
]


@pytest.mark.parametrize(("kind", "what"), CASES)
def test_script_gives_the_number_of_the_core(
    kind: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    net, x, batch = net_of(kind, regression=kind == "gru")
    (tmp_path / FILE).write_bytes(net_file(net.cell, x, net, batch))
    options: dict[str, Any] = {"activation": net.cell.activation, "regression": kind == "gru"}
    script = gradient_script(what, START, END, net.cell.kind, **options)
    found = run(script, tmp_path, monkeypatch)
    wanted = core(what, net, x, batch)
    assert np.isfinite(wanted)
    assert_allclose(10 ** (found["by_autograd"] - wanted), 1, rtol=1e-9)
    assert_allclose(10 ** (found["by_nudge"] - wanted), 1, rtol=1e-5)
    assert_allclose(10 ** (found["by_steps"] - wanted), 1, rtol=1e-6)


def test_script_of_a_number_that_no_nudge_can_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One unit of ReLU, h' = h / 1000 + 1: after 100 steps 1e-300 is left, and the script says so."""
    one = np.ones((1, 1))
    cell = Cell("rnn", "relu", one[None], one[None] / 1000, one, 0 * one)
    (tmp_path / FILE).write_bytes(net_file(cell, np.zeros((100, 1))))
    script = gradient_script("memory", 0, 100, "rnn", activation="relu")
    found = run(script, tmp_path, monkeypatch)
    assert_allclose([found["by_autograd"], found["by_steps"]], -300, atol=1e-7)
    assert found["by_nudge"] == -np.inf
    said = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in said] == [
        "autograd",
        "finite differences all the way",
        "finite differences step by step",
        said[3],
    ]
    assert said[3].startswith("step by step against autograd: ")
    assert "1.0000000" in said[0] + said[2] or "9.9999999" in said[0] + said[2]
    assert " 0 " in said[1]


def test_nothing_at_all_is_said_to_be_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loss at a step where nothing is asked teaches nothing, and so does any loss through the first step, where h is 0."""
    net, x, batch = net_of("gru", regression=False)
    (tmp_path / FILE).write_bytes(net_file(net.cell, x, net, batch))
    for start, end in ((2, 8), (1, 7)):
        found = run(gradient_script("contribution", start, end, "gru"), tmp_path, monkeypatch)
        assert {found[f"by_{way}"] for way in ("autograd", "nudge", "steps")} == {-np.inf}


@pytest.mark.parametrize(("kind", "what"), CASES)
def test_script_stands_by_itself(kind: str, what: str) -> None:
    """It needs torch, safetensors and what Python has; each function is one that is called; its lines are not too long."""
    options: dict[str, Any] = {"activation": "relu"} if kind == "rnn relu" else {}
    script = gradient_script(what, START, END, kind.split(maxsplit=1)[0], **options)
    tree = ast.parse(script)
    froms = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    plain = [
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    ]
    needed = {str(name).partition(".")[0] for name in (*froms, *plain)}
    assert needed - set(sys.stdlib_module_names) == {"torch", "safetensors"}
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            assert node.name in names
    assert max(map(len, script.splitlines())) <= 100
    assert "\n\n\n\n" not in script
    assert script.endswith(")\n")


def test_file_is_the_same_for_the_same_net_and_needs_no_loss() -> None:
    net, x, batch = net_of("lstm", regression=False)
    assert net_file(net.cell, x, net, batch) == net_file(net.cell, x, net, batch)
    (fresh,) = start_cells("lstm", H, D, seeds=[0])
    assert len(net_file(fresh, x)) < len(net_file(net.cell, x, net, batch))


@pytest.mark.parametrize(
    ("what", "start", "kind"),
    [("lane", 1, "rnn"), ("dc", 1, "gru"), ("shown", 7, "lstm"), ("dh", 0, "rnn"), ("x", 1, "rnn")],
)
def test_what_there_is_not_is_refused(what: str, start: int, kind: str) -> None:
    with pytest.raises(ValueError, match="There is no"):
        gradient_script(what, start, END, kind)
