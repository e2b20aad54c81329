"""The questions of the three cases: with other scores another option is right."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from lab.shipped_cases import shipped_case
from lstm_core.cases.config import KINDS as OF_CASE
from lstm_core.cases.saying import sound
from lstm_core.cases.speech import words
from lstm_core.cases.speech_twin import answers
from ui import text
from ui.cases.nets import shipped_nets
from ui.cases.speech_setting import PREFIX, USUAL, read_setting, saying_of
from ui.lesson.questions import case_scores, disease, question, speech
from ui.lesson.questions.case_scores import KINDS
from ui.lesson.steps import step

SEEDS = np.linspace(-0.01, 0.01, 10)  # of a score


def scored(**means: float) -> dict[str, np.ndarray]:
    """Ten seeds each around these scores, the seeds of all kinds luckier or less lucky by themselves."""
    return {
        kind: mean + np.roll(SEEDS, 3 * place) for place, (kind, mean) in enumerate(means.items())
    }


def deal(monkeypatch: pytest.MonkeyPatch, found: Callable[[str, str], dict[str, float]]) -> None:
    """As if every case had shipped with these scores: `found` of the case and of the change of its data."""
    monkeypatch.setattr(
        case_scores,
        "shipped_case",
        lambda case, _language, change: [
            SimpleNamespace(config=SimpleNamespace(kind=kind), accuracy=accuracy)
            for kind, accuracy in scored(**found(case, change)).items()
        ],
    )


@pytest.mark.parametrize(
    ("means", "right"),
    [((0.8, 0.7, 0.6), (0,)), ((0.6, 0.7, 0.8), (2,)), ((0.75, 0.75, 0.6), (0, 1))],
)
@pytest.mark.parametrize("key", ["vector", "iris"])
def test_case_is_won_by_whom_the_seeds_support(
    key: str, means: tuple[float, ...], right: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    deal(monkeypatch, lambda *_of: dict(zip(KINDS, means, strict=True)))
    verdict = question(key).decide()
    assert verdict.right == right
    assert all(text.number(100 * mean, 0) in verdict.evidence for mean in means)


@pytest.mark.parametrize(
    ("tumours", "right"),
    [
        ((0.8, 0.6, 0.7), (0,)),  # the recurrent one is behind there
        ((0.6, 0.6, 0.8), (2,)),
        ((0.8, 0.6, 0.8), (0, 2)),
        ((0.6, 0.75, 0.6), (0, 2)),  # nobody is level in both: their mean
        ((0.6, 0.95, 0.6), (1,)),
    ],
)
def test_vector_is_won_by_whoever_is_behind_in_no_patients(
    tumours: tuple[float, ...], right: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    means = {"diabetes": (0.8, 0.6, 0.8), "cancer": tumours}
    deal(monkeypatch, lambda case, _change: dict(zip(KINDS, means[case], strict=True)))
    verdict = disease.decide_vector()
    assert verdict.right == right
    assert all(text.number(100 * mean, 0) in verdict.evidence for mean in (*tumours, 0.8))


def test_shipped_patients_have_the_dense_net_behind_nobody() -> None:
    from scipy.stats import ttest_rel

    behind = set()
    for case in disease.PATIENTS:
        found = case_scores.scores(case)
        best = max(found, key=lambda kind: float(found[kind].mean()))
        behind |= {
            kind
            for kind in KINDS
            if kind != best and ttest_rel(found[best], found[kind]).pvalue < 0.05
        }
    assert disease.decide_vector().right == tuple(
        place for place, kind in enumerate(KINDS) if kind not in behind
    )


@pytest.mark.parametrize(
    ("after", "columns", "pixels"),
    [
        ((0.8, 0.8, 0.8), (3,), (3,)),
        ((0.8, 0.6, 0.8), (1,), (1,)),
        ((0.8, 0.6, 0.5), (1, 2), (2,)),
        ((0.9, 0.8, 0.8), (3,), (3,)),
    ],
)
def test_shuffling_hurts_whom_the_seeds_say(
    after: tuple[float, ...],
    columns: tuple[int, ...],
    pixels: tuple[int, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = (0.8, 0.8, 0.8)
    deal(
        monkeypatch,
        lambda _case, change: dict(zip(KINDS, after if change else before, strict=True)),
    )
    assert question("columns").decide().right == columns
    assert question("pixels").decide().right == pixels


@pytest.mark.parametrize(
    ("means", "spoken", "better"),
    [
        ((0.3, 0.5, 0.8, 0.95), (2,), (1,)),
        ((0.9, 0.95, 0.8, 0.9), (0, 2), (0,)),
        ((0.3, 0.3, 0.95, 0.95), (1, 2), (2,)),
    ],
)
def test_speech(
    means: tuple[float, ...],
    spoken: tuple[int, ...],
    better: tuple[int, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deal(monkeypatch, lambda *_of: dict(zip(OF_CASE["speech"], means, strict=True)))
    assert question("speech").decide().right == spoken
    assert question("better").decide().right == better


@pytest.mark.parametrize(
    ("shares", "right"), [((1, 1, 0.4, 0.2), 1), ((1, 1, 1, 1), 2), ((0.1, 0.2, 0.4, 0.2), 0)]
)
def test_backwards(shares: tuple[float, ...], right: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "alike", lambda: dict(zip(OF_CASE["speech"], shares, strict=True)))
    assert speech.decide_backwards().right == (right,)


@pytest.mark.parametrize("lang", list(text.LANGUAGES))
def test_word_of_the_lecture_shows_what_its_questions_ask(lang: str) -> None:
    """One frame and the mean over time take it for another word; who hears the order does not."""
    with text.speaking(lang):
        nets = shipped_nets(shipped_case("speech", lang))
        for key in ("speech", "better"):
            sets = {name.removeprefix(PREFIX): value for name, value in step(key).sets.items()}
            saying = saying_of(USUAL | read_setting(sets))
            heard = sound(saying).heard[None]
            right = {
                kind
                for kind, one in nets.items()
                if words(lang)[answers(one.weights, one.config, heard)[0].argmax()] == saying.word
            }
            assert right == {"convolutional", "recurrent"}
