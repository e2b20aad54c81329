"""The slide's numbers: they are those of the gradient, and what a browser sends back is not trusted."""

from dataclasses import replace
from itertools import accumulate
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from lab.runs import store
from lstm_core.cells import Cell
from lstm_core.events import Checkpoint
from lstm_core.gradients import pairs
from lstm_core.net import Net
from lstm_core.passes import run_passes
from lstm_core.tasks import make_task
from tests.subjects import latch_subject
from ui.gradients.controls import key_of
from ui.gradients.slide import (
    answer_from_inputs,
    first_source,
    packed,
    read_view,
    table,
    view,
    written,
)
from ui.gradients.subject import Subject, examined

SEED = 1  # the second of the run's nets
TORCH = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}


@pytest.fixture(scope="module")
def subject() -> Subject:
    """The shipped race on a first symbol that is to be remembered over 8 steps."""
    return latch_subject(distance=8, seed=SEED)


def logs(row: list[Any]) -> list[float]:
    """A row of the payload as the browser reads it, log10."""
    return [{None: -np.inf, "inf": np.inf}.get(one, one) / 1e5 for one in summed(summed(row))]


def summed(row: list[Any]) -> list[Any]:
    """The numbers of a row added up."""
    whole = accumulate(one if isinstance(one, int) else 0 for one in row)
    return [so_far if isinstance(one, int) else one for one, so_far in zip(row, whole, strict=True)]


def test_rows_of_the_picture_are_the_norms_of_every_pair_of_steps(subject: Subject) -> None:
    data = view(subject)
    assert [net["kind"] for net in data["nets"]] == ["rnn", "gru", "lstm"]
    for lane, net in enumerate(data["nets"]):
        for when, nets in (("before", subject.before), ("after", subject.after)):
            found = pairs(nets[lane].passes.take([nets[lane].place(SEED)]))
            for s in range(1, subject.T + 1):
                np.testing.assert_allclose(
                    logs(net[when]["memory"][s - 1]), found.memory[0, s, s:], atol=5.1e-6
                )
                if net["kind"] == "lstm":
                    shown = logs(net[when]["shown"][s - 1])
                    np.testing.assert_allclose(shown, found.shown[0, s, s + 1 :], atol=5.1e-6)
        assert net["after"]["net"] == SEED
        assert net["before"]["step"] < net["after"]["step"]


def test_rows_keep_exact_zeros_and_infinities_apart_from_numbers() -> None:
    row = written(np.array([0.0, -1.000004, -np.inf, -3.5, np.inf, np.nan, 2.25]))
    assert row == [0, -100_000, None, -350_000, "inf", "inf", 225_000]
    assert logs(packed(row)) == [0, -1, -np.inf, -3.5, np.inf, np.inf, 2.25]


@pytest.mark.parametrize("lane", [0, 1, 2])
def test_what_the_answer_owes_to_each_input_is_autograds(subject: Subject, lane: int) -> None:
    nets = subject.after[lane]
    place = nets.place(SEED)
    net = nets.nets[place]
    cell = net.cell
    layer = TORCH[cell.kind](cell.D, cell.H).double()
    parameters = zip(
        ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"),
        (cell.W_ih, cell.W_hh, cell.b_ih, cell.b_hh),
        strict=True,
    )
    layer.load_state_dict(
        {name: torch.tensor(w.reshape(-1, *w.shape[2:])) for name, w in parameters}
    )
    rows = torch.tensor(net.readout[subject.task.answer_classes()])
    x = torch.tensor(net.inputs(subject.batch.x[0]), requires_grad=True)
    answers = rows @ layer(x)[0][-1]  # (A,)
    each = [torch.autograd.grad(answer, x, retain_graph=True)[0] for answer in answers]  # (T, D)
    expected = np.log10(torch.stack(each).pow(2).sum(dim=(0, 2)).sqrt().numpy())
    found = answer_from_inputs(nets.passes.take([place]), net, subject.task)
    np.testing.assert_allclose(found, expected, atol=1e-9)


def test_what_the_answer_owes_to_each_input_by_hand(subject: Subject) -> None:
    """h_t = relu(2 x_t + h_(t-1) / 2) and y = 3 h_T + const: with x = 1 all is linear, ∂y/∂x_s = 3 · 2 · 2^-(T - s)."""
    one = np.ones((1, 1, 1))
    cell = Cell("rnn", "relu", 2 * one, one / 2, np.zeros((1, 1)), np.zeros((1, 1)))
    net = Net(None, None, cell, np.array([[3.0]]), np.zeros(1))
    passes = run_passes([cell], np.ones((4, 1)))
    adding = make_task(
        replace(subject.run.lanes[0].config, task="adding", length=50, lengths="fixed")
    )
    assert adding.regression
    found = 10 ** answer_from_inputs(passes, net, adding)
    np.testing.assert_allclose(found, [0.75, 1.5, 3, 6])


def test_sentence_begins_at_what_its_first_clause_says(subject: Subject) -> None:
    run = store().get("shipped-sentences_es")
    assert run is not None
    words = ("soy", "francés", ",", "el", "pan", "está", "caro", ",", "hablo")
    assert first_source(replace(subject, run=run, words=words)) == 2
    assert first_source(replace(subject, run=run, words=("hablo", "español"))) == 1
    assert first_source(subject) == 1


@pytest.mark.parametrize(
    ("sent", "used"),
    [
        (
            {"from": 3, "phase": "before", "lanes": [2, 0]},
            {"from": 3, "phase": "before", "lanes": [2, 0]},
        ),
        ({"from": 0, "phase": "later", "lanes": [1, 1]}, {}),
        ({"from": True, "phase": None, "lanes": [1, 2, 3]}, {}),
        ({"from": "3", "lanes": ["<b>"]}, {}),
        ({"from": 10**9, "lanes": [-1]}, {}),
        ([3], {}),
        (None, {}),
    ],
)
def test_of_what_a_browser_sends_only_what_can_be_is_used(sent: Any, used: dict[str, Any]) -> None:
    assert read_view(sent) == used


def test_where_a_net_is_left_out_before_and_after_are_still_one_net(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the run whose first net has weights that are no numbers from its second checkpoint on."""
    kept = store()

    def checkpoint(run_id: str, lane: int, step: int | None = None) -> Checkpoint | None:
        found = kept.checkpoint("shipped-latch", lane, step)
        if found is not None and step != 0:
            for array in found.weights.values():
                array[0] = np.nan
        return found

    def steps(run_id: str, lane: int) -> list[int]:
        return kept.checkpoint_steps("shipped-latch", lane)

    fake = SimpleNamespace(checkpoint=checkpoint, checkpoint_steps=steps)
    monkeypatch.setattr("ui.nets.kept.store", lambda: fake)
    run = replace(subject.run, id="first-net-left-out")
    keys, drawn_nets = [], []
    for at in (0, 10**9):  # at first nothing is left out, and what was measured then is known
        before, after = examined(run, at, subject.batch)
        keys.append(key_of(run, after, 0, subject.batch))
        nets = view(replace(subject, run=run, before=before, after=after, seed=0))["nets"]
        assert all(net["before"]["net"] == net["after"]["net"] for net in nets)
        drawn_nets.append([net["before"]["net"] for net in nets])
    assert drawn_nets == [[0, 0, 0], [1, 1, 1]]
    assert keys[0] != keys[1]


def test_key_tells_which_nets_of_which_lanes_there_are(subject: Subject) -> None:
    rnn, gru, lstm = subject.after
    there = [
        (rnn, gru, lstm),
        (rnn, lstm),
        (replace(rnn, lane=1),),
        (rnn,),
        (replace(rnn, seeds=rnn.seeds[1:]),),
        (replace(rnn, step=1),),
    ]
    assert len({key_of(subject.run, nets, 0, subject.batch) for nets in there}) == len(there)


def test_table_has_every_pair_of_steps(subject: Subject) -> None:
    lines = table(subject).splitlines()
    T = subject.T
    assert len(lines) == 1 + 2 * 3 * T * (T + 1) // 2
    assert lines[1].startswith(f"before,0,RNN,{SEED},1,1,{subject.words[0]},0.000000,")
