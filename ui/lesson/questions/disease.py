"""Questions of slide 3: a vector of patients."""

from __future__ import annotations

import numpy as np

from ui.lesson.question import Option, Question, Verdict
from ui.lesson.questions.case_scores import (
    KINDS,
    drops,
    each_kind,
    fallen,
    names_of,
    scores,
    winners,
)
from ui.text import _

PATIENTS = ("diabetes", "cancer")


def _vector() -> Question:
    return Question(
        "vector",
        _("Predicting a disease from a feature vector: which kind of network would we use?"),
        (
            Option(
                _("A dense network"),
                _(
                    "Every number gets a weight of its own, in any order. A vector has no neighbours and no before and after, so nothing is lost and nothing has to be undone."
                ),
            ),
            Option(
                _("A convolutional network"),
                _(
                    "It looks at neighbours with the same filter everywhere. That age stands beside weight means little; with so few columns it still sees nearly everything and need not be far behind, but it gains nothing."
                ),
            ),
            Option(
                _("A recurrent network"),
                _(
                    "It reads the columns one after the other, as if they were a sequence, and has to carry the first ones to the end. With few columns it can keep up; with more of them it has farther to carry, for an order that is not there."
                ),
            ),
        ),
        decide_vector,
    )


def decide_vector() -> Verdict:
    """Whoever is not behind the best in any of the patients; if nobody is such, not behind in their mean."""
    found = {case: scores(case) for case in PATIENTS}
    names, whose = names_of(PATIENTS[0]), (_("Diabetes"), _("breast tumours"))
    seeds = len(found[PATIENTS[0]][KINDS[0]])
    each = "; ".join(
        _("{case}: {kinds}", case=case, kinds=each_kind(names, of_case))
        for case, of_case in zip(whose, found.values(), strict=True)
    )
    said = _("Right on patients they had not seen, mean of {n} seeds. {each}.", n=seeds, each=each)
    right = [
        place
        for place in range(len(KINDS))
        if all(place in winners(of_case, KINDS) for of_case in found.values())
    ]
    if not right:
        mean = {kind: np.mean([one[kind] for one in found.values()], axis=0) for kind in KINDS}
        return Verdict(winners(mean, KINDS), said)
    level = " / ".join(names[KINDS[place]] for place in right)
    neither = _("Behind in neither, as far as these seeds tell: {level}.", level=level)
    return Verdict(tuple(right), f"{said} {neither}")


def _columns() -> Question:
    return Question(
        "columns",
        _(
            "Now all columns are shuffled, the same way for every patient, and the three learn anew. Which of them gets clearly worse?"
        ),
        (
            Option(
                _("The dense network"),
                _(
                    "To it a column is only a number with a weight. In another place it gets another weight, and that is all."
                ),
            ),
            Option(
                _("The convolutional network"),
                _(
                    "It would if neighbours had meant much. Some columns that belong together stand together, such as the blood values, but with so few of them its filters see nearly all in any order."
                ),
            ),
            Option(
                _("The recurrent network"),
                _(
                    "It would if there had been a before and an after. It has to learn its way through another order, which is no harder than the first."
                ),
            ),
            Option(
                _("None of the three"),
                _(
                    "The order of the columns meant little: ten seeds of each show no loss. Remember it when the pixels are shuffled."
                ),
            ),
        ),
        decide_columns,
    )


def decide_columns() -> Verdict:
    """Those whose loss the seeds support."""
    found = drops("diabetes")
    worse = tuple(place for place, kind in enumerate(KINDS) if found[kind].low > 0)
    return Verdict(worse or (3,), fallen("diabetes", found))


QUESTIONS = {"vector": _vector, "columns": _columns}
