"""Questions of slides 6 to 9, decided by a small network unrolled by hand, and by the nets that read the slide's sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.bptt import Small, differences, sweep
from lstm_core.recall import recall
from lstm_core.sentences import COUNTRIES
from lstm_core.tasks import Batch, make_task
from ui.bptt.example import FIRST
from ui.lesson.question import Option, Question, Verdict
from ui.memory.nets import percent
from ui.nets.kept import nets_at_end, run_that_ships
from ui.text import _, language, number

STEPS = 100  # of the loop
SAME = 1e-6  # relative to the size of what is compared
FAR, SENTENCES = 8, 100  # clauses in between, and how many sentences of them


def small(T: int = FIRST.T) -> Small:
    """The network that the picture opens on, its inputs and targets again and again until there are T of them."""
    x, target = (tuple(np.resize(row, T).tolist()) for row in (FIRST.x, FIRST.target))
    return replace(FIRST, x=x, target=target)


def _loop() -> Question:
    return Question(
        "loop",
        _(
            "A recurrent network is unrolled over {steps} time steps. How many different recurrent weights W_h does a unit have then?",
            steps=STEPS,
        ),
        (
            Option(
                _("{steps}: every step has its own", steps=STEPS),
                _(
                    "The drawing shows as many cells as there are steps, but they are one cell, drawn again and again. Otherwise a longer sentence would need another network."
                ),
            ),
            Option(
                _("One: the same at every step"),
                _(
                    "Unrolling is only a way of drawing. There is one loop, so what is learned at one place of the sequence holds at every other, and the sequence may be as long as it likes."
                ),
            ),
            Option(
                _("Two: the first step has its own"),
                _(
                    "The first step is no exception: it multiplies the start state, usually 0, by the same weight."
                ),
            ),
        ),
        decide_loop,
    )


def recurrent_weights(net: Small) -> Array:
    """(T - 1,) W_h, worked back from the states of every step after the first: (arctanh h_t - W_x x_t - b) / h_(t-1)."""
    h, w = sweep(net).h, net.weights
    found: Array = (np.arctanh(h[2:]) - w["Wx"] * np.array(net.x[1:]) - w["b"]) / h[1:-1]
    return found


def decide_loop() -> Verdict:
    """Worked back from what the net did, not read from where it is kept."""
    found = recurrent_weights(small(STEPS))
    size = float(np.abs(found).max())
    different = len(np.unique((found / size / SAME).round()))
    right = 1 if different == 1 else 2 if different == 2 else 0
    if different == 1:
        return Verdict(
            (right,),
            _(
                "Worked back from the states, W_h is {weight} at each of {n} steps.",
                weight=number(float(found[0])),
                n=len(found),
            ),
        )
    return Verdict(
        (right,),
        _(
            "Worked back from the states at each of {n} steps: different values of W_h: {different}, the first {first}.",
            n=len(found),
            different=different,
            first=number(float(found[0])),
        ),
    )


def _backward() -> Question:
    return Question(
        "backward",
        _(
            "The error goes back from the last step to the first. What does the backward sweep need from the forward one?"
        ),
        (
            Option(
                _("No states: the weights are enough"),
                _(
                    "Each step back multiplies by the slope of tanh, which is 1 − h². The weights alone do not give h; with the inputs it can be computed once more, and then one has the states again."
                ),
            ),
            Option(
                _("The last state: it sums up the rest"),
                _(
                    "It gives the error and the slope of the last step. At the steps before, the slopes and the states are others."
                ),
            ),
            Option(
                _("All states: one for every step"),
                _(
                    "The slope of every step needs its h, and the gradient of W_h needs the h before. They are kept, which takes memory in long sequences, or computed once more, which takes time."
                ),
            ),
        ),
        decide_backward,
    )


def gradient_knowing(net: Small, known: NDArray[np.bool_]) -> float:
    """dL/dW_h by a backward sweep that takes the states that are not known for 0.

    Args:
        net: asked at every step.
        known: (T+1,) which states have been kept, row 0 the start.
    """
    done, w = sweep(net), net.weights
    h = np.where(known, done.h, 0.0)
    dh = total = 0.0
    for t in range(net.T, 0, -1):
        dh += w["Wy"] * (w["Wy"] * h[t] - net.target[t - 1])
        da = (1 - h[t] ** 2) * dh
        total += da * h[t - 1]
        dh = w["Wh"] * da
    return float(total)


def decide_backward() -> Verdict:
    """The first option that gives the gradient which finite differences find."""
    net = small()
    true = differences(net)["Wh"]
    states = np.arange(net.T + 1)
    kept = (states < 0, states == net.T, states >= 0)
    found = [gradient_knowing(net, known) for known in kept]
    right = next(
        (k for k, one in enumerate(found) if abs(one - true) <= SAME * abs(true)), len(found) - 1
    )
    return Verdict(
        (right,),
        _(
            "dL/dW_h of a net of {T} steps is {true} by finite differences. With all states the backward sweep gives {every}; with the last one alone and 0 in place of the others {last}; with 0 in place of all {none}.",
            T=net.T,
            true=number(true, 4),
            none=number(found[0], 4),
            last=number(found[1], 4),
            every=number(found[2], 4),
        ),
    )


def _update() -> Question:
    return Question(
        "update",
        _("The same weight W_h acts at every step. What is its gradient dL/dW_h?"),
        (
            Option(
                _("The sum over all steps"),
                _(
                    "If W_h moves, it moves at every step at once, and the loss feels all of these together: the chain rule adds them up."
                ),
            ),
            Option(
                _("The mean over all steps"),
                _(
                    "One averages over the examples of a batch, by choice. Over the steps the chain rule leaves no choice: it adds."
                ),
            ),
            Option(
                _("The part of the last step alone"),
                _(
                    "It is the nearest to the error, but the weight acted before as well, and the error depends on that too. Cutting the rest off is a shortcut that has a name: truncated BPTT."
                ),
            ),
        ),
        decide_update,
    )


def decide_update() -> Verdict:
    """The option that comes nearest to finite differences."""
    net = small()
    parts = sweep(net).parts["Wh"]
    true = differences(net)["Wh"]
    said = float(parts.sum()), float(parts.mean()), float(parts[-1])
    right = int(np.argmin([abs(one - true) for one in said]))
    return Verdict(
        (right,),
        _(
            "Moving W_h a little and computing the loss anew gives {true}. The sum of the {T} steps is {sum}, their mean {mean}, the last one alone {last}.",
            true=number(true, 4),
            T=net.T,
            sum=number(said[0], 4),
            mean=number(said[1], 4),
            last=number(said[2], 4),
        ),
    )


def _long() -> Question:
    return Question(
        "long",
        _(
            "A trained RNN completes “I am French, ..., I fluently speak Spanish and ???”. With {n} clauses in between, how often is it right?",
            n=FAR,
        ),
        (
            Option(
                _("About 9 times in 10"),
                _(
                    "So it is with nothing in between. After many clauses “French” has still left a mark on the last state, but every later word has left one too, and the net often cannot tell any more which country it was."
                ),
            ),
            Option(
                _("About 4 times in 10"),
                _(
                    "Much worse than near by, much better than by guessing: a mark of the first clause reaches the end, and only now and then is it clear enough to be read. One sentence alone may be right or wrong by luck, so many are counted."
                ),
            ),
            Option(
                _("About 1 time in {n}", n=COUNTRIES),
                _(
                    "That would be by luck alone. A plain RNN is not so bad: with an orthogonal start and enough training, part of what it read does reach the end."
                ),
            ),
        ),
        decide_long,
    )


def right_at(kind: str, clauses: tuple[int, ...]) -> list[float]:
    """The share of right answers of the shipped nets of a kind at these distances, over all their seeds."""
    run = run_that_ships(f"shipped-sentences_{language()}")
    config, _step, nets = nets_at_end(run, kind)
    shares = [recall(net, config, clauses, SENTENCES) for net in nets.values()]
    return [float(share) for share in np.mean(shares, axis=0)]


def decide_long() -> Verdict:
    """The RNN far off, beside itself near by and the LSTM far off."""
    near, far = right_at("rnn", (0, FAR))
    (lstm,) = right_at("lstm", (FAR,))
    guess = 1 / COUNTRIES
    right = 0 if far > 0.9 * near else 1 if far > 1.5 * guess else 2
    return Verdict(
        (right,),
        _(
            "Right in {n} sentences, mean of the seeds: RNN {near} with nothing in between, {far} with {clauses} clauses; LSTM {lstm} with as many. Guessing would give {guess}.",
            n=SENTENCES,
            near=percent(near),
            far=percent(far),
            clauses=FAR,
            lstm=percent(lstm),
            guess=percent(guess, 1),
        ),
    )


def _uses() -> Question:
    return Question(
        "uses",
        _(
            "The nets that complete “I fluently speak Spanish and ???” have learned from whole sentences. How were they wired while they learned?"
        ),
        (
            Option(
                _("Many to one: one answer at the end"),
                _(
                    "That is how it looks when they are asked. But while they learn they have to predict the next word at every step: that is many more errors to learn from."
                ),
            ),
            Option(
                _("Many to many: one answer per word"),
                _(
                    "They are language models: at every word the next one is asked for, and every step has a loss of its own."
                ),
            ),
            Option(
                _("One to many: only a word goes in"),
                _(
                    "That is how such a net writes when it is left to itself. Here all words of the sentence are given to it."
                ),
            ),
        ),
        decide_uses,
    )


def lesson_of(run_id: str) -> Batch:
    """A sentence from which the nets of a run learn."""
    config = replace(run_that_ships(run_id).lanes[0].config, batch=1)
    batch: Batch = make_task(config).train_batch(np.random.default_rng(config.seed), 1)
    return batch


def decide_uses() -> Verdict:
    """By how many steps of a training sentence are asked, and how many are given."""
    batch = lesson_of(f"shipped-sentences_{language()}")
    words = int((batch.x[0] > 0).sum()) or batch.x.shape[1]
    asked = int(((batch.weight[0] > 0) & (batch.target[0] >= 0)).sum())
    right = 2 if words <= 1 else 0 if asked <= 1 else 1
    if asked == words:
        return Verdict(
            (right,),
            _(
                "In a sentence that they learned from, {words} words are read, and an answer is asked for after each of them.",
                words=words,
            ),
        )
    return Verdict(
        (right,),
        _(
            "In a sentence that they learned from, of {words} words that are read, an answer is asked for after {asked}.",
            words=words,
            asked=asked,
        ),
    )


QUESTIONS = {
    "loop": _loop,
    "backward": _backward,
    "update": _update,
    "long": _long,
    "uses": _uses,
}
