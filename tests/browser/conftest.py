"""The app as a reader meets it: a real server process, a real Chromium, and a watch on all that must not happen.

    def test_something(reader: Reader) -> None:
        page = reader("/cell", locale="en-US", theme="dark", width=390, height=844)

opens a page as somebody who was never here and waits until it stands still. When the test is over it fails
if any page logged a console error, threw, or asked another host for anything.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from benchmarks.server import APP, Server, chromium, serve

# The first page of a cold server on a busy machine takes its time.
PATIENCE = 60_000  # ms
# Where no scheduler is. Workers, who would start as soon as a page is open that can train, cost as much as ten pages.
NO_WORKERS = {"LSTM_LAB_SCHEDULER": "tcp://127.0.0.1:9"}

# Whether every component that the page has is drawn; see `settled`.
DRAWN = """() => {
    const components = [...document.querySelectorAll("[data-testid^=stBidiComponent]")];
    const drawn = (component) => component.closest(".st-key-html_language")
        || component.shadowRoot?.querySelector("[aria-busy=false]");
    return components.length > 0 && components.every((component) => drawn(component))
        && document.querySelector("[data-testid=stSkeleton]") === null;
}"""

# A page of a test lives for seconds: its code is not worth optimising, nor its picture a process of its own that composes it.
# Together they spare a quarter of the processor time that a page costs.
FRUGAL = (
    "--js-flags=--no-turbofan --no-maglev",
    "--disable-gpu-compositing",
    "--disable-gpu-rasterization",
    "--in-process-gpu",
)

Reader = Callable[..., Page]
Motion = Literal["no-preference", "reduce"]

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests of a session, without workers: what trains is in test_live.py."""
    with serve(APP, env=NO_WORKERS) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a session."""
    with chromium(*FRUGAL) as running:
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


@dataclass
class Tab:
    """A context of a browser with one page in it, and what went wrong there since the last reader left."""

    page: Page
    problems: list[str]

    def arrive(
        self, theme: Literal["light", "dark"], motion: Motion, width: int, height: int
    ) -> Page:
        """The page, in this theme and size."""
        self.problems.clear()
        # Somebody may have printed.
        self.page.emulate_media(media="screen", color_scheme=theme, reduced_motion=motion)
        self.page.set_viewport_size({"width": width, "height": height})
        return self.page

    def leave(self, url: str) -> None:
        """Make it a tab in which nobody has been: without cookies, storage, routes, or a pointer over the page.

        It stays on an address of the server at `url`: elsewhere Chromium would end the process, and all of
        Streamlit's code would be compiled anew for the next reader, which is most of what a page costs.
        """
        self.page.unroute_all()
        self.page.mouse.move(0, 0)
        self.page.goto(f"{url}/_stcore/health")
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.context.clear_cookies()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> defaultdict[str, list[Tab]]:
    """The tabs that are free, by what cannot be changed once a context is there."""
    return defaultdict(list)


@contextmanager
def readers(
    server: Server, browser: Browser, tabs: defaultdict[str, list[Tab]]
) -> Iterator[Reader]:
    """Opens a page as a new reader: `reader(path, locale=, theme=, reduced_motion=, width=, height=, cookies=, ...)`.

    Any other option is one of the context, and makes a new one, which compiles all of Streamlit's code.

    Readers of one block are in contexts of their own; a reader of a later one may get one that was left.
    """
    taken: list[tuple[str, Tab]] = []

    def open_page(
        path: str = "/",
        *,
        locale: str = "es-ES",
        theme: Literal["light", "dark"] = "light",
        reduced_motion: Motion = "no-preference",
        width: int = 1280,
        height: int = 720,
        cookies: Any = (),
        **options: Any,
    ) -> Page:
        kind = repr((server.url, locale, sorted(options.items())))
        tab = tabs[kind].pop() if tabs[kind] else _new_tab(browser, server.url, locale, options)
        taken.append((kind, tab))
        page = tab.arrive(theme, reduced_motion, width, height)
        page.context.add_cookies(cookies)
        page.goto(path)
        settled(page)
        return page

    yield open_page
    problems = [problem for _, tab in taken for problem in tab.problems]
    for kind, tab in taken:
        tab.leave(server.url)
        tabs[kind].append(tab)
    assert problems == []


@pytest.fixture
def reader(server: Server, browser: Browser, tabs: defaultdict[str, list[Tab]]) -> Iterator[Reader]:
    """Opens a page as a new reader; see `readers`."""
    with readers(server, browser, tabs) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def lasting(
    server: Server, browser: Browser, tabs: defaultdict[str, list[Tab]]
) -> Iterator[Reader]:
    """The same for a page that all tests of a file use: to load one is most of what a short test costs."""
    with readers(server, browser, tabs) as open_page:
        yield open_page


def _new_tab(browser: Browser, url: str, locale: str, options: dict[str, Any]) -> Tab:
    context = browser.new_context(locale=locale, base_url=url, **options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    return Tab(page, problems_of(page, url))


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
