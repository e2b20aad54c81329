"""The page of the irises without a browser: what the component is given, and what a link or a browser may say."""

from __future__ import annotations

import base64
import csv
import io
import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lab.shipped_cases import shipped_case
from lstm_core.cases import iris, iris_eye
from tests.test_gradients_page import sound
from ui import text
from ui.cases.iris import RANGES, USUAL, read_view, table
from ui.cases.iris_payload import EYES, payload
from ui.cases.nets import CaseNet


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


def shipped(change: str = "") -> dict[str, CaseNet]:
    return {
        lane.config.kind: CaseNet(lane.config, lane.weights, float(lane.accuracy[0]), True)
        for lane in shipped_case("iris", change=change)
    }


@pytest.fixture(scope="module", params=["", "permuted"])
def given(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    return request.param, payload(shipped(request.param), USUAL, named=True)


def test_errors_on_the_page_are_those_that_training_measured(
    given: tuple[str, dict[str, Any]],
) -> None:
    change, body = given
    for net, lane in zip(body["nets"], shipped_case("iris", change=change), strict=True):
        assert net["kind"] == lane.config.kind
        scores = {name: values[0] for name, values in lane.events[-1].scores.items()}
        assert net["eer"] == pytest.approx(scores["eer"], abs=0.006)  # of one pair
        assert net["auc"] == pytest.approx(scores["auc"], abs=1e-3)
        same, different = (np.array(net["scores"][sort]) for sort in ("same", "different"))
        right = ((same > 0.5).sum() + (different < 0.5).sum()) / (len(same) + len(different))
        assert right == pytest.approx(scores["accuracy"], abs=0.006)


def test_weights_come_whole_and_pixels_in_one_order(given: tuple[str, dict[str, Any]]) -> None:
    change, body = given
    for net in body["nets"]:
        count = sum(int(np.prod(shape)) for shape in net["shapes"].values())
        assert len(base64.b64decode(net["weights"])) == 4 * count
    if change:
        assert sorted(body["order"]) == list(range(iris_eye.SIDE**2))
    else:
        assert body["order"] is None
    json.dumps(body, allow_nan=False)


def test_eyes_to_choose_from_were_not_learned_from(given: tuple[str, dict[str, Any]]) -> None:
    body = given[1]
    grains = np.frombuffer(base64.b64decode(body["eyes"]["sheets"]), np.int8)
    sheets = grains.reshape(EYES, iris_eye.RINGS, iris_eye.ANGLES) * iris_eye.GRAIN
    learned, strangers = iris.split(0)
    np.testing.assert_array_equal(sheets, iris.sheets()[strangers[:EYES]])
    assert not set(strangers[:EYES]) & set(learned)


def test_nets_have_no_names_before_the_reader_has_answered() -> None:
    body = payload(shipped(), USUAL, named=False)
    assert [net["name"] for net in body["nets"]] == ["net A", "net B", "net C"]
    # Nothing that is seen is that of the same kind in another case.
    assert {net["shape"] for net in body["nets"]} == {"diamond"}
    assert [net["look"] for net in body["nets"]] == ["a", "b", "c"]
    assert "dense" not in table(body)
    assert body["key"] != payload(shipped(), USUAL, named=True)["key"]


def test_table_has_every_pair_of_every_net(given: tuple[str, dict[str, Any]]) -> None:
    rows = list(csv.DictReader(io.StringIO(table(given[1]))))
    assert len(rows) == 3 * 2 * iris.PAIRS
    assert {row["net"] for row in rows} == {"dense", "convolutional", "recurrent"}
    assert all(0 <= float(row["probability_same"]) <= 1 for row in rows)


def test_what_a_browser_sends_is_not_trusted() -> None:
    assert read_view(USUAL) == USUAL
    assert read_view("eyes") == {}
    nonsense = {"a": 1.5, "b": EYES + 1, "pupil": "wide", "lid": float("nan"), "noise": -1}
    assert read_view(nonsense | {"rotation": 3, "other": 1}) == {"rotation": 3.0}
    for name, (low, high) in RANGES.items():
        assert low <= USUAL[name] <= high


def opened(**query: str) -> AppTest:
    app = AppTest.from_file("../ui/frame.py", default_timeout=60)
    app.session_state["lang"] = "en"
    app.switch_page("../pages/lesson/cases.py")
    app.query_params.update({"case": "iris"} | query)
    return sound(app.run())


def test_link_is_kept_and_the_answer_gives_the_nets_their_names() -> None:
    app = opened(iris_b="3", iris_threshold="0.7", iris_lid="nonsense")
    assert app.session_state["iris_start"] == {"b": 3, "threshold": 0.7}
    riddle = "Which of A, B and C"
    assert any(riddle in one.value for one in app.markdown)
    guess = next(one for one in app.button_group if "First, your answer" in one.label)
    sound(
        guess.set_value(["dense"]).run()
        if isinstance(guess.value, list)
        else guess.set_value("dense").run()
    )
    assert not any(riddle in one.value for one in app.markdown)


def test_prose_tells_the_sizes_of_the_nets_that_ship() -> None:
    for lane in shipped_case("iris", change=""):
        size = f"{lane.parameters:,}"
        assert size in (text.ROOT / "lessons/en/cases/iris.md").read_text(encoding="utf-8")
        spanish = (text.ROOT / "lessons/es/cases/iris.md").read_text(encoding="utf-8")
        assert size.replace(",", " ") in spanish
