"""The app as a reader meets it: a real server process, a real Chromium, and a watch on all that must not happen.

    def test_something(reader: Reader) -> None:
        page = reader("/cell", locale="en-US", theme="dark", width=390, height=844)

opens a page in a context of its own and waits until it stands still. When the test is over it fails
if any page logged a console error, threw, or asked another host for anything.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The first page of a cold server on a busy machine takes its time.
PATIENCE = 30_000  # ms

Reader = Callable[..., Page]

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Server:
    """A running app: `url` without a slash at the end, the process, and the file it logs to."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def serve(log: Path, root: Path = ROOT) -> Iterator[Server]:
    """The app of the directory `root` as a process of its own on a free port, ready for its first request."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
    environment |= {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_PORT": str(port)}
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py"],
            cwd=root,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        while not _healthy(url):
            assert process.poll() is None, log.read_text()
        yield Server(url, process, log)
    finally:
        process.terminate()
        process.wait()


def _healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, TimeoutError, ConnectionError):
        return False


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of a session."""
    with serve(tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a session."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def settled(page: Page) -> None:
    """Wait until the page has its title, the server has nothing more to say and the components are drawn.

    The script of a component may come later than its HTML, which says aria-busy="true" until then.
    """
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    page.wait_for_function(
        """() => [...document.querySelectorAll("[data-testid^=stBidiComponent]")]
            .every(({ shadowRoot }) =>
                shadowRoot?.childElementCount && !shadowRoot.querySelector("[aria-busy=true]"))"""
    )


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
