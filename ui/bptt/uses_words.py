"""The words of the picture of the kinds of use. Placeholders in braces are filled in the browser."""

from lstm_core.config import TrainConfig
from ui.text import _, language, number


def names() -> dict[str, str]:
    """What each use is called."""
    return {
        "one-many": _("One to many"),
        "many-one": _("Many to one"),
        "step": _("Many to many, in step"),
        "after": _("Many to many, afterwards"),
    }


def labels() -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it."""
    return {
        "uses": _("Kinds of use"),
        "x": _("inputs x"),
        "h": _("state h"),
        "y": _("answers y"),
        "slider": _("Time step"),
        "slider_at": _("step {s} of {T}: {word}"),
        "reads": _("Step {t}: it is given {x}."),
        "reads_own": _("Step {t}: it reads {x}, its own last answer."),
        "reads_blank": _("Step {t}: it is given a blank, {x}."),
        "says": _("It says {y} ({chance}); likeliest: {each}."),
        "silent": _("Nothing is asked here."),
        "is_right": _("Right."),
        "is_wrong": _("Wrong: it was {wanted}."),
        "state": _("Six of the {H} units of h:"),
        "scale": _("h from −1 to 1"),
        "alt": _("{name}: the network over {T} steps. Given: {given}. Wanted: {said}."),
    }


def about(use: str, config: TrainConfig, step: int) -> dict[str, str | int]:
    """What the example is, which net does it, and where in the app it is at home."""
    kind = config.kind.upper()
    net = _(
        "{kind}, {H} units, seed {seed}, {step} training steps",
        kind=kind,
        H=config.H,
        seed=config.seed,
        step=number(step, 0),
    )
    what = {
        "one-many": _(
            "One input, many answers: the net is given one letter and writes on by itself. Every answer is its next input. So one also gets a sentence from an image, or a melody from a first note."
        ),
        "many-one": _(
            "Many inputs, one answer: the net reads the sentence, and only what it says at the end is asked. (This one learned by foreseeing every word.) So one also tells an opinion from a text, or a word from its sound."
        ),
        "step": _(
            "An answer at every step: after each letter the net says the next one. So one also labels each word of a text, or each frame of a film."
        ),
        "after": _(
            "First read, then speak: the net is given three symbols, waits, and says them again at the sign “?”. So one also translates: the first part is called encoder, the second decoder."
        ),
    }[use]
    lang = language()
    pages = {
        "one-many": (_("Let it write, in Memory"), f"memory?open=letters&lang={lang}"),
        "many-one": (_("The same sentence, in Memory"), f"memory?lang={lang}"),
        "step": (_("Letter by letter, in Memory"), f"memory?open=letters&lang={lang}"),
        "after": (_("This run, in Train"), f"race?run=shipped-copy&lang={lang}"),
    }
    link, address = pages[use]
    return {"what": what, "net": net, "H": config.H, "link": link, "address": address}
