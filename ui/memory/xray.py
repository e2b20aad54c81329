"""Part "xray" of the memory page."""

from ui.memory.subject import Subject


def show_xray(subject: Subject) -> None:
    """Not built yet."""
