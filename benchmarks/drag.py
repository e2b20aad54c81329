"""From a pointer move on an input of the cell to the changed picture, beside Streamlit's slider.

Two times of a move are told apart. Its *work* is what the renderer does for it: every task of the
main thread (script, style, layout, paint) from the move to the next one, and the drawing of pixels
in other threads, added up from a trace of Chromium. Its *latency* is from the event to the end of
the frame that shows the change; it contains the wait for that frame. The first has the goal of one
frame, the second is compared with a slider and a plotly chart. Streamlit 1.67 reports a slider only
when it is let go, so there every move is let go at once.

Headless Chromium without a GPU draws pixels in software, and no screen sets its pace: frame times
tell whether frames are missed, not what a screen would show.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import pi, sin
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from benchmarks.server import APP, chromium, percentile, serve, table

HANDLE, DIAGRAM, PLAY = '[data-drag="x-1-0"]', "svg[data-role=diagram]", '[data-do="play"]'
READY = "[data-test-script-state=notRunning]"
FRAME = 1000 / 60  # ms
GOAL_TIMES = 5
TIMEOUT = 60_000  # ms
TRACE = ["devtools.timeline", "disabled-by-default-devtools.timeline", "cc"]

SLIDER = """
import math
import plotly.graph_objects as go
import streamlit as st

n = st.slider("n", 0, 100, 50)
steps = range(50)
st.plotly_chart(go.Figure(go.Scatter(x=list(steps), y=[math.sin(n * t / 500) for t in steps])))
"""
LINE = ".js-plotly-plot .scatterlayer path.js-line"

# A task that a frame's callback posts runs when that frame has been painted.
WATCH_MOVES = """diagram => {
    const moves = window.moves = [];
    let mutated = false;
    new MutationObserver(() => mutated = true).observe(
        diagram, {subtree: true, childList: true, attributes: true, characterData: true});
    addEventListener("pointermove", event => {
        const move = {latency: NaN, changed: false}, port = new MessageChannel();
        mutated = false;
        moves.push(move);
        port.port1.onmessage = () => {
            move.latency = performance.now() - event.timeStamp;
            move.changed = mutated;
            port.port1.close();
        };
        requestAnimationFrame(() => port.port2.postMessage(0));
    }, true);
}"""
WATCH_LINE = """line => {
    const shape = () => document.querySelector(line)?.getAttribute("d");
    let sent = 0;
    for (const type of ["pointermove", "keydown"])
        addEventListener(type, event => sent = event.timeStamp, true);
    window.change = () => {
        const before = shape(), port = new MessageChannel();
        window.changed = new Promise((resolve, reject) => {
            setTimeout(() => reject(Error("The chart did not change.")), 10000);
            port.port1.onmessage = () => resolve(performance.now() - sent);
            const look = () => {
                const now = shape();
                if (now && now !== before) port.port2.postMessage(0);
                else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        });
    };
}"""
FRAMES = """ms => new Promise(resolve => {
    const times = [];
    const frame = now => {
        times.push(now);
        if (now - times[0] < ms) requestAnimationFrame(frame);
        else resolve(times.slice(1).map((time, i) => time - times[i]));
    };
    requestAnimationFrame(frame);
})"""


def drag_input(browser: Browser, page: Page, count: int) -> tuple[list[float], ...]:
    """Drag one input up and down; ms of work, of processor time in it, and of latency a move.

    Only moves that changed the picture count. Raises RuntimeError when none did, or when page and
    trace do not tell of the same moves.
    """
    diagram = page.locator(DIAGRAM).first
    diagram.wait_for(state="visible", timeout=TIMEOUT)
    page.locator(READY).wait_for(state="attached", timeout=TIMEOUT)
    x, y = _centre(page.locator(HANDLE).first)
    page.mouse.move(x, y)
    page.mouse.down()
    diagram.evaluate(WATCH_MOVES)
    browser.start_tracing(page=page, categories=TRACE)
    for i in range(1, count + 1):
        page.mouse.move(x, y + 30 * sin(2 * pi * i / 60))  # up to 3 px a move, 30 px in all
    page.evaluate("new Promise(f => requestAnimationFrame(() => setTimeout(f)))")
    moves = page.evaluate("moves")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.mouse.up()
    work, cpu = work_of_moves(events, "dur"), work_of_moves(events, "tdur")
    if len(work) != len(moves):
        raise RuntimeError(f"The page saw {len(moves)} moves, the trace {len(work)}.")
    changed = [i for i, move in enumerate(moves) if move["changed"]]
    if not changed:
        raise RuntimeError(f"No move of {HANDLE} changed {DIAGRAM}.")
    latency = [move["latency"] for move in moves]
    return tuple([values[i] for i in changed] for values in (work, cpu, latency))


def work_of_moves(events: Iterable[dict[str, Any]], clock: str) -> list[float]:
    """Milliseconds of main-thread tasks and rasterising from every pointermove to the next.

    `clock` is "dur" for wall time, "tdur" for the time that a processor worked on it.
    """
    whole = sorted((e for e in events if e.get("ph") == "X"), key=lambda e: e["ts"])
    moves = [
        e
        for e in whole
        if e["name"] == "EventDispatch" and e["args"]["data"]["type"] == "pointermove"
    ]
    starts = [e["ts"] for e in moves]
    main = {(e["pid"], e["tid"]) for e in moves}
    processes = {pid for pid, _ in main}
    work = [0.0] * len(moves)
    for e in whole:
        task = e["name"] == "RunTask" and (e["pid"], e["tid"]) in main
        raster = e["name"] == "RasterTask" and e["pid"] in processes
        # A task belongs to the last move that came before its end: it may hold that very move.
        if (task or raster) and (i := bisect_right(starts, e["ts"] + e["dur"])):
            work[i - 1] += e.get(clock, 0) / 1000
    return work


def play(page: Page, seconds: float) -> list[float]:
    """Milliseconds between frames while the cell plays."""
    page.locator(PLAY).first.click()
    frames: list[float] = page.evaluate(FRAMES, 1000 * seconds)
    return frames


def slide(page: Page, count: int) -> dict[str, list[float]]:
    """Milliseconds from moving Streamlit's slider by pointer and by key to the changed plotly line."""
    thumb = page.get_by_test_id("stSliderThumbValue").locator("xpath=..")
    page.locator(LINE).wait_for(state="attached", timeout=TIMEOUT)
    page.locator(READY).wait_for(state="attached", timeout=TIMEOUT)
    page.evaluate(WATCH_LINE, LINE)
    latency: dict[str, list[float]] = {"pointer": [], "key": []}
    x, y = _centre(thumb)
    page.mouse.move(x, y)
    for i in range(count):
        page.mouse.down()
        page.evaluate("change()")
        page.mouse.move(x := x + (25 if i // 10 % 2 else -25), y)
        page.mouse.up()
        latency["pointer"].append(page.evaluate("changed"))
    page.get_by_role("slider").focus()
    for i in range(count):
        page.evaluate("change()")
        page.keyboard.press("ArrowLeft" if i // 10 % 2 else "ArrowRight")
        latency["key"].append(page.evaluate("changed"))
    return latency


def _centre(locator: Locator) -> tuple[float, float]:
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    if box is None:
        raise RuntimeError(f"{locator} cannot be seen.")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figures beside their goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="cell", help="path of the page with the draggable input")
    parser.add_argument("--moves", type=int, default=400, help="of the cell's input")
    parser.add_argument("--slides", type=int, default=40, help="of Streamlit's slider")
    parser.add_argument("--seconds", type=float, default=6, help="of playing")
    options = parser.parse_args(arguments)

    with TemporaryDirectory() as folder, chromium() as browser:
        script = Path(folder) / "slider.py"
        script.write_text(SLIDER)
        with serve(APP) as server:
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.goto(f"{server.url}/{options.page}")
            work, cpu, latency = drag_input(browser, page, options.moves)
            frames = play(page, options.seconds)
            page.close()
        with serve(script) as server:
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.goto(server.url)
            slider = slide(page, options.slides)
            page.close()

    measured = {
        "work of a move": work,
        "  processor time in it": cpu,
        "move to changed picture": latency,
        "frames while playing": frames,
        "Streamlit slider, pointer": slider["pointer"],
        "Streamlit slider, key": slider["key"],
    }
    rows = [
        (name, str(len(ms)), *(f"{percentile(ms, p):.1f}" for p in (50, 75, 95, 99, 100)))
        for name, ms in measured.items()
    ]
    print(table(("ms", "number", "median", "75 %", "95 %", "99 %", "max"), rows))
    late = sum(ms > 1.5 * FRAME for ms in frames)
    print(f"{late} of {len(frames)} frames came late while playing")
    times = min(median(ms) for ms in slider.values()) / median(latency)
    print(
        f"\n95th percentile of a move's work {percentile(work, 95):.1f} ms (goal {FRAME:.1f}); "
        f"changed picture {times:.1f} times sooner than Streamlit's slider (goal {GOAL_TIMES})"
    )


if __name__ == "__main__":
    main()
