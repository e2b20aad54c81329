"""Which network for which data: a vector, two images, speech (slides 3 to 5)."""

from ui.cases.page import show_page

show_page()
