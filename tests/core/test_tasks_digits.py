"""The digits are scikit-learn's, and none that is examined with was learned from."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from lstm_core.config import TrainConfig
from lstm_core.digits_task import TESTED
from lstm_core.tasks import make_task


@pytest.mark.parametrize("length", [8, 64])
def test_images_and_digits_are_those_of_scikit_learn(length: int) -> None:
    """Each image is looked up there by its pixels; the two kinds have no image in common, and together all are there."""
    images, digits = load_digits(return_X_y=True)
    number: dict[bytes, list[int]] = {}
    for i, image in enumerate(images):
        number.setdefault(image.tobytes(), []).append(i)
    task = make_task(TrainConfig(task="digits", length=length))
    assert (task.inputs, task.symbols, task.outputs) == (64 // length, 0, 10)

    def found(x: np.ndarray, target: np.ndarray) -> set[bytes]:
        seen = set()
        for image, (digit,) in zip(x, target, strict=True):
            assert image.shape == (length, 64 // length)
            pixels = (image.astype(np.float64) * 16).ravel().tobytes()
            assert digit in {digits[i] for i in number[pixels]}
            seen.add(pixels)
        return seen

    test = task.test_batch(np.random.default_rng(0), TESTED, length)
    learned = found(*task.train_batch(np.random.default_rng(0), 20_000)[:2])
    held_out = found(*test[:2])
    assert len(held_out) == TESTED
    assert not learned & held_out
    assert learned | held_out == set(number)
    assert min(np.bincount(test.target[:, 0])) >= 20


def test_rows_and_pixels_show_the_same_images_in_reading_order() -> None:
    rows, pixels = (make_task(TrainConfig(task="digits", length=n)).probe() for n in (8, 64))
    np.testing.assert_array_equal(rows.x.reshape(10, 64), pixels.x.reshape(10, 64))
    assert rows.target.ravel().tolist() == list(range(10))


def test_a_digit_in_words_is_a_picture_of_its_ink() -> None:
    task = make_task(TrainConfig(task="digits", length=8))
    ink = np.zeros((8, 8), dtype=np.float32)
    ink[0] = np.array([0, 1, 2, 4, 8, 12, 15, 16]) / 16
    assert task.words(ink)[:2] == ["···░▒▓██", "········"]
