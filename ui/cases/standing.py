"""How an experiment stands, in a sentence: its place in the queue, or why it does not go on."""

from __future__ import annotations

import time

from lab import jobs
from lab.trials import Trial, trials
from ui.text import _


def standing_sentence(trial: Trial) -> str:
    """While it waits or trains, and when it ended otherwise than by itself; how old it is if somebody had trained it before."""
    if trial.is_live:
        return _live(trial)
    if trial.is_complete:
        return _age(trial)
    again = _("Press the button to train it anew.")
    reason = {
        "no workers": _("There is nobody to train: the training computers do not answer."),
        "unwatched": _("It was stopped because no page had shown it for a minute."),
        "server ended": _("The server ended while it trained."),
        "worker died": _("A computer failed twice while it trained."),
        "seconds": _("It has used up the time that an experiment may take."),
        "error": _("The training went wrong. It is our mistake, and it has been noted."),
    }.get(trial.message, _("It was stopped before its end."))
    return f"{reason} {again}"


def _live(trial: Trial) -> str:
    if jobs.stopping(trial.id):
        return _("It is being stopped.")
    place = jobs.place(trial.id)
    if place is None or (place and jobs.problem()):
        return _("The training computers are being looked for.")
    if place > 1:
        return _("Others train at the moment: {n} before you.", n=place - 1)
    if place == 1:
        return _("You are next.")
    if not any(trials().events(trial.id, lane) for lane in range(len(trial.lanes))):
        return _("The training is starting: the first results come in a few seconds.")
    return _("They train, on the same data and in the same order of batches.")


def _age(trial: Trial) -> str:
    minutes = int((time.time() - trial.ended) // 60)
    if minutes < 1:
        return _("Trained on this server just now; whoever does the same now shares it.")
    return _("Trained on this server {n} min ago, with the same seeds; it is shared.", n=minutes)
