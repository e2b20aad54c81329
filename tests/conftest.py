"""No test may reach the internet, or the runs that somebody keeps here, or spend the processor on what it does not look at.

A connection to any other machine fails where it is made, and runs go into a file that goes with the tests.
"""

import ipaddress
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest


def _is_outside(address: Any) -> bool:
    if not isinstance(address, tuple):  # a Unix socket
        return False
    host = str(address[0])
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _refuse_outside(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _is_outside(args[1]):
        raise PermissionError(f"a test tried to reach {args[1]}")


# Nets this small train faster on one thread, and the other core is another test's. PyTorch reads it when it is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# What a server computes ahead for later readers takes as long as ten pages, in each of the processes that tests start.
os.environ.setdefault("LSTM_LAB_AHEAD", "86400")
_kept = tempfile.TemporaryDirectory()
os.environ["LSTM_LAB_DATABASE"] = str(Path(_kept.name) / "runs.sqlite")
sys.addaudithook(_refuse_outside)

# The files that take long come first, so that at the end no core waits for another.
_ORDER = ("browser", "lab", "core")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests by folder; within one they stay as they were."""
    rank = {name: number for number, name in enumerate(_ORDER)}
    items.sort(key=lambda item: rank.get(item.path.parent.name, len(rank)))
