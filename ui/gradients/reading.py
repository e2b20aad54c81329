"""The controls of what the nets read: how far apart cue and answer are, or a sentence of the reader's own."""

from __future__ import annotations

from string import punctuation

import streamlit as st

from lab.run import Run
from lstm_core.config import TrainConfig
from lstm_core.sentences import vocabulary
from lstm_core.tasks import Batch, Task
from lstm_core.tokens import MOST_CHARACTERS, Reading, TextTooLongError, read
from ui.gradients import example
from ui.nets.which import begin
from ui.race.words import distance_names
from ui.text import _, language, number

FEWEST = 2  # words: one to read, one that is asked for


def show_reading(run: Run, task: Task) -> Batch:
    """What the nets read, B = 1; a sentence that cannot be used is said, and the drawn example stays."""
    config = run.lanes[0].config
    distance = _distance(config)
    batch = example.drawn(task, config, distance)
    if config.task == "sentences" and (own := _own_sentence(config)):
        batch = own
    there = batch.x.shape[1]
    most = example.most_steps(max(lane.config.H for lane in run.lanes))
    if there <= most:
        return batch
    st.caption(
        _(
            "The example has {T} steps; with nets of this size the page shows its last {most}.",
            T=number(there, 0),
            most=number(most, 0),
        )
    )
    return example.shortened(batch, most)


def words_of(task: Task, batch: Batch) -> tuple[str, ...]:
    """The T inputs as a reader sees them."""
    words = task.words(batch.x[0])
    if task.regression and language() != "en":
        words = [word.replace(".", ",") for word in words]
    return tuple(words)


def _distance(config: TrainConfig) -> int | None:
    limits = example.distances(config)
    if limits is None:
        return None
    low, high, first = limits
    begin("distance", first, lambda one: low <= one <= high)
    name = distance_names()[config.task]
    label = name[:1].upper() + name[1:]
    return st.slider(label, low, high, first, key="distance", bind="query-params")


def _own_sentence(config: TrainConfig) -> Batch | None:
    text = st.text_input(
        _("Or a sentence of your own"),
        key="text",
        bind="query-params",
        max_chars=MOST_CHARACTERS,
        placeholder=_("in words that the nets have learned"),
    )
    if not text or not text.strip():
        return None
    try:
        reading = read(text, vocabulary(config.language, config.countries))
    except TextTooLongError as error:
        _say(_too_long(error))
        return None
    if reading.unknown:
        _say(_unknown(reading))
        return None
    if len([word for word in reading.tokens if word != "."]) < FEWEST:
        _say(_("Write at least two words: the last one is the answer that is asked for."))
        return None
    return example.of_reading(reading, config)


def _say(sentence: str) -> None:
    st.markdown(f":red[{sentence}]")


def _too_long(error: TextTooLongError) -> str:
    most = number(error.most, 0)
    if error.unit == "words":
        return _("That is too long: at most {most} words are read.", most=most)
    return _("That is too long: at most {most} characters are read.", most=most)


def _unknown(reading: Reading) -> str:
    """Which words the nets do not know, and the nearest that they do."""
    named = ", ".join(dict.fromkeys(_plain(one.word) for one in reading.unknown[:5]))
    said = _("The nets have not learned: {words}.", words=named)
    if near := reading.unknown[0].suggestions:
        said += " " + _("Near it: {near}.", near=", ".join(near))
    return said


def _plain(word: str) -> str:
    """As text and never as markup."""
    return "".join(f"\\{letter}" if letter in punctuation else letter for letter in word)
