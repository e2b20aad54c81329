"""What the steps about the memory show at first takes seconds: it is computed before anybody comes to them."""

from __future__ import annotations

import logging
from collections.abc import Callable

from ui.lesson.questions.memory import operated, subject
from ui.memory.learned import body_of_lane
from ui.memory.surgery_measured import curve_of, otherwise
from ui.memory.surgery_single import small_run, switched
from ui.memory.xray import body
from ui.text import speaking

log = logging.getLogger("app")


def draw_ahead(lang: str) -> None:
    """What their pictures are drawn from, in this language."""
    with speaking(lang):
        for make in (_xray, _surgery, _learned):
            _try(make)


def _try(make: Callable[[], None]) -> None:
    try:
        make()
    except Exception:  # whoever comes to the page is told, if it still is so
        log.info("%s was not drawn ahead.", make.__name__, exc_info=True)


def _xray() -> None:
    body(subject())


def _surgery() -> None:
    done = operated()  # its effect is what the question asks
    otherwise(done)
    curve_of(done)
    if run := small_run():
        switched(run)


def _learned() -> None:
    one = subject()
    body_of_lane(one, one.main.lane)
