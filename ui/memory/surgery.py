"""Part "surgery" of the memory page."""

from ui.memory.subject import Subject


def show_surgery(subject: Subject) -> None:
    """Not built yet."""
