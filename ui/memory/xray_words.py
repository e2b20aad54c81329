"""What the X-ray says in words: what can be read, where it was lost, and what a probe is worth."""

from __future__ import annotations

from collections.abc import Sequence

from lstm_core.config import TrainConfig
from lstm_core.cues import Cue
from lstm_core.sentences import dependency, languages_of
from ui.memory.nets import percent
from ui.memory.said import Said
from ui.memory.seen import Seen
from ui.memory.subject import Look, Subject
from ui.text import _, language, lesson


def attribute_name(attribute: str) -> str:
    """What is asked of a memory."""
    return {
        "nationality": _("nationality"),
        "vehicle": _("broken vehicle"),
        "gender": _("gender"),
        "number": _("singular or plural"),
    }[attribute]


def value_names(attribute: str, config: TrainConfig, cue: Cue | None = None) -> list[str]:
    """What each of a probe's labels is called; the last is that nothing was said.

    Countries and vehicles are words of the sentences: in the cue's language, else the reader's, else that of the nets.
    """
    nothing = _("nothing said")
    if attribute == "gender":
        return [_("masculine"), _("feminine"), nothing]
    if attribute == "number":
        return [_("singular"), _("plural"), nothing]
    spoken = languages_of(config.language)
    mine = language() if language() in spoken else spoken[0]
    word = {"nationality": "answer", "vehicle": "vehicle"}[attribute]
    cases = dependency(cue.language if cue else mine, attribute, config.countries).cases
    return [*(case[word] for case in cases), nothing]


def verdict(one: Seen, said: Said, values: Sequence[str]) -> str:
    """Up to which word the true value can be read from one net's memory; "" where nothing was said of it."""
    if one.truth is None:
        return ""
    right, at = one.right, one.last - one.cue + 1
    words = {
        "name": one.look.name,
        "value": values[one.truth],
        "cue": said.words[one.cue - 1],
        "guess": len(values) - 1,
    }
    if one.last == 0:
        return _(
            "{name}: “{value}” was never held for long; the probe is right after {k} of {n} words (guessing: 1 in {guess}).",
            k=int(right.sum()),
            n=len(right),
            **words,
        )
    if one.last == said.T:
        counts = {"k": int(right.sum()), "n": len(right)}
        chance = percent(float(one.named[-1, one.truth]))
        if said.asked:
            return _(
                "{name}: still there at ???, {value} {chance}; the probe is right after {k} of {n} words.",
                chance=chance,
                **counts,
                **words,
            )
        return _(
            "{name}: still there at the end, {value} {chance}; the probe is right after {k} of {n} words.",
            chance=chance,
            **counts,
            **words,
        )
    before, later = right[:at], right[at:]
    counted = _(
        "up to there the probe is right after {k} of {n} words, later after {later_k} of {later_n} (guessing: 1 in {guess}).",
        k=int(before.sum()),
        n=len(before),
        later_k=int(later.sum()),
        later_n=len(later),
        **words,
    )
    return f"{_lost(one, said)}: {counted}"


def _lost(one: Seen, said: Said) -> str:
    words = {"name": one.look.name, "cue": said.words[one.cue - 1]}
    n = one.last - one.cue
    if n == 0:
        return _("{name}: lost right after “{cue}” itself", **words)
    at = named_word(said.words, one.last)
    if n == 1:
        return _("{name}: lost at {at}, right after “{cue}”", at=at, **words)
    return _("{name}: lost at {at}, {n} words after “{cue}”", at=at, n=n, **words)


def named_word(words: Sequence[str], t: int) -> str:
    """Word t, from 1, in quotation marks; a comma by the word before it."""
    if words[t - 1] == "," and t > 1:
        return _("the comma after “{word}”", word=words[t - 2])
    return _("“{word}”", word=words[t - 1])


def headline(subject: Subject, found: dict[str, list[Seen]]) -> str:
    """The takeaway: of the first attribute that was said, the verdict on the main net and on the one beside it."""
    said = subject.said
    for name, rows in found.items():
        two = [one for look in (subject.main, subject.rival) for one in rows if one.look is look]
        if two and two[0].truth is not None:
            values = value_names(name, subject.config, said.cue)
            return " ".join(_short(one, said, values[two[0].truth]) for one in two)
    return _(
        "No word here decides an answer in the grammar that the nets learned from. This is what the probes read anyway."
    )


def _short(one: Seen, said: Said, value: str) -> str:
    """A verdict in one clause, for large type."""
    words = {"name": one.look.name, "value": value}
    if one.last == 0:
        return _("{name}: “{value}” was never held for long.", **words)
    if one.last == said.T:
        if said.asked:
            return _("{name}: “{value}” is still there at ???.", **words)
        return _("{name}: “{value}” is still there at the end.", **words)
    return f"{_lost(one, said)}."


def left_out(looks: Sequence[Look]) -> str:
    """Which nets have no probe, and why."""
    if not looks:
        return ""
    return _(
        "{names}: no probe, because this memory grows beyond all bounds.",
        names=", ".join(look.name for look in looks),
    )


def labels(said: Said) -> dict[str, str]:
    """The component's short strings; placeholders are filled in the browser."""
    return {
        "how_xray": lesson("memory/xray"),
        "how_to_read": _("How to read it"),
        "said": _("{name}: {value}"),
        "unsaid": _("{name}: nothing is said of it here"),
        "y_said": _("probability of “{value}”, if the probe must name one"),
        "y_short": _("probability of “{value}”"),
        "y_unsaid": _("probability that something was said of it"),
        "guess": _("guessing: 1 in {n}"),
        "worth": _("What the probe is worth"),
        "worth_note": _("right in new sentences"),
        "control": _("shuffled control {share}"),
        "commonest": _("always the commonest: {share}"),
        "all": _("accuracy"),
        "outright": _("outright"),
        "control_short": _("control"),
        "commonest_short": _("commonest"),
        "sentences": _("sentences"),
        "nothing": "–",
        "before_all": _("Before the first word that the nets read."),
        "after": _("After “{word}”, word {t} of {T}"),
        "asked": _("At ???, after “{word}”, the last word"),
        "reading": _("{value} {chance}"),
        "instead": _("{value} {chance} (if it must name one: {truth} {true_chance})"),
        "pad": _("Words of the sentence; arrow keys move"),
        "lost_here": _("{name}: lost here"),
        "others": _("What is asked of the memory:"),
        "distance": _(
            "how often the probe is right in new sentences when it must name a value; outright, where “nothing said” counts "
            "too; and by clauses after the one that says it"
        ),
        "present": _("The marked column is where this sentence stands at ???.")
        if said.asked
        else _("The marked column is where this sentence stands at its end."),
    }
