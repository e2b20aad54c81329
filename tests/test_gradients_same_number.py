"""One number runs through the page: every picture that shows it shows the same, and so does the check by finite differences."""

import csv
from dataclasses import replace

import pytest

from tests.subjects import latch_subject
from ui import text
from ui.gradients import slide, taught, why
from ui.gradients.checking import case_of
from ui.gradients.curves_payload import Line, lines
from ui.gradients.knobs import FIRST
from ui.gradients.picked import Number
from ui.gradients.subject import Subject

T, LAG = 21, 18  # of the example of the run that ships; the nudge comes after step 3
FRESH = FIRST.of("rnn")  # not asked of a run's nets


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


@pytest.fixture(scope="module")
def subject() -> Subject:
    """The latch run that ships, five seeds, after training."""
    return latch_subject()


def line_of(subject: Subject, what: str, lane: int) -> Line:
    """The decay curve of a lane after training."""
    found = lines(replace(FIRST, show="both"), subject)
    return next(one for one in found if (one.what, one.nets, one.lane) == (what, "after", lane))


@pytest.mark.parametrize("lane", [0, 1, 2])
def test_a_factor_is_the_same_in_every_part(subject: Subject, lane: int) -> None:
    # Of five nets the median is one net's: let the other parts show this one.
    line = line_of(subject, "memory", lane)
    assert len(line.seeds) == 5
    median = line.seeds[line.curve.net[LAG]]
    there = replace(subject, seed=median, key=f"the same number {median}")
    number = Number("memory", "after", lane, median, T - LAG, T)

    on_curve = line.curve.mid[LAG]  # part 2
    on_slide = next(  # part 1
        float(row["log10_memory"])
        for row in csv.DictReader(slide.table(there).splitlines())
        if (row["when"], row["lane"]) == ("after", there.after[lane].name)
        and (int(row["from_step"]), int(row["to_step"])) == (T - LAG, T)
    )
    product = why.open_product(there.key, number, there).found  # part 3
    case = case_of(number, there, FRESH)  # part 7
    by_differences = case.difference().value

    assert on_curve == pytest.approx(case.value(), abs=1e-9)
    assert on_slide == pytest.approx(case.value(), abs=1e-6)
    assert product.running[0] == pytest.approx(case.value(), abs=1e-9)
    assert product.lost.sum() == pytest.approx(case.value(), abs=1e-9)
    assert by_differences == pytest.approx(case.value(), abs=1e-6)


def test_the_memory_lane_is_the_same_in_every_part(subject: Subject) -> None:
    line = line_of(subject, "lane", 2)
    median = line.seeds[line.curve.net[LAG]]
    number = Number("lane", "after", 2, median, T - LAG, T)
    case = case_of(number, subject, FRESH)
    found = why.open_product(subject.key, replace(number, what="memory"), subject).found.lane
    assert found is not None
    assert line.curve.mid[LAG] == pytest.approx(case.value(), abs=1e-9)
    assert found[0] == pytest.approx(case.value(), abs=1e-9)
    assert case.difference().value == pytest.approx(case.value(), abs=1e-6)


@pytest.mark.parametrize("lane", [0, 1, 2])
def test_what_a_loss_teaches_is_the_same_in_its_picture_and_in_the_check(
    subject: Subject, lane: int
) -> None:
    found = taught.learned(subject.key, "after", lane, 0, subject)
    row = list(found.rows).index(T)
    case = case_of(Number("contribution", "after", lane, 0, 5, T), subject, FRESH)
    assert found.logs[row, 5 - 1] == pytest.approx(case.value(), abs=1e-9)
    assert case.difference().value == pytest.approx(case.value(), abs=1e-6)
