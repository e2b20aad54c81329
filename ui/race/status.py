"""What a run is called and why it stands as it does, in the reader's language."""

from lab.run import SHIPPED, Run
from lab.runs import shipped
from lstm_core.presets import first_of
from ui.race.names import KIND_NAMES
from ui.race.presets import shipped_text
from ui.race.words import distance_names, task_name
from ui.text import _, language, number


def first_shipped(task: str = "sentences") -> Run:
    """A finished run that ships with the app: of `task`, else of the sentences; in the reader's language, if there is such a one.

    Of several the one of the task's first preset.
    """
    opening = f"{SHIPPED}{first_of(task).name}"

    def fits(run: Run) -> tuple[bool, ...]:
        config = run.lanes[0].config
        sentences = config.task == "sentences"
        return config.task == task, sentences, config.language == language(), run.id == opening

    return max(shipped(), key=fits)


def run_title(run: Run) -> str:
    """Its name, or else its task, as plain text; of the shipped ones that learned letters, which text it was."""
    shipped_one = shipped_text(run.id.removeprefix(SHIPPED)) if run.is_shipped else ""
    return run.name or shipped_one or task_name(run.lanes[0].config)


def about_run(run: Run) -> str:
    """A line over the picture: which run this is, of which seeds."""
    config = run.lanes[0].config
    last = config.seed + config.seeds - 1
    seeds = (
        _("seed {seed}", seed=config.seed)
        if config.seeds == 1
        else _("seeds {first} to {last}", first=config.seed, last=last)
    )
    kinds = ", ".join(dict.fromkeys(KIND_NAMES[lane.config.kind] for lane in run.lanes))
    length = number(config.length, 0)
    if run.owner:
        return f"{run_title(run)} · {length} {distance_names()[config.task]} · {kinds} · {seeds}"
    shipped_with = _("A finished run that ships with the app")
    task = f"{run_title(run)}, {length} {distance_names()[config.task]}"
    return f"{shipped_with} · {task} · {kinds} · {seeds}"


def why_it_stands(run: Run) -> str:
    """Why a run is paused or interrupted, and that it can go on."""
    reason = {
        "unwatched": _("It paused because no page had shown it for a minute."),
        "server ended": _("The server ended while it trained. All that had been reported is kept."),
        "worker died": _("The computer that trained it failed twice."),
        "no workers": _("There is nobody to train it: the training computers do not answer."),
        "error": _("Training failed. It is our mistake, and it has been noted."),
        "seconds": _("It has used up the time that a run may take."),
    }.get(run.message, _("It is paused."))
    return reason + " " + _("You can let it go on from where it was.")
