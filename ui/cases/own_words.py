"""What the page of a reader's own words says: labels, and why a recording was not taken."""

from __future__ import annotations

import os
from string import punctuation

from lstm_core.cases.own import TAKES
from lstm_core.cases.sound import LONGEST, MOST_BYTES, RATES, WORD, SoundError
from ui.text import _, number

# Two words of the same sounds in another order: whoever hears only the mean over time can but guess.
FIRST = {"es": ("sol", "los", ""), "en": ("net", "ten", "")}


def plain(word: str) -> str:
    """As text and never as markup."""
    return "".join(f"\\{letter}" if letter in punctuation else letter for letter in word)


def where_they_go() -> str:
    """Where recordings go, and where not: what `own_takes`, `lab.trials` and `lab.worker` do with them."""
    away = os.environ.get("LSTM_LAB_SCHEDULER")
    learns = (
        _("and while the nets learn, in that of the machine that trains for it, another one")
        if away
        else _("and while the nets learn, in that of its training process")
    )
    return _(
        "**Where your recordings go:** to the machine that runs this app, into its memory, {learns}. They are written to no disk "
        "and sent nowhere else. They are forgotten at most three minutes after you leave this page, or at once with the button; "
        "they belong to this tab, so reloading it loses them too.",
        learns=learns,
    )


def recorder_labels(word: str) -> dict[str, str]:
    """Of the component `record`."""
    return {
        "record": _("Record “{word}”", word=word),
        "now": _("Say it now"),
        "busy": _("One moment"),
        "files": _("Wave files"),
        "level": _("How loud it is"),
        "insecure": _(
            "The browser gives no microphone to this page, because its address begins with http:// and is another machine's. "
            "Upload wave files instead, or open the app by https:// or on the machine itself."
        ),
        "denied": _(
            "The browser was told not to give the microphone. Allow it in the address bar, or upload wave files."
        ),
        "missing": _("The browser finds no microphone. You can upload wave files instead."),
        "failed": _("The browser could not record. You can upload wave files instead."),
        "too_many": _("Only so many files are taken at once: {n}. The others were left out."),
        "full": _("There are {n} recordings of this word: delete one first.", n=TAKES[1]),
    }


def too_large() -> str:
    """Of a file."""
    return _(
        "The file is larger than {most} MB: a word of a second or two is enough.",
        most=number(MOST_BYTES / 1e6, 0),
    )


def known_already() -> str:
    """Of a recording that is there."""
    return _(
        "This very recording is there already. Say the word anew: the nets are tested on one that they have not learned from."
    )


def refusal(error: SoundError) -> str:
    """Why a recording is not taken, in the reader's language."""
    found = error.found
    seconds = number(found, 2) if isinstance(found, float) else ""
    return {
        "large": too_large(),
        "format": _(
            "This is {format}, and only plain wave files (.wav) are read here.", format=found
        ),
        "wave": _("This is no wave file (.wav)."),
        "damaged": _("This wave file is damaged: it does not hold what its beginning says."),
        "rate": _(
            "This wave file has {found} samples a second; {low} to {high} are read.",
            found=number(found, 0) if isinstance(found, float) else "",
            low=number(RATES[0], 0),
            high=number(RATES[1], 0),
        ),
        "long": _(
            "It lasts {seconds} s; at most {most} s are read, because one word is enough.",
            seconds=seconds,
            most=number(LONGEST, 0),
        ),
        "short": _("It is too short for a word: {seconds} s.", seconds=seconds),
        "silent": _("There is only silence in it. Is the microphone on?"),
        "noise": _(
            "No word stands out in it: there is sound all along, for more than {most} s. Try a quieter place, or one word alone.",
            most=number(WORD, 1),
        ),
    }[error.reason]


def take_labels(number_: int, word: str, seconds: float) -> dict[str, str]:
    """Of the component `take`."""
    lasts = number(seconds, 2)
    return {
        "name": f"{lasts} s",
        "alt": _(
            "Recording {n} of “{word}”, {seconds} s: its wave, and below it which pitches are loud when.",
            n=number_,
            word=word,
            seconds=lasts,
        ),
        "play": _("Play recording {n} of “{word}”", n=number_, word=word),
        "stop": _("Stop"),
        "delete": _("Delete recording {n} of “{word}”", n=number_, word=word),
    }
