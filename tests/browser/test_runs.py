"""The runs page as a reader uses it: choosing, comparing, taking away, loading back, sharing, on a screen and on a phone."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from benchmarks.server import APP, Server, serve
from lab.export import read_config, read_weights
from lab.run import Run
from lab.runs import Runs
from lstm_core.events import TrainEvent
from lstm_core.training import train
from tests.browser.conftest import NO_WORKERS, Reader, serious_faults, settled
from tests.lab.live import config

ME = "m" * 22
NASTY = "<img src=x onerror=alert(1)> **b**"


@cache
def reports(kind: str) -> tuple[TrainEvent, ...]:
    return tuple(train(config(kind, seeds=2)))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs") / "runs.sqlite"


@pytest.fixture(scope="module")
def server(database: Path) -> Iterator[Server]:
    """A server whose store the tests can write to."""
    with serve(APP, env={"LSTM_LAB_DATABASE": str(database), **NO_WORKERS}) as running:
        yield running


@pytest.fixture
def runs(database: Path) -> Iterator[Runs]:
    """The store of the server, without runs of `ME`."""
    found = Runs(str(database))
    yield found
    for run in found.of(ME):
        found.delete(run.id)
    found.close()


def kept(runs: Runs, *kinds: str, name: str = "", owner: str = ME, done: int = 99) -> Run:
    """A run with its first `done` reports; interrupted if these are not all."""
    run = runs.create(owner, [config(kind, seeds=2) for kind in kinds], name=name)
    for lane, kind in enumerate(kinds):
        for event in reports(kind)[:done]:
            runs.append(run.id, lane, event, 1.0)
    whole = done >= len(reports(kinds[0]))
    runs.set_status(run.id, "ended" if whole else "interrupted", "" if whole else "server ended")
    return run


def opened(reader: Reader, query: str = "lang=en", **options: object) -> Page:
    """The page, as the reader `ME`."""
    cookie = {"name": "reader", "value": ME, "domain": "127.0.0.1", "path": "/"}
    return reader(f"/runs?{query}", cookies=[cookie], **options)


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name)


def plot(page: Page) -> Locator:
    return page.locator(".js-plotly-plot")


def unfold(page: Page, label: str) -> None:
    page.get_by_text(label, exact=True).click()
    settled(page)


def test_table_is_real_and_names_each_run(reader: Reader, runs: Runs) -> None:
    kept(runs, "rnn", "lstm", name=NASTY)
    page = opened(reader)
    row = page.get_by_role("row", name=re.compile(re.escape(NASTY)))
    expect(row.get_by_role("img")).to_have_accessible_name(re.compile(r"^RNN: \d+ %; LSTM: \d+ %$"))
    expect(row).to_contain_text("out of steps")
    expect(page.get_by_role("row").filter(has_text="comes with the app").first).to_be_visible()
    figure = page.get_by_role(
        "figure", name=re.compile(r"^Right answers over training\. RNN: \d+ %")
    )
    expect(figure).to_be_visible()


def test_several_are_chosen_with_the_keyboard_and_compared(reader: Reader, runs: Runs) -> None:
    kept(runs, "rnn", "lstm", name="first")
    kept(runs, "gru", name="second")
    page = opened(reader)
    expect(box(page, "Choose “second”")).to_be_checked()
    box(page, "Choose “first”").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("2 runs on one axis")).to_be_visible()
    expect(box(page, "Choose “first”")).to_be_focused()
    for name in ("A · GRU", "B · RNN", "B · LSTM"):
        expect(plot(page).get_by_text(name)).to_be_visible()
    unfold(page, "Settings side by side")
    settings = page.get_by_role("table").filter(has_text="Setting")
    kind = settings.get_by_role("row").filter(has_text="Kind of net")
    expect(kind.get_by_role("img", name="differs:")).to_be_visible()
    expect(kind.get_by_role("cell")).to_have_text(["GRU", "RNN", "LSTM"])
    assert serious_faults(page) == []


def test_files_are_ours_and_come_back(reader: Reader, runs: Runs, tmp_path: Path) -> None:
    run = kept(runs, "rnn", "lstm", name="Mi red")
    page = opened(reader)
    unfold(page, "Take it away")

    def taken(button: str) -> Path:
        with page.expect_download() as download:
            page.get_by_role("button", name=button, exact=True).click()
        path = tmp_path / download.value.suggested_filename
        assert path.name.startswith("mi-red-")
        download.value.save_as(path)
        return path

    assert read_config(taken("Configuration (JSON)").read_bytes())[1].kind == "lstm"
    weights = taken("Weights (safetensors)")
    assert read_weights(weights.read_bytes())[0].kind == "rnn"
    assert taken("All reports (CSV)").read_text().count("\n") == 1 + 4 * len(reports("rnn"))
    svg = taken("Figure as SVG").read_text()
    assert "Right answers over training" in svg
    assert taken("Figure as PNG").read_bytes().startswith(b"\x89PNG")

    unfold(page, "Load a configuration or a net")
    chooser = page.locator("input[type=file]")
    for wrong in (b"\x80\x04\x95.", b"", weights.read_bytes()[:-40], b"x" * 9_000_000):
        chooser.set_input_files(FilePayload(name="<b>x</b>", mimeType="text/plain", buffer=wrong))
        expect(page.get_by_text(re.compile("^This file ")).first).to_be_visible()
    chooser.set_input_files(weights)
    expect(page.get_by_text(re.compile("^A net: RNN with 4 hidden units"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"never seen: \d+ % at 5"))).to_be_visible()
    expect(page.get_by_text(re.compile("^This file "))).to_have_count(0)
    assert run.name == "Mi red"


def test_run_is_renamed_deleted_and_had_back(reader: Reader, runs: Runs) -> None:
    kept(runs, "rnn", name="old")
    page = opened(reader)
    unfold(page, "Name, note, delete")
    page.get_by_role("textbox", name="Name").fill(NASTY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name=re.compile(re.escape(NASTY)))).to_be_visible()
    page.get_by_role("button", name="Delete this run").click()
    expect(page.get_by_text(f"“{NASTY}” is deleted.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile(re.escape(NASTY)))).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("row", name=re.compile(re.escape(NASTY)))).to_be_visible()


def test_link_shows_a_run_of_somebody_else_for_reading_only(reader: Reader, runs: Runs) -> None:
    theirs = kept(runs, "lstm", name="theirs", owner="o" * 22)
    page = opened(reader, f"lang=en&run={theirs.id}")
    row = page.get_by_role("row", name=re.compile("theirs"))
    expect(row).to_contain_text("shared with you")
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_text("Name, note, delete")).to_have_count(0)
    unfold(page, "Share the link")
    link = page.get_by_role("textbox", name="Link").input_value()
    assert link.endswith(f"/race?run={theirs.id}&lang=en")
    page.get_by_role("button", name="Copy link").click()
    expect(
        page.get_by_role("status").filter(has_text=re.compile("Copied|yourself"))
    ).to_be_visible()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()


def test_private_link_brings_the_runs_to_another_browser(reader: Reader, runs: Runs) -> None:
    kept(runs, "gru", name="from the phone")
    page = reader(f"/runs?lang=en&reader={ME}")
    expect(page.get_by_role("row").filter(has_text="comes with the app").first).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("from the phone"))).to_have_count(0)
    page.get_by_role("button", name="Show those runs here").click()
    expect(page.get_by_role("row", name=re.compile("from the phone"))).to_be_visible()
    expect(page).not_to_have_url(re.compile("reader="))
    page.wait_for_function("(reader) => document.cookie.includes(`reader=${reader}`)", arg=ME)
    page.goto("/runs")
    settled(page)
    expect(page.get_by_role("row", name=re.compile("from the phone"))).to_be_visible()


def test_phone_shows_cards_and_picture_without_scrolling_sideways(
    reader: Reader, runs: Runs
) -> None:
    for k in range(5):
        kept(runs, "rnn", "gru", "lstm", name=f"run {k} {'long name ' * 7}")
    page = opened(reader, width=390, height=844)
    for label in ("Settings side by side", "Take it away", "Share the link", "Name, note, delete"):
        unfold(page, label)
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390
    top = plot(page).bounding_box()
    assert top is not None
    assert top["y"] < 844
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", theme)
        settled(page)
        assert serious_faults(page) == []
