"""Worksheets to print: the cell, BPTT and the gradient by hand."""

from ui.lesson.worksheet import show_page

show_page()
