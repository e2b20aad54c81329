"""Every number of the cell page is lstm_core's, to 1e-9: the arithmetic alone, the page after real drags, the code it gives away."""

import json
import re
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from lstm_core import GATES, Cell, Intervention, Trace, trace
from lstm_core.examples import examples
from tests.browser.cell_page import (
    begin,
    core_trace,
    downloaded,
    drag,
    frame_of,
    link,
    number,
    ready,
    spanish,
)
from tests.browser.conftest import Reader
from ui.components import HERE, join

# Of each kind one with several units, which was trained; and one with a single unit, whose weights were set.
DRAGGED = ("latch", "trained_lstm", "trained_rnn", "trained_gru")
OTHERS = [example.name for example in examples() if example.name not in DRAGGED]


@pytest.fixture(scope="module")
def page(lasting: Reader) -> Page:
    """The page, on which each test begins with a cell of its own."""
    page = lasting("/cell")
    ready(page)
    return page


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Page:
    """A blank page with lib/cells.js as `cells`: nothing of Streamlit, nothing of ours but the arithmetic."""
    page = browser.new_page()
    source = join(HERE / "lib" / "cells.js") + "\nexport { GATES, runCell, sigmoid, terms };"
    page.evaluate(
        "async (s) => { window.cells = await import('data:text/javascript,' + encodeURIComponent(s)) }",
        source,
    )
    return page


def random_cell(kind: str, activation: str, rng: np.random.Generator) -> Cell:
    """Weights large enough that gates close and open."""
    G, H, D = len(GATES[kind]), int(rng.integers(1, 5)), int(rng.integers(1, 4))
    shapes = (G, H, D), (G, H, H), (G, H), (G, H)
    return Cell(kind, activation, *(rng.normal(0, 2, shape) for shape in shapes))


def random_holds(cell: Cell, T: int, rng: np.random.Generator) -> list[Intervention]:
    """One of every kind of intervention, at random places."""
    holds = []
    for action in ("clamp", "set", "freeze", "erase"):
        start = int(rng.integers(0, T))
        stop = None if rng.random() < 0.5 else start + 1 + int(rng.integers(0, 3))
        units = None if rng.random() < 0.3 else (int(rng.integers(0, cell.H)),)
        gate = str(rng.choice(cell.gates)) if action == "clamp" else None
        value = float(rng.random()) if action in ("clamp", "set") else None
        holds.append(Intervention(action, gate, value, units, start, stop and min(stop, T)))
    return holds


@pytest.mark.parametrize(
    ("kind", "activation"), [("lstm", "tanh"), ("gru", "tanh"), ("rnn", "tanh"), ("rnn", "relu")]
)
def test_the_arithmetic_of_the_browser_is_that_of_the_core(
    blank: Page, kind: str, activation: str
) -> None:
    rng = np.random.default_rng(7)
    for _ in range(25):
        cell = random_cell(kind, activation, rng)
        T = int(rng.integers(1, 12))
        x, h0, c0 = (
            rng.normal(0, 3, (T, cell.D)),
            rng.uniform(-1, 1, cell.H),
            rng.normal(0, 2, cell.H),
        )
        if activation == "relu":
            h0 = np.abs(h0)
        holds = random_holds(cell, T, rng)
        expected = trace(cell, x, state=(h0, c0) if kind == "lstm" else h0, interventions=holds)
        data = {
            "cell": cell.to_dict(),
            "x": x.tolist(),
            "h0": h0.tolist(),
            "c0": c0.tolist(),
            "holds": [
                {
                    "action": h.action,
                    "gate": h.gate,
                    "value": h.value,
                    "units": h.units,
                    "start": h.start,
                    "stop": h.stop,
                }
                for h in holds
            ],
        }
        run = blank.evaluate(
            """(d) => {
              const run = cells.runCell(d.cell, d.x, { h0: d.h0, c0: d.c0, interventions: d.holds });
              const sums = cells.GATES[d.cell.kind].map((gate) => d.x.map((_, t) => d.h0.map((_, u) =>
                cells.terms(d.cell, run, d.x, t, gate, u).reduce((sum, term) => sum + term.product, 0))));
              return { ...run, sums };
            }""",
            data,
        )
        for k, gate in enumerate(cell.gates):
            np.testing.assert_allclose(run["z"][gate], expected.z[:, k], rtol=1e-9, atol=1e-9)
            np.testing.assert_allclose(
                run["gates"][gate], expected.gates[gate], rtol=1e-9, atol=1e-9
            )
            np.testing.assert_allclose(run["sums"][k], expected.z[:, k], rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(run["h"], expected.h, rtol=1e-9, atol=1e-9)
        if expected.c is not None:
            np.testing.assert_allclose(run["c"], expected.c, rtol=1e-9, atol=1e-9)


def test_saturated_gates_stay_numbers_in_the_browser(blank: Page) -> None:
    assert blank.evaluate("[cells.sigmoid(800), cells.sigmoid(-800), cells.sigmoid(0)]") == [
        1,
        0,
        0.5,
    ]


@pytest.mark.parametrize("name", DRAGGED)
def test_the_page_shows_what_the_core_computes_after_drags_and_holds(page: Page, name: str) -> None:
    begin(page, name)
    example = next(e for e in examples() if e.name == name)
    rng = np.random.default_rng(len(name))
    kind, H = example.cell.kind, example.cell.H
    page.keyboard.press("Home")
    drag(page, '[data-q="h_prev"][data-unit="0"]', up=12)
    if kind == "lstm":
        drag(page, '[data-q="c_prev"][data-unit="0"]', up=-14)
    for _ in range(3):
        t, d = int(rng.integers(0, len(example.x))), int(rng.integers(0, example.cell.D))
        drag(page, f'[data-drag="x-{t}-{d}"]', up=int(rng.integers(-20, 20)) or 5)
    if kind != "rnn":
        page.locator(f'[data-box="{example.cell.gates[-1]}"] .word').click()
        page.get_by_role("button", name="desde este instante").click()
        if H > 1:
            page.get_by_role("button", name="todas las unidades").click()
        for gate in example.cell.gates:
            unit = int(rng.integers(0, H))
            drag(page, f'[data-q="{gate}"][data-unit="{unit}"]', up=int(rng.integers(-60, 60)) or 9)
        page.locator(f'[data-box="{example.cell.gates[0]}"] .word').click()
    else:
        number(page, "sum").click()
    for row in (1, -1):
        drag(
            page, f"table.terms tbody tr:nth-of-type({1 if row == 1 else 3}) input", right=40 * row
        )
    drag(page, f'[data-q="{"c" if kind == "lstm" else "h"}"][data-unit="0"]', up=25)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+Z")
    address = link(page)
    untouched = [part for part in ("hold", "x", "h0", "weights") if f"{part}=" not in address]
    assert untouched == []
    expect_frame(page, address)


@pytest.mark.parametrize("name", OTHERS)
def test_the_page_shows_what_the_core_computes(page: Page, name: str) -> None:
    begin(page, name)
    expect_frame(page, link(page))


def expect_frame(page: Page, address: str) -> None:
    """The table that the page gives has all numbers of the state that its link describes."""
    expected = core_trace(address).to_frame()
    frame = frame_of(page)
    assert list(frame.columns) == list(expected.columns)
    for column in ("step", "unit", "quantity"):
        assert frame[column].tolist() == expected[column].tolist()
    np.testing.assert_allclose(frame["value"], expected["value"], rtol=1e-9, atol=1e-9)


RUN_ALL = """
import contextlib, io, json, sys
outputs = []
for code in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    outputs.append(out.getvalue())
print(json.dumps(outputs))
"""


def test_the_pytorch_code_prints_the_numbers_of_the_page(page: Page) -> None:
    """Each kind of cell, untouched and with gates held, memory overwritten and weights changed."""
    holds = {
        "lstm": "forget_1_0.25_3*candidate_2_-0.5_1*memory_1_0.75_5",
        "gru": "reset_1_0.25_3*candidate_2_-0.5_1*update_1_1_4*memory_1_0.75_5",
        "rnn": "memory_1_0.75_5",
    }
    links, codes = [], []
    for kind, hold in holds.items():
        for changed in ("", f"&hold={hold}&weights=W_hh.0.1.0_2.5"):
            if changed:
                page.goto(f"/cell?cell=random_{kind}{changed}")
                ready(page)
            else:
                begin(page, f"random_{kind}")
                page.locator('[data-do="seed"]').select_option("3")
            links.append(link(page))
            codes.append(page.locator('[data-role="code"]').input_value())
    done = subprocess.run(
        [sys.executable, "-c", RUN_ALL],
        input=json.dumps(codes),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for address, code, output in zip(links, codes, json.loads(done.stdout), strict=True):
        expected = core_trace(address)
        lines = output.splitlines()
        names = {
            "i": "input",
            "f": "forget",
            "g": "candidate",
            "o": "output",
            "r": "reset",
            "z": "update",
            "n": "candidate",
        }
        assert len(lines) == len(expected.x) + 1
        for t, line in enumerate(lines[:-1]):
            step, values = line.split(" ", 1)
            assert int(step) == t + 1
            for key, row in json.loads(values.replace("'", '"')).items():
                states = (
                    {"h": expected.h} if expected.c is None else {"c": expected.c, "h": expected.h}
                )
                truth = states[key][t + 1] if key in states else expected.gates[names[key]][t]
                np.testing.assert_allclose(row, truth, atol=1.1e-6)
        module_h = json.loads(re.sub(r"^nn\.\w+: ", "", lines[-1]))
        untouched = trace(expected.cell, expected.x, state=_start(expected))
        np.testing.assert_allclose(module_h, untouched.h[-1], atol=1.1e-6)
        assert "import torch" in code
        assert "lstm_core" not in code


def _start(made: Trace) -> Any:
    return made.h[0] if made.c is None else (made.h[0], made.c[0])


def bars(page: Page) -> list[list[float]]:
    """Where every bar and fill of the drawing stands: left, top, width, height, in units of the drawing."""
    places: list[list[float]] = page.locator("svg[viewBox='0 0 760 378']").evaluate(
        """(svg) => {
          const frame = svg.getBoundingClientRect();
          const unit = frame.width / 760;
          return [...svg.querySelectorAll('.bar, .fill')].map((bar) => {
            const box = bar.getBoundingClientRect();
            return [box.left - frame.left, box.top - frame.top, box.width, box.height].map((v) => v / unit);
          });
        }"""
    )
    return places


def test_the_pictures_are_whole(reader: Reader, browser: Browser) -> None:
    page = reader("/cell?cell=latch&t=3&stage=forget&hold=forget_1_0.4_1", reduced_motion="reduce")
    ready(page)
    on_the_page = bars(page)
    svg = downloaded(page, "svg").decode()
    assert svg.startswith("<svg")
    assert "var(" not in svg
    alone = browser.new_page()
    alone.set_content(svg)
    np.testing.assert_allclose(bars(alone), on_the_page, atol=0.1)
    assert "0,40" in alone.locator("svg").inner_html()
    png = downloaded(page, "png")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 5000


def test_still_held_is_the_product_of_the_forget_gates(page: Page) -> None:
    """Leaky: after step 1, at step 4, sigmoid(1.75) ** 3 = 0.852 ** 3 = 0.618 of the memory is there."""
    begin(page, "leaky", t=4)
    assert re.search("62.%", page.locator(".still-held title").first.text_content() or "")
    expected = core_trace(link(page)).gates["forget"][1:4, 0].prod()
    assert round(100 * expected) == 62


def test_a_number_opens_into_its_sum(page: Page) -> None:
    """Latch, forget gate at step 2: 8 - 16 * 1 - 16 * 0 + 0 * h = -8."""
    begin(page, "latch", t=2, stage="forget")
    number(page, "forget").click()
    products = page.locator("table.terms tbody .product").all_inner_texts()
    assert products == ["−16,00", "0,00", "0,00", "8,00"]
    assert page.locator("table.terms tfoot .product").inner_text() == "−8,00"


@pytest.mark.parametrize("name", ["trained_lstm", "trained_gru", "trained_rnn"])
def test_the_answer_of_a_trained_net_is_its_readout(page: Page, name: str) -> None:
    begin(page, name)
    page.keyboard.press("End")
    example = next(e for e in examples() if e.name == name)
    assert example.readout is not None
    weights, bias = example.readout
    answer = np.tanh((example.trace().h[-1] @ weights + bias) / 2)
    expect(page.locator('[data-role="answer"]')).to_have_text(spanish(answer))
