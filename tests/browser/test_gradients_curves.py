"""The decay curves as a reader uses them: a worked setting, the cursor by keyboard, the zoom, and a number that is picked."""

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import expect

from tests.browser.conftest import Reader, settled


def test_curves_follow_knobs_and_cursor_and_keep_both_over_a_reload(reader: Reader) -> None:
    page = reader("/gradients?steps=40&nets=2", locale="en-US")
    curves = page.locator(".st-key-decay")
    headline = curves.locator(".headline")
    expect(headline).to_contain_text("40 steps back")

    # A worked setting sets the knobs, the picture and the address.
    page.get_by_role("button", name="ReLU, identity").click()
    expect(headline).to_contain_text("RNN ReLU")
    expect(page).to_have_url(re.compile("start=identity"))
    assert "activation=relu" in page.url

    # Radius 0 leaves exactly nothing: marked with a 0 at the edge, in the legend too.
    field = page.get_by_role("spinbutton", name="Spectral radius of W")
    field.fill("0")
    field.press("Enter")
    expect(curves.locator(".edge-mark", has_text="0").first).to_be_visible()
    expect(curves.locator(".legend .value").first).to_have_text("0")

    # The cursor goes by keyboard, and every line is told at the new place.
    cursor = curves.get_by_role("slider")
    cursor.focus()
    cursor.press("Home")
    expect(curves.locator(".legend .value").first).to_have_text("1.00")
    cursor.press("ArrowRight")
    expect(cursor).to_have_attribute("aria-valuetext", re.compile("^1 steps? back: RNN ReLU 0,"))

    # What leaves the zoomed picture is marked; a line that is chosen and examined becomes the page's number.
    cursor.press("End")
    curves.get_by_role("button", name="Zoom").click()
    expect(curves.locator(".edge-mark", has_text="↓").first).to_be_visible()
    curves.get_by_role("button", name=re.compile("^LSTM, ")).click()
    expect(curves.locator(".legend li.chosen")).to_contain_text("LSTM")

    expect(page).to_have_url(re.compile("radius=0"))
    page.reload()
    settled(page)
    expect(curves.locator(".legend .value").first).to_have_text("0")


def test_a_saved_figure_tells_its_lines_apart_on_a_phone_too(
    reader: Reader, tmp_path: Path
) -> None:
    page = reader("/gradients?steps=20&nets=2&run=shipped-latch&curves=both", width=390, height=844)
    names = page.locator(".st-key-decay .legend .name").all_inner_texts()
    boxes = [one.bounding_box() for one in page.locator(".st-key-decay .key > g").all()]
    assert len(boxes) == len(names) == 8
    for one, other in combinations([box for box in boxes if box], 2):
        assert (
            one["x"] + one["width"] < other["x"]
            or other["x"] + other["width"] < one["x"]
            or one["y"] + one["height"] <= other["y"] + 1
        )

    with page.expect_download() as download:
        page.locator(".st-key-decay_take").get_by_role("button", name="SVG").click()
    path = tmp_path / "figure.svg"
    download.value.save_as(path)
    assert set(names) <= set(ElementTree.parse(path).getroot().itertext())
