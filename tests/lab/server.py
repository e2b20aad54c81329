"""A server without pages: trains one run with `lab.jobs`, says its id once reports are kept, and ends with its input."""

import sys

from lab import jobs
from lab.runs import store
from tests.lab.live import endless, until


def main() -> None:
    jobs.warm_up()
    jobs.warm_up()
    run = store().create("ana", (endless("rnn"), endless("lstm")))
    jobs.start(run.id)
    assert jobs.running("ana") == run.id
    assert jobs.running("bo") is None
    until(lambda: all(len(store().events(run.id, lane)) > 2 for lane in range(2)))
    jobs.watch(run.id)
    assert jobs.place(run.id) == 0
    assert jobs.problem() is None
    assert "torch" not in sys.modules
    sys.stdout.write(f"{run.id}\n")
    sys.stdout.flush()
    while sys.stdin.readline():
        jobs.watch(run.id)
    jobs.shut_down()


if __name__ == "__main__":
    main()
