"""Joining a component's JS modules: what is understood is put in order, and what is not is refused, never left in."""

from pathlib import Path

import pytest

from ui.components import HERE, join, load

COMPONENTS = sorted(
    folder.name for folder in HERE.iterdir() if (folder / f"{folder.name}.js").exists()
)


def joined(folder: Path, **files: str) -> str:
    """The files `<name>.js` written into `folder`, joined from `entry.js`."""
    for name, source in files.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return join(folder / "entry.js")


def test_imported_files_stand_once_and_before_those_that_need_them(tmp_path: Path) -> None:
    text = joined(
        tmp_path,
        entry='import { b } from "./b.js";\nimport { c } from "./c.js";\nexport default () => b + c;\n',
        b='import {\n  c,\n  d,\n} from "./c.js";\nexport const b = c;\n',
        c='import { b } from "./b.js";\nexport const c = 1;\nexport async function d() {}\n',
    )
    lines = [line for line in text.splitlines() if line]
    assert lines == [
        "const c = 1;",
        "async function d() {}",
        "const b = c;",
        "export default () => b + c;",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "import { b } from './b.js';",
        'import { b } from "./b.js"',
        'import { b as c } from "./b.js";',
        'import {b} from "./b.js";  // why',
        'import b from "./b.js";',
        'import * as b from "./b.js";',
        'import "./b.js";',
        'import { b } from "b";',
        '  import { b } from "./b.js";',
        'export { b } from "./b.js";',
        'export * from "./b.js";',
        "const b = 1;\nexport { b };",
    ],
)
def test_import_or_export_of_another_form_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"entry\.js.*not understood"):
        joined(tmp_path, entry=f"{line}\nexport default () => b;\n", b="export const b = 1;\n")


def test_default_export_of_an_imported_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"b\.js.*not understood.*export default"):
        joined(
            tmp_path,
            entry='import { b } from "./b.js";\n',
            b="export const b = 1;\nexport default b;\n",
        )


@pytest.mark.parametrize(
    "first", ["const a = 1;", "let a;", "function a() {}", "async function a() {}", "class a {}"]
)
@pytest.mark.parametrize("second", ["export const a = 1;", "export function* a() {}", "var a = 1;"])
def test_name_that_two_files_define_is_refused(tmp_path: Path, first: str, second: str) -> None:
    with pytest.raises(ValueError, match=r"a is defined in .*\.js and in .*\.js"):
        joined(tmp_path, entry=f'import {{ b }} from "./b.js";\n{first}\n', b=f"{second}\n")


@pytest.mark.parametrize(
    "line", ["const [a, b] = [1, 2];", "export const { a } = {};", "let a, b;", "var a, b = 2;"]
)
def test_names_that_cannot_be_checked_are_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"entry\.js.*one name"):
        joined(tmp_path, entry=f"{line}\n")


def test_names_inside_of_functions_are_free(tmp_path: Path) -> None:
    text = joined(
        tmp_path,
        entry='import { f } from "./b.js";\nconst a = () => {\n  const [x, y] = f();\n  return x + y;\n};\n',
        b="export function f() {\n  const a = `import torch`;\n  return a;\n}\n",
    )
    assert "const [x, y]" in text
    assert "import torch" in text


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_joins(name: str) -> None:
    js = load(name)["js"]
    assert "\nimport " not in f"\n{js}"
    assert js.count("\nexport ") == 1
    assert "\nexport default " in js


def test_there_are_components() -> None:
    assert {"cell", "miniature"} <= set(COMPONENTS)
