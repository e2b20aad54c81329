"""Two sentences: what is compared is computed, what is said of it follows from the numbers, and the link is not trusted."""

import csv
import io
import math
from typing import Any

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from lab.runs import store
from ui import text
from ui.memory.held import held
from ui.memory.said import compose, understand
from ui.memory.subject import Subject
from ui.memory.two import ROWS, TELLING, answers_of, compared, table, view
from ui.memory.two_words import Answers, finding, takeaway


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


@pytest.fixture(scope="module")
def subject() -> Subject:
    run = store().get("shipped-sentences_es")
    assert run is not None
    said = understand(compose("french", 1, 0, "es"), run.lanes[0].config)
    return Subject.of(run, 10**9, 0, said)


def test_the_second_memory_is_torchs_of_the_other_words(subject: Subject) -> None:
    pairs = compared(subject, 1, "alemán")
    assert [pair.look.config.kind for pair in pairs] == ["lstm", "rnn"]
    numbers = subject.said.numbers.copy()
    numbers[1] = subject.vocabulary.index("alemán")
    lstm = pairs[0]
    net, H = lstm.look.net, lstm.look.config.H
    layer = torch.nn.LSTM(net.cell.D, H).double()
    with torch.no_grad():
        for name, array in {
            "weight_ih_l0": net.cell.W_ih.reshape(4 * H, -1),
            "weight_hh_l0": net.cell.W_hh.reshape(4 * H, H),
            "bias_ih_l0": net.cell.b_ih.ravel(),
            "bias_hh_l0": net.cell.b_hh.ravel(),
        }.items():
            getattr(layer, name).copy_(torch.tensor(array))
        _, (_, c) = layer(torch.tensor(net.inputs(numbers)))
    difference = np.tanh(lstm.look.trace.memory[-1]) - np.tanh(c[0].numpy())
    np.testing.assert_allclose(lstm.difference[-1], difference, atol=1e-9)


def test_memories_are_the_same_until_the_word_and_never_again(subject: Subject) -> None:
    for pair in compared(subject, 3, "la"):
        assert (pair.difference[:3] == 0).all()
        assert (pair.relative[:3] == 0).all()
        assert (pair.relative[3:] > 0).all()


def test_first_are_the_rows_that_tell_most_and_differ_then_those_that_differ_longest(
    subject: Subject,
) -> None:
    data = view(subject, 1, "alemán", pairs := compared(subject, 1, "alemán"))
    for net, pair in zip(data["nets"], pairs, strict=True):
        sizes = np.median(np.abs(pair.difference[1:]), axis=0)
        telling = [
            cell for cell in held(subject.run, pair.look).order[:TELLING] if sizes[cell] > 0.1
        ]
        rest = [cell for cell in range(len(sizes)) if cell not in telling]
        best = [
            *sorted(telling, key=lambda cell: -sizes[cell]),
            *sorted(rest, key=lambda cell: -sizes[cell]),
        ][:ROWS]
        assert 0 < len(net["telling"]) == len(telling) < ROWS
        assert net["cells"] == [cell + 1 for cell in best]
        np.testing.assert_allclose(net["rows"][0], pair.difference[:, best[0]], atol=5e-5)


def test_answers_to_both_sentences_and_which_are_right(subject: Subject) -> None:
    (lstm, rnn) = answers_of(subject, 1, "alemán", compared(subject, 1, "alemán"))
    assert lstm.wanted == rnn.wanted == (("francés",), ("alemán",))
    assert lstm.first == ("francés", "alemán")
    assert lstm.right == (True, True)
    # Another word does not change what is asked.
    (lstm, _rnn) = answers_of(subject, 3, "la", compared(subject, 3, "la"))
    assert lstm.wanted == (("francés",), ("francés",))


@pytest.mark.parametrize(
    ("words", "end", "told"),
    [
        (("francés", "alemán"), 1.0, "it says “francés” and “alemán”: both are right."),
        (
            ("ruso", "ruso"),
            0.04,
            "it says “ruso” to both: neither is right. The difference is lost",
        ),
        (("francés", "ruso"), 0.9, "only the first is right. The memories still differ"),
        (("ruso", "alemán"), 0.15, "only the second is right."),
    ],
)
def test_what_is_said_follows_from_the_numbers(
    subject: Subject, words: tuple[str, str], end: float, told: str
) -> None:
    (pair, *_) = compared(subject, 1, "alemán")
    pair.relative[[1, -1]] = 0.74, end
    said = Answers((((words[0], 0.9),), ((words[1], 0.8),)), (("francés",), ("alemán",)))
    line = takeaway(subject.said, 1, "alemán", [pair], [said]).splitlines()[1].replace("\xa0", "")
    assert line.startswith(f"LSTM: 74%, then {100 * end:.0f}%; ")
    assert told in line


@pytest.mark.parametrize(
    ("ends", "right", "title"),
    [
        (
            (0.9, 1.2),
            (True, False),
            "In both nets the two memories stay apart; only the LSTM answers",
        ),
        (
            (0.9, 0.1),
            (True, False),
            "Only in the LSTM do the two memories stay clearly apart, and only it",
        ),
        (
            (0.1, 0.9),
            (True, False),
            "Only in the RNN do the two memories stay clearly apart; only the LSTM",
        ),
        (
            (0.1, 0.1),
            (False, False),
            "In neither net do the two memories stay clearly apart; neither net",
        ),
        ((0.9, 0.9), (None, None), "In both nets the two memories stay apart"),
        ((0.9,), (True,), "The two memories stay apart; the net answers both sentences rightly"),
    ],
)
def test_the_title_says_where_the_memories_stay_apart_and_who_is_right(
    subject: Subject, ends: tuple[float, ...], right: tuple[bool | None, ...], title: str
) -> None:
    pairs = compared(subject, 1, "alemán")[: len(ends)]
    for pair, end in zip(pairs, ends, strict=True):
        pair.relative[-1] = end
    likely = ((("francés", 0.9),), (("alemán", 0.8),))
    wanted = {True: (("francés",), ("alemán",)), False: (("ruso",), ("ruso",)), None: ((), ())}
    answers = [Answers(likely, wanted[one]) for one in right]
    assert finding(pairs, answers, 3).startswith(title)


def test_table_has_every_cell_of_both_nets_after_every_word(subject: Subject) -> None:
    pairs = compared(subject, 1, "alemán")
    lines = list(csv.DictReader(io.StringIO(table(subject, "alemán", 1, pairs))))
    assert len(lines) == subject.said.T * sum(pair.look.config.H for pair in pairs)
    assert {line["word_in_the_other"] for line in lines if line["t"] == "2"} == {"alemán"}
    for line in lines[:: len(lines) // 7]:
        one, other = float(line["memory"]), float(line["memory_in_the_other"])
        gap = math.tanh(one) - math.tanh(other) if line["net"] == "LSTM" else one - other
        assert gap == pytest.approx(float(line["difference_drawn"]), abs=2e-6)


def part() -> None:
    from lab.runs import store
    from ui.memory.said import compose, understand
    from ui.memory.subject import Subject
    from ui.memory.two import show_two

    run = store().get("shipped-sentences_es")
    assert run is not None
    said = understand(compose("french", 0, 0, "es"), run.lanes[0].config)
    show_two(Subject.of(run, 10**9, 0, said))


def opened(**link: str) -> AppTest:
    app = AppTest.from_function(part, default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def values(app: AppTest) -> list[Any]:
    assert not app.exception
    return [box.value for box in app.selectbox]


def test_a_word_that_is_chosen_stands_in_the_link_and_a_default_does_not() -> None:
    app = opened()
    assert values(app) == [1, "alemán"]
    app.selectbox[1].set_value("chino").run()
    assert values(app) == [1, "chino"]
    assert app.query_params["two_word"] in ("chino", ["chino"])
    assert "two_place" not in app.query_params
    app.selectbox[0].set_value(3).run()
    assert values(app)[0] == 3
    assert app.query_params["two_place"] in ("4", ["4"])
    assert "two_word" not in app.query_params


def test_a_link_is_used_as_far_as_the_sentence_has_it() -> None:
    assert values(opened(two_word="chino")) == [1, "chino"]
    assert values(opened(two_place="4", two_word="la")) == [3, "la"]
    for place in ("3", "99", "²"):  # the third is a comma
        assert values(opened(two_place=place, two_word="<b>")) == [1, "alemán"]
