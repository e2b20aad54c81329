"""Verdicts against SciPy's paired t-test."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lstm_core.cases.verdict import T_QUANTILE, margin, verdict


def test_quantiles_are_those_of_student() -> None:
    known = [stats.t.ppf(0.975, df) for df in range(1, 10)]
    np.testing.assert_allclose(T_QUANTILE, known, atol=5e-4)


@pytest.mark.parametrize("n", [2, 3, 10])
def test_interval_is_that_of_a_paired_t_test(n: int) -> None:
    one, other = np.random.default_rng(n).random((2, n))
    found = margin(one, other)
    known = stats.ttest_rel(one, other).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((known.low, known.high), rel=1e-3)
    assert found.is_draw == (stats.ttest_rel(one, other).pvalue > 0.05)


def test_a_steady_lead_wins_and_a_larger_one_that_comes_and_goes_does_not() -> None:
    base = np.array([0.7, 0.6, 0.8])
    steady = verdict({"a": base, "b": base + np.array([0.02, 0.021, 0.019])})
    assert (steady.best, steady.is_draw) == ("b", False)
    shaky = verdict({"a": base, "b": base + np.array([0.3, -0.1, 0.1])})
    assert (shaky.best, shaky.is_draw, shaky.level) == ("b", True, ("b", "a"))
    assert shaky.margins["a"].ahead == 2


def test_equal_scores_are_a_draw_and_a_net_that_diverged_comes_last() -> None:
    equal = verdict({"a": np.full(3, 0.5), "b": np.full(3, 0.5)})
    assert equal.is_draw
    lost = verdict({"a": np.array([0.9, np.nan, 0.9]), "b": np.full(3, 0.5)})
    assert lost.ranking == ("b", "a")
    assert lost.margins["a"].seeds == 2
    # None of its nets came to an end, or too few to tell it apart: it is level with nobody.
    for gone in (np.full(3, np.nan), np.array([np.nan, 0.9, np.nan])):
        alone = verdict({"a": gone, "b": np.full(3, 0.5)})
        assert (alone.level, alone.is_draw) == (("b",), False)


def test_one_seed_decides_nothing() -> None:
    assert verdict({"a": np.array([0.9]), "b": np.array([0.1])}).is_draw
