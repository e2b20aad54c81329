"""The terms of the lecture in both languages, and the sources of what the app claims."""

from ui.lesson.glossary_page import show_page

show_page()
