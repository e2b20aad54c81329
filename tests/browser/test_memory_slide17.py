"""Two parts of the memory page as a reader uses them: one word changed, and the slide's gates that play."""

import re

from playwright.sync_api import Page, expect

from lab.runs import store
from tests.browser.conftest import Reader, serious_faults, settled
from ui.memory.held import held
from ui.memory.intuitive import first_cell
from ui.memory.nets import percent
from ui.memory.said import understand
from ui.memory.subject import Subject
from ui.memory.two import answers_of, compared

TEXT = "I am french, I fluently speak spanish and ???"


def subject_read() -> Subject:
    run = store().get("shipped-sentences_en")
    assert run is not None
    return Subject.of(run, 10**9, 0, understand(TEXT, run.lanes[0].config))


def unfold(page: Page, part: str) -> None:
    page.locator(f".st-key-memory_{part} summary").first.click()
    expect(page.locator(f".st-key-{part} [aria-busy=false]")).to_be_visible()
    settled(page)


def test_one_word_changes_and_the_gates_of_a_cell_play(reader: Reader) -> None:
    page = reader(f"/memory?lang=en&text={TEXT.replace(' ', '+')}")
    subject = subject_read()
    T = subject.said.T

    # Two sentences: both nets are compared, word by word.
    unfold(page, "two")
    two = page.locator(".st-key-two")
    pairs = compared(subject, 2, "german")
    expect(two.locator(".takeaway")).to_contain_text("“german” instead of “french”")
    for pair in pairs:
        first, last = (percent(float(pair.relative[at])).strip("%").strip() for at in (2, -1))
        expect(two.locator(".takeaway")).to_contain_text(
            re.compile(rf"{pair.look.name}: {first}.?%, then {last}.?%")
        )
        expect(two.locator(f".{pair.look.style} .apart")).to_have_count(1)
    answered = answers_of(subject, 2, "german", pairs)
    assert [answer.right == (True, True) for answer in answered] == [True, False]
    title = two.get_by_role("heading").first
    expect(title).to_have_text(re.compile("nly (in )?the LSTM .*answers both sentences rightly"))
    expect(two.locator(".heat").first.locator(".heat-cell")).to_have_count(8 * T)
    slider = two.get_by_role("slider", name="Word")
    slider.focus()
    page.keyboard.press("End")
    expect(two.locator(".line")).to_contain_text(f"After word {T}, “and”")

    # The intuitive view: each gate is drawn as the net has it.
    unfold(page, "intuitive")
    part = page.locator(".st-key-intuitive")
    look = subject.main
    order = held(subject.run, look).order
    cell = first_cell(look.trace, 2, order)
    expect(part.locator("[data-do=cell]")).to_have_value(str(cell + 1))
    gates = look.trace.gates
    shut = sum(int((gates[name][:, cell] <= 0.5).sum()) for name in ("input", "output"))
    shut += int((gates["forget"][1:, cell] <= 0.5).sum())
    expect(part.locator(".plot .gate")).to_have_count(3 * T - 1)
    expect(part.locator(".plot .gate.shut")).to_have_count(shut)
    at_cue = gates["input"][2, cell]
    state = "open" if at_cue > 0.5 else "closed"
    expect(part.locator(".takeaway")).to_contain_text(
        f"the input gate is {state} at “french” ({at_cue:.2f}"
    )
    expect(part.locator(".reply")).to_contain_text("french")
    expect(part.get_by_role("heading")).to_have_text(re.compile(r"^C[₀-₉]+ takes in .*“french”"))
    slider = part.get_by_role("slider", name="Word")
    expect(slider).to_have_value("3")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("4")
    page.keyboard.press("ArrowDown")
    another = int(order[list(order).index(cell) + 1]) + 1
    expect(part.locator("[data-do=cell]")).to_have_value(str(another))
    expect(page).to_have_url(
        re.compile(rf"view_cell={another}\b.*view_word=4|view_word=4.*view_cell={another}\b")
    )
    # It plays to the end, and then all is there.
    page.keyboard.press(" ")
    expect(part.get_by_role("button", name="Stop")).to_be_visible()
    expect(part.get_by_role("button", name="Play, word by word")).to_be_visible()
    expect(slider).to_have_value(str(T))
    expect(part.locator(".node.later")).to_have_count(0)
    assert serious_faults(page) == []
