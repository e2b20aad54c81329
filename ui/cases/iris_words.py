"""What the component in `ui/components/irises` says."""

from __future__ import annotations

from ui.text import _, lesson


def look_names() -> dict[str, str]:
    """What the reader can change about the second picture."""
    return {
        "pupil": _("Pupil"),
        "rotation": _("Rotation"),
        "lid": _("Eyelid"),
        "noise": _("Noise"),
    }


def labels(*, shuffled: bool) -> dict[str, str]:
    """All texts, placeholders unfilled; of pictures whose pixels are shuffled or not."""
    return {
        "name_a": _("On file"),
        "name_b": _("At the camera"),
        "eye": _("eye {eye}"),
        "eye_before": _("the eye before"),
        "eye_after": _("the next eye"),
        "alt_a": _("Generated picture of eye {eye}, as it is on file."),
        "alt_b": _(
            "Generated picture of eye {eye}, with the pupil, rotation, eyelid and noise below."
        ),
        "truth_same": _("It is the same eye."),
        "truth_different": _("They are different eyes."),
        "looks": _("The picture at the camera"),
        "another": _("Another picture"),
        "shuffle": _("Shuffle the pixels"),
        "all_right": _("All three nets decide rightly."),
        "all_wrong": _("No net decides rightly."),
        "one_wrong": _("Two are right: {right}. One is wrong: {wrong}."),
        "two_wrong": _("One is right: {right}. Two are wrong: {wrong}."),
        "title_scores": _("How sure is each net?"),
        "how_scores": lesson("cases/iris_scores"),
        "title_roc": _("Fewer of one error, more of the other"),
        "how_roc": lesson("cases/iris_roc"),
        "title_making": _("How the right-hand picture was generated"),
        "how_making": lesson("cases/iris_making"),
        "how_to_read": _("How to read this"),
        "accepted": _("accepted"),
        "rejected": _("rejected"),
        "threshold": _("Threshold"),
        "threshold_at": _("threshold {threshold}"),
        "errors": _("false accepts {accepts} · false rejects {rejects}"),
        "surely_different": _("different"),
        "surely_same": _("the same"),
        "key_same": _("100 pairs of the same eye"),
        "key_different": _("100 pairs of different eyes"),
        "key_wrong": _("decided wrongly"),
        "key_here": _("these two pictures"),
        "false_accepts": _("false accepts"),
        "right_accepts": _("right accepts"),
        "eer_of": _("{name}: EER {eer}"),
        "roc_alt": _("{name}: equal error rate {eer}, area under the curve {auc}."),
        "made_sheet": _("The texture of eye {eye}, laid flat: noise of certain widths"),
        "made_round": _("around a pupil"),
        "made_wide": _("this pupil"),
        "made_turned": _("head turned"),
        "made_covered": _("eyelid, lashes"),
        "made_seen": _("noise: what the nets see") if not shuffled else _("noise"),
        "made_shuffled": _("pixels shuffled: what the nets see"),
    }
