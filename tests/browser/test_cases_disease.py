"""The patients and the experiment in a browser: what is moved is answered at once and as NumPy does, and training is watched live."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from lab.shipped_cases import shipped_case
from lstm_core.cases.disease import patients, scale
from lstm_core.cases.disease_twin import answers
from lstm_core.cases.patient import moved
from tests.browser.conftest import Reader, serious_faults

SLIDE = "(node, value) => { node.value = value; node.dispatchEvent(new Event('input', { bubbles: true })); }"

FILLS = "(bars) => bars.map((bar) => getComputedStyle(bar).fill)"


def known(number: int, values: dict[str, float]) -> list[str]:
    """What the component is to write for the shipped nets, in order."""
    patient = moved("diabetes", patients("diabetes").values[number - 1], values)
    found = []
    for lane in shipped_case("diabetes"):
        x = scale(lane.config, lane.config.seed)(patient[None])
        found.append(f"{100 * answers(lane.weights, lane.config, x)[0, 1]:.1f} %")
    return found


def test_a_moved_patient(reader: Reader) -> None:
    page = reader("/cases", locale="en-US", width=1280, height=720)
    written = page.locator("[data-role=disease] .answer-value")
    truth = page.locator("[data-role=truth]")
    number = int(re.findall(r"\d+", truth.inner_text())[0])
    # Before the reader has answered, neither name nor colour nor place says which net is which.
    names = page.locator("[data-role=disease] .answer-name")
    assert names.all_text_contents() == ["net A", "net B", "net C"]
    assert len(set(page.locator("[data-role=disease] .bar").evaluate_all(FILLS))) == 1
    assert written.all_text_contents() == [known(number, {})[k] for k in (1, 2, 0)]
    page.get_by_test_id("stMainBlockContainer").get_by_role("radio", name="dense").click()
    expect(names).to_have_text(["dense", "convolutional", "recurrent"])
    assert written.all_text_contents() == known(number, {})
    page.locator("#knob-weight").evaluate(SLIDE, "100")
    page.locator("#knob-cholesterol").evaluate(SLIDE, "240")
    expect(written).to_have_text(known(number, {"weight": 100, "cholesterol": 240}))
    # By key to the next patient, who is as in the data.
    page.locator("[data-role=patients] tr.chosen button").press("ArrowDown")
    expect(truth).not_to_contain_text(f"Patient {number},")
    following = int(re.findall(r"\d+", truth.inner_text())[0])
    expect(written).to_have_text(known(following, {}))
    page.wait_for_url(re.compile(f"patient={following}"))
    page.get_by_text("Check it: the same numbers in NumPy").click()
    apart = page.locator(".st-key-disease_check td")
    expect(apart.first).to_be_visible()
    found = [float(text) for text in apart.all_inner_texts() if re.fullmatch(r"\d+e-?\d+", text)]
    assert len(found) == 3
    assert max(found) < 1e-6
    assert serious_faults(page) == []


def test_on_a_phone_the_result_of_the_shipped_seeds_is_said_and_all_stays_within_the_page(
    reader: Reader,
) -> None:
    address = "/cases?data=cancer&result=plain"
    page = reader(address, locale="es-ES", theme="dark", width=390, height=844)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    expect(page.locator("[data-role=truth]")).to_contain_text("Paciente")
    contest = page.locator("[data-role=contest]")
    lanes = shipped_case("cancer")
    expect(contest.locator("[data-role=headline]")).to_have_text("Gana, con estos datos: densa.")
    assert contest.locator("[data-role=score]").all_inner_texts() == [
        f"{100 * lane.accuracy.mean():.1f}\u00a0%".replace(".", ",") for lane in lanes
    ]
    assert contest.locator(".end-mark[transform]").count() == 10 * len(lanes) + 1
    assert serious_faults(page) == []
