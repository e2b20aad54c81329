"""From a changed knob of the gradients page to the redrawn picture, beside an empty fragment with one plotly chart.

A knob is a slider that the keyboard moves; every value is a new one, so that no cache has it. The time runs from the key to
the end of the frame that shows the changed line. One knob concerns the LSTM alone, the other all three nets.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from benchmarks.server import APP, chromium, percentile, serve, table

READY = "[data-test-script-state=notRunning]"
TIMEOUT = 60_000  # ms
GOAL_TIMES = 2
# Names of the knobs as the page has them in English, and links that put them at their lower end.
KNOBS = {
    "forget bias (LSTM)": ("Forget bias (LSTM)", "gradients?lang=en&forget=-4"),
    "size of the inputs (all nets)": ("Size of the inputs", "gradients?lang=en&input=0"),
}
CURVE = "g[data-line=LSTM] path.line"

FLOOR = """
import math
import plotly.graph_objects as go
import streamlit as st

@st.fragment
def chart():
    n = st.slider("n", 0, 100, 0)
    steps = range(100)
    st.plotly_chart(go.Figure(go.Scatter(x=list(steps), y=[math.sin(n * t / 500) for t in steps])))

chart()
"""
LINE = ".js-plotly-plot .scatterlayer path.js-line"

# Components have their picture in a shadow root. A task that a frame's callback posts runs when that frame has been painted.
WATCH = """line => {
    const roots = () => [document, ...[...document.querySelectorAll("[data-testid^=stBidiComponent]")].map(one => one.shadowRoot).filter(Boolean)];
    const shape = () => roots().map(root => root.querySelector(line)?.getAttribute("d")).find(Boolean);
    let sent = 0;
    addEventListener("keydown", event => sent = event.timeStamp, true);
    window.change = () => {
        const before = shape(), port = new MessageChannel();
        window.changed = new Promise((resolve, reject) => {
            setTimeout(() => reject(Error("The picture did not change.")), 10000);
            port.port1.onmessage = () => resolve(performance.now() - sent);
            const watch = new MutationObserver(() => {
                const now = shape();
                if (!now || now === before) return;
                watch.disconnect();
                requestAnimationFrame(() => port.port2.postMessage(0));
            });
            for (const root of roots()) watch.observe(root, {subtree: true, childList: true, attributes: true});
        });
    };
}"""


def turn(page: Page, slider: str, line: str, count: int) -> list[float]:
    """Milliseconds from each of `count` keys on the slider to the changed `line`."""
    page.locator(line).first.wait_for(state="attached", timeout=TIMEOUT)
    page.locator(READY).wait_for(state="attached", timeout=TIMEOUT)
    page.evaluate(WATCH, line)
    page.get_by_role("slider", name=slider).focus()
    latency = []
    for _ in range(count):
        page.locator(READY).wait_for(state="attached", timeout=TIMEOUT)
        page.evaluate("change()")
        page.keyboard.press("ArrowRight")
        latency.append(page.evaluate("changed"))
    return latency


def opened(browser: Browser, address: str) -> Page:
    """A page as on a projector."""
    page = browser.new_page(viewport={"width": 1280, "height": 720}, locale="en-US")
    page.goto(address)
    return page


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figure beside its goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=40, help="of each knob, at most 48")
    options = parser.parse_args(arguments)

    measured: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder, chromium() as browser:
        script = Path(folder) / "floor.py"
        script.write_text(FLOOR)
        with serve(script) as server:
            page = opened(browser, server.url)
            floor = turn(page, "n", LINE, options.changes)
            page.close()
        with serve(APP) as server:
            for knob, (slider, path) in KNOBS.items():
                page = opened(browser, f"{server.url}/{path}")
                measured[knob] = turn(page, slider, CURVE, options.changes)
                page.close()

    rows = [
        (name, str(len(ms)), *(f"{percentile(ms, p):.0f}" for p in (50, 95, 100)))
        for name, ms in {"one plotly chart in a fragment": floor, **measured}.items()
    ]
    print(table(("ms from key to picture", "number", "median", "95 %", "max"), rows))
    times = max(median(ms) for ms in measured.values()) / median(floor)
    slow = max(percentile(ms, 95) for ms in measured.values()) / percentile(floor, 95)
    print(
        f"A changed knob is drawn after {times:.2f} times the floor in the median, {slow:.2f} times "
        f"at the 95th percentile (goal {GOAL_TIMES})"
    )


if __name__ == "__main__":
    main()
