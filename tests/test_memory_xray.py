"""The X-ray: up to where a memory is read reliably, by hand; what is drawn and said of it; and the nets that ship."""

import base64
import csv
import io
import json
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.probes import ATTRIBUTES, NONE, Probe, probes_of
from ui import text
from ui.components import as_bytes
from ui.memory import nets, seen
from ui.memory.said import Said, compose, understand
from ui.memory.seen import Seen, truth_of, worth
from ui.memory.subject import Look, Subject
from ui.memory.xray import first_word, read_view, table, view
from ui.memory.xray_words import distance_names, headline, value_names, verdict


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text, nets):
        monkeypatch.setattr(module, "language", lambda: "en")


def subject_of(sentence: str, kinds: tuple[str, ...] = ("rnn", "lstm")) -> Subject:
    run = store().get("shipped-sentences_es")
    assert run is not None
    subject = Subject.of(run, 10**9, 0, understand(sentence, run.lanes[0].config))
    return replace(subject, looks=tuple(one for one in subject.looks if one.config.kind in kinds))


def probe_of(cases: int, H: int = 64, seed: int = 0) -> Probe:
    """One that reads by random weights."""
    rng = np.random.default_rng(seed)
    coef, intercept = rng.normal(size=(cases + 1, H)), rng.normal(size=cases + 1)
    labels = (*range(cases), NONE)
    heard = np.array([9, 4])
    shares = {"accuracy": 0.75, "chance": 0.2, "control": 0.125, "named": 0.7, "silence": 0.9}
    return Probe(
        **shares,
        attribute="nationality",
        labels=labels,
        squashed=False,
        coef=coef,
        intercept=intercept,
        log_loss=1.0,
        calibration=0.1,
        by_distance=np.array([0.9, 0.6]),
        heard=heard,
    )


def random_probes(*_: Any) -> dict[str, Probe]:
    return {
        name: probe_of(cases, seed=k)
        for k, (name, cases) in enumerate(zip(ATTRIBUTES, (8, 8, 2, 2), strict=True))
    }


def read_as(right: list[int], cue: int, cases: int = 2) -> Seen:
    """After the words from `cue` on the true case, 0, is the likeliest where `right` says so, although "nothing" is likelier still."""
    chances = np.full((cue - 1 + len(right), cases + 1), 0.1)
    chances[:, -1] = 0.6
    for t, hit in enumerate(right, cue - 1):
        chances[t, 0 if hit else 1] = 0.3
    subject = subject_of("soy francés ???", ("rnn",))
    return Seen(subject.main, probe_of(cases), chances, 0, cue)


@pytest.mark.parametrize(
    ("right", "last"),
    [
        # Of two cases a hit counts 1 - 3/4, a miss -3/4. By hand: .25 .5 .75 0 -.75 -.5: most after the third word, word 4.
        ([1, 1, 1, 0, 0, 1], 4),
        ([1, 1, 1, 1, 1, 1, 0, 0, 1], 10),  # right at the end, and after 7 of 9 on the whole
        ([1, 1, 1, 1, 1, 1, 1, 1, 0], 9),
        ([1, 1, 1, 0, 1, 1, 1, 0], 8),  # .75 twice: of equals the last
        ([0, 0, 1], 0),
        ([0], 0),
        ([1], 2),
    ],
)
def test_the_word_up_to_which_it_is_reliable(right: list[int], last: int) -> None:
    assert read_as(right, cue=2).last == last


def test_a_guess_counts_less_the_more_cases_there_are() -> None:
    # Of eight cases a miss costs 9/16 and a hit brings 7/16: .4375 .875 .3125 .75 .1875 -.375, most after the second.
    assert read_as([1, 1, 0, 1, 0, 0], cue=1, cases=8).last == 2
    assert read_as([0, 1, 1, 0, 1, 1, 1], cue=1, cases=8).last == 7


@pytest.mark.parametrize(("hits", "lost"), [(0, True), (40, True), (41, False)])
def test_it_is_lost_where_the_rest_is_as_good_as_guessed(hits: int, lost: bool) -> None:
    # Of two cases 64 guesses bring 32 hits, and their variance is 64 / 4: up to 32 + 2 * 4 may be luck.
    later = [(i + 1) * hits // 64 - i * hits // 64 for i in range(64)]
    one = read_as([1] * 10 + later, cue=2)
    assert (one.last, int(one.later.sum()), one.is_lost) == (11, hits, lost)


def test_the_title_does_not_call_lost_what_can_still_be_read_now_and_then() -> None:
    subject = subject_of(" ".join(["soy francés ,", *["la"] * 72, "???"]), ("rnn",))
    later = [(i + 1) * 41 // 64 - i * 41 // 64 for i in range(64)]
    one = replace(read_as([1] * 10 + later, cue=2), look=subject.main)
    assert headline(subject, {"nationality": [one]}) == (
        "RNN: not reliable any more after “la”, 9 words after “francés” (later 41 of 64 words; guessing: 1 in 2)."
    )


def test_the_title_is_about_what_is_not_held_to_the_end() -> None:
    subject = subject_of("soy francés , la la la ???", ("rnn",))
    kept, lost = (
        replace(read_as(right, cue=2), look=subject.main)
        for right in ([1, 1, 1, 1, 1], [1, 1, 0, 0, 0])
    )
    said = {"gender": [kept], "number": [lost]}
    assert headline(subject, said) == "RNN: lost after the comma that follows “francés”."
    assert "is still there at ???" in headline(subject, {"gender": [kept], "number": [kept]})


def test_what_is_not_lost_there_is_said_so() -> None:
    assert not read_as([1, 1, 1], cue=2).is_lost
    assert not read_as([0, 0, 1], cue=2).is_lost  # never held, so there is no place to name


def test_far_distances_that_few_sentences_have_are_taken_together() -> None:
    probe = probe_of(2)
    far = replace(probe, by_distance=np.array([1, 0.8, 0.6, 0.5]), heard=np.array([60, 40, 24, 6]))
    found = worth(far)
    # 24 sentences at .6 and 6 at .5: 17.4 of 30.
    np.testing.assert_allclose(found.accuracy, [1, 0.8, 0.58])
    assert found.sentences.tolist() == [60, 40, 24]
    assert distance_names(3) == ["same clause", "0", "1 or more"]
    few = worth(probe)  # 9 sentences and 4: all together, .9 and .6
    np.testing.assert_allclose(few.accuracy, [(9 * 0.9 + 4 * 0.6) / 13])
    assert distance_names(1) == ["all distances"]


def test_what_a_sentence_says_of_each_attribute() -> None:
    def truths(sentence: str, name: str = "es") -> list[int | None]:
        run = store().get(f"shipped-sentences_{name}")
        assert run is not None
        cue = understand(sentence, run.lanes[0].config).cue
        return [truth_of(attribute, cue) for attribute in ATTRIBUTES]

    assert truths("soy alemana, hablo ???") == [1, None, None, None]
    assert truths("mi moto no funciona, ahora voy en ???") == [None, 1, None, None]
    assert truths("somos profesoras, hoy estamos muy ???") == [None, None, 1, 1]
    assert truths("i saw my brother today, i think of ???", "en") == [None, None, 0, 0]
    assert truths("i saw my parents today, i think of ???", "en") == [None, None, None, 1]
    assert truths("la fiesta empieza mañana") == [None] * 4


def test_values_have_names_in_the_order_of_the_labels() -> None:
    config = subject_of("soy francés ???").config
    assert value_names("nationality", config)[:2] == ["francés", "alemán"]
    assert value_names("vehicle", config)[1] == "moto"
    for name, cases in zip(ATTRIBUTES, (8, 8, 2, 2), strict=True):
        values = value_names(name, config)
        assert len(values) == cases + 1
        assert values[-1] == "nothing said"


def said_of(n: int) -> Said:
    """A cue as the second word, n words in all."""
    run = store().get("shipped-sentences_es")
    assert run is not None
    words = ["soy francés ,", *["la"] * (n - 3), "???"]
    return understand(" ".join(words), run.lanes[0].config)


@pytest.mark.parametrize(
    ("right", "words"),
    [
        (
            [1, 1, 1, 0, 1, 0],
            "RNN: lost after “la”, 2 words after “francés”: up to there the probe is right after 3 of 3 words, later after 1 of 3 "
            "(guessing: 1 in 2).",
        ),
        (
            [1, 1, 0, 0, 0, 0],
            "RNN: lost after the comma that follows “francés”: up to there the probe is right after 2 of 2 words, "
            "later after 0 of 4 (guessing: 1 in 2).",
        ),
        (
            [1, 0, 0, 0, 0, 0],
            "RNN: lost after “francés”: up to there the probe is right after 1 of 1 words, later after 0 of 5 "
            "(guessing: 1 in 2).",
        ),
        (
            [1, 1, 1, 1, 1, 1],
            "RNN: still there at ???, one 75%; the probe is right after 6 of 6 words.",
        ),
        (
            [0, 0, 0, 0, 0, 1],
            "RNN: “one” was never held for long; the probe is right after 1 of 6 words (guessing: 1 in 2).",
        ),
    ],
)
def test_a_verdict_has_the_counts(right: list[int], words: str) -> None:
    # Where it is right it has .3 of .4: 75 % if it must name one.
    assert verdict(read_as(right, cue=2), said_of(7), ["one", "other", "nothing"]) == words


def chances_of(packed: str, L: int) -> Array:
    return np.frombuffer(base64.b64decode(packed), "<f4").reshape(-1, L).astype(float)


def test_what_is_drawn_is_what_the_probes_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "probes", random_probes)
    subject = subject_of("soy zumbado francés, el pan está muy caro, hablo español y ???")
    data = json.loads(as_bytes(view(subject)), parse_constant=pytest.fail)
    assert data["columns"][:3] == ["soy", "zumbado", "francés"]
    assert data["rows"][:4] == [1, 0, 2, 3]
    assert (data["columns"][-1], data["rows"][-1], data["cue"]) == ("???", 0, 3)
    assert [net["name"] for net in data["nets"]] == ["RNN", "LSTM"]
    nationality, vehicle = data["attributes"][:2]
    assert (nationality["truth"], nationality["open"], vehicle["open"]) == (0, True, False)
    assert nationality["far"] == 0  # so few sentences were read that all distances are one
    assert nationality["distances"] == ["all distances"]
    lstm = subject.main
    logits = lstm.trace.memory[1:] @ probe_of(8).coef.T + probe_of(8).intercept
    expected = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(
        chances_of(nationality["nets"][1]["chances"], 9), expected, atol=1e-6
    )
    lines = list(csv.DictReader(io.StringIO(table(subject))))
    assert len(lines) == 2 * subject.said.T * (9 + 9 + 3 + 3)
    first = next(one for one in lines if one["net"] == "LSTM" and one["word_number"] == "2")
    assert float(first["probability"]) == pytest.approx(expected[1, 0], abs=1e-6)
    assert (first["word"], first["value"], first["said"]) == ("francés", "francés", "1")


def test_without_a_cue_there_is_no_truth_and_one_panel_is_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silent = {
        name: replace(one, coef=0 * one.coef, intercept=np.eye(len(one.labels))[-1])
        for name, one in random_probes().items()
    }
    monkeypatch.setattr(seen, "probes", lambda *_: silent)
    data = view(subject_of("la fiesta empieza mañana"))
    assert "No word here decides" in data["headline"]
    assert [one["open"] for one in data["attributes"]] == [True, False, False, False]
    assert all(one["truth"] is None for one in data["attributes"])
    assert data["first"] == 4
    assert all(net["verdict"] == "" for one in data["attributes"] for net in one["nets"])


def test_a_memory_without_bounds_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def bounded(_run: Any, look: Any) -> dict[str, Probe]:
        if look.config.kind == "rnn":
            raise ValueError("The net's memory grows beyond all bounds.")
        return random_probes()

    monkeypatch.setattr(seen, "probes", bounded)
    data = view(subject_of("soy francés, hablo español y ???"))
    assert [net["name"] for net in data["nets"]] == ["LSTM"]
    assert data["left_out"] == "RNN: no probe, because this memory grows beyond all bounds."


def test_the_shipped_rnn_loses_it_where_the_shipped_lstm_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @cache
    def fitted(look: Look) -> dict[str, Probe]:
        found = probes_of(look.net, look.config, attributes=("nationality",))
        return random_probes() | found

    nets_there = {one.lane: one for one in subject_of("soy francés ???").looks}
    monkeypatch.setattr(seen, "probes", lambda _run, look: fitted(nets_there[look.lane]))
    for draw in range(3):
        subject = subject_of(compose("french", 8, draw, "es"))
        found, _ = seen.seen(subject)
        rnn, lstm = found["nationality"]
        assert lstm.last == subject.said.T
        assert rnn.last < subject.said.T / 2
        assert first_word(subject, found) == (rnn.last or subject.said.T)


@pytest.mark.parametrize(
    ("value", "used"),
    [
        ({"word": 3, "open": ["number", "gender"]}, {"word": 3, "open": ["gender", "number"]}),
        ({"word": 0, "open": []}, {}),
        ({"word": True, "open": ["<img>"]}, {}),
        ({"word": 10**9, "open": "gender"}, {}),
        ({"word": "3", "open": [["gender"]]}, {}),
        (["word", 3], {}),
        (None, {}),
    ],
)
def test_whoever_sent_a_view_is_not_trusted(value: Any, used: dict[str, Any]) -> None:
    assert read_view(value) == used


def test_the_link_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "probes", random_probes)

    def page() -> None:
        from tests.test_memory_xray import subject_of
        from ui.memory.xray import show_xray

        show_xray(subject_of("soy francés, hablo español y ???"))

    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["xray_word"] = "4"
    app.query_params["xray_open"] = "number.<b>"
    app.run()
    assert not app.exception
    assert app.session_state["xray_start"] == {"word": 4}
