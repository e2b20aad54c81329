"""The decay curves without a browser: what the knobs mean, what a link may say, and what the sentences make of the numbers."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lab.runs import store
from lstm_core.config import TrainConfig
from lstm_core.tasks import make_task
from ui import text
from ui.gradients.curves_payload import lines, payload, table, takeaway
from ui.gradients.example import drawn
from ui.gradients.knobs import (
    EXAMPLES,
    FIRST,
    PARAMETERS,
    RANGES,
    Knobs,
    from_link,
    key,
    read_knobs,
    set_knobs,
    to_link,
    write_knobs,
)
from ui.gradients.subject import Subject, examined
from ui.text import ROOT


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("ui.text", "ui.gradients.curves_payload"):
        monkeypatch.setattr(f"{module}.language", lambda: "en")
    assert text.language() == "en"


def small(**values: Any) -> Knobs:
    return Knobs(**({"T": 50, "H": 16, "nets": 3} | values))


def test_a_knob_of_one_net_leaves_the_others_as_they_were() -> None:
    before, after = small(), small(forget_bias=3.0)
    assert before.of("lstm") != after.of("lstm")
    assert [before.of(kind) for kind in ("rnn", "gru")] == [
        after.of(kind) for kind in ("rnn", "gru")
    ]
    only_rnn = small(start="gaussian", radius=3.0, kinds=("rnn",))
    assert only_rnn.of("lstm") == before.of("lstm")
    assert only_rnn.of("rnn").radius == 3.0


def test_a_start_can_be_trained() -> None:
    knobs = small(start="gaussian", radius=2.0, forget_bias=-1.0, activation="relu")
    rnn, lstm = (TrainConfig(**knobs.train_fields(kind)) for kind in ("rnn", "lstm"))
    assert (rnn.start, rnn.radius, rnn.activation, rnn.gate_bias) == ("gaussian", 2.0, "relu", None)
    assert (lstm.activation, lstm.gate_bias, lstm.H) == ("tanh", -1.0, 16)
    for name in ("radius", "H", "seed"):
        assert (TrainConfig.knobs()[name].high or 0) >= RANGES[name][1]


def test_a_link_holds_what_is_not_as_at_first_and_gives_it_back() -> None:
    assert set(to_link(FIRST).values()) == {None}
    knobs = Knobs("both", "identity", 1.25, ("rnn", "lstm"), "relu", -1.5, 2.0, 0.05, 7, 3, 2, 11)
    values, wrong = from_link({k: v for k, v in to_link(knobs).items() if v is not None})
    state: dict[Any, Any] = {}
    set_knobs(state, **values)
    assert read_knobs(state) == knobs
    assert wrong == []
    assert to_link(Knobs(size=1e-05))["input"] == "0.00001"  # what a number field leaves


@pytest.mark.parametrize(
    ("query", "knob", "value"),
    [
        ({"radius": "100"}, "radius", 10.0),
        ({"steps": "0"}, "T", 1),
        ({"units": "2.5"}, "H", 2),
        ({"input": "nan"}, "size", FIRST.size),
        ({"forget": "9" * 50}, "forget_bias", 8.0),
        ({"forget": "1e3"}, "forget_bias", FIRST.forget_bias),
        ({"radius": "1_0"}, "radius", FIRST.radius),
        ({"units": "٣"}, "H", FIRST.H),
        ({"start": "<b>"}, "start", "pytorch"),
        ({"startof": "x"}, "kinds", FIRST.kinds),
        ({"seed": "x" * 10_000}, "seed", 0),
    ],
)
def test_a_link_that_asks_for_what_cannot_be_is_told_and_the_rest_stands(
    query: dict[str, str], knob: str, value: Any
) -> None:
    values, wrong = from_link(query)
    state: dict[Any, Any] = {}
    set_knobs(state, **values)
    assert wrong == [knob]
    assert getattr(read_knobs(state), knob) == value


def test_what_the_browser_sends_is_brought_into_range() -> None:
    state: dict[Any, Any] = {}
    write_knobs(state, radius=99, T=10**9, forget_bias=float("nan"), kinds=["lstm", "x"])
    state[key("activation")] = "sigmoid"
    knobs = read_knobs(state)
    assert (knobs.radius, knobs.T, knobs.forget_bias) == (10.0, 200, -4.0)
    assert (knobs.kinds, knobs.activation) == (("lstm",), "tanh")


@pytest.mark.usefixtures("english")
def test_the_sentences_say_what_the_numbers_are() -> None:
    vanishes = " ".join(takeaway(small(), None))
    assert "The LSTM vanishes although its gates are there: at forget bias 0" in vanishes
    assert "keeps only 5" in vanishes  # sigmoid(0) = 50 %, and the best cell a little more
    assert "The bound says nothing here" in vanishes
    assert "The LSTM holds" in " ".join(takeaway(small(forget_bias=3.0), None))
    explodes = " ".join(takeaway(small(**EXAMPLES["explodes"]), None))
    assert "The RNN explodes" in explodes
    assert "LSTM grows" not in explodes
    shrinks = " ".join(takeaway(small(start="orthogonal", radius=0.5), None))
    assert "The bound guarantees that the RNN vanishes" in shrinks
    dead = " ".join(takeaway(small(start="orthogonal", radius=0.0), None))
    assert "RNN 0," in dead
    assert "In 3 of 3 RNNs the gradient over all 50 steps is exactly 0" in dead
    assert "One step back" in takeaway(small(T=1), None)[0]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("at", "solved"), [(450, False), (10_000, True)])
def test_a_net_has_solved_the_task_only_if_it_had_at_the_chosen_step(at: int, solved: bool) -> None:
    run = store().get("shipped-latch")
    assert run is not None
    assert run.lanes[0].end == "solved"
    task = make_task(run.lanes[0].config)
    batch = drawn(task, run.lanes[0].config, 20)
    words = tuple(task.words(batch.x[0]))
    subject = Subject(run, task, batch, words, *examined(run, at, batch), 0, f"solved at {at}")
    said = " ".join(takeaway(small(show="after"), subject))
    assert "RNN: its gradient is smaller than before training." in said or solved
    assert ("RNN has solved the task" in said) == solved


@pytest.mark.usefixtures("english")
def test_exact_zeros_and_their_net_reach_the_browser() -> None:
    sent = json.loads(payload(small(start="identity", radius=0.0, T=3), None))
    rnn, bound, _gru, lstm, lane = sent["lines"]
    assert rnn["mid"] == [0, None, None, None]
    assert [rnn["cut"], bound["cut"], lstm["cut"], lane["cut"]] == [
        "tanh",
        "tanh",
        "gates",
        "gates",
    ]
    assert set(sent["labels"]["zero"]) == {"relu", "tanh", "gates"}
    assert "1 − h²" in sent["labels"]["zero"]["tanh"]
    relu = json.loads(payload(small(activation="relu", T=3), None))
    assert relu["lines"][0]["cut"] == "relu"
    assert bound["place"]["what"] == "bound"
    assert lstm["place"] == {"what": "memory", "nets": "fresh", "lane": 2}
    assert lane["place"]["what"] == "lane"
    assert len(lstm["net"]) == 4
    assert set(lstm["net"]) <= {0, 1, 2}


@pytest.mark.usefixtures("english")
def test_the_table_holds_every_line_at_every_lag() -> None:
    drawn = lines(small(T=4), None)
    rows = list(csv.DictReader(io.StringIO(table(drawn))))
    assert len(rows) == 5 * len(drawn)
    assert float(rows[4]["log10_median"]) == drawn[0].curve.mid[4]


def shown(tmp_path: Path, **query: str) -> AppTest:
    """The curves on a page of their own."""
    page = tmp_path / "page.py"
    page.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from ui.gradients.curves import show_curves\nshow_curves(None)\n"
    )
    app = AppTest.from_file(str(page), default_timeout=60)
    app.query_params.update({"lang": "es", "steps": "20", "nets": "2"} | query)
    return app.run()


def test_a_radius_of_100_by_link_is_told_beside_the_knob(tmp_path: Path) -> None:
    app = shown(tmp_path, radius="100", start="gaussian")
    assert not app.exception
    assert any(":red[" in one.value for one in app.markdown)
    assert app.number_input(key=key("radius")).value == 10.0
    app.slider(key=key("radius_slide")).set_value(2.0).run()
    assert app.session_state[key("radius")] == 2.0
    assert not any(":red[" in one.value for one in app.markdown)


def test_every_worked_setting_and_every_choice_is_drawn(tmp_path: Path) -> None:
    app = shown(tmp_path)
    assert app.slider(key=key("radius_slide")).disabled
    for name, values in EXAMPLES.items():
        app.button(key=key(f"example_{name}")).click().run()
        assert not app.exception
        knobs = read_knobs({key(one): app.session_state[key(one)] for one in PARAMETERS})
        assert {one: getattr(knobs, one) for one in values} == values
    app.session_state["fresh_more"] = True
    app.run()
    assert {key(name) for name in ("update_bias", "T", "H", "nets")} <= {
        one.key for one in app.slider
    }
    assert not app.exception
