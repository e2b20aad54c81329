"""How long a reader waits for the first picture after a cold start, and how much the browser loads.

Each round starts a process for every page in turn, an empty Streamlit page among them, and opens
it in a browser context without a cache. One round before the counted ones fills the system's file
cache. Streamlit 1.67 sends static files and websocket frames as they are, so "compressed" is what
gzip makes of each of them: what a proxy in front of the app would send.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, Response, WebSocket

from benchmarks.server import APP, chromium, serve, table


@dataclass(frozen=True)
class Target:
    """A page to open: its path, what counts as its first picture, and its goals."""

    path: str
    picture: str  # selector; the picture is there when the first match is visible
    times_empty: float  # goal: at most so many times the start of the empty page
    kilobytes: float | None = None  # goal: compressed, beyond the empty page


EMPTY = Target("", "[data-testid=stMarkdown] p", 1)
TARGETS = {
    "/": Target("", ".miniature .picture svg", 1.3),
    "/cell": Target("cell", "svg[data-role=diagram] text", 1.5, 300),
}
TIMEOUT = 60_000  # ms
SETTLED = 500  # ms without a byte: then all that belongs to the page is loaded


@dataclass
class Bytes:
    """What one page loaded, by kind: as sent, and each body or frame through gzip."""

    raw: dict[str, int] = field(default_factory=lambda: {"http": 0, "websocket": 0})
    small: dict[str, int] = field(default_factory=lambda: {"http": 0, "websocket": 0})

    def add(self, kind: str, body: bytes) -> None:
        """Count one body or frame; one that gzip would lengthen counts as it is."""
        self.raw[kind] += len(body)
        self.small[kind] += min(len(body), len(gzip.compress(body, 6)))


@dataclass
class Start:
    """Seconds from the start of the process to its health and to the first picture."""

    healthy: list[float] = field(default_factory=list)
    picture: list[float] = field(default_factory=list)


def first_picture(browser: Browser, script: Path, target: Target, start: Start) -> None:
    """One cold start: a new process, a new browser context, the picture in sight."""
    context = browser.new_context(locale="es-ES", viewport={"width": 1280, "height": 720})
    page = context.new_page()
    with serve(script) as server:
        healthy = time.perf_counter()
        page.goto(f"{server.url}/{target.path}", wait_until="commit")
        picture = page.locator(target.picture).first
        picture.wait_for(state="visible", timeout=TIMEOUT)
        # The frame that holds it has been painted when a task after the next frame runs.
        page.evaluate("new Promise(f => requestAnimationFrame(() => setTimeout(f)))")
        start.picture.append(time.perf_counter() - server.started)
        start.healthy.append(healthy - server.started)
        context.close()


def loaded(browser: Browser, script: Path, target: Target) -> Bytes:
    """All that a first visit loads, websocket included, until nothing comes any more."""
    context = browser.new_context(locale="es-ES", viewport={"width": 1280, "height": 720})
    page = context.new_page()
    count, answers = Bytes(), list[Response]()

    # Playwright marks its listeners: it needs functions of Python, not list.append.
    def keep(answer: Response) -> None:
        answers.append(answer)

    page.on("response", keep)
    page.on("websocket", lambda socket: _listen(socket, count))
    with serve(script) as server:
        page.goto(f"{server.url}/{target.path}")
        page.locator(target.picture).first.wait_for(state="visible", timeout=TIMEOUT)
        _settle(page, answers, count)
        for answer in answers:
            # A component's script comes by websocket; its blob: address is in the browser itself.
            if answer.ok and not answer.url.startswith(("blob:", "data:")):
                count.add("http", answer.body())
        context.close()
    return count


def _listen(socket: WebSocket, count: Bytes) -> None:
    socket.on(
        "framereceived",
        lambda frame: count.add("websocket", frame if isinstance(frame, bytes) else frame.encode()),
    )


def _settle(page: Page, answers: list[Response], count: Bytes) -> None:
    """Wait until nothing has come for a while."""
    seen = -1
    while seen != (seen := len(answers) + count.raw["websocket"]):
        page.wait_for_timeout(SETTLED)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figures beside their goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", nargs="+", choices=TARGETS, default=list(TARGETS))
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args(arguments)

    with TemporaryDirectory() as folder, chromium() as browser:
        empty = Path(folder) / "empty.py"
        empty.write_text("import streamlit as st\n\nst.write('Empty')\n")
        pages = {"empty": (empty, EMPTY)} | {name: (APP, TARGETS[name]) for name in options.pages}
        starts = {name: Start() for name in pages}
        for number in range(options.rounds + 1):
            for name, (script, target) in pages.items():
                counted = starts[name] if number else Start()
                first_picture(browser, script, target, counted)
        sizes = {name: loaded(browser, *page) for name, page in pages.items()}

    nothing, rows, verdicts = starts["empty"], [], []
    base = sizes["empty"]
    for name, (_, target) in pages.items():
        start, size = starts[name], sizes[name]
        ratio = median(start.picture) / median(nothing.picture)
        raw = sum(size.raw.values()) - sum(base.raw.values())
        small = sum(size.small.values()) - sum(base.small.values())
        kilobytes = [
            f"{(count[kind] - zero[kind]) / 1000:.0f}"
            for kind in ("http", "websocket")
            for count, zero in ((size.raw, base.raw), (size.small, base.small))
        ]
        low, high = min(start.picture), max(start.picture)
        spread = f"{low:.2f}-{high:.2f}"
        rows.append(
            (
                name,
                f"{median(start.healthy):.2f}",
                f"{median(start.picture):.2f}",
                spread,
                f"{ratio:.2f}",
                *kilobytes,
            )
        )
        if name != "empty":
            verdicts.append(f"{name} {ratio:.2f} times the empty page (goal {target.times_empty})")
        if target.kilobytes:
            verdicts.append(
                f"{name} loads {small / 1000:.0f} kB compressed beyond it "
                f"(goal {target.kilobytes:.0f}), {raw / 1000:.0f} kB as sent"
            )
    head = ("page", "healthy s", "picture s", "range", "ratio", "http kB", "gzip", "ws kB", "gzip")
    print(f"medians of {options.rounds} cold starts; kB beyond the empty page")
    print(table(head, rows))
    print("\n" + "; ".join(verdicts))


if __name__ == "__main__":
    main()
