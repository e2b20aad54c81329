"""A recurrent network and its unrolled form, trained by backpropagation through time (slides 6 to 9)."""

from ui.bptt.page import show_page

show_page()
