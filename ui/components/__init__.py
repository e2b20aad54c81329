"""Reads a component's plain HTML, CSS and JS, and joins its JS modules into the one text Streamlit wants.

No bundler: every file is an ES module that a browser can import by itself (the tests do),
and joining means to put the imported files first and to drop the import and export keywords.
So top-level names have to differ between the files that are joined; `join` checks it.
"""

import re
from pathlib import Path
from typing import TypedDict

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "(?P<path>\.[^"]+)";\n', re.MULTILINE)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def join(entry: Path) -> str:
    """The JS module `entry` and all that it imports, as one text.

    Only imports of the form `import { a, b } from "./file.js";` are understood.
    Raises ValueError when two of the files define the same top-level name.
    """
    parts: dict[Path, str] = {}
    owners: dict[str, Path] = {}

    def add(path: Path) -> None:
        if path in parts:
            return
        parts[path] = ""  # seen, so that a circle of imports ends
        source = path.read_text(encoding="utf-8")
        for match in _IMPORT.finditer(source):
            add((path.parent / match["path"]).resolve())
        for name in _NAME.findall(source):
            if owners.setdefault(name, path) != path:
                raise ValueError(f"{name} is defined in {owners[name].name} and in {path.name}")
        body = _IMPORT.sub("", source)
        if path != root:
            body = re.sub(r"^export (?!default)", "", body, flags=re.MULTILINE)
        parts[path] = parts.pop(path) + body

    root = entry.resolve()
    add(root)
    return "\n".join(parts.values())


class Parts(TypedDict):
    """What `st.components.v2.component` takes."""

    html: str
    css: str
    js: str


def load(folder: str) -> Parts:
    """HTML, CSS and JS of the component in `ui/components/<folder>`, as `st.components.v2.component` takes them."""
    here = HERE / folder
    return {
        "html": (here / f"{folder}.html").read_text(encoding="utf-8"),
        "css": (here / f"{folder}.css").read_text(encoding="utf-8"),
        "js": join(here / f"{folder}.js"),
    }
