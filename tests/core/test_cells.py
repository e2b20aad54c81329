"""A cell from a module, from arrays and from a file is the same cell, and none of it imports torch."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from safetensors.torch import save_file as save_torch

from lstm_core import Cell, trace
from tests.core.nets import MODULES, cell_of, draw, module_of

WHOLE: Any = 0.0  # a whole number, but a float


@pytest.mark.parametrize("kind", MODULES)
def test_to_dict_and_file_and_back_without_loss(kind: str, tmp_path: Path) -> None:
    cell = cell_of(kind)
    assert Cell.from_dict(json.loads(json.dumps(cell.to_dict()))) == cell
    cell.to_safetensors(tmp_path / "cell.safetensors", {"note": "by hand"})
    again = Cell.from_safetensors(tmp_path / "cell.safetensors")
    assert again == cell
    assert hash(again) == hash(cell)
    assert cell != cell_of(kind, seed=1)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("kind", MODULES)
def test_any_layer_of_a_file_that_torch_wrote(kind: str, bias: bool, tmp_path: Path) -> None:
    module = module_of(kind, 2, 3, torch.float32, num_layers=2, bias=bias)
    metadata = {"kind": kind.split(maxsplit=1)[0]} | (
        {"activation": "relu"} if "relu" in kind else {}
    )
    path = tmp_path / "net.safetensors"
    save_torch({**module.state_dict(), "readout.weight": torch.zeros(1, 3)}, path, metadata)
    for layer in (0, 1):
        assert Cell.from_safetensors(path, layer) == Cell.from_module(module, layer)
    with pytest.raises(ValueError, match="layer 2 is not in the file: it has no weight_ih_l2"):
        Cell.from_safetensors(path, 2)


def test_tensors_that_are_not_wanted_are_not_read(tmp_path: Path) -> None:
    module, path = module_of("rnn", 2, 3, num_layers=2), tmp_path / "net.safetensors"
    cannot = {"readout.weight": torch.zeros(1, 3, dtype=torch.bfloat16)}
    cannot["weight_hh_l1"] = torch.zeros(3, 3, dtype=torch.float8_e4m3fn)
    save_torch({**module.state_dict(), **cannot}, path, {"kind": "rnn"})
    assert Cell.from_safetensors(path) == Cell.from_module(module)


def test_bias_and_activation_may_be_left_out() -> None:
    W_ih, W_hh = draw(1, 4, 3, 2), draw(2, 4, 3, 3)
    cell = Cell.from_dict({"kind": "lstm", "W_ih": W_ih, "W_hh": W_hh})
    assert not cell.b_ih.any()
    assert cell.activation == "tanh"
    assert trace(cell, draw(3, 5, 2)).z.shape == (5, 4, 3)


def test_files_that_are_no_cells(tmp_path: Path) -> None:
    path = tmp_path / "net.safetensors"
    path.write_bytes(b"no tensors")
    with pytest.raises(ValueError, match="not a safetensors file"):
        Cell.from_safetensors(path)
    save_file({"weight_ih_l0": np.zeros((4, 1))}, path)
    with pytest.raises(ValueError, match="kind = lstm, gru or rnn, not None"):
        Cell.from_safetensors(path)
    save_file(
        {"weight_ih_l0": np.zeros((5, 1)), "weight_hh_l0": np.zeros((5, 1))}, path, {"kind": "gru"}
    )
    with pytest.raises(ValueError, match=r"3 gates' rows for kind 'gru', but it is \(5, 1\)"):
        Cell.from_safetensors(path)
    with pytest.raises(ValueError, match="is a folder"):
        Cell.from_safetensors(tmp_path)
    rnn = {"weight_ih_l0": torch.zeros(3, 2), "weight_hh_l0": torch.zeros(3, 3)}
    save_torch({name: weight.bfloat16() for name, weight in rnn.items()}, path, {"kind": "rnn"})
    with pytest.raises(ValueError, match="weight_ih_l0 is BF16 in the file"):
        Cell.from_safetensors(path)
    with pytest.raises(ValueError, match=r"layer must be a whole number, not 0\.0"):
        Cell.from_safetensors(path, WHOLE)
    with pytest.raises(FileNotFoundError):
        Cell.from_safetensors(tmp_path / "none.safetensors")


def test_weights_are_copied_from_a_module() -> None:
    module = module_of("rnn", 2, 3)
    cell = Cell.from_module(module)
    before = cell.W_ih.copy()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.zero_()
    np.testing.assert_array_equal(cell.W_ih, before)


def test_the_core_and_its_examples_import_neither_torch_nor_streamlit_nor_pandas() -> None:
    code = (
        "import sys; from lstm_core.examples import examples; examples()[0].trace();"
        "print([name for name in ('torch', 'streamlit', 'pandas', 'plotly') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
