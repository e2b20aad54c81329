"""Every knob of an experiment of one case with one kind of net, once; what a job of it is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

# The kinds of net that each case compares. "frame" and "mean" are dense nets that see one frame, or the mean of all.
KINDS: dict[str, tuple[str, ...]] = {
    "diabetes": ("dense", "convolutional", "recurrent"),
    "cancer": ("dense", "convolutional", "recurrent"),
    "iris": ("dense", "convolutional", "recurrent"),
    "speech": ("frame", "mean", "convolutional", "recurrent"),
    "own": ("mean", "recurrent"),
}
# What is done to the data before anybody learns: nothing, or one permutation for all examples.
CHANGES = ("", "permuted")
LANGUAGES = ("es", "en")
MOST_SEEDS = 10
MOST_STEPS = 5000
MOST_MATERIAL = 4_000_000  # bytes


@dataclass(frozen=True)
class CaseConfig:
    """One kind of net, trained from several seeds on the data of one case. The same config gives the same events, bit for bit.

    Args:
        case: one of KINDS.
        kind: of net, one of KINDS[case].
        change: one of CHANGES.
        seeds: how many nets, 1 to MOST_SEEDS.
        seed: of the first; the others follow it. A seed decides the split of the data, the start and the batches.
        steps: training steps, 0: as many as this case and kind usually take.
        language: of the words that are spoken ("speech").
        material: a reader's own recordings ("own"), as `lstm_core.cases.own` packs them; never written to a disk.

    Raises:
        ValueError: a knob set to what it cannot be.
    """

    case: str
    kind: str
    change: str = ""
    seeds: int = 3
    seed: int = 0
    steps: int = 0
    language: str = "es"
    material: bytes = field(default=b"", repr=False)  # in no log

    def __post_init__(self) -> None:
        good = (
            self.case in KINDS
            and self.kind in KINDS[self.case]
            and self.change in CHANGES
            and 1 <= self.seeds <= MOST_SEEDS
            and 0 <= self.seed < 2**31
            and 0 <= self.steps <= MOST_STEPS
            and self.language in LANGUAGES
            and len(self.material) <= MOST_MATERIAL
        )
        if not good:
            raise ValueError(f"No such experiment: {self.case!r}, {self.kind!r}, {self.change!r}.")

    def to_dict(self) -> dict[str, Any]:
        """As plain values, as they travel to a worker."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> CaseConfig:
        """The inverse of `to_dict`. Raises ValueError."""
        if set(values) - {field.name for field in fields(cls)}:
            raise ValueError("An experiment has no such knob.")
        return cls(**values)
