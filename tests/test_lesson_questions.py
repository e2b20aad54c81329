"""The questions: a net decides them. With another net another option is right, and the numbers said are those computed otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from lab.runs import store
from lstm_core.bptt import sweep
from lstm_core.cells import Cell
from lstm_core.config import TrainConfig
from lstm_core.examples import Example
from lstm_core.tasks import make_task
from lstm_core.trace import trace
from ui import text
from ui.gradients.controls import RUNS
from ui.gradients.example import drawn
from ui.gradients.knobs import FIRST
from ui.gradients.subject import examined
from ui.lesson.question import Question
from ui.lesson.questions import KEYS, bptt, cell, gates, gradient, memory, question, race
from ui.lesson.steps import steps
from ui.memory.said import understand
from ui.memory.subject import Subject
from ui.memory.surgery_setting import Cells, Setting
from ui.nets.kept import run_that_ships


@pytest.fixture(params=["es", "en"])
def lang(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(text, "language", lambda: request.param)
    return str(request.param)


def test_steps_ask_all_questions_and_no_other() -> None:
    asked = [one.question for one in steps() if one.question]
    assert sorted(asked) == sorted(KEYS)
    assert all(one.question in ("", one.key) for one in steps())


@pytest.mark.parametrize("key", KEYS)
def test_question_can_be_answered(key: str, lang: str) -> None:
    one: Question = question(key)
    assert one.key == key
    assert one.ask.rstrip().endswith("?")
    assert 2 <= len(one.options) <= 4
    for said in ([o.text for o in one.options], [o.why for o in one.options]):
        assert len(set(said)) == len(said)
        assert all(said)
    lengths = [len(o.text) for o in one.options]
    assert max(lengths) <= 2 * min(lengths), "no option stands out"
    whole = " ".join([one.ask, *(f"{o.text} {o.why}" for o in one.options)])
    assert "{" not in whole
    assert bool(re.search(r"\d,\d", whole)) <= (lang == "es")  # decimals as the language has them


@pytest.mark.parametrize("key", KEYS)
def test_shipped_nets_decide(key: str) -> None:
    one = question(key)
    verdict = one.decide()
    assert verdict.right
    assert set(verdict.right) <= set(range(len(one.options)))
    assert re.search(r"\d", verdict.evidence)
    assert "{" not in verdict.evidence
    assert not re.search(r"\b(the|of|and|is)\b", verdict.evidence), "nothing is left in English"


# --- the numbers, computed otherwise ---


def test_numbers_of_the_cell_are_those_of_arithmetic() -> None:
    assert text.number(0.9**50, 4) in cell.decide_forget().evidence
    assert text.number(10 * 0.9) in cell.decide_memory_line().evidence
    assert text.number(0.5 + 0.9) in cell.decide_learn().evidence


def test_sum_over_the_steps_is_what_torch_says() -> None:
    import torch

    net = bptt.small()
    w = {name: torch.tensor(value, dtype=torch.float64) for name, value in net.weights.items()}
    w["Wh"].requires_grad_()
    h, loss = torch.zeros((), dtype=torch.float64), torch.zeros((), dtype=torch.float64)
    for x, target in zip(net.x, net.target, strict=True):
        h = torch.tanh(w["Wx"] * x + w["Wh"] * h + w["b"])
        loss = loss + (w["Wy"] * h - target) ** 2 / 2
    loss.backward()  # type: ignore[no-untyped-call]
    assert w["Wh"].grad is not None
    assert text.number(float(w["Wh"].grad), 4) in bptt.decide_update().evidence


def test_nudge_of_fresh_nets_is_what_finite_differences_say() -> None:
    run = run_that_ships(RUNS.first)
    place = [lane.config.kind for lane in run.lanes].index("rnn")
    config = run.lanes[place].config
    batch = drawn(make_task(config), config, 20)
    before, _after = examined(run, gradient.LAST, batch)
    nets = next(one for one in before if one.config.kind == "rnn")
    net = nets.nets[0]
    x = net.inputs(batch.x[0])
    first = trace(net.cell, x[:1]).h[1]
    step = 1e-4
    moved = [
        trace(net.cell, x[1:], state=first + side * step * unit).h[-1]
        for unit in np.eye(net.cell.H)
        for side in (1, -1)
    ]
    J = (np.array(moved[::2]) - np.array(moved[1::2])) / (2 * step)
    largest = float(np.linalg.norm(J, 2))
    assert np.log10(largest) == pytest.approx(gradient.nudged().before[0, 1], abs=0.01)


# --- with another net another option is right ---


def other_cell(name: str, **rows: tuple[float, float, float]) -> Callable[[str], Example]:
    """The example `name` with some gates otherwise: weights of both inputs and the bias."""
    one = cell.example(name)
    W, b = one.cell.W_ih.copy(), one.cell.b_ih.copy()
    for gate, (first, second, bias) in rows.items():
        k = one.cell.gates.index(gate)
        W[k, 0], b[k, 0] = (first, second), bias
    changed = replace(one, cell=Cell("lstm", "tanh", W, one.cell.W_hh, b, one.cell.b_hh))
    return lambda _name: changed


@pytest.mark.parametrize(
    ("rows", "right"),
    [({"forget": (0, 0, 3)}, 1), ({"input": (0, 0, 4)}, 0)],
)
def test_line(
    rows: dict[str, tuple[float, float, float]], right: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cell.decide_line().right == (2,)
    monkeypatch.setattr(cell, "example", other_cell("memory_line", **rows))
    assert cell.decide_line().right == (right,)


@pytest.mark.parametrize(("gate", "right"), [(0.9, 2), (0.986, 1), (0.999, 0)])
def test_forget(gate: float, right: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell, "HELD", gate)
    assert cell.decide_forget().right == (right,)


@pytest.mark.parametrize(
    ("forget", "open_input", "right"), [(1.0, 0.0, 2), (1.0, 1.0, 1), (0.0, 1.0, 0)]
)
def test_learn(
    forget: float, open_input: float, right: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = cell.held
    gates = {"forget": forget, "input": open_input}
    monkeypatch.setattr(
        cell, "held", lambda steps, start, **free: held(steps, start, **free | gates)
    )
    assert cell.decide_learn().right == (right,)


def test_memory_line_that_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    held = cell.held
    monkeypatch.setattr(
        cell, "held", lambda steps, start, **gates: held(steps, start, **gates | {"forget": 0.0})
    )
    assert cell.decide_memory_line().right == (0,)


def test_output_of_a_cell_that_forgets_what_it_does_not_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = cell.example("latch")
    W_hh, b = one.cell.W_hh.copy(), one.cell.b_ih.copy()
    forget = one.cell.gates.index("forget")
    W_hh[forget], b[forget] = 40, -10  # open as long as h is large
    W_ih = one.cell.W_ih.copy()
    W_ih[forget] = 0
    changed = replace(one, cell=Cell("lstm", "tanh", W_ih, W_hh, b, one.cell.b_hh))
    assert cell.decide_output().right == (1,)
    monkeypatch.setattr(cell, "example", lambda _name: changed)
    assert cell.decide_output().right == (0,)


def nudges(left: float, after: float) -> Callable[[], gradient.Nudged]:
    """Three nets in which the same is lost at each of 20 steps, so that 10^left is left of it."""
    before = np.tile(np.append(left, np.linspace(left, 0, 21)), (3, 1))
    return lambda: gradient.Nudged(before, before + (after - left))


@pytest.mark.parametrize(("left", "right"), [(-0.2, 0), (-2.0, 1), (-7.0, 2)])
def test_shaded(left: float, right: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradient, "nudged", nudges(left, 0))
    assert gradient.decide_shaded().right == (right,)


def test_trained_is_the_other_way_round_if_before_and_after_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert gradient.decide_trained().right == (2,)
    monkeypatch.setattr(gradient, "examined", lambda *of: examined(*of)[::-1])
    assert gradient.decide_trained().right == (0,)
    monkeypatch.setattr(gradient, "nudged", nudges(-4, -4.2))
    assert gradient.decide_trained().right == (1,)


def test_why(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gradient.decide_why().right == (1,)
    one_step = np.append(-6, np.where(np.arange(21) < 8, -6.0, 0.0))
    monkeypatch.setattr(gradient, "nudged", lambda: gradient.Nudged(one_step[None], one_step[None]))
    assert gradient.decide_why().right == (0,)
    end = np.append(-6, np.append(np.full(17, -6.0), [-4.0, -2.0, -1.0, 0.0]))
    monkeypatch.setattr(gradient, "nudged", lambda: gradient.Nudged(end[None], end[None]))
    assert gradient.decide_why().right == (2,)


@pytest.mark.parametrize(("bias", "right"), [(0.0, 2), (1.0, 2), (2.0, 1), (3.0, 0)])
def test_curves(bias: float, right: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradient, "FIRST", replace(FIRST, forget_bias=bias))
    assert gradient.decide_curves().right == (right,)


def test_explode(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gradient.decide_explode().right == (1,)
    monkeypatch.setattr(gradient, "RADII", (1.0, 1.2))
    assert gradient.decide_explode().right == (2,)
    monkeypatch.setattr(gradient, "RADII", (3.0, 4.0))
    assert gradient.decide_explode().right == (0,)


@pytest.mark.parametrize(
    ("weights", "right"), [([0.9] * 99, 1), ([0.8, *[0.9] * 98], 2), (np.arange(99.0), 0)]
)
def test_loop(weights: list[float], right: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bptt, "recurrent_weights", lambda _net: np.array(weights))
    assert bptt.decide_loop().right == (right,)


def test_backward_of_a_net_that_needs_no_states(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bptt.decide_backward().right == (2,)
    monkeypatch.setattr(
        bptt, "small", lambda: replace(small(), weights={**small().weights, "Wy": 0.0})
    )
    assert bptt.decide_backward().right == (0,)


small = bptt.small


@pytest.mark.parametrize("right", [0, 1, 2])
def test_update(right: int, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = sweep(bptt.small()).parts["Wh"]
    true = (parts.sum(), parts.mean(), parts[-1])[right]
    monkeypatch.setattr(bptt, "differences", lambda _net: {"Wh": float(true)})
    assert bptt.decide_update().right == (right,)


@pytest.mark.parametrize(("kind", "right"), [("rnn", 1), ("lstm", 0)])
def test_long(kind: str, right: int, monkeypatch: pytest.MonkeyPatch) -> None:
    right_at = bptt.right_at
    monkeypatch.setattr(bptt, "right_at", lambda _kind, clauses: right_at(kind, clauses))
    assert bptt.decide_long().right == (right,)


def test_uses_of_a_task_with_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bptt.decide_uses().right == (1,)
    lesson_of = bptt.lesson_of
    monkeypatch.setattr(bptt, "lesson_of", lambda _run: lesson_of("shipped-latch"))
    assert bptt.decide_uses().right == (0,)


@pytest.mark.parametrize(("gate", "right"), [(0.02, 0), (0.5, 1), (0.98, 2)])
def test_intuitive(gate: float, right: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "kept_by", lambda *_of: np.full((9, 1), gate))
    assert gates.decide_intuitive().right == (right,)


def test_holds_of_a_net_that_knows_two_countries(monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory.decide_holds().right == (1,)
    one = memory.subject()
    run = store().get("shipped-two_countries_es")
    assert run is not None
    said = understand("soy francés, hablo ???", run.lanes[0].config)
    two = Subject.of(run, memory.LAST, 0, said)
    assert two.config.countries < one.config.countries
    monkeypatch.setattr(memory, "subject", lambda: two)
    assert memory.decide_holds().right == (0,)


def test_xray_of_a_net_that_remembers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory.decide_xray().right == (2,)
    monkeypatch.setattr(Subject, "of_kind", lambda self, _kind: self.main)
    assert memory.decide_xray().right == (0,)


def test_surgery_on_random_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory.decide_surgery().right == (1,)
    monkeypatch.setattr(memory, "Setting", lambda: Setting(cells=Cells("random", 12)))
    assert memory.decide_surgery().right == (0,)


def test_learned_if_nothing_had_been_left_to_learn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gates.decide_learned().right == (2,)
    kept_at = gates.kept_at
    monkeypatch.setattr(gates, "kept_at", lambda one, _step, cells: kept_at(one, 1500, cells))
    assert gates.decide_learned().right == (0,)


def test_race_that_both_finish(monkeypatch: pytest.MonkeyPatch) -> None:
    assert race.decide_race().right == (1,)
    monkeypatch.setattr(race, "ORDER", "shipped-latch")
    assert race.decide_race().right == (0,)


def test_race_has_more_than_one_winner_where_seeds_overlap() -> None:
    config = TrainConfig(seeds=3)
    fast, close, slow, never = (
        race.Learned(config, solved, 900, 1.0)
        for solved in ((50, 60, 90), (80, 90, 95), (500, 600, 700), ())
    )
    assert race.best_of([slow, fast, never]) == [1]
    assert race.best_of([slow, fast, close]) == [1, 2]
    assert race.best_of([never, never]) == [0, 1]
    assert race.best_of([never, race.Learned(config, (800, 900), 900, 1.0)]) == [1]


def test_neither_place_nor_length_of_an_option_tells_that_it_is_right() -> None:
    """A reader who always takes the same place, the longest or the shortest is right in at most two of five questions."""
    asked = [question(key) for key in KEYS]
    rights = [one.decide().right for one in asked]
    most = 0.4 * len(KEYS)
    for place in range(4):
        assert sum(place in right for right in rights) <= most
    for extreme in (max, min):
        taken = [extreme(one.options, key=lambda option: len(option.text)) for one in asked]
        assert (
            sum(
                one.options.index(option) in right
                for one, option, right in zip(asked, taken, rights, strict=True)
            )
            <= most
        )


def test_a_question_that_is_asked_in_another_order_is_decided_alike() -> None:
    asked, made = question("learn"), cell._learn()
    assert asked.options != made.options
    assert set(asked.options) == set(made.options)
    assert [asked.options[k] for k in asked.decide().right] == [
        made.options[k] for k in made.decide().right
    ]
