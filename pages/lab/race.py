"""RNN, GRU and LSTM learn the same task side by side, live (after slide 10, and for the second look at the whole lesson)."""

from ui.race.page import show_page

show_page()
