"""Asking the nets: ahead of all readers in every language, and what they say now is what the list at the end goes by."""

from __future__ import annotations

from collections import defaultdict
from threading import Lock, Thread

import pytest

from ui.lesson import answered, asking, questions
from ui.lesson.question import Option, Question, Verdict
from ui.text import LANGUAGES, _, language, number, speaking


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_SAID", {})
    monkeypatch.setattr(asking, "_ASKED", defaultdict(Lock))
    asking._question.cache_clear()


def ask_two(monkeypatch: pytest.MonkeyPatch, broken: str = "") -> None:
    """Two questions; right is the first option in Spanish and the second in English."""

    def question(key: str) -> Question:
        def decide() -> Verdict:
            if key == broken:
                raise LookupError(key)
            return Verdict((int(language() == "en"),), f"{_('Next')} {number(0.5, 1)}")

        return Question(key, key, (Option("a", "b"), Option("c", "d")), decide)

    monkeypatch.setattr(questions, "question", question)
    monkeypatch.setattr(questions, "KEYS", ("one", "two"))


def of_two() -> list[tuple[str, str]]:
    """Which of the two have been decided. A thread that another test's page has started may decide others meanwhile."""
    return [(key, lang) for key, lang in list(asking._SAID) if key in ("one", "two")]


def test_all_are_asked_ahead_in_every_language_by_a_thread_without_a_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask_two(monkeypatch)
    for lang in LANGUAGES:
        ahead = Thread(target=asking.decide_all, args=(lang,))
        ahead.start()
        ahead.join()
    assert of_two() == [(key, lang) for lang in LANGUAGES for key in ("one", "two")]
    assert asking._SAID["two", "en"] == Verdict((1,), "Next 0.5")
    assert asking._SAID["two", "es"] == Verdict((0,), "Siguiente 0,5")


def test_one_that_cannot_be_decided_ahead_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask_two(monkeypatch, broken="one")
    asking.decide_all("en")
    assert of_two() == [("two", "en")]


def test_language_that_is_spoken_ends_where_it_was_asked_for() -> None:
    with speaking("en"):
        assert (language(), number(0.5, 1)) == ("en", "0.5")
        other: list[str] = []
        thread = Thread(target=lambda: other.append(language()))
        thread.start()
        thread.join()
        assert other == ["es"], "another thread has another reader"
    assert (language(), number(0.5, 1)) == ("es", "0,5")


def test_list_at_the_end_has_what_the_nets_say_in_its_own_language() -> None:
    asking._SAID["better", "es"] = Verdict((1,), "")
    asking._SAID["better", "en"] = Verdict((2,), "")
    for lang, right in (("es", [1]), ("en", [2])):
        with speaking(lang):
            listed = answered.payload()["questions"]
        assert isinstance(listed, list)
        assert {one["key"]: one["right"] for one in listed}["better"] == right
    assert asking.decided("one") is None, "nobody has asked"
