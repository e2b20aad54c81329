"""A connection to the workers: those of a scheduler that was named, or of a cluster on this machine.

Everything that knows of Dask on the server's side is here. What comes back from the workers is handed to one function.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile, ZipInfo

from distributed import Client, Future, WorkerPlugin

from lab import worker

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("lab", "lstm_core")  # what workers need of this app
START = 60.0  # seconds after which a cluster that has not started never will
CONNECT = "5s"

Message = dict[str, Any]


def connect(scheduler: str, hear: Callable[[Message], None]) -> Cluster:
    """Workers to train on: those of the scheduler at the address `scheduler`, or if that is "" a cluster on this machine.

    It takes seconds. `hear` is called with each message of a worker (see `worker.train_lane`), and with
    {"key": ..., "over": why} when Dask is through with a lane; from Dask's own threads, which it must not block.

    Raises:
        OSError: no scheduler answers there, or none starts here.
        ValueError: what is no address.
        ImportError: its workers cannot import this app.
    """
    process = None if scheduler else _start()
    try:
        address = scheduler if process is None else _address(process)
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except BaseException:
        _end(process)
        raise
    cluster = Cluster(client, process, hear)
    try:
        cluster.prepare()
    except BaseException:
        cluster.close()
        raise
    return cluster


class Cluster:
    """Workers to train on; see `connect`. All methods but `prepare` and `close` return at once."""

    def __init__(
        self,
        client: Client,
        process: subprocess.Popen[bytes] | None,
        hear: Callable[[Message], None],
    ) -> None:
        self._client, self._process, self._hear = client, process, hear
        self._topic = f"lstm-lab-{uuid4().hex}"
        self._futures: dict[str, Future[Any]] = {}

    def prepare(self) -> None:
        """Listen to the workers, and have them import what training needs."""
        self._client.run_on_scheduler(_keep_one(self._topic))
        self._client.subscribe_topic(self._topic, lambda event: self._hear(event[1]))
        code = b"" if self._process else _code()
        name = f"lstm-lab-{sha256(code).hexdigest()}"
        try:
            self._client.register_plugin(_plugin(code), name)
        except Exception:
            self._client.unregister_worker_plugin(name)  # or every later worker would fail too
            raise

    @property
    def alive(self) -> bool:
        """Whether the scheduler still answers."""
        running = self._process is None or self._process.poll() is None
        return running and self._client.status == "running"

    @property
    def slots(self) -> int:
        """How many lanes can train at once."""
        return int(self._client.scheduler_info(n_workers=0)["total_threads"])

    def train(self, key: str, *args: Any, **limits: float) -> None:
        """Train one lane under the name `key`; the arguments are those of `worker.train_lane` after its key."""
        future = self._client.submit(
            _training(), self._topic, key, *args, **limits, key=key, pure=False
        )
        self._futures[key] = future
        future.add_done_callback(lambda one: self._hear({"key": key, "over": one.status}))

    def renew(self, keys: Iterable[str], lease: float) -> None:
        """Tell the workers that the server still wants these lanes."""
        self._tell(worker.renew, list(keys), lease)

    def stop(self, keys: Iterable[str]) -> None:
        """Tell the workers to stop these lanes; each that trains sends a last event with a checkpoint."""
        self._tell(worker.stop, list(keys))

    def forget(self, key: str) -> None:
        """The lane is over, or if it has not begun it need not."""
        if future := self._futures.pop(key, None):
            future.release()

    def close(self) -> None:
        """Disconnect, and end the cluster if it is ours. May take some seconds when the scheduler is gone."""
        self._client.close(timeout=5)
        _end(self._process)

    def _tell(self, function: Callable[..., None], *args: Any) -> None:
        # Called inside of Dask's loop, `run` gives a coroutine: a worker that does not answer holds up nobody.
        if loop := self._client.loop:
            loop.add_callback(self._client.run, function, *args, on_error="ignore")


def _keep_one(topic: str) -> Callable[..., None]:
    """What has the scheduler keep one message of a topic. By itself it keeps a thousand, each with the weights of nets.

    A function inside a function travels as code, so the scheduler need not be able to import this app.
    """

    def keep_one(dask_scheduler: Any) -> None:
        from collections import deque

        dask_scheduler._broker._topics[topic].events = deque(maxlen=1)

    return keep_one


def _training() -> Callable[..., None]:
    """`worker.train_lane` for the scheduler to hand on, which unpacks what it hands on and need not know this app."""

    def train_lane(*args: Any, **limits: Any) -> None:
        from lab import worker

        worker.train_lane(*args, **limits)

    return train_lane


def _code() -> bytes:
    """The modules of this app that training needs, as a zip file: always those of this server, wherever it trains."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for file in sorted(file for name in PACKAGES for file in (ROOT / name).rglob("*.py")):
            archive.writestr(ZipInfo(file.relative_to(ROOT).as_posix()), file.read_bytes())
    return packed.getvalue()


def _plugin(code: bytes) -> WorkerPlugin:
    """What every worker of the cluster does as it starts, or now: unpack `code`, then import what training needs.

    PyTorch takes seconds to import, for which the first run would wait. A class inside a function travels as code.
    """

    class Prepare(WorkerPlugin):
        idempotent = True  # done once, however many servers ask for it

        def setup(self, worker: Any) -> None:
            if code:
                folder = Path(worker.local_directory) / "lstm-lab"
                ZipFile(BytesIO(code)).extractall(folder)
                sys.path.insert(0, str(folder))
                for module in [m for m in sys.modules if m.partition(".")[0] in PACKAGES]:
                    del sys.modules[module]  # of another version of the app
            importlib.import_module("lab.worker")
            importlib.import_module("lstm_core.training")

    return Prepare()


def _start() -> subprocess.Popen[bytes]:
    """A cluster on this machine, which ends when the pipe to it closes: with this process, however that ends."""
    return subprocess.Popen(
        [sys.executable, "-m", "lab.local"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl+C is for the server alone
    )


def _address(process: subprocess.Popen[bytes]) -> str:
    """The address of its scheduler, which it prints. Raises OSError when it does not."""
    give_up = threading.Timer(START, process.kill)
    give_up.start()
    line = ""
    if process.stdout:
        with process.stdout as said:
            line = said.readline().decode().strip()
    give_up.cancel()
    if not line:
        raise OSError("The cluster on this machine did not start.")
    return line


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None or process.stdin is None:
        return
    process.stdin.close()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
