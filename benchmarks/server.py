"""A Streamlit server and a Chromium for benchmarks and tests: start, wait until healthy, stop."""

from __future__ import annotations

import math
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app.py"

CHROMIUM = "/usr/bin/chromium"  # Debian's
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START = (
    120  # seconds after which a server that is not healthy never will be, even on a busy machine
)


@dataclass(frozen=True)
class Server:
    """A running server: its address, process id, when it was started (perf_counter), and the file it logs to."""

    url: str
    pid: int
    started: float
    log: Path

    def rss(self) -> int:
        """Resident memory of the server process in bytes (read from Linux's /proc)."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def cpu(self) -> float:
        """Processor seconds that the server process has used so far (user and system)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serve(script: Path, *, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run `streamlit run script` on a free port, in the folder of the script, until the block ends.

    Streamlit's variables of the calling shell are dropped, so that figures are comparable. The server keeps training runs
    in a file of its own that goes with it, never among those of whoever works here, unless `env` names one.
    Raises RuntimeError when the server is never healthy, with what it printed.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
    settings = {
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_HEADLESS": "true",
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    with tempfile.NamedTemporaryFile() as log, tempfile.TemporaryDirectory() as kept:
        runs = {"LSTM_LAB_DATABASE": str(Path(kept) / "runs.sqlite")}
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=script.parent,
            env={**inherited, **settings, **runs, **(env or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            while not _healthy(url):
                if _ended(process, 0.005) or time.perf_counter() - started > START:
                    said = Path(log.name).read_text()
                    raise RuntimeError(f"{script.name} is not healthy:\n{said}")
            yield Server(url, process.pid, started, Path(log.name))
        finally:
            process.terminate()
            if not _ended(process, 10):
                process.kill()
                process.wait()


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait so long for the process; whether it has ended."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """Debian's Chromium, headless, without a GPU and without talking to anybody; `more` are arguments of its command."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*CHROMIUM_ARGS, *more])
        try:
            yield browser
        finally:
            browser.close()


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` % of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under a head, columns aligned: the first to the left, the others to the right."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
