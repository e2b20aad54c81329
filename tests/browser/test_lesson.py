"""The lecture as a teacher gives it, by PageDown from the first step to the last, and as a student takes it."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader, serious_faults, settled
from ui.lesson.step import Step
from ui.lesson.steps import step, steps

PROJECTED = "document.documentElement.hasAttribute('data-projector')"
TWICE = """() => ["keydown", "keyup", "keydown", "keyup"].forEach((type) =>
    document.body.dispatchEvent(new KeyboardEvent(type, { key: "PageDown", bubbles: true, cancelable: true })))"""
LOOKED_AT = "forget"  # with axe, after the answer


def arrived(page: Page, at: Step) -> None:
    """Wait until the step stands there."""
    expect(page.locator(f"[data-step={at.key}]")).to_be_attached()
    settled(page)


def go_on(page: Page, *, bounces: bool = False) -> None:
    """Press "next", not so soon after the last time that it counts as a clicker's bounce; and if it does, then twice."""
    page.evaluate(
        "window.pressed ??= (addEventListener('keyup', () => window.pressed = performance.now()), -1000)"
    )
    page.wait_for_function("performance.now() - window.pressed > 360")
    if bounces:
        page.evaluate(TWICE)  # at once, however busy this machine is
    else:
        page.keyboard.press("PageDown")


def question(page: Page) -> Locator:
    return page.locator(".question")


def choose(page: Page, number: int) -> None:
    """Answer with a number key, and wait for the verdict and the picture."""
    page.keyboard.press(str(number))
    expect(question(page)).to_have_class(re.compile("answered"))
    settled(page)


def sets(page: Page) -> dict[str, str]:
    """The parameters of the address."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_whole_lecture_by_a_clicker(reader: Reader) -> None:
    page = reader("/lesson-start?lang=en")
    for at in steps():
        arrived(page, at)
        assert at.sets.items() <= sets(page).items()
        if at.question:
            expect(question(page).locator("h2")).to_be_visible()
            go_on(page)
            expect(question(page)).to_have_class(re.compile("answered"))
            settled(page)
            expect(page.locator(".st-key-lesson_picture")).to_be_attached()
        assert at.sets.items() <= sets(page).items()
        expect(page.get_by_test_id("stAlert")).to_have_count(0)
        if at.key == LOOKED_AT:
            assert serious_faults(page) == []
        if at is not steps()[-1]:
            go_on(page)
    # Nobody answered: nothing is listed.
    expect(page.locator(".answers .closing li")).to_have_count(7)
    expect(page.locator(".answers ul")).to_have_count(0)
    assert serious_faults(page) == []


def test_answers_are_kept_by_the_browser_alone_and_listed_at_the_end(reader: Reader) -> None:
    at, other = step("line"), step("forget")
    page = reader(f"/{at.path}?lang=en")
    assert serious_faults(page) == []
    page.get_by_role("button", name=re.compile("whatever comes in")).click()
    expect(question(page).locator(".right")).to_contain_text("Right:")
    page.keyboard.press("PageDown")
    arrived(page, other)
    choose(page, 1)
    first = question(page).locator(".verdict").inner_text()
    # A new session asks the browser, and shows what was answered.
    page.reload()
    expect(question(page)).to_have_class(re.compile("answered"))
    settled(page)
    assert question(page).locator(".verdict").inner_text() == first
    question(page).get_by_role("button", name="Ask me again").click()
    expect(question(page).get_by_role("button")).to_have_count(3)
    choose(page, 2)
    page.goto("/lesson-end?lang=en")
    settled(page)
    answers = page.locator(".answers")
    counts = [int(n) for n in re.findall(r"\d+", answers.locator(".counts").inner_text())]
    assert sum(counts[:2]) == 2
    assert counts[0] >= 1
    answers.get_by_role("button", name="Forget my answers").click()
    answers.get_by_role("button", name="No").click()
    expect(answers.locator(".counts")).to_contain_text(f"{counts[0]}")
    answers.get_by_role("button", name="Forget my answers").click()
    answers.get_by_role("button", name="Yes").click()
    expect(answers.locator(".counts")).to_contain_text("Questions that you answer are listed here")


def test_a_lecture_of_50_minutes_by_a_clicker_that_bounces_and_out_to_a_page_and_back(
    reader: Reader,
) -> None:
    page = reader("/?lang=en")
    page.get_by_role("radio", name="50").click()
    expect(page.locator(".path h3").first).to_contain_text("23 min")
    page.keyboard.press("PageDown")
    arrived(page, step("start"))
    expect(page.locator(".st-key-lesson_place")).to_contain_text("1/26")
    go_on(page, bounces=True)
    arrived(page, step("vector"))
    expect(question(page).locator("h2")).to_be_visible()
    expect(question(page)).not_to_have_class(re.compile("answered"))
    go_on(page)
    expect(question(page)).to_have_class(re.compile("answered"))
    go_on(page)
    arrived(page, step("iris"))
    assert sets(page)["minutes"] == "50"
    go_on(page)
    expect(question(page)).to_have_class(re.compile("answered"))
    page.get_by_role("link", name="Open the whole page").click()
    expect(page.get_by_role("radio", name=re.compile("Iris"))).to_be_checked()
    settled(page)
    page.keyboard.press("PageDown")
    arrived(page, step("iris"))
    expect(question(page)).to_have_class(re.compile("answered"))


def test_whole_page_of_a_step_shows_its_part_unfolded(reader: Reader) -> None:
    page = reader(f"/{step('why').path}?lang=en")
    go_on(page)
    expect(question(page)).to_have_class(re.compile("answered"))
    page.get_by_role("link", name="Open the whole page").click()
    part = page.locator(".st-key-gradients_why")
    expect(part.locator("summary")).to_be_in_viewport()
    expect(part.locator("[data-role=explained]")).to_be_in_viewport()
    settled(page)
    expect(part.locator("summary")).to_be_in_viewport()
    page.keyboard.press("PageDown")
    arrived(page, step("why"))


def test_projector_shows_picture_title_and_step_alone_through_the_steps(reader: Reader) -> None:
    page = reader(f"/{step('cell').path}?lang=es")
    hidden = [
        page.locator(key) for key in (".st-key-lang", ".st-key-lesson_foot", ".st-key-lesson_next")
    ]
    page.keyboard.press("p")
    page.wait_for_function(
        f"{PROJECTED} && document.documentElement.style.cssText.includes('zoom')"
    )
    for key in ("cell", "line"):
        arrived(page, step(key))
        assert page.evaluate(PROJECTED)
        expect(page.locator("h1")).to_be_visible()
        for part in hidden:
            expect(part).to_be_hidden()
        if key == "cell":
            page.keyboard.press("PageDown")
    choose(page, 3)
    # What a reader points at is what is drawn there, at any size.
    page.wait_for_function(
        "parseFloat(document.documentElement.style.getPropertyValue('--lesson-zoom')) > 0.85"
    )
    page.keyboard.press("Escape")
    assert not page.evaluate(PROJECTED)
    for part in hidden:
        expect(part).to_be_visible()


def test_back_forward_reload_language_and_a_second_browser(reader: Reader) -> None:
    page = reader(f"/{step('cell').path}?lang=en")
    assert sets(page) == {**step("cell").sets, "lang": "en"}
    page.keyboard.press("PageDown")
    arrived(page, step("line"))
    page.go_back()
    arrived(page, step("cell"))
    page.go_forward()
    arrived(page, step("line"))
    page.get_by_role("radio", name="es", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    arrived(page, step("line"))
    choose(page, 1)
    page.keyboard.press("PageDown")
    arrived(page, step("forget"))
    # A picture that was changed is changed in another browser too; put back, it is the step's.
    link = page.url.replace("t=3", "t=5")
    assert link != page.url
    other = reader(link, locale="en-US")
    choose(other, 1)
    assert sets(other)["t"] == "5"
    other.get_by_role("link", name=re.compile("Put it back|Restablecer")).click()
    arrived(other, step("forget"))
    assert sets(other)["t"] == "3"


def test_notes_follow_the_lecture_in_another_window(reader: Reader) -> None:
    page = reader(f"/{step('short').path}?lang=en")
    notes = page.context.new_page()
    notes.goto("/notes?lang=en&minutes=50")
    settled(notes)
    here = notes.locator("[data-lecture=now]")
    expect(here).to_contain_text("A short dependency")
    page.keyboard.press("PageDown")
    arrived(page, step("long"))
    expect(here).to_contain_text("A long dependency")
    expect(here).to_be_in_viewport()
    expect(notes.locator(".st-key-note_columns")).to_have_count(0)  # not in 50 minutes
    assert serious_faults(notes) == []
    notes.get_by_role("button", name="Back").click()
    arrived(page, step("short"))
    notes.close()


def test_on_a_phone_a_verdict_leaves_the_screen_to_its_picture(reader: Reader) -> None:
    page = reader(f"/{step('long').path}?lang=en", width=390, height=844)
    choose(page, 1)
    asked = question(page)
    expect(asked.locator(".right")).to_be_in_viewport()
    expect(asked.locator(".evidence")).to_be_hidden()
    french = page.locator(".st-key-lesson_picture [data-figure=depends] .chip.cue")
    expect(french.last).to_be_in_viewport()
    why = asked.get_by_role("button", name="Why?")
    expect(why).to_have_attribute("aria-expanded", "false")
    why.click()
    expect(why).to_have_attribute("aria-expanded", "true")
    expect(asked.locator(".evidence")).to_be_visible()
    assert serious_faults(page) == []
