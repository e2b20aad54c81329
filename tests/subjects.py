"""What the tests of the gradients page examine: the latch run that ships, RNN, GRU and LSTM of five seeds each."""

from lab.runs import store
from lstm_core.tasks import make_task
from ui.gradients.example import drawn
from ui.gradients.subject import Subject, examined


def latch_subject(*, distance: int = 20, seed: int = 0) -> Subject:
    """Its nets before and after all training, on an example of distance + 1 steps; `seed` counts from 0."""
    run = store().get("shipped-latch")
    assert run is not None
    config = run.lanes[0].config
    task = make_task(config)
    batch = drawn(task, config, distance)
    words = tuple(task.words(batch.x[0]))
    return Subject(
        run, task, batch, words, *examined(run, 10**9, batch), seed, f"latch {distance} {seed}"
    )
