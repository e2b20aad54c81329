"""The intuitive view: which cell is shown first, what the browser is given, and what it sends back."""

import base64
import csv
import io
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.cells import GATES, Cell
from lstm_core.memory import Held
from lstm_core.sentences import Ints
from lstm_core.trace import Trace
from ui import text
from ui.memory.intuitive import first_cell, read_view, start_of, table, view
from ui.memory.said import understand
from ui.memory.subject import Subject

T = 4


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


def trace_with(kind: str, states: Array | None = None, **gates: Array) -> Trace:
    """Four words and three cells with these gates (T, 3), the others half open, and these states (T + 1, 3)."""
    H, names = 3, GATES[kind]
    G = len(names)
    cell = Cell(
        kind,
        "tanh",
        np.zeros((G, H, 1)),
        np.zeros((G, H, H)),
        np.zeros((G, H)),
        np.zeros((G, H)),
    )
    all_gates = {name: gates.get(name, np.full((T, H), 0.5)) for name in names}
    states = np.zeros((T + 1, H)) if states is None else states
    return Trace(
        cell,
        np.zeros((T, 1)),
        np.zeros((T, G, H)),
        all_gates,
        states if kind == "lstm" else None,
        states,
    )


def test_first_is_the_cell_that_writes_once_and_then_keeps() -> None:
    """Cell 0 writes at every word, cell 1 once, cell 2 once but forgets."""
    once = [0.0, 1.0, 0.0, 0.0]
    lstm = trace_with(
        "lstm",
        input=np.array([[0.9] * T, once, once]).T,
        forget=np.array([[1.0] * T, [0.9] * T, [0.1] * T]).T,
    )
    assert first_cell(lstm, 1, [2, 0, 1]) == 1
    # At the first word only cell 0 writes, though it never stops.
    assert first_cell(lstm, 0, [2, 0, 1]) == 0
    # With no word after it there is nothing to keep: the most telling one.
    assert first_cell(lstm, T - 1, [2, 0, 1]) == 2


def test_of_two_cells_with_the_same_gates_the_first_is_the_one_whose_memory_stays() -> None:
    once = [0.0, 1.0, 0.0, 0.0]
    states = np.zeros((T + 1, 3))
    states[2], states[-1] = [0.2, 0.9, -0.5], [4.0, 0.8, 0.5]
    gates = {"input": np.array([once] * 3).T, "forget": np.full((T, 3), 0.9)}
    lstm = trace_with("lstm", states, **gates)
    assert first_cell(lstm, 1, [0, 2, 1]) == 1


def test_of_a_gru_the_update_gate_is_closed_once() -> None:
    gru = trace_with("gru", update=np.array([[0.0] * T, [1.0, 0.1, 1.0, 1.0], [1.0] * T]).T)
    assert first_cell(gru, 1, [0, 2, 1]) == 1


def test_an_rnn_shows_its_most_telling_cell() -> None:
    assert first_cell(trace_with("rnn"), 1, [2, 0, 1]) == 2


@pytest.fixture(scope="module")
def subject() -> Subject:
    run = store().get("shipped-sentences_es")
    assert run is not None
    said = understand("soy francés, hablo fluidamente español y ???", run.lanes[0].config)
    return Subject.of(run, 10**9, 0, said)


def held_in(order: Ints) -> Held:
    """All that is read of it here is the order."""
    return cast(Held, SimpleNamespace(order=order))


def floats(packed: str, *shape: int) -> Array:
    return np.frombuffer(base64.b64decode(packed), dtype="<f4").reshape(shape)


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_the_browser_gets_gates_memory_and_answers_of_the_net(subject: Subject, kind: str) -> None:
    look = subject.of_kind(kind)
    assert look is not None
    found = held_in(np.random.default_rng(0).permutation(look.config.H))
    data: dict[str, Any] = view(subject, look, found)
    length, H = subject.said.T, look.config.H
    drawn = {"lstm": {"in", "keep", "out", "h"}, "gru": {"keep", "reset"}, "rnn": set()}[kind]
    assert set(data["arrays"]) == {"memory", "kept", "written"} | drawn
    memory = floats(data["arrays"]["memory"], length + 1, H)
    flows = [floats(data["arrays"][name], length, H) for name in ("kept", "written")]
    np.testing.assert_allclose(memory[1:], sum(flows), rtol=1e-4, atol=1e-5)
    if kind == "lstm":  # h = o tanh(C), and what is kept is f C
        h = floats(data["arrays"]["h"], length + 1, H)
        out, keep = (floats(data["arrays"][name], length, H) for name in ("out", "keep"))
        np.testing.assert_allclose(h[1:], out * np.tanh(memory[1:]), rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(flows[0], keep * memory[:-1], rtol=1e-4, atol=1e-5)
    assert data["order"] == [cell + 1 for cell in found.order]
    assert data["first"] in data["order"][:8]
    assert data["place"] == start_of(subject) + 1 == 2
    assert data["wanted"] == ["francés"]
    word, chance = data["next"][-1]
    assert chance == pytest.approx(float(look.chances[-1].max()), abs=5e-5)
    assert subject.vocabulary.index(word) == look.chances[-1].argmax()


def test_table_has_every_cell_after_every_word(subject: Subject) -> None:
    look = subject.main
    found = held_in(np.random.default_rng(1).permutation(look.config.H))
    lines = list(csv.DictReader(io.StringIO(table(subject, look, found))))
    assert len(lines) == subject.said.T * look.config.H
    assert [line["word"] for line in lines[: subject.said.T]] == list(subject.said.words)
    cell = int(lines[0]["cell"]) - 1
    assert cell == found.order[0]
    assert float(lines[1]["forget"]) == pytest.approx(look.trace.gates["forget"][1, cell], abs=1e-6)


@pytest.mark.parametrize(
    ("sent", "used"),
    [
        ({"cell": 3, "word": 5}, {"cell": 3, "word": 5}),
        ({"cell": "mean"}, {"cell": "mean"}),
        ({"cell": 0, "word": True}, {}),
        ({"cell": "<b>", "word": "5"}, {}),
        ({"cell": 10**9, "word": -1}, {}),
        ([3], {}),
        (None, {}),
    ],
)
def test_of_what_a_browser_sends_only_what_can_be_is_used(sent: Any, used: dict[str, Any]) -> None:
    assert read_view(sent) == used
