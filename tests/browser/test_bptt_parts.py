"""Dependencies, kinds of use and worksheets as a browser shows them: moved by hand, kept in the link, printed."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, serious_faults, settled


def drawn(page: Page, role: str) -> None:
    expect(page.locator(f"[data-role={role}]")).to_have_attribute("aria-busy", "false")


def test_dependencies_follow_the_reader_and_the_link(reader: Reader) -> None:
    page = reader("/lesson-short?dep_sentence=car&dep_net=rnn0", locale="en-US")
    title, line = (
        page.locator("[data-slot=title]"),
        page.locator("[data-role=depends] [data-role=line]"),
    )
    expect(title).to_contain_text("RNN at the start: 7 words later, “car”")
    expect(page.locator("[data-role=depends] .chip")).to_have_count(9)
    # Another sentence comes from the server; another net and another state are there already.
    page.get_by_role("button", name="Long: I am french …").click()
    expect(page.locator("[data-role=depends] .chip")).to_have_count(65)
    drawn(page, "depends")
    expect(title).to_contain_text(re.compile(r"62 words later, “french” moves the state by .*10⁻⁷"))
    expect(page.locator("[data-role=depends] path.gone")).to_have_count(
        1
    )  # what cannot be seen is said
    page.get_by_role("button", name="LSTM trained").click()
    expect(title).to_contain_text("LSTM trained")
    page.get_by_label("State that is looked at").last.press("ArrowLeft")
    expect(line).to_contain_text("h64, after “spanish”")
    expect(page).to_have_url(re.compile("dep_net=lstm"))
    expect(page).to_have_url(re.compile("dep_at=64"))
    assert serious_faults(page) == []
    page.reload()
    settled(page)
    expect(line).to_contain_text("LSTM trained (64 units, seed 0, 1500 training steps): h64")


def test_kinds_of_use_rewire_one_picture(reader: Reader) -> None:
    page = reader("/unrolled?use=after&lang=en", locale="en-US", width=390, height=844)
    page.get_by_text("Kinds of use").first.click()
    drawn(page, "uses")
    answers = page.locator("[data-role=uses] .column:not(.away) .token.y:not(.away)")
    expect(answers).to_have_text([re.compile(f"^{one}") for one in "BDA"])
    page.get_by_role("button", name="One to many").click()
    expect(answers).to_have_count(11)
    expect(page.locator("[data-role=uses] .arrows:not(.away) .back:not(.away)")).to_have_count(10)
    expect(page).not_to_have_url(re.compile("use="))
    page.get_by_role("button", name="Many to one").click()
    expect(answers).to_have_count(1)
    expect(page).to_have_url(re.compile("use=many-one"))
    assert serious_faults(page) == []


def test_a_worksheet_is_printed_alone_with_its_blanks(reader: Reader) -> None:
    page = reader("/worksheet?sheet=bptt&sheet_seed=5")
    drawn(page, "sheet")
    assert serious_faults(page) == []
    frame = page.locator("[data-role=sheet] iframe")
    frame.evaluate(
        "(frame) => { frame.contentWindow.print = () => { frame.dataset.printed = 'yes'; }; }"
    )
    page.get_by_role("button", name="Imprimir").click()
    expect(frame).to_have_attribute("data-printed", "yes")
    document = frame.get_attribute("srcdoc")
    assert document is not None
    page.set_content(document)
    page.emulate_media(media="print")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))) in (1, 2)
    assert page.locator("td:empty:not(.none, .how)").count() == 51
    assert page.locator(".answer:not(:empty)").count() == 0
    expect(page.locator("h1")).to_have_text("Retropropagación a través del tiempo")
