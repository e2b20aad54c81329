"""What the memory of a trained net holds, word by word (slides 8, 9 and 17)."""

from ui.memory.page import show_page

show_page()
