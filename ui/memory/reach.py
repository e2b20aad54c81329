"""Part "reach" of the memory page."""

from ui.memory.subject import Subject


def show_reach(subject: Subject) -> None:
    """Not built yet."""
