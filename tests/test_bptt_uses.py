"""Kinds of use: each example is what its shipped net really does, step by step."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from lab.shipped import FOLDER, read_shipped
from lstm_core.net import one_net
from lstm_core.tasks import make_task
from ui.bptt.uses import COPIED, FIRST_LETTER, READ, USES, WRITTEN, columns, shown, view


def test_one_to_many_reads_its_own_answers() -> None:
    each = columns(shown("one-many", "es"))
    assert len(each) == 1 + WRITTEN
    assert [one["from"] for one in each] == ["outside"] + ["itself"] * WRITTEN
    assert each[0]["x"] == FIRST_LETTER
    assert [one["x"] for one in each[1:]] == [one["y"] for one in each[:-1]]
    assert all(one["chance"] == max(chance for _, chance in one["likeliest"]) for one in each)


@pytest.mark.parametrize(("lang", "answer"), [("es", "francés"), ("en", "french")])
def test_many_to_one_asks_once_at_the_end_and_is_right(lang: str, answer: str) -> None:
    each = columns(shown("many-one", lang))
    assert [one["y"] for one in each] == [None] * (len(each) - 1) + [answer]
    assert each[-1]["right"] is True
    assert each[-1]["chance"] > 0.9


def test_in_step_each_letter_is_foreseen_before_it_is_read() -> None:
    each = columns(shown("step", "es"))
    assert "".join(one["x"] for one in each) == READ
    for one, after in pairwise(each):
        assert one["wanted"] == after["x"]
        assert one["right"] == (one["y"] == after["x"])
    right = [one["right"] for one in each[:-1]]
    assert True in right  # it has learned some, and what it gets wrong is said
    assert False in right


def test_afterwards_the_symbols_are_said_again_at_the_sign() -> None:
    one = shown("after", "es")
    each = columns(one)
    task = make_task(one.config)
    assert "".join(column["x"] for column in each) == COPIED + "–" * one.config.length + "?–––"
    assert [column["y"] for column in each[-3:]] == list(COPIED)
    assert all(column["right"] for column in each[-3:])
    assert all(column["y"] is None for column in each[:-3])
    # The same inputs as the task makes them.
    made = task.words(task.test_batch(np.random.default_rng(0), 1, one.config.length).x[0])
    assert len(made) == len(each)
    assert made[3:] == [column["x"] for column in each[3:]]


@pytest.mark.parametrize(
    ("use", "name", "kind"), [("step", "story", "lstm"), ("after", "copy", "rnn")]
)
def test_what_is_said_is_what_torch_says(use: str, name: str, kind: str) -> None:
    one = shown(use, "es")
    path = FOLDER / f"{name}.zip"
    lane = [lane.config.kind for lane in read_shipped(path).run.lanes].index(kind)
    kept = read_shipped(path).checkpoints[lane]
    weights = one_net(kept[max(kept)].weights, 0)
    task = make_task(one.config)
    module = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM}[kind](task.symbols, one.config.H).double()
    readout = torch.nn.Linear(one.config.H, task.outputs).double()
    for part, prefix in ((module, "recurrent."), (readout, "readout.")):
        part.load_state_dict({key.removeprefix(prefix): torch.tensor(value) for key, value in weights.items() if key.startswith(prefix)})  # fmt: skip
    symbols = [*one.answers, "–", "?"] if name == "copy" else list(one.answers)
    x = torch.eye(task.symbols, dtype=torch.float64)[[symbols.index(text) for text in one.inputs]]
    chances = torch.softmax(readout(module(x)[0]), -1).detach().numpy()
    np.testing.assert_allclose(one.chances, chances, atol=1e-9)
    said = [one.answers[k] for k in chances.argmax(axis=1)]
    assert [y["y"] for y in columns(one) if y["y"]] == said[-len([1 for y in one.asked if y]) :]


def test_view_names_every_net_and_where_it_is_at_home() -> None:
    data = view({use: shown(use, "es") for use in USES})
    assert [one["key"] for one in data["uses"]] == list(USES)
    assert all(one["address"].partition("?")[0] in {"memory", "race"} for one in data["uses"])


def test_part_shows_its_picture_and_prose() -> None:
    def script() -> None:
        from ui.bptt.uses import show_uses

        show_uses()

    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    assert "same weights" in app.markdown[-1].value
