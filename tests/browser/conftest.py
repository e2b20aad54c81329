"""The app as a reader meets it: a real server process, a real Chromium, and a watch on all that must not happen.

    def test_something(reader: Reader) -> None:
        page = reader("/cell", locale="en-US", theme="dark", width=390, height=844)

opens a page in a context of its own and waits until it stands still. When the test is over it fails
if any page logged a console error, threw, or asked another host for anything.
"""

from collections.abc import Callable, Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from benchmarks.server import APP, Server, chromium, serve

# The first page of a cold server on a busy machine takes its time.
PATIENCE = 30_000  # ms

# Whether every component that the page has is drawn; see `settled`.
DRAWN = """() => {
    const components = [...document.querySelectorAll("[data-testid^=stBidiComponent]")];
    const drawn = (component) => component.closest(".st-key-html_language")
        || component.shadowRoot?.querySelector("[aria-busy=false]");
    return components.length > 0 && components.every((component) => drawn(component))
        && document.querySelector("[data-testid=stSkeleton]") === null;
}"""

Reader = Callable[..., Page]

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests of a session."""
    with serve(APP) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a session."""
    with chromium() as running:
        yield running


def settled(page: Page) -> None:
    """Wait until the page has its title, the server has nothing more to say and the components are drawn.

    A component is a skeleton until the browser has Streamlit's code for it; then its HTML comes, which says
    aria-busy="true", and its script, which comes later still, makes that "false". The one that sets the
    page's language draws nothing and is on every page, so that no component at all means: not yet.
    """
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    page.wait_for_function(DRAWN)


def problems_of(page: Page, url: str) -> list[str]:
    """A list that fills, as they happen, with the page's errors and its requests to other hosts than `url`."""
    problems: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        source = message.location.get("url", "")
        if message.type == "error" and not _is_known_404(source):
            problems.append(f"console error: {message.text} ({source})")

    def on_request(address: str) -> None:
        if not address.startswith((f"{url}/", "blob:", "data:")):
            problems.append(f"request to another host: {address}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
    page.on("request", lambda request: on_request(request.url))
    return problems


def _is_known_404(url: str) -> bool:
    """Streamlit looks for its own addresses below a deep link first, and logs that they are not there."""
    path = urlsplit(url).path
    return any(path.endswith(f"/_stcore/{name}") for name in ("health", "host-config")) and (
        not path.startswith("/_stcore")
    )


@pytest.fixture
def reader(server: Server, browser: Browser) -> Iterator[Reader]:
    """Opens a page as a new reader: `reader(path, locale=, theme=, width=, height=, **context options)`."""
    contexts: list[BrowserContext] = []
    watched: list[list[str]] = []

    def open_page(
        path: str = "/",
        *,
        locale: str = "es-ES",
        theme: Literal["light", "dark"] = "light",
        width: int = 1280,
        height: int = 720,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            locale=locale,
            color_scheme=theme,
            viewport={"width": width, "height": height},
            base_url=server.url,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watched.append(problems_of(page, server.url))
        page.goto(path)
        settled(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [problem for problems in watched for problem in problems] == []


def serious_faults(page: Page) -> list[str]:
    """What axe finds serious or critical on the page as it stands, one line each with the first culprit."""
    # Streamlit fades a page in; a colour measured half-way is not a colour of the page.
    page.wait_for_function("document.getAnimations().every((a) => a.playState !== 'running')")
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
