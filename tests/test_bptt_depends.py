"""Short and long dependency: the picture's numbers are derivatives of the shipped nets, and the link is not trusted."""

from typing import Any

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from lab.shipped import FOLDER, read_shipped
from lstm_core.config import TrainConfig
from lstm_core.depends import depends
from lstm_core.passes import Passes
from lstm_core.sentences import vocabulary
from ui.bptt.depends import NETS, Asked, measured, read_asked, swapped, table, view
from ui.memory.said import DRAW, compose, understand
from ui.nets.kept import checkpoint_steps, trained_nets

N = 1  # clauses in between
RUN = read_shipped(FOLDER / "sentences_es.zip").run
CONFIG: TrainConfig = RUN.lanes[0].config
SAID = understand(compose("french", N, DRAW, "es"), CONFIG)


@pytest.fixture(scope="module")
def payload() -> dict[str, Any]:
    return view(Asked("french", N, 0), SAID, CONFIG, measured(RUN, 0, SAID))


@pytest.mark.parametrize("place", range(len(NETS)))
def test_arcs_are_torchs_derivatives_of_the_shipped_net(
    payload: dict[str, Any], place: int
) -> None:
    name, kind, before = NETS[place]
    shown = payload["nets"][place]
    assert (shown["name"], shown["kind"]) == (name, kind)
    lane = next(k for k, one in enumerate(RUN.lanes) if one.config.kind == kind)
    step = checkpoint_steps(RUN)[lane][0 if before else -1]
    assert shown["step"] == step
    assert (step == 0) == before
    net = trained_nets(RUN.id, lane, step, RUN.lanes[lane].config)[0]
    cell, x = net.cell, torch.tensor(net.inputs(SAID.numbers)).requires_grad_()
    module = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM}[kind](cell.D, cell.H).double()
    with torch.no_grad():
        for own, theirs in (("W_ih", "weight_ih_l0"), ("W_hh", "weight_hh_l0"), ("b_ih", "bias_ih_l0"), ("b_hh", "bias_hh_l0")):  # fmt: skip
            parameter = getattr(module, theirs)
            parameter.copy_(torch.tensor(getattr(cell, own)).reshape(parameter.shape))
    h = module(x)[0]
    last = torch.stack([torch.autograd.grad(one, x, retain_graph=True)[0] for one in h[-1]])
    wanted = [float(torch.linalg.matrix_norm(last[:, k], 2)) for k in range(len(x))]  # (H, T, D)
    # So near that three digits of the number itself are right.
    np.testing.assert_allclose(shown["rows"][-1], np.log10(wanted), atol=5.1e-6)


def test_a_word_moves_no_earlier_state_and_the_other_word_only_later_ones(
    payload: dict[str, Any],
) -> None:
    cue = payload["cue"]
    assert payload["words"][cue - 1] == "francés"
    assert payload["other"] == "alemán"
    assert swapped(SAID, CONFIG)[cue - 1] == "alemán"
    for net in payload["nets"]:
        assert [len(row) for row in net["rows"]] == list(range(1, len(SAID.words) + 1))
        assert net["swapped"][: cue - 1] == [None] * (cue - 1)
        assert None not in net["swapped"][cue - 1 :]


def test_at_the_start_the_rnn_lets_go_with_the_distance_and_trained_nets_answer_better() -> None:
    far = understand(compose("french", 4, DRAW, "es"), CONFIG)
    near, later = measured(RUN, 0, SAID), measured(RUN, 0, far)
    assert SAID.cue is not None
    cue = SAID.cue.place
    rnn = near[0].logs[cue, -1] - later[0].logs[cue, -1]
    assert rnn > 2  # more than two powers of ten for three clauses
    known = vocabulary(CONFIG.language, CONFIG.countries)
    assert all(one.answer in known for one in later)
    assert later[-1].right


@pytest.mark.parametrize("spoken", ["es", "en"])
def test_training_brings_an_rnn_as_much_more_of_the_word_as_the_prose_says(spoken: str) -> None:
    run = read_shipped(FOLDER / f"sentences_{spoken}.zip").run
    config = run.lanes[0].config
    said = understand(compose("french", 8, DRAW, spoken), config)
    assert said.cue is not None
    for seed in range(config.seeds):
        gained = []
        for step in (checkpoint_steps(run)[0][0], checkpoint_steps(run)[0][-1]):
            net = trained_nets(run.id, 0, step, config)[seed]
            gained.append(depends(Passes.of(net.trace(said.numbers)))[0, said.cue.place, -1])
        assert 2 < gained[1] - gained[0] < 7


def test_table_has_a_row_for_each_net_state_and_earlier_input() -> None:
    T = len(SAID.words)
    assert len(table(SAID, measured(RUN, 0, SAID)).splitlines()) == 1 + len(NETS) * T * (T + 1) // 2


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({}, ("french", 8, 0)),
        ({"dep_sentence": "car"}, ("car", 0, 0)),
        ({"dep_sentence": "car", "dep_n": "3", "dep_seed": "2"}, ("car", 3, 1)),
        ({"dep_sentence": "<b>", "dep_n": "99", "dep_seed": "0"}, ("french", 8, 0)),
        ({"dep_n": None, "dep_seed": [1]}, ("french", 8, 0)),
        ({"dep_n": 15, "dep_seed": 3}, ("french", 15, 2)),
        ("nonsense", ("french", 8, 0)),
        (None, ("french", 8, 0)),
    ],
)
def test_what_is_asked_for_is_checked(sent: Any, found: tuple[str, int, int]) -> None:
    assert read_asked(sent, 3) == found


def test_part_shows_its_picture_and_prose() -> None:
    def script() -> None:
        from ui.bptt.depends import show_depends

        show_depends()

    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["dep_sentence"] = "car"
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    assert "derivative" in app.markdown[-1].value
    assert app.session_state["dep_asked"] == ("car", 0, 0)
