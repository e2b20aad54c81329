"""What a reader may type, paste or put in the link of the cell page: a sentence where it happened, and nothing lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cell_page import begin, core_trace, link, ready
from tests.browser.conftest import Reader

# What a link says wrongly, and what the page says to it; each link with as many faults as the page names at once.
BROKEN = [
    {
        "t=-3": "The link says t = “-3”; the nearest there is: 1.",
        "cell=../../x": "The link says cell = “../../x”; the nearest there is: Keeps what it saw.",
        "stage=<img src=x onerror=alert(1)>": "The link says stage = “<img src=x onerror=alert(1)>”",
        "x=1e308_0": "The link says x = “1e308_0”, which cannot be read here",
        "weights=__proto__.polluted_1": "The link says weights = “__proto__.polluted_1”",
    },
    {
        "t=99": "The link says t = “99”; the nearest there is: 8.",
        "cell=__proto__": "The link says cell = “__proto__”; the nearest there is: Keeps what it saw.",
        "x=" + "0_0*" * 10_000: "The link says x = ",
        "weights=W_ih.9.9.9_1": "The link says weights = ",
        "hold=forget_1_7_1": "The link says hold = “forget_1_7_1”",
    },
    {
        "t=NaN": "The link says t = “NaN”; the nearest there is: 1.",
        "x=" + "1_1*" * 25_000: "The link says x = “1_1*1_1*",
        "hold=forget_1_0.5_99": "The link says hold = ",
        "c0=1e999": "The link says c0 = “1e999”",
        "open=constructor": "The link says open = “constructor”",
    },
    {
        "cell=latch": "",
        "seed=3": "The link says seed = “3”, which cannot be read here",
    },
    {
        "cell=gru_latch": "",
        "c0=0.5": "The link says c0 = “0.5”, which cannot be read here",
        "hold=memory_1_100_4": "The link says hold = “memory_1_100_4”",
    },
    {
        "cell=rnn_latch": "",
        "hold=candidate_1_0.5_1": "The link says hold = “candidate_1_0.5_1”",
    },
    {
        "cell=random_lstm": "",
        "seed=12345": "The link says seed = “12345”; the nearest there is: 9.",
    },
]


@pytest.fixture(scope="module")
def typed_in(lasting: Reader) -> Page:
    """The page, on which each test that types begins with a cell of its own."""
    page = lasting("/cell?lang=en")
    ready(page)
    return page


def test_a_broken_link_gives_a_sentence_for_each_fault_and_the_nearest_state(
    reader: Reader,
) -> None:
    page = reader("/cell?lang=en")
    # A server may refuse an address that comes in several packets; here it is the page that is to cope with it.
    page.route(
        lambda url: len(url) > 8_000,
        lambda route: route.continue_(url=route.request.url.partition("?")[0]),
    )
    for faults in BROKEN:
        page.goto(f"/cell?lang=en&{'&'.join(faults)}")
        ready(page)
        said = page.locator(".problems p")
        sentences = [sentence for sentence in faults.values() if sentence]
        expect(said).to_have_count(len(sentences))
        for sentence in sentences:
            expect(said.filter(has_text=sentence)).not_to_have_count(0)
        page.keyboard.press("ArrowRight")
        expect(page.locator('[data-stage][aria-current="step"]')).not_to_have_attribute(
            "data-stage", "in"
        )
        assert page.evaluate("({}).polluted === undefined")
        page.get_by_role("button", name="Understood").click()
        expect(said).to_have_count(0)


def test_unknown_parameters_are_left_alone(reader: Reader) -> None:
    page = reader("/cell?lang=en&utm_source=mail&t=2")
    ready(page)
    expect(page.locator(".problems p")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("/utm_source=mail.*stage=forget/.test(location.search)")


WEIGHTS = [
    ("hola", "“hola” is not a number. A number from −100 to 100 goes here.", None),
    ("NaN", "“NaN” is not a number.", None),
    ("", "A number from −100 to 100 goes here.", None),
    ("0x10", "“0x10” is not a number.", None),
    ("1e308", "From −100 to 100 goes here; 100 was taken.", "100"),
    ("-1e308", "From −100 to 100 goes here; −100 was taken.", "-100"),
    ("2,5", "", "2.5"),
]


def test_a_weight_takes_numbers_only(typed_in: Page) -> None:
    page = begin(typed_in, "latch", t=2, stage="forget")
    field = page.locator("table.terms input").first
    for typed, sentence, used in WEIGHTS:
        field.fill(typed)
        field.press("Enter")
        error = page.locator("table.terms .error").first
        if sentence:
            expect(error).to_contain_text(sentence)
        else:
            expect(error).to_be_empty()
        address = link(page)
        assert ("weights=" in address) == (used is not None)
        if used is not None:
            assert f"W_ih.1.0.0_{used}" in address
            assert core_trace(address).cell.W_ih[1, 0, 0] == float(used)


SERIES = [
    ("", "There is no number yet", 8),
    ("1 dos 3", "“dos”, at step 2, is not a number. Nothing was changed.", 8),
    ("1 " * 10_000, "10000 steps are too many; the first 64 were taken.", 64),
    ("1 1e308 0", "“1e308”, at step 2, is out of range", 3),
    ("0,5 1 0", "", 3),
    ("0,1", "", 2),
    ("0.125 1e-3", "", 2),
]


def test_typed_inputs_are_used_or_refused_with_a_sentence(typed_in: Page) -> None:
    page = begin(typed_in, "latch", t=8, stage="update")
    page.get_by_text("Type the inputs").click()
    fields = page.locator(".series input")
    for typed, sentence, steps in SERIES:
        fields.nth(1).fill("")
        fields.nth(0).fill(typed)
        fields.nth(0).press("Enter")
        error = page.locator("#series-error")
        if sentence:
            expect(error).to_contain_text(sentence)
        else:
            expect(error).to_be_empty()
        expect(page.locator('[data-do="scrub"]')).to_have_attribute("max", str(steps))
        assert len(core_trace(link(page)).x) == steps


def test_using_the_inputs_as_they_stand_changes_nothing(reader: Reader) -> None:
    page = reader("/cell?lang=es&cell=latch&x=0.123_0*1_-0.0625")
    ready(page)
    page.get_by_text("Teclear las entradas").click()
    expect(page.locator(".series input").first).to_have_value("0,123 1")
    page.locator('[data-do="apply-series"]').click()
    assert core_trace(link(page)).x.tolist() == [[0.123, 0], [1, -0.0625]]
