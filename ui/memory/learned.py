"""Part "learned" of the memory page."""

from ui.memory.subject import Subject


def show_learned(subject: Subject) -> None:
    """Not built yet."""
