"""Trained nets under examination: which run, which point of its training, which seed. Pages that look into nets share it."""
