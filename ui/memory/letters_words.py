"""The words of the part on letters: what the picture, its rules and the net under the glass are said to be."""

from __future__ import annotations

from collections.abc import Sequence

from lstm_core.rules import RULES, Follower, Found
from ui.memory.nets import percent
from ui.text import _, lesson, number

KNOWS, HALF_KNOWS = 0.85, 0.7  # of the letters, of either kind alike


def labels() -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it."""
    return {
        "pad": _(
            "The text. Arrow keys up and down: another cell; left and right: another letter; Home and End: first and last cell."
        ),
        "alt": _("A text whose letters are coloured. {heading}. {said}"),
        "back": _("Previous cell"),
        "on": _("Next cell"),
        "cell": _("Cell"),
        "of": _("of {H}"),
        "no_cell": _("{text} is no cell: they are numbered from 1 to {H}."),
        "quantity": _("What colours the letters"),
        "given": _("given, not written by the net"),
        "verdict": _("the cell says yes"),
        "here": _("Letter {n}, {letter}:"),
        "unread": _("Letter {n}, {letter}: the net never learned it and does not read it."),
        "next": _("Likeliest next letters"),
        "next_title": _("What comes next, says the net (line: how common the letter is)"),
        "came": _("← came"),
        "rule": _("Rule"),
        "rule_cells": _("Cells that follow it best"),
        "rules_title": _("Does a cell follow a rule?"),
        "rules_click": _(
            "Choose a cell: it colours the text, and the rule stands under the letters."
        ),
        "how_to_read": _("How to read this"),
        "how_letters": lesson("memory/letters_how"),
    }


def quantities(kind: str) -> list[dict[str, object]]:
    """What can colour the letters in a net of this kind, the memory first.

    `step` is the arithmetic of a step, whose placeholders are filled in the browser.
    """
    h = _("h of cell {cell}, letter by letter")
    gates = {
        "forget": ("f", _("forget gate"), _("Forget gate of cell {cell}, letter by letter")),
        "input": ("i", _("input gate"), _("Input gate of cell {cell}, letter by letter")),
        "output": ("o", _("output gate"), _("Output gate of cell {cell}, letter by letter")),
        "update": ("z", _("update gate"), _("Update gate of cell {cell}, letter by letter")),
        "reset": ("r", _("reset gate"), _("Reset gate of cell {cell}, letter by letter")),
    }
    candidate = _quantity("candidate", "g", _("candidate"), _("Candidate of cell {cell}, letter by letter"), "", gate=False)  # fmt: skip
    if kind == "rnn":
        step = _("h = tanh(…) = {memory}; before it was {before}.")
        return [_quantity("memory", "h", _("hidden state"), h, step, gate=False)]
    if kind == "gru":
        step = _("h = z · h before + (1 − z) · g = {update} · {before} + {rest} · {candidate} = {memory}")  # fmt: skip
        memory = _quantity("memory", "h", _("hidden state"), h, step, gate=False)
        names: tuple[str, ...] = ("update", "reset")
        rest = []
    else:
        step = "C = f · C(t−1) + i · g = {forget} · {before} + {input} · {candidate} = {memory}"
        memory = _quantity("memory", "C", _("memory"), _("Memory C of cell {cell}, letter by letter"), step, gate=False)  # fmt: skip
        out = "h = o · tanh(C) = {output} · tanh({memory}) = {h}"
        names = ("forget", "input", "output")
        rest = [_quantity("h", "h", _("hidden state"), h, out, gate=False)]
    shut = [
        _quantity(name, *gates[name], f"{gates[name][0]} = {{{name}}}; {step}", gate=True)
        for name in names
    ]
    return [memory, *rest, *shut, candidate | {"step": f"g = {{candidate}}; {step}"}]


def _quantity(
    name: str, symbol: str, long: str, title: str, step: str, *, gate: bool
) -> dict[str, object]:
    scale = (
        _("{symbol}: filled from shut (0) to open (1)") if gate else _("{symbol} after the letter")
    )
    return {
        "name": name,
        "symbol": symbol,
        "long": long,
        "title": title,
        "legend": scale.format(symbol=symbol),
        "gate": gate,
        "step": step,
    }


def rule_names() -> dict[str, str]:
    """Each rule by its name in `lstm_core.rules.RULES`, as a table has it."""
    return {
        "quotes": _("inside quotation marks"),
        "brackets": _("inside brackets"),
        "brackets2": _("two brackets deep or more"),
        "late": _("second half of the line"),
        "capital": _("a capital letter"),
        "after_capital": _("just after a capital letter"),
        "after_space": _("a space or a line end"),
        "word": _("inside a word"),
        "digit": _("a digit"),
        "vowel": _("a vowel"),
    }


def title_of(one: Follower, found: Found) -> str:
    """How well a cell follows a rule, as the title of the text that it colours."""
    knows = {
        "quotes": _("whether it is inside quotation marks"),
        "brackets": _("whether it is inside brackets"),
        "brackets2": _("whether it is two brackets deep or more"),
        "late": _("whether it is in the second half of the line"),
        "capital": _("whether it has just read a capital letter"),
        "after_capital": _("whether the letter before was a capital"),
        "after_space": _("whether it has just read a space or a line end"),
        "word": _("whether it is inside a word"),
        "digit": _("whether it has just read a digit"),
        "vowel": _("whether it has just read a vowel"),
    }
    values = {
        "cell": one.cell + 1,
        "what": knows[found.rule],
        "share": percent(one.balanced),
        "half": percent(0.5),
    }
    if one.balanced >= KNOWS:
        return _("Cell {cell} knows {what}: {share} right, guessing {half}", **values)
    if one.balanced >= HALF_KNOWS:
        return _("Cell {cell} half knows {what}: {share} right, guessing {half}", **values)
    return _("Cell {cell} hardly knows {what}: {share} right, guessing {half}", **values)


def best_nets(means: Sequence[tuple[str, float]]) -> str:
    """What is seen when the nets stand side by side: of each the mean over the rules for which a cell has to remember."""
    if not means:
        return _("The best cell of each net")
    return _(
        "Where a cell has to remember, the best one of each net: {each}",
        each=", ".join(f"{name}\u00a0{percent(share)}" for name, share in means),
    )


def about_nets(seed: int) -> str:
    """What is compared when the nets stand side by side."""
    return _(
        "One net of each, seed {seed}: the share of its best cell for each rule, counted as in the table of cells; the bars begin at guessing, {chance}. The first rules, as far as the line, need a memory; for the others the last letters will do.",
        seed=seed,
        chance=percent(0.5),
    )


def said_of(one: Follower, found: Found, letters: int) -> str:
    """What a cell does with a rule, measured on so many letters that were not used to choose it."""
    values = {
        "cell": one.cell + 1,
        "threshold": number(one.threshold),
        "rule": rule_names()[found.rule],
        "right": percent(one.accuracy),
        "letters": number(letters, 0),
        "held": percent(one.held),
        "not_held": percent(one.not_held),
        "constant": percent(found.constant),
        "chance": percent(found.chance),
    }
    says = (
        _("“{rule}”, read off cell {cell} (yes above {threshold}):", **values)
        if one.above
        else _("“{rule}”, read off cell {cell} (yes below {threshold}):", **values)
    )
    right = _(
        "right in {right} of {letters} letters that were not used to choose it: in {held} of those where the rule holds, "
        "in {not_held} of the others.",
        **values,
    )
    # Of a rule that holds mostly, the lazy answer is yes.
    lazy = (
        _("Always saying yes: {constant}.", **values)
        if found.share > 0.5
        else _("Always saying no: {constant}.", **values)
    )
    control = _(
        "Control: with the rule moved to other letters of the text, where it means nothing, the best cell comes to {chance} (mean of both shares; guessing: {half}).",
        half=percent(0.5),
        **values,
    )
    return f"{says} {right} {lazy} {control}"


def spoken(one: Follower, found: Found) -> str:
    """The name of a cell's button."""
    return _(
        "Cell {cell} for “{rule}”: {share}",
        cell=one.cell + 1,
        rule=rule_names()[found.rule],
        share=percent(one.balanced),
    )


def about_rules(letters: int, learned: int) -> str:
    """What the table shows, and on which letters it was measured."""
    half = number(letters // 2, 0)
    said = _(
        "Mean of the shares that are right where the rule holds and where it does not (guessing: {chance}). Chosen on {half} letters, measured on the next {half}.",
        half=half,
        chance=percent(0.5),
    )
    if learned:
        said += " " + _(
            "The net was trained on {n} of them; of the rules nobody told it.",
            n=number(learned, 0),
        )
    return said


def missing_rules(found: Sequence[Found]) -> str:
    """Which rules the text does not have; "" when it has all."""
    there = {one.rule for one in found}
    missing = [rule_names()[name] for name in RULES if name not in there]
    if not missing:
        return ""
    return _("Hardly or not at all in this text: {rules}.", rules=", ".join(missing))


def no_rules() -> str:
    """Where the text is too short or too even for any."""
    return _("This text is too short, or has none of the rules often enough.")


def letter_name(letter: str) -> str:
    """A letter as it can be seen in a sentence; what has no shape by its number."""
    return f"«{letter}»" if letter.isprintable() and letter.strip() else f"U+{ord(letter):04X}"
