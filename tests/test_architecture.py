"""Who may import what. Arrows never point back, and the server never imports torch.

What a server that has shown every page has really loaded is looked at in tests/browser/test_every_page.py.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What each folder may import besides the standard library and itself.
ALLOWED = {
    "app.py": {"streamlit", "starlette", "ui", "lab"},
    "pages": {"streamlit", "ui", "lab", "lstm_core"},
    # Streamlit's server is one of Starlette's, and talks to its browsers in protocol buffers.
    "ui": {"streamlit", "starlette", "google", "babel", "numpy", "lab", "lstm_core"},
    "lab": {"distributed", "sqlalchemy", "nbformat", "safetensors", "numpy", "lstm_core"},
    "lstm_core": {"numpy", "safetensors"},
    "models": {"numpy", "safetensors", "torch", "lab", "lstm_core"},
}
# Imported only where it is needed, inside a function.
LATE = {"lstm_core": {"pandas", "scipy", "sklearn"}, "ui": {"plotly", "segno"}}
# The files that train, in a process of their own; everything else is imported by the server.
TRAINING = ("models.py", "stacked.py", "seeds.py", "examining.py", "training.py")
CASES = (
    "nets.py",
    "disease_nets.py",
    "iris_nets.py",
    "speech_nets.py",
    "own_nets.py",
    "training.py",
)
TORCH = {Path("lstm_core") / name for name in TRAINING} | {
    Path("lstm_core/cases") / name for name in CASES
}

FILES = sorted(
    path.relative_to(ROOT)
    for folder in ALLOWED
    for path in ([ROOT / folder] if folder.endswith(".py") else (ROOT / folder).rglob("*.py"))
)


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all statements below it; no import is inside an expression."""
    yield node
    for name in ("body", "handlers", "orelse", "finalbody", "cases"):
        below = getattr(node, name, ())
        for one in below if isinstance(below, list) else ():
            yield from statements(one)


def imported(tree: ast.AST) -> set[str]:
    """The top-level packages that the statements below `tree` import."""
    names: set[str] = set()
    for node in statements(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            names.add((node.module or "").partition(".")[0])
    return names - sys.stdlib_module_names


def is_late(node: ast.stmt) -> bool:
    """Whether importing the file leaves the inside of `node` alone: a definition, or for the type check only."""
    typing_only = (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )
    return typing_only or isinstance(node, ast.FunctionDef | ast.ClassDef)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_file_imports_only_what_its_folder_may(file: Path) -> None:
    folder = file.parts[0]
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    own = set() if folder == "pages" else {folder}  # a page never imports another page
    allowed = ALLOWED[folder] | own | ({"torch"} if file in TORCH else set())
    at_once = set().union(*(imported(node) for node in tree.body if not is_late(node)))
    assert at_once <= allowed
    assert imported(tree) <= allowed | LATE.get(folder, set())


def test_every_folder_with_python_in_it_has_its_rule() -> None:
    folders = (path for path in ROOT.iterdir() if path.is_dir() and path.name[0] != ".")
    found = {folder.name for folder in folders if any(folder.rglob("*.py"))}
    assert found - {"tests", "benchmarks"} <= set(ALLOWED)


def test_no_folder_named_pages_beside_the_script_of_the_frame() -> None:
    """With one, Streamlit starts in its legacy mode and greets the first deep link with "Page not found"."""
    assert not (ROOT / "ui" / "pages").exists()
