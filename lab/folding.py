"""Python source without the branches that given settings never take, and without annotations. Comments stay.

One edit is made at a time, and the text is parsed anew after each, so that positions are always right. The text is
formatted as ruff does it: no two statements on a line.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from lstm_core.config import TrainConfig
from lstm_core.tasks import make_task

LONGEST = 100  # characters of a line
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Gt: operator.gt,
    ast.Lt: operator.lt,
}
_UNKNOWN = object()
Lines = list[str]


def fold(text: str, configs: Sequence[TrainConfig]) -> str:
    """A module in which is decided what all of the configs decide alike."""
    return _edited(text, lambda tree, lines: _decisions(tree, lines, configs))


@cache
def strip_annotations(text: str) -> str:
    """A module without annotations, but for those that make the fields of a class."""
    return _edited(text, _unannotated)


def without(text: str, lines: set[int]) -> str:
    """A text without those of its lines, counted from 1, and without the gaps that they leave."""
    kept = [line for number, line in enumerate(text.split("\n"), 1) if number not in lines]
    return re.sub(r"\n{3,}(?= )", "\n\n", "\n".join(kept))


def _edited(text: str, edits: Callable[[ast.Module, Lines], Iterator[Lines]]) -> str:
    """Makes the first edit, a text's new lines, until there is none."""
    while True:
        lines = text.split("\n")
        new = next(edits(ast.parse(text), lines), None)
        if new is None:
            return without(text, set())
        text = "\n".join(new)


def _decisions(tree: ast.Module, lines: Lines, configs: Sequence[TrainConfig]) -> Iterator[Lines]:
    for node in ast.walk(tree):
        for block in (getattr(node, "body", None), getattr(node, "orelse", None)):
            ends = [isinstance(one, ast.Return) for one in block] if isinstance(block, list) else []
            if isinstance(block, list) and True in ends[:-1]:
                last = block[ends.index(True)]  # what follows it is never reached
                yield lines[: last.end_lineno] + lines[block[-1].end_lineno or 0 :]
        if not isinstance(node, ast.If | ast.IfExp):
            continue
        truth = _truth(node.test, configs)
        if truth is None:
            for part in _certain(node.test, configs):
                yield _replaced(lines, node.test, part)
        elif isinstance(node, ast.IfExp):
            yield _replaced(lines, node, node.body if truth else node.orelse)
        else:
            yield (
                lines[: node.lineno - 1]
                + _branch(node, truth, lines, tree)
                + lines[node.end_lineno or 0 :]
            )


def _truth(node: ast.expr, configs: Sequence[TrainConfig]) -> bool | None:
    """Whether a test holds, if all of the configs agree."""
    found = [_value(node, config) for config in configs]
    answers = {None if value is _UNKNOWN else bool(value) for value in found}
    return answers.pop() if len(answers) == 1 else None


def _value(node: ast.expr, config: TrainConfig) -> Any:
    """What an expression is, if it depends on the config alone."""
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=one):
            value = _value(one, config)
            return value if value is _UNKNOWN else not value
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
            pair = _value(left, config), _value(right, config)
            return _UNKNOWN if _UNKNOWN in pair else _COMPARE[type(op)](*pair)
        case ast.BoolOp(op=op, values=parts):
            values = [_value(part, config) for part in parts]
            decisive = isinstance(
                op, ast.Or
            )  # one that is true decides "or", one that is false "and"
            if any(value is not _UNKNOWN and bool(value) is decisive for value in values):
                return decisive
            return _UNKNOWN if _UNKNOWN in values else not decisive
    return _fact(node, config)


def _fact(node: ast.expr, config: TrainConfig) -> Any:
    """What the models and tasks of this app ask about a config, or about the task and the net that it makes."""
    task, found = make_task(config), _UNKNOWN
    match node:
        case ast.Constant(value=value):
            found = value
        case ast.Attribute(value=ast.Name(id="config") | ast.Attribute(attr="_config"), attr=name):
            found = getattr(config, name, _UNKNOWN)
        case ast.Attribute(value=ast.Name(id="self"), attr="kind"):
            found = config.kind
        case ast.Name(id="symbols") | ast.Attribute(value=ast.Name(id="self"), attr="symbols"):
            found = task.symbols
        case ast.Call(func=ast.Name(id="isinstance"), args=[_, ast.Name(id="StackedModel")]):
            found = config.kind != "lstm"
        case ast.Call(func=ast.Attribute(value=ast.Name(id="x"), attr="is_floating_point")):
            found = not task.symbols
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute(attr="target"), attr="is_floating_point")
        ):
            found = task.regression
        case (
            ast.Call(func=ast.Name(id="hasattr"), args=[_, ast.Constant(value=str(name))])
            | ast.Compare(left=ast.Constant(value=str(name)), ops=[ast.In()])
        ) if name.partition(".")[0] in ("embed", "linear"):
            found = bool(config.E) and bool(task.symbols) is name.startswith("embed")
    return found


def _certain(test: ast.expr, configs: Sequence[TrainConfig]) -> Iterator[ast.expr]:
    """What is left of "a and b" or "a or b" when one of the two does not matter."""
    if isinstance(test, ast.BoolOp) and len(test.values) == 2:
        for one, other in (test.values, test.values[::-1]):
            if _truth(one, configs) is not None:
                yield other


def _branch(node: ast.If, truth: bool, lines: Lines, tree: ast.Module) -> Lines:
    """The lines that an if statement becomes when its test is known."""
    is_elif = lines[node.lineno - 1].lstrip().startswith("elif")
    body = lines[_header_end(node, lines) : node.body[-1].end_lineno]
    if truth:
        return [_indent(node) + "else:", *body] if is_elif else _outdented(body)
    if not node.orelse:
        alone = any(getattr(one, "body", None) == [node] for one in ast.walk(tree))
        return [_indent(node) + "pass"] if alone else []
    rest = lines[node.body[-1].end_lineno or 0 : node.end_lineno]  # "elif ...:" or "else:", and on
    if is_elif:
        return rest
    if rest[0].lstrip().startswith("elif"):
        return [rest[0].replace("elif", "if", 1), *rest[1:]]
    return _outdented(rest[1:])


def _header_end(node: ast.If, lines: Lines) -> int:
    """The number of the line that ends with the colon."""
    number = node.test.end_lineno or 0
    while not lines[number - 1].split("  #")[0].endswith(":"):
        number += 1
    return number


def _indent(node: ast.stmt) -> str:
    return " " * node.col_offset


def _outdented(lines: Lines) -> Lines:
    return [line.removeprefix("    ") for line in lines]


def _replaced(lines: Lines, node: ast.expr, chosen: ast.expr) -> Lines:
    """An expression replaced by a part of it."""
    return _spliced(lines, _start(node), _end(node), _cut(lines, _start(chosen), _end(chosen)))


Place = tuple[int, int]  # number of a line, and bytes in it


def _start(node: ast.expr) -> Place:
    return node.lineno, node.col_offset


def _end(node: ast.expr) -> Place:
    return node.end_lineno or 0, node.end_col_offset or 0


def _offset(lines: Lines, place: Place) -> int:
    return sum(len(line.encode()) + 1 for line in lines[: place[0] - 1]) + place[1]


def _cut(lines: Lines, start: Place, end: Place) -> str:
    raw = "\n".join(lines).encode()
    return raw[_offset(lines, start) : _offset(lines, end)].decode()


def _spliced(lines: Lines, start: Place, end: Place, new: str) -> Lines:
    raw = "\n".join(lines).encode()
    return (
        (raw[: _offset(lines, start)] + new.encode() + raw[_offset(lines, end) :])
        .decode()
        .split("\n")
    )


def _unannotated(tree: ast.Module, lines: Lines) -> Iterator[Lines]:
    fields = {
        id(one)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and (node.decorator_list or "NamedTuple" in map(ast.unparse, node.bases))
        for one in node.body
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            spare = [
                one for one in ast.walk(node.args) if isinstance(one, ast.arg) and one.annotation
            ]
            if spare or node.returns:
                yield _signature(node, lines)
        elif isinstance(node, ast.AnnAssign) and id(node) not in fields:
            if node.value:
                yield _spliced(lines, _end(node.target), _end(node.annotation), "")
            else:
                yield lines[: node.lineno - 1] + lines[node.end_lineno or 0 :]


def _signature(node: ast.FunctionDef, lines: Lines) -> Lines:
    """A function whose head says no types, on as few lines as it takes."""
    end = node.lineno
    while not lines[end - 1].split("  #")[0].endswith(":"):
        end += 1
    for one in ast.walk(node.args):
        if isinstance(one, ast.arg):
            one.annotation = None
    arguments, indent = ast.unparse(node.args), _indent(node)
    head = [f"{indent}def {node.name}({arguments}):"]
    if len(head[0]) > LONGEST:
        head = [f"{indent}def {node.name}(", f"{indent}    {arguments}", f"{indent}):"]
    return lines[: node.lineno - 1] + head + lines[end:]
