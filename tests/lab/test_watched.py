"""What is kept only while somebody looks at it."""

import time

from lab.watched import Watched


def test_what_nobody_asks_for_is_forgotten_without_anybody_coming() -> None:
    left: list[str] = []
    watched: Watched[str] = Watched(3, 10, left.append)
    here, gone = watched.add("here"), watched.add("gone")
    until = time.monotonic() + 120
    while not left and time.monotonic() < until:
        assert watched.get(here) == "here"
        time.sleep(0.02)
    assert left == ["gone"]
    assert watched.get(gone) is None
    watched.forget(here)
    watched.forget(here)
    assert left == ["gone", "here"]
    assert len(watched) == 0


def test_there_are_never_more_than_so_many() -> None:
    left: list[int] = []
    watched: Watched[int] = Watched(60, 3, left.append)
    names = [watched.add(number) for number in range(3)]
    assert watched.get(names[0]) == 0  # the second is now the one that was seen longest ago
    names.append(watched.add(3))
    assert left == [1]
    assert [watched.get(name) for name in names] == [0, None, 2, 3]
