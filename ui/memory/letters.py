"""Part "letters" of the memory page."""

from ui.memory.subject import Subject


def show_letters(subject: Subject) -> None:
    """Not built yet."""
