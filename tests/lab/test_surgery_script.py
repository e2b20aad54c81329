"""The script that a reader takes home says in PyTorch what the page says in NumPy, for every kind of net and operation."""

import contextlib
import io
from pathlib import Path

import numpy as np
import pytest

from lab.surgery_script import FILE, net_file, surgery_script
from lstm_core.cells import GATES, Cell
from lstm_core.net import Net, softmax
from lstm_core.surgery import Operation, actions_of
from lstm_core.trace import trace

VOCABULARY = ("", ",", "soy", "francés", "y", "alemán")
WORDS = ("soy", "francés", ",", "y", "soy", "y")
H, D = 5, 3


def small_net(kind: str, activation: str) -> Net:
    rng = np.random.default_rng(3)
    G = len(GATES[kind])
    cell = Cell(
        kind=kind,
        activation=activation,
        W_ih=rng.normal(size=(G, H, D)),
        W_hh=rng.normal(size=(G, H, H)) / 2,
        b_ih=rng.normal(size=(G, H)),
        b_hh=rng.normal(size=(G, H)),
    )
    V = len(VOCABULARY)
    return Net(rng.normal(size=(V, D)), None, cell, rng.normal(size=(V, H)), rng.normal(size=V))


@pytest.mark.parametrize(
    ("kind", "activation", "action"),
    [(kind, "tanh", action) for kind in GATES for action in actions_of(kind)]
    + [("rnn", "relu", "overwrite")],
)
def test_the_script_says_what_the_page_says(
    kind: str, activation: str, action: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = small_net(kind, activation)
    operation = Operation(action, (4, 1), (0.7, -0.4) if action == "overwrite" else None)
    script = surgery_script(operation, kind, WORDS, 2, 5, activation=activation)
    (tmp_path / FILE).write_bytes(net_file(net, operation, VOCABULARY))
    monkeypatch.chdir(tmp_path)
    left: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(script, "surgery.py", "exec"), left)
    x = net.inputs([VOCABULARY.index(word) for word in WORDS])
    for name, done in (("before", ()), ("after", operation.interventions(kind, 2, 5))):
        expected = softmax(net.answers(trace(net.cell, x, interventions=done).h[-1]))
        np.testing.assert_allclose(np.asarray(left[name]), expected, atol=1e-12)
    assert not np.allclose(np.asarray(left["before"]), np.asarray(left["after"]))
    assert printed.getvalue().splitlines()[1].startswith("after: ")


def test_a_gate_that_a_net_does_not_have_has_no_script() -> None:
    with pytest.raises(ValueError, match="no such gate"):
        surgery_script(Operation("close_forget", (0,)), "rnn", WORDS, 0, 6)
