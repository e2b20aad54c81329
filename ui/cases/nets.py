"""The nets that a case's pictures compute with: those that the reader has trained here, else those that ship with the app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from lab.shipped_cases import ShippedLane, shipped_case
from lab.trials import Trial, trials
from lstm_core.cases.config import KINDS, CaseConfig
from lstm_core.net import one_net
from ui.cases.kept import kept


@dataclass(frozen=True, eq=False)
class CaseNet:
    """One trained net.

    Args:
        config: that made it; it is the net of config.seed.
        weights: by PyTorch's names.
        accuracy: on what was held out, 0..1.
        is_shipped: whether it ships with the app.
    """

    config: CaseConfig
    weights: dict[str, NDArray[Any]]
    accuracy: float
    is_shipped: bool


def case_nets(case: str, *, change: str = "", language: str = "") -> dict[str, CaseNet]:
    """A net of every kind, in the order of KINDS: the first seed of the reader's own experiment once all of it is over.

    Raises:
        FileNotFoundError: nothing ships of such a case, and the reader has trained none.
    """
    trial = own_trial(case, change, language)
    if trial is not None and trial.is_complete:
        found: dict[str, CaseNet] = {}
        for number, lane in enumerate(trial.lanes):
            weights = trials().weights(trial.id, number)
            if weights is not None and lane.end == "out of steps":
                accuracy = trials().events(trial.id, number)[-1].scores["accuracy"][0]
                kind = lane.config.kind
                found[kind] = CaseNet(lane.config, one_net(weights, 0), float(accuracy), False)
        if len(found) == len(KINDS[case]):
            return found
    return shipped_nets(shipped_case(case, language, change))


def shipped_nets(lanes: Sequence[ShippedLane]) -> dict[str, CaseNet]:
    """The first seed of every kind of a shipped experiment."""
    return {
        lane.config.kind: CaseNet(lane.config, lane.weights, float(lane.accuracy[0]), True)
        for lane in lanes
    }


def own_trial(case: str, change: str = "", language: str = "") -> Trial | None:
    """The experiment that this reader has started or joined last, if it is still there."""
    found = kept(trial_key(case, change, language))
    return trials().get(found) if found else None


def trial_key(case: str, change: str, language: str) -> str:
    """Under which name its id is kept."""
    return f"case_trial_{case}_{change}_{language}"
