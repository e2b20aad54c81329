"""How the gradient decays over time, measured (slide 10)."""

from ui.gradients.page import show_page

show_page()
