"""Why a product is as large as it is: nets whose reason is known by construction, and sentences that have their numbers."""

import csv
import io
import json

import numpy as np
import pytest

from lstm_core.cells import GATES, Cell
from lstm_core.gradients import factors
from lstm_core.passes import Passes, run_passes
from lstm_core.reasons import Reason, reason, weights_alone
from tests.subjects import latch_subject
from ui import text
from ui.components import as_bytes
from ui.gradients.picked import Number
from ui.gradients.subject import Subject
from ui.gradients.why import open_product, payload, table
from ui.gradients.why_words import explanation

K = 20
WORDS = [f"w{t}" for t in range(1, K + 1)]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


def net(kind: str, W: dict[str, float], b: dict[str, float], activation: str = "tanh") -> Cell:
    """Two equal units that do not see each other: `W` and `b` are a gate's own weight and bias, 0 where not told."""
    G = len(GATES[kind])
    own = np.array([W.get(gate, 0.0) for gate in GATES[kind]])
    bias = np.array([b.get(gate, 0.0) for gate in GATES[kind]])
    return Cell(
        kind,
        activation,
        np.ones((G, 2, 1)) * (np.arange(G) == G - 1)[:, None, None],
        own[:, None, None] * np.eye(2),
        np.tile(bias[:, None], 2),
        np.zeros((G, 2)),
    )


def told(cell: Cell, x: list[float] | None = None) -> tuple[Reason, str, float]:
    """The reason, the explanation and log10 S of the whole example, at first without input."""
    values = np.zeros((K, 1)) if x is None else np.array(x)[:, None]
    p: Passes = run_passes([cell], values)
    found = factors(p, 0, K)
    alone = weights_alone(p, K)
    why = reason(found, alone)
    said = explanation(found, alone, why, WORDS, 0, cell.activation == "relu")
    return why, said, float(found.running[0])


def test_powers_of_w_are_those_of_numpy() -> None:
    W = np.random.default_rng(0).normal(size=(1, 5, 5)) * 0.7
    cell = Cell("rnn", "tanh", np.ones((1, 5, 1)), W, np.zeros((1, 5)), np.zeros((1, 5)))
    logs = weights_alone(run_passes([cell], np.zeros((3, 1))), 12)
    assert logs is not None
    by_numpy = [np.linalg.norm(np.linalg.matrix_power(W[0], k), 2) for k in range(13)]
    np.testing.assert_allclose(logs, np.log10(by_numpy), atol=1e-12)


def test_no_power_of_w_underflows() -> None:
    cell = net("rnn", {"candidate": 1e-3}, {})
    logs = weights_alone(run_passes([cell], np.zeros((3, 1))), 200)
    assert logs is not None
    assert logs[-1] == pytest.approx(-600)
    assert weights_alone(run_passes([net("gru", {}, {})], np.zeros((3, 1))), 3) is None


def test_small_weights_are_blamed() -> None:
    # Without input h stays 0 and 1 − h² is 1: S = 0.5^20 = 9.5e-7, evenly, 0.5 a step.
    why, said, total = told(net("rnn", {"candidate": 0.5}, {}))
    assert (why.verdict, why.cause, why.even) == ("vanishes", "weights", True)
    assert total == pytest.approx(20 * np.log10(0.5))
    assert said == (
        "From the start to step 20 (“w20”) the factor is 9.5·10⁻⁷. The weights make it vanish. Multiplied 20 times, the "
        "weights alone give 9.5·10⁻⁷ (largest singular value 0.50); saturation, 1 − h² = 1.00 on average, multiplies this "
        "by 1.00. It is lost evenly, by a factor of about 0.500 a step; most at step 1 (“w1”): 0.500."
    )


def test_saturated_units_are_blamed() -> None:
    why, said, total = told(net("rnn", {"candidate": 2.0}, {"candidate": 3.0}))
    assert (why.verdict, why.cause) == ("vanishes", "saturation")
    assert (
        "The weights alone would not let it vanish: multiplied 20 times they give 1.0·10⁶" in said
    )
    assert "But the units are saturated" in said
    assert total < -20


def test_weights_that_shrink_a_little_leave_saturation_the_blame() -> None:
    why, said, _ = told(net("rnn", {"candidate": 0.95}, {"candidate": 2.0}))
    assert (why.verdict, why.cause) == ("vanishes", "saturation")
    assert "The weights alone, multiplied 20 times, would still leave 0.358" in said


def test_weights_and_saturation_share_the_blame() -> None:
    why, said, _ = told(net("rnn", {"candidate": 0.6}, {"candidate": 0.6}))
    assert (why.verdict, why.cause) == ("vanishes", "both")
    assert "Weights and saturation both make it vanish." in said


def test_large_weights_make_it_grow() -> None:
    why, said, _ = told(net("rnn", {"candidate": 2.0}, {}))
    assert (why.verdict, why.cause) == ("explodes", "weights")
    assert "the factor is 1.0·10⁶. The weights make it grow." in said
    assert "It grows evenly, by a factor of about 2.00 a step." in said


def test_balance_is_called_balance_and_the_one_step_that_costs_is_named() -> None:
    # Without input S stays 1; an input of 1.2 at the last step leaves 1 − tanh(1.2)² = 0.305 of it.
    x = [0.0] * K
    x[K - 1] = 1.2
    why, said, total = told(net("rnn", {"candidate": 1.0}, {}), x)
    assert (why.verdict, why.step) == ("kept", K - 1)
    assert total == pytest.approx(np.log10(1 - np.tanh(1.2) ** 2))
    assert "Weights and saturation nearly balance." in said
    assert said.endswith("The step that takes most is step 20 (“w20”): factor 0.305.")


def test_the_step_at_which_most_was_lost_is_found() -> None:
    # W = 0.9 and one input of 6 before it, which the next input takes back: tanh'(6) = 2.5e-5 at step 7 alone.
    x = [0.0] * K
    x[6], x[7] = 6.0, -0.9 * np.tanh(6.0)
    why, said, _ = told(net("rnn", {"candidate": 0.9}, {}), x)
    assert (why.verdict, why.cause, why.step, why.even) == ("vanishes", "saturation", 6, False)
    assert why.factor == pytest.approx(np.log10(0.9 * (1 - np.tanh(6.0) ** 2)))
    assert "Most is lost at step 7 (“w7”): factor 2.2·10⁻⁵." in said


def test_exact_zero_is_where_all_units_are_off() -> None:
    x = [1.0] * K
    x[11] = -50.0
    why, said, total = told(net("rnn", {"candidate": 1.0}, {}, "relu"), x)
    assert (why.verdict, why.step, total) == ("zero", 11, -np.inf)
    assert "the factor is 0. At step 12 (“w12”) every unit is off" in said


def test_tanh_that_is_saturated_beyond_double_precision_is_an_exact_zero() -> None:
    why, said, _ = told(net("rnn", {"candidate": 1.0}, {"candidate": 40.0}))
    assert why.verdict == "zero"
    assert "1 − h² is 0 even in double precision" in said


def test_overflow_is_said() -> None:
    why, said, total = told(net("rnn", {"candidate": 1e200}, {"candidate": 1.0}, "relu"))
    assert (why.verdict, total) == ("overflow", np.inf)
    assert "the factor is ∞" in said
    assert "overflow" in said


def test_relu_speaks_of_units_that_are_on() -> None:
    why, said, _ = told(net("rnn", {"candidate": 0.5}, {"candidate": 1.0}, "relu"))
    assert (why.verdict, why.cause) == ("vanishes", "weights")
    assert "a share of 1.00 of the units is on" in said


def test_fresh_lstm_vanishes_because_its_gates_let_go() -> None:
    why, said, total = told(net("lstm", {}, {}))
    assert (why.verdict, why.cause) == ("vanishes", "gates")
    assert total == pytest.approx(20 * np.log10(0.5))
    assert (
        "f is 0.500 on average, and even of the cell that keeps most the product of f is 9.5·10⁻⁷"
        in said
    )


def test_open_gates_keep_it() -> None:
    for kind, gate, letter in (("lstm", "forget", "f"), ("gru", "update", "z")):
        why, said, total = told(net(kind, {}, {gate: 6.0}))
        assert (why.verdict, why.cause) == ("kept", "gates")
        assert total == pytest.approx(-20 * np.log10(1 + np.exp(-6)), abs=1e-6)
        assert (
            f"The gates keep it: of the cell that keeps most the product of {letter} is 0.952"
            in said
        )


def test_ways_through_the_gates_make_an_lstm_explode_or_vanish_whatever_its_memory_lane_says() -> (
    None
):
    # c_t = f c + i g with g = W h = W o c: without input f + W i o multiplies c at every step.
    why, said, total = told(net("lstm", {"candidate": 16.0}, {}))
    assert (why.verdict, why.cause) == ("explodes", "rest")
    assert total == pytest.approx(19 * np.log10(4.5) + np.log10(0.5), abs=1)
    assert "f cannot enlarge anything" in said
    why, said, total = told(net("lstm", {"candidate": -2.0}, {"forget": 40.0}))
    assert (why.verdict, why.cause) == ("vanishes", "rest")
    assert total == pytest.approx(19 * np.log10(0.5), abs=0.5)
    assert (
        "The memory lane alone would keep it (product of f of the cell that keeps most: 1.00)"
        in said
    )
    why, said, _ = told(net("lstm", {"candidate": 2.0}, {}))
    assert (why.verdict, why.cause) == ("kept", "rest")
    assert "It is not the memory lane that keeps it" in said


@pytest.mark.parametrize(
    ("total", "lane", "verdict", "cause"),
    [
        (-2.1, -1.9, "vanishes", "gates"),  # 0.8 % and 1.3 %: on two sides of 1 %, but hardly apart
        (-1.9, -2.1, "kept", "gates"),
        (-2.1, -1.3, "vanishes", "rest"),  # 0.8 is over half a decade and over 0.7, a third of 2.1
        (-3.0, -1.9, "vanishes", "rest"),
        (-2.4, -1.7, "vanishes", "gates"),  # 0.7 is below 0.8, a third of 2.4
        (-0.9, -2.1, "kept", "rest"),
        (-0.5, -np.inf, "kept", "rest"),
        (2.1, 0.0, "explodes", "rest"),
    ],
)
def test_lane_and_whole_on_two_sides_of_a_threshold_have_to_be_apart(
    total: float, lane: float, verdict: str, cause: str
) -> None:
    found = factors(run_passes([net("lstm", {}, {})], np.zeros((1, 1))), 0, 1)
    found = found._replace(
        running=np.array([total, 0.0]), lane=np.array([lane, 0.0]), lost=np.array([total])
    )
    why = reason(found, None)
    assert (why.verdict, why.cause) == (verdict, cause)


@pytest.mark.parametrize(("large", "written"), [(3e38, "3.0·10³⁸"), (1e300, "1.0·10³⁰⁰")])
def test_weights_that_are_large_but_finite_are_written_as_powers(
    large: float, written: str
) -> None:
    _, said, _ = told(net("rnn", {"candidate": large}, {}))
    assert f"largest singular value {written}" in said
    # Of an LSTM the way in through the gates is half as wide, for its input gate is half open.
    _, said, _ = told(net("lstm", {"candidate": 2 * large}, {}))
    assert f"up to {written} a step" in said


@pytest.fixture(scope="module")
def latch() -> Subject:
    """The shipped run at distance 20: RNN, GRU, LSTM."""
    return latch_subject()


def test_the_trained_rnn_has_weights_that_would_explode_and_a_gradient_that_vanishes(
    latch: Subject,
) -> None:
    opened = open_product("latch", Number("memory", "after", 0, 0, 1, latch.T), latch)
    assert opened.alone is not None
    assert opened.alone[-1] > 2
    assert (opened.why.verdict, opened.why.cause) == ("vanishes", "saturation")


def test_the_picture_has_a_column_for_each_step_and_the_table_a_line(latch: Subject) -> None:
    for lane in range(3):
        place = Number("memory", "after", lane, 0, 3, 15)
        opened = open_product("latch", place, latch)
        data = json.loads(as_bytes(payload(opened)), parse_constant=pytest.fail)
        columns = ("words", "singular", "fill", "lost")
        assert [len(data[name]) for name in columns] == [12] * 4
        assert len(data["running"]) == len(data["second"]) == 13
        assert data["running"][-1] == 0
        # Every step's factor is what the running product changes by.
        changes = np.diff(data["running"][::-1])[::-1]
        np.testing.assert_allclose(changes, data["lost"], atol=2e-3)
        lines = list(csv.DictReader(io.StringIO(table(opened))))
        assert [int(line["step"]) for line in lines] == list(range(4, 16))
        assert float(lines[0]["log10_running_before"]) == opened.found.running[0]
        assert float(lines[2]["singular_1"]) == opened.found.singular[2, 0]
