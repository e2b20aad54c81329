"""A text that a reader brings: windows of it, the last tenth held out, and what is refused."""

import unicodedata
from collections import Counter

import numpy as np
import pytest

from lstm_core.config import MAX_TEXT, ConfigError, TrainConfig
from lstm_core.tasks import Batch, make_task
from lstm_core.text_task import (
    MOST_LETTERS,
    PLACEHOLDER,
    TextTask,
    TextTooShortError,
    letters_of,
)

TEXT = "".join(f"{i} elefantes se balanceaban sobre la tela de una araña.\n" for i in range(40))


def task_of(text: str, length: int = 20) -> TextTask:
    return TextTask(TrainConfig(task="text", text=text, length=length))


def spoken(task: TextTask, batch: Batch) -> list[str]:
    """Each window with the letter after it, as the text has it."""
    shown = [
        "".join(task.words(x)) + task.words(target[-1:])[0]
        for x, target in zip(batch.x, batch.target, strict=True)
    ]
    return [one.replace("␣", " ").replace("⏎", "\n") for one in shown]


def test_windows_are_pieces_of_their_part_of_the_text() -> None:
    """The last tenth is never learned from; every place of either part is reached, its first and last letter too."""
    text = TEXT.rstrip("\n")
    cut = len(text) - len(text) // 10
    task = task_of(text)
    train = task.train_batch(np.random.default_rng(0), 20_000)
    test = task.test_batch(np.random.default_rng(0), 5_000, 20)
    for batch, part in ((train, text[:cut]), (test, text[cut:])):
        expected = {part[i : i + 21] for i in range(len(part) - 20)}
        assert set(spoken(task, batch)) == expected
    np.testing.assert_array_equal(train.x[:, 1:], train.target[:, :-1])


def test_the_probe_asks_for_the_letter_after_windows_of_the_held_out_part() -> None:
    text = TEXT.rstrip("\n")
    task = task_of(text)
    probe = task.probe()
    windows = spoken(task, probe)
    held_out = text[-(len(text) // 10) :]
    assert all(window in held_out for window in windows)
    assert held_out.startswith(windows[0])
    assert held_out.endswith(windows[-1])
    assert probe.target.shape == (8, 1)
    assert task.answers()[task.wanted()] == windows[0][-1].replace(" ", "␣")


def test_guessing_is_to_say_the_commonest_letter() -> None:
    text = (
        "aab" * 300 + "abb" * 33
    )  # of the held-out 99 letters a third is a; the commonest before is a
    task = task_of(text)
    assert task.chance == pytest.approx(1 / 3, abs=0.01)


def test_a_text_is_read_as_lines_of_letters() -> None:
    decomposed = unicodedata.normalize("NFD", "árbol ñandú")
    assert letters_of(decomposed) == "árbol ñandú"
    assert letters_of("a\r\nb\rc\nd\u2028e") == "a\nb\nc\nd\ne"
    assert letters_of("a\tb\x00c\x1b[1md\x7f") == "a bc[1md"
    assert letters_of("😀漢") == "😀漢"


def test_the_rarest_letters_become_one() -> None:
    """200 different letters: the 119 commonest keep their own number, the others share one."""
    letters = [chr(0x4E00 + i) for i in range(200)]
    text = "".join(letter * (400 - i) for i, letter in enumerate(letters))
    mixed = "".join(np.random.default_rng(0).permutation(list(text)))
    task = task_of(mixed)
    assert task.symbols == task.outputs == len(task.vocabulary) == MOST_LETTERS
    assert task.vocabulary[:-1] == letters[: MOST_LETTERS - 1]
    assert task.vocabulary[-1] == PLACEHOLDER
    batch = task.train_batch(np.random.default_rng(0), 2000)
    rare = sum(Counter(text)[letter] for letter in letters[MOST_LETTERS - 1 :]) / len(text)
    assert np.mean(batch.x == MOST_LETTERS - 1) == pytest.approx(rare, abs=0.02)


def test_a_text_too_short_for_its_windows_is_refused_in_numbers() -> None:
    just = "ab" * 105
    assert task_of(just, 20).symbols == 2
    with pytest.raises(TextTooShortError, match=r"209 letters.*need 210") as caught:
        task_of(just[:-1], 20)
    assert (caught.value.letters, caught.value.needed) == (209, 210)
    assert isinstance(caught.value, ConfigError)
    with pytest.raises(TextTooShortError):  # by what is left of it
        make_task(TrainConfig(task="text", text="\x00\x01" * 500, length=20))
    with pytest.raises(ConfigError):
        TrainConfig(task="text", text="a" * 999, length=20)
    with pytest.raises(ConfigError):
        TrainConfig(task="text", text="ñ" * (MAX_TEXT // 2 + 1), length=20)


def test_a_text_of_the_largest_size_is_read() -> None:
    task = task_of("abc de\n" * (MAX_TEXT // 7), 200)
    assert task.test_batch(np.random.default_rng(0), 4, 200).x.shape == (4, 200)
