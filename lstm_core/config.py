"""Every knob of a training run, once: its default, unit and range. And what a run says while it goes on.

A `TrainConfig` is one kind of net, trained from several seeds on one task; a race is a tuple of them. Its JSON is what
a link, a kept run and exported code are made from. The same config gives the same events, bit for bit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

KINDS = ("rnn", "gru", "lstm")
# The length or distance of each task: (lowest, highest, default, what it counts).
LENGTHS: dict[str, tuple[int, int, int, str]] = {
    "latch": (1, 200, 50, "steps to remember"),
    "order": (10, 200, 50, "steps"),
    "adding": (10, 200, 50, "steps"),
    "copy": (1, 100, 20, "blanks to wait"),
    "sentences": (0, 15, 8, "clauses in between"),
    "digits": (8, 64, 8, "steps: 8 reads rows, 64 reads pixels"),
    "text": (10, 200, 60, "letters"),
}
TASKS = tuple(LENGTHS)
DIGIT_STEPS = (8, 64)
MAX_TEXT = 200_000  # bytes of UTF-8
# Why a run can be over. `train` itself gives all but "failed", which is a worker's death.
ENDS = ("solved", "out of steps", "stopped", "diverged", "failed")


@dataclass(frozen=True)
class Knob:
    """What a knob may be set to: one of `choices`, or from `low` to `high` in `unit`."""

    default: Any
    low: float | None = None
    high: float | None = None
    unit: str = ""
    choices: tuple[Any, ...] = ()
    log: bool = False  # whether a slider of it should be logarithmic


class ConfigError(ValueError):
    """A knob set to what it cannot be.

    Attributes:
        knob: the name of the field.
        value: what it was set to.
        low, high: the range it may be set to, or None where `choices` are given.
        choices: what it may be set to.
    """

    def __init__(
        self,
        knob: str,
        value: Any,
        *,
        low: float | None = None,
        high: float | None = None,
        choices: tuple[Any, ...] = (),
    ) -> None:
        self.knob, self.value, self.low, self.high, self.choices = knob, value, low, high, choices
        allowed = f"one of {', '.join(map(str, choices))}" if choices else f"{low} to {high}"
        super().__init__(f"{knob} must be {allowed}, not {str(value)[:40]!r}.")


def _knob(default: Any, *args: Any, **more: Any) -> Any:
    return field(default=default, metadata={"knob": Knob(default, *args, **more)})


@dataclass(frozen=True)
class TrainConfig:
    """One kind of net on one task. Each field's metadata holds its `Knob`; see `knobs`.

    Raises:
        ConfigError: a value outside of its range, of another type, NaN, or an unknown choice.
    """

    # what is to be learned
    task: str = _knob("sentences", choices=TASKS)
    length: int = _knob(8, 0, 200, "time steps, or what LENGTHS says")
    lengths: str = _knob("short", choices=("fixed", "uniform", "short"))
    language: str = _knob("es", choices=("es", "en", "both"))
    countries: int = _knob(8, 2, 8, "nationalities")
    answer_weight: float = _knob(10.0, 0, 20, "times the loss of all words")
    items: int = _knob(3, 1, 10, "symbols to copy")
    alphabet: int = _knob(4, 2, 8, "different symbols")
    text: str = _knob("", unit="the text to learn letter by letter")
    # the net
    kind: str = _knob("lstm", choices=KINDS)
    activation: str = _knob("tanh", choices=("tanh", "relu"))
    H: int = _knob(64, 1, 128, "hidden units")
    E: int = _knob(32, 0, 64, "values an embedded symbol has; 0: the input goes in as it is")
    # how it starts
    start: str = _knob("pytorch", choices=("pytorch", "orthogonal", "identity", "gaussian"))
    radius: float = _knob(1.0, 0, 10, "spectral radius; not for PyTorch's start")
    gate_bias: float | None = _knob(3.0, -10, 10, "forget bias (LSTM), update bias (GRU)")
    chrono: int = _knob(0, 0, 400, "time steps to remember; 0: gate_bias instead")
    # how it learns
    optimiser: str = _knob("adam", choices=("adam", "sgd", "rmsprop"))
    learning_rate: float = _knob(5e-3, 1e-5, 1.0, "a step", log=True)
    clip: float = _knob(1.0, 0, 100, "largest norm of the gradient; 0: not clipped")
    batch: int = _knob(32, 1, 256, "sequences a training step")
    steps: int = _knob(1500, 1, 20_000, "training steps")
    seeds: int = _knob(3, 1, 10, "nets, each from a seed of its own")
    seed: int = _knob(0, 0, 2**31 - 11, "the first seed; the others follow it")
    stop_when_solved: bool = _knob(True, choices=(True, False))
    report_every: int = _knob(25, 1, 1000, "training steps")

    def __post_init__(self) -> None:
        for name, knob in self.knobs().items():
            object.__setattr__(self, name, _checked(name, getattr(self, name), knob))
        low, high, _, _ = LENGTHS[self.task]
        if self.task == "digits" and self.length not in DIGIT_STEPS:
            raise ConfigError("length", self.length, choices=DIGIT_STEPS)
        if not low <= self.length <= high:
            raise ConfigError("length", self.length, low=low, high=high)
        if self.activation == "relu" and self.kind != "rnn":
            raise ConfigError("activation", self.activation, choices=("tanh",))
        if self.task == "text" and len(set(self.text)) < 2:
            raise ConfigError("text", self.text, low=2, high=MAX_TEXT)

    @classmethod
    def knobs(cls) -> dict[str, Knob]:
        """Every knob by the name of its field, in order."""
        return {one.name: one.metadata["knob"] for one in fields(cls)}

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, every knob by name."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> TrainConfig:
        """The inverse of `to_dict`; a knob left out has its default. Raises ConfigError, also for an unknown name."""
        for name in values:
            if name not in cls.knobs():
                raise ConfigError(str(name)[:40], values[name], choices=("unknown",))
        return cls(**values)

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


def _checked(name: str, value: Any, knob: Knob) -> Any:
    """`value` as the type of the knob's default. Raises ConfigError."""
    if knob.choices:
        # 1 equals True, but is not a choice between True and False.
        if not any(value == choice and type(value) is type(choice) for choice in knob.choices):
            raise ConfigError(name, value, choices=knob.choices)
        return value
    if isinstance(knob.default, str):
        if not isinstance(value, str) or len(value.encode("utf-8", "replace")) > MAX_TEXT:
            raise ConfigError(name, value, low=0, high=MAX_TEXT)
        return value
    if value is None and name == "gate_bias":
        return None  # PyTorch's own
    whole = isinstance(knob.default, int)
    right = isinstance(value, int) if whole else isinstance(value, int | float)
    low, high = knob.low or 0, knob.high or 0
    # Written so that NaN fails it too.
    if isinstance(value, bool) or not right or not low <= value <= high:
        raise ConfigError(name, value, low=low, high=high)
    return value if whole else float(value)
