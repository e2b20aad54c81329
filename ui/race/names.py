"""What the nets of a race are called, and how their lines differ where two are of one kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from lstm_core.config import TrainConfig

KIND_NAMES = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}  # the same in every language
_SHAPES = {"rnn": ("triangle", "diamond"), "gru": ("square", "diamond"), "lstm": ("circle", "diamond")}  # fmt: skip


@dataclass(frozen=True)
class LaneName:
    """How a lane is called and drawn: CSS classes for colour and dash, a shape for its points."""

    name: str
    short: str
    style: str
    shape: str


def lane_names(configs: Sequence[TrainConfig]) -> list[LaneName]:
    """A name for each lane; the width is part of it where there are two of one kind."""
    kinds = [config.kind for config in configs]
    names = []
    for number, config in enumerate(configs):
        kind = config.kind
        short = KIND_NAMES[kind]
        several = kinds.count(kind) > 1
        second = kind in kinds[:number]
        name = f"{short}, H = {config.H}" if several else short
        names.append(
            LaneName(
                name,
                f"{short} {config.H}" if several else short,
                f"{kind} second" if second else kind,
                _SHAPES[kind][second],
            )
        )
    return names
