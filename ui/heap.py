"""What the pages need in memory: read ahead, and kept out of every later garbage collection."""

import gc
import os
import threading
from functools import cache

from ui.text import LANGUAGES, language

# Seconds after the first page has run: a browser on the same machine needs the processor until then.
DRAWN = float(os.environ.get("LSTM_LAB_AHEAD") or 5)


def read_ahead() -> None:
    """Read the example cells and the shipped runs with all that they need, which a first reader would else wait for."""
    from lab.runs import shipped
    from lstm_core.examples import examples

    examples()
    shipped()


@cache
def freeze_heap(path: str) -> None:
    """Collect once more, then freeze all that lives: once for each page `path`, after its first run.

    Collecting that heap again and again would cost each click of each reader tens of milliseconds.
    """
    gc.collect()
    gc.freeze()
    _study_ahead()


@cache
def _study_ahead() -> None:
    """Once, when the first page has been drawn, compute what would else be waited for: first what the first reader's language has."""
    languages = sorted(LANGUAGES, key=lambda one: one != language())

    def study() -> None:
        # Here, because they import nearly every page, which the first reader's own page need not wait for.
        from ui.bptt.depends import prepare_depends
        from ui.lesson.ahead import draw_ahead
        from ui.lesson.asking import decide_all
        from ui.memory.held import prepare
        from ui.memory.picture_others import prepare_rates

        prepare_depends()
        prepare()
        prepare_rates()
        for lang in languages:
            decide_all(lang)
            draw_ahead(lang)

    later = threading.Timer(DRAWN, study)
    later.daemon = True
    later.start()
