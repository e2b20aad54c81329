"""What is said of a net's way through training: what changed from its first checkpoint to its last."""

from __future__ import annotations

import math

from ui.memory.moments import Moment, kept_on_the_way
from ui.memory.nets import percent
from ui.memory.subject import Look, Subject
from ui.text import _, lesson, number


def headline(subject: Subject, found: list[Moment], cue: int, wanted: int | None) -> str:
    """The takeaway: the gates and the answer at the first checkpoint and at the last.

    Args:
        subject: with the sentence.
        found: the checkpoints in order.
        cue: the word that decides, from 1; 0 where none does.
        wanted: which of the compared answers is right; None where none is known.
    """
    first, last = found[0], found[-1]
    said = [_gates(subject, first, last, cue), _answer(subject, first, last, wanted)]
    return " ".join(one for one in said if one) or _(
        "{name}, from step {first} to step {last}.",
        name=last.look.name,
        first=number(first.look.step, 0),
        last=number(last.look.step, 0),
    )


def _gates(subject: Subject, first: Moment, last: Moment, cue: int) -> str:
    before, after = kept_on_the_way(first, cue), kept_on_the_way(last, cue)
    if before is None or after is None:
        return ""
    values = {
        "name": last.look.name,
        "cells": last.memory.shape[1],
        "f0": gate(before[0]),
        "left0": percent(before[1]),
        "first": number(first.look.step, 0),
        "f1": gate(after[0]),
        "left1": percent(after[1]),
        "last": number(last.look.step, 0),
        # They stay on one line with the number.
        "is": f"{'f' if last.look.config.kind == 'lstm' else 'z'}\u00a0=\u00a0",
    }
    what = (
        _(
            "what its {cells} most telling cells hold after “{word}”",
            word=subject.said.words[cue - 1],
            **values,
        )
        if cue
        else _("what its {cells} most telling cells hold at the start", **values)
    )
    if subject.said.asked:
        return _(
            "{name}: of {what}, their gates leave {left0} at ??? at step {first} ({is}{f0}), and {left1} at step {last} ({is}{f1}).",
            what=what,
            **values,
        )
    return _(
        "{name}: of {what}, their gates leave {left0} at the end at step {first} ({is}{f0}), and {left1} at step {last} ({is}{f1}).",
        what=what,
        **values,
    )


def _answer(subject: Subject, first: Moment, last: Moment, wanted: int | None) -> str:
    if wanted is None:
        return ""
    words = {
        "answer": " / ".join(subject.said.candidates[wanted]),
        "p0": percent(float(first.answers[wanted])),
        "p1": percent(float(last.answers[wanted])),
    }
    if last.keeps is None:
        return _(
            "{name}, which has no gates: the answer “{answer}” goes from {p0} to {p1} in {steps} steps.",
            name=last.look.name,
            steps=number(last.look.step, 0),
            **words,
        )
    return _("The answer “{answer}” goes from {p0} to {p1}.", **words)


def moment_line(one: Moment, reported: tuple[float, float], n: int) -> str:
    """What the run reported at a checkpoint, with n clauses in between, and what the probe that was fitted there is worth."""
    loss, score = reported
    weight = one.look.config.answer_weight
    said = [_("Training step {step}", step=number(one.look.step, 0))]
    if not math.isnan(score):
        said.append(
            _(
                "{share} right in new sentences (clauses in between: {n})",
                share=percent(score),
                n=n,
            )
        )
    if not math.isnan(loss):
        said.append(
            _(
                "training loss {loss} (all words + {weight} × the answer)",
                weight=number(weight, 0 if weight == round(weight) else 1),
                loss=number(loss),
            )
        )
    if one.probe is not None:
        worth = {"accuracy": percent(one.probe.accuracy), "control": percent(one.probe.control)}
        said.append(_("probe right {accuracy}, shuffled control {control}", **worth))
    return " · ".join(said)


def gate(value: float) -> str:
    """A gate near 1 with as many decimals as tell it from 1."""
    return number(value, 2 if value < 0.98 else 3 if value < 0.998 else 4)


def labels(subject: Subject, look: Look, n: int) -> dict[str, str]:
    """The component's short strings; placeholders are filled in the browser."""
    said, kind = subject.said, look.config.kind
    word = said.words[said.cue.place] if said.cue else ""
    gates = {
        "lstm": _("forget gate f: full is open, it keeps"),
        "gru": _("update gate z: full is open, it keeps"),
        "rnn": "",
    }[kind]
    memory = (
        _("memory, tanh C, of the cells that tell most at the end of training")
        if kind == "lstm"
        else _("state h of the cells that tell most at the end of training")
    )
    left = (
        _("what the gates leave of “{word}”: their product since then", word=word)
        if word
        else _("what the gates leave of the start: their product since then")
    )
    left_curve = (
        _("what the gates leave of it at ???")
        if said.asked
        else _("what the gates leave of it at the end")
    )
    return {
        "how_learned": lesson("memory/learned"),
        "how_to_read": _("How to read it"),
        "memory": memory,
        "gates": gates,
        "left_short": _("left of it"),
        "memory_short": "tanh C" if kind == "lstm" else "h",
        "probe": _("the probe reads “{value}”, if it must name one"),
        "probe_short": _("probe"),
        "guess": _("guessing"),
        "step": _("Training step"),
        "play": _("Play"),
        "stop": _("Stop"),
        "answers": _("The answer at ???") if said.asked else _("The next word"),
        "right": _("the right one"),
        "curve": _("From step to step of training"),
        "x": _("training step"),
        "mean": _("mean of the gates"),
        "left": left,
        "left_curve": left_curve,
        "chance": _("right answer to this sentence"),
        "score": _("right in new sentences (clauses between: {n})", n=n),
        "pad": _("Words of the sentence; arrow keys move"),
        "here": _("After “{word}”: {cells}"),
        "cell_here": _("cell {cell}: {letter} = {value}"),
        "cell_gate": _("cell {cell}: {letter} = {value}, {gate} = {open}"),
        "read_here": _("probe: {value} {chance}"),
        "nothing_yet": _("Point at a word, or use the arrow keys, for its numbers."),
    }
