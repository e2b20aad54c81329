"""Trains the races that ship with the app, and writes them to models/runs/.

Run as `python -m models.runs`; on one machine it trains the same nets each time, only the seconds differ.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from lab.run import SHIPPED, Lane, Record, Run, versions
from lab.shipped import FOLDER, Shipped, write_shipped
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint
from lstm_core.net import count_parameters
from lstm_core.presets import preset
from lstm_core.story import story
from lstm_core.tasks import make_task
from lstm_core.training import one_thread, train

MOST_CHECKPOINTS = (
    8  # of a lane: enough to look back at, and not a burden to whoever fetches the app
)
FEWER = 4  # of nets that learn letters, which are large


def races() -> dict[str, tuple[TrainConfig, ...]]:
    """The lanes of each shipped race: presets, the sentences in each language and with a GRU beside them."""
    rnn, lstm = preset("sentences").lanes
    # With update bias 0 it forgets the first clause, as the LSTM does with forget bias 0. Whoever has solved it trains on as
    # long as the RNN: what the memories hold is compared, and nets that stopped at the first good score know little else.
    gru = replace(lstm, kind="gru", gate_bias=2.0)
    sentences = tuple(replace(lane, stop_when_solved=False) for lane in (rnn, gru, lstm))
    return {
        "sentences_es": sentences,
        "sentences_en": tuple(replace(lane, language="en") for lane in sentences),
        "order50": preset("order50").lanes,
        "latch": latch(),
        # Three seeds of each, all of which the clipped net solves.
        "clipping": preset("clipping").lanes,
        "story": letters(story(90_000), length=200, batch=16, steps=2000),
        # What a sequence is that comes after another: three symbols said again after five blanks, by an RNN (3/3 in 50 to 75).
        "copy": (replace(preset("copy_orthogonal").lanes[1], length=5),),
        # The same after twenty blanks, which the RNN with that start learns long before the LSTM.
        "copying": preset("copy_orthogonal").lanes,
        "text": letters(preset("text").lanes[0].text, length=60, batch=32, steps=600),
        "two_countries_es": two_countries("es"),
        "two_countries_en": two_countries("en"),
    }


def latch() -> tuple[TrainConfig, ...]:
    """RNN, GRU and LSTM that keep the first symbol over 1 to 50 steps: the nets whose gradients are looked at first.

    The LSTM's forget gate starts at bias 1, so that it can be seen to vanish before it is trained.
    """
    lstm = TrainConfig(
        task="latch",
        length=50,
        lengths="uniform",
        E=0,
        H=16,
        gate_bias=1.0,
        learning_rate=1e-2,
        seeds=5,
        seed=1,
    )
    gru = replace(lstm, kind="gru", gate_bias=None)
    # The RNN can, but takes its time. In most of its nets the gradient is smaller than at the start by tens of
    # powers of ten; now and then, on some sequence, it is not.
    return replace(gru, kind="rnn", learning_rate=3e-3, steps=4000), gru, lstm


def letters(text: str, *, length: int, batch: int, steps: int) -> tuple[TrainConfig, ...]:
    """RNN, GRU and LSTM that learn a text letter by letter, for as long as they get better on what they do not see."""
    lstm = TrainConfig(
        task="text",
        text=text,
        length=length,
        batch=batch,
        steps=steps,
        E=0,
        H=96,
        gate_bias=1.0,
        seeds=1,
        report_every=50,
    )
    gru = replace(lstm, kind="gru", gate_bias=None)
    return replace(gru, kind="rnn", learning_rate=2e-3), gru, lstm


def two_countries(language: str) -> tuple[TrainConfig, ...]:
    """A small LSTM that need tell two countries apart only: in each of its nets one cell turns the answer."""
    lstm = TrainConfig(
        language=language,
        countries=2,
        answer_weight=1.0,
        E=16,
        H=16,
        learning_rate=1e-2,
        steps=1000,
        seeds=5,
        # All are solved in 150 to 875 steps. Stopped there, one of the ten nets shares it out between two cells.
        # Trained on, that net alone grows worse: with 8 clauses in between it is right in .82 of the answers.
        stop_when_solved=False,
    )
    return (lstm,)


def make_run(name: str, lanes: tuple[TrainConfig, ...]) -> Shipped:
    """Trains every lane to its end."""
    kept, records, checkpoints = [], [], []
    for config in lanes:
        began = time.perf_counter()
        reports: list[Record] = []
        weights: dict[int, Checkpoint] = {}
        for event in train(config):
            reports.append(Record(len(reports), time.perf_counter() - began, event))
            if event.checkpoint:
                weights[event.step] = event.checkpoint
        last = reports[-1]
        parameters = count_parameters(config, make_task(config))
        kept.append(Lane(config, last.event.end, last.seconds, last.event.step, parameters))
        records.append(reports)
        checkpoints.append(thinned(weights, FEWER if config.task == "text" else MOST_CHECKPOINTS))
    now = datetime.now(UTC).replace(microsecond=0)
    run = Run(f"{SHIPPED}{name}", "", "", "", now, now, tuple(kept), {}, "ended", versions(), "", 0)
    return Shipped(run, tuple(records), tuple(checkpoints))


def thinned(weights: dict[int, Checkpoint], most: int) -> dict[int, Checkpoint]:
    """At most so many of them, evenly chosen, the first and the last among them."""
    steps = sorted(weights)
    count = min(most, len(steps))
    chosen = {steps[round(k * (len(steps) - 1) / max(1, count - 1))] for k in range(count)}
    return {step: weights[step] for step in sorted(chosen)}


def main(folder: Path = FOLDER) -> None:
    """Makes all of them."""
    one_thread()
    folder.mkdir(exist_ok=True)
    for name, lanes in races().items():
        run = make_run(name, lanes)
        write_shipped(run, folder / f"{name}.zip")
        for lane, records in zip(run.run.lanes, run.records, strict=True):
            event = records[-1].event
            print(name, lane.config.kind, lane.end, event.step, event.solved_at, event.score)


if __name__ == "__main__":
    main()
