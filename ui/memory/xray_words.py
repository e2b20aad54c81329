"""What the X-ray says in words: what can be read, up to where, and what a probe is worth."""

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
    counted = _(
        "up to there the probe is right after {k} of {n} words, later after {later_k} of {later_n} (guessing: 1 in {guess}).",
        k=int(right[:at].sum()),
        n=at,
        later_k=int(one.later.sum()),
        later_n=len(one.later),
        **words,
    )
    return f"{_until(one, said)}: {counted}"


def _until(one: Seen, said: Said) -> str:
    """Up to which word it is reliable; that it is lost only where the rest is as good as guessed."""
    cue, n = said.words[one.cue - 1], one.last - one.cue
    words = {"name": one.look.name, "at": named_word(said.words, one.last)}
    if n > 1:
        words["at"] = _("{at}, {n} words after “{cue}”", at=words["at"], n=n, cue=cue)
    if one.is_lost:
        return _("{name}: lost after {at}", **words)
    return _("{name}: not reliable any more after {at}", **words)


def named_word(words: Sequence[str], t: int) -> str:
    """Word t, from 1, in quotation marks; a comma by the word before it."""
    if words[t - 1] == "," and t > 1:
        return _("the comma that follows “{word}”", word=words[t - 2])
    return _("“{word}”", word=words[t - 1])


def distance_names(count: int) -> list[str]:
    """What the columns of a probe's accuracy are called: the clauses in between, as the slider of the page counts them."""
    if count < 2:
        return [_("all distances")] * count
    return [_("same clause"), *map(str, range(count - 2)), _("{n} or more", n=count - 2)]


def headline(subject: Subject, found: dict[str, list[Seen]]) -> str:
    """The takeaway: the verdict on the main net and on the one beside it.

    Of the attributes that were said it is about the first that one of them does not hold to the end, else about the first.
    """
    said, pair = subject.said, (subject.main, subject.rival)
    verdicts = []
    for name, rows in found.items():
        two = [one for look in pair for one in rows if one.look is look and one.truth is not None]
        values = value_names(name, subject.config, said.cue)
        text = " ".join(_short(one, said, values[one.truth or 0]) for one in two)
        verdicts += [(all(one.last == said.T for one in two), text)] if two else []
    if verdicts:
        return min(verdicts, key=lambda one: one[0])[1]
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
    later = {"k": int(one.later.sum()), "n": len(one.later), "guess": round(1 / one.guess)}
    if one.is_lost:
        return f"{_until(one, said)}."
    return _(
        "{until} (later {k} of {n} words; guessing: 1 in {guess}).",
        until=_until(one, said),
        **later,
    )


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
        "all": _("naming one"),
        "outright": _("or “nothing said”"),
        "control_short": _("control"),
        "commonest_short": _("commonest"),
        "sentences": _("sentences"),
        "between": _("{n} in between"),
        "nothing": "–",
        "before_all": _("Before the first word that the nets read."),
        "after": _("After “{word}”, word {t} of {T}"),
        "asked": _("At ???, after “{word}”, the last word"),
        "by_line": _("if it must name one (the line)"),
        "by_ribbon": _("if it may say “nothing said” too (the ribbon)"),
        "by_ribbon_short": _("or “nothing said” (ribbon)"),
        "by_line_short": _("naming one (line)"),
        "by_ribbon_rest": _("the rest (the ribbon)"),
        "reading": _("{value} {chance}"),
        "about": _("{name}: {reading}"),
        "instead": _("{truth} {true_chance}; likelier {value} {chance}"),
        "pad": _("Words of the sentence; arrow keys move"),
        "lost_here": _("{name}: lost here"),
        "reliable_here": _("{name}: reliable up to here"),
        "others": _("What is asked of the memory:"),
        "distance": _(
            "how often the probe is right in new sentences: if it must name a value, and if it may say “nothing said” too; and, "
            "naming one, by the clauses between the one that says it and the word"
        ),
        "present": _("Marked is where this sentence stands at ???.")
        if said.asked
        else _("Marked is where this sentence stands at its end."),
    }
