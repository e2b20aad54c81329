"""Speaker notes for a second window or a printed sheet."""

from ui.lesson.notes import show_notes

show_notes()
