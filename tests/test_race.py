"""The race page without a browser: what the numbers of a race are said to mean, and what the controls make of the settings."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lab.runs import store
from lab.summary import breaks_at, decades, half_way, over_seeds, rounded
from lstm_core.config import TrainConfig
from lstm_core.events import TrainEvent
from lstm_core.net import count_parameters
from lstm_core.presets import Preset, presets
from lstm_core.tasks import make_task
from ui import text
from ui.race.names import lane_names
from ui.race.settings import read_settings, write_settings
from ui.race.status import first_shipped
from ui.race.verdict import Outcome, guess_line, verdict
from ui.text import ROOT

SENTENCES = make_task(TrainConfig())  # distances 0, 1, 2, 4, 6, 8, 10, 15; chance 1/8
ADDING = make_task(TrainConfig(task="adding", length=50, lengths="fixed"))
GOOD = [1.0] * 8
FADING = [1.0, 0.68, 0.5, 0.4, 0.4, 0.3, 0.4, 0.4]  # half way is .5625
GUESSING = [0.125] * 8


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "language", lambda: "en")


def outcome(
    kind: str, solved_at: list[int], by_distance: list[float], end: str = "solved", **more: Any
) -> Outcome:
    """A lane of as many nets as `solved_at` has steps, all with the same scores."""
    S = len(solved_at)
    scores = np.tile(by_distance, (S, 1))
    event = TrainEvent(
        step=1500,
        loss=np.ones(S),
        score=scores.mean(axis=1),
        by_distance=scores,
        gradient_norm=np.ones(S),
        gradient=np.ones((S, 5)),
        gates={},
        answer=np.ones((S, 8)) / 8,
        solved_at=np.array(solved_at),
        end=end,
    )
    return replace(Outcome(kind.upper(), kind, S, end, event), **more)


LSTM = outcome("lstm", [300, 400, 500], GOOD)
RNN = outcome("rnn", [-1, -1, -1], FADING, "out of steps")


@pytest.mark.usefixtures("english")
def test_lstm_wins_and_the_rnn_fades() -> None:
    said = verdict(SENTENCES, [RNN, LSTM])
    assert said.headline == "LSTM solved it after 400 steps (3 of 3 nets); not solved by: RNN."
    assert said.more == (
        "LSTM: nearer to perfect than to guessing up to 15.",
        "RNN is nearer to guessing than to perfect from 2 on.",
    )


@pytest.mark.usefixtures("english")
def test_whoever_solved_it_is_named_whoever_did_not_too() -> None:
    gru = outcome("gru", [500, 600, 700], GOOD)
    assert verdict(SENTENCES, [RNN, gru, LSTM]).headline == (
        "LSTM solved it first, after 400 steps (3 of 3 nets); then GRU after 600; not solved by: RNN."
    )
    gru = outcome("gru", [400, 400, 500], GOOD)
    assert verdict(SENTENCES, [RNN, gru, LSTM]).headline == (
        "Equally fast, after 400 steps: GRU, LSTM (3 of 3 nets each); not solved by: RNN."
    )


@pytest.mark.usefixtures("english")
def test_rnn_that_wins_is_called_the_winner() -> None:
    rnn = outcome("rnn", [90, 100, 110], GOOD)
    said = verdict(SENTENCES, [rnn, LSTM])
    assert said.headline.startswith("Here an RNN wins: RNN solved it after 100 steps")


@pytest.mark.usefixtures("english")
def test_who_shares_the_first_place_was_guessed_right() -> None:
    gru = outcome("gru", [400, 400, 500], GOOD)
    for winner, came_true in [(0, "it came out otherwise"), (1, "right"), (2, "right")]:
        said = guess_line({"winner": winner}, SENTENCES, [RNN, gru, LSTM])
        assert said.endswith(f" wins ({came_true}).")
    said = guess_line({"winner": "nobody"}, SENTENCES, [RNN])
    assert said == "Your guess: no net solves it (right)."


@pytest.mark.usefixtures("english")
def test_a_text_is_never_solved_and_the_best_of_its_nets_wins() -> None:
    task = make_task(TrainConfig(task="text", length=10, text="ab cd " * 200))
    lanes = [
        outcome("rnn", [-1, -1], [0.36], "out of steps"),
        outcome("lstm", [-1, -1], [0.39], "out of steps"),
    ]
    assert verdict(task, lanes).headline.startswith(
        "Best after 1500 steps: LSTM, with 39 % of the letters right;"
    )
    assert guess_line({"winner": 1}, task, lanes) == "Your guess: LSTM wins (right)."
    assert "otherwise" in guess_line({"winner": 0}, task, lanes)


@pytest.mark.usefixtures("english")
def test_more_solved_seeds_beat_fewer_steps() -> None:
    hasty = outcome("gru", [50, -1, -1], GOOD)
    said = verdict(SENTENCES, [hasty, LSTM])
    assert said.headline.startswith("All solved it, LSTM first: after 400 steps (3 of 3 nets)")
    assert "The seeds disagree: of GRU, 1 of 3 nets solved it." in said.more


@pytest.mark.usefixtures("english")
def test_nobody_solved_it() -> None:
    lost = outcome("lstm", [-1, -1], GUESSING, "out of steps")
    said = verdict(SENTENCES, [replace(RNN, seeds=3), lost])
    assert said.headline == (
        "Nobody solved it in 1500 steps. RNN came closest: 51 %, where guessing gives 13 %."
    )
    assert "LSTM is nearer to guessing than to perfect at every distance." in said.more
    alone = verdict(SENTENCES, [lost])
    assert alone.headline == (
        "LSTM did not solve it in 1500 steps: 13 %, where guessing gives 13 %."
    )


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("diverged", "A net of LSTM diverged: its loss or its gradient grew beyond all numbers."),
        ("stopped", "LSTM was stopped before the end."),
        ("failed", "The computer that trained LSTM failed twice."),
    ],
)
@pytest.mark.usefixtures("english")
def test_accidents_are_told(end: str, sentence: str) -> None:
    said = verdict(SENTENCES, [RNN, outcome("lstm", [-1, 200], GOOD, end)])
    assert sentence in said.more


@pytest.mark.usefixtures("english")
def test_a_net_that_diverged_is_not_better_than_guessing() -> None:
    dead = outcome("rnn", [-1], [float("nan")] * 8, "diverged")
    assert dead.event is not None
    assert breaks_at(SENTENCES, dead.event.by_distance) == 0
    assert (
        "LSTM came closest"
        in verdict(
            SENTENCES,
            [dead, outcome("lstm", [-1], FADING, "out of steps")],
        ).headline
    )
    dead_number = outcome("rnn", [-1], [float("nan")] * len(ADDING.distances), "diverged")
    poor = outcome("lstm", [-1], [0.1] * len(ADDING.distances), "out of steps")
    assert "LSTM came closest" in verdict(ADDING, [dead_number, poor]).headline


def test_half_way_of_an_error_is_half_of_it() -> None:
    assert half_way(ADDING) == pytest.approx(ADDING.chance / 2)
    assert half_way(SENTENCES) == pytest.approx((1 + 1 / 8) / 2)


def test_lucky_distance_farther_out_does_not_mend_a_break() -> None:
    assert breaks_at(SENTENCES, np.array([[1, 1, 0.2, 1, 1, 1, 1, 1]])) == 2
    assert breaks_at(SENTENCES, np.array([GOOD])) is None


@pytest.mark.usefixtures("english")
def test_while_it_trains_only_a_clear_lead_is_called_one() -> None:
    def so_far(rnn: float, lstm: float) -> str:
        lanes = [outcome("rnn", [-1], [rnn] * 8, ""), outcome("lstm", [-1], [lstm] * 8, "")]
        return verdict(SENTENCES, lanes, "running").headline

    assert so_far(0.12, 0.13) == "In training. So far no net is ahead."
    assert so_far(0.12, 0.9) == "In training. So far LSTM is ahead."
    assert so_far(0.9, 0.12) == "In training. So far RNN is ahead."
    half = [LSTM, outcome("rnn", [-1], FADING, "")]
    solved = "LSTM has solved it already."
    assert verdict(SENTENCES, half, "running").headline == f"In training. {solved}"
    assert verdict(SENTENCES, half, "paused").headline == f"Paused. {solved}"
    waiting = replace(LSTM, event=None)
    assert verdict(SENTENCES, [waiting], "waiting").headline == "It will start in a moment."
    assert (
        verdict(SENTENCES, [waiting], "interrupted").headline == "Paused before the first report."
    )


@pytest.mark.usefixtures("english")
def test_guess_stands_beside_the_result() -> None:
    lanes = [RNN, LSTM]
    assert guess_line({}, SENTENCES, lanes) == ""
    assert guess_line({"winner": 1, "breaks": 2}, SENTENCES, lanes) == (
        "Your guess: LSTM wins (right); the RNN fails from 2 on (right)."
    )
    assert guess_line({"winner": 0, "breaks": "never"}, SENTENCES, lanes) == (
        "Your guess: RNN wins (it came out otherwise); the RNN never fails (it came out otherwise)."
    )
    unfinished = [replace(RNN, end=""), LSTM]
    assert guess_line({"winner": 0}, SENTENCES, unfinished) == "Your guess: RNN wins."
    assert guess_line({"winner": 7, "breaks": 3}, SENTENCES, lanes) == ""


def test_spread_over_seeds_is_numpys_and_leaves_out_what_is_no_number() -> None:
    values = np.random.default_rng(0).normal(size=(5, 3, 4))
    spread = over_seeds(values)
    np.testing.assert_array_equal(spread.mid, np.median(values, axis=0))
    values[1] = np.nan
    values[2, 0] = np.inf
    spread = over_seeds(values)
    np.testing.assert_array_equal(spread.mid[0], np.median(values[[0, 3, 4], 0], axis=0))
    np.testing.assert_array_equal(spread.low, np.nanmin(values, axis=0))
    np.testing.assert_array_equal(spread.high[1:], np.nanmax(values, axis=0)[1:])
    assert np.isnan(over_seeds(np.full((2, 3), np.nan)).mid).all()


def test_numbers_on_their_way_to_the_browser_are_short_and_still_true() -> None:
    given = np.array([0.1234567, -0.00012345678, 12.3456789, -1234.56789, 0.0, 1.0, np.nan, np.inf])
    assert rounded(given, 4) == [0.1235, -0.0001235, 12.3457, -1234.5679, 0.0, 1.0, None, None]
    random = np.random.default_rng(0).normal(size=(20, 3)) * 10.0 ** np.arange(-3, 0)
    short = rounded(random, 4)
    assert short == [
        [float(f"{x:.4g}") if abs(x) < 1 else round(x, 4) for x in row] for row in random
    ]


def test_gradient_that_is_nothing_has_a_place_below_all_others() -> None:
    np.testing.assert_array_equal(decades(np.array([1e-91, 1.0, 0.0])), [-91, 0, -300])


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_settings_of_a_preset_mean_its_race(preset: Preset) -> None:
    state: dict[str, Any] = {}
    write_settings(state, preset.lanes)
    assert read_settings(state) == preset.lanes
    names = [lane.name for lane in lane_names(preset.lanes)]
    assert len(set(names)) == len(names)


def test_start_of_every_rnn_is_told_where_they_differ() -> None:
    usual = TrainConfig(kind="rnn")
    turned = replace(usual, start="orthogonal")
    names = [lane.name for lane in lane_names((usual, turned, replace(usual, kind="lstm")))]
    assert names == ["RNN PyTorch", "RNN ortogonal", "LSTM"]
    assert [lane.name for lane in lane_names((usual, replace(usual, kind="gru")))] == ["RNN", "GRU"]


def test_run_to_open_a_task_with_is_that_of_its_first_preset() -> None:
    """And the sentences where none ships: not whichever run comes first."""
    for task, name in (("order", "order50"), ("latch", "latch"), ("adding", "sentences_")):
        assert first_shipped(task).id.startswith(f"shipped-{name}")


def test_rnn_of_the_same_size_has_as_many_parameters() -> None:
    state: dict[str, Any] = {}
    write_settings(state, presets()[0].lanes)
    state["race_lanes"] = [1, 3]
    lstm, rnn = read_settings(state)
    task = make_task(lstm)
    assert (lstm.kind, rnn.kind) == ("lstm", "rnn")
    assert count_parameters(rnn, task) == pytest.approx(count_parameters(lstm, task), rel=0.02)


def opened(reader: str = "r" * 22, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=60)
    app.session_state["reader"] = reader
    app.query_params.update(query)
    return app.switch_page(str(ROOT / "pages" / "lab" / "race.py")).run()


def choose(app: AppTest, preset: str) -> None:
    app.selectbox(key="race_preset@es").set_value(preset).run()
    assert not app.exception
    assert not app.error


def test_every_preset_opens_with_all_its_knobs_within_their_limits() -> None:
    app = opened(lang="es")
    app.session_state["race_more"] = True
    for preset in presets():
        choose(app, preset.name)
        assert app.slider(key="race_seeds").value == preset.lanes[0].seeds
        widths = [widget for widget in app.number_input if str(widget.key).endswith("_H")]
        assert [widget.value for widget in widths] == [lane.H for lane in preset.lanes]
        assert (widths[0].min, widths[0].max) == (1, 128)


def test_what_cannot_be_trained_is_a_sentence_beside_the_button() -> None:
    app = opened(lang="es")
    choose(app, "text")
    app.text_area(key="race_text").set_value("abc").run()
    assert any("Texto: hacen falta al menos" in one.value for one in app.markdown)
    choose(app, "order50")
    nets: Any = next(group for group in app.get("button_group") if "lanes" in str(group))
    nets.set_value([]).run()
    app.button(key="race_start").click().run()
    assert any("Elige al menos una red." in one.value for one in app.markdown)
    assert not app.exception
    assert not app.error


def test_newest_run_is_one_press_away_while_it_is_paused() -> None:
    reader = "p" * 22
    run = store().create(reader, presets()[0].lanes)
    store().set_status(run.id, "paused", "unwatched")
    app = opened(reader, lang="es")
    assert any("Tu última ejecución está en pausa." in one.value for one in app.caption)
    app.button(key="race_show").click().run()
    assert run.id in app.query_params["run"]
    assert any(button.key == "race_go_on" for button in app.button)
    store().set_status(run.id, "ended")
    assert not any(button.key == "race_show" for button in opened(reader, lang="es").button)


def test_link_to_no_run_shows_what_ships() -> None:
    for run in ("x", "x" * 5000, "../../etc/passwd", "' or 1=1 --", "shipped-none"):
        assert store().get(run) is None
    app = opened(run="\x00", lang="es")
    assert not app.exception
    assert not app.error
    assert app.caption[0].value.startswith("El enlace lleva a una ejecución que no está aquí")
