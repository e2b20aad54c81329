"""Reading and writing letters: the same as PyTorch's model that reads everything from the start each time."""

import unicodedata

import numpy as np
import pytest
import torch

from lstm_core.config import KINDS, TrainConfig
from lstm_core.models import SequenceModel
from lstm_core.net import Net
from lstm_core.text_task import PLACEHOLDER
from lstm_core.writing import LONGEST, read_letters, repeated, sample, spell, states_over, write_on

V = 7
LETTERS = np.random.default_rng(0).integers(0, V, 40)


def twins(kind: str) -> tuple[SequenceModel, Net]:
    """With weights large enough that what comes next is not left to chance alone."""
    config = TrainConfig(task="text", text="abcdefg" * 100, length=10, kind=kind, H=6, E=0)
    model = SequenceModel(config, V, 0, V, torch.Generator().manual_seed(1)).double()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(3)
    return model, Net.from_weights(model.state_dict(), config)


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_is_read_as_torch_reads_it_also_in_pieces(kind: str) -> None:
    model, net = twins(kind)
    with torch.no_grad():
        states = model.states(torch.tensor(LETTERS)[:, None])[:, 0].numpy()
    whole = read_letters(net, LETTERS)
    np.testing.assert_allclose(whole.h[1:], states, atol=1e-12)
    begun = read_letters(net, LETTERS[:15])
    rest = read_letters(net, LETTERS[15:], begun.last)
    np.testing.assert_allclose(rest.h, whole.h[15:], atol=1e-12)
    np.testing.assert_allclose(rest.memory, whole.memory[15:], atol=1e-12)
    np.testing.assert_allclose(rest.gates, whole.gates[:, 15:], atol=1e-12)
    assert (whole.c is not None) == (kind == "lstm")


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_text_is_read_as_in_one_piece_and_passages_begin_within_it(kind: str) -> None:
    _, net = twins(kind)
    numbers = np.tile(LETTERS, 30)  # longer than a piece of it
    memory, states = states_over(net, numbers, (700, 0, 1190))
    whole = read_letters(net, numbers)
    np.testing.assert_allclose(memory, whole.memory[1:], atol=1e-12)
    assert sorted(states) == [0, 700, 1190]
    passage = read_letters(net, numbers[700:720], states[700])
    np.testing.assert_allclose(passage.h, whole.h[700:721], atol=1e-12)


def test_letters_that_the_net_does_not_know() -> None:
    known = spell("ab ba", list("ab "))
    assert (known.numbers.tolist(), known.unknown) == ([0, 1, 2, 1, 0], ())
    strange = spell("aΩb😀Ω", list("ab "))
    assert strange.text == "aΩb😀Ω"
    assert (strange.numbers.tolist(), strange.places.tolist()) == ([0, 1], [0, 2])
    assert strange.unknown == ("Ω", "😀")
    rare = spell("aΩ", ["a", PLACEHOLDER])
    assert (rare.numbers.tolist(), rare.places.tolist(), rare.unknown) == ([0, 1], [0, 1], ("Ω",))
    assert spell(unicodedata.normalize("NFD", "á"), ["á"]).numbers.tolist() == [0]
    for nothing in ("", "\x00\x1b", "ΩΩ"):
        assert spell(nothing, ["a"]).numbers.shape == (0,)


def test_letters_are_drawn_with_the_probabilities_that_torch_gives() -> None:
    logits = np.array([1.0, 0.0, -1.0, 3.0])
    draws = (np.arange(20_000) + 0.5) / 20_000
    for temperature in (0.3, 1.0, 1.5):
        wanted = torch.tensor(logits / temperature).softmax(0).numpy()
        found = np.bincount([sample(logits, temperature, d) for d in draws], minlength=4) / 20_000
        np.testing.assert_allclose(found, wanted, atol=2e-4)
    assert {sample(logits, 0.0, d) for d in (0.0, 0.5, 0.999)} == {3}
    assert sample(np.array([0.0, -2000.0]), 0.1, 1 - 1e-16) == 0  # never one that cannot be
    assert sample(np.array([-2000.0, 0.0]), 0.1, 0.0) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("temperature", [0.0, 0.7, 1.5])
def test_what_it_writes_is_what_torch_writes_reading_all_from_the_start(
    kind: str, temperature: float
) -> None:
    model, net = twins(kind)
    text = [3, 1, 4]
    draws = np.random.default_rng(5).random(25)
    for draw in draws:
        with torch.no_grad():
            logits = model(torch.tensor(text)[:, None])[-1, 0]
        if temperature == 0:
            text.append(int(logits.argmax()))
        else:
            below = (logits / temperature).softmax(0).cumsum(0)
            text.append(int((below <= draw).sum()))
    found = write_on(net, np.array([3, 1, 4]), 25, temperature, seed=5)
    assert found.tolist() == text[3:]


def test_the_seed_decides_and_longer_texts_begin_alike() -> None:
    _, net = twins("lstm")
    start = LETTERS[:5]
    one = write_on(net, start, 60, 1.0, seed=1)
    assert one.tolist() == write_on(net, start, 60, 1.0, seed=1).tolist()
    assert one.tolist() != write_on(net, start, 60, 1.0, seed=2).tolist()
    assert one[:20].tolist() == write_on(net, start, 20, 1.0, seed=1).tolist()
    cold = [write_on(net, start, 30, 0.0, seed=seed).tolist() for seed in (1, 2)]
    assert cold[0] == cold[1]
    assert write_on(net, start, 0, 1.0, seed=1).shape == (0,)


def test_what_cannot_be_written_is_refused() -> None:
    _, net = twins("rnn")
    start = LETTERS[:2]
    with pytest.raises(ValueError, match="start"):
        write_on(net, LETTERS[:0], 5, 1.0, 0)
    for letters in (-1, LONGEST + 1):
        with pytest.raises(ValueError, match="letters"):
            write_on(net, start, letters, 1.0, 0)
    for temperature in (-0.1, 1.6, float("nan")):
        with pytest.raises(ValueError, match="temperature"):
            write_on(net, start, 5, temperature, 0)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("x" + "abc " * 8, (1, 4)),
        ("hello" + "a" * 30, (5, 1)),
        ("xy" + "0123456789abcdef" * 2, (2, 16)),
        ("xy" + "0123456789abcdef" * 2 + "0123", (2, 16)),
        ("0123456789abcdefx", None),
        ("abc" * 5, None),  # too short to speak of
        ("", None),
    ],
)
def test_where_a_text_repeats_itself(text: str, wanted: tuple[int, int] | None) -> None:
    assert repeated(text) == wanted
