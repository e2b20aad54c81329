"""Whether readers notice that others train: the clients of `benchmarks.clients` on one page, before and while two runs train.

Two more readers press the button of the race page, watch their runs as a browser does, and press it again whenever a run
is over, so that every worker is busy all the time and the server receives, keeps and draws what they report.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sqlite3
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.clients import Result, load
from benchmarks.protocol import Client
from benchmarks.server import APP, Server, percentile, serve, table

GOAL = 2.0
TRAINERS = 2
BUTTON = "race_start"


class Trainer:
    """A reader who has one race after another trained, and watches."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.errors: list[str] = []
        self.started = 0

    async def go(self) -> None:
        """Until it is cancelled."""
        while True:
            if BUTTON in self._client.buttons:
                self.errors += await self._client.press(BUTTON)
                self.started += 1
            if not self._client.ticks:
                raise RuntimeError(f"Nothing on the page ticks; errors: {self.errors}")
            fragment, seconds = next(iter(self._client.ticks.items()))
            await asyncio.sleep(seconds)
            self.errors += await self._client.tick(fragment)


def kept(database: Path) -> tuple[int, int, float]:
    """Of all lanes so far: reports, training steps, seconds of computing."""
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT sum(records), sum(step), sum(seconds) FROM lab_lanes"
        reports, steps, seconds = connection.execute(query).fetchone()
        return int(reports or 0), int(steps or 0), float(seconds or 0)


async def measure(
    server: Server, database: Path, page: str, count: int, seconds: float
) -> tuple[Result, Result, list[Trainer], list[float]]:
    """The clients alone, then beside the trainers, who had time to begin; and what was trained meanwhile."""
    idle = await load(server, page, "", count, seconds)
    async with AsyncExitStack() as stack:
        trainers = [
            Trainer(await stack.enter_async_context(Client(server.url, "race")))
            for _ in range(TRAINERS)
        ]
        tasks = [asyncio.create_task(one.go()) for one in trainers]
        while kept(database)[0] < 4 * TRAINERS:
            await asyncio.wait(tasks, timeout=0.1, return_when=asyncio.FIRST_EXCEPTION)
            for task in tasks:
                if task.done():
                    task.result()
        before, began = kept(database), asyncio.get_running_loop().time()
        busy = await load(server, page, "", count, seconds)
        took = asyncio.get_running_loop().time() - began
        trained = [(b - a) / took for a, b in zip(before, kept(database), strict=True)]
        for task in tasks:
            if task.done():
                task.result()
            task.cancel()
        await asyncio.wait(tasks)
    return idle, busy, trainers, trained


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figure beside its goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="cell", help="path of the page that the clients use")
    parser.add_argument("--clients", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args(arguments)
    gc.freeze()

    with TemporaryDirectory() as folder:
        database = Path(folder) / "runs.sqlite"
        with serve(APP, env={"LSTM_LAB_DATABASE": str(database)}) as server:
            idle, busy, trainers, trained = asyncio.run(
                measure(server, database, options.page, options.clients, options.seconds)
            )
    rows = [
        (
            name,
            str(len(result.times)),
            f"{median(result.times):.0f}",
            f"{percentile(result.times, 95):.0f}",
            f"{1000 * result.server_cpu:.1f}",
            str(len(result.errors)),
        )
        for name, result in (("idle", idle), ("two runs train", busy))
    ]
    print(f"{options.clients} clients on /{options.page}, each once a second")
    print(
        table(("server", "changes", "median ms", "95 % ms", "server ms a change", "errors"), rows)
    )
    reports, steps, lanes = trained
    print(
        f"meanwhile: {sum(one.started for one in trainers)} races begun, {lanes:.1f} lanes in training at any moment, "
        f"{steps:.0f} training steps and {reports:.1f} kept reports a second"
    )
    for error in sorted({*idle.errors, *busy.errors, *(e for one in trainers for e in one.errors)}):
        print(error)
    ratio = percentile(busy.times, 95) / percentile(idle.times, 95)
    print(
        f"\nwhile two runs train, the 95th percentile is {ratio:.1f} times that of the idle server "
        f"(goal: at most {GOAL:.0f})"
    )


if __name__ == "__main__":
    main()
