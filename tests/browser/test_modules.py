"""Every JS file of the components is a module that a browser can import by itself, in a page with nothing in it."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import PathLike

import pytest
from playwright.sync_api import Browser, Page

from ui.components import HERE

MODULES = sorted(path.relative_to(HERE).as_posix() for path in HERE.rglob("*.js"))


class Files(SimpleHTTPRequestHandler):
    """The files of a folder, and an empty page at /blank."""

    def guess_type(self, path: str | PathLike[str]) -> str:
        """A browser runs a script under this type alone, and the system's own table may hold another."""
        return "text/javascript" if str(path).endswith(".js") else super().guess_type(path)

    def do_GET(self) -> None:
        """Answers one request."""
        if self.path != "/blank":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing: pytest's output is for tests."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(HERE))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """One tab for all modules; each gets a document of its own."""
    with browser.new_context() as context:
        yield context.new_page()


IMPORT = """(paths) => Promise.all(paths.map(async (path) => {
    try { return Object.keys(await import(path)); } catch (error) { return String(error); }
}))"""


def test_every_module_can_be_imported_by_itself(blank: Page, url: str) -> None:
    """In one document, in which none leaves anything that another could lean on."""
    errors: list[str] = []
    blank.on("pageerror", lambda error: errors.append(str(error)))
    blank.goto(f"{url}/blank")
    before = blank.evaluate("Object.keys(window)")
    found = blank.evaluate(IMPORT, [f"/{module}" for module in MODULES])
    wrong = {}
    for module, exports in zip(MODULES, found, strict=True):
        folder, name = module.split("/")
        entry = name == f"{folder}.js"
        if isinstance(exports, str) or not exports or entry != ("default" in exports):
            wrong[module] = exports
    assert wrong == {}
    assert errors == []
    assert blank.evaluate("Object.keys(window)") == before
    assert blank.evaluate("document.body.childElementCount") == 0


def test_modules_are_found() -> None:
    assert {"lib/cells.js", "cell/cell.js", "miniature/miniature.js"} <= set(MODULES)


LIFE = """async () => {
    const { live } = await import("/lib/life.js");
    const told = [];
    const make = (root, { n }) => {
        told.push(`made with ${n}`);
        return { receive: ({ n }, { name }) => told.push(`${name} has ${n}`), leave: () => told.push("left") };
    };
    const place = document.createElement("div");
    const run = (n) => live({ name: "plot", parentElement: place, data: new TextEncoder().encode(`{"n": ${n}}`) }, make);
    run(1)();
    document.body.append(place);
    const overtaken = run(2);
    const leave = run(3);
    overtaken();
    place.remove();
    const late = run(4);
    const before = told.length;
    late();
    leave();
    return [told, before];
}"""


def test_a_component_lives_in_its_place_and_does_nothing_where_there_is_none(
    blank: Page, url: str
) -> None:
    """A script that arrives when its page has been left still runs, in a place that no document holds."""
    blank.goto(f"{url}/blank")
    told, before = blank.evaluate(LIFE)
    assert told == ["made with 2", "plot has 2", "plot has 3", "left"]
    assert before == 3


REMEMBERED = """async ([lesson, walk]) => {
    localStorage.setItem("lesson", lesson);
    sessionStorage.setItem("lesson-walk", walk);
    const visited = await import("/lib/visited.js");
    return [visited.readLesson().answers, visited.readWalk()];
}"""


@pytest.mark.parametrize(
    ("lesson", "walk"),
    [
        ("null", '"x"'),
        ("{bad", '["x"]'),
        ('{"answers": [1, null]}', "5"),
        ('{"answers": {"a": null, "b": 5, "c": {"choice": "length"}, "d": {"choice": [0]}}}', '{"a": "0", "b": [0]}'),
    ],
)  # fmt: skip
def test_what_another_program_left_in_the_browser_is_no_answer(
    blank: Page, url: str, lesson: str, walk: str
) -> None:
    blank.goto(f"{url}/blank")
    assert blank.evaluate(REMEMBERED, [lesson, walk]) == [{}, {}]
    kept = ['{"answers": {"a": {"choice": 1, "right": [1]}, "b": 0}}', '{"a": -1, "b": "1"}']
    assert blank.evaluate(REMEMBERED, kept) == [{"a": {"choice": 1, "right": [1]}}, {"a": -1}]
