"""Trains the experiments of the cases that ship with the app, and writes them to models/cases/.

Run as `python -m models.cases [case ...]`; on one machine it trains the same nets each time, only the seconds differ.
"""

from __future__ import annotations

import sys
import time

from lab.shipped_cases import FOLDER, SHIPPED, ShippedLane, file_name, write_shipped_case
from lstm_core.cases.case import make_case
from lstm_core.cases.config import CHANGES, KINDS, CaseConfig
from lstm_core.cases.nets import parameters
from lstm_core.cases.training import make_net, train_case
from lstm_core.net import one_net
from lstm_core.training import one_thread

SEEDS = 10


def experiments() -> dict[str, tuple[CaseConfig, ...]]:
    """The lanes of each file: every kind of net on every change of the data."""
    return {
        file_name(case, language): tuple(
            CaseConfig(case, kind, change, seeds=SEEDS, language=language or "es")
            for change in CHANGES
            for kind in KINDS[case]
        )
        for case, language in SHIPPED
    }


def make_lane(config: CaseConfig) -> ShippedLane:
    """Trains it to its end. Raises RuntimeError if a net diverges: such an experiment is not to ship."""
    began = time.perf_counter()
    events = list(train_case(config))
    seconds, last = time.perf_counter() - began, events[-1]
    if last.end != "out of steps" or last.checkpoint is None:
        raise RuntimeError(f"{config} ended with {last.end!r}.")
    size = parameters(make_net(config, make_case(config, config.seed), config.seed))
    weights = one_net(last.checkpoint.weights, 0)
    return ShippedLane(config, size, seconds, tuple(events), weights)


def main(names: list[str]) -> None:
    """Makes those files, or all of them."""
    one_thread()
    for name, configs in experiments().items():
        if names and name not in names:
            continue
        lanes = tuple(map(make_lane, configs))
        write_shipped_case(name, lanes, FOLDER)
        for lane in lanes:
            config = lane.config
            score = f"{lane.accuracy.mean():.3f} ± {lane.accuracy.std(ddof=1):.3f}"
            print(name, config.kind, config.change, lane.parameters, score, f"{lane.seconds:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
