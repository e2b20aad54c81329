"""The words of the runs page in the reader's language: what a run is about, how it stands, and whose it is."""

from lstm_core.config import TrainConfig
from ui.race.words import distance_names, task_name
from ui.text import _, number


def distance_words(config: TrainConfig) -> str:
    """The task and its distance: "Sentences in English, 8 clauses between cue and answer"."""
    return _(
        "{task}, {length} {unit}",
        task=task_name(config),
        length=number(config.length, 0),
        unit=distance_names()[config.task].partition(":")[0],
    )


def status_words(step: int) -> dict[str, str]:
    """How a run stands that has not ended, at its farthest step."""
    at = number(step, 0)
    return {
        "waiting": _("waiting"),
        "running": _("in training, step {step}", step=at),
        "paused": _("paused at step {step}", step=at),
        "interrupted": _("interrupted at step {step}", step=at),
    }


def whose_words() -> dict[str, str]:
    """Whose a run is, where it is not the reader's own."""
    return {"shipped": _("comes with the app"), "shared": _("shared with you")}
