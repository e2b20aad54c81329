"""What a page has imported is kept out of every later garbage collection."""

import gc
from functools import cache


@cache
def freeze_heap(path: str) -> None:
    """Collect once more, then freeze all that lives: once for each page `path`, after its first run.

    Collecting that heap again and again would cost each click of each reader tens of milliseconds.
    """
    gc.collect()
    gc.freeze()
