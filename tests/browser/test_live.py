"""Training as a reader watches it, on every page that trains: the tests that need workers, on one server that has some."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.server import APP, Server, serve
from lab.runs import Runs
from tests.browser.conftest import Reader, settled
from tests.browser.test_race import lane, shown_score
from tests.browser.test_runs import box, kept, opened, reports
from ui.race.presets import preset_name, preset_reason

TRAINED = (
    300_000  # ms: workers have to start first, and they and their training have a low priority
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One with workers on this machine: PyTorch takes seconds to import, in each of them."""
    with serve(APP) as running:
        yield running


@pytest.fixture
def runs(server: Server) -> Iterator[Runs]:
    """The store of the server."""
    with closing(Runs(database(server))) as found:
        yield found


def train_order(page: Page) -> str:
    """Train an LSTM alone, from two seeds, on the temporal order of 50 steps. Returns the run's id."""
    page.get_by_role("combobox", name="Qué hay que aprender").click()
    page.get_by_role("option", name=preset_name("order50")).click()
    expect(page.get_by_text(preset_reason("order50")).first).to_be_visible()
    rnn = page.get_by_role("button", name="RNN", exact=True).first
    rnn.click()
    expect(rnn).to_have_attribute("aria-pressed", "false")
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


def expect_over(page: Page) -> None:
    """Wait until the run has ended and can be replayed."""
    expect(page.get_by_role("button", name="500 pasos más")).to_be_visible(timeout=TRAINED)
    expect(page.locator('[data-do="play"]')).to_be_enabled()


def test_race_is_trained_live_survives_a_reload_and_is_seen_by_others(
    reader: Reader, server: Server
) -> None:
    page = reader("/race?lang=es", width=390, height=844)
    # The picture comes first; a button leads to the controls below it.
    page.get_by_role("button", name="Entrénalo tú, ajustes").click()
    expect(page.get_by_role("combobox", name="Qué hay que aprender")).to_be_focused()
    run_id = train_order(page)
    expect(page.locator('[data-role="step"]')).to_have_text(re.compile("^en vivo"), timeout=TRAINED)
    page.reload()
    settled(page)
    assert run_id in page.url
    button = page.locator(".figure-score .how")
    button.focus()
    before = top_of(button)
    other = reader(f"/race?lang=es&run={run_id}")
    expect(other.get_by_role("button", name="Hacerla mía")).to_be_visible()
    expect(other.get_by_role("button", name="Pausa", exact=True)).to_have_count(0)
    expect_over(page)
    expect(page.locator(".headline")).to_have_text(re.compile("^La LSTM lo resolvió tras"))
    expect(other.locator(".headline")).to_have_text(page.locator(".headline").inner_text())
    # No tick took anything from the reader.
    expect(button).to_be_focused()
    assert abs(top_of(button) - before) < 60
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

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


def test_clipping_is_trained_live_and_stopped(reader: Reader) -> None:
    page = reader("/gradients?clip=0.5", locale="en-US")
    page.locator(".st-key-gradients_clipping summary").click()
    headline = page.locator(".st-key-clipped [data-role=headline]")
    expect(headline).to_contain_text("3 of 3 solved it.")

    page.get_by_role("button", name="Another seed").click()
    about = page.locator(".st-key-clipped [data-role=about]")
    expect(about).to_contain_text("seeds 3 to 5")
    expect(headline).to_contain_text("Solved so far", timeout=TRAINED)
    norms = page.locator("svg[data-figure=norm-1]")
    expect(norms).to_have_attribute(
        "aria-label", re.compile("clipped at 0.5: the largest norm is [0-9]")
    )
    stop = page.get_by_role("button", name="Stop", exact=True)
    stop.click()
    expect(headline).to_contain_text("Not clipped, the gradient reached")
    expect(page.get_by_role("button", name="Another seed")).to_be_visible()

    # The link brings it back, unfolded.
    page.reload()
    settled(page)
    expect(about).to_contain_text("seeds 3 to 5")


def test_interrupted_run_goes_on_and_the_table_follows(reader: Reader, runs: Runs) -> None:
    run = kept(runs, "rnn", name="cut", done=3)
    page = opened(reader)
    row = page.get_by_role("row", name=re.compile("cut"))
    expect(row).to_contain_text("interrupted at step 10")
    box(page, "Choose “cut”").focus()
    page.get_by_role("button", name="Let it go on").click()
    expect(row).to_contain_text("out of steps", timeout=TRAINED)
    mine = [record.event.to_json() for record in runs.events(run.id, 0)]
    assert mine == [event.to_json() for event in reports("rnn")]


def test_an_experiment_is_watched_and_stopped(reader: Reader) -> None:
    page = reader("/cases?case=iris", locale="en-US", width=1280, height=720)
    start = page.locator(".st-key-case_iris_plain_any_start button")
    expect(start).to_be_disabled()
    page.locator("[data-testid=stButtonGroup] button").filter(has_text="recurrent").click()
    expect(start).to_be_enabled()
    start.click()
    contest = page.locator("[data-role=contest]")
    contest.evaluate("(node) => { node.watched = true; }")
    # Any net of the longest experiment: how many steps of one net a reader sees depends on the machine.
    states = contest.locator("[data-role=state]")
    expect(states.filter(has_text=re.compile("step [1-9]")).first).to_be_visible(timeout=TRAINED)
    early = states.all_inner_texts()
    expect(states).not_to_have_text(early, timeout=TRAINED)
    assert contest.evaluate("(node) => node.watched"), "the picture was made anew while it trained"
    assert contest.locator(".lane[data-lane=dense-0], .lane[data-lane=dense-2]").count() == 2
    expect(contest.locator("[data-role=headline]")).to_be_empty()
    page.locator(".st-key-case_iris_plain_any_stop button").click()
    expect(page.get_by_text("It was stopped before its end.")).to_be_visible()
    expect(start).to_be_enabled()
