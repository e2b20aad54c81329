"""The start page: its miniature really computes, answers the keyboard, and leads on."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from lstm_core import Intervention
from lstm_core.examples import examples
from tests.browser.conftest import Reader, settled
from tests.browser.test_every_page import switch_to
from ui.lesson.steps import steps
from ui.navigation import Entry, entries

LATCH = next(example for example in examples() if example.name == "latch")


def gate(page: Page) -> Locator:
    return page.get_by_role("slider", name=re.compile("^(Hold the gate at|Fija la puerta en)$"))


def picture(page: Page) -> Locator:
    return page.get_by_role("img", name=re.compile("^(The memory after|La memoria tras)"))


def expect_memory(page: Page, memory: np.ndarray, point: str = ".") -> None:
    """The picture says, and draws above its bars, the memory after each step to two decimals."""
    shown = [f"{value:.2f}".replace(".", point) for value in memory[1:, 0]]
    expect(picture(page)).to_have_attribute("aria-label", re.compile(": " + "; ".join(shown)))
    expect(picture(page).locator(".total")).to_have_text(shown)


def test_picture_shows_what_the_core_computes(reader: Reader) -> None:
    page = reader("/?lang=en")
    c = LATCH.trace().c
    assert c is not None
    expect_memory(page, c)
    expect(picture(page).locator(".ghost")).to_have_count(0)


@pytest.mark.parametrize(("key", "times", "value"), [("ArrowLeft", 4, 0.8), ("Home", 1, 0.0)])
def test_gate_is_held_with_the_keyboard_and_let_go_again(
    reader: Reader, key: str, times: int, value: float
) -> None:
    page = reader("/?lang=en")
    untouched, held = (
        LATCH.trace(interventions).c
        for interventions in ([], [Intervention("clamp", gate="forget", value=value)])
    )
    assert untouched is not None
    assert held is not None
    gate(page).focus()
    for _ in range(times):
        page.keyboard.press(key)
    expect_memory(page, held)
    parted = int((np.abs(held - untouched) >= 0.005).sum())
    expect(picture(page).locator(".ghost")).to_have_count(parted)
    assert parted > 0

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_memory(page, untouched)


def test_switching_the_language_keeps_the_held_gate(reader: Reader) -> None:
    page = reader("/?lang=en")
    held = LATCH.trace([Intervention("clamp", gate="forget", value=0.0)]).c
    assert held is not None
    gate(page).press("Home")
    switch_to(page, "es")
    expect(picture(page)).to_have_attribute("aria-label", re.compile("^La memoria tras"))
    expect_memory(page, held, point=",")


@pytest.mark.parametrize("entry", entries()[1:], ids=lambda entry: entry.path)
def test_every_page_has_a_card_with_a_live_miniature_and_the_way_there(
    reader: Reader, entry: Entry
) -> None:
    page = reader("/?lang=es")
    title = page.get_by_role("heading", name=entry.heading, exact=True, level=2)
    card = page.get_by_test_id("stVerticalBlock").filter(has=title).last
    component = card.locator("[data-testid^=stBidiComponent]")
    expect(component.get_by_role("img").first).to_have_accessible_name(re.compile(r"\d"))
    expect(component.locator("input, button").first).to_be_enabled()
    card.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/{entry.path}(\?|$)"))


def test_lecture_begins_here_and_goes_on_where_it_was_left(reader: Reader) -> None:
    page = reader("/?lang=en")
    page.get_by_role("link", name="Begin the lecture").click()
    expect(page).to_have_url(re.compile(rf"/{steps()[0].path}\?.*lang=en"))
    settled(page)
    page.keyboard.press("PageDown")
    expect(page.locator(f"[data-step={steps()[1].key}]")).to_be_attached()
    page.goto("/?lang=en")
    settled(page)
    expect(page.get_by_role("link", name=re.compile("^Begin"))).to_be_visible()
    page.get_by_role("link", name=re.compile("^Go on: Case 1")).click()
    expect(page).to_have_url(re.compile(rf"/{steps()[1].path}\?.*lang=en"))
    settled(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
