"""Part "two" of the memory page."""

from ui.memory.subject import Subject


def show_two(subject: Subject) -> None:
    """Not built yet."""
