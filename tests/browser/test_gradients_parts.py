"""The two parts that open a gradient up, as a reader uses them: by keyboard and pointer, in a real browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, settled


def unfolded(page: Page, part: str) -> None:
    page.locator(f".st-key-gradients_{part} summary").click()
    settled(page)


def faults(page: Page, part: str) -> list[str]:
    """What axe finds in a part."""
    found = Axe().run(page, f".st-key-gradients_{part}").response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]


def test_a_product_is_opened_and_a_step_of_it_picked_by_keyboard(reader: Reader) -> None:
    page = reader("/gradients", locale="en-US")
    unfolded(page, "why")
    part = page.locator(".st-key-gradients_why")
    explained = part.locator("[data-role=explained]")
    expect(explained).to_contain_text("From step 1")
    steps = part.get_by_role("slider")
    steps.press("Home")
    for _ in range(4):
        steps.press("ArrowRight")
    expect(part.locator("[data-role=readout]")).to_contain_text("Step 6, ")
    steps.press("Enter")
    expect(explained).to_contain_text("From step 5")
    part.get_by_text("Before training", exact=True).click()
    expect(explained).to_contain_text("The weights make it vanish.")
    assert faults(page, "why") == []


def test_who_taught_whom_switches_in_the_browser_and_a_place_is_picked(reader: Reader) -> None:
    page = reader("/gradients?run=shipped-sentences_en", locale="en-US", width=390, height=844)
    unfolded(page, "taught")
    part = page.locator(".st-key-gradients_taught")
    heading = part.get_by_role("heading").first
    expect(heading).to_contain_text(
        "RNN: 90 % of what the losses add, summed by size, comes from the last"
    )
    before = heading.inner_text()
    part.get_by_role("button", name="Before training").click()
    expect(heading).not_to_have_text(before)
    part.get_by_role("button", name="LSTM", exact=True).click()
    expect(heading).to_contain_text("LSTM: ")
    places = part.get_by_role("application")
    places.press("ArrowLeft")
    places.press("ArrowLeft")
    readout = part.locator("[data-role=readout]")
    expect(readout).to_contain_text("(τ − t = 1)")
    places.press("Enter")
    # What is picked moves the part above; here the reader's choice stays.
    unfolded(page, "why")
    expect(page.locator(".st-key-gradients_why [data-role=explained]")).to_contain_text(
        "to step 34"
    )
    expect(part.get_by_role("button", name="LSTM", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page, "taught") == []
