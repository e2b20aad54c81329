"""The microphone's page without a browser: what is taken and what is refused, how it is learned, and that it is forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from scipy.io import wavfile
from streamlit.testing.v1 import AppTest

from lab import jobs
from lab.trials import trials
from lstm_core.arrays import Array
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.own import TAKES
from lstm_core.cases.sound import MOST_BYTES, SoundError
from lstm_core.cases.spectrum import RATE
from lstm_core.cases.training import train_case
from ui.cases import own, own_answer, own_takes
from ui.cases.own_takes import Mine, Take, Trained, sound_of
from ui.cases.own_training import what_is_missing
from ui.cases.own_words import refusal
from ui.components.record import MOST_FILES, Sent, sent

NAMES = ["sol", "los", ""]


def glide(rng: np.random.Generator, backwards: bool = False) -> bytes:
    """A wave file: a voice that rises, or falls, in a quiet room."""
    pitch = np.linspace(250, 800, RATE // 4) * rng.uniform(0.95, 1.05)
    voice = 0.3 * np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.hanning(RATE // 4)
    room = 1e-4 * rng.normal(size=RATE)
    room[4000 : 4000 + len(voice)] += voice[::-1] if backwards else voice
    return written(room)


def written(samples: Array) -> bytes:
    file = BytesIO()
    wavfile.write(file, RATE, samples.astype(np.float32))
    return file.getvalue()


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Sent, ...]]:
    """What the browser sends in the next run, by the key of the recorder."""
    box: dict[str, tuple[Sent, ...]] = {}

    def record(*_args: Any, key: str, **_more: Any) -> tuple[Sent, ...]:
        return box.pop(key, ())

    monkeypatch.setattr(own, "record", record)
    monkeypatch.setattr(own_answer, "record", record)
    return box


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The page; jobs train at once, in this process."""

    def train(trial_id: str) -> None:
        trial = trials().get(trial_id)
        assert trial is not None
        for number, lane in enumerate(trial.lanes):
            for event in train_case(replace(lane.config, steps=24)):
                trials().append(trial_id, number, event, 0.1)
        trials().set_status(trial_id, "ended")

    monkeypatch.setattr(jobs, "start", train)
    monkeypatch.setattr(jobs, "warm_up", lambda: None)

    def script() -> None:
        from ui.cases.own import show_own

        show_own()

    app = AppTest.from_function(script, default_timeout=60)
    app.query_params["lang"] = "en"
    yield app
    own_takes._all._kept.clear()


def texts(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


Post = dict[str, tuple[Sent, ...]]


def test_it_says_where_recordings_go_and_what_is_missing(
    page: AppTest, posted: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LSTM_LAB_SCHEDULER", raising=False)
    said = texts(page.run())
    assert "into its memory, and while the nets learn, in that of its training process." in said
    assert "written to no disk" in said
    assert "Recordings that are still missing: 3 of “net”, 3 of “ten”." in said
    assert page.button(key="own_train").disabled
    monkeypatch.setenv("LSTM_LAB_SCHEDULER", "tcp://somewhere:8786")
    assert "the machine that trains for it, another one" in texts(page.run())


def test_recordings_are_learned_asked_and_forgotten(page: AppTest, posted: Post) -> None:
    rng = np.random.default_rng(0)
    posted["own_record_0"] = tuple(Sent("", glide(rng)) for _ in range(4))
    posted["own_record_1"] = tuple(Sent("", glide(rng, True)) for _ in range(4))
    said = texts(page.run())
    assert "**net** · recordings: 4 (of 3 to 8; 4 or more to be tested)" in said
    assert "still missing" not in said
    page.button(key="own_train").click().run()
    said = texts(page)
    assert "dense, mean over time: " in said
    assert "recurrent: 6 of 6" in said
    posted["own_ask"] = (Sent("", glide(rng, True)),)
    assert r"recurrent\: “ten”" in texts(page.run())
    name = page.session_state["own_recordings"]
    here = own_takes._all.get(name)
    assert here is not None
    assert trials().get(here.trial) is not None
    page.button(key="own_forget").click().run()
    assert "**net** · recordings: 0" in texts(page)
    assert own_takes._all.get(name) is None
    assert trials().get(here.trial) is None


def test_a_refused_file_is_one_sentence_and_costs_nothing(page: AppTest, posted: Post) -> None:
    rng = np.random.default_rng(0)
    posted["own_record_0"] = (
        Sent("good.wav", glide(rng)),
        Sent("*song*.mp3", b"ID3\x04" + bytes(500)),
        Sent("quiet.wav", written(np.zeros(RATE))),
        Sent("huge.wav", None),
        Sent("noise.wav", written(0.1 * rng.normal(size=3 * RATE))),
    )
    said = texts(page.run())
    assert (
        r":red[\*song\*\.mp3: This is MP3, and only plain wave files (.wav) are read here.]" in said
    )
    assert r"quiet\.wav: There is only silence in it. Is the microphone on?" in said
    assert r"huge\.wav: The file is larger than 4 MB" in said
    assert r"noise\.wav: No word stands out in it" in said
    assert "**net** · recordings: 1" in said
    posted["own_record_0"] = tuple(Sent("", glide(rng)) for _ in range(9))
    said = texts(page.run())
    assert f"**net** · recordings: {TAKES[1]}" in said
    assert "delete one first" in said


def test_a_recording_that_is_there_is_no_second_one(page: AppTest, posted: Post) -> None:
    # The nets are tested on one that is held out: a copy of it must not be learned from.
    rng = np.random.default_rng(0)
    first, other = glide(rng), glide(rng)
    rate, samples = wavfile.read(BytesIO(first))
    assert rate == RATE
    posted["own_record_0"] = (Sent("a.wav", first), Sent("b.wav", first), Sent("c.wav", other))
    posted["own_record_1"] = (Sent("softer.wav", written(0.3 * samples)),)
    said = texts(page.run())
    assert r"b\.wav: This very recording is there already." in said
    assert r"softer\.wav: This very recording is there already." in said
    assert "**net** · recordings: 2" in said
    assert "**ten** · recordings: 0" in said


def test_who_leaves_while_the_nets_learn_leaves_no_training_behind(
    page: AppTest, posted: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[tuple[str, str]] = []

    def stop(trial: str, status: str) -> None:
        assert trials().get(trial) is not None  # else nobody could say what to stop
        stopped.append((trial, status))

    monkeypatch.setattr(jobs, "start", lambda trial: trials().set_status(trial, "running"))
    monkeypatch.setattr(jobs, "watch", lambda _trial: None)
    monkeypatch.setattr(jobs, "place", lambda _trial: 0)
    monkeypatch.setattr(jobs, "stop", stop)
    rng = np.random.default_rng(0)
    posted["own_record_0"] = tuple(Sent("", glide(rng)) for _ in range(3))
    posted["own_record_1"] = tuple(Sent("", glide(rng, True)) for _ in range(3))
    page.run().button(key="own_train").click().run()
    assert not page.exception
    name = page.session_state["own_recordings"]
    here = own_takes._all.get(name)
    assert here is not None
    assert stopped == []
    own_takes._all.forget(name)  # as it does after STAY
    assert stopped == [(here.trial, "ended")]
    assert trials().get(here.trial) is None


def test_a_name_is_text_and_never_markup(page: AppTest, posted: Post) -> None:
    page.run()
    page.text_input(key="own_word_0").set_value("**<b>x").run()
    assert r"**\*\*\<b\>x** · recordings: 0" in texts(page)
    page.text_input(key="own_word_1").set_value("  **<B>X ").run()
    assert "Two of the words have the same name." in texts(page)
    page.text_input(key="own_word_1").set_value("").run()
    assert "Name at least two words." in texts(page)


def test_what_is_missing() -> None:
    here = Mine()
    assert what_is_missing(here, ["a", "", ""], [0])
    take = Take(1, bytes(2000))
    here.takes = [[take] * 3, [], [take] * 3]
    assert not what_is_missing(here, ["a", "", "c"], [0, 2])
    assert what_is_missing(here, ["a", "b", "c"], [0, 1, 2])


def test_with_three_of_each_it_is_said_that_there_is_nothing_to_test_on(
    page: AppTest, posted: Post
) -> None:
    rng = np.random.default_rng(0)
    posted["own_record_0"] = tuple(Sent("", glide(rng)) for _ in range(3))
    posted["own_record_1"] = tuple(Sent("", glide(rng, True)) for _ in range(3))
    page.run().button(key="own_train").click().run()
    said = texts(page)
    assert "there is nothing to test them on" in said
    assert "6 of 6" not in said


def test_a_belief_that_is_not_certain_does_not_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    config = CaseConfig("own", "mean")
    nets = Trained({"mean": config}, {"mean": {}}, {}, ("sol", "los"), (3, 3), ())
    monkeypatch.setattr(own_answer, "beliefs", lambda *_: np.array([[0.99997, 0.00003]]))
    payload = own_answer.answer(nets, Take(1, np.full(400, 9, "<i2").tobytes()))
    assert "100" not in payload["said"]
    assert payload["nets"][0]["beliefs"] == [[0.99997, 0.00003]]


@pytest.mark.parametrize(
    "reason", ["large", "format", "wave", "damaged", "rate", "long", "short", "silent", "noise"]
)
def test_every_refusal_has_a_sentence(reason: str) -> None:
    found: str | float = "MP3" if reason == "format" else 12.5
    sentence = refusal(SoundError(reason, found))
    assert sentence.endswith((".", "?"))
    assert "{" not in sentence


def test_what_the_browser_sends_may_be_anything() -> None:
    assert sent(None, 100) == ()
    assert sent("x", 100) == ()
    assert sent([3, None], 100) == ()
    assert sent([{"name": "a", "base64": "AAAA"}], 100) == (Sent("a", b"\0\0\0"),)
    assert sent([{"base64": "not base64!"}, {"base64": 3}], 100) == (Sent("", None), Sent("", None))
    assert sent([{"base64": "A" * 4 * (MOST_BYTES // 3 + 2)}], MOST_BYTES) == (Sent("", None),)
    assert len(sent([{"base64": ""}] * 50, 100)) == MOST_FILES


def test_a_recording_as_the_browser_draws_it() -> None:
    take = Mine().take(glide(np.random.default_rng(0)))
    sound = sound_of(take)
    assert len(sound["peaks"]) == own_takes.PEAKS
    assert max(sound["peaks"]) == 1
    assert sound["T"] == len(take.heard())
