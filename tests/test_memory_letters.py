"""A text letter by letter: what the component is given, what is said of cells and nets, and what a reader may type."""

import base64
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lab.run import Run
from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.config import KINDS, TrainConfig
from lstm_core.net import Net, softmax
from lstm_core.rules import Follower, Found, truths_of
from lstm_core.training import train
from lstm_core.writing import read_letters, spell
from ui import text
from ui.memory import letters, letters_net, nets
from ui.memory.letters import read_view
from ui.memory.letters_net import Glass, Rival, _book, _followed, _rivals
from ui.memory.letters_payload import FULL, opened, packed, payload, table
from ui.memory.letters_text import Passage
from ui.memory.letters_words import letter_name, quantities, said_of
from ui.nets import which

ME = "letters_reader"
TEXT = "Uno dijo: «Dos (y tres) son 23.» Y calló.\n" * 60
SMALL = TrainConfig(
    task="text", text=TEXT, length=20, E=0, H=4, batch=2, steps=2, seeds=2, report_every=1
)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text, which, nets):
        monkeypatch.setattr(module, "language", lambda: "en")


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Tiny nets of each kind that learned a little of TEXT, in the store as a reader's own run."""
    configs = [replace(SMALL, kind=kind) for kind in KINDS]
    made = store().create(ME, configs, name="<b>mine</b>")
    for lane, config in enumerate(configs):
        for event in train(config):
            store().append(made.id, lane, event, 0.1)
    store().set_status(made.id, "ended")
    kept = store().get(made.id)
    assert kept is not None
    yield kept
    store().delete(made.id)


def glass_of(run: Run, kind: str = "lstm") -> Glass:
    lane = KINDS.index(kind)
    checkpoint = store().checkpoint(run.id, lane)
    assert checkpoint is not None
    weights = {name: 4 * array[0] for name, array in checkpoint.weights.items()}
    net = Net.from_weights(weights, run.lanes[lane].config)
    book = _book(run.id, run)
    found, states = _followed(f"test {kind}", lane, 0, 2, net, book)
    rivals = _rivals(run, [0, 1, 2], 0, 2, book)
    return Glass(run, book, lane, kind.upper(), 0, 2, net, found, rivals, states, f"test {kind}")


def passage_of(glass: Glass, said: str) -> Passage:
    spelled = spell(said, glass.book.task.vocabulary)
    return Passage(spelled, truths_of(spelled.text))


def unpacked(part: dict[str, Any]) -> Array:
    """(T, H), as the browser reads it."""
    whole = np.frombuffer(base64.b64decode(part["bytes"]), "<i2").astype(float)
    rows = whole.reshape(-1, part["length"]).T / FULL
    values: Array = rows * np.array(part["largest"])
    return values


def test_numbers_arrive_as_exactly_as_they_are_shown() -> None:
    values = np.random.default_rng(0).normal(size=(30, 5)) * [1e-6, 1, 9, 0, 60]
    found = unpacked(packed(values))
    assert (np.abs(found - values) <= np.abs(values).max(0) / FULL).all()
    assert (found[:, 3] == 0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_the_browser_gets_what_the_net_computes(run: Run, kind: str) -> None:
    glass = glass_of(run, kind)
    passage = passage_of(glass, "Uno\n(Ωyo")
    data = json.loads(payload(glass, passage, "key", None))
    trace = glass.net.trace(passage.spelled.numbers)
    values = {name: unpacked(part) for name, part in data["values"].items()}
    np.testing.assert_allclose(values["memory"], trace.memory, atol=1e-3)
    for name in () if kind == "rnn" else trace.cell.gates:
        np.testing.assert_allclose(values[name], trace.gates[name], atol=1e-4)
    if kind == "lstm":
        np.testing.assert_allclose(values["h"], trace.h[1:], atol=1e-4)
    assert set(values) == {one["name"] for one in data["quantities"]}
    assert data["letters"] == list("Uno\n(Ωyo")
    assert data["read"] == [letter != "Ω" for letter in "Uno\n(Ωyo"]
    # Who asks for the letter k finds its row.
    assert [data["places"][k] for k, read in enumerate(data["read"]) if read] == list(range(7))
    chances = softmax(glass.net.logits(passage.spelled.numbers))
    for k, read in enumerate(data["read"]):
        row = data["places"][k]
        if not read:
            assert data["came"][k] is None
            continue
        shares = [share for _, share in data["next"][k]]
        assert shares == sorted(shares, reverse=True)
        assert shares[0] == pytest.approx(chances[row].max(), abs=1e-4)
        if row < 6:
            after = passage.spelled.numbers[row + 1]
            assert data["came"][k] == [after, pytest.approx(chances[row, after], abs=1e-4)]
    assert data["came"][-1] is None
    for rule in data["rules"]:
        assert len(rule["truth"]) == 8


@pytest.mark.parametrize("kind", KINDS)
def test_the_arithmetic_of_a_step_names_only_numbers_that_are_there(kind: str) -> None:
    all_of = quantities(kind)
    known = {str(one["name"]) for one in all_of} | {"before", "rest"}
    for one in all_of:
        assert set(re.findall(r"\{(\w+)\}", str(one["step"]))) <= known
    assert all_of[0]["name"] == "memory"
    assert ("rest" in str(all_of[0]["step"])) == (kind == "gru")


def test_the_table_has_a_line_for_each_letter_that_is_read(run: Run) -> None:
    glass = glass_of(run)
    passage = passage_of(glass, "Uno «ΩDos\na")
    rows = list(csv.DictReader(io.StringIO(table(glass, passage))))
    assert [row["letter"] for row in rows] == list("Uno «Dos\na")
    assert [int(row["letter_number"]) for row in rows] == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11]
    assert [row["next"] for row in rows] == [*"no «Dos\na", ""]
    assert [int(row["quotes"]) for row in rows] == [0] * 4 + [1] * 6
    read = read_letters(glass.net, passage.spelled.numbers)
    assert [float(row["C_3"]) for row in rows] == read.memory[1:, 2].tolist()


def test_a_passage_of_the_held_out_part_is_read_with_all_that_came_before(run: Run) -> None:
    glass = glass_of(run)
    book = glass.book
    assert book.spelled.text == TEXT[:-1]  # a line end at the very end ends nothing
    assert book.held_out == len(TEXT[:-1]) - len(TEXT[:-1]) // 10
    first = book.starts[0]
    assert first >= book.held_out
    whole = read_letters(glass.net, book.spelled.numbers)
    np.testing.assert_allclose(glass.states[first][1], whole.memory[first], atol=1e-12)
    assert set(glass.states) == set(book.starts)


def test_what_is_said_of_a_cell_is_what_was_measured(run: Run) -> None:
    one = Follower(16, 0.42, True, held=0.95, not_held=0.92, accuracy=0.93)
    found = Found("quotes", 0.12, 0.88, 0.52, (one,))
    said = said_of(one, found, 2500)
    assert "“inside quotation marks”, read off cell 17 (yes above 0.42): right in 93%" in said
    assert "of 2500 letters that were not used to choose it" in said
    assert "in 95% of those where the rule holds, in 92% of the others" in said
    assert "Always saying no: 88%." in said
    assert "nothing, the best cell comes to 52%" in said
    below = said_of(replace(one, above=False), replace(found, share=0.8), 2500)
    assert "yes below 0.42" in below
    assert "Always saying yes" in below
    glass = replace(glass_of(run), found=(replace(found, rule="vowel"), found))
    assert opened(glass) == {"cell": 16, "quantity": "memory", "rule": "quotes"}
    assert opened(replace(glass, found=())) == {"cell": 0, "quantity": "memory", "rule": ""}


def test_the_nets_stand_side_by_side_with_the_mean_where_a_cell_has_to_remember(run: Run) -> None:
    glass = glass_of(run)
    assert [rival.kind for rival in glass.rivals] == list(KINDS)
    passage = passage_of(glass, "Uno")

    def with_shares(quotes: float, vowel: float) -> tuple[Found, ...]:
        return tuple(
            Found(rule, 0.3, 0.7, 0.5, (Follower(0, 0.0, True, share, share, share),))
            for rule, share in (("vowel", vowel), ("quotes", quotes))
        )

    rivals = tuple(
        Rival(kind.upper(), kind, with_shares(share, 0.6))
        for kind, share in zip(KINDS, (0.5, 0.7, 0.9), strict=True)
    )
    glass = replace(glass, found=with_shares(0.9, 0.6), rivals=rivals)
    data = json.loads(payload(glass, passage, "key", None))
    title = data["nets"]["title"].replace("\xa0", " ")
    assert title.endswith("RNN 50%, GRU 70%, LSTM 90%")
    assert [(one["label"], one["shares"]) for one in data["nets"]["rows"]] == [
        ("inside quotation marks", [0.5, 0.7, 0.9]),
        ("a vowel", [0.6, 0.6, 0.6]),
    ]
    titles = {one["name"]: one["cells"][0]["title"] for one in data["rules"]}
    assert (
        titles["quotes"]
        == "Cell 1 knows whether it is inside quotation marks: 90% right, guessing 50%"
    )
    assert titles["vowel"].startswith("Cell 1 hardly knows whether it has just read a vowel")
    assert (
        json.loads(payload(replace(glass, rivals=rivals[:1]), passage, "key", None))["nets"] is None
    )


@pytest.mark.parametrize(
    "junk",
    [None, 3, {}, {"cell": -1}, {"cell": "3"}, {"cell": True}, {"cell": 10**9}, {"cell": None}],
)
def test_a_view_that_makes_no_sense_is_none(junk: Any) -> None:
    assert read_view(junk) is None


def test_a_view_is_read_as_far_as_it_makes_sense() -> None:
    assert read_view({"cell": 3, "quantity": "x", "rule": ["quotes"][0]}) == {
        "cell": 3,
        "quantity": "memory",
        "rule": "quotes",
    }
    assert read_view({"cell": 0, "quantity": "h", "rule": "<b>"}) == {
        "cell": 0,
        "quantity": "h",
        "rule": "",
    }


def test_letters_without_a_shape_are_named_by_their_number() -> None:
    assert [letter_name(one) for one in "a\u202e\u00a0"] == ["«a»", "U+202E", "U+00A0"]


def opened_page(run: Run, **query: str) -> AppTest:
    def page() -> None:
        from ui.memory.letters import show_letters

        show_letters(None)

    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["reader"] = ME
    app.query_params.update({"letters": run.id, "lang": "en", **query})
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.caption, *app.markdown))


def test_the_net_is_named_with_its_score_and_the_choice_is_in_the_link(run: Run) -> None:
    app = opened_page(run)
    assert re.search(r"LSTM, 4 cells, seed 0, 2 training steps\. .* right in \d+%", said(app))
    lanes: Any = app.get("button_group")[0]
    assert lanes.options == ["RNN", "GRU", "LSTM"]
    app = opened_page(run, letters_lane="0", letters_net="1", letters_at="1")
    assert "RNN, 4 cells, seed 1, 1 training steps" in said(app)
    app = opened_page(run, letters_lane="9", letters_net="<b>", letters_at="77")
    assert "LSTM, 4 cells, seed 0, 2 training steps" in said(app)


def test_a_text_of_the_readers_own_is_read_as_far_as_the_net_knows_it(run: Run) -> None:
    app = opened_page(run, letters_text="own")
    assert "Until you write something" in said(app)
    area = app.text_area(key="letters_own")
    area.set_value("Uno <img onerror=x> \u202e😀").run()
    assert not app.exception
    assert "The net never learned «\\<»" in said(app)
    assert "they are left out" in said(app)
    assert "U\\+202E" in said(app)
    assert "".join(app.query_params["letters_own"]) == "Uno <img onerror=x> \u202e😀"
    app.text_area(key="letters_own").set_value("Dos " * 10_000).run()
    assert not app.exception
    assert "40000 letters" in said(app) or "40,000 letters" in said(app)
    app.text_area(key="letters_own").set_value("ΩΩΩ\x00").run()
    assert not app.exception
    assert "no letter in it that the net knows" in said(app)


def test_the_net_writes_the_same_for_the_same_seed(run: Run, monkeypatch: Any) -> None:
    seen: list[str] = []

    def spy(glass: Glass, passage: Passage, key: str, view: Any) -> bytes:
        seen.append(passage.spelled.text)
        return payload(glass, passage, key, view)

    monkeypatch.setattr(letters, "payload", spy)
    monkeypatch.setattr(letters, "_payload", lambda key, lang, start, g, p: spy(g, p, key, None))
    query = {"letters_text": "written", "letters_start": "Uno ", "letters_length": "50"}
    for draw in ("1", "1", "2"):
        opened_page(run, letters_draw=draw, letters_temperature="1.0", **query)
    assert seen[0] == seen[1] != seen[2]
    assert all(one.startswith("Uno ") and len(one) == 54 for one in seen)
    app = opened_page(run, letters_text="written", letters_start="Ω")
    assert "no letter in it that the net knows" in said(app)


def test_a_run_that_is_not_there_or_learned_something_else_is_said(run: Run) -> None:
    app = opened_page(run, letters="nowhere")
    assert "not here (any more)" in said(app)
    app = opened_page(run, letters="shipped-latch")
    assert "have learned something else" in said(app)
    assert app.selectbox[0].value == letters_net.FIRST


def test_a_run_of_letters_that_the_page_examines_is_the_one_here_too(run: Run) -> None:
    def page() -> None:
        from ui.memory.letters import show_letters

        show_letters(None)

    app = AppTest.from_function(page, default_timeout=60)
    app.query_params.update({"run": run.id, "lang": "en"})
    app.run()
    assert not app.exception
    assert app.selectbox[0].value == run.id
