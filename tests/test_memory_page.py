"""The page of the memory without a browser: the sentence and the nets, whatever a link, a run or a reader says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from lab.reading import shapes
from lab.runs import Runs, shipped, store
from lstm_core.config import TrainConfig
from lstm_core.events import Checkpoint
from lstm_core.recall import recall
from lstm_core.tasks import make_task
from tests.test_gradients_page import ME, reports, runs, said, sound
from ui.memory.card import card_payload
from ui.memory.nets import percent, right_at
from ui.memory.said import BETWEEN, DRAW, compose, understand
from ui.memory.subject import Subject

__all__ = ["runs"]  # a fixture

FRENCH = compose("french", BETWEEN["french"], DRAW, "en")


def opened(lang: str = "en", **query: str) -> AppTest:
    """The page as the reader `ME` sees it."""
    app = AppTest.from_file("../ui/frame.py", default_timeout=60)
    app.session_state["reader"] = ME
    app.session_state["lang"] = lang
    app.switch_page("../pages/lesson/memory.py")
    app.query_params.update(query)
    return sound(app.run())


def of(app: AppTest, key: str) -> Any:
    return app.session_state[key]


def test_it_opens_on_the_slides_sentence_in_the_readers_language() -> None:
    app = opened()
    assert of(app, "memory_run") == "shipped-sentences_en"
    assert of(app, "memory_text") == FRENCH
    assert of(app, "memory_clauses") == 8
    assert "text" not in app.query_params
    app = opened("es")
    assert of(app, "memory_run") == "shipped-sentences_es"
    assert of(app, "memory_text") == compose("french", 8, DRAW, "es")


def test_slides_slider_and_other_clauses_write_the_sentence() -> None:
    app = opened("es")  # as options are written outside of a session
    sound(app.button(key="memory_slide_car").click().run())
    assert of(app, "memory_text") == compose("car", 0, DRAW, "es")
    assert of(app, "memory_clauses") == 0
    sound(app.slider(key="memory_clauses").set_value(2).run())
    assert of(app, "memory_text") == compose("car", 2, DRAW, "es")
    sound(app.button(key="memory_redraw").click().run())
    assert of(app, "memory_text") == compose("car", 2, DRAW + 1, "es")
    app.session_state["lang"] = "en"
    sound(app.run())
    assert of(app, "memory_text") == compose("car", 2, DRAW + 1, "en")
    assert of(app, "memory_run") == "shipped-sentences_en"


def test_own_sentence_keeps_its_ends_when_more_is_put_in_between() -> None:
    app = opened("es", text="mi madre es griega, hablo español y ???")
    assert of(app, "memory_clauses") == 0
    sound(app.slider(key="memory_clauses").set_value(1).run())
    text = of(app, "memory_text")
    assert text.startswith("mi madre es griega, ")
    assert text.endswith(", hablo español y ???")
    assert text.count(",") == 2


def test_unknown_word_is_named_and_the_nearest_is_a_click_away() -> None:
    app = opened("es", text="soy franses, <b>hablo</b> español y ???")
    assert "franses" in said(app)
    assert not re.search(r"(?<!\\)<b", said(app))
    near = next(one for one in app.button if one.label.endswith("→ francés"))
    sound(near.click().run())
    assert of(app, "memory_text") == "soy francés, <b>hablo</b> español y ???"


def test_what_cannot_be_read_is_said_and_the_last_sentence_stays() -> None:
    app = opened("es")
    for text, sentence in (
        ("", "al menos una palabra"),
        ("???", "al menos una palabra"),
        ("مرحبا 🙂", "no conocen ninguna"),
        ("\x00<img onerror=alert(1)>", "no conocen ninguna"),
        ("hoy " * 200, "160 palabras como máximo"),
        ("hoy " * 400, "160 palabras como máximo"),
        ("palabra " * 10_000, "2000 caracteres"),
    ):
        sound(app.text_input(key="memory_text").set_value(text).run())
        assert sentence in said(app)
        assert "soy francés" in said(app)
        assert not re.search(r"(?<!\\)<img", said(app))  # escaped: it is text


def test_runs_of_other_tasks_and_links_to_nowhere_are_said() -> None:
    assert "learned something else" in said(opened(run="shipped-latch"))
    app = opened(run="../../etc/passwd", at="x", net="99")
    assert "not here" in said(app)
    assert of(app, "memory_run") == "shipped-sentences_en"


def test_net_whose_memory_grows_beyond_all_bounds_is_left_out(runs: Runs) -> None:
    """A relu RNN with finite weights; and one whose memory is finite in this sentence only."""
    rnn = TrainConfig(task="sentences", language="en", kind="rnn", activation="relu", H=4, seeds=2)
    lstm = TrainConfig(task="sentences", language="en", H=4, seeds=2)
    run = store().create(ME, [rnn, lstm])
    for lane, config in enumerate((rnn, lstm)):
        weights = {
            name: np.ones((2, *shape), np.float32)
            for name, shape in shapes(config, make_task(config)).items()
        }
        if lane == 0:
            weights["recurrent.weight_hh_l0"] *= np.array([1e12, 30], np.float32)[:, None, None]
        nothing = np.full((2, len(make_task(config).distances)), np.nan)
        kept = Checkpoint(0, weights, {})
        event = replace(reports("lstm")[0], step=0, by_distance=nothing, checkpoint=kept)
        store().append(run.id, lane, event, 1.0)
    store().set_status(run.id, "ended")
    for seed in ("0", "1"):
        app = opened(run=run.id, net=seed, open="surgery.two.intuitive")
        assert "grew beyond all bounds are left out" in said(app)
        assert "**LSTM**" in said(app)
        assert "**RNN**" not in said(app)


def test_link_says_which_parts_are_unfolded() -> None:
    app = opened("es", open="influence.nonsense")
    assert app.expander(key="memory_influence").proto.expanded
    assert app.query_params["open"] == "influence"
    assert not app.expander(key="memory_reach").proto.expanded
    app.session_state["lang"] = "en"  # their labels change, and with them the expanders
    sound(app.run())
    assert app.expander(key="memory_influence").proto.expanded
    assert app.query_params["open"] == "influence"


def test_nets_are_named_with_their_rate_over_many_sentences() -> None:
    subject = _subject()
    text = said(opened())
    for look in subject.looks:
        share = recall(look.net, look.config, (8,))[0]
        assert f"**{look.name}**: 64 units, seed 0" in text
        rounded = percent(share).replace("\u00a0", "")  # outside of a session it writes Spanish
        assert f"with 8 clauses in between {rounded} of its answers are right" in text
        assert right_at(subject.run.id, *look.key, 8, look.net, look.config) == share


def test_share_is_never_rounded_to_all_or_nothing() -> None:
    assert [percent(x) for x in (0, 0.001, 0.414, 0.996, 1)] == [
        "0\u00a0%",
        "<1\u00a0%",
        "41\u00a0%",
        ">99\u00a0%",
        "100\u00a0%",
    ]


def test_card_says_what_the_nets_say() -> None:
    payload: Any = card_payload()
    subject = _subject("es")
    for net in payload["nets"]:
        look = subject.of_kind(net["style"])
        assert look is not None
        chances = look.chances[-1]
        assert net["said"][8]["word"] == subject.vocabulary[int(chances.argmax())]
        right = subject.vocabulary.index(subject.said.wanted[0])
        np.testing.assert_allclose(net["said"][8]["right"], chances[right], atol=5e-5)


def _subject(spoken: str = "en") -> Subject:
    run = next(one for one in shipped() if one.id == f"shipped-sentences_{spoken}")
    text = compose("french", 8, DRAW, spoken)
    return Subject.of(run, 10_000, 0, understand(text, run.lanes[0].config))
