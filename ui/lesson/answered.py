"""The end of the lecture: what can be said now, and every question, from which the browser makes the reader's own list."""

from __future__ import annotations

from ui.components.answers import show_answers
from ui.lesson.asking import decided, question_of
from ui.lesson.path import lecture, link_to
from ui.text import _, lesson


def show_answered() -> None:
    """Draw it."""
    show_answers(payload(), key="lesson_answered")


def payload() -> dict[str, object]:
    """The closing sentences, and all questions in the order of the lecture. What was answered is in the browser alone."""
    return {
        "closing": lesson("end").strip().splitlines(),
        "questions": [
            {
                "key": step.question,
                "title": step.title,
                "link": link_to(step),
                "ask": asked.ask,
                # Of what was answered in the other language, whose nets may have said something else.
                "right": said and list(said.right),
                "options": [{"text": option.text, "why": option.why} for option in asked.options],
            }
            for step in lecture()
            if step.question
            for asked, said in ((question_of(step.question), decided(step.question)),)
        ],
        "labels": {
            "counts": _(
                "You foresaw {right}, you were surprised by {wrong}, and {open} are not answered yet."
            ),
            "none": _(
                "Questions that you answer are listed here: what you foresaw, and what surprised you."
            ),
            "surprises": _("What surprised you"),
            "foreseen": _("What you foresaw"),
            "clear": _("Forget my answers"),
            "really": _("Yes, forget all of them"),
            "keep": _("No, keep them"),
            "where": _("This list is kept in your browser and nowhere else."),
        },
    }
