"""The race page as a reader uses it: what it shows is what was reported, whatever happens to the page meanwhile."""

import re

from playwright.sync_api import Locator, Page, expect

from lab.run import Record
from lab.runs import store
from lab.summary import over_seeds
from tests.browser.conftest import Reader
from tests.browser.test_every_page import switch_to
from ui.race.status import first_shipped

SHIPPED = first_shipped()


def lane(page: Page, number: int) -> Locator:
    return page.locator(f'.card[data-lane="{number}"]')


def time_bar(page: Page) -> Locator:
    return page.locator('[data-do="time"]')


def step(page: Page) -> int:
    text = page.locator('[data-role="step"]').inner_text()
    return int(re.sub(r"\D", "", text))


def shown_score(records: list[Record], at: int) -> str:
    """What the card writes when `at` training steps were done: the median over the seeds, in per cent."""
    event = [record.event for record in records if record.event.step <= at][-1]
    return f"{int(100 * float(over_seeds(event.score).mid) + 0.5)} %"


def reports(number: int) -> list[Record]:
    """Of a lane of the shipped run."""
    return list(store().events(SHIPPED.id, number))


def test_shipped_run_is_replayed_by_keyboard_with_the_numbers_that_were_reported(
    reader: Reader,
) -> None:
    page = reader("/race?lang=es")
    records = [reports(number) for number in range(len(SHIPPED.lanes))]
    steps = sorted({record.event.step for lane_records in records for record in lane_records})
    assert step(page) == steps[-1]
    bar = time_bar(page)
    bar.focus()
    bar.press("Home")
    seen = [steps[0]]
    for key, at in [
        ("ArrowRight", steps[1]),
        ("ArrowRight", steps[2]),
        ("End", steps[-1]),
        ("ArrowLeft", steps[-2]),
    ]:
        bar.press(key)
        expect(page.locator('[data-role="step"]')).to_have_text(re.compile(rf"\b{at}$"))
        for number, lane_records in enumerate(records):
            expect(lane(page, number).locator(".score")).to_have_text(shown_score(lane_records, at))
        seen.append(at)
    alt = page.locator('[data-figure="distance"]').get_attribute("aria-label") or ""
    assert f"Tras {steps[-2]} pasos" in alt
    expect(bar).to_be_focused()
    switch_to(page, "en")
    assert step(page) == seen[-1]


def test_link_to_nothing_says_so_and_shows_what_ships(reader: Reader) -> None:
    page = reader("/race?lang=es&run=nonsense")
    expect(page.get_by_text("El enlace lleva a una ejecución que no está aquí")).to_be_visible()
    expect(page.locator(".about")).to_have_text(re.compile("incluido en la aplicación"))
