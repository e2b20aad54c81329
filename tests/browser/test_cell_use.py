"""The cell page in a reader's hands: keys, drags, holds, undo, links, the other language, a phone, a screen reader."""

import re

import pytest
from playwright.sync_api import Page, expect

from lstm_core.examples import examples
from tests.browser.cell_page import (
    begin,
    core_trace,
    do,
    drag,
    heading,
    link,
    look_away,
    number,
    open_takeaway,
    ready,
    shown,
    spanish,
)
from tests.browser.conftest import Reader, serious_faults
from tests.browser.test_every_page import switch_to

LATCH = next(example for example in examples() if example.name == "latch").trace()
STAGES = ["in", "forget", "learn", "update", "output"]


@pytest.fixture(scope="module")
def spanish_page(lasting: Reader) -> Page:
    """The page, on which each test that has this one begins with a cell of its own."""
    page = lasting("/cell?lang=es")
    ready(page)
    return page


@pytest.fixture(scope="module")
def english_page(lasting: Reader) -> Page:
    """The same in English."""
    page = lasting("/cell?lang=en", locale="en-US")
    ready(page)
    return page


@pytest.fixture(scope="module")
def phone(lasting: Reader) -> Page:
    """The same on a phone."""
    page = lasting("/cell?lang=en", width=390, height=844, has_touch=True)
    ready(page)
    return page


def at(page: Page, t: int, stage: str) -> None:
    """The page stands at this time step and stage, and says so in its address."""
    expect(page.locator(f'[data-stage="{stage}"]')).to_have_attribute("aria-current", "step")
    expect(page.locator('[data-do="scrub"]')).to_have_value(str(t))
    page.wait_for_function(
        "([t, stage]) => { const now = new URLSearchParams(location.search);"
        " return now.get('t') === t && now.get('stage') === stage }",
        arg=[str(t), stage],
    )


def test_the_latch_is_walked_through_eight_steps_with_the_keyboard_alone(
    spanish_page: Page,
) -> None:
    page = begin(spanish_page, "latch")
    page.keyboard.press("Home")
    assert LATCH.c is not None
    for t in range(8):
        for stage in STAGES:
            expect(page.locator(f'[data-stage="{stage}"]')).to_have_attribute(
                "aria-current", "step"
            )
            expect(page.locator('[data-do="scrub"]')).to_have_value(str(t + 1))
            if stage == "update":
                assert shown(page, "c") == spanish(LATCH.c[t + 1, 0])
                spoken = page.locator('[data-role="spoken"]')
                expect(spoken).to_contain_text(f"Instante {t + 1} de 8")
                expect(spoken).to_contain_text(spanish(LATCH.c[t + 1, 0]))
            page.keyboard.press("ArrowRight")
    at(page, 8, "output")
    page.keyboard.press("Shift+ArrowLeft")
    at(page, 7, "output")
    page.keyboard.press("ArrowLeft")
    at(page, 7, "update")
    page.keyboard.press("Home")
    at(page, 1, "in")
    page.keyboard.press("End")
    at(page, 8, "output")


def test_every_gate_is_reached_with_tab_and_opens_with_enter(reader: Reader) -> None:
    page = reader("/cell")
    ready(page)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "(() => { let e = document.activeElement; while (e?.shadowRoot) e = e.shadowRoot.activeElement;"
            " return e?.dataset?.box ?? null })()"
        )
        if name == "output":
            page.keyboard.press("Enter")
        reached.add(name)
    assert {"forget", "input", "candidate", "output"} <= reached
    expect(page.locator('[data-stage="output"]')).to_have_attribute("aria-current", "step")


def test_dragging_an_input_moves_the_memory_and_can_be_undone(spanish_page: Page) -> None:
    page = begin(spanish_page, "latch", t=2, stage="update")
    before = shown(page, "c")
    drag(page, '[data-drag="x-1-0"]', up=-12)
    after = shown(page, "c")
    assert after != before
    expected = core_trace(link(page)).c
    assert expected is not None
    assert after == spanish(expected[2, 0])
    page.keyboard.press("Control+z")
    assert shown(page, "c") == before
    page.keyboard.press("Control+Shift+Z")
    assert shown(page, "c") == after
    do(page, "reset")
    assert shown(page, "c") == before


def test_the_input_curve_can_be_drawn_by_hand(spanish_page: Page) -> None:
    page = begin(spanish_page, "latch", t=1)
    first, last = (page.locator(f'[data-drag="x-{t}-1"]').bounding_box() for t in (2, 5))
    assert first is not None
    assert last is not None
    y = first["y"] + 9
    # Between two handles the pen is on the paper.
    page.mouse.move((first["x"] + first["width"] + 3), y)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, y, steps=12)
    page.mouse.up()
    x = core_trace(link(page)).x
    assert (x[3:6, 1] > 0.5).all()
    assert (x[:2, 1] == 0).all()


def test_closing_the_forget_gate_parts_the_run_from_its_ghost(english_page: Page) -> None:
    page = begin(english_page, "latch", t=4, stage="forget")
    expect(page.locator('[data-role="difference"]')).to_be_hidden()
    drag(page, '[data-q="forget"][data-unit="0"]', up=-140)
    assert shown(page, "forget") == "0.00"
    assert shown(page, "c") == "0.00"
    note = page.locator('[data-role="difference"]')
    expect(note).to_contain_text("Farthest apart after step 3: −0.96")
    ghosts = page.locator('[data-role="timeline"] .row.role-c .ghost-series.chosen')
    expect(ghosts).to_have_attribute("d", re.compile("^M"))
    page.get_by_role("button", name="Let go").click()
    expect(note).to_be_hidden()
    assert shown(page, "c") == "0.96"


def test_a_gate_is_held_from_a_step_on_by_keys(english_page: Page) -> None:
    page = begin(english_page, "latch", t=4, stage="forget")
    page.get_by_role("button", name="from this step on").click()
    number(page, "forget").focus()
    for _ in range(4):
        page.keyboard.press("PageDown")
    run = core_trace(link(page))
    assert run.gates["forget"][:, 0].round(2).tolist()[2:5] == [1.0, 0.0, 0.0]
    number(page, "forget").focus()
    page.keyboard.press("Delete")
    assert "hold=" not in link(page)


def test_the_memory_can_be_overwritten_at_one_step(english_page: Page) -> None:
    page = begin(english_page, "latch", t=3, stage="update")
    page.get_by_role("textbox", name="memory").fill("0.25")
    page.keyboard.press("Enter")
    assert shown(page, "c") == "0.25"
    assert "memory_1_0.25_3" in link(page)
    page.get_by_role("button", name="Restore").click()
    assert shown(page, "c") == "0.96"


def everything(page: Page) -> list[str]:
    """All numbers and paths of the drawing and the time lines."""
    return page.locator('[data-role="diagram"] .value').all_text_contents() + [
        path.get_attribute("d") or ""
        for path in page.locator('[data-role="timeline"] path.series').all()
    ]


RICH = "/cell?cell=trained_lstm&t=5&stage=update&unit=2&hold=forget_2_0.25_3*memory_1_0.5_4&weights=W_ih.0.1.0_1.5"


def test_the_other_language_a_reload_and_a_visit_elsewhere_lose_nothing(reader: Reader) -> None:
    page = reader(RICH)
    ready(page)
    before = everything(page)
    switch_to(page, "en")
    expect(heading(page)).to_have_text("Third step: we update the memory")
    at(page, 5, "update")
    english = [re.sub(r"(\d),(\d)", r"\1.\2", text) for text in before]
    assert everything(page) == english
    page.reload()
    ready(page)
    expect(heading(page)).to_have_text("Third step: we update the memory")
    at(page, 5, "update")
    page.get_by_test_id("stTopNavLink").first.click()
    expect(page.locator('[data-role="cell"]')).to_have_count(0)
    expect(page).not_to_have_url(re.compile("/cell"))
    page.go_back()
    ready(page)
    at(page, 5, "update")
    assert everything(page) == english


def test_the_link_gives_another_browser_the_same_picture(
    spanish_page: Page, reader: Reader
) -> None:
    page = begin(spanish_page, "latch", t=2, stage="update")
    drag(page, '[data-drag="x-1-0"]', up=-8)
    drag(page, '[data-q="c"][data-unit="0"]', up=20)
    address = link(page)
    look_away(page)  # what is looked at has a digit more
    other = reader(address[address.index("/cell") :], locale="en-US", width=1280, height=720)
    ready(other)
    expect(heading(other)).to_have_text("Tercer paso: actualizamos la memoria")
    assert everything(other) == everything(page)


def test_the_other_language_keeps_what_is_unfolded_typed_and_chosen(reader: Reader) -> None:
    page = reader("/cell?cell=latch&lang=en")
    ready(page)
    page.locator('[data-do="speed"]').select_option("4")
    page.get_by_text("Type the inputs").click()
    page.locator(".series input").first.fill("0 1 0.5")
    open_takeaway(page)
    switch_to(page, "es")
    expect(page.locator("details.series summary")).to_have_text("Teclear las entradas")
    expect(page.locator("details[open]")).to_have_count(2)
    expect(page.locator(".series input").first).to_have_value("0 1 0.5")
    expect(page.locator('[data-do="speed"]')).to_have_value("4")


def test_undo_crosses_from_one_kind_of_cell_to_another(spanish_page: Page) -> None:
    """With the pointer on a number that the other kind does not have."""
    page = begin(spanish_page, "gru_latch", t=2, stage="output")
    before = everything(page)
    page.locator('[data-do="choose"]').select_option("latch")
    number(page, "c").hover()
    heading(page).focus()
    page.keyboard.press("Control+z")
    expect(page.locator('[data-do="choose"]')).to_have_value("gru_latch")
    expect(page.locator('[data-q="update"]')).to_have_count(1)
    page.locator('[data-do="scrub"]').fill("2")
    assert everything(page)[:3] == before[:3]


def test_a_row_of_the_sum_lights_its_number_and_lets_it_go(spanish_page: Page) -> None:
    page = begin(spanish_page, "latch", t=4, stage="forget")
    page.locator("table.terms tbody tr").first.hover()
    expect(page.locator('[data-q="x"][data-unit="0"].source')).to_have_count(1)
    page.keyboard.press("End")
    number(page, "h").hover()
    lit = page.locator(".number.source")
    expect(lit).to_have_count(2)
    assert {node.get_attribute("data-q") for node in lit.all()} == {"output", "tanh_c"}


def test_without_a_clipboard_the_text_stands_selected(reader: Reader) -> None:
    """As on every student's machine in a classroom without https."""
    page = reader("/cell?lang=en")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    ready(page)
    open_takeaway(page)
    for button, field in (("copy_link", "link"), ("copy_code", "code")):
        do(page, button)
        expect(page.locator(".said")).to_contain_text("Ctrl+C")
        text = page.locator(f'[data-role="{field}"]')
        assert text.evaluate("(e) => e.value.slice(e.selectionStart, e.selectionEnd) === e.value")


def test_a_weight_follows_its_own_drag_after_typing(english_page: Page) -> None:
    page = begin(english_page, "latch", t=2, stage="forget")
    field = page.locator("table.terms input").first
    field.fill("0.5")
    field.press("Enter")
    drag(page, "table.terms input", right=80)
    expect(field).to_have_value("1.50")
    assert core_trace(link(page)).cell.W_ih[1, 0, 0] == 1.5


def test_dragging_stops_the_playing(english_page: Page) -> None:
    page = begin(english_page, "latch", t=4, stage="in")
    do(page, "play")
    drag(page, '[data-q="x"][data-unit="0"]', up=15)
    expect(page.locator('[data-do="play"]')).to_have_text("Play")
    x = core_trace(link(page)).x
    assert (x[:, 0] != LATCH.x[:, 0]).sum() == 1


def test_letting_go_from_a_step_on_returns_to_the_earlier_hold(reader: Reader) -> None:
    page = reader("/cell?cell=latch&t=5&stage=forget&hold=forget_1_0.3_1*forget_1_0.8_5&lang=en")
    ready(page)
    page.get_by_role("button", name="from this step on").click()
    page.get_by_role("button", name="Let go").click()
    assert core_trace(link(page)).gates["forget"][:, 0].tolist() == [0.3] * 8
    page.get_by_role("button", name="all steps").click()
    page.get_by_role("button", name="Let go").click()
    assert "hold=" not in link(page)


def test_what_cannot_be_set_says_so(spanish_page: Page) -> None:
    page = begin(spanish_page, "latch", t=4)
    expect(number(page, "c_prev")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Home")
    expect(number(page, "c_prev")).to_have_attribute("aria-disabled", "false")
    number(page, "c_prev").focus()
    page.keyboard.press("ArrowUp")
    assert shown(page, "c_prev") == "0,250"  # three decimals while it is looked at


def test_playing_runs_to_the_end_and_stops(english_page: Page) -> None:
    page = begin(english_page, "latch", t=8, stage="learn")
    page.locator('[data-do="speed"]').select_option("4")
    heading(page).click()
    page.keyboard.press("Space")
    expect(page.locator('[data-do="play"]')).to_have_text("Pause")
    at(page, 8, "output")
    expect(page.locator('[data-do="play"]')).to_have_text("Play")


def test_the_rnn_and_the_gru_have_stages_of_their_own(english_page: Page) -> None:
    page = begin(english_page, "latch")
    for name, stages in {
        "gru_latch": ["in", "reset", "idea", "update", "output"],
        "rnn_latch": ["in", "sum", "squash"],
    }.items():
        page.locator('[data-do="choose"]').select_option(name)
        expect(page.locator("[data-stage]")).to_have_count(len(stages))
        for stage in stages:
            page.locator(f'[data-stage="{stage}"]').click()
            expect(page.locator(f'[data-stage="{stage}"]')).to_have_attribute(
                "aria-current", "step"
            )
            assert page.locator(".column.lit").count() >= 2


def test_looking_at_a_number_lights_what_it_comes_from(spanish_page: Page) -> None:
    page = begin(spanish_page, "latch", t=4, stage="forget")
    number(page, "kept").hover()
    lit = page.locator(".number.source")
    expect(lit).to_have_count(2)
    assert {node.get_attribute("data-q") for node in lit.all()} == {"forget", "c_prev"}


def test_nothing_flies_with_reduced_motion(reader: Reader) -> None:
    page = reader("/cell?cell=latch&t=2", reduced_motion="reduce")
    ready(page)
    page.keyboard.press("ArrowRight")
    at(page, 2, "forget")
    assert page.locator(".spark").count() == 0
    moving = page.evaluate(
        "document.getAnimations().filter((a) => a.effect?.target?.closest?.('.camera')).length"
    )
    assert moving == 0


def test_on_a_phone_the_picture_has_its_own_layout_and_every_control_can_be_hit(
    phone: Page,
) -> None:
    page = begin(phone, "trained_lstm", t=2, stage="learn")
    expect(page.locator("svg.tall")).to_be_visible()
    for button in page.locator(".player button:visible, .stages button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44
    page.locator('[data-do="next"]').tap()
    at(page, 2, "update")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_finds_nothing_serious_with_everything_unfolded(reader: Reader) -> None:
    page = reader("/cell?cell=latch&t=4&stage=forget&hold=forget_1_0_3")
    ready(page)
    for summary in page.locator("summary").all():
        summary.click()
    assert serious_faults(page) == []
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    assert serious_faults(page) == []


def test_the_table_says_the_same_numbers(english_page: Page) -> None:
    page = begin(english_page, "latch")
    page.keyboard.press("t")
    rows = page.locator(".table tbody tr")
    expect(rows).to_have_count(8)
    assert LATCH.c is not None
    shown_c = [row.locator("td").nth(7).inner_text() for row in rows.all()]
    assert shown_c == [f"{value:.3f}".replace("-0.000", "0.000") for value in LATCH.c[1:, 0]]


def test_a_click_in_the_strip_goes_to_the_step_and_draws_nothing(spanish_page: Page) -> None:
    page = begin(spanish_page, "latch", t=2)
    box = page.locator('[data-drag="x-4-0"]').bounding_box()
    assert box is not None
    page.mouse.click(box["x"] - 10, box["y"] + 4)
    expect(page.locator('[data-do="scrub"]')).to_have_value("5")
    assert "x=" not in link(page).replace("lang", "")


def test_a_finger_drags_a_gate_and_the_page_stays_where_it_is(phone: Page) -> None:
    page = begin(phone, "latch", t=4, stage="forget")
    number(page, "forget").scroll_into_view_if_needed()
    scrolled = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    box = number(page, "forget").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for by in (10, 30, 60):
        touch("touchMove", {"x": x, "y": y + by})
    touch("touchEnd")
    assert shown(page, "forget") == "0.50"  # 60 of 120 px
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == scrolled


def test_the_number_that_is_looked_at_lights_the_wires_that_lead_to_it(spanish_page: Page) -> None:
    page = begin(spanish_page, "latch", t=4, stage="update")
    number(page, "c").hover()
    expect(page.locator(".wire.source")).to_have_count(3)  # kept to +, written to +, + to C


def test_opening_a_product_shows_its_factors(spanish_page: Page) -> None:
    page = begin(spanish_page, "latch", t=4, stage="forget")
    number(page, "kept").click()
    assert LATCH.c is not None
    factors = [LATCH.gates["forget"][3, 0], LATCH.c[3, 0], LATCH.kept[3, 0]]
    expect(page.locator("table.made .n")).to_have_text(
        [f"{v:.4f}".replace(".", ",") for v in factors]
    )
