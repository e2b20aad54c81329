"""The words of the speech case."""

from __future__ import annotations

from collections.abc import Sequence

from lstm_core.cases.saying import Saying
from ui.cases.speech_setting import SPEEDS
from ui.text import _, listed, number


def option_names(name: str) -> dict[str, str]:
    """What the options of a choice are called, by `OPTIONS`."""
    return {
        "voice": {"low": _("low voice"), "high": _("high voice"), "child": _("child's voice")},
        "speed": {
            one: _("speed × {factor}", factor=number(float(one), 1 if "." in one else 0))
            for one in SPEEDS
        },
        "noise": {
            "low": _("hardly any noise"),
            "some": _("some noise (20 dB)"),
            "loud": _("loud noise (10 dB)"),
        },
    }[name]


def short_names() -> dict[str, str]:
    """The kinds of net within a sentence."""
    return {
        "frame": _("one frame"),
        "mean": _("the mean"),
        "convolutional": _("convolutional"),
        "recurrent": _("recurrent"),
    }


def headline(saying: Saying, answers: Sequence[tuple[str, str]]) -> str:
    """What was done and what the nets say to it, in a sentence or two."""
    said = {
        (False, False): _("“{word}” was said."),
        (True, False): _("“{word}” was said, and it runs backwards."),
        (False, True): _("“{word}” was said, and its frames are shuffled."),
        (True, True): _("“{word}” was said, it runs backwards, and its frames are shuffled."),
    }[saying.backwards, saying.shuffled].format(word=saying.word)
    if saying.backwards or saying.shuffled:
        heard: dict[str, list[str]] = {}
        for name, word in answers:
            heard.setdefault(word, []).append(name)
        each = [
            _("“{word}”: {names}", word=word, names=listed(some)) for word, some in heard.items()
        ]
        return f"{said} " + _("What the nets hear: {each}.", each="; ".join(each))
    right = [name for name, word in answers if word == saying.word]
    if not right:
        return f"{said} " + _("No net understood it.")
    if len(right) == len(answers):
        return f"{said} " + _("All nets understood it.")
    wrong = [
        _("{name} says “{word}”", name=name, word=word)
        for name, word in answers
        if word != saying.word
    ]
    return f"{said} " + _(
        "Understood by: {names}. But {others}.", names=listed(right), others=listed(wrong)
    )


def labels() -> dict[str, str]:
    """The component's."""
    return {
        "word": _("The word that is said"),
        "voice": _("Voice"),
        "speed": _("Speed"),
        "noise": _("Noise"),
        "backwards": _("Backwards"),
        "shuffled": _("Shuffle the frames"),
        "play": _("Play"),
        "stop": _("Stop"),
        "synthetic": _("synthetic voice"),
        "title_speech": _("What each net believes while it hears the word"),
        "how_to_read": _("How to read it"),
        "moment": _("Moment of the word"),
        "axis": _("time, s"),
        "wave": _("wave"),
        "pitch": _("spectrogram, 0.1 to 7.6 kHz"),
        "right": _("right"),
        "wrong": _("wrong"),
    }
