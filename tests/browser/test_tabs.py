"""A tab that another test has left is one in which nobody has been."""

from benchmarks.server import Server
from tests.browser.conftest import Reader, Tab


def test_tab_that_was_left_keeps_nothing_and_new_readers_of_one_test_are_apart(
    reader: Reader, server: Server
) -> None:
    page, other = reader("/lesson-start"), reader("/lesson-start")
    assert page.context is not other.context
    keep = "localStorage.kept = sessionStorage.kept = document.cookie = 'kept=1'"
    read = "localStorage.length + sessionStorage.length + document.cookie.length"
    page.evaluate(keep)
    page.route("**/_stcore/health", lambda route: route.abort())
    assert page.evaluate(read) > 0
    Tab(page, []).leave(server.url)
    assert page.evaluate(read) == 0
