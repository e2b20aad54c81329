"""From the key "next" to the finished picture, for every step of the lecture, beside an empty fragment with one plotly chart.

A picture is finished when the script has ended, every component of the page says that it is drawn, and the frame that shows it has
been painted. A step with a question takes two presses: one for the question, one for its answer with the picture. The lecture is
walked by browsers that were never here; the first walk is the first that the server has seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from benchmarks.redraw import FLOOR, LINE, opened, turn
from benchmarks.server import APP, chromium, percentile, serve, table
from ui.lesson.steps import steps

GOAL_TIMES = 2
TIMEOUT = 60_000  # ms
SLOWEST = 8  # presses to name

# What stands on the page, as far as it is finished: the step, and whether its question is answered; else null.
WATCH = """() => {
    const components = () => [...document.querySelectorAll("[data-testid^=stBidiComponent]")];
    const find = selector => components().map(one => one.shadowRoot?.querySelector(selector)).find(Boolean);
    const drawn = one => one.closest(".st-key-html_language") || one.shadowRoot?.querySelector("[aria-busy=false]");
    const ended = () => document.querySelector("[data-test-script-state=notRunning]")
        && !document.querySelector("[data-testid=stSkeleton]") && components().every(drawn);
    window.stands = () => ended() ? `${find("[data-step]")?.dataset.step} ${Boolean(find(".question.answered"))}` : null;
    let sent = 0;
    addEventListener("keydown", event => sent = event.timeStamp, true);
    window.change = () => {
        const before = stands();
        window.changed = new Promise((resolve, reject) => {
            const port = new MessageChannel();
            setTimeout(() => reject(Error(`Nothing came after ${before}.`)), 60000);
            port.port1.onmessage = event => resolve([event.data, performance.now() - sent]);
            const look = () => {
                const now = stands();
                if (now && (now.split(" ")[0] !== before.split(" ")[0] || (now.endsWith("true") && before.endsWith("false")))) port.port2.postMessage(now);
                else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        });
    };
}"""


def walk(browser: Browser, url: str) -> dict[str, float]:
    """Milliseconds of every press on the way from the first step to the last, by what it led to."""
    page = opened(browser, f"{url}/lesson-{steps()[0].key}?lang=en")
    page.evaluate(WATCH)
    page.wait_for_function("stands()", timeout=TIMEOUT)
    latency: dict[str, float] = {}
    last = steps()[-1].key
    while page.evaluate("stands()") != f"{last} false":
        came, ms = press(page)
        latency[came] = ms
    page.close()
    return latency


def plotly(browser: Browser, script: Path, changes: int) -> list[float]:
    """The floor. It is measured before the walks and after them, as the machine may be busier at times."""
    with serve(script) as server:
        page = opened(browser, server.url)
        floor = turn(page, "n", LINE, changes)
        page.close()
    return floor


def press(page: Page) -> tuple[str, float]:
    """Press "next": where that led, and after how many milliseconds it was drawn."""
    page.wait_for_function("stands()", timeout=TIMEOUT)
    page.evaluate("change()")
    page.keyboard.press("PageDown")
    step, ms = page.evaluate("changed")
    page.wait_for_timeout(400)  # a reader looks at it
    return step.replace(" true", ", answered").replace(" false", ""), ms


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figure beside its goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=2, help="after the first")
    parser.add_argument("--changes", type=int, default=40, help="of the floor, at most 48")
    options = parser.parse_args(arguments)

    with TemporaryDirectory() as folder, chromium() as browser:
        script = Path(folder) / "floor.py"
        script.write_text(FLOOR)
        floor = plotly(browser, script, options.changes // 2)
        with serve(APP) as server:
            walks = [walk(browser, server.url) for _ in range(options.walks + 1)]
        floor += plotly(browser, script, options.changes // 2)

    later = [ms for one in walks[1:] for ms in one.values()]
    measured = {
        "one plotly chart in a fragment": floor,
        "first walk on the server": list(walks[0].values()),
        "later walks": later,
        "of these, to a question": [
            ms for one in walks[1:] for key, ms in one.items() if _asks(key)
        ],
        "of these, to a picture": [
            ms for one in walks[1:] for key, ms in one.items() if not _asks(key)
        ],
    }
    rows = [
        (name, str(len(ms)), *(f"{percentile(ms, p):.0f}" for p in (50, 95, 100)))
        for name, ms in measured.items()
    ]
    print(table(("ms from key to picture", "number", "median", "95 %", "max"), rows))
    slow = sorted(
        ((median(one[key] for one in walks[1:]), walks[0][key], key) for key in walks[0]),
        reverse=True,
    )[:SLOWEST]
    print()
    print(
        table(
            ("slowest", "later walks", "first walk"),
            [(key, f"{ms:.0f}", f"{first:.0f}") for ms, first, key in slow],
        )
    )
    times, slowest = (percentile(later, p) / percentile(floor, p) for p in (50, 95))
    print(
        f"\nA step is drawn after {times:.2f} times the floor in the median, {slowest:.2f} times at the 95th percentile "
        f"(goal {GOAL_TIMES})"
    )


def _asks(key: str) -> bool:
    """Whether a press that led there led to a question, and not to a picture."""
    return any(step.key == key and step.question for step in steps())


if __name__ == "__main__":
    main()
