"""The picture of the patients: the nets that ship, what is drawn and taken away, and the check."""

from __future__ import annotations

import csv
import io
import json
from contextlib import redirect_stdout

import pytest

from lab.shipped_cases import shipped_case
from lstm_core.cases.case import guessing, make_case
from lstm_core.cases.disease import patients, scale
from lstm_core.cases.disease_twin import answers
from lstm_core.cases.patient import controls, moved
from ui.cases.disease_check import code, read_moved
from ui.cases.disease_payload import disease_payload
from ui.cases.disease_table import table
from ui.cases.nets import shipped_nets


@pytest.mark.parametrize("case", ["diabetes", "cancer"])
def test_shipped_weights_have_the_accuracy_that_ships_with_them(case: str) -> None:
    for change in ("", "permuted"):
        for lane in shipped_case(case, change=change):
            (x,), ill = make_case(lane.config, lane.config.seed).held_out()
            right = answers(lane.weights, lane.config, x).argmax(1) == ill
            assert right.mean() == pytest.approx(lane.accuracy[0], abs=0.01)
            assert lane.accuracy.mean() > guessing(lane.config) + 0.1


def test_the_code_beside_the_check_gives_the_probabilities() -> None:
    nets = shipped_nets(shipped_case("diabetes"))
    values = moved("diabetes", patients("diabetes").values[3], {"age": 70})
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code("diabetes", nets["dense"], values), {})
    for line, net in zip(out.getvalue().splitlines(), nets.values(), strict=True):
        x = scale(net.config, net.config.seed)(values[None])
        known = answers(net.weights, net.config, x)[0, 1]
        assert float(line.split()[1]) == pytest.approx(known, abs=1e-9)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        {},
        {"number": 0, "values": [1, 2, 3, 4], "answers": []},
        {"number": 1, "values": [1, 2, 3], "answers": []},
        {"number": 1, "values": [1, 2, 3, float("nan")], "answers": []},
        {"number": "x", "values": "abcd", "answers": 3},
    ],
)
def test_what_a_browser_may_send_that_makes_no_sense_is_nothing(bad: object) -> None:
    assert read_moved("diabetes", bad) is None


def test_what_is_taken_away_are_the_held_out_patients_with_the_nets_answers() -> None:
    nets = shipped_nets(shipped_case("cancer"))
    rows = list(csv.DictReader(io.StringIO(table("cancer", nets))))
    right = {kind: [0, 0] for kind in nets}
    for row in rows:
        assert float(row["mean area"]) == patients("cancer").values[int(row["number"]) - 1, 3]
        for kind, counted in right.items():
            counted[0] += (float(row[kind]) > 0.5) == (row["ill"] == "1")
            counted[1] += 1
    for kind, (good, of) in right.items():
        assert good / of == pytest.approx(nets[kind].accuracy, abs=0.01)


def test_the_table_has_held_out_patients_alone_and_begins_where_the_link_says() -> None:
    nets = shipped_nets(shipped_case("diabetes"))
    read = json.loads(disease_payload("diabetes", nets, None))
    numbers = [row["number"] for row in read["rows"]]
    assert len(numbers) == 148
    wanted = json.loads(disease_payload("diabetes", nets, numbers[7]))
    assert wanted["start"] == 7
    assert len(read["rows"][0]["first"]) == len(controls("diabetes"))
