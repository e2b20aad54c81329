"""How long every experiment of /cases takes with its usual settings, three seeds of each kind on two workers; and who wins, of the ten seeds that ship.

Workers are warm: they have imported PyTorch, but not yet made the data. "CPU" is what the lanes computed together, whatever
else the machine did meanwhile; of two idle cores an experiment needs half of it, or its longest lane.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from benchmarks.server import table
from lab.shipped_cases import SHIPPED, shipped_case
from lstm_core.cases.config import CHANGES, KINDS, CaseConfig
from lstm_core.cases.verdict import margin, verdict

GOAL = 15.0  # seconds that an experiment may take
SEED = 10  # the first that a reader's experiment has
HEAD = ("experiment", "seconds", "CPU", "idle cores", "right, mean of 3 seeds")
HEAD_TEN = ("ten shipped seeds", "right", "best ahead of the next", "95 % interval", "seeds")


def warm(_: int) -> None:
    """Has a worker import what it trains with."""
    from lstm_core.training import one_thread

    one_thread()
    time.sleep(0.5)  # so that the other worker gets the other call


def lane(config: CaseConfig) -> tuple[float, float]:
    """CPU seconds of one lane, and its accuracy at the end."""
    from lstm_core.cases.training import train_case

    began = time.process_time()
    last = list(train_case(config))[-1]
    return time.process_time() - began, float(last.scores["accuracy"].mean())


def experiments() -> list[tuple[str, str, str]]:
    """Case, language, change."""
    return [(*one, change) for one in SHIPPED for change in CHANGES]


def measure(pool: ProcessPoolExecutor, case: str, language: str, change: str) -> list[str]:
    """One row of the first table."""
    configs = [
        CaseConfig(case, kind, change, seed=SEED, language=language or "es") for kind in KINDS[case]
    ]
    began = time.perf_counter()
    done = list(pool.map(lane, configs))
    seconds, cpu = time.perf_counter() - began, [each for each, _ in done]
    idle = max(sum(cpu) / 2, *cpu)
    scores = ", ".join(
        f"{kind} {score:.3f}" for kind, (_, score) in zip(KINDS[case], done, strict=True)
    )
    return [
        " ".join(filter(None, (case, language, change))),
        f"{seconds:.1f}",
        f"{sum(cpu):.1f}",
        f"{idle:.1f}{'' if idle < GOAL else ' (over)'}",
        scores,
    ]


def ten(case: str, language: str, change: str) -> list[str]:
    """One row of the second table: the order of the kinds, or of a change what it does to each of them."""
    lanes = shipped_case(case, language, change)
    scores = {one.config.kind: one.accuracy for one in lanes}
    right = ", ".join(f"{k} {s.mean():.3f} ± {s.std(ddof=1):.3f}" for k, s in scores.items())
    name = " ".join(filter(None, (case, language, change)))
    if change:
        before = {one.config.kind: one.accuracy for one in shipped_case(case, language)}
        moved = {kind: margin(scores[kind], before[kind]) for kind in scores}
        said = ", ".join(f"{kind} {one.mean:+.3f}" for kind, one in moved.items())
        where = ", ".join(f"{one.low:+.3f} to {one.high:+.3f}" for one in moved.values())
        return [name, right, f"against unchanged: {said}", where, str(len(lanes[0].accuracy))]
    found = verdict(scores)
    second = found.margins[found.ranking[1]]
    ahead = f"{found.best} {second.mean:+.3f} of {found.ranking[1]}"
    ahead += " (a draw)" if found.is_draw else ""
    where = f"{second.low:+.3f} to {second.high:+.3f}"
    return [name, right, ahead, where, f"{second.ahead} of {second.seeds}"]


def main() -> None:
    """Both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", help="of these alone: " + ", ".join(KINDS))
    chosen = parser.parse_args().cases
    todo = [one for one in experiments() if not chosen or one[0] in chosen]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        list(pool.map(warm, range(2)))
        print(table(HEAD, [measure(pool, *one) for one in todo]))
    print(table(HEAD_TEN, [ten(*one) for one in todo]))


if __name__ == "__main__":
    main()
