"""What each knob of a run is called, what it does, and what its choices are called, in the reader's language."""

from lstm_core.config import ConfigError
from ui.text import _, number


def knob_label(knob: str) -> str:
    """The name of a field of `TrainConfig`, as it stands over its control."""
    return {
        "task": _("Task"),
        "length": _("Distance"),
        "lengths": _("Distances in training"),
        "language": _("Language of the sentences"),
        "countries": _("Nationalities"),
        "answer_weight": _("Weight of the answer in the loss"),
        "items": _("Symbols to copy"),
        "alphabet": _("Different symbols"),
        "text": _("Text"),
        "kind": _("Kind of net"),
        "activation": _("Squashing of the RNN"),
        "H": _("Hidden units H"),
        "E": _("Values per input symbol E"),
        "start": _("Recurrent weights at the start"),
        "radius": _("Spectral radius"),
        "gate_bias": _("Forget bias"),
        "chrono": _("Chrono start for how many steps"),
        "optimiser": _("Optimiser"),
        "learning_rate": _("Learning rate"),
        "clip": _("Clip the gradient at"),
        "batch": _("Sequences per batch"),
        "steps": _("Training steps"),
        "seeds": _("Seeds"),
        "seed": _("First seed"),
        "stop_when_solved": _("Stop when solved"),
        "report_every": _("Report every how many steps"),
    }.get(knob, knob)


def knob_help(knob: str) -> str:
    """What it does, in a sentence or two; empty where the name says it."""
    return {
        "lengths": _(
            "Which distances training sees: always the farthest, all equally often, or short ones more often, which is "
            "easier to learn from."
        ),
        "answer_weight": _(
            "The nets predict every next word. This many times more counts the word that the cue decides."
        ),
        "activation": _("tanh keeps h between −1 and 1; ReLU lets it grow."),
        "E": _("Each symbol becomes so many numbers, which are learned. 0: it goes in as it is."),
        "start": _(
            "PyTorch: uniform, small. Orthogonal and identity keep lengths, so a gradient lasts longer at first."
        ),
        "radius": _("Scales the recurrent weights at the start; not for PyTorch's start."),
        "gate_bias": _(
            "How open the gate starts: 0 is half open, 3 is 95 % open. Empty: as PyTorch starts it."
        ),
        "chrono": _(
            "Gates start so that memories last up to so many steps (Tallec and Ollivier 2018). 0: the bias counts."
        ),
        "clip": _(
            "A gradient longer than this is shortened to it, so that none explodes. 0: never."
        ),
        "seeds": _(
            "So many nets of each kind, which differ in their first weights and their data."
        ),
        "seed": _("The same seed gives the same numbers, to the last digit."),
    }.get(knob, "")


def choice_name(knob: str, choice: object) -> str:
    """One of a knob's choices as the reader sees it."""
    names = {
        "lengths": {
            "fixed": _("only the farthest"),
            "uniform": _("all equally often"),
            "short": _("short ones more often"),
        },
        "language": {"es": _("Spanish"), "en": _("English"), "both": _("both")},
        "activation": {"tanh": "tanh", "relu": "ReLU"},
        "start": {
            "pytorch": "PyTorch",
            "orthogonal": _("orthogonal"),
            "identity": _("identity"),
            "gaussian": _("Gaussian"),
        },
        "optimiser": {"adam": "Adam", "sgd": "SGD", "rmsprop": "RMSprop"},
    }
    return names.get(knob, {}).get(str(choice), str(choice))


def problem_sentence(error: ConfigError) -> str:
    """What was set to something that cannot be, and what it may be."""
    name = knob_label(error.knob)
    if error.knob == "text" and error.low == 2:
        return _("Text: at least two different characters are needed.")
    if error.knob == "text" and error.low is not None:
        return _("Text: at least {low} characters are needed.", low=number(error.low, 0))
    if error.choices:
        allowed = ", ".join(choice_name(error.knob, choice) for choice in error.choices)
        return _("{name}: only {allowed} will do here.", name=name, allowed=allowed)
    return _(
        "{name}: from {low} to {high}, please.",
        name=name,
        low=_short(error.low),
        high=_short(error.high),
    )


def _short(value: float | None) -> str:
    """With as many decimals as it has."""
    value = value or 0
    digits = max(0, len(f"{value:.6f}".rstrip("0").partition(".")[2]))
    return number(value, digits)
