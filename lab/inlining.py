"""Gathers what a function needs of this app's own code, out of all its modules, as the text of one module.

Definitions that nothing needs are left out, and so are methods that nobody calls. See `lab.folding` for what else goes.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lab.folding import fold, strip_annotations, without
from lstm_core.config import TrainConfig

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "lstm_core"
# Methods that are called by others than us.
CALLED = ("__init__", "__post_init__", "forward", "backward")


@dataclass(frozen=True)
class Part:
    """What is needed of one module, by its last name."""

    module: str
    code: str


@dataclass
class _Module:
    """A module's text, its definitions by name, and where its other names come from."""

    text: str
    definitions: dict[str, ast.stmt] = field(default_factory=dict)
    ours: dict[str, str] = field(default_factory=dict)  # name -> module
    first: set[str] = field(default_factory=set)  # modules that are imported before all else
    others: dict[str, str] = field(default_factory=dict)  # name -> import statement


def inline(
    module: str, names: Sequence[str], configs: Sequence[TrainConfig], instead: Mapping[str, str]
) -> tuple[list[str], list[Part]]:
    """The import statements and the parts that functions of a module of ours need, in a good order.

    Args:
        module: such as "lstm_core.repeat".
        names: of functions in it.
        configs: what decides the same for all of these is decided.
        instead: source of definitions to take instead of the module's own, by "module.name".
    """
    gathered = _Gathering(configs, instead)
    for name in names:
        gathered.need(module, name)
    gathered.settle()
    return sorted(gathered.external), gathered.parts(module)


def import_block(statements: Iterable[str]) -> str:
    """Such statements as a file has them: one a module, the standard library first."""
    names: dict[str, set[str]] = {}
    for one in statements:
        where, _, name = one.partition(" import ") if one.startswith("from") else (one, "", "")
        names.setdefault(where, set()).add(name)
    lines = [
        f"{where} import {', '.join(sorted(found))}" if where.startswith("from") else where
        for where, found in names.items()
    ]

    def key(line: str) -> tuple[bool, bool, str]:
        package = line.split()[1].partition(".")[0]
        return package not in sys.stdlib_module_names, line.startswith("from"), line

    first = [line for line in sorted(lines, key=key) if not key(line)[0]]
    return "\n".join([*first, "", *sorted(set(lines) - set(first), key=key)])


class _Gathering:
    def __init__(self, configs: Sequence[TrainConfig], instead: Mapping[str, str]) -> None:
        self.configs, self.instead = configs, instead
        self.modules: dict[str, _Module] = {}
        self.needed: dict[str, set[str]] = {}  # module -> names
        self.external: set[str] = set()
        self.attributes: set[str] = set(CALLED)

    def module(self, name: str) -> _Module:
        if name not in self.modules:
            text = (ROOT / Path(*name.split("."))).with_suffix(".py").read_text(encoding="utf-8")
            self.modules[name] = _read(self._with_instead(name, text), self.configs)
        return self.modules[name]

    def _with_instead(self, module: str, text: str) -> str:
        for name, source in self.instead.items():
            if name.rpartition(".")[0] == module:
                node = _definitions(ast.parse(text))[name.rpartition(".")[2]]
                lines = text.split("\n")
                text = "\n".join(
                    [*lines[: _first(node) - 1], *source.split("\n"), *lines[node.end_lineno :]]
                )
        return text

    def need(self, module: str, name: str) -> None:
        """Notes that a name of a module is needed, wherever it comes from."""
        known = self.module(module)
        if name in known.ours:
            self.need(known.ours[name], name)
        elif name in known.others:
            self.external.add(known.others[name])
        elif name in known.definitions:
            self.needed.setdefault(module, set()).add(name)

    def settle(self) -> None:
        """Follows what is needed until nothing new is."""
        before = None
        while before != (before := self._count()):
            for module, names in list(self.needed.items()):
                for name in list(names):
                    for node in self._kept(self.module(module).definitions[name]):
                        self._follow(module, node)

    def _count(self) -> tuple[int, ...]:
        return (sum(map(len, self.needed.values())), len(self.external), len(self.attributes))

    def _kept(self, node: ast.stmt) -> list[ast.AST]:
        """A definition, or of a class what is kept of it."""
        if not isinstance(node, ast.ClassDef):
            return [node]
        return [
            *node.bases,
            *node.decorator_list,
            *(one for one in node.body if not self._is_spare(one)),
        ]

    def _is_spare(self, node: ast.stmt) -> bool:
        return isinstance(node, ast.FunctionDef) and node.name not in self.attributes

    def _follow(self, module: str, node: ast.AST) -> None:
        own = _bound(node)
        for one in ast.walk(node):
            if isinstance(one, ast.Attribute):
                self.attributes.add(one.attr)
            # A class that is nothing but the type of a field is not needed.
            elif (
                isinstance(one, ast.Name)
                and one.id not in own
                and not (isinstance(node, ast.AnnAssign) and self._is_class(module, one.id))
            ):
                self.need(module, one.id)

    def _is_class(self, module: str, name: str) -> bool:
        known = self.module(module)
        if name in known.ours:
            return self._is_class(known.ours[name], name)
        return isinstance(known.definitions.get(name), ast.ClassDef)

    def parts(self, last: str) -> list[Part]:
        """What is needed of each module, those before that others are made of."""
        order: list[str] = []

        def visit(name: str) -> None:
            if name not in order:
                for other in sorted(set(self.module(name).first) & set(self.needed)):
                    visit(other)
                order.append(name)

        for name in sorted(set(self.needed) - {last}):
            visit(name)
        visit(last)
        return [
            Part(name.rpartition(".")[2], self._code(name)) for name in order if name in self.needed
        ]

    def _code(self, name: str) -> str:
        """The needed definitions of a module, with the comments above them, and a class without its spare methods."""
        module, pieces = self.modules[name], []
        lines = module.text.split("\n")
        for defined, node in module.definitions.items():
            if defined in self.needed[name]:
                spare = {
                    number
                    for one in getattr(node, "body", [])
                    if isinstance(node, ast.ClassDef) and self._is_spare(one)
                    for number in range(_above(one, lines), (one.end_lineno or 0) + 1)
                }
                first = _above(node, lines)
                piece = "\n".join(lines[first - 1 : node.end_lineno])
                piece = without(piece, {number - first + 1 for number in spare})
                pieces.append(self._shown_fields(piece.rstrip()))
        return _spaced(pieces)

    def _shown_fields(self, piece: str) -> str:
        """A class without the types of its fields that are left out."""
        known = set().union(
            *self.needed.values(), (name for one in self.modules.values() for name in one.others)
        )
        for one in ast.walk(ast.parse(piece)):
            if isinstance(one, ast.AnnAssign) and isinstance(one.annotation, ast.BinOp):
                types = ast.unparse(one.annotation).split(" | ")
                kept = " | ".join(name for name in types if name in known)
                piece = piece.replace(ast.unparse(one.annotation), kept)
        return piece


def _spaced(pieces: list[str]) -> str:
    """Two empty lines around functions and classes."""
    text, was_short = "", True
    for piece in pieces:
        is_short = not piece.startswith(("def", "class", "@"))
        gap = "" if not text else "\n" if is_short and was_short else "\n\n\n"
        text, was_short = f"{text}{gap}{piece}", is_short
    return text


def _read(text: str, configs: Sequence[TrainConfig]) -> _Module:
    text = fold(strip_annotations(text), configs)
    imported = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == PACKAGE
    ]
    # What is imported inside of a function stands in the same module now.
    text = without(text, {n for one in imported if one.col_offset for n in _numbers(one)})
    tree = ast.parse(text)
    module = _Module(text, _definitions(tree))
    for one in imported:
        module.ours |= {alias.name: one.module or "" for alias in one.names}
    module.first = {one.module or "" for one in imported if not one.col_offset}
    for node in tree.body:
        if isinstance(node, ast.Import):
            module.others |= {
                alias.asname or alias.name: f"import {_alias(alias)}" for alias in node.names
            }
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] != PACKAGE:
            module.others |= {
                alias.asname or alias.name: f"from {node.module} import {_alias(alias)}"
                for alias in node.names
            }
    return module


def _numbers(node: ast.stmt) -> range:
    """Of its lines."""
    return range(node.lineno, (node.end_lineno or 0) + 1)


def _alias(alias: ast.alias) -> str:
    return ast.unparse(ast.Import([alias])).removeprefix("import ")


def _definitions(tree: ast.Module) -> dict[str, ast.stmt]:
    """Functions, classes and constants of a module by name."""
    found: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign):
            found |= {
                one.id: node
                for target in node.targets
                for one in ast.walk(target)
                if isinstance(one, ast.Name)
            }
    return found


def _first(node: ast.stmt) -> int:
    """Its first line, with decorators."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _above(node: ast.stmt, lines: list[str]) -> int:
    """Its first line with the comments that stand right above."""
    first = _first(node)
    while first > 1 and lines[first - 2].lstrip().startswith("#"):
        first -= 1
    return first


def _bound(node: ast.AST) -> set[str]:
    """The names that are made inside of a function."""
    found = {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    if isinstance(node, ast.FunctionDef):
        found |= {
            one.id
            for one in ast.walk(node)
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
        }
    return found
