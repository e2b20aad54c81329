"""The example cells as the component takes them: weights, inputs, and what each is called and does, in the reader's language."""

from typing import Any

from lstm_core.examples import SEEDS, Example, random_example
from ui.text import _, number


def _title(name: str) -> str:
    return {
        "latch": _("Keeps what it saw"),
        "leaky": _("Forgets slowly"),
        "counter": _("Counts"),
        "ignore": _("Ignores"),
        "memory_line": _("The memory line alone"),
        "random_lstm": _("Random LSTM, 4 units"),
        "trained_lstm": _("Trained LSTM, 4 units"),
        "rnn_latch": _("RNN: tries to keep what it saw"),
        "random_rnn": _("Random RNN, 4 units"),
        "trained_rnn": _("Trained RNN, 4 units"),
        "gru_latch": _("GRU: keeps what it saw"),
        "random_gru": _("Random GRU, 4 units"),
        "trained_gru": _("Trained GRU, 4 units"),
    }[name]


def _story(name: str) -> str:
    return {
        "latch": _(
            "Weights set by hand. It stores a value when one arrives and holds it until the reset."
        ),
        "leaky": _(
            "Weights set by hand. With the forget gate at 0.85, a little is lost at every step."
        ),
        "counter": _(
            "Weights set by hand. Each 1 adds 1 to the memory; the output hardly tells 3 from 4."
        ),
        "ignore": _(
            "Weights set by hand. The input gate is closed: nothing that arrives changes the memory."
        ),
        "memory_line": _(
            "Weights set by hand. Nothing is forgotten, nothing is written: the memory runs straight through."
        ),
        "rnn_latch": _(
            "Weights set by hand, as well as one can: it keeps the value, but a reset leaves the opposite and not nothing."
        ),
        "gru_latch": _(
            "Weights set by hand. One gate does both jobs: what it does not keep, it replaces."
        ),
        "random_rnn": _("Weights drawn at random, as PyTorch starts a net."),
    }.get(
        name, _("Weights drawn at random, as PyTorch starts a net: its gates hover about one half.")
    )


def _opening(example: Example) -> tuple[int, int]:
    """The step and the unit, from 0, at which an example opens: where the first input arrives; of the trained
    nets the first store, and of the LSTM the unit that is a latch of its own making.
    """
    signal = example.inputs[-1] if "store" in example.inputs else example.inputs[0]
    arrived = [abs(value) >= 0.5 for value in example.x[:, example.inputs.index(signal)]]
    return arrived.index(True), 1 if example.name == "trained_lstm" else 0


def _input_name(name: str) -> str:
    return {"value": _("value"), "reset": _("reset"), "sign": _("sign"), "store": _("store")}.get(
        name, name
    )


def _about(example: Example) -> str:
    if example.report is None:
        return _story(example.name)
    return _(
        "Really trained (seed {seed}): give back the last sign seen while “store” was 1. "
        "Right on new sequences: {accuracy}%. To repeat it: {command}",
        seed=example.seed,
        accuracy=number(100 * example.report["accuracy"]["all"], 1),
        command=example.report["command"],
    )


def catalogue_entry(example: Example) -> dict[str, Any]:
    """An example as the component takes it; a random one comes with the cells of all its seeds."""
    t, unit = _opening(example)
    seeded = example.origin == "random"
    readout = None
    if example.readout is not None:
        weights, bias = example.readout
        readout = {"weights": weights.tolist(), "bias": bias}
    return {
        "id": example.name,
        "title": _title(example.name),
        "about": _about(example),
        "cell": example.cell.to_dict(),
        "seeds": [random_example(example.cell.kind, seed).cell.to_dict() for seed in SEEDS]
        if seeded
        else None,
        "x": example.x.tolist(),
        "inputs": [_input_name(name) for name in example.inputs],
        "t": t,
        "unit": unit,
        "readout": readout,
        "h0": example.h0.tolist(),
        "c0": None if example.c0 is None else example.c0.tolist(),
    }
