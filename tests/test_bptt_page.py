"""The page of the unrolled network: its parts, what it believes of a browser, and the code that it hands out."""

import contextlib
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
import torch
from streamlit.testing.v1 import AppTest

from lstm_core.bptt import WEIGHTS, sweep, updated
from tests.core.test_bptt import random_net
from ui.bptt import check, picture
from ui.bptt.example import FIRST, RATE, current, read_content
from ui.bptt.script import SCRIPTS
from ui.components.bptt import KEY

ROOT = Path(__file__).parents[1]
CONTENT = {
    "weights": {"Wx": 1, "Wh": -0.5, "b": 0.25, "Wy": 2.0},
    "x": [1.0, 0.5],
    "target": [0.0, 1.0],
    "h0": 0.5,
    "wanted": "last",
    "rate": 0.2,
}


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=60)
    app.query_params.update(query)
    return app.switch_page(str(ROOT / "pages" / "lesson" / "unrolled.py")).run()


def test_the_check_unfolds_by_the_link_and_says_both_ways() -> None:
    app = opened(lang="en", unrolled_check="true")
    assert not app.exception
    tables = [one.value for one in app.markdown if "By finite differences" in one.value]
    exact = sweep(FIRST).gradient
    assert len(tables) == 1
    for name in WEIGHTS:
        assert tables[0].count(f"{exact[name]:.8f}"[:-1].replace("-", "−")) == 2
    assert "torch.nn.RNN" in app.code[0].value
    app.segmented_control(key="unrolled_code").set_value("NumPy").run()
    assert "np.tanh" in app.code[0].value


@pytest.mark.parametrize("part", ["picture", "check"])
def test_a_part_stands_alone(part: str) -> None:
    def script(part: str) -> None:
        from ui.bptt.page import show_page

        show_page(part)

    app = AppTest.from_function(script, args=(part,), default_timeout=60).run()
    assert not app.exception
    assert not app.expander


@pytest.mark.parametrize("name", list(SCRIPTS))
@pytest.mark.parametrize("wanted", ["every", "last"])
def test_the_code_makes_exactly_these_numbers(name: str, wanted: str) -> None:
    net = random_net(7, wanted)
    said = io.StringIO()
    before = torch.get_default_dtype()
    try:
        with contextlib.redirect_stdout(said):
            exec(SCRIPTS[name](net, 0.3), {})
    finally:
        torch.set_default_dtype(before)
    found: dict[str, Any] = json.loads(said.getvalue().splitlines()[-1])
    after = updated(net, 0.3)
    assert found["loss"] == pytest.approx(sweep(net).total, rel=1e-12)
    assert found["gradient"] == pytest.approx(sweep(net).gradient, rel=1e-10)
    assert found["after"] == pytest.approx(after.weights, rel=1e-12)
    assert found["loss_after"] == pytest.approx(sweep(after).total, rel=1e-12)


def test_what_the_browser_tells_is_what_is_checked_and_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(st, "session_state", {})
    assert current() == (FIRST, RATE)
    monkeypatch.setattr(st, "session_state", {KEY: {"content": CONTENT}})
    net, rate = current()
    assert rate == 0.2
    rows = list(csv.DictReader(io.StringIO(picture.table())))
    assert [float(row["h"]) for row in rows] == sweep(net).h[1:].tolist()
    assert sum(float(row["dL/dWh_part"]) for row in rows) == pytest.approx(
        sweep(net).gradient["Wh"]
    )
    assert check.table().count("\n") == 5


@pytest.mark.parametrize(
    "change",
    [
        {"weights": {"Wx": 1}},
        {"weights": None},
        {"x": [1.0, "2"]},
        {"x": [1.0]},
        {"x": [0.0] * 50, "target": [0.0] * 50},
        {"h0": float("inf")},
        {"h0": True},
        {"rate": None},
        {"wanted": "never"},
        {"target": [1e300, 0.0]},
    ],
)
def test_a_browser_is_not_trusted(change: dict[str, object]) -> None:
    assert read_content(CONTENT) is not None
    assert read_content({**CONTENT, **change}) is None
    assert read_content(None) is None
