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
        "f0": gate(before[0]),
        "left0": share(before[1]),
        "f1": gate(after[0]),
        "left1": share(after[1]),
        "steps": number(last.look.step, 0),
        "letter": "f" if last.look.config.kind == "lstm" else "z",
    }
    if not cue:
        return _(
            "{name}: its most telling cells would keep {left0} of their start to the end at first ({letter} = {f0}), and {left1} "
            "after {steps} steps ({letter} = {f1}).",
            **values,
        )
    word = subject.said.words[cue - 1]
    if subject.said.asked:
        return _(
            "{name}: of what its most telling cells hold after “{word}”, their gates leave {left0} at ??? at first ({letter} = "
            "{f0}), and {left1} after {steps} steps ({letter} = {f1}).",
            word=word,
            **values,
        )
    return _(
        "{name}: of what its most telling cells hold after “{word}”, their gates leave {left0} at the end at first ({letter} = "
        "{f0}), and {left1} after {steps} steps ({letter} = {f1}).",
        word=word,
        **values,
    )


def _answer(subject: Subject, first: Moment, last: Moment, wanted: int | None) -> str:
    if wanted is None:
        return ""
    words = {
        "answer": " / ".join(subject.said.candidates[wanted]),
        "p0": share(float(first.answers[wanted])),
        "p1": share(float(last.answers[wanted])),
    }
    if last.keeps is None:
        return _(
            "{name}, which has no gates: the answer “{answer}” goes from {p0} to {p1} in {steps} steps.",
            name=last.look.name,
            steps=number(last.look.step, 0),
            **words,
        )
    return _("The answer “{answer}” goes from {p0} to {p1}.", **words)


def moment_line(one: Moment, reported: tuple[float, float]) -> str:
    """What the run reported at a checkpoint, and what the probe that was fitted there is worth."""
    loss, score = reported
    said = [_("Training step {step}", step=number(one.look.step, 0))]
    if not math.isnan(loss):
        said.append(_("loss {loss}", loss=number(loss)))
    if not math.isnan(score):
        said.append(_("right answers in new sentences {score}", score=percent(score)))
    if one.probe is not None:
        worth = {"accuracy": percent(one.probe.accuracy), "control": percent(one.probe.control)}
        said.append(_("probe right {accuracy}, shuffled control {control}", **worth))
    return " · ".join(said)


def gate(value: float) -> str:
    """A gate near 1 with as many decimals as tell it from 1."""
    return number(value, 2 if value < 0.98 else 3 if value < 0.998 else 4)


def share(value: float) -> str:
    """A percentage; what rounds to nothing as less than one."""
    if 0 < value < 0.01:
        return _("less than {share}", share=percent(0.01))
    return percent(value)


def labels(subject: Subject, look: Look) -> dict[str, str]:
    """The component's short strings; placeholders are filled in the browser."""
    said, kind = subject.said, look.config.kind
    word = said.words[said.cue.place] if said.cue else ""
    gates = {
        "lstm": _("forget gate f: full is open, it keeps"),
        "gru": _("update gate z: full is open, it keeps"),
        "rnn": "",
    }[kind]
    memory = (
        _("memory C of the most telling cells at the end")
        if kind == "lstm"
        else _("state h of the most telling cells at the end")
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
        "memory_short": _("memory"),
        "cell": _("cell {cell}"),
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
        "score": _("right answers in new sentences"),
        "pad": _("Words of the sentence; arrow keys move"),
        "here": _("After “{word}”: {cells}"),
        "cell_here": _("cell {cell}: {letter} = {value}"),
        "cell_gate": _("cell {cell}: {letter} = {value}, {gate} = {open}"),
        "read_here": _("probe: {value} {chance}"),
        "nothing_yet": _("Point at a word, or use the arrow keys, for its numbers."),
    }
