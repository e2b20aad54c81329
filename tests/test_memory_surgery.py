"""Surgery on the page without a browser: what a link and a typed list mean, what is then done to the memory, and what is said of it."""

import csv
import json
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from lab.runs import store
from lstm_core.effect import Effect, Outcome
from ui import text
from ui.memory import nets, surgery, surgery_controls, surgery_words
from ui.memory.held import held
from ui.memory.operated import Operated, chosen_look, fitted, operate, units_of
from ui.memory.said import DRAW, compose, understand
from ui.memory.subject import Subject
from ui.memory.surgery_curve import committee
from ui.memory.surgery_measured import Curve, asked_of, following
from ui.memory.surgery_payload import answers, payload, table
from ui.memory.surgery_rates import Rates, about
from ui.memory.surgery_setting import (
    Cells,
    History,
    Setting,
    from_link,
    read_cells,
    read_token,
    to_link,
    token,
)
from ui.memory.surgery_words import headline


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text, nets, surgery_words, surgery_controls):
        monkeypatch.setattr(module, "language", lambda: "en")


def french(clauses: int, sentence: str = "") -> Subject:
    """The Spanish nets that ship, and "soy francés ... ???" or another sentence."""
    run = store().get("shipped-sentences_es")
    assert run is not None
    said = understand(sentence or compose("french", clauses, DRAW, "es"), run.lanes[0].config)
    return Subject.of(run, 10**9, 0, said)


def done(setting: Setting, subject: Subject | None = None) -> Operated:
    """A setting, applied to the Spanish nets that ship and "soy francés" with two clauses in between."""
    subject = subject or french(2)
    whole, _misfits = fitted(setting, subject)
    return operate(whole, subject, held(subject.run, chosen_look(whole, subject)))


# The setting, its link and its history.


@pytest.mark.parametrize(
    "cells",
    [Cells("telling", 0), Cells("telling", 16), Cells("random", 3, 7), Cells("own", own=(17, 3))],
)
def test_a_link_gives_the_setting_back(cells: Cells) -> None:
    assert read_token(token(cells)) == cells
    setting = Setting("erase", cells, 3, 9, 5, 1)
    assert from_link({k: v for k, v in to_link(setting).items() if v}) == (setting, [])


def test_what_is_as_at_first_stays_out_of_the_link() -> None:
    assert set(to_link(Setting()).values()) == {""}


@pytest.mark.parametrize("junk", ["", "top", "top.x", "top.17", "random.4", "own", "own.0", "own.1.", "³", "top.-1"])  # fmt: skip
def test_cells_of_a_bad_link_are_none(junk: str) -> None:
    assert read_token(junk) is None


def test_a_bad_link_is_named_and_the_rest_of_it_counts() -> None:
    found, wrong = from_link(
        {"op_what": "zap", "op_cells": "<b>", "op_case": "2", "op_from": "9", "op_to": "3"}
    )
    assert found == Setting(case=2)
    assert wrong == ["op_what", "op_cells", "op_from", "op_to"]


def test_cells_as_people_type_them() -> None:
    assert read_cells("17, 3;3 40", 64) == ((17, 3, 40), [])
    assert read_cells("abc, 65, 0, -1, 5", 64) == ((5,), ["abc", "65", "0", "-1"])
    assert read_cells(" , ", 64) == ((), [])


def test_undo_and_redo_walk_the_history_and_something_new_ends_what_was_undone() -> None:
    first, second, third = Setting(), Setting("erase"), Setting("freeze")
    history = History((first,)).then(second).then(second)
    assert (history.now, history.can_undo, history.can_redo) == (second, True, False)
    back = history.back(1)
    assert (back.now, back.can_redo, back.back(1).now) == (first, True, first)
    assert back.back(-1).now == second
    assert back.then(third).settings == (first, third)


# What suits the nets and the sentence.


def test_left_open_it_is_germany_from_the_word_after_the_country_to_the_end() -> None:
    subject = french(2)
    whole, misfits = fitted(Setting(), subject)
    assert misfits == []
    assert (whole.case, whole.first, whole.last) == (1, 3, subject.said.T)
    assert subject.said.words[3 - 2] == "francés"
    assert fitted(Setting(), french(0, "soy alemán, hablo español y ???"))[0].case == 0


def test_what_the_net_or_the_sentence_does_not_have_is_told() -> None:
    subject = french(0)
    rnn = next(one.lane for one in subject.looks if one.config.kind == "rnn")
    whole, misfits = fitted(
        Setting("close_forget", Cells("own", own=(3, 99)), 90, 99, 11, rnn), subject
    )
    assert misfits == ["what", "case", "cells", "last"]
    assert (whole.what, whole.case, whole.cells.own) == ("overwrite", 1, (3,))
    assert 1 <= (whole.first or 0) <= (whole.last or 0) == subject.said.T
    assert fitted(Setting(lane=7), subject)[1] == ["lane"]


def test_of_a_small_net_all_cells_are_taken_and_only_who_asked_for_more_is_told() -> None:
    subject = french(0)
    small = replace(subject.main, config=replace(subject.main.config, H=4))
    subject = replace(subject, looks=(small,))
    whole, misfits = fitted(Setting(), subject)
    assert (whole.cells.k, misfits) == (4, [])
    assert fitted(Setting(cells=Cells("telling", 8)), subject)[1] == ["cells"]
    assert fitted(Setting(cells=Cells("random", 12)), subject)[0].cells.k == 2


def test_random_cells_are_a_control_of_the_telling_ones() -> None:
    subject = french(0)
    study = held(subject.run, subject.main)
    telling = units_of(Cells("telling", 12), study)
    draws = [set(units_of(Cells("random", 12, draw), study)) for draw in (0, 0, 1)]
    assert draws[0] == draws[1] != draws[2]
    assert not draws[0] & set(telling)
    assert units_of(Cells("own", own=(telling[2] + 1, telling[0] + 1)), study) == (
        telling[0],
        telling[2],
    )


# What is done, against PyTorch.


def test_an_overwritten_memory_is_that_of_pytorchs_cell_with_the_same_numbers_put_in() -> None:
    operated = done(Setting(cells=Cells("telling", 12), first=4, last=9))
    look, units = operated.look, list(operated.units)
    cell = look.net.cell
    twin = torch.nn.LSTMCell(cell.D, cell.H, dtype=torch.float64)
    for name in ("ih", "hh"):
        getattr(twin, f"weight_{name}").data = torch.tensor(
            getattr(cell, f"W_{name}").reshape(4 * cell.H, -1)
        )
        getattr(twin, f"bias_{name}").data = torch.tensor(getattr(cell, f"b_{name}").reshape(-1))
    h = c = torch.zeros(1, cell.H, dtype=torch.float64)
    mean = torch.tensor(operated.held.means[1][units])
    with torch.no_grad():
        for t, x in enumerate(torch.tensor(look.net.inputs(operated.subject.said.numbers)), 1):
            before = (h, c)
            h, c = twin(x[None], before)
            if 4 <= t <= 9:
                gates = x @ twin.weight_ih.T + twin.bias_ih + before[0] @ twin.weight_hh.T
                out = torch.sigmoid((gates + twin.bias_hh)[0, 3 * cell.H :])
                c[0, units] = mean
                h = (out * torch.tanh(c[0]))[None]
            np.testing.assert_allclose(operated.after.memory[t], c[0], atol=1e-9)
    logits = look.net.readout @ h[0].numpy() + look.net.bias
    word = operated.subject.vocabulary[int(logits.argmax())]
    assert operated.answers[1] == word


def test_germany_in_twelve_cells_is_said_and_in_random_ones_it_is_not() -> None:
    operated = done(Setting(), french(8))
    assert operated.answers == ("francés", "alemán")
    said = headline(operated)
    assert said.startswith(
        "With Germany's mean memory written into 12 of 64 cells and held there at every word after “francés”, LSTM"
    )
    assert done(Setting(cells=Cells("random", 12)), french(8)).answers[1] == "francés"
    assert "Nothing is touched" in headline(done(Setting().nothing()))


def test_the_picture_shows_the_written_numbers_inside_its_frame_and_nothing_new_before_it() -> None:
    operated = done(Setting(first=5, last=8))
    data = json.loads(payload(operated))
    T, R = len(data["words"]), len(data["cells"])
    memory = data["shown"][0]
    before, after = (
        np.frombuffer(b64decode(memory[when]), "<f4").reshape(R, T) for when in ("before", "after")
    )
    written = operated.held.means[operated.case][list(operated.units)]
    np.testing.assert_allclose(
        after[: data["touched"], 4:8], np.tile(written[:, None], 4), rtol=1e-5
    )
    np.testing.assert_array_equal(before[:, :4], after[:, :4])
    assert (before[:, 4:] != after[:, 4:]).any()
    assert [one["letter"] for one in data["shown"]] == ["C", "f", "i", "o"]
    rows = list(csv.reader(table(operated).splitlines()))
    assert rows[0][:5] == ["cell", "operated", "t", "word", "C_before"]
    inside = [row for row in rows if len(row) > 3 and row[1] == "1"]
    assert len(inside) == 12 * 4


@pytest.mark.parametrize("sentence", ["soy francés, hablo español y ???", "hoy llueve mucho"])
def test_the_answers_are_all_there_is(sentence: str) -> None:
    rows = answers(done(Setting(), french(0, sentence)))
    for when in ("before", "after"):
        assert sum(row[when] for row in rows) == pytest.approx(1)


# What is said of many sentences.


def outcome(right: float, target: float) -> Outcome:
    return Outcome(right, target, 1 - right - target, 0.0)


def test_the_rate_stands_beside_that_of_random_cells() -> None:
    operated = done(Setting())
    found = Effect(outcome(1, 0), outcome(0, 0.98), (outcome(1, 0), outcome(0.9, 0.1)), 105)
    assert about(operated, Rates(found, outcome(0.1, 0.9))) == (
        "In 105 other sentences of other countries: alemán in 98%; done only once, right after the country, in 90%;"
        " with 12 random cells in 5% (0% to 10% in 2 draws)."
    )
    random = done(Setting(cells=Cells("random", 12)))
    none = Effect(outcome(1, 0), outcome(1, 0), (), 105)
    assert about(random, Rates(none, outcome(1, 0), outcome(0, 1))) == (
        "In 105 other sentences of other countries: alemán in 0%; done only once, right after the country, in 0%;"
        " with as many of the most telling cells in 100%."
    )
    erased = done(Setting("erase"))
    assert following(found.chosen, asked_of(erased)) == 1
    assert "no longer right in 100%; untouched in 0%" in about(erased, Rates(found, outcome(1, 0)))
    once = done(Setting(first=3, last=3))
    assert "alemán in 98%; held to the end, in 100%" in about(once, Rates(found, outcome(0, 1)))


def test_a_range_that_means_something_here_alone_is_not_carried_over() -> None:
    assert asked_of(done(Setting(first=3, last=3))).once
    assert not asked_of(done(Setting(first=5, last=5))).once
    assert asked_of(done(Setting("erase"))).target is None


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (
            (0.0, 0.02, 0.66, 0.95),
            "The most telling cell alone brings 2%; 4 bring 95%. It is a committee",
        ),
        ((0.0, 0.95, 0.97, 1.0), "One cell is enough: 95%."),
        ((0.0, 0.01, 0.0, 0.02), "even 4 cells 2%: so few cells do not decide here"),
        ((0.95, 0.97, 0.97, 1.0), "Untouched, the net is wrong as often"),
    ],
)
def test_how_many_cells_it_takes_is_read_off_the_curve(
    chosen: tuple[float, ...], words: str
) -> None:
    assert words in committee(done(Setting()), Curve((0, 1, 2, 4), chosen, ((0.0,),) * 4))


def test_what_random_cells_do_as_well_is_not_ascribed_to_the_telling_ones() -> None:
    curve = Curve((0, 1, 2), (0.0, 0.5, 1.0), ((0.0, 0.0), (0.1, 0.2), (0.9, 0.5)))
    assert committee(done(Setting()), curve) == (
        "2 of the most telling cells bring 100%, but as many random ones 70%: it is not these cells that decide here."
    )


# The part itself.


def shown() -> None:
    from tests.test_memory_surgery import french
    from ui.memory.surgery import show_surgery

    show_surgery(french(2))


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The part, without what takes long: the other sentences, and the small net."""
    monkeypatch.setattr(surgery, "rates_of", lambda operated: None)
    monkeypatch.setattr(surgery, "show_curve", lambda operated: None)
    monkeypatch.setattr(surgery, "show_single", lambda: None)
    return AppTest.from_function(shown, default_timeout=60)


def link(app: AppTest) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else value[-1]
        for name, value in app.query_params.items()
    }


def test_a_click_is_done_written_to_the_link_undone_and_redone(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert link(app) == {}
    app.button(key="op_example_random").click().run()
    assert link(app) == {"op_cells": "random.12.0"}
    app.button(key="op_nothing").click().run()
    assert link(app) == {"op_cells": "top.0"}
    app.button(key="op_undo").click().run()
    app.button(key="op_undo").click().run()
    assert link(app) == {}
    app.button(key="op_redo").click().run()
    assert link(app) == {"op_cells": "random.12.0"}
    begin, end = (
        next(one for one in app.selectbox if one.label == label)
        for label in ("From which word", "To which word")
    )
    begin.set_value(5).run()
    end.set_value(7).run()
    assert link(app) == {"op_cells": "random.12.0", "op_from": "5", "op_to": "7"}
    # The ends do not pass each other: the other one goes along.
    begin.set_value(9).run()
    assert link(app) == {"op_cells": "random.12.0", "op_from": "9", "op_to": "9"}
    for _step in range(3):
        app.button(key="op_undo").click().run()
    assert link(app) == {"op_cells": "random.12.0"}
    assert not app.exception


def test_cells_that_are_none_change_nothing_and_are_told(app: AppTest) -> None:
    app.query_params["op_cells"] = "own.17.3"
    app.run()
    field = app.text_input(key="op_own_64")
    assert field.value == "17, 3"
    field.set_value("17, abc, 99").run()
    said = [one.value for one in app.markdown if one.value.startswith(":red")]
    assert said == [
        ":red[The cells have numbers from 1 to 64: “abc”, “99” is none. Nothing was changed.]"
    ]
    assert app.text_input(key="op_own_64").value == "17, abc, 99"
    assert link(app) == {"op_cells": "own.17.3"}
    app.text_input(key="op_own_64").set_value("").run()
    assert "Name at least one cell, from 1 to 64" in app.caption[-1].value
    app.text_input(key="op_own_64").set_value("5 6").run()
    assert link(app) == {"op_cells": "own.5.6"}
    assert not app.exception


def test_a_bad_link_is_told_and_an_rnn_has_no_gates_to_offer(app: AppTest) -> None:
    rnn = next(one.lane for one in french(2).looks if one.config.kind == "rnn")
    app.query_params["op_lane"] = str(rnn)
    app.query_params["op_case"] = "<script>"
    app.run()
    assert not app.exception
    assert any("`op_case`" in one.value for one in app.markdown)
    assert link(app) == {"op_lane": str(rnn)}
    assert app.selectbox(key="op_what@en").options == [
        "overwrite with another country's memory",
        "erase",
        "freeze",
    ]
    assert any("An RNN has no gates" in one.value for one in app.caption)
