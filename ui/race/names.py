"""What the nets of a race are called, and how they are drawn, so that also two of one kind are told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from lstm_core.config import TrainConfig
from ui.text import _, number

KIND_NAMES = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}  # the same in every language
_SHAPES = {
    "rnn": ("triangle", "diamond", "square", "circle"),
    "gru": ("square", "circle", "diamond", "triangle"),
    "lstm": ("circle", "diamond", "triangle", "square"),
}
_NTH = ("", " second", " third", " fourth")


@dataclass(frozen=True)
class LaneName:
    """How a lane is called and drawn: CSS classes for colour and dash, a shape for its points."""

    name: str
    short: str
    style: str
    shape: str


def lane_names(configs: Sequence[TrainConfig]) -> list[LaneName]:
    """A name for each lane: its kind, and where there are several of one, what sets it apart."""
    names = []
    for number_of, config in enumerate(configs):
        kind = config.kind
        alike = [other for other in configs if other.kind == kind]
        nth = sum(other.kind == kind for other in configs[:number_of])
        apart = _apart(config, alike)
        # Width and learning rate are told only of those that nothing else sets apart.
        twins = [other for other in alike if _apart(other, alike) == apart]
        if _differ(twins, "H"):
            apart = [*apart, f"H={config.H}"]
        elif _differ(twins, "learning_rate"):
            apart = [*apart, f"η={number(config.learning_rate, 4)}"]
        name = " ".join([KIND_NAMES[kind], *apart])
        short = name if len(name) <= 9 else f"{KIND_NAMES[kind]} {nth + 1}"
        names.append(LaneName(name, short, kind + _NTH[nth % 4], _SHAPES[kind][nth % 4]))
    return names


def _apart(config: TrainConfig, alike: Sequence[TrainConfig]) -> list[str]:
    """What sets a net apart from others of its kind; nothing for what is as usual."""
    said = []
    if _differ(alike, "activation") and config.activation == "relu":
        said.append("ReLU")
    if _differ(alike, "start"):
        starts = {  # PyTorch's too: beside another start, "RNN" alone would not say which is meant
            "pytorch": "PyTorch",
            "orthogonal": _("orthogonal"),
            "identity": _("identity"),
            "gaussian": _("Gaussian"),
        }
        said.append(starts[config.start])
    if config.kind != "rnn" and (_differ(alike, "chrono") or _differ(alike, "gate_bias")):
        said.append(_gate(config))
    if _differ(alike, "clip"):
        said.append(_("unclipped") if config.clip == 0 else _("clipped"))
    return said


def _gate(config: TrainConfig) -> str:
    if config.chrono:
        return _("chrono")
    return "PyTorch" if config.gate_bias is None else f"b={number(config.gate_bias, 0)}"


def _differ(configs: Sequence[TrainConfig], knob: str) -> bool:
    return len({getattr(config, knob) for config in configs}) > 1
