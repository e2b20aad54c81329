"""Rules of a text by hand, and the search for cells that follow them against scikit-learn and on cells made to follow one."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, balanced_accuracy_score, recall_score, roc_curve

from lstm_core.arrays import Array
from lstm_core.rules import (
    CUTS,
    FEWEST,
    RULES,
    Found,
    Truth,
    bracket_depth,
    late_in_line,
    line_position,
    quote_depth,
    search,
    truths_of,
)


def marks(name: str, text: str) -> str:
    """Where a rule holds, as a string of 1 and 0."""
    return "".join("1" if yes else "0" for yes in RULES[name](text))


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("quotes", "a «b c» d", "001111000"),
        ("quotes", 'a "b" c', "0011000"),
        ("quotes", "“a „b“ c” d", "11111111000"),
        ("brackets", "a (b [c] d) e", "0011111111000"),
        ("brackets2", "a (b [c] d) e", "0000011000000"),
        ("brackets", "a) (b] c)", "000111110"),
        ("capital", "El Ñu", "10010"),
        ("after_capital", "El Ñu", "01001"),
        ("after_space", "a b\nc", "01010"),
        ("word", "El fue.", "0100110"),
        ("digit", "el 12x", "000110"),
        ("vowel", "Él y yo", "1000001"),
    ],
)
def test_a_rule_holds_where_it_should(name: str, text: str, wanted: str) -> None:
    """An opening mark is inside, a closing one is not; what was read up to the letter decides, itself included."""
    assert marks(name, text) == wanted


def test_depths_count_and_what_is_never_closed_ends_with_an_empty_line() -> None:
    assert bracket_depth("((a)b)").tolist() == [1, 2, 2, 1, 1, 0]
    assert quote_depth("«a\nb\n\nc").tolist() == [1, 1, 1, 1, 1, 0, 0]
    assert bracket_depth("(a\n\nb)").tolist() == [1, 1, 1, 0, 0, 0]
    assert quote_depth("").tolist() == bracket_depth("").tolist() == []


def test_position_in_the_line() -> None:
    assert line_position("ab\nc\n\nd").tolist() == [1, 2, 0, 1, 0, 0, 1]
    # Lines of 4, 4 and 6 letters: their middle is after the second.
    assert "".join(str(int(x)) for x in late_in_line("abcd\nabcd\nabcdef\na")) == (
        "0011" + "0" + "0011" + "0" + "001111" + "0" + "0"
    )
    assert not late_in_line("no line ends here").any()
    assert not late_in_line(("x" * 1000 + "\n") * 3).any()  # paragraphs


def test_every_rule_says_something_of_every_letter() -> None:
    for text in ("", "a", "\n", "«", "😀(\u202e"):
        for name, truth in truths_of(text).items():
            assert truth.shape == (len(text),), name
            assert truth.dtype == bool


T = 2 * CUTS  # so many letters that every threshold is tried


def one_rule(seed: int, share: float = 0.3) -> tuple[dict[str, Truth], Array]:
    """A rule that means nothing, and five cells that follow it not, a bit, well, the other way round, and wholly."""
    rng = np.random.default_rng(seed)
    truth = rng.random(T) < share
    noise = rng.normal(size=(T, 5))
    return {"rule": truth}, noise + np.outer(truth, [0.0, 0.5, 2.0, -3.0, 20.0])


def found_of(truths: dict[str, Truth], values: Array, most: int = 5) -> Found:
    (found,) = search(truths, values, most)
    return found


def test_the_cell_made_to_follow_a_rule_is_found() -> None:
    truths, values = one_rule(0)
    found = found_of(truths, values)
    best, second, third, *_ = found.best
    assert [best.cell, second.cell, third.cell] == [4, 3, 2]
    assert (best.held, best.not_held, best.accuracy, best.balanced) == (1, 1, 1, 1)
    assert (best.above, second.above, third.above) == (True, False, True)
    assert 4 < best.threshold < 16
    assert second.balanced > third.balanced > 0.75
    second_half = truths["rule"][T // 2 :]
    assert found.share == second_half.mean()
    assert found.constant == 1 - found.share


@pytest.mark.parametrize("seed", range(3))
def test_thresholds_and_shares_are_those_of_scikit_learn(seed: int) -> None:
    truths, values = one_rule(seed)
    first, second = truths["rule"][: T // 2], truths["rule"][T // 2 :]
    for one in found_of(truths, values).best:
        # Chosen on the first half: the best of all thresholds.
        said = one.says(values[: T // 2, one.cell])
        false, true, _ = roc_curve(first, values[: T // 2, one.cell])
        best = max(np.max(true - false), np.max(false - true)) / 2 + 0.5
        assert balanced_accuracy_score(first, said) == pytest.approx(best)
        # Measured on the second.
        said = one.says(values[T // 2 :, one.cell])
        assert one.balanced == pytest.approx(balanced_accuracy_score(second, said))
        assert one.accuracy == pytest.approx(accuracy_score(second, said))
        assert one.held == pytest.approx(recall_score(second, said))


def test_the_second_half_has_no_say_in_the_choice() -> None:
    truths, values = one_rule(1)
    before = found_of(truths, values).best
    other = values.copy()
    other[T // 2 :] = np.random.default_rng(9).normal(size=(T - T // 2, 5))
    after = found_of(truths, other).best
    chosen = [[(one.cell, one.threshold, one.above) for one in best] for best in (before, after)]
    assert chosen[0] == chosen[1]
    assert after[0].balanced < 0.65  # of what it promised on the first half, nothing is left


def test_cells_that_follow_nothing_are_near_one_half_as_the_control_is() -> None:
    rng = np.random.default_rng(2)
    truths = {"rule": rng.random(4000) < 0.1}
    found = found_of(truths, rng.normal(size=(4000, 60)))
    assert all(abs(one.balanced - 0.5) < 0.06 for one in found.best)
    assert abs(found.chance - 0.5) < 0.04
    assert found.constant > 0.88  # why the plain share says little of a rare rule


def test_a_cell_that_never_moves_follows_nothing() -> None:
    truths, values = one_rule(3)
    values[:, 0] = 7.0
    assert found_of(truths, values).best[-1].cell == 0
    still = found_of(truths, np.ones_like(values)).best[0]
    assert still.balanced == 0.5


def test_what_hardly_occurs_in_a_half_is_not_looked_for() -> None:
    values = np.random.default_rng(4).normal(size=(400, 3))
    rare, early, often = np.zeros(400, bool), np.zeros(400, bool), np.zeros(400, bool)
    rare[::50] = True
    early[:150] = True
    often[::4] = True
    assert 400 / 50 / 2 < FEWEST < 50
    found = search({"rare": rare, "early": early, "always": ~rare, "often": often}, values)
    assert [one.rule for one in found] == ["often"]
    assert search({}, values) == ()
    assert search({"empty": np.zeros(0, bool)}, np.zeros((0, 3))) == ()
    with pytest.raises(ValueError, match="400"):
        search({"short": rare[:10]}, values)
