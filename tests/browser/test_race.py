"""The race page as a reader uses it: what it shows is what was reported, whatever happens to the page meanwhile."""

import re
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from benchmarks.server import Server
from lab.run import Record
from lab.runs import Runs, store
from lab.summary import over_seeds
from tests.browser.conftest import Reader, settled
from tests.browser.test_every_page import switch_to
from ui.race.presets import preset_name
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


def train_order(page: Page) -> str:
    """Train an LSTM alone, from two seeds, on the temporal order of 50 steps. Returns the run's id."""
    page.get_by_role("combobox", name="Qué hay que aprender").click()
    page.get_by_role("option", name=preset_name("order50")).click()
    page.get_by_role("button", name="RNN", exact=True).first.click()
    page.get_by_role("button", name="Entrénalo tú ahora").click()
    expect(page).to_have_url(re.compile(r"[?&]run="))
    found = re.search(r"run=([\w-]+)", page.url)
    assert found
    return found[1]


def top_of(part: Locator) -> float:
    """How far below the window's upper edge it is, in pixels."""
    box = part.bounding_box()
    assert box
    return box["y"]


def database(server: Server) -> str:
    """Where the server keeps its runs."""
    environment = Path(f"/proc/{server.pid}/environ").read_bytes().decode().split("\0")
    return dict(line.split("=", 1) for line in environment if "=" in line)["LSTM_LAB_DATABASE"]


def reports(number: int) -> list[Record]:
    """Of a lane of the shipped run."""
    return list(store().events(SHIPPED.id, number))


def expect_over(page: Page) -> None:
    """Wait until the run has ended and can be replayed."""
    expect(page.get_by_role("button", name="500 pasos más")).to_be_visible()
    expect(page.locator('[data-do="play"]')).to_be_enabled()


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


def test_race_is_trained_live_survives_a_reload_and_is_seen_by_others(
    reader: Reader, server: Server
) -> None:
    page = reader("/race?lang=es", width=1280, height=720)
    run_id = train_order(page)
    expect(page.locator('[data-role="step"]')).to_have_text(re.compile("^en vivo"))
    page.reload()
    settled(page)
    assert run_id in page.url
    other = reader(f"/race?lang=es&run={run_id}")
    expect(other.get_by_role("button", name="Hacerla mía")).to_be_visible()
    expect(other.get_by_role("button", name="Pausa", exact=True)).to_have_count(0)
    expect_over(page)
    expect(page.locator(".headline")).to_have_text(re.compile("^La LSTM lo resolvió tras"))
    expect(other.locator(".headline")).to_have_text(page.locator(".headline").inner_text())

    # The numbers are those of the store, and a copy is the other reader's own.
    with closing(Runs(database(server))) as runs:
        records = runs.events(run_id, 0)
    assert records[-1].event.end == "solved"
    page.locator('[data-do="play"]').focus()
    page.keyboard.press("Home")
    expect(lane(page, 0).locator(".score")).to_have_text(shown_score(records, 0))
    page.keyboard.press("End")
    expect(lane(page, 0).locator(".score")).to_have_text(
        shown_score(records, records[-1].event.step)
    )
    other.get_by_role("button", name="Hacerla mía").click()
    expect(other).not_to_have_url(re.compile(run_id))
    expect_over(other)


def test_a_tick_takes_nothing_from_the_reader(reader: Reader) -> None:
    page = reader("/race?lang=es", width=390, height=844)
    # The picture comes first; a button leads to the controls below it.
    page.get_by_role("button", name="Entrénalo tú, ajustes").click()
    expect(page.get_by_role("combobox", name="Qué hay que aprender")).to_be_focused()
    train_order(page)
    expect(page.locator('[data-role="step"]')).to_have_text(re.compile("^en vivo"))
    button = page.locator(".figure-score .how")
    button.focus()
    before = top_of(button)
    expect_over(page)
    expect(button).to_be_focused()
    assert abs(top_of(button) - before) < 60
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_link_to_nothing_says_so_and_shows_what_ships(reader: Reader) -> None:
    page = reader("/race?lang=es&run=nonsense")
    expect(page.get_by_text("El enlace lleva a una ejecución que no está aquí")).to_be_visible()
    expect(page.locator(".about")).to_have_text(re.compile("viene con la aplicación"))
