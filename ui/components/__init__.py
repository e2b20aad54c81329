"""Reads a component's plain HTML, CSS and JS, and joins its JS modules into the one text Streamlit wants.

No bundler: every file is an ES module that a browser can import by itself (the tests do),
and joining means to put the imported files first and to drop the import and export keywords.
So top-level names have to differ between the files that are joined; `join` checks it.
"""

import json
import re
from pathlib import Path
from typing import Any, TypedDict

HERE = Path(__file__).parent
SHARED = ("palette.css", "words.css")  # of lib: what all pictures look like
_IMPORT = re.compile(r'^import \{(?![^}]*\bas\b)[^}]*\} from "(?P<path>\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function\b|const\b|let\b|class\b)", re.MULTILINE)
_DEFAULT = re.compile(r"^export (?=default\b)", re.MULTILINE)
_FOREIGN = re.compile(r"^[ \t]*(?:import|export)\b.*", re.MULTILINE)
_DEFINES = r"^(?:(?:async )?function\b\*?|const|let|var|class)"
_NAME = re.compile(rf"{_DEFINES} ([\w$]+)", re.MULTILINE)
_SEVERAL = re.compile(r"^(?:const|let|var) *(?:[\[{]|[\w$]+ *,).*", re.MULTILINE)


def join(entry: Path) -> str:
    """The JS module `entry` and all that it imports, as one text.

    Only imports of the form `import { a, b } from "./file.js";` are understood, on one line or several, and only
    `export` before a `function`, `class`, `const` or `let`; the entry alone has an `export default`.
    A top-level statement defines one name.

    Raises:
        ValueError: an import, export or definition of another form, or a name that two of the files define.
    """
    parts: dict[Path, str] = {}
    owners: dict[str, Path] = {}
    root = entry.resolve()

    def add(path: Path) -> None:
        if path in parts:
            return
        parts[path] = ""  # seen, so that a circle of imports ends
        source = path.read_text(encoding="utf-8")
        for match in _IMPORT.finditer(source):
            add((path.parent / match["path"]).resolve())
        body = _EXPORT.sub("", _IMPORT.sub("", source))
        plain = _DEFAULT.sub("", body) if path == root else body
        _refuse_other_forms(path, plain)
        for name in _NAME.findall(plain):
            if owners.setdefault(name, path) != path:
                raise ValueError(f"{name} is defined in {owners[name].name} and in {path.name}.")
        parts[path] = parts.pop(path) + body

    add(root)
    return "\n".join(parts.values())


def _refuse_other_forms(path: Path, body: str) -> None:
    if foreign := _FOREIGN.search(body):
        raise ValueError(f"In {path.name}, this is not understood: {foreign[0].strip()}")
    if several := _SEVERAL.search(body):
        raise ValueError(f"In {path.name}, this must define one name: {several[0]}")


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
        "css": "".join(
            path.read_text(encoding="utf-8")
            for path in (*(HERE / "lib" / name for name in SHARED), here / f"{folder}.css")
        ),
        "js": join(here / f"{folder}.js"),
    }


def as_bytes(data: Any) -> bytes:
    """`data`, made of what JSON knows, as a component takes it.

    Given a dict, Streamlit looks for data frames in it, and imports pandas to do so: half a second for the first reader.

    Raises:
        ValueError: NaN or infinity, which JSON does not know.
    """
    return json.dumps(data, allow_nan=False).encode()
