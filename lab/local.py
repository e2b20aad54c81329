"""The cluster on this machine: `python -m lab.local`, one process that holds the scheduler, with a worker for each core.

The server starts it and holds the other end of its standard input. When that closes, however the server ended, this
process ends at once, and with it its workers: Dask's watch their parent in the same way.
"""

import os
import sys

from distributed import LocalCluster
from distributed.system import MEMORY_LIMIT

WORKER = 2**30  # bytes that a worker with PyTorch and its nets may come to need
ENVIRONMENT = {
    # Read by each worker's allocator as it starts: buffers below 32 MB are kept for the next training step instead of
    # being given back to the system, which makes big batches up to twice as fast.
    "MALLOC_MMAP_THRESHOLD_": str(2**25),
    "MALLOC_TRIM_THRESHOLD_": str(2**31 - 1),
    # Python's tracker of what processes share, the last to end, clears up and need not say so.
    "PYTHONWARNINGS": "ignore:resource_tracker:UserWarning",
}


def workers() -> int:
    """One worker a core that this process may use, as far as the memory goes; at least one."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        cores = os.cpu_count() or 1
    return max(1, min(cores, int(MEMORY_LIMIT) // WORKER))


def main() -> None:
    """Print the scheduler's address, start the workers, and stay until the server closes its end of standard input."""
    if hasattr(os, "nice"):
        os.nice(10)  # whoever drags a slider goes before whatever trains
    os.environ.update(ENVIRONMENT)
    cluster = LocalCluster(
        n_workers=0,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
        scheduler_kwargs={"allowed_failures": 0, "dashboard": False},
    )
    sys.stdout.write(f"{cluster.scheduler_address}\n")
    sys.stdout.flush()
    os.dup2(2, 1)  # nobody reads on, and a full pipe would block whoever prints
    cluster.scale(workers())
    while os.read(0, 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
