"""Questions of slide 17 about what the memory holds, decided by the nets that read the slide's sentence on its page."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lstm_core.memory import Held
from ui.lesson.question import Option, Question, Verdict
from ui.memory.held import held, probes
from ui.memory.nets import percent
from ui.memory.operated import Operated, fitted, operate
from ui.memory.said import BETWEEN, DRAW, FIRST, Said, compose, understand
from ui.memory.seen import Seen, truth_of
from ui.memory.subject import Look, Subject
from ui.memory.surgery_measured import measured
from ui.memory.surgery_setting import FEW, Setting
from ui.nets.kept import run_that_ships
from ui.text import _, language, number

LAST = 10**9  # a training step that is later than all
TOLD = 0.95  # share of all there is to know, from which one cell is enough
LATCHED = 0.9  # latch score from which a cell counts as one that holds it
FEWER = 16  # cells that are still a few, of 64


def subject() -> Subject:
    """The shipped run in the reader's language, at its end, on the sentence that the page opens with."""
    run = run_that_ships(f"shipped-sentences_{language()}")
    text = compose(FIRST, BETWEEN[FIRST], DRAW, language())
    return Subject.of(run, LAST, 0, understand(text, run.lanes[0].config))


def cue_of(said: Said) -> int:
    """The place of the word that decides, from 0."""
    if said.cue is None:
        raise LookupError("The sentence of the slides has no word that decides.")
    return said.cue.place


def _holds() -> Question:
    return Question(
        "holds",
        _(
            "The LSTM has 64 memory cells and knows eight nationalities. How many cells hold the nationality?"
        ),
        (
            Option(
                _("One: there is a cell for it"),
                _(
                    "Nobody assigns a task to a cell. With two countries one cell can do; with eight, no single one tells them all apart."
                ),
            ),
            Option(
                _("A few: each holds a part of it"),
                _(
                    "Each holds a part of it, all the way from the nationality to the end. Which ones they are is another matter with every seed."
                ),
            ),
            Option(
                _("All: each holds a little of it"),
                _(
                    "Most cells are busy with what the last words were, and change all the time. Of the nationality they know little."
                ),
            ),
        ),
        decide_holds,
    )


def decide_holds() -> Verdict:
    """One is enough if it tells nearly all bits there are; else it is counted how many hold it all the way."""
    one = subject()
    found: Held = held(one.run, one.main)
    bits = float(np.log2(one.config.countries))
    most, H = float(found.information.max()), one.main.config.H
    count = int((found.latch >= LATCHED).sum())
    right = 0 if most >= TOLD * bits else 1 if 1 < count <= FEWER else 2
    return Verdict(
        (right,),
        _(
            "The cell that tells most tells {most} of {bits} bits. {count} of {H} cells hold the nationality all the way (latch score above {least}); the median of all is {median}.",
            most=number(most, 1),
            bits=number(bits, 0),
            count=count,
            H=H,
            least=number(LATCHED, 1),
            median=number(float(np.median(found.latch)), 2),
        ),
    )


def _xray() -> Question:
    return Question(
        "xray",
        _(
            "A linear probe reads the RNN's memory after every word. Up to where does it reliably find the nationality?"
        ),
        (
            Option(
                _("Up to the end: it just goes unused"),
                _(
                    "A trace of it is there: later on too the probe is right more often than by guessing. But not reliably: with every word all of the state goes through W and tanh, and what is read mixes with what was there."
                ),
            ),
            Option(
                _("Up to the middle of the sentence"),
                _(
                    "It is not lost evenly, a little with every word. The first words after it already mix with it, so the probe errs early; later it still finds a trace."
                ),
            ),
            Option(
                _("Up to the second clause at most"),
                _(
                    "Each new clause needs room in the only state there is. The state still depends on the nationality, but which one it was can no longer be read off with certainty, although it is needed at the end."
                ),
            ),
        ),
        decide_xray,
    )


class Lost(NamedTuple):
    """Up to which word the probe of a net is reliable.

    Args:
        word: from 1; 0 nowhere.
        words: of the sentence.
        clauses: between the one that decides and that of the word.
        later: how often the probe is right afterwards.
        guess: how often somebody who guesses is.
    """

    word: int
    words: int
    clauses: int
    later: float
    guess: float


def lost(one: Subject, look: Look) -> Lost:
    """As the X-ray of the page has it."""
    said, place = one.said, cue_of(one.said)
    probe = probes(one.run, look)["nationality"]
    truth = truth_of("nationality", said.cue)
    row = Seen(look, probe, probe.read(look.trace.memory[1:]), truth, place + 1)
    clauses = said.words[place : max(place, row.last - 1)].count(",")
    later = float(row.later.mean()) if len(row.later) else 1.0
    return Lost(row.last, said.T, clauses, later, row.guess)


def decide_xray() -> Verdict:
    """By the clause in which the RNN's probe is last reliable."""
    one = subject()
    rnn = one.of_kind("rnn") or one.main
    found = lost(one, rnn)
    right = 0 if found.word == found.words else 2 if found.clauses <= 2 else 1
    said = (
        _("Up to the last of {words} words.", words=found.words)
        if found.word == found.words
        else _(
            "Up to word {word} of {words}; afterwards the probe is right after {later} of the words, guessing after {guess}.",
            word=found.word,
            words=found.words,
            later=percent(found.later),
            guess=percent(found.guess, 1),
        )
    )
    share = percent(
        float(rnn.chances[-1, [one.vocabulary.index(word) for word in one.said.wanted]].sum())
    )
    answer = one.vocabulary[int(rnn.chances[-1].argmax())]
    return Verdict(
        (right,),
        f"{said} "
        + _(
            "At the end this RNN says “{answer}” and gives {share} to the right word.",
            answer=answer,
            share=share,
        ),
    )


def _surgery() -> Question:
    return Question(
        "surgery",
        _(
            "“I am French …”: in {k} of 64 cells we write what they hold in sentences about Germany. What does the LSTM say at “???”?",
            k=FEW,
        ),
        (
            Option(
                _("French: 52 cells are untouched"),
                _(
                    "It would, if these cells were any. As many random cells change hardly anything; these are the ones that hold the nationality."
                ),
            ),
            Option(
                _("German: it reads what is written"),
                _(
                    "The net reads its answer from these cells. That they hold it could be read before; that the net uses them, only the surgery proves."
                ),
            ),
            Option(
                _("No language: its memory is damaged"),
                _(
                    "What was written is what other sentences write there themselves, and all the other cells go on: the net still knows what kind of word comes next."
                ),
            ),
        ),
        decide_surgery,
    )


def operated() -> Operated:
    """What the page of the surgery does at first."""
    one = subject()
    setting, _misfits = fitted(Setting(), one)
    return operate(setting, one, held(one.run, one.main))


def decide_surgery() -> Verdict:
    """By what the net says to most of the other sentences."""
    done = operated()
    found = measured(done)
    shares = found.chosen.right, found.chosen.target, found.chosen.other + found.chosen.nothing
    before, after = done.answers
    random = found.mean.target if found.mean is not None else 0.0
    return Verdict(
        (int(np.argmax(shares)),),
        _(
            "In this sentence “{before}” becomes “{after}”. In {n} others it says the language that was written in {share}; with as many random cells in {random}.",
            before=before,
            after=after,
            n=found.sentences,
            share=percent(found.chosen.target),
            random=percent(random),
        ),
    )


QUESTIONS = {"holds": _holds, "xray": _xray, "surgery": _surgery}
