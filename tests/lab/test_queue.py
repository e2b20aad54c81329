"""Who trains and who waits, without a worker."""

import pytest

from lab.queue import Job, Queue, lanes_to_train


def queue_of(*runs: str, lanes: int = 2) -> Queue:
    queue = Queue()
    for run in runs:
        queue.add(Job(run, f"owner of {run}", list(range(lanes)), watched=0.0))
    return queue


def test_places_count_from_one_for_the_run_that_is_next() -> None:
    queue = queue_of("a", "b", "c")
    assert [queue.place(run) for run in "abc"] == [1, 2, 3]
    next(iter(queue)).is_training = True
    assert [queue.place(run) for run in "abc"] == [0, 1, 2]
    assert queue.place("unknown") is None


def test_all_lanes_of_the_first_run_go_first_and_a_later_run_gets_the_worker_that_is_left() -> None:
    queue = queue_of("a", "b")
    order = []
    while chosen := queue.next_lane():
        order.append((chosen[0].run, chosen[1]))
    assert order == [("a", 0), ("a", 1), ("b", 0), ("b", 1)]


def test_a_run_that_is_to_stop_gets_no_worker() -> None:
    queue = queue_of("a", "b")
    next(iter(queue)).stop("paused")
    chosen = queue.next_lane()
    assert chosen is not None
    assert chosen[0].run == "b"


def test_a_run_is_stopping_until_it_is_to_begin_again() -> None:
    (job,) = queue_of("a")
    assert job.stopping == ""
    job.stop("paused")
    assert job.stopping == "paused"
    job.again = True
    assert job.stopping == ""


def test_the_first_reason_to_stop_is_kept_and_the_last_outcome_counts() -> None:
    (job,) = queue_of("a")
    job.stop("paused", "unwatched")
    job.stop("ended")
    assert (job.outcome, job.message) == ("ended", "unwatched")


def test_a_reader_has_one_job_and_an_attempt_belongs_to_one() -> None:
    queue = queue_of("a", "b")
    job = queue.of("owner of b")
    assert job is not None
    assert job.run == "b"
    assert queue.of("somebody else") is None
    job.attempts["key"] = 1
    assert queue.attempt("key") is job
    assert queue.attempt("another") is None
    assert queue.attempts() == 1
    assert not job.is_over


@pytest.mark.parametrize(
    ("ends", "numbers"),
    [
        (["", "stopped", "failed"], [0, 1, 2]),
        (["solved", "out of steps", "diverged"], []),
        (["solved", ""], [1]),
    ],
)
def test_lanes_that_were_cut_off_go_on_and_lanes_that_are_over_do_not(
    ends: list[str], numbers: list[int]
) -> None:
    assert lanes_to_train(ends) == numbers
