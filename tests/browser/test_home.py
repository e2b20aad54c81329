"""The start page: its miniature really computes, answers the keyboard, and leads on."""

import re

import numpy as np
from playwright.sync_api import Locator, Page, expect

from lstm_core import Intervention
from lstm_core.examples import examples
from tests.browser.conftest import Reader, settled
from tests.browser.test_every_page import switch_to
from ui.lesson.steps import steps
from ui.navigation import entries

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


def held_at(value: float) -> np.ndarray:
    memory = LATCH.trace([Intervention("clamp", gate="forget", value=value)]).c
    assert memory is not None
    return memory


def test_picture_computes_while_its_gate_is_held_and_let_go_by_keys_in_either_language(
    reader: Reader,
) -> None:
    page = reader("/?lang=en")
    untouched = LATCH.trace().c
    assert untouched is not None
    expect_memory(page, untouched)
    ghosts = picture(page).locator(".ghost")
    expect(ghosts).to_have_count(0)
    for key, times, value in [("ArrowLeft", 4, 0.8), ("Home", 1, 0.0)]:
        gate(page).focus()
        for _ in range(times):
            page.keyboard.press(key)
        expect_memory(page, held_at(value))
        parted = int((np.abs(held_at(value) - untouched) >= 0.005).sum())
        expect(ghosts).to_have_count(parted)
        assert parted > 0
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect_memory(page, untouched)
    gate(page).press("Home")
    switch_to(page, "es")
    expect(picture(page)).to_have_attribute("aria-label", re.compile("^La memoria tras"))
    expect_memory(page, held_at(0.0), point=",")


def test_every_page_has_a_card_with_a_live_miniature_and_the_way_there(reader: Reader) -> None:
    page = reader("/?lang=es")
    for entry in entries()[1:]:
        title = page.get_by_role("heading", name=entry.heading, exact=True, level=2)
        card = page.get_by_test_id("stVerticalBlock").filter(has=title).last
        component = card.locator("[data-testid^=stBidiComponent]")
        image = component.get_by_role("img").first
        expect(image).to_have_accessible_name(re.compile(r"\d"))
        expect(component.locator("input, button").first).to_be_enabled()
        way = card.get_by_role("link")
        expect(way).to_have_attribute("href", re.compile(rf"(^|/){entry.path}(\?|$)"))
    way.click()
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
