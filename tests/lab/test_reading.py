"""Files come from strangers: what is not ours, cut off, changed, or too large is refused with a reason, and never run."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save

from lab.export import FileError, read_config, read_weights
from lab.reading import MOST_CONFIG, MOST_WEIGHTS, shapes
from lstm_core.config import KINDS, ConfigError, TrainConfig
from lstm_core.models import SequenceModel
from lstm_core.tasks import make_task

CONFIG = TrainConfig(task="latch", length=5, H=4, E=3, seeds=2)


class Bomb:
    """Whoever unpickles it makes a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.file,)


def config_file(**changes: Any) -> bytes:
    """A configuration file of two lanes, with changes."""
    lanes = [CONFIG.to_dict(), {**CONFIG.to_dict(), "kind": "rnn"}]
    return json.dumps(
        {"format": "lstm-lab config", "version": 1, "lanes": lanes} | changes
    ).encode()


def weights_of(config: TrainConfig = CONFIG) -> dict[str, np.ndarray[Any, np.dtype[np.float32]]]:
    """Such as a net has."""
    rng = np.random.default_rng(0)
    sizes = shapes(config, make_task(config))
    return {name: rng.normal(size=size).astype(np.float32) for name, size in sizes.items()}


def weights_file(arrays: dict[str, Any] | None = None, **changes: str) -> bytes:
    """A file of weights, with other arrays or changes to its metadata."""
    about = {"format": "lstm-lab weights", "version": "1", "config": CONFIG.to_json()}
    return bytes(save(weights_of() if arrays is None else arrays, about | changes))


def refused(read: Callable[[bytes], Any], data: bytes) -> FileError:
    with pytest.raises(FileError, match=r"\w.{8,}\.$") as caught:
        read(data)
    return caught.value


def test_what_was_written_is_read() -> None:
    assert read_config(config_file())[1].kind == "rnn"
    assert read_config(b"\xef\xbb\xbf" + config_file())[0] == CONFIG  # as an editor may save it
    config, arrays = read_weights(weights_file())
    assert config == CONFIG
    for name, array in weights_of().items():
        np.testing.assert_array_equal(arrays[name], array)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("knobs", [{"task": "latch", "E": 0}, {"task": "latch"}, {"task": "adding"}, {"task": "adding", "E": 0}])  # fmt: skip
def test_the_sizes_are_those_of_the_model(kind: str, knobs: dict[str, Any]) -> None:
    config = TrainConfig(kind=kind, length=10, H=5, **{"E": 3, **knobs})
    task = make_task(config)
    model = SequenceModel(config, task.symbols, task.inputs, task.outputs)
    wanted = {name: tuple(one.shape) for name, one in model.state_dict().items()}
    assert shapes(config, task) == wanted


@pytest.mark.parametrize("read", [read_config, read_weights])
def test_a_stranger_s_file_is_refused_and_nothing_in_it_runs(
    read: Callable[[bytes], Any], tmp_path: Path
) -> None:
    bomb = tmp_path / "bomb"
    deep = b"[" * 200_000
    files = {
        "empty": b"",
        "pickle": pickle.dumps(Bomb(bomb)),
        "image": b"\x89PNG\r\n\x1a\n" + bytes(1000),
        "text": "¿qué?".encode(),
        "latin": "¿qué?".encode("latin-1"),
        "deep": deep,
        "deep object": b'{"a":' * 100_000,
        "deep header": len(deep + b"{").to_bytes(8, "little") + b"{" + deep,
        "long number": b"1" * 100_000,
        "null": b"null",
        "list": b"[1, 2]",
        "other object": b'{"format": "another"}',
        "other safetensors": bytes(save({"x": np.zeros(3, np.float32)})),
        "other metadata": bytes(save({"x": np.zeros(3, np.float32)}, {"format": "pt"})),
        "impossible length": b"\xff" * 8 + b"{}",
    }
    for name, data in files.items():
        assert refused(read, data).reason == "not ours", name
    assert not bomb.exists()


def test_what_is_too_large_is_refused_unread() -> None:
    error = refused(read_config, b" " * (MOST_CONFIG + 1))
    assert (error.reason, error.values) == ("too large", {"most": MOST_CONFIG})
    error = refused(read_weights, bytes(MOST_WEIGHTS + 1))
    assert (error.reason, error.values) == ("too large", {"most": MOST_WEIGHTS})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"version": 2}, "newer"),
        ({"version": 10**400}, "damaged"),
        ({"version": None}, "damaged"),
        ({"lanes": None}, "damaged"),
        ({"lanes": {}}, "damaged"),
        ({"lanes": [1, 2]}, "damaged"),
        ({"lanes": []}, "lanes"),
        ({"lanes": [{}] * 5}, "lanes"),
        ({"lanes": [{"task": "latch"}, {"task": "copy", "length": 20}]}, "lanes"),
        ({"lanes": [{"seed": 1}, {"seed": 2}]}, "lanes"),
        ({"lanes": [{"H": 10**9}]}, "knob"),
        ({"lanes": [{"H": "64"}]}, "knob"),
        ({"lanes": [{"learning_rate": float("nan")}]}, "knob"),
        ({"lanes": [{"kind": ["lstm"]}]}, "knob"),
        ({"lanes": [{"__class__": "x"}]}, "knob"),
        ({"text": {"a": 1}}, "knob"),
        ({"text": "x" * 300_000}, "knob"),
    ],
)
def test_a_configuration_that_cannot_be_is_refused(changes: dict[str, Any], reason: str) -> None:
    error = refused(read_config, config_file(**changes))
    assert error.reason == reason
    if reason == "knob":
        assert isinstance(error.values["error"], ConfigError)
        assert error.values["knob"] == error.values["error"].knob


def test_weights_that_are_not_those_of_the_net_are_refused() -> None:
    def changed(name: str, array: Any) -> FileError:
        return refused(read_weights, weights_file(weights_of() | {name: array}))

    missing = weights_of()
    del missing["readout.bias"]
    error = refused(read_weights, weights_file(missing))
    assert (error.reason, error.values) == ("names", {"name": "readout.bias"})
    assert changed("another", np.zeros(3, np.float32)).values == {"name": "another"}
    error = changed("recurrent.weight_hh_l0", np.zeros((16, 5), np.float32))
    assert error.reason == "shape"
    assert error.values["found"] == (16, 5)
    assert error.values["wanted"] == (16, 4)
    assert changed("readout.bias", np.zeros(4, np.float64)).reason == "shape"
    for bad in (np.nan, np.inf):
        array = weights_of()["readout.bias"]
        array[1] = bad
        error = changed("readout.bias", array)
        assert (error.reason, error.values) == ("not finite", {"name": "readout.bias"})


def test_a_file_of_weights_with_another_head_is_refused() -> None:
    assert refused(read_weights, weights_file(version="2")).reason == "newer"
    assert refused(read_weights, weights_file(format="x")).reason == "not ours"
    assert refused(read_weights, weights_file(config="{")).reason == "not ours"
    assert refused(read_weights, weights_file(config='{"H": 0}')).reason == "knob"
    assert (
        refused(
            read_weights, weights_file(config='{"task": "text", "text": "ab", "length": 60}')
        ).reason
        == "knob"
    )
    assert refused(read_weights, weights_file(config='{"task": "text"}')).reason == "knob"
    assert refused(read_weights, weights_file(config='{"H": 5}')).reason in ("names", "shape")


def test_a_file_of_weights_that_was_cut_or_changed_anywhere_is_refused_or_read_whole() -> None:
    whole = weights_file()
    for length in range(0, len(whole), 7):
        assert refused(read_weights, whole[:length]).reason in ("not ours", "damaged")
    rng = np.random.default_rng(0)
    for place in rng.integers(len(whole), size=300):
        data = bytearray(whole)
        data[place] ^= 1 << int(rng.integers(8))
        try:
            _, arrays = read_weights(bytes(data))
        except FileError:
            continue
        assert {name: one.shape for name, one in arrays.items()} == shapes(
            CONFIG, make_task(CONFIG)
        )
