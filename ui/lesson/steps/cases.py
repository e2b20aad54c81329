"""Slides 1 to 5: which network for which data."""

from __future__ import annotations

from ui.lesson.step import Step
from ui.text import _


def steps() -> tuple[Step, ...]:
    return (
        Step(
            "start",
            page="",
            slide=1,
            title=_("Recurrent neural networks, LSTM"),
            idea=_(
                "Three objectives: recurrent networks, the vanishing gradient, LSTM networks. Every number is computed, from your inputs or with nets that were really trained."
            ),
            minutes=3,
            short=1,
        ),
        Step(
            "vector",
            page="cases",
            part="disease",
            slide=3,
            title=_("Case 1: predicting a disease"),
            idea=_(
                "Input: a feature vector (weight, age, cholesterol, ...). Output: the probability that the patient is ill."
            ),
            minutes=4,
            short=3,
            question="vector",
        ),
        Step(
            "columns",
            page="cases",
            part="disease",
            slide=3,
            title=_("Shuffle the columns"),
            idea=_("Weight before age, or age before weight: does a network care?"),
            minutes=2,
            sets={"result": "permuted"},
            question="columns",
        ),
        Step(
            "iris",
            page="cases",
            part="iris",
            slide=4,
            title=_("Case 2: recognising an iris"),
            idea=_(
                "Verification. Input: the image on file and the one from the camera. Output: the probability that the eye belongs to the user."
            ),
            minutes=4,
            short=2,
            question="iris",
        ),
        Step(
            "pixels",
            page="cases",
            part="iris",
            slide=4,
            title=_("Shuffle the pixels"),
            idea=_("The same permutation for every image: all the information is still there."),
            minutes=2,
            sets={"result": "permuted"},
            question="pixels",
        ),
        Step(
            "speech",
            page="cases",
            part="speech",
            slide=5,
            title=_("Case 3: recognising speech"),
            idea=_("Input: audio. Output: “Hello world”."),
            minutes=4,
            short=2,
            sets={"speech_word": "6", "speech_voice": "high", "speech_without": "mean"},
            question="speech",
        ),
        Step(
            "better",
            page="cases",
            part="speech",
            slide=5,
            title=_("Can we do better?"),
            idea=_("Speech is a sequence ..."),
            minutes=2,
            short=2,
            sets={"speech_word": "6", "speech_voice": "high"},
            question="better",
        ),
        Step(
            "backwards",
            page="cases",
            part="speech",
            slide=5,
            title=_("Played backwards"),
            idea=_("The same frames, from the last to the first."),
            minutes=2,
            sets={"speech_backwards": "true", "speech_word": "4"},
            question="backwards",
        ),
    )
