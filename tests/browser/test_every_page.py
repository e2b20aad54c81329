"""Every page, in both languages and both themes, as a reader sees it."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from benchmarks.server import APP, Server, serve
from tests.browser.conftest import DRAWN, NO_WORKERS, Reader, problems_of, serious_faults, settled
from ui.navigation import Entry, entries

PAGES = [pytest.param(entry, id=entry.path or "home") for entry in entries()]
SIZES = {"phone": (390, 844), "screen": (1280, 720)}
# Every two of language, theme and size meet. Axe, which takes as long as a page does, sees both themes and both sizes.
LOOKS: dict[str, tuple[tuple[str, Literal["light", "dark"]], ...]] = {
    "es": (("phone", "dark"), ("screen", "light")),
    "en": (("screen", "dark"), ("phone", "light")),
}
UNDER_AXE = "es"


@pytest.mark.parametrize("entry", PAGES)
def test_page_is_sound_and_its_language_is_switched_in_place(reader: Reader, entry: Entry) -> None:
    """One visit: both languages, both themes, a phone and a screen; the switch keeps what is in the link."""
    page = reader(f"/{entry.path}?other=1", width=390, height=844)
    spanish = page.locator("h1").inner_text()
    _expect_sound_in_every_look(page, "es")
    _expect_switch_keeps_the_link(page, entry, "en", mark=0)
    assert page.locator("h1").inner_text() != spanish
    page.reload()
    settled(page)
    expect(page).to_have_url(re.compile(rf"/{entry.path}\?.*mark=0"))
    expect(page).to_have_url(re.compile(r"other=1"))
    _expect_sound_in_every_look(page, "en")
    _expect_switch_keeps_the_link(page, entry, "es", mark=1)
    assert page.locator("h1").inner_text() == spanish


def _expect_switch_keeps_the_link(page: Page, entry: Entry, lang: str, mark: int) -> None:
    page.evaluate(
        """(mark) => {
            const url = new URL(location.href);
            url.searchParams.set("mark", mark);
            history.replaceState(history.state, "", url);
        }""",
        mark,
    )
    switch_to(page, lang)
    expect(page).to_have_url(re.compile(rf"/{entry.path}\?.*mark={mark}"))


def _expect_sound_in_every_look(page: Page, lang: str) -> None:
    for size, theme in LOOKS[lang]:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", theme)
        settled(page)
        _expect_sound(page, lang, size)
        if lang == UNDER_AXE:
            assert serious_faults(page) == []


def _expect_sound(page: Page, lang: str, size: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    if size == "screen":  # The title row leaves room on a projector.
        page.wait_for_function("document.querySelector('h1').getBoundingClientRect().bottom <= 110")
    else:
        page.wait_for_function(f"({OVERFLOW})() <= 0")


OVERFLOW = """() => Math.max(
    document.documentElement.scrollWidth,
    document.querySelector("[data-testid=stMain]").scrollWidth,
) - innerWidth"""


def test_first_visit_stands_still_only_when_late_code_has_drawn(
    server: Server, browser: Browser
) -> None:
    """In a browser that has nothing yet, on a heavy page."""
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    with browser.new_context(locale="es-ES", base_url=server.url) as context:
        page = context.new_page()
        problems = problems_of(page, server.url)
        page.route(re.compile("BidiComponent"), hold)
        page.goto("/memory")
        expect(page.get_by_test_id("stSkeleton").first).to_be_visible()
        expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
        assert not page.evaluate(DRAWN)
        for route in late:
            route.continue_()
        settled(page)
        _expect_sound(page, "es", "screen")
        assert problems == []


def test_first_request_after_a_start_may_be_a_deep_link(browser: Browser) -> None:
    deepest = entries()[-1]
    with serve(APP, env=NO_WORKERS) as server, browser.new_context(locale="es-ES") as context:
        page = context.new_page()
        problems = problems_of(page, server.url)
        page.goto(f"{server.url}/{deepest.path}")
        settled(page)
        expect(page.locator("h1")).to_have_text(deepest.heading)
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_role("radio", name="es", exact=True)).to_be_visible()
        assert problems == []


def switch_to(page: Page, lang: str) -> None:
    """Press the language switch and wait until the page has followed."""
    page.get_by_role("radio", name=lang, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    settled(page)


def test_pages_are_reached_by_the_navigation_and_left_by_the_back_button_without_torch(
    reader: Reader, server: Server
) -> None:
    """And a link that names a language beats the browser's, from the first page on."""
    page = reader("/?lang=en", locale="es-ES")
    before = len(server.log.read_text())
    home = page.locator("h1").inner_text()
    for link in range(1, len(entries())):
        page.get_by_test_id("stTopNavLink").nth(link).click()
        expect(page).to_have_url(re.compile(f"/{entries()[link].path}.*lang=en"))
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("h1")).not_to_have_text(home)
        settled(page)
        page.go_back()
        expect(page.locator("h1")).to_have_text(home)
        expect(page.locator("html")).to_have_attribute("lang", "en")
    # The server has shown every page now, in the process whose memory this is.
    loaded = Path(f"/proc/{server.pid}/maps").read_text()
    assert "numpy" in loaded
    assert "torch" not in loaded
    assert "Traceback" not in server.log.read_text()[before:]


def test_theme_can_be_chosen(reader: Reader) -> None:
    """In English, as this browser asks for it, since the link asks for nothing that there is."""
    page = reader("/?lang=xx", locale="en-US")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("radio", name="en", exact=True)).to_be_checked()
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
