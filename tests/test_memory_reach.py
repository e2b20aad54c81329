"""How far back, and which words decide: what is drawn is what the core measures, and the present sentence lies among it."""

import csv
import io
import json
from functools import cache

import numpy as np
import pytest

from lab.runs import shipped
from lstm_core.influence import influence
from lstm_core.recall import recall
from ui.memory import influence as words
from ui.memory import reach
from ui.memory.nets import SENTENCES
from ui.memory.said import compose, understand
from ui.memory.subject import Subject


@cache
def subject(spoken: str = "es", text: str = "") -> Subject:
    run = next(one for one in shipped() if one.id == f"shipped-two_countries_{spoken}")
    said = understand(text or compose("french", 2, 0, spoken), run.lanes[0].config)
    return Subject.of(run, 10_000, 0, said)


def test_lines_are_the_shares_of_right_answers_and_the_point_is_this_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reach, "DISTANCES", (0, 2, 8))
    found = reach.measured(subject())
    look = found[0].look
    np.testing.assert_array_equal(
        found[0].shares[0], recall(look.net, look.config, (0, 2, 8), SENTENCES)
    )
    figure = reach.drawn(found, subject(), "light")
    line = next(one for one in figure.data if one.name == "LSTM")
    np.testing.assert_allclose(line.y, np.median(found[0].shares, axis=0))
    point = figure.data[-1]
    right = subject().vocabulary.index("francés")
    assert point.x == (2,)
    np.testing.assert_allclose(point.y, look.chances[-1, right])
    rows = list(csv.DictReader(io.StringIO(reach.table(found))))
    assert len(rows) == 3 * len(found[0].seeds)
    assert float(rows[0]["low"]) < float(rows[0]["right"]) <= float(rows[0]["high"])


def test_sentence_without_a_known_answer_has_no_point() -> None:
    nothing = subject(text="hoy llueve mucho")
    assert reach.present(nothing.looks[0], nothing) is None
    vehicle = subject(text=compose("car", 1, 0, "es"))
    found = [reach.Reach(vehicle.looks[0], (0,), np.ones((1, len(reach.DISTANCES))))]
    names = [one.name for one in reach.drawn(found, vehicle, "dark").data]
    assert not [name for name in names if name and "," in name]


def test_both_measures_of_influence_are_drawn_for_the_right_answer() -> None:
    about = subject()
    look = about.main
    right = about.vocabulary.index("francés")
    wanted = influence(look.net, about.said.numbers, right)
    net = json.loads(words._payload(about.key, about))["nets"][0]
    assert net["word"] == "francés"
    np.testing.assert_allclose(net["leftOut"], wanted.left_out, atol=5e-5)
    np.testing.assert_allclose(net["gradient"], wanted.gradient, atol=5e-5)
    assert net["chance"] == wanted.chance
    rows = list(csv.DictReader(io.StringIO(words.table(about))))
    assert [row["word"] for row in rows] == list(about.said.words)
    np.testing.assert_allclose([float(row["left_out"]) for row in rows], wanted.left_out)


def test_without_a_known_answer_it_is_about_what_the_net_says() -> None:
    about = subject(text="hoy llueve mucho")
    assert words.output_word(about.main, about) == about.main.chances[-1].argmax()
