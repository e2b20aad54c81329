"""Worksheets: the answer key is what torch says, to the digits shown; the sheet to be filled in has the same blanks and no answer."""

import re

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from lstm_core.worksheets import SEEDS, TOPICS, Sheet, worksheet
from ui import text
from ui.lesson import worksheet_document
from ui.lesson.typeset import as_html, as_svg
from ui.lesson.worksheet_document import document

SOME = (1, 2, 77, 500, 999)


@pytest.fixture(autouse=True)
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text, worksheet_document):
        monkeypatch.setattr(module, "language", lambda: "es")


def given(sheet: Sheet) -> dict[str, torch.Tensor]:
    pairs = [pair for group in sheet.given for pair in group]
    return {symbol: torch.tensor(value, dtype=torch.float64) for symbol, value in pairs}


def rows(sheet: Sheet) -> dict[str, tuple[float | None, ...]]:
    return {row.symbol: row.values for table in sheet.tables for row in table.rows}


def close(values: tuple[float | None, ...], wanted: list[torch.Tensor]) -> None:
    np.testing.assert_allclose(np.array(values, dtype=float), [one.item() for one in wanted], atol=1e-12)  # fmt: skip


@pytest.mark.parametrize("seed", SOME)
def test_key_of_the_cell_is_torchs(seed: int) -> None:
    sheet = worksheet("cell", seed)
    g, found = given(sheet), rows(sheet)
    cell = torch.nn.LSTMCell(1, 1).double()
    with torch.no_grad():
        for name, letter in (("weight_ih", "w"), ("weight_hh", "u"), ("bias_ih", "b")):
            parameter = getattr(cell, name)  # in torch's order i, f, g, o
            parameter.copy_(torch.stack([g[f"{letter}_{gate}"] for gate in "ifgo"]).reshape(parameter.shape))  # fmt: skip
        cell.bias_hh.zero_()
        h, c = g["h_0"].reshape(1, 1), g["C_0"].reshape(1, 1)
        for t in (1, 2):
            before = h, c
            h, c = cell(g[f"x_{t}"].reshape(1, 1), before)
            z = torch.nn.functional.linear(g[f"x_{t}"].reshape(1), cell.weight_ih, cell.bias_ih)
            z = z + torch.nn.functional.linear(before[0][0], cell.weight_hh)
            close(tuple(found[f"z_{gate}"][t - 1] for gate in "ifgo"), list(z))
            kept, written = torch.sigmoid(z[1]) * before[1], torch.sigmoid(z[0]) * torch.tanh(z[2])
            close((found["f·C_{t−1}"][t - 1], found["i·g"][t - 1]), [kept, written])
            close((found["C_t"][t - 1], found["h_t"][t - 1]), [c, h])


@pytest.mark.parametrize("seed", SOME)
def test_key_of_bptt_is_autograds(seed: int) -> None:
    sheet = worksheet("bptt", seed)
    g, found = given(sheet), rows(sheet)
    weights = {name: g[name].clone().requires_grad_() for name in ("W_x", "W_h", "b", "W_y")}
    h, states, sums, losses = g["h_0"], [], [], []
    for t in (1, 2, 3):
        a = weights["W_x"] * g[f"x_{t}"] + weights["W_h"] * h + weights["b"]
        a.retain_grad()
        h = torch.tanh(a)
        h.retain_grad()
        losses.append((weights["W_y"] * h - g[f"y*_{t}"]) ** 2 / 2)
        states.append(h)
        sums.append(a)
    total = torch.stack(losses).sum()
    torch.autograd.backward(total)
    close(found["h_t"], states)
    close(found["L_t"], losses)
    assert found["L"][-1] == pytest.approx(total.item(), abs=1e-12)
    grads = [
        [one.grad for one in reversed(each) if one.grad is not None] for each in (states, sums)
    ]
    close(found["∂L/∂h_t"], grads[0])
    close(found["∂L/∂a_t"], grads[1])
    for name, weight in weights.items():
        *parts, summed, new = found[f"∂L/∂{name}"]
        assert weight.grad is not None
        close((summed, sum(part or 0 for part in parts)), [weight.grad, weight.grad])
        close((new,), [weight - g["η"] * weight.grad])


@pytest.mark.parametrize("seed", SOME)
def test_key_of_the_gradient_is_autograds(seed: int) -> None:
    sheet = worksheet("gradient", seed)
    g, found = given(sheet), rows(sheet)
    h, states, c, lane = g["h_0"], [], torch.tensor(1.0).double().requires_grad_(), []
    for t in range(1, 6):
        h = torch.tanh(g["w"] * g[f"x_{t}"] + g["u"] * h + g["b"]).requires_grad_()
        c = c * g[f"f_{t}"]
        states.append(h)
        lane.append(c)
    close(found["h_t"], states)
    close(found["∂h_5/∂h_t"], list(torch.autograd.grad(states[-1], states)))
    close(found["∂C_5/∂C_t"], list(torch.autograd.grad(lane[-1], lane)))
    close(found["log_{10} f^{100}"], [100 * torch.log10(torch.tensor(f, dtype=torch.float64)) for f in (0.5, 0.9, 0.99)])  # fmt: skip


@pytest.mark.parametrize("topic", TOPICS)
def test_every_number_of_the_key_stands_in_its_blank_with_a_decimal_comma(topic: str) -> None:
    sheet = worksheet(topic, 3)
    key, blank = document(sheet, key=True), document(sheet, key=False)
    wanted = [
        (value, table.digits)
        for table in sheet.tables
        for row in table.rows
        for value in row.values
        if value is not None
    ]
    shown = re.findall(r'<td class="answer">([^<]*)</td>', key)
    for (value, digits), said in zip(wanted, shown, strict=True):
        assert len(said.partition(",")[2]) == digits
        assert abs(float(said.replace("−", "-").replace(",", ".")) - value) <= 0.5001 * 10**-digits
    assert blank.count("<td></td>") == len(wanted)
    assert 'td class="answer"' not in blank
    # Only what is given, and nothing that was computed, is a number there.
    computed = {said for said in shown if len(said.lstrip("−0,")) > 2}
    assert not [said for said in computed if f">{said}<" in blank]
    boxes = re.findall(r'class="blank".*?</text>', blank)
    assert boxes
    assert all(box.endswith('class="answer"></text>') for box in boxes)


@pytest.mark.parametrize("topic", TOPICS)
def test_sheets_are_readable_differ_by_seed_and_come_again(topic: str) -> None:
    drawn = [worksheet(topic, seed) for seed in range(1, 13)]
    assert len({one.given for one in drawn}) == len(drawn)
    assert worksheet(topic, 7) == drawn[6]
    for one in drawn:
        for value in given(one).values():
            assert round(float(value), 2) == float(value)
            assert abs(float(value)) <= 2


@pytest.mark.parametrize(
    ("topic", "seed"),
    [
        ("gradient", 1),  # whose f_5·f_4 was 0.6715
        ("gradient", 96),  # of which as much was left in both
        ("gradient", 150),  # with a state of 0
        ("cell", 46),  # kept -0.19, written -0.19
        ("cell", 111),  # with a memory of 0.00
        ("bptt", 198),  # with a new weight of 0.000
        *((topic, seed) for topic in TOPICS for seed in range(300, 310)),
    ],
)
def test_whoever_computes_and_rounds_well_writes_what_the_key_says(topic: str, seed: int) -> None:
    sheet = worksheet(topic, seed)
    found = rows(sheet)
    for table in sheet.tables:
        for value in (one for row in table.rows for one in row.values if one):
            nearly = [text.number(value + by * 10**-table.digits, table.digits) for by in (-5e-4, 5e-4)]  # fmt: skip
            assert nearly[0] == nearly[1] != text.number(0, table.digits)
    zeros = [symbol for symbol, values in found.items() if 0.0 in values]
    assert zeros == (
        ["←", "∂L/∂W_h"] if topic == "bptt" else []
    )  # which the last question asks for
    compared = {"cell": (("f·C_{t−1}", "i·g"), 1), "gradient": (("∂h_5/∂h_t", "∂C_5/∂C_t"), 0)}
    if topic in compared:
        symbols, column = compared[topic]
        one, other = (abs(found[symbol][column] or 0) for symbol in symbols)
        assert max(one, other) > 1.1 * min(one, other)


@pytest.mark.parametrize(("topic", "seed"), [("cells", 1), ("cell", SEEDS[0] - 1), ("cell", 1000)])
def test_what_cannot_be_is_refused(topic: str, seed: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        worksheet(topic, seed)


def test_formulas_are_set_and_nothing_in_them_is_markup() -> None:
    assert as_html("h_{t−1} < e^{−z}") == "h<sub>t−1</sub> &lt; e<sup>−z</sup>"
    assert as_svg("h_t + 1").endswith('<tspan dy="-4"> + 1</tspan>')


def script() -> None:
    from ui.lesson.worksheet import show_page

    show_page()


def test_page_follows_its_link_and_writes_it() -> None:
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params.update({"sheet": "bptt", "sheet_seed": "12", "sheet_key": "1", "lang": "en"})
    app.run()
    assert not app.exception
    assert (app.number_input[0].value, app.toggle[0].value) == (12, True)
    app.number_input[0].set_value(13).run()
    app.toggle[0].set_value(False).run()
    assert not app.exception
    assert app.query_params["sheet_seed"] == "13"
    assert "sheet_key" not in app.query_params


def test_a_link_that_cannot_be_meant_gives_the_first_sheet() -> None:
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params.update({"sheet": "<b>", "sheet_seed": "-5", "sheet_key": "?"})
    app.run()
    assert not app.exception
    assert (app.number_input[0].value, app.toggle[0].value) == (1, False)
