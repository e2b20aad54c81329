"""How long it takes to know what a net's memory holds.

The first half, in NumPy and scikit-learn on one thread: `study` (latch scores, mutual information, class means) and the four
probes with their shuffled controls, each from 400 sentences of its own, the reading of them included. On the nets with H = 64
that ship with the app. What counts are the seconds that the one thread computes, so that waiting for others who use the machine
is left out; of the rounds the median. scikit-learn is imported before the clock starts; its import is printed beside.

The second half, in Chromium: from a changed word of the sentence to all pictures that are open, redrawn, beside the floor of
`benchmarks.redraw`. The word is typed before the clock starts, at the key that sends it; each sentence is a new one, so that
no cache has it. The time ends with the frame that shows it.
"""

from __future__ import annotations

import argparse
import os

# NumPy's matrix products are on one thread only if it hears so before it is imported.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks.redraw import FLOOR, GOAL_TIMES, LINE, READY, TIMEOUT, opened, turn
from benchmarks.server import APP, chromium, percentile, serve, table
from lab.shipped import shipped_run
from lstm_core.config import TrainConfig
from lstm_core.memory import probes_of, study
from lstm_core.net import Net, one_net
from ui.memory.said import compose

RUN = "shipped-sentences_es"
CORE_GOAL = 1.0  # seconds
COUNTRIES = ("german", "portuguese", "greek", "russian", "chinese", "japanese", "swedish", "french")
# Resolves when the chip of the third word says what it should, everything is drawn, and the frame that shows it is painted.
CHANGED = """word => {
    let sent = 0;
    addEventListener("keydown", event => sent = event.timeStamp, {capture: true, once: true});
    const root = document.querySelector(".st-key-memory [data-testid^=stBidiComponent], [data-testid^=stBidiComponent].st-key-memory").shadowRoot;
    const shown = () => root.querySelector("[aria-busy=false]") && [...root.querySelectorAll(".chip text")][2]?.textContent === word;
    const port = new MessageChannel();
    window.changed = new Promise((resolve, reject) => {
        setTimeout(() => reject(Error("The picture did not change.")), 10000);
        port.port1.onmessage = () => resolve(performance.now() - sent);
        const watch = new MutationObserver(() => {
            if (!shown()) return;
            watch.disconnect();
            requestAnimationFrame(() => port.port2.postMessage(0));
        });
        watch.observe(root, {subtree: true, childList: true, attributes: true, characterData: true});
    });
}"""


def nets() -> list[tuple[TrainConfig, Net]]:
    """The first seed of each lane of the shipped run, fully trained."""
    run = shipped_run(RUN)
    assert run is not None
    found = []
    for lane, kept in zip(run.run.lanes, run.checkpoints, strict=True):
        weights = one_net(kept[max(kept)].weights, 0)
        found.append((lane.config, Net.from_weights(weights, lane.config)))
    return found


def seconds(compute: Callable[[], object]) -> float:
    """How long one call computes."""
    start = time.process_time()
    compute()
    return time.process_time() - start


def core(rounds: int) -> str:
    """The table of seconds for each kind of net, and last the slowest beside its goal."""
    imported = seconds(lambda: import_module("sklearn.linear_model"))
    chosen = nets()
    times = [
        [
            [seconds(partial(ask, net, config)) for ask in (study, probes_of)]
            for config, net in chosen
        ]
        for _ in range(rounds)
    ]
    rows, slowest = [], 0.0
    for i, (config, _) in enumerate(chosen):
        held, read = zip(*(one[i] for one in times), strict=True)
        both = median(a + b for a, b in zip(held, read, strict=True))
        slowest = max(slowest, both)
        rows.append((config.kind, f"{median(held):.2f}", f"{median(read):.2f}", f"{both:.2f}"))
    return (
        f"seconds for one net, H = {chosen[0][0].H}, one thread; median of {rounds}\n"
        f"{table(('net', 'study', 'probes', 'both'), rows)}\n"
        f"(before it, once in a process: {imported:.2f} s to import scikit-learn)\n\n"
        f"what a memory holds, from twice 400 sentences: {slowest:.2f} s for the slowest kind of net "
        f"(goal: less than {CORE_GOAL:g} s)"
    )


def redrawn(page: Page, count: int) -> list[float]:
    """Milliseconds from the key that sends each of `count` sentences to the picture of it."""
    page.locator(READY).wait_for(state="attached", timeout=TIMEOUT)
    box = page.get_by_role("textbox", name="Your sentence")
    box.wait_for(timeout=TIMEOUT)
    page.wait_for_timeout(2000)  # what is computed once for a net is not what is measured
    latency = []
    for k in range(count):
        word = COUNTRIES[k % len(COUNTRIES)]
        text = compose("french", 8, k // len(COUNTRIES) + 3, "en").replace("french", word, 1)
        page.locator(READY).wait_for(state="attached", timeout=TIMEOUT)
        box.fill(text)
        page.evaluate(CHANGED, word)
        box.press("Enter")
        latency.append(page.evaluate("changed"))
    return latency


def browser_half(count: int) -> str:
    """The table of milliseconds, and last the figure beside its goal."""
    with TemporaryDirectory() as folder, chromium() as browser:
        script = Path(folder) / "floor.py"
        script.write_text(FLOOR)
        with serve(script) as server:
            page = opened(browser, server.url)
            floor = turn(page, "n", LINE, count)
            page.close()
        with serve(APP) as server:
            page = opened(browser, f"{server.url}/memory?lang=en")
            changed = redrawn(page, count)
            page.close()
    rows = [
        (name, str(len(ms)), *(f"{percentile(ms, p):.0f}" for p in (50, 95, 100)))
        for name, ms in {"one plotly chart in a fragment": floor, "a changed word": changed}.items()
    ]
    times = median(changed) / median(floor)
    slow = percentile(changed, 95) / percentile(floor, 95)
    return (
        f"{table(('ms from key to picture', 'number', 'median', '95 %', 'max'), rows)}\n"
        f"A changed word is drawn after {times:.2f} times the floor in the median, {slow:.2f} times at the 95th "
        f"percentile (goal {GOAL_TIMES})"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figures beside their goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--changes", type=int, default=40)
    options = parser.parse_args(arguments)
    print(core(options.rounds), browser_half(options.changes), sep="\n\n")


if __name__ == "__main__":
    main()
