"""A reader's own words: how recordings travel, what is learned from and what is not, and what nets make of a word and its reverse."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from lstm_core.arrays import Array
from lstm_core.cases import own
from lstm_core.cases.case import Inputs, make_case
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.own import Own, changed, is_tested, pack, side_by_side, unpack
from lstm_core.cases.own_twin import answers, beliefs
from lstm_core.cases.spectrum import RATE, frames
from lstm_core.cases.training import make_net, probabilities, train_case
from lstm_core.net import one_net


def glide(rng: np.random.Generator) -> Array:
    """A voice that rises within a quarter of a second."""
    pitch = np.linspace(250, 800, RATE // 4) * rng.uniform(0.95, 1.05)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    voice: Array = 0.1 * np.sin(phase) + 0.05 * np.sin(2 * phase)
    return voice * np.hanning(len(voice))


def recordings(count: int) -> list[list[Array]]:
    """A word and the same backwards: the same sounds, in another order."""
    rng = np.random.default_rng(3)
    forth = [glide(rng) for _ in range(count)]
    return [forth, [take[::-1] for take in forth]]


MATERIAL = pack(recordings(5))
CONFIG = CaseConfig("own", "recurrent", seeds=2, steps=24, material=MATERIAL)


def test_recordings_come_back_as_they_were_but_for_the_rounding() -> None:
    for word, again in zip(recordings(5), unpack(MATERIAL), strict=True):
        for take, same in zip(word, again, strict=True):
            np.testing.assert_allclose(same, take, atol=1 / 65000)


@pytest.mark.parametrize(
    "material",
    [
        b"",
        b"own1",
        b"own2" + MATERIAL[4:],
        MATERIAL[:-1],
        MATERIAL + b"\0",
        b"own1\xff" + MATERIAL[5:],
        b"own1\x02\x05\x05" + b"\xff" * 40,
    ],
)
def test_what_was_not_packed_is_refused(material: bytes) -> None:
    with pytest.raises(ValueError, match="recordings"):
        make_case(replace(CONFIG, material=material), 0)


@pytest.mark.parametrize("counts", [(3,), (2, 3), (3, 3, 3, 3), (3, 9)])
def test_too_few_and_too_many_are_not_packed(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="recordings"):
        pack([[np.ones(4000)] * count for count in counts])
    with pytest.raises(ValueError, match="recordings"):
        pack([[np.ones(own.LONGEST + 1)] * 3] * 2)


def test_the_largest_material_fits_a_config() -> None:
    most = pack([[np.zeros(own.LONGEST)] * own.TAKES[1]] * own.WORDS[1])
    assert CaseConfig("own", "mean", material=most).material == most


def rows(inputs: Inputs) -> list[bytes]:
    return [sound[: int(n)].tobytes() for sound, n in zip(*inputs, strict=True)]


def test_one_recording_of_each_word_is_held_out_and_never_learned_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(own, "changed", lambda wave, _rng: wave)
    case = Own(CONFIG, 1)
    held, targets = case.held_out()
    assert targets.tolist() == [0, 1]
    everything = [{frames(take).tobytes() for take in word} for word in unpack(MATERIAL)]
    examined = [{sound} for sound in rows(held)]
    learned: list[set[bytes]] = [set(), set()]
    for step in range(20):
        batch, labels = case.draw(np.random.default_rng(step))
        for sound, k in zip(rows(batch), labels, strict=True):
            learned[k].add(sound)
    assert learned == [word - one for word, one in zip(everything, examined, strict=True)]


def test_with_three_of_each_there_is_nothing_to_examine_with() -> None:
    few = pack(recordings(3))
    case = Own(replace(CONFIG, material=few), 0)
    assert len(case.held_out()[1]) == 6
    assert not is_tested([3, 5])
    assert is_tested([4, 5])


def test_a_batch_has_as_many_of_each_word_and_is_the_same_for_the_same_seed() -> None:
    (sounds, lengths), targets = Own(CONFIG, 0).draw(np.random.default_rng(1))
    assert np.bincount(targets).tolist() == [8, 8]
    assert sounds.shape[:2] == (16, lengths.max())
    again = Own(CONFIG, 0).draw(np.random.default_rng(1))[0][0]
    np.testing.assert_array_equal(sounds, again)
    for sound, length in zip(sounds, lengths, strict=True):
        assert (sound[int(length) :] == -1).all()


def test_a_changed_recording_is_the_same_word_within_limits() -> None:
    rng = np.random.default_rng(0)
    take = glide(rng)
    some = [changed(take, rng) for _ in range(50)]
    lengths = [len(one) / RATE for one in some]
    assert min(lengths) > 0.25 / 1.2 * 0.94
    assert max(lengths) < 0.25 * 1.2 + 0.13
    assert len({len(one) for one in some}) > 40
    assert all(np.isfinite(one).all() for one in some)


@pytest.mark.parametrize("kind", ["mean", "recurrent"])
def test_twin_equals_torch_and_what_follows_a_sound_changes_nothing(kind: str) -> None:
    config = replace(CONFIG, kind=kind)
    case = make_case(config, 0)
    net = make_net(config, case, 0)
    weights = {name: value.numpy() for name, value in net.state_dict().items()}
    inputs, _ = case.held_out()
    np.testing.assert_allclose(
        answers(weights, config, *inputs), probabilities(net, inputs), atol=1e-5
    )
    sound = frames(unpack(MATERIAL)[0][0])
    every = beliefs(weights, config, sound)
    assert every.shape == (len(sound), 2)
    for t in (1, 5, len(sound)):
        cut = side_by_side([sound[:t], sound])
        with torch.no_grad():
            told = net(*map(torch.from_numpy, cut)).softmax(1).numpy()
        np.testing.assert_allclose(every[t - 1], told[0], atol=1e-5)


def test_who_hears_the_order_tells_a_word_from_its_reverse_who_hears_the_mean_does_not() -> None:
    ends = {}
    for kind in ("mean", "recurrent"):
        *_, ends[kind] = train_case(replace(CONFIG, kind=kind))
    assert ends["recurrent"].scores["accuracy"].tolist() == [1, 1]
    assert ends["recurrent"].loss.max() < 0.1
    assert ends["mean"].loss.min() > 0.5
    checkpoint = ends["recurrent"].checkpoint
    assert checkpoint is not None
    heard = frames(glide(np.random.default_rng(9)))
    assert beliefs(one_net(checkpoint.weights, 0), CONFIG, heard)[-1, 0] > 0.9


def test_both_kinds_learn_about_as_many_numbers() -> None:
    sizes = []
    for kind in ("mean", "recurrent"):
        config = replace(CONFIG, kind=kind)
        net = make_net(config, make_case(config, 0), 0)
        sizes.append(sum(value.numel() for value in net.parameters()))
    assert max(sizes) < 1.1 * min(sizes)
