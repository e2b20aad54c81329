"""The pages of the lecture, each able to show one part of it alone."""

from __future__ import annotations


def show_part(page: str, part: str) -> None:
    """Draw one part of the page with this address. A page is imported when it is first wanted, as Streamlit imports pages.

    Raises:
        KeyError: no such page.
    """
    if page == "cases":
        from ui.cases.page import show_page as show
    elif page == "unrolled":
        from ui.bptt.page import show_page as show
    elif page == "gradients":
        from ui.gradients.page import show_page as show
    elif page == "cell":
        from ui.components.cell import show_cell

        show_cell()
        return
    elif page == "memory":
        from ui.memory.page import show_page as show
    elif page == "race":
        from ui.race.page import show_page as show
    else:
        raise KeyError(page)
    show(part)
