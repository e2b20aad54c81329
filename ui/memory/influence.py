"""Which words speak for the answer: by leaving each out, and by gradient times input beside it."""

from __future__ import annotations

import streamlit as st

from lstm_core.influence import Influence
from lstm_core.influence import influence as measure
from ui.components import as_bytes
from ui.components.influence import KEY, influence
from ui.memory.subject import Look, Subject
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language, lesson


def show_influence(subject: Subject) -> None:
    """The picture for the LSTM and the RNN, and what it says."""
    st.markdown(lesson("memory/influence"))
    influence(_payload(subject.key, subject))
    take_away(KEY, lambda: table(subject), "influence")


def looked_at(subject: Subject) -> list[Look]:
    """The nets that are compared: the one that is looked into first, and its rival."""
    return [subject.main, *([subject.rival] if subject.rival else [])]


def output_word(look: Look, subject: Subject) -> int:
    """The number of the word whose odds are told: the right answer, where the grammar knows it, else what the net says."""
    if subject.said.wanted:
        known = [subject.vocabulary.index(word) for word in subject.said.wanted]
        return max(known, key=lambda word: float(look.chances[-1, word]))
    return int(look.chances[-1].argmax())


def of(look: Look, subject: Subject) -> Influence:
    """Both measures for one net."""
    return measure(look.net, subject.said.numbers, output_word(look, subject))


@st.cache_data(max_entries=64, show_spinner=False)
def _payload(key: str, _subject: Subject) -> bytes:
    """The same for all readers of a language."""
    nets = []
    for look in looked_at(_subject):
        found = of(look, _subject)
        nets.append(
            {
                "name": look.name,
                "style": look.style,
                "word": _subject.vocabulary[output_word(look, _subject)],
                "chance": found.chance,
                "gradient": found.gradient.round(4).tolist(),
                "leftOut": found.left_out.round(4).tolist(),
                "without": found.chance_without.round(5).tolist(),
            }
        )
    cue = _subject.said.cue
    return as_bytes(
        {
            "key": key,
            "lang": language(),
            "words": _subject.said.words,
            "cue": cue.place + 1 if cue else None,
            "nets": nets,
            "labels": {
                "left_out": _("leaving the word out: what the answer loses"),
                "gradient": _("gradient times input: what the derivative promises"),
                "slider": _("Word of the sentence"),
                "title": _(
                    "{name} depends most on “{word}”: without it, “{answer}” goes from {chance} to {without}."
                ),
                "net": _("{name} · logit of “{word}” ({chance})"),
                "alt": _("How much each word speaks for the answer."),
                "said": _(
                    "{name}: without “{word}”, the probability of “{answer}” goes from {chance} to {without} (logit {left} less); gradient times input says {gradient}."
                ),
            },
        }
    )


@as_csv
def table(subject: Subject) -> Rows:
    """A row for each net and word, as CSV."""
    yield (
        "net",
        "place",
        "word",
        "output",
        "gradient_times_input",
        "left_out",
        "chance",
        "without",
    )
    for look in looked_at(subject):
        found, word = of(look, subject), subject.vocabulary[output_word(look, subject)]
        for t, name in enumerate(subject.said.words):
            both = found.gradient[t], found.left_out[t]
            chances = found.chance, found.chance_without[t]
            yield (look.name, t + 1, name, word, *map(float, both), *map(float, chances))
