"""Reads back what `lab.files` wrote. The file comes from a stranger: it is bounded, checked and never unpickled."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load

from lab.files import CONFIG, VERSION, WEIGHTS
from lstm_core.cells import GATES
from lstm_core.config import ConfigError, TrainConfig
from lstm_core.net import Sizes
from lstm_core.tasks import make_task

MOST_CONFIG, MOST_WEIGHTS = 1_000_000, 64_000_000  # bytes
MOST_LANES = 4

Weights = dict[str, NDArray[np.float32]]  # of one net


class FileError(ValueError):
    """A file that is not read; the message says why in English.

    Attributes:
        reason: "too large", "not ours" (another kind of file), "damaged" (ours, but cut or changed), "newer" (written by
            a newer version of this app), "knob" (a setting that cannot be), "lanes" (too many, or of different tasks),
            "names", "shape" or "not finite" (weights that are not those of the net).
        values: what a sentence needs to name: "most" bytes; "knob" and "error" (a ConfigError); "name", "found", "wanted".
    """

    def __init__(self, reason: str, sentence: str, **values: Any) -> None:
        self.reason, self.values = reason, values
        super().__init__(sentence)


def read_config(data: bytes) -> tuple[TrainConfig, ...]:
    """The lanes of a configuration file. Raises FileError for anything else."""
    _bounded(data, MOST_CONFIG)
    about = _json(data)
    _ours(about, CONFIG)
    lanes, text = about.get("lanes"), about.get("text")
    if not isinstance(lanes, list) or not all(isinstance(lane, dict) for lane in lanes):
        raise FileError("damaged", "The configuration has no lanes.")
    if text is not None:
        lanes = [{**lane, "text": text} for lane in lanes]
    configs = tuple(_config(lane) for lane in lanes)
    same = len({(one.task, one.seed, one.seeds) for one in configs}) == 1
    if not 1 <= len(configs) <= MOST_LANES or not same:
        raise FileError(
            "lanes", f"A run has 1 to {MOST_LANES} lanes of one task with the same seeds."
        )
    return configs


def read_weights(data: bytes) -> tuple[TrainConfig, Weights]:
    """The config of a net and its weights, by PyTorch's names. Raises FileError for anything else."""
    _bounded(data, MOST_WEIGHTS)
    about = _metadata(data)
    _ours(about, WEIGHTS)
    config = _config(_json(str(about.get("config")).encode()))
    try:
        arrays = load(data)
        wanted = shapes(config, make_task(config))
    except ConfigError as error:
        raise FileError("knob", str(error), knob=error.knob, error=error) from error
    except (SafetensorError, KeyError, ValueError) as error:
        raise FileError("damaged", "The file of weights is cut off or damaged.") from error
    if set(arrays) != set(wanted):
        other = sorted(set(arrays) ^ set(wanted))[0][:40]
        raise FileError("names", f"{other} is missing, or no weight of such a net.", name=other)
    for name, array in arrays.items():
        if array.shape != wanted[name] or array.dtype != np.float32:
            sentence = f"{name} must be float32 {wanted[name]}, not {array.dtype} {array.shape}."
            raise FileError("shape", sentence, name=name, found=array.shape, wanted=wanted[name])
        if not np.isfinite(array).all():
            raise FileError("not finite", f"{name} has values that are no numbers.", name=name)
    return config, arrays


def shapes(config: TrainConfig, task: Sizes) -> dict[str, tuple[int, ...]]:
    """The size of each weight of a net, by the names of `SequenceModel.state_dict()`."""
    V, D, A = task.symbols, task.inputs, task.outputs
    H, E, G = config.H, config.E, len(GATES[config.kind])
    first: dict[str, tuple[int, ...]] = {}
    if E:
        first = {"embed.weight": (V, E)} if V else {"linear.weight": (E, D), "linear.bias": (E,)}
    return first | {
        "recurrent.weight_ih_l0": (G * H, E or V or D),
        "recurrent.weight_hh_l0": (G * H, H),
        "recurrent.bias_ih_l0": (G * H,),
        "recurrent.bias_hh_l0": (G * H,),
        "readout.weight": (A, H),
        "readout.bias": (A,),
    }


def _bounded(data: bytes, most: int) -> None:
    if len(data) > most:
        raise FileError("too large", f"The file is larger than {most} bytes.", most=most)


def _json(data: bytes) -> dict[str, Any]:
    try:
        about = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # a UnicodeDecodeError is a ValueError
        raise FileError("not ours", "The file is no JSON.") from error
    if not isinstance(about, dict):
        raise FileError("not ours", "The file holds no object.")
    return about


def _metadata(data: bytes) -> dict[str, Any]:
    """What stands in a safetensors file about it: eight bytes with the length of a JSON object, then that."""
    length = int.from_bytes(data[:8], "little")
    if not 2 <= length <= MOST_CONFIG or data[8:9] != b"{":
        raise FileError("not ours", "The file is no safetensors.")
    if length > len(data) - 8:
        raise FileError("damaged", "The file of weights is cut off.")
    about = _json(data[8 : 8 + length]).get("__metadata__")
    if not isinstance(about, dict):
        raise FileError("not ours", "The file does not say what it is.")
    return about


def _ours(about: dict[str, Any], name: str) -> None:
    if about.get("format") != name:
        raise FileError("not ours", f"The file is no {name}.")
    version = str(about.get("version"))
    if version != str(VERSION):
        is_newer = version.isdecimal() and len(version) < 9 and int(version) > VERSION
        reason = "newer" if is_newer else "damaged"
        raise FileError(reason, f"The file is of version {version[:20]}, not {VERSION}.")


def _config(values: dict[str, Any]) -> TrainConfig:
    try:
        return TrainConfig.from_dict(values)
    except ConfigError as error:
        raise FileError("knob", str(error), knob=error.knob, error=error) from error
