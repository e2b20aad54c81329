"""The map of starts without a browser: what a place does to the knobs and to the race, and what the numbers are said to mean."""

import csv
import json
from typing import Any

import numpy as np
import pytest

from lstm_core.fall import Plane
from lstm_core.fresh import Start
from ui import text
from ui.gradients.knobs import Knobs, read_knobs, write_knobs
from ui.gradients.plane import (
    BIASES,
    OTHER_KNOB,
    OTHERS,
    RADII,
    SIZES,
    Place,
    computed,
    payload,
    race_lanes,
    read_place,
    table,
)
from ui.gradients.plane_words import takeaway, value_text
from ui.race.settings import read_settings, write_settings

SMALL = Start("lstm", start="gaussian", T=30, H=4, nets=1)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_every_place_is_one_that_the_knobs_can_be_set_to(kind: str) -> None:
    for i in (0, len(RADII) - 1):
        for j in (0, len(OTHERS[kind]) - 1):
            place, state = Place(kind, i, j), dict[Any, Any]()
            set_to = {"radius": place.radius, OTHER_KNOB[kind]: place.other}
            write_knobs(state, start="gaussian", kinds=(kind,), **set_to)
            now = read_knobs(state).of(kind)
            other = now.size if kind == "rnn" else now.gate_bias
            assert (now.radius, other) == (RADII[i], OTHERS[kind][j])


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_the_race_is_of_that_start_beside_pytorchs_own(kind: str) -> None:
    place = Place(kind, RADII.index(1.5), 7)
    state: dict[Any, Any] = {}
    write_settings(state, race_lanes(place, 12))
    plain, here = read_settings(state)
    assert {plain.kind, here.kind} == {kind}
    assert (plain.start, plain.gate_bias, plain.chrono) == ("pytorch", None, 0)
    assert (here.start, here.radius, here.H, here.task) == ("gaussian", 1.5, 12, "order")
    assert here.gate_bias == (None if kind == "rnn" else BIASES[7])
    assert here.learning_rate == plain.learning_rate


@pytest.mark.parametrize(
    "value",
    [None, 3, [0], [0, 1, 2], [0.0, 1], ["0", 1], [True, 1], [-1, 0], [0, 13], [15, 0], {"0": 1}],
)
def test_what_is_no_place_is_refused(value: object) -> None:
    assert read_place("LSTM", value) is None


def test_places_are_read_for_the_map_that_is_shown() -> None:
    assert read_place("RNN", [14, 12]) == Place("rnn", 14, 12)
    assert read_place(None, [0, 0]) == Place("lstm", 0, 0)
    assert read_place("CNN", [0, 0]) is None


def test_the_mark_is_where_the_curves_start() -> None:
    plane = computed(SMALL)

    def mark(**knobs: Any) -> Any:
        return json.loads(payload(SMALL, plane, None, Knobs(**knobs)))["mark"]

    assert mark(start="gaussian", radius=1.0, forget_bias=-4.0) == [RADII.index(1.0) + 0.5, 0.5]
    assert mark(start="gaussian", radius=2.25)[0] == RADII.index(2.0) + 1.0
    assert mark(start="gaussian", radius=9.0) is None
    assert mark(start="orthogonal") is None
    # A uniform matrix of standard deviation 1/sqrt(3H) has about the radius 1/sqrt(3).
    assert 0.4 < np.interp(mark(H=64)[0] - 0.5, range(len(RADII)), RADII) < 0.75


def test_numbers_are_said_as_they_are() -> None:
    last = np.zeros((len(BIASES), len(RADII)))
    last[:6] = -9.0  # vanishes up to a bias of 1
    last[:, -3:] = 5.0
    plane = Plane(np.where(last < -2, 7.0, np.inf), last)
    assert takeaway("lstm", plane, RADII, BIASES) == (
        "On this map the gradient vanishes at 37 % of the places, can be used at 43 %, and explodes at 20 %. "
        "At radius 1 it no longer vanishes from a forget bias of 2 on."
    )
    assert "from radius 4 on. With inputs of size 3" in takeaway("rnn", plane, RADII, SIZES)
    last[-1, -1] = last[7, RADII.index(1.0)] = -9.0  # exceptions farther on
    plane = Plane(np.where(last < -2, 7.0, np.inf), last)
    assert "of size 3 it first explodes at radius 4" in takeaway("rnn", plane, RADII, SIZES)
    assert takeaway("lstm", plane, RADII, BIASES).endswith(
        "first forget bias at which it does not vanish is 2."
    )
    assert takeaway("gru", plane, RADII, BIASES).endswith(
        "first update bias at which it does not vanish is 2."
    )
    gone = Plane(np.ones_like(last), np.full_like(last, -np.inf))
    assert takeaway("gru", gone, RADII, BIASES).endswith(
        "At radius 1 it vanishes whatever the bias."
    )


def test_a_dead_net_is_drawn_and_said_as_zero() -> None:
    last = np.full((len(BIASES), len(RADII)), -np.inf)
    last[0, 0] = np.inf
    drawn = json.loads(payload(SMALL, Plane(np.ones_like(last), last), None, Knobs()))
    assert drawn["last"][0][:2] == ["inf", None]
    assert drawn["regions"][0][:2] == [1, -1]


def test_table_has_a_row_for_each_place() -> None:
    rows = list(csv.reader(table("lstm", computed(SMALL), SMALL.T).splitlines()))
    assert rows[0] == [
        "kind",
        "radius",
        "forget_bias",
        "steps_until_1_percent",
        "log10_after_30_steps",
    ]
    assert len(rows) == 1 + len(RADII) * len(BIASES)


def test_one_step_is_a_map_too() -> None:
    plane = computed(Start("rnn", T=1, H=1, nets=1))
    assert np.isfinite(plane.last).all()


def test_values_have_the_decimals_that_they_have() -> None:
    assert [value_text(value) for value in (1.0, 0.85, -4.0, 5.5)] == ["1", "0.85", "−4", "5.5"]
