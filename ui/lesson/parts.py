"""The pages of the lecture, each able to show one part of it alone."""

from __future__ import annotations

PART = "part"  # of the link to a page: the key of the container that is brought into view (ui/components/lesson_back)
FIRST = ("", "picture", "slide")  # with which their pages begin
UNFOLDED = ("curves",)  # that never fold


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


def link_to_part(page: str, part: str) -> dict[str, str]:
    """Parameters of a link to the page that unfold the part and bring it into view; none where the page begins with it."""
    if part in FIRST:
        return {}
    if page == "cases" and part != "own":
        return {"case": part}
    place = f"{page}_{part}"  # the Streamlit key of its container
    unfolds = {"open": part} if page == "memory" else {place: "true"}
    case = {"case": "speech"} if page == "cases" else {}
    return case | {PART: place} | ({} if part in UNFOLDED else unfolds)
