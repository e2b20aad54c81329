"""What the README shows a reader to type does what it says."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ui.navigation import asides, entries

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


def test_the_lines_for_a_notebook_trace_a_module_as_it_computes() -> None:
    code, *_ = CODE
    assert len([line for line in code.splitlines() if line]) == 5
    names: dict[str, Any] = {}
    torch.manual_seed(0)
    exec(code, names)
    net, run = names["net"], names["run"]
    expected, (_, c) = net(torch.from_numpy(run.x.astype(np.float32)))
    np.testing.assert_allclose(run.h[1:], expected.detach().numpy(), atol=1e-6)
    np.testing.assert_allclose(run.c[-1], c[0].detach().numpy(), atol=1e-6)


def test_the_lines_on_the_gradient_measure_what_autograd_computes() -> None:
    tracing, code, *_ = CODE
    names: dict[str, Any] = {}
    torch.manual_seed(0)
    exec(tracing + code, names)
    net, run, found = names["net"].double(), names["run"], names["found"]
    c = torch.from_numpy(run.c[5].copy()).requires_grad_()
    h = torch.from_numpy(run.h[5].copy())
    _, (_, last) = net(torch.from_numpy(run.x[5:].copy()), (h[None], c[None]))
    rows = [torch.autograd.grad(one, c, retain_graph=True)[0] for one in last[0]]
    norm = torch.linalg.matrix_norm(torch.stack(rows), 2).log10()
    np.testing.assert_allclose(found.memory[0, 5], norm.item(), atol=1e-10)
    assert found.lane[0, -1] == 0


def test_the_lines_on_the_memory_write_germany_into_twelve_cells(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names: dict[str, Any] = {}
    exec(CODE[2].replace("print(effect", "done = (effect"), names)
    assert names["config"].kind == "lstm"
    assert "0.9" in capsys.readouterr().out
    assert names["done"].before.right > 0.95
    assert names["done"].chosen.target > 0.8
    assert names["done"].mean.target < 0.1


def test_the_lines_on_backpropagation_through_time_find_one_gradient_in_both_ways() -> None:
    names: dict[str, Any] = {}
    exec(CODE[3], names)
    assert names["found"].gradient["Wh"] == pytest.approx(names["differences"](names["net"])["Wh"])
    assert names["sweep"](names["updated"](names["net"], 0.1)).total < names["found"].total


def test_the_lines_on_the_cases_compare_three_kinds_of_net() -> None:
    names: dict[str, Any] = {}
    exec(CODE[4].replace("seeds=3", "seeds=2, steps=20"), names)
    assert sorted(names["found"].ranking) == ["convolutional", "dense", "recurrent"]
    assert min(names["found"].means.values()) > 0.65  # guessing gives 0.63


def test_the_lines_that_train_solve_their_task(capsys: pytest.CaptureFixture[str]) -> None:
    *_, code = CODE
    names: dict[str, Any] = {}
    exec(code, names)
    assert names["event"].end == "solved"
    assert (names["event"].solved_at > 0).all()
    assert len(capsys.readouterr().out.splitlines()) == names["event"].step // 25 + 1


def test_every_page_is_listed() -> None:
    listed = re.findall(r"^\| `(/\S*)` \|", README, flags=re.MULTILINE)
    assert listed == [f"/{entry.path}" for entry in (*entries(), *asides())]


def test_every_command_is_in_the_makefile() -> None:
    makefile = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"(?:`|^|=auto |8600 )make ([a-z-]+)", README, flags=re.MULTILINE))
    assert {"run", "test", "bench", "models", "text"} <= commands
    assert [name for name in commands if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []
