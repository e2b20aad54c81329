"""What the surgery says in words: what is done, to which cells, over which words, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from lstm_core.sentences import GRAMMARS, dependency, languages_of
from ui.memory.nets import percent
from ui.memory.operated import Operated, first_word
from ui.memory.sentence import plain
from ui.memory.subject import Subject
from ui.memory.surgery_setting import FIELDS
from ui.text import _, language, lesson, number


def action_names(kind: str) -> dict[str, str]:
    """What can be done, as the control offers it."""
    return {
        "overwrite": _("overwrite with another country's memory"),
        "erase": _("erase"),
        "freeze": _("freeze"),
        "close_forget": _("close the update gate") if kind == "gru" else _("close the forget gate"),
        "open_input": _("open the input gate"),
    }


def which_names() -> dict[str, str]:
    """Which cells."""
    return {
        "telling": _("the most telling"),
        "random": _("random ones"),
        "own": _("my own"),
    }


def country_name(case: int) -> str:
    """A country of the grammar in the reader's language; its number means the same in all of them."""
    return GRAMMARS[language()].nationality.cases[case]["country"].title()


def spoken_language(case: int, subject: Subject) -> str:
    """What the nets call the language of a country."""
    spoken, cue = languages_of(subject.config.language), subject.said.cue
    mine = cue.language if cue else language() if language() in spoken else spoken[0]
    return dependency(mine, "nationality").cases[case]["answer"]


def done_words(operated: Operated) -> str:
    """What was done to how many cells over which words, as the beginning of a sentence."""
    setting, kind = operated.setting, operated.look.config.kind
    values = {
        "country": country_name(operated.case),
        "k": number(len(operated.units), 0),
        "H": number(operated.look.config.H, 0),
    }
    what = {
        "overwrite": _("With {country}'s mean memory written into {k} of {H} cells", **values),
        "erase": _("With {k} of {H} cells erased", **values),
        "freeze": _("With {k} of {H} cells held as they were", **values),
        "close_forget": _("With the update gate of {k} of {H} cells closed", **values)
        if kind == "gru"
        else _("With the forget gate of {k} of {H} cells closed", **values),
        "open_input": _("With the input gate of {k} of {H} cells open", **values),
    }[setting.what]
    return f"{what} {_where(operated)}"


def _where(operated: Operated) -> str:
    said, first, last = operated.subject.said, operated.first, operated.last
    words = {"first": said.words[first - 1], "last": said.words[last - 1]}
    written = operated.setting.what == "overwrite"
    if first == last:
        return _("at word {n} (“{first}”) alone", n=number(first, 0), **words)
    if last == said.T and first == first_word(operated.subject) and said.cue:
        cue = said.words[said.cue.place]
        if written:
            return _("and held there at every word after “{cue}”", cue=cue)
        return _("at every word after “{cue}”", cue=cue)
    span = {"a": number(first, 0), "b": number(last, 0)}
    if written:
        return _("and held there from word {a} to word {b}", **span)
    return _("from word {a} to word {b}", **span)


def headline(operated: Operated) -> str:
    """What the net says under the operation, and what it said without."""
    before, after = operated.answers
    vocabulary = operated.subject.vocabulary
    was, now = operated.chances
    values = {
        "name": operated.look.name,
        "before": before,
        "after": after,
        "was": percent(float(was[vocabulary.index(before)])),
        "share": percent(float(now[vocabulary.index(after)])),
    }
    if not operated.units:
        return _("Nothing is touched: {name} says {before} ({was}).", **values)
    done = done_words(operated)
    if before == after:
        return _("{done}, {name} still says {after} ({share}; before {was}).", done=done, **values)
    return _(
        "{done}, {name} says {after} ({share}) instead of {before} ({was}).", done=done, **values
    )


def about_other_kind(operated: Operated) -> str:
    """In a sentence that does not turn on a nationality: what these cells and means are of."""
    cue = operated.subject.said.cue
    if cue is None:
        return _(
            "No word here decides an answer that the grammar knows. The cells in this order, and the memories that are written, are those of nationality."
        )
    if cue.kind == "nationality":
        return ""
    return _(
        "This sentence turns on “{word}”, not on a nationality. The cells in this order, and the memories that are written, are those of nationality: see whether the answer is touched at all.",
        word=plain(operated.subject.said.words[cue.place]),
    )


def cannot(kind: str) -> str:
    """Which actions such a net does not have, and why."""
    return {
        "rnn": _(
            "An RNN has no gates: none can be closed or opened. Its memory is its output h, which is all that the next word and the readout see."
        ),
        "gru": _(
            "A GRU has no input gate of its own: when its update gate closes, it forgets and writes at once."
        ),
    }.get(kind, "")


def misfit_words(misfits: Sequence[str], subject: Subject, H: int) -> list[str]:
    """What of a setting did not fit these nets and this sentence, and what is done instead."""
    return [
        {
            "lane": _("The link names a net that this run does not have; here is another."),
            "what": _("This net has no such gate; its memory is overwritten instead."),
            "case": _("These nets do not know that country; here is another."),
            "cells": _(
                "This net has {H} cells; those that it does not have are left out.", H=number(H, 0)
            ),
            "last": _(
                "The sentence has {T} words; it is done up to its last one.",
                T=number(subject.said.T, 0),
            ),
        }[one]
        for one in misfits
    ]


def wrong_link_words(wrong: Sequence[str]) -> str:
    """Which parameters of the link say something that cannot be."""
    names = ", ".join(f"`{one}`" for one in FIELDS.values() if one in wrong)
    return _("The link asks for something that cannot be ({names}); there it is as at first.", names=names)  # fmt: skip


def labels() -> dict[str, str]:
    """Every short string of the picture, by the name under which its JS asks for it."""
    return {
        "title": _("The memory before and after"),
        "title_before": _("The memory as it is"),
        "how_to_read": _("How to read this"),
        "how": lesson("memory/surgery_how"),
        "before": _("before"),
        "after": _("after"),
        "before_long": _("before: as the net does it"),
        "after_long": _("after: operated on inside the frame"),
        "shown": _("Shown"),
        "name_C": _("memory C"),
        "colour_C": _("memory, as tanh(C)"),
        "name_h": _("state h"),
        "name_f": _("forget gate f"),
        "name_i": _("input gate i"),
        "name_o": _("output gate o"),
        "name_z": _("update gate z"),
        "name_r": _("reset gate r"),
        "readout": _("{cell}, after “{word}” (word {t}): before {before}, after {after}"),
        "rest": _("Point at a cell, or use the arrow keys, to read its number before and after."),
        "words": _("Word under the cursor; up and down choose a cell"),
        "answer_title": _("What it says at ???"),
        "next_title": _("What it expects next"),
        "others_words": _("all others"),
        "alt": _("{n} cells over {T} words, before and after. {headline}"),
        "answers_alt": _("Before and after: {each}"),
        "scale": _("scale: {low} to {high}"),
    }
