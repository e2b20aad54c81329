"""Questions of slide 17, decided by the nets that read the slide's sentence on the page of the memory."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.memory import Held
from lstm_core.sentences import Ints
from ui.lesson.question import Option, Question, Verdict
from ui.memory.held import held, probes
from ui.memory.moments import KEEPS
from ui.memory.nets import percent
from ui.memory.operated import Operated, fitted, operate
from ui.memory.said import BETWEEN, DRAW, FIRST, Said, compose, understand
from ui.memory.seen import Seen, truth_of
from ui.memory.subject import Look, Subject, look_at
from ui.memory.surgery_measured import measured
from ui.memory.surgery_setting import FEW, Setting
from ui.race.names import lane_names
from ui.text import _, language, number

LAST = 10**9  # a training step that is later than all
OPEN, SHUT = 0.75, 0.25  # means of a gate that is drawn open, and closed
TOLD = 0.95  # share of all there is to know, from which one cell is enough
LATCHED = 0.9  # latch score from which a cell counts as one that holds it
FEWER = 16  # cells that are still a few, of 64
TELLING = 5  # cells that the page shows while it learned


def subject() -> Subject:
    """The shipped run in the reader's language, at its end, on the sentence that the page opens with."""
    run = store().get(f"shipped-sentences_{language()}")
    if run is None:
        raise LookupError("The shipped sentences do not ship any more.")
    text = compose(FIRST, BETWEEN[FIRST], DRAW, language())
    return Subject.of(run, LAST, 0, understand(text, run.lanes[0].config))


def cue_of(said: Said) -> int:
    """The place of the word that decides, from 0."""
    if said.cue is None:
        raise LookupError("The sentence of the slides has no word that decides.")
    return said.cue.place


def kept_by(look: Look, cells: Ints, said: Said) -> Array:
    """(T', K) the gate that keeps, of these cells, at the words after the one that decides."""
    kept: Array = look.trace.gates[KEEPS[look.config.kind]][cue_of(said) + 1 :][:, cells]
    return kept


def _intuitive() -> Question:
    return Question(
        "intuitive",
        _(
            "In a trained LSTM, the cell that holds the nationality best: how is its forget gate between the nationality and “???”?"
        ),
        (
            Option(
                _("Closed (-): it must not forget"),
                _(
                    "The name misleads: the gate multiplies the old memory. Closed means times 0, so everything is forgotten."
                ),
            ),
            Option(
                _("Half open: it keeps some of everything"),
                _(
                    "That is how a fresh net with bias 0 starts. Half of a half of a half: after a few words nothing would be left."
                ),
            ),
            Option(
                _("Open (o): what was there passes"),
                _(
                    "Open means times 1: the memory goes through unharmed. A forget gate that is open does not forget."
                ),
            ),
        ),
        decide_intuitive,
    )


def decide_intuitive() -> Verdict:
    """The mean of the gate of the most telling cell."""
    one = subject()
    best = held(one.run, one.main).order[:1]
    gate = kept_by(one.main, best, one.said)[:, 0]
    mean = float(gate.mean())
    right = 0 if mean < SHUT else 2 if mean > OPEN else 1
    return Verdict(
        (right,),
        _(
            "Cell {cell} of the {name}: mean of its forget gate over {words} words {mean}, the least {least}.",
            cell=int(best[0]) + 1,
            name=one.main.name,
            words=len(gate),
            mean=number(mean, 3),
            least=number(float(gate.min()), 3),
        ),
    )


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
                _("A few, like a committee"),
                _(
                    "Each holds a part of it, all the way from the nationality to the end. Which ones they are is another matter with every seed."
                ),
            ),
            Option(
                _("All of them, a little each"),
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
                _("Up to the end: it is there, the RNN just does not use it"),
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
                _("No further than the next clause or two"),
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
                _("Still French: 52 cells are untouched"),
                _(
                    "It would, if these cells were any. As many random cells change hardly anything; these are the ones that hold the nationality."
                ),
            ),
            Option(
                _("German"),
                _(
                    "The net reads its answer from these cells. That they hold it could be read before; that the net uses them, only the surgery proves."
                ),
            ),
            Option(
                _("No language at all: the memory is damaged"),
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


def _learned() -> Question:
    return Question(
        "learned",
        _(
            "Before training, the forget gates of this LSTM start open, at about 0.95. How much of a memory do they let through from the nationality to “???”?"
        ),
        (
            Option(
                _("Nearly all: 0.95 is nearly 1"),
                _(
                    "Once 0.95 is nearly 1. After every word of a long sentence it is a power of 0.95."
                ),
            ),
            Option(
                _("About a half"),
                _("A half is left after 13 words or so. The sentence is longer."),
            ),
            Option(
                _("Less than a tenth"),
                _(
                    "0.95 to the power of 60 is 0.05. A start that is open is enough to learn from; the rest is training's work: it moves the gates of the cells that matter to within a few thousandths of 1."
                ),
            ),
        ),
        decide_learned,
    )


class Kept(NamedTuple):
    """Of the most telling cells: the mean of their forget gates on the way, and the mean of what their product leaves."""

    gate: float
    left: float


def kept_at(one: Subject, step: int, cells: Ints) -> Kept:
    """By the LSTM's net of an earlier training step."""
    lane = one.main.lane
    name = lane_names([each.config for each in one.run.lanes])[lane]
    look = look_at(one.run, lane, step, one.seed, one.said, name)
    if look is None:
        raise LookupError("A shipped net cannot be read.")
    gates = kept_by(look, cells, one.said)
    return Kept(float(gates.mean()), float(gates.prod(axis=0).mean()))


def decide_learned() -> Verdict:
    """The first checkpoint beside the last, in the cells that tell most at the end."""
    one = subject()
    cells = held(one.run, one.main).order[:TELLING]
    steps = store().checkpoint_steps(one.run.id, one.main.lane)
    first, last = (kept_at(one, step, cells) for step in (steps[0], steps[-1]))
    right = 0 if first.left > 0.75 else 1 if first.left > 0.2 else 2
    return Verdict(
        (right,),
        _(
            "In the {k} most telling cells: before training the gate is at {begun} and {first} gets through; after {step} training steps it is at {ended} and {last} gets through.",
            k=TELLING,
            begun=number(first.gate, 3),
            first=percent(first.left),
            step=number(steps[-1], 0),
            ended=number(last.gate, 3),
            last=percent(last.left),
        ),
    )


QUESTIONS = {
    "intuitive": _intuitive,
    "holds": _holds,
    "xray": _xray,
    "surgery": _surgery,
    "learned": _learned,
}
