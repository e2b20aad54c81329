"""The cell, stepped gate by gate (slides 11 to 16)."""

from ui.components.cell import show_cell

show_cell()
