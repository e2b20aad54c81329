"""Every run kept: compared, renamed, shared, taken away and loaded back."""

from ui.runs.page import show_page

show_page()
