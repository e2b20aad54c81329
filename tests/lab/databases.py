"""Databases for the tests: a new file, and a real PostgreSQL server where Debian's programs for one are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder with the newest version's initdb and pg_ctl; None if it is not installed."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def postgres(where: Path) -> Iterator[str]:
    """A server on a free port of this machine alone, with the programs in `where`; gives the beginning of its URLs."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    # It refuses to run as root.
    is_root = os.geteuid() == 0
    user = next(one for one in ("postgres", "nobody") if _exists(one)) if is_root else None
    if user:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def call(program: str, *arguments: str) -> None:
        command = [str(where / program), "-D", str(folder / "data"), *arguments]
        # Output to a file: the server inherits it, and a pipe would stay open for as long as the server runs.
        with (folder / "log").open("a") as log:
            subprocess.run(
                command,
                user=user,
                cwd="/",
                check=True,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    try:
        call("initdb", "-U", "lab", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        call("pg_ctl", "-w", "-o", options, "start")
        try:
            yield f"postgresql://lab@127.0.0.1:{port}"
        finally:
            call("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _exists(user: str) -> bool:
    return any(entry.pw_name == user for entry in pwd.getpwall())
