"""No test may reach the internet: a connection to any other machine fails where it is made."""

import ipaddress
import os
import sys
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
sys.addaudithook(_refuse_outside)
