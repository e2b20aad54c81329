"""What the pages need in memory: read ahead, and kept out of every later garbage collection."""

import gc
from functools import cache


def read_ahead() -> None:
    """Read the example cells and the shipped runs with all that they need, and study what the memories of those hold that
    are shown first: a first reader would else wait for it.
    """
    from lab.runs import shipped
    from lstm_core.examples import examples
    from ui.memory.held import prepare
    from ui.memory.picture_others import prepare_rates

    examples()
    shipped()
    prepare()
    prepare_rates()


@cache
def freeze_heap(path: str) -> None:
    """Collect once more, then freeze all that lives: once for each page `path`, after its first run.

    Collecting that heap again and again would cost each click of each reader tens of milliseconds.
    """
    gc.collect()
    gc.freeze()
