"""What a step of the lecture is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One idea, shown by one picture of one page.

    Args:
        key: its name in links, the same in every language: lower-case letters and hyphens.
        page: the address of the page whose picture it shows.
        slide: the first slide of the lecture that it belongs to; 0: beyond the slides.
        title: at the top, a few words in the reader's language.
        idea: one or two sentences below the title.
        minutes: what it takes in a lecture of 100 minutes.
        short: what it takes in a lecture of 50 minutes; 0: left out there.
        part: the one part of the page to show; "": its main picture.
        sets: parameters of the page's link that make its picture show the idea.
        question: key of the question that is asked before the picture is shown, or "".
    """

    key: str
    page: str
    slide: int
    title: str
    idea: str
    minutes: float
    short: float = 0.0
    part: str = ""
    sets: dict[str, str] = field(default_factory=dict)
    question: str = ""

    @property
    def path(self) -> str:
        """Its address."""
        return f"lesson-{self.key}"
