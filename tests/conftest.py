"""No test may reach the internet, or the runs that somebody keeps here.

A connection to any other machine fails where it is made, and runs go into a file that goes with the tests.
"""

import ipaddress
import os
import sys
import tempfile
from pathlib import Path
from typing import Any


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
_kept = tempfile.TemporaryDirectory()
os.environ["LSTM_LAB_DATABASE"] = str(Path(_kept.name) / "runs.sqlite")
sys.addaudithook(_refuse_outside)
