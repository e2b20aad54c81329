"""How many readers one server carries: websocket clients that speak Streamlit's own protocol.

Each client opens the page as the browser does and changes one of its widgets once a second. The
time of a change counts from the moment at which it was due until its script run is finished, so
that a server which falls behind cannot hide it. Then the same page runs in a closed loop (every
client changes again as soon as it may) as the app is, and with Streamlit's collection after every
run, an unfrozen heap and torch imported.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.protocol import Client
from benchmarks.server import APP, Server, percentile, serve, table

GOAL_CLIENTS, GOAL_MS = 100, 100

HEAD = (
    *("clients", "changes", "median ms", "95 % ms", "errors"),
    *("MB a client", "server ms a change", "clients' CPU"),
)

# Python runs a sitecustomize module of its path before anything else: the app itself is untouched.
AS_STREAMLIT_COMES = """
import gc
import torch
gc.freeze = lambda: None
"""


@dataclass
class Result:
    """What all clients of one load saw: milliseconds of every change, errors; and what it cost.

    Memory in bytes a client; processor time of the server in seconds a change; that of the clients
    as a share of one processor.
    """

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: float = 0.0
    server_cpu: float = 0.0
    client_cpu: float = 0.0
    widget: str = ""


async def _paced(client: Client, start: float, seconds: float, result: Result) -> None:
    """One change a second from `start` on; a change that is late counts from when it was due."""
    for tick in range(round(seconds)):
        due = start + tick
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        if time.perf_counter() > start + 2 * seconds:
            result.errors.append("gave up: the server is more than the whole load behind")
            return
        result.errors += await client.change()
        result.times.append(1000 * (time.perf_counter() - due))


async def _closed(client: Client, start: float, seconds: float, result: Result) -> None:
    """The next change as soon as the last one is finished, for so many seconds."""
    while (sent := time.perf_counter()) < start + seconds:
        result.errors += await client.change()
        result.times.append(1000 * (time.perf_counter() - sent))


async def load(
    server: Server, page: str, widget: str, count: int, seconds: float, *, closed: bool = False
) -> Result:
    """`count` clients at once on one page; their changes are spread evenly over the second."""
    result = Result()
    async with Client(server.url, page, widget), Client(server.url, page, widget) as first:
        result.widget = first.name  # the first visitors pay for imports and caches
        await first.change()
    before = server.rss()
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(Client(server.url, page, widget)) for _ in range(count)
        ]
        start, cpu, served = time.perf_counter() + 0.5, time.process_time(), server.cpu()
        run = _closed if closed else _paced
        tasks = [
            run(client, start + i / count, seconds, result) for i, client in enumerate(clients)
        ]
        for failure in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(failure, Exception):
                result.errors.append(repr(failure))
        result.client_cpu = (time.process_time() - cpu) / (time.perf_counter() - start)
        result.server_cpu = (server.cpu() - served) / max(1, len(result.times))
        result.memory = (server.rss() - before) / count
    return result


@contextmanager
def as_streamlit_comes() -> Iterator[dict[str, str]]:
    """Environment of a server with torch, an unfrozen heap and a collection after each run."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(AS_STREAMLIT_COMES)
        yield {"PYTHONPATH": folder, "STREAMLIT_RUNNER_POST_SCRIPT_GC": "true"}


def throughput(page: str, widget: str, count: int, seconds: float, env: dict[str, str]) -> Result:
    """A closed loop against a server of its own."""
    with serve(APP, env=env) as server:
        return asyncio.run(load(server, page, widget, count, seconds, closed=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and last the figure beside its goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="cell", help="path of the page; home is the start page")
    parser.add_argument("--widget", default="", help="change the widget whose key contains this")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 30, 60, 100])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--closed", type=int, default=10, help="clients of the closed loop")
    options = parser.parse_args(arguments)
    page = "" if options.page == "home" else options.page
    gc.freeze()

    rows, goal = [], Result()
    for count in options.clients:
        with serve(APP) as server:
            result = asyncio.run(load(server, page, options.widget, count, options.seconds))
        for error in sorted(set(result.errors)):
            print(f"{count} clients, {result.errors.count(error)} times: {error}")
        rows.append(_row(count, result))
        goal = result
    print(f"/{page}: {goal.widget}, once a second for {options.seconds:g} s")
    print(table(HEAD, rows))

    closed = {"as the app is": 0.0, "torch, collection after each run": 0.0}
    seconds = options.seconds / 2
    with as_streamlit_comes() as default:
        for _ in range(2):
            for name, env in zip(closed, ({}, default), strict=True):
                result = throughput(page, options.widget, options.closed, seconds, env)
                closed[name] += len(result.times) / seconds / 2
                for error in sorted(set(result.errors)):
                    print(f"{name}, {result.errors.count(error)} times: {error}")
    print(f"\nclosed loop of {options.closed} clients")
    print(table(("server", "changes/s"), [(k, f"{v:.1f}") for k, v in closed.items()]))

    ours, theirs = closed.values()
    print(
        f"\n{options.clients[-1]} clients: 95th percentile {percentile(goal.times, 95):.0f} ms, "
        f"{len(goal.errors)} errors (goal with {GOAL_CLIENTS}: at most {GOAL_MS} ms, none); "
        f"throughput {ours / theirs:.1f} times that of Streamlit as it comes with torch"
    )


def _row(count: int, result: Result) -> tuple[str, ...]:
    return (
        str(count),
        str(len(result.times)),
        f"{median(result.times):.0f}",
        f"{percentile(result.times, 95):.0f}",
        str(len(result.errors)),
        f"{result.memory / 1e6:.2f}",
        f"{1000 * result.server_cpu:.1f}",
        f"{result.client_cpu:.0%}",
    )


if __name__ == "__main__":
    main()
