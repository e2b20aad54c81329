"""A text under the glass in a real browser: cells are flipped through by keyboard, letters are asked, and the link follows."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Reader, settled


def test_cells_are_flipped_through_and_a_letter_says_its_arithmetic(reader: Reader) -> None:
    page = reader("/memory?letters=shipped-story&letters_cell=3.memory.", locale="en-US")
    page.locator(".st-key-memory_letters summary").click()
    settled(page)
    part = page.locator(".st-key-letters")
    heading = part.get_by_role("heading", name="letter by letter")
    expect(heading).to_have_text("Memory C of cell 3, letter by letter")
    boxes = part.locator("rect.box")
    before = boxes.evaluate_all("all => all.map(one => one.style.fill)")
    pad = part.get_by_role("application")
    pad.press("ArrowDown")
    expect(heading).to_have_text("Memory C of cell 4, letter by letter")
    after = boxes.evaluate_all("all => all.map(one => one.style.fill)")
    assert len(before) == len(after) == 400
    assert before != after
    pad.press("ArrowRight")
    readout = part.locator("[data-role=readout]")
    expect(readout).to_contain_text("Letter 2, ")
    f, c, i, g, now = (
        float(one.replace("−", "-"))
        for one in re.findall(r"[−\d.]+", readout.inner_text().split("i · g =")[1])
    )
    assert abs(f * c + i * g - now) < 0.02 * (1 + abs(c))
    expect(part.get_by_role("list", name="Likeliest next letters")).to_contain_text("← came")
    # A rule's best cell: the rule and what the cell says stand under the letters.
    part.get_by_role("button", name=re.compile("for “second half of the line”")).first.click()
    title = part.locator("section h3")
    expect(title).to_have_text(
        re.compile(r"Cell \d+ knows whether it is in the second half of the line: \d+% right")
    )
    expect(part.get_by_role("columnheader", name="GRU")).to_be_visible()
    expect(part.locator("[data-role=about]")).to_contain_text("“second half of the line”, read off")
    assert part.locator("path.truth").first.get_attribute("d")
    assert part.locator("path.verdict").first.get_attribute("d")
    part.get_by_role("textbox").fill("999")
    part.get_by_role("textbox").press("Enter")
    expect(part.get_by_role("alert")).to_contain_text("999 is no cell")
    pad.press("End")
    expect(heading).to_contain_text("cell 96,")
    part.get_by_role("button", name="f: forget gate").click()
    expect(heading).to_have_text("Forget gate of cell 96, letter by letter")
    page.wait_for_url("**letters_cell=96.forget.late**")
    settled(page)
    expect(heading).to_contain_text("cell 96,")
    found = Axe().run(page, ".st-key-memory_letters").response["violations"]
    assert [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found] == []
