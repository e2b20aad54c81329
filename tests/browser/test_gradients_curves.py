"""The decay curves as a reader uses them: a worked setting, the cursor by keyboard, the zoom, and a number that is picked."""

import re

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
    page.wait_for_url(re.compile("start=identity"))
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

    page.wait_for_url(re.compile("radius=0"))
    page.reload()
    settled(page)
    expect(curves.locator(".legend .value").first).to_have_text("0")
