"""Whether an answer is knowledge or luck: the same sentence with each other country in it, and how often a net is right over many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from lstm_core.cues import Cue
from lstm_core.many import run_many
from lstm_core.sentences import MOST_CLAUSES, cue_clauses, end_clauses
from lstm_core.tokens import encode
from ui.memory.held import first_nets
from ui.memory.nets import SENTENCES, right_at
from ui.memory.said import BETWEEN, Said
from ui.memory.subject import Look, Subject
from ui.text import _


class Clause(NamedTuple):
    """A clause that decides the answer: its words, and which of them does it, from 0."""

    words: tuple[str, ...]
    star: int


def variants(said: Said) -> dict[int, tuple[str, ...]]:
    """The sentence as it would be for each case of its kind: case -> its T words, its own among them.

    The whole first clause changes as the grammar has it ("mi moto está averiada"). In a clause of the reader's own only a
    nationality can be another one, because nothing has to agree with it. {} where no other case fits.
    """
    cue = said.cue
    if cue is None or not said.asked:
        return {}
    clauses = [_clauses(cue, case) for case in range(len(said.candidates))]
    place, swaps = cue.place, []  # where the other words go
    for k, own in enumerate(clauses[cue.case]):
        begin = cue.place - own.star
        if begin >= 0 and said.words[begin : begin + len(own.words)] == own.words:
            place, swaps = begin, [one[k].words for one in clauses]
            break
        near = own.words[: own.star][-1:] == said.words[: cue.place][-1:]  # "en china", "soy china"
        alike = cue.kind == "nationality" and own.words[own.star] == said.words[cue.place]
        if alike and (near or not swaps):
            swaps = [(one[k].words[one[k].star],) for one in clauses]
    found = {
        case: (*said.words[:place], *swap, *said.words[place + len(swap) :])
        for case, swap in enumerate(swaps)
        if _ends_well(said.words, cue, case)
    }
    return found if len(found) > 1 else {}


def _clauses(cue: Cue, case: int) -> list[Clause]:
    """The first clauses of a case, in the same order for all cases of a kind, each as long as those of the others."""
    split = [clause.split() for clause in cue_clauses(cue.language, cue.kind, case)]
    return [
        Clause(
            tuple(word.removeprefix("*") for word in words),
            next(k for k, word in enumerate(words) if word.startswith("*")),
        )
        for words in split
    ]


def _ends_well(words: Sequence[str], cue: Cue, case: int) -> bool:
    """Whether the last clause agrees: "soy profesora ... estoy", but "somos profesores ... estamos"."""
    if cue.kind != "agreement":
        return True
    last = " ".join(words).rpartition(" , ")[2]
    ends = end_clauses(cue.language, cue.kind, case)
    return last in {clause.rpartition(" ")[0] for clause in ends}


def told(subject: Subject) -> dict[str, Any]:
    """What the line under the headline says of all nets: "many" and "same" name the two kinds of sentences, or are None, and
    "count" is how many of the second there are.
    """
    said = subject.said
    if said.cue is None or not said.asked:
        return {"many": None, "same": None, "count": 0}
    count = len(variants(said))
    return {"many": _many(said.clauses), "same": _same(said.cue.kind, count), "count": count}


def _many(clauses: int) -> str:
    if clauses <= MOST_CLAUSES:
        return _(
            "Right in {count} other sentences about nationality, equally long", count=SENTENCES
        )
    return _(
        "Right in {count} other sentences about nationality, with {n} clauses in between",
        count=SENTENCES,
        n=MOST_CLAUSES,
    )


def _same(kind: str, count: int) -> str | None:
    if not count:
        return None
    if kind == "nationality":
        return _("in this one with each of the {n} countries", n=count)
    if kind == "vehicle":
        return _("in this one with each of the {n} vehicles", n=count)
    return _("in this one in each of the {n} forms that fit", n=count)


def of_net(subject: Subject, look: Look) -> dict[str, Any]:
    """Of one net: "rate", its share of right answers over many sentences; and over the variants of this one how many are
    "right", the word that it says "most" and how many "times", and for each of its H cells in how many of them its memory has
    another sign at the end than here, "turned".
    """
    said = subject.said
    if said.cue is None or not said.asked:
        return {}
    n = min(said.clauses, MOST_CLAUSES)
    rate = right_at(subject.run.id, *look.key, n, look.net, look.config)
    sentences = variants(said)
    if not sentences:
        return {"rate": rate}
    numbers = np.stack([encode(words, subject.vocabulary) for words in sentences.values()])
    run = run_many(look.net, numbers)
    words = [subject.vocabulary[k] for k in look.net.answers(run.h[:, -1]).argmax(axis=1).tolist()]
    right = sum(word in said.candidates[case] for case, word in zip(sentences, words, strict=True))
    most = max(words, key=words.count)
    signs = np.sign(run.memory[:, -1])
    turned = (signs != signs[list(sentences).index(said.cue.case)]).sum(axis=0)
    return {
        "rate": rate,
        "right": right,
        "most": most,
        "times": words.count(most),
        "turned": turned.tolist(),
    }


def prepare_rates() -> None:
    """Those of the slides' sentences, for the nets that a first reader sees: no picture of them has to wait for its rates."""
    for run_id, lane, step, seed, net, config in first_nets():
        for n in set(BETWEEN.values()):
            right_at(run_id, lane, step, seed, n, net, config)
