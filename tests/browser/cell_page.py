"""The cell page as a test drives it: its parts by name, and what lstm_core computes for the state that its link describes."""

import csv
import io
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pandas as pd
from playwright.sync_api import Locator, Page, expect

from lstm_core import GATES, Cell, Intervention, Trace, trace
from lstm_core.examples import Example, examples, random_example


def number(page: Page, quantity: str, unit: int = 0) -> Locator:
    """One number of the drawing."""
    return page.locator(f'[data-q="{quantity}"][data-unit="{unit}"]')


def shown(page: Page, quantity: str, unit: int = 0) -> str:
    """The number as the drawing writes it."""
    return number(page, quantity, unit).locator(".value").text_content() or ""


def spanish(value: float) -> str:
    """As the page writes it in Spanish."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace(".", ",").replace("-", "−")


def do(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.locator(f'[data-do="{name}"]').click()


def drag(page: Page, target: str, up: int = 0, right: int = 0) -> None:
    """Press on the middle of `target`, move by so many pixels in three strides, let go."""
    page.locator(target).first.scroll_into_view_if_needed()
    box = page.locator(target).first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for part in (1, 2, 3):
        page.mouse.move(x + right * part / 3, y - up * part / 3)
    page.mouse.up()


def heading(page: Page) -> Locator:
    """What stands above the drawing."""
    return page.locator('[data-role="cell"] h2')


def ready(page: Page) -> None:
    """Wait until the drawing is there."""
    expect(page.locator('svg[data-role="diagram"]')).to_be_visible()


# Of what has the focus.
LET_GO = """() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    node?.blur();
}"""


def look_away(page: Page) -> None:
    """The pointer is over nothing, and nothing has the focus."""
    page.mouse.move(0, 0)
    page.evaluate(LET_GO)


def begin(page: Page, cell: str, t: int = 0, stage: str = "") -> Page:
    """A cell that nothing was done to, at this time step (by default the example's own) and stage (the first)."""
    page.locator('[data-do="choose"]').select_option(cell)
    if t:
        page.locator('[data-do="scrub"]').fill(str(t))
    if stage:
        page.locator(f'[data-stage="{stage}"]').click()
    look_away(page)
    return page


def open_takeaway(page: Page) -> None:
    """Unfold what a reader takes away: link, code, files."""
    summary = page.locator("details.take > summary")
    if page.locator("details.take[open]").count() == 0:
        summary.click()
    expect(page.locator('[data-role="link"]')).to_have_value(re.compile("lang="))


def link(page: Page) -> str:
    """The link to what the reader sees."""
    open_takeaway(page)
    return page.locator('[data-role="link"]').input_value()


def downloaded(page: Page, button: str) -> bytes:
    """The file that a button of the takeaway gives."""
    open_takeaway(page)
    with page.expect_download() as download:
        do(page, button)
    return download.value.path().read_bytes()


def frame_of(page: Page) -> pd.DataFrame:
    """The trace as the page's CSV has it."""
    text = downloaded(page, "csv").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    return pd.DataFrame(
        {
            "step": [int(row["step"]) for row in rows],
            "unit": [int(row["unit"]) for row in rows],
            "quantity": [row["quantity"] for row in rows],
            "value": [float(row["value"]) for row in rows],
        }
    )


def core_trace(url: str) -> Trace:
    """What lstm_core computes for the state that a link of the page describes."""
    given = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    example = example_of(given)
    cell = _changed(example.cell, given.get("weights", ""))
    x = _rows(given["x"]) if "x" in given else example.x
    h0 = _row(given["h0"]) if "h0" in given else example.h0
    c0 = _row(given["c0"]) if "c0" in given else example.c0
    holds = [_hold(cell, text) for text in given.get("hold", "").split("*") if text]
    return trace(cell, x, state=h0 if c0 is None else (h0, c0), interventions=holds)


def example_of(given: dict[str, str]) -> Example:
    """The example that a link names; another seed changes the weights of a random cell, not its inputs."""
    example = next(e for e in examples() if e.name == given["cell"])
    if "seed" not in given:
        return example
    return replace(example, cell=random_example(example.cell.kind, int(given["seed"])).cell)


def _row(text: str) -> np.ndarray:
    return np.array([float(v) for v in text.split("_")])


def _rows(text: str) -> np.ndarray:
    return np.array([_row(row) for row in text.split("*")])


def _changed(cell: Cell, text: str) -> Cell:
    weights = {name: np.array(getattr(cell, name)) for name in ("W_ih", "W_hh", "b_ih", "b_hh")}
    for piece in filter(None, text.split("*")):
        key, _, value = piece.rpartition("_")
        name, *index = key.split(".")
        weights[name][tuple(int(i) for i in index)] = float(value)
    return Cell(cell.kind, cell.activation, **weights)


def _hold(cell: Cell, text: str) -> Intervention:
    what, unit, value, step = text.split("_")
    start, units = int(step) - 1, (int(unit) - 1,)
    if what in GATES[cell.kind]:
        return Intervention("clamp", gate=what, value=float(value), units=units, start=start)
    return Intervention("set", value=float(value), units=units, start=start, stop=start + 1)
