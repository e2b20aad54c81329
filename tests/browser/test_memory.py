"""The main picture of the memory page as a reader uses it: what it shows are the trained net's numbers, and where the reader stopped is in the link."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from lab.runs import store
from tests.browser.conftest import Reader, serious_faults, settled
from ui.memory.held import held
from ui.memory.picture_others import of_net
from ui.memory.said import compose, understand
from ui.memory.subject import Subject

TEXT = compose("french", 2, 0, "en")


@pytest.fixture(scope="module")
def subject() -> Subject:
    """What the page examines."""
    run = store().get("shipped-sentences_en")
    assert run is not None
    return Subject.of(run, 10**9, 0, understand(TEXT, run.lanes[0].config))


def picture(page: Page) -> Locator:
    return page.locator(".st-key-memory [data-role=memory]")


def numbers(text: str) -> list[float]:
    return [float(one.replace("−", "-")) for one in re.findall(r"[-−]?\d+\.\d+", text)]


def the_cue_stays_in_sight(page: Page, whole: Locator, over: Locator) -> None:
    """In a sentence too long for the screen the word that decides stands beside the end, and is what is pointed at there."""
    page.get_by_role("textbox", name=re.compile("Your sentence")).fill(
        compose("french", 15, 0, "en")
    )
    page.keyboard.press("Enter")
    pinned = whole.locator(".pinned .chip")
    expect(pinned).to_be_in_viewport()
    expect(pinned).to_have_text("french")
    box = pinned.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(over).to_have_attribute("aria-valuenow", "3")
    expect(pinned).to_be_in_viewport()


def test_words_cells_and_gates_are_the_nets_own(reader: Reader, subject: Subject) -> None:
    page = reader(f"/memory?lang=en&text={TEXT}&net=0")
    whole, line = picture(page), picture(page).locator(".line")
    over = whole.get_by_role("slider")
    T, lstm = subject.said.T, subject.main
    chance = lstm.chances[-1, subject.vocabulary.index("french")]
    says = f"LSTM says french {chance:.0%}" if chance < 0.995 else "LSTM says french >99%"
    expect(whole.get_by_role("heading", level=2)).to_contain_text(says)
    expect(over).to_have_attribute("aria-valuenow", str(T + 1))
    found = of_net(subject, lstm)
    expect(whole.locator(".rates")).to_contain_text(f"LSTM {found['right']} of 8")
    expect(whole.locator(".rates")).to_contain_text(f"LSTM {found['rate']:.0%}")

    # The first row at the third word from the end: the equation, term by term.
    over.focus()
    page.keyboard.press("ArrowDown")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    cell, t = int(held(subject.run, lstm).order[0]), T - 2
    trace = lstm.trace
    assert trace.c is not None
    terms = [
        trace.gates["forget"][t - 1, cell],
        trace.c[t - 1, cell],
        trace.gates["input"][t - 1, cell],
        trace.gates["candidate"][t - 1, cell],
        trace.c[t, cell],
    ]
    expect(line).to_contain_text("f·C + i·g")
    np.testing.assert_allclose(numbers(line.inner_text())[-5:], terms, rtol=0, atol=6e-4)
    # The sentence has the colours of that cell, at every word that was read.
    expect(whole.locator(".chip rect[style*=rgb]")).to_have_count(T)

    # A gate is drawn as fill height, in the net that has it.
    whole.get_by_role("button", name="forget gate f").click()
    expect(whole.locator(".heat").first.locator(".level")).to_have_count(7 * T)
    expect(whole.locator(".heat").nth(1).locator(".level")).to_have_count(0)
    expect(line).to_contain_text(f"= {terms[0]:.3f}: keeps")
    shown = re.compile(
        rf"cell=1\.{cell + 1}(?=.*show=f)(?=.*word={t})|show=f.*cell=1\.{cell + 1}.*"
    )
    expect(page).to_have_url(shown)
    page.reload()
    settled(page)
    expect(over).to_have_attribute("aria-valuenow", str(t))
    expect(line).to_contain_text(f"= {terms[0]:.3f}: keeps")

    # The mouse looks elsewhere and leaves all as it was.
    box = over.bounding_box()
    assert box
    for step in (0, 3):
        page.mouse.move(box["x"] + box["width"] - 40 - step, box["y"] + box["height"] - 40)
    expect(whole.locator(".tip")).to_contain_text("RNN, after")
    expect(line).to_contain_text("tanh(W·x + U·h + b)")
    page.mouse.move(2, 2)
    expect(whole.locator(".tip")).to_be_hidden()
    expect(over).to_have_attribute("aria-valuenow", str(t))

    # Another sentence, with a word that is not known, which asks nothing.
    page.get_by_role("textbox", name=re.compile("Your sentence")).fill(
        "i am french, my zebra sings"
    )
    page.keyboard.press("Enter")
    expect(whole.locator(".chip.unread")).not_to_have_count(0)
    expect(whole.locator(".ask")).to_contain_text("add ???")
    expect(whole.locator(".chip.open")).to_have_count(1)
    expect(over).to_have_attribute("aria-valuenow", "8")

    the_cue_stays_in_sight(page, whole, over)


def test_on_a_phone_the_words_run_down_and_the_answer_stays_in_sight(
    reader: Reader, subject: Subject
) -> None:
    page = reader(f"/memory?lang=en&text={TEXT}", width=390, height=844, theme="dark")
    whole = picture(page)
    first, last = (
        whole.locator(".chip").first.bounding_box(),
        whole.locator(".chip").last.bounding_box(),
    )
    assert first
    assert last
    assert last["y"] > first["y"] + 20 * subject.said.T
    box = whole.get_by_role("slider").bounding_box()
    assert box
    assert box["x"] + box["width"] <= 390
    whole.locator(".chip").nth(4).scroll_into_view_if_needed()
    more = whole.locator(".more")
    expect(more).to_be_in_viewport()
    more.click()
    expect(whole.locator(".panel svg")).to_be_visible()
    assert serious_faults(page) == []
    more.click()

    # 62 words later the word that decides and the one that is asked for are still on one screen.
    page.get_by_role("textbox", name=re.compile("Your sentence")).fill(
        compose("french", 8, 0, "en")
    )
    page.keyboard.press("Enter")
    names = whole.locator(".chips > g + g .chip")
    expect(names.filter(has_text="???")).to_have_count(1)
    names.filter(has_text="french").scroll_into_view_if_needed()
    top, bottom = names.filter(has_text="french").bounding_box(), names.last.bounding_box()
    assert top
    assert bottom
    assert bottom["y"] - top["y"] < 600
