"""Questions of slide 5: a spoken word."""

from __future__ import annotations

import numpy as np

from lab.shipped_cases import shipped_case
from lstm_core.cases.verdict import margin
from ui.cases.committed import OFFERED
from ui.lesson.question import Option, Question, Verdict
from ui.lesson.questions.case_scores import ahead, each_kind, names_of, scores, told, winners
from ui.text import _, language

VOICES = range(60, 64)  # that no net has heard
ALIKE = 0.9  # share of equal answers from which a net does not notice


def _speech() -> Question:
    return Question(
        "speech",
        _(
            "Six words, some of them made of the same sounds in another order. Which network tells them apart best?"
        ),
        (
            Option(
                _("A dense one, on the loudest frame"),
                _(
                    "One frame is one sound. Words that share their loudest sound look nearly the same to it, whatever comes before and after."
                ),
            ),
            Option(
                _("A convolutional one, window by window"),
                _(
                    "Its window sees how one sound turns into the next, a tenth of a second at a time. For words as short as these that may be enough; what lies farther apart it cannot put in order."
                ),
            ),
            Option(
                _("A recurrent one, frame by frame"),
                _(
                    "It hears one frame after the other and carries along what it has heard. What counts is the order, and order is what it is made for."
                ),
            ),
        ),
        decide_speech,
    )


def decide_speech() -> Verdict:
    """Whoever is not behind the best of those that are offered."""
    offered = OFFERED["speech"]
    found = {kind: each for kind, each in scores("speech").items() if kind in offered}
    return Verdict(winners(found, offered), f"{told('speech', found)} {ahead('speech', found)}")


def _better() -> Question:
    return Question(
        "better",
        _(
            "Instead of one frame, a dense network gets the mean of all frames: it has heard the whole word. How well does it tell the words apart?"
        ),
        (
            Option(
                _("As well as a recurrent network"),
                _(
                    "All the sounds are in the mean, but added up: what came first and what came last cannot be told from a sum."
                ),
            ),
            Option(
                _("Between one frame and a recurrent"),
                _(
                    "It has a trace of every sound, where one frame has a single one, but all of them blended. Whether that helps depends on the words. Their order is lost in any case: a mean has no room for it."
                ),
            ),
            Option(
                _("No better than with one frame"),
                _(
                    "One frame is a single sound, and clear; the mean is a trace of all of them, blended. Which says more depends on the words; neither of the two knows their order."
                ),
            ),
        ),
        decide_better,
    )


def decide_better() -> Verdict:
    """The mean against the recurrent net, and against one frame, seed by seed."""
    found = scores("speech")
    behind = margin(found["recurrent"], found["mean"])
    better = margin(found["mean"], found["frame"])
    right = 0 if behind.low <= 0 else 1 if better.low > 0 else 2
    some = {kind: found[kind] for kind in ("frame", "mean", "recurrent")}
    return Verdict((right,), told("speech", some))


def _backwards() -> Question:
    return Question(
        "backwards",
        _(
            "The same recording from the last frame to the first. Which networks give the same answers as before?"
        ),
        (
            Option(
                _("None: it sounds quite different"),
                _(
                    "To us it does. A network that does not hear the order is given the same numbers as before."
                ),
            ),
            Option(
                _("Some: order is nothing to them"),
                _(
                    "The loudest frame is the same one, and so is the mean: to them nothing has happened. The others hear another word."
                ),
            ),
            Option(
                _("All: the frames are the same"),
                _(
                    "The frames are the same, what follows what is not; and a recurrent network has learned from that."
                ),
            ),
        ),
        decide_backwards,
    )


def alike() -> dict[str, float]:
    """For every kind of net how often it says the same to a recording of a stranger and to the same from back to front."""
    from lstm_core.cases.spectrum import frames
    from lstm_core.cases.speech import CLIP, words
    from lstm_core.cases.speech_twin import answers
    from lstm_core.cases.synth import voice, word

    lanes = shipped_case("speech", language())
    rng = np.random.default_rng(0)
    said = [
        frames(word(name, voice(who), 1.0, 0.01, rng, CLIP))
        for who in VOICES
        for name in words(language())
    ]
    heard = np.stack(said)  # (B, T, BANDS)
    found = {}
    for lane in lanes:
        there, back = (
            answers(lane.weights, lane.config, one).argmax(axis=1)
            for one in (heard, np.ascontiguousarray(heard[:, ::-1]))
        )
        found[lane.config.kind] = float((there == back).mean())
    return found


def decide_backwards() -> Verdict:
    """By how many kinds of net say the same."""
    found = alike()
    same = [share >= ALIKE for share in found.values()]
    right = 2 if all(same) else 1 if any(same) else 0
    said = each_kind(names_of("speech"), found)
    return Verdict((right,), _("The same answer forwards and backwards: {each}.", each=said))


QUESTIONS = {"speech": _speech, "better": _better, "backwards": _backwards}
