"""The words of the race in the reader's language: what the figures, the cards and the time bar say.

Placeholders in braces are filled in the browser.
"""

from lstm_core.config import TrainConfig
from lstm_core.sentences import COUNTRIES
from ui.text import _, lesson, number


def task_names() -> dict[str, str]:
    """Each task by the name of `TrainConfig.task`."""
    return {
        "latch": _("First symbol"),
        "order": _("Temporal order"),
        "adding": _("Adding"),
        "copy": _("Copy"),
        "sentences": _("Sentences"),
        "digits": _("Handwritten digits"),
        "text": _("Your text"),
    }


def task_name(config: TrainConfig) -> str:
    """The task of a run; of sentences also in which language they are, and of how many countries unless of all."""
    if config.task != "sentences":
        return task_names()[config.task]
    name = {
        "es": _("Sentences in Spanish"),
        "en": _("Sentences in English"),
        "both": _("Sentences in both languages"),
    }[config.language]
    if config.countries == COUNTRIES:
        return name
    return _("{sentences}, {n} countries", sentences=name, n=number(config.countries, 0))


def distance_names() -> dict[str, str]:
    """What a task's distance counts, as it stands at an axis and a slider."""
    return {
        "latch": _("time steps to remember"),
        "order": _("time steps of the sequence"),
        "adding": _("time steps of the sequence"),
        "copy": _("blanks to wait"),
        "sentences": _("clauses between cue and answer"),
        "digits": _("time steps (8 rows or 64 pixels)"),
        "text": _("letters of a sequence"),
    }


def end_words() -> dict[str, str]:
    """Why a lane is over, by the names of `lstm_core.config.ENDS`."""
    return {
        "solved": _("solved"),
        "out of steps": _("out of steps"),
        "stopped": _("stopped"),
        "diverged": _("diverged"),
        "failed": _("failed"),
    }


def labels(task: str, *, regression: bool) -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it."""
    return {**_figures(task, regression), **_alternatives(), **_cards(), **_time()}


def _figures(task: str, regression: bool) -> dict[str, str]:
    score = _("mean squared error") if regression else _("right answers")
    return {
        "title_distance": _("Error: short and long")
        if regression
        else _("Right answers: near and far"),
        "title_score": _("Error over training") if regression else _("Right answers over training"),
        "title_loss": _("Loss over training"),
        "title_gradient": _("How much of the gradient reaches each time step"),
        "title_answer": _("Answer to the example"),
        "score_axis": score,
        "loss_axis": _("loss (logarithmic)"),
        "gradient_axis": "‖∂L/∂h(t)‖",
        "distance_axis": distance_names()[task],
        "step_axis": _("training steps"),
        "chance": _("guessing"),
        "how_to_read": _("How to read this"),
        "how_distance": lesson("race/distance_error" if regression else "race/distance"),
        "how_score": lesson("race/score_error" if regression else "race/score"),
        "how_loss": lesson("race/loss"),
        "how_gradient": lesson("race/gradient"),
        "how_answer": lesson("race/answer_number" if regression else "race/answer"),
    }


def _alternatives() -> dict[str, str]:
    return {
        "at_step": _("After {step} training steps."),
        "distance_alt_lane": _("{name}: {near} at {first}, {far} at {last}."),
        "gradient_alt_lane": _(
            "{name}: the gradient at step {from} is {power} times that at step {to}."
        ),
        "answer_alt": _("{name} gives the right answer, {answer}, {share}."),
        "answer_alt_number": _("{name} answers {number}; right is {wanted}."),
        "score_of": "{name}: {score}",
        "progress_of": _("Progress of {name}"),
    }


def _cards() -> dict[str, str]:
    return {
        "none": "–",
        "facts": _("{parameters} parameters · {seconds} s"),
        "waiting": _("waiting"),
        "solved_so_far": _("{n} of {of} solved"),
        "time_left": _("≤ {seconds} s left"),
        "gate_lstm": _("Forget gate f"),
        "gate_gru": _("Update gate z"),
        "gate_rnn": _("RNN: mean |h|"),
        "symbol_lstm": "f",
        "symbol_gru": "z",
        "symbol_rnn": "|h|",
    }


def _time() -> dict[str, str]:
    return {
        "time_bar": _("Go through training"),
        "to_controls": _("Train it yourself, settings"),
        "replay": _("Replay"),
        "pause_replay": _("Pause"),
        "step": _("step {step}"),
        "live_step": _("live: step {step}"),
    }
