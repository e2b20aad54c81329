"""What runs in a worker process: one lane of a run, whose events go to the server as they happen."""

import importlib
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from distributed import get_worker

from lstm_core.cases.config import CaseConfig
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint

# When the lease of each lane in training ends, in seconds of time.monotonic(). 0: it was told to stop.
_leases: dict[str, float] = {}


def renew(keys: list[str], lease: float) -> None:
    """Let those of the lanes that train here, and were not told to stop, go on for another `lease` seconds."""
    for key in keys:
        if _leases.get(key):
            _leases[key] = time.monotonic() + lease


def stop(keys: list[str]) -> None:
    """Have those of the lanes that train here stop before their next training step."""
    for key in keys:
        if key in _leases:
            _leases[key] = 0.0


def _events(
    config: dict[str, Any], start: Checkpoint | None, stop: Callable[[], bool]
) -> Iterator[Any]:
    """The reports of a race's lane, or of one of an experiment: what a config is made of tells them apart."""
    training = importlib.import_module("lstm_core.training")
    training.one_thread()
    if "case" in config:
        cases = importlib.import_module("lstm_core.cases.training")
        yield from cases.train_case(CaseConfig.from_dict(config), stop=stop)
    else:
        yield from training.train(TrainConfig.from_dict(config), start, stop)


def train_lane(
    topic: str,
    key: str,
    config: dict[str, Any],
    checkpoint: bytes | None,
    spent: float,
    *,
    limit: float,
    lease: float,
) -> None:
    """Train one lane and tell the subscribers of `topic` each event at once.

    A message holds `key` and one of: nothing more, when training begins; `event` (JSON), its `checkpoint` (bytes or
    None), the `seconds` of computing so far, and `why` ("" or "seconds") it was stopped here; `error`, a traceback.

    Args:
        topic: what Dask calls the stream of messages to one server.
        key: the name of this attempt.
        config: of the lane, as plain values.
        checkpoint: to go on from; None starts anew.
        spent: seconds of computing in earlier parts.
        limit: seconds of computing after which it stops.
        lease: seconds after which it stops if nobody renewed its lease: the server is gone.
    """
    worker, began = get_worker(), time.perf_counter()
    why = ""

    def seconds() -> float:
        return spent + time.perf_counter() - began

    def is_to_stop() -> bool:
        nonlocal why
        if seconds() > limit:
            why = "seconds"
        return bool(why) or time.monotonic() > _leases[key]

    _leases[key] = time.monotonic() + lease
    worker.log_event(topic, {"key": key})
    try:
        start = Checkpoint.from_bytes(checkpoint) if checkpoint else None
        for event in _events(config, start, is_to_stop):
            message = {
                "key": key,
                "event": event.to_json(),
                "checkpoint": event.checkpoint.to_bytes() if event.checkpoint else None,
                "seconds": seconds(),
                "why": why,
            }
            worker.log_event(topic, message)
    except Exception:
        # As text: to unpickle an exception of torch's, the server would have to import torch.
        worker.log_event(topic, {"key": key, "error": traceback.format_exc()})
    finally:
        del _leases[key]
