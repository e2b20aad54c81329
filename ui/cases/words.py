"""What the kinds of net are called in each case, what the second experiment does to the data, and why it does so."""

from __future__ import annotations

from ui.text import _


def kind_names(case: str) -> dict[str, str]:
    """The kinds of net of a case, by `lstm_core.cases.config.KINDS`."""
    if case in ("speech", "own"):
        return {
            "frame": _("dense, one frame"),
            "mean": _("dense, mean over time"),
            "convolutional": _("convolutional"),
            "recurrent": _("recurrent"),
        }
    return {
        "dense": _("dense"),
        "convolutional": _("convolutional"),
        "recurrent": _("recurrent"),
    }


def change_question(case: str) -> str:
    """The heading of the second experiment."""
    return {
        "iris": _("And if the pixels are shuffled?"),
        "speech": _("And if the frames are shuffled?"),
    }.get(case, _("And if the columns are shuffled?"))


def change_reason(case: str) -> str:
    """What is done, and to what: a sentence or two under that heading."""
    return {
        "iris": _(
            "One permutation of the pixels, the same for every image, in training and afterwards. No information is lost; which pixels are neighbours is."
        ),
        "speech": _(
            "One permutation of the frames in time, the same for every word, in training and afterwards. No information is lost; what follows what is."
        ),
    }.get(
        case,
        _(
            "One permutation of the columns, the same for every patient, in training and afterwards. No information is lost; which columns are neighbours is, and in these data that meant little."
        ),
    )
