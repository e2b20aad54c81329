"""The main picture of the memory page: what Python hands to the browser, against the nets and by hand."""

from __future__ import annotations

import base64
import csv
import io
import struct
from typing import Any

import numpy as np
import pytest

from lab.runs import store
from ui.memory.picture import cases, likeliest, packed, read_view, table, view
from ui.memory.picture_others import of_net, variants
from ui.memory.said import understand
from ui.memory.subject import Subject

TEXT = "Soy francés, el zapato está aquí, hablo ???"  # two words that the nets do not know: zapato, aquí


def subject_of(text: str) -> Subject:
    run = store().get("shipped-sentences_es")
    assert run is not None
    return Subject.of(run, 10**9, 0, understand(text, run.lanes[0].config))


@pytest.fixture(scope="module")
def subject() -> Subject:
    return subject_of(TEXT)


@pytest.fixture(scope="module")
def data(subject: Subject) -> dict[str, Any]:
    return view(subject)


def unpacked(text: str, *shape: int) -> np.ndarray[Any, Any]:
    raw = base64.b64decode(text)
    return np.array(struct.unpack(f"<{len(raw) // 4}f", raw)).reshape(shape)


def test_an_array_is_packed_row_by_row_in_single_precision() -> None:
    assert unpacked(packed(np.array([[1.0, -2.5], [0.25, 3e-5]])[:, ::-1]), 4) == pytest.approx(
        [-2.5, 1.0, 3e-5, 0.25], rel=1e-7
    )


def test_the_columns_are_the_words_as_typed_and_say_which_were_read(data: dict[str, Any]) -> None:
    words = ["soy", "francés", ",", "el", "zapato", "está", "aquí", ",", "hablo", "???"]
    assert data["columns"] == words
    assert data["rows"] == [1, 2, 3, 4, 0, 5, 0, 6, 7, 0]
    assert data["before"] == [0, 1, 2, 3, 4, 4, 5, 5, 6, 7]
    assert data["T"] == 7
    assert data["cue"] == 2
    assert [data["candidates"][k] for k in data["wanted"]] == ["francés"]
    assert [data["words"][k] for k in data["right"]] == ["francés"]


def test_a_sentence_that_asks_nothing_ends_in_an_open_place() -> None:
    data = view(subject_of("soy francés, el pan está"))
    assert data["columns"][-1] == "…"
    assert not data["asked"]
    assert data["wanted"] == data["right"] == []


def test_the_gates_of_every_net_are_those_of_its_trace(
    subject: Subject, data: dict[str, Any]
) -> None:
    assert [net["kind"] for net in data["nets"]] == [look.config.kind for look in subject.looks]
    for net, look in zip(data["nets"], subject.looks, strict=True):
        assert set(net["gates"]) == set(look.trace.gates)
        for name, values in net["gates"].items():
            sent = unpacked(values, subject.said.T, net["H"])
            np.testing.assert_allclose(sent, look.trace.gates[name], rtol=0, atol=1e-6)
        assert sorted(net["order"]) == list(range(net["H"]))
        in_order = [net["latch"][cell] for cell in net["order"]]
        assert in_order == sorted(in_order, reverse=True)


def test_the_chances_are_those_of_the_readout(subject: Subject, data: dict[str, Any]) -> None:
    for net, look in zip(data["nets"], subject.looks, strict=True):
        logits = look.trace.h[1:] @ look.net.readout.T + look.net.bias
        chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        T = subject.said.T
        best = [sorted(range(chances.shape[1]), key=lambda k: -row[k])[:5] for row in chances]
        assert net["top"] == best
        sent = unpacked(net["chances"], T, 5)
        np.testing.assert_allclose(
            sent, [row[k] for row, k in zip(chances, best, strict=True)], atol=1e-6
        )
        came = [
            chances[t, data["words"].index(word)] for t, word in enumerate(subject.said.words[1:])
        ]
        np.testing.assert_allclose(unpacked(net["came"], T - 1), came, atol=1e-6)
        french = unpacked(net["cases"], T, 8)[:, 0]
        np.testing.assert_allclose(french, chances[:, data["words"].index("francés")], atol=1e-6)


def test_a_case_that_can_be_said_in_two_words_has_the_chances_of_both() -> None:
    subject = subject_of("soy profesora, hoy estoy muy ???")
    two = [k for k, case in enumerate(subject.said.candidates) if len(case) > 1]
    assert two
    chances = np.arange(len(subject.vocabulary), dtype=float)[None]
    for k in two:
        places = [subject.vocabulary.index(word) for word in subject.said.candidates[k]]
        assert cases(subject, chances)[0, k] == sum(places)


def test_likeliest_in_a_small_vocabulary() -> None:
    assert likeliest(np.array([[0.2, 0.5, 0.3]])).tolist() == [[1, 2, 0]]


def others_of(text: str) -> dict[int, str]:
    return {case: " ".join(words) for case, words in variants(subject_of(text).said).items()}


def test_each_other_country_is_put_in_the_place_of_the_cue() -> None:
    assert list(others_of("mi madre es rusa, hoy llueve, hablo ???").values()) == [
        f"mi madre es {country} , hoy llueve , hablo"
        for country in ("francesa", "alemana", "portuguesa", "griega", "rusa", "china", "japonesa", "sueca")
    ]  # fmt: skip
    # In a clause of the reader's own: the country's name after "en", although "china" is also a woman of it.
    assert others_of("vivo en china, hablo ???")[7] == "en suecia , hablo"
    assert others_of("yo soy una francesa, hablo ???")[6] == "soy japonesa , hablo"


def test_other_cases_are_only_put_where_all_words_agree() -> None:
    vehicles = others_of("mi moto está averiada, ahora voy en ???")
    assert vehicles[1] == "mi moto está averiada , ahora voy en"
    assert vehicles[7] == "el barco está averiado , ahora voy en"
    assert others_of("mi moto nueva está averiada, ahora voy en ???") == {}
    assert others_of("soy profesora, hoy estoy muy ???") == {
        0: "soy profesor , hoy estoy muy",
        1: "soy profesora , hoy estoy muy",
    }
    assert others_of("soy profesora, tengo ???") == {}
    assert others_of("soy francés, el pan está caro") == {}  # asks nothing


def test_what_a_net_says_to_them_is_what_it_says_to_each_alone() -> None:
    subject = subject_of(
        "soy francés, hoy llueve mucho en la ciudad, el mar está muy sucio, hablo ???"
    )
    config = subject.config
    for look in subject.looks:
        alone = [
            understand(f"{text} ???", config) for text in others_of(subject.said.text).values()
        ]
        traces = [look.net.trace(said.numbers) for said in alone]
        says = [
            subject.vocabulary[(look.net.readout @ trace.h[-1] + look.net.bias).argmax()]
            for trace in traces
        ]
        found = of_net(subject, look)
        assert found["right"] == sum(
            word in said.wanted for word, said in zip(says, alone, strict=True)
        )
        assert found["times"] == max(map(says.count, says)) == says.count(found["most"])
        signs = np.array([trace.memory[-1] > 0 for trace in traces])
        assert found["turned"] == [
            int((signs[1:, k] != signs[0, k]).sum()) for k in range(look.config.H)
        ]
        assert 0 <= found["rate"] <= 1


def test_without_a_cue_nothing_is_said_of_others() -> None:
    data = view(subject_of("el pan está ???"))
    assert data["many"] is data["same"] is None
    assert all("rate" not in net for net in data["nets"])


@pytest.mark.parametrize(
    ("sent", "used"),
    [
        ({"show": "f", "cell": [1, 16], "word": 5, "lanes": [2, 0]}, {"show": "f", "cell": [1, 16], "word": 5, "lanes": [2, 0]}),
        ({"show": "<b>", "cell": [2, 3], "word": 0, "lanes": [1, 1]}, {}),
        ({"show": ["C"], "cell": [0, -1], "word": 10**9, "lanes": [0, 1, 2]}, {}),
        ({"show": None, "cell": "17", "word": True, "lanes": [0.0]}, {}),
        ("nonsense", {}),
        (None, {}),
    ],
)  # fmt: skip
def test_what_a_browser_sends_is_not_trusted(sent: Any, used: dict[str, Any]) -> None:
    assert read_view(sent) == used


def test_the_table_has_a_line_for_each_word_and_cell(subject: Subject) -> None:
    lstm = subject.main
    lines = list(csv.DictReader(io.StringIO(table(subject, [lstm]))))
    T, H = subject.said.T, lstm.config.H
    assert len(lines) == T * (1 + H)
    expected = [line for line in lines if not line["cell"]]
    assert [line["word"] for line in expected] == list(subject.said.words)
    assert float(expected[-1]["chance_1"]) == pytest.approx(lstm.chances[-1].max(), abs=1e-6)
    one = next(line for line in lines if line["step"] == "3" and line["cell"] == "17")
    assert lstm.trace.c is not None
    kept, written = (
        float(one["forget"]) * lstm.trace.c[2, 16],
        float(one["input"]) * float(one["candidate"]),
    )
    assert float(one["C"]) == pytest.approx(kept + written, abs=1e-4)
