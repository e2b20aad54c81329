"""The page of the speech case without a browser: what the component is given, and what a link may say."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64decode
from typing import Any

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from lab import jobs
from lab.shipped_cases import FOLDER, shipped_case
from lstm_core.cases.config import KINDS, CaseConfig
from lstm_core.cases.saying import Saying, shuffle, sound
from lstm_core.cases.spectrum import HOP, RATE, Frames, frames
from lstm_core.cases.speech import CLIP, T, words
from lstm_core.cases.speech_nets import net
from lstm_core.cases.speech_twin import answers
from lstm_core.cases.verdict import margin
from ui import text
from ui.cases import speech
from ui.cases.nets import CaseNet
from ui.cases.speech import table
from ui.cases.speech_often import MANY, how_often
from ui.cases.speech_payload import payload
from ui.cases.speech_setting import OPTIONS, USUAL, read_setting
from ui.cases.speech_words import headline


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentences alone: the words that are spoken stay Spanish, as they are for whoever has no session."""
    monkeypatch.setattr(text, "language", lambda: "en")


@pytest.fixture(scope="module")
def nets() -> dict[str, CaseNet]:
    """Nets that have learned nothing: what they say does not matter here."""
    six = type("Six", (), {"classes": 6})()
    found = {}
    for kind in KINDS["speech"]:
        config = CaseConfig("speech", kind)
        made = net(config, six, torch.Generator().manual_seed(5))
        weights = {name: value.numpy() for name, value in made.state_dict().items()}
        found[kind] = CaseNet(config, weights, 0.5, True)
    return found


def test_backwards_and_shuffled_are_the_same_sound_in_another_order() -> None:
    plain, back, mixed = (
        sound(Saying("roma", backwards=backwards, shuffled=shuffled))
        for backwards, shuffled in ((False, False), (True, False), (False, True))
    )
    assert len(plain.wave) == CLIP
    assert len(plain.heard) == T
    np.testing.assert_array_equal(back.wave, plain.wave[::-1])
    np.testing.assert_allclose(back.heard, frames(plain.wave[::-1]))
    # A frame that is heard backwards has the same energies, but for the one sample by which the window is uneven.
    assert np.abs(back.heard - plain.heard[::-1]).mean() < 0.02
    np.testing.assert_array_equal(mixed.heard, plain.heard[shuffle(T)])
    assert sorted(mixed.wave.tolist()) == sorted(plain.wave.tolist())


@pytest.mark.parametrize("speed", [0.5, 1.8])
def test_a_long_word_is_whole_and_a_short_one_fills_the_clip(speed: float) -> None:
    made = sound(Saying("mundo", speed=speed))
    assert len(made.wave) % HOP == 0
    assert len(made.wave) == CLIP if speed > 1 else len(made.wave) > CLIP
    assert len(made.heard) == len(made.wave) // HOP - 1


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(KeyError):
        sound(Saying("nada"))


def test_the_payload_holds_what_the_nets_believe(nets: dict[str, CaseNet]) -> None:
    body = payload(nets, USUAL)
    assert body["words"] == list(words("es"))
    assert body["said"] == 2
    size = body["sound"]["T"]
    for one in body["nets"]:
        rows = np.frombuffer(b64decode(one["beliefs"]), dtype="<f4").reshape(size, 6)
        np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-5)
        assert rows[one["at"]].argmax() == one["answer"]
    assert len(b64decode(body["sound"]["audio"])) == 2 * CLIP
    assert body["starts"][-1] + body["step"] < body["seconds"] == CLIP / RATE
    json.dumps(body, allow_nan=False)
    lines = list(csv.reader(io.StringIO(table(body))))
    assert lines[0] == ["net", "frame", *words("es")]
    assert len(lines) == 1 + 4 * size


def test_to_the_mean_backwards_and_shuffled_are_no_change(nets: dict[str, CaseNet]) -> None:
    plain = how_often(nets, Saying("roma"))
    assert all(sum(counts) == MANY for counts in plain.values())
    shuffled = how_often(nets, Saying("roma", shuffled=True))
    assert shuffled["mean"] == plain["mean"]
    assert shuffled["frame"] == plain["frame"]


def test_the_headline_says_who_understood() -> None:
    plain = Saying("roma")
    assert headline(plain, [("a", "roma"), ("b", "roma")]).endswith("All nets understood it.")
    mixed = headline(plain, [("a", "roma"), ("b", "amor"), ("c", "roma")])
    assert mixed.endswith("Understood by: a and c. But b says “amor”.")
    back = headline(Saying("roma", backwards=True), [("a", "roma"), ("b", "amor"), ("c", "amor")])
    assert back.endswith("What the nets hear: “roma”: a; “amor”: b and c.")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_lesson_says_what_the_shipped_seeds_score(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (text, speech):
        monkeypatch.setattr(module, "language", lambda: lang)
    said = speech.about_speech()
    assert not set("{}") & set(said)
    file = FOLDER / f"speech_{lang}.json"
    for lane in json.loads(file.read_text(encoding="utf-8"))["lanes"]:
        if lane["config"]["change"] and lane["config"]["kind"] in ("frame", "mean"):
            continue
        mean = 100 * np.mean(lane["events"][-1]["scores"]["accuracy"])
        assert text.number(mean, 1) + " %" in said


@pytest.mark.parametrize(
    ("lang", "pair", "mean_helps"),
    [("en", ("less", "sell"), False), ("es", ("amor", "roma"), True)],
)
def test_what_the_lesson_claims_of_the_shipped_nets_holds(
    lang: str, pair: tuple[str, str], mean_helps: bool
) -> None:
    lanes = {lane.config.kind: lane for lane in shipped_case("speech", lang)}
    better = margin(lanes["mean"].accuracy, lanes["frame"].accuracy)
    assert (better.low > 0) == mean_helps
    assert (better.high < 0) != mean_helps

    def right(kind: str, heard: Frames, said: list[str]) -> float:
        lane, known = lanes[kind], words(lang)
        found = answers(lane.weights, lane.config, heard).argmax(axis=1)
        return float(np.mean([known[k] == one for k, one in zip(found, said, strict=True)]))

    back = [sound(Saying(one, k, backwards=True)).heard for one in pair for k in range(3)]
    mirrored = [other for other in pair[::-1] for _ in range(3)]
    plain = [sound(Saying(one, k)).heard for one in words(lang) for k in range(3)]
    said = [one for one in words(lang) for _ in range(3)]
    shuffled = np.stack(plain)[:, shuffle(T)]
    for kind in ("convolutional", "recurrent"):
        assert right(kind, np.stack(back), mirrored) == 1
        assert right(kind, np.stack(plain), said) == 1
        assert right(kind, shuffled, said) < right("mean", shuffled, said)


@pytest.mark.parametrize(
    "sent",
    [None, 3, "x", {"word": 3}, {"word": "7", "speed": "1e9", "noise": []}, {"backwards": True}],
)
def test_what_nobody_can_have_chosen_is_left_out(sent: Any) -> None:
    assert read_setting(sent) == {}


def test_the_link_holds_what_is_not_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(jobs, "warm_up", lambda: None)  # nothing is trained
    app = AppTest.from_string("from ui.cases.speech import show_speech\nshow_speech()")
    app.query_params.update(
        {"lang": "en", "speech_word": "4", "speech_backwards": "true", "speech_noise": "none"}
    )
    app.run(timeout=60)
    assert not app.exception
    kept = app.session_state["speech_start"]
    assert kept == {"word": "4", "backwards": "true"}
    assert all(one in OPTIONS[name] for name, one in kept.items())
