"""Part "picture" of the memory page."""

from ui.memory.subject import Subject


def show_picture(subject: Subject) -> None:
    """Not built yet."""
