"""A patient who is moved: what follows what, and that the data bear it out."""

from __future__ import annotations

import numpy as np
import pytest

from lstm_core.cases.disease import patients
from lstm_core.cases.patient import first_values, moved, outside


def test_a_patient_at_rest_is_as_in_the_data_and_what_is_computed_from_others_follows() -> None:
    everybody = patients("diabetes").values
    patient = everybody[0]
    first = first_values("diabetes", patient)
    for case in ("diabetes", "cancer"):
        for one in patients(case).values[:30]:
            np.testing.assert_allclose(moved(case, one, first_values(case, one)), one)
    heavier = moved("diabetes", patient, {"weight": 100, "height": 180})
    assert heavier[2] == pytest.approx(100 / 1.8**2)
    assert np.delete(heavier, 2) == pytest.approx(np.delete(patient, 2))
    fatter = moved("diabetes", patient, {**first, "cholesterol": 250})
    # Friedewald: LDL = TC - HDL - TG / 5, and s5 is ln TG.
    assert fatter[5] == pytest.approx(250 - patient[6] - np.exp(patient[8]) / 5, abs=0.01)
    assert fatter[7] / patient[7] == pytest.approx(250 / patient[4])
    tumour = patients("cancer").values[0]
    larger = moved("cancer", tumour, {"size": 2 * tumour[0]})
    assert larger[[0, 2, 3, 22, 23]] == pytest.approx(tumour[[0, 2, 3, 22, 23]] * [2, 2, 4, 2, 4])
    assert outside(heavier, everybody) == []
    assert outside(moved("diabetes", patient, {"weight": 139}), everybody) == [2]


def test_the_data_bear_out_that_ldl_is_computed() -> None:
    v = patients("diabetes").values
    apart = np.abs(v[:, 4] - v[:, 6] - np.exp(v[:, 8]) / 5 - v[:, 5])
    assert (apart < 0.01).sum() == 438  # as the page says
