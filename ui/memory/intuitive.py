"""Part "intuitive" of the memory page."""

from ui.memory.subject import Subject


def show_intuitive(subject: Subject) -> None:
    """Not built yet."""
