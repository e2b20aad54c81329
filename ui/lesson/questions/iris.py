"""Questions of slide 4: two images of an eye."""

from __future__ import annotations

import numpy as np

from lstm_core.cases.verdict import margin
from ui.lesson.question import Option, Question, Verdict
from ui.lesson.questions.case_scores import KINDS, ahead, fallen, scores, told, winners
from ui.text import _


def _iris() -> Question:
    return Question(
        "iris",
        _("Are two images of the same eye? Which kind of network would we use?"),
        (
            Option(
                _("A dense network"),
                _(
                    "It sees every pixel with a weight of its own, so a texture that is a little turned or moved is something new to it. It does not know that pixels have neighbours."
                ),
            ),
            Option(
                _("A convolutional network"),
                _(
                    "The same small filters go over the whole image: a texture is found wherever it is, and a few weights learn from all places at once."
                ),
            ),
            Option(
                _("A recurrent network"),
                _(
                    "It reads the image row by row and has to keep the upper ones until the last. It knows about one direction only, and treats it as time."
                ),
            ),
        ),
        decide_iris,
    )


def decide_iris() -> Verdict:
    """Whoever is not behind the best."""
    found = scores("iris")
    return Verdict(winners(found, KINDS), f"{told('iris', found)} {ahead('iris', found)}")


def _pixels() -> Question:
    return Question(
        "pixels",
        _(
            "The pixels are shuffled, the same way in every image, and the three learn anew. Which loses most?"
        ),
        (
            Option(
                _("The dense network"),
                _(
                    "It never knew which pixels are neighbours. For it, it is the same task in another order."
                ),
            ),
            Option(
                _("The convolutional network"),
                _(
                    "All the information is still there, but no longer where its filters look: what belongs together is not side by side any more. Its advantage was an assumption about images, and that no longer holds."
                ),
            ),
            Option(
                _("The recurrent network"),
                _(
                    "The rows are mixed up, and it too lives on what follows what. But it had less to lose here."
                ),
            ),
            Option(
                _("None: all pixels are there"),
                _(
                    "All the information is still there, but a network also needs its structure to find it: from few examples it learns only what its wiring makes easy."
                ),
            ),
        ),
        decide_pixels,
    )


def decide_pixels() -> Verdict:
    """The largest fall, and those that the seeds do not tell apart from it; nobody if that is none."""
    before, after = scores("iris"), scores("iris", "permuted")
    lost = {kind: before[kind] - after[kind] for kind in KINDS}
    first = max(lost, key=lambda kind: float(np.nanmean(lost[kind])))
    found = {kind: margin(before[kind], after[kind]) for kind in KINDS}
    level = [kind for kind in KINDS if kind == first or margin(lost[first], lost[kind]).is_draw]
    right = tuple(KINDS.index(kind) for kind in level) if found[first].low > 0 else (3,)
    return Verdict(right, fallen("iris", found))


QUESTIONS = {"iris": _iris, "pixels": _pixels}
