"""A term is one hover, tap or key away wherever it stands, without a node of the page being touched."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Reader, serious_faults
from ui.components import HERE

# Where the first visible term of that spelling is: the middle of its letters, or null. In a component's own tree or outside.
WHERE = """([spelling, within]) => {
    for (const range of CSS.highlights.get("lesson-terms") ?? []) {
        const { startContainer: node, startOffset: start, endOffset: end } = range;
        if (node.data?.slice(start, end).toLowerCase() !== spelling) continue;
        if ((node.getRootNode() instanceof ShadowRoot) !== within) continue;
        const letters = document.createRange();
        letters.setStart(node, start);
        letters.setEnd(node, end);
        const box = letters.getBoundingClientRect();
        if (box.width && box.top > 0 && box.bottom < innerHeight) return [box.left + box.width / 2, box.top + box.height / 2];
    }
    return null;
}"""
# What of a text with a term that is half bold, and with one across a link and one across a line, is marked.
HALF_BOLD = "un<b>rolled</b> <p>forget <b>ga</b>te, <i>input</i> gate, output <a href='#'>x</a> gate, forget<br> gate</p>"
MARKED = """([html]) => {
    const piece = window.piece ??= document.querySelector("[data-testid=stMain]").appendChild(document.createElement("section"));
    if (!piece.innerHTML) piece.innerHTML = html;
    const marked = [...(CSS.highlights.get("lesson-terms") ?? [])].filter(({ startContainer: node }) => piece.contains(node));
    return marked.length ? marked.map(({ startContainer: node, startOffset: start, endOffset: end }) => node.data.slice(start, end)) : null;
}"""
LEFT_OUT = """() => [...CSS.highlights.get("lesson-terms")].filter(({ startContainer: node }) =>
    node.parentElement?.closest("svg, input, select, button, a, h1, code")).length"""


def where(page: Page, spelling: str, *, within: bool) -> tuple[float, float]:
    page.wait_for_function(WHERE, arg=[spelling, within])
    x, y = page.evaluate(WHERE, [spelling, within])
    return x, y


def test_a_term_is_explained_at_a_hover_and_listed_at_a_key(reader: Reader) -> None:
    page = reader("/cell?lang=en", locale="en-US")
    tip = page.locator("[data-role=tip]")
    nodes = page.evaluate("document.querySelector('[data-testid=stMain]').innerHTML.length")
    x, y = where(page, "time step", within=True)
    page.mouse.move(x, y + 200)
    page.mouse.move(x, y)
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("time step · t paso de tiempo")
    expect(tip).to_contain_text("The place in the sequence")
    box = tip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.mouse.move(x, y + 200)
    page.mouse.move(x, y)
    expect(tip).to_be_visible()
    page.mouse.move(20, 700)
    expect(tip).to_be_hidden()
    assert page.evaluate(LEFT_OUT) == 0
    assert page.evaluate("document.querySelector('[data-testid=stMain]').innerHTML.length") == nodes

    page.keyboard.press("?")
    listed = page.get_by_role("dialog", name="Terms on this page")
    expect(listed.get_by_text("hidden state · h estado oculto")).to_be_visible()
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    page.get_by_role("button", name="Terms on this page (key ?)").press("Enter")
    expect(listed).to_be_visible()
    listed.get_by_role("button", name="Close").click()
    expect(listed).to_be_hidden()
    expect(page.get_by_role("button", name="Terms on this page (key ?)")).to_be_focused()

    page.wait_for_function(MARKED, arg=[HALF_BOLD])
    assert page.evaluate(MARKED, [HALF_BOLD]) == [
        *("un", "rolled"),
        *("forget ", "ga", "te"),
        *("input", " gate"),
        *("gate", "gate"),  # by themselves
    ]


FIND = """async ([source, terms, texts]) => {
    const { makeFinder } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    const finder = makeFinder(terms);
    return texts.map((text) => finder(text).map(({ start, end, term }) => [text.slice(start, end), term]));
}"""


def test_the_longest_form_counts_and_letters_around_it_do_not(browser: Browser) -> None:
    terms = [
        {"forms": ["entrada", "entradas"]},
        {"forms": ["puerta de entrada"]},
        {"forms": ["RNN"]},
        {"forms": ["sesgo (b)"]},
    ]
    texts = {
        "La puerta de entrada y la entrada.": [["puerta de entrada", 1], ["entrada", 0]],
        "Entradas; reentrada, entradaña": [["Entradas", 0]],
        "Una RNN, no rnn ni RNNs": [["RNN", 2]],
        "puerta de\nentrada": [["puerta de\nentrada", 1]],
        "el sesgo (b)": [["sesgo (b)", 3]],
        "nada": [],
    }
    source = (HERE / "glossary" / "find.js").read_text(encoding="utf-8")
    with browser.new_context() as context:
        found = context.new_page().evaluate(FIND, [source, terms, list(texts)])
    assert found == list(texts.values())
