"""Short and long dependency: which word moves which state of a net how much, in the two sentences of the slides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from lab.run import Run
from lab.runs import store
from lstm_core.arrays import Array
from lstm_core.config import TrainConfig
from lstm_core.depends import depends
from lstm_core.exchange import fitting
from lstm_core.net import Net, softmax
from lstm_core.passes import Passes
from lstm_core.sentences import MOST_CLAUSES, vocabulary
from lstm_core.tokens import encode
from ui.bptt.depends_words import labels
from ui.components import as_bytes
from ui.components.depends import KEY
from ui.components.depends import depends as draw
from ui.memory.said import BETWEEN, DRAW, FIRST, Said, compose, understand
from ui.memory.sentence import opening
from ui.nets.kept import checkpoint_steps, trained_nets
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import LANGUAGES, language, lesson

# Of the link, which the picture keeps in the browser; the last two: which net's arcs are drawn, and into which state.
SENTENCE, CLAUSES, SEED, NET, AT = "dep_sentence", "dep_n", "dep_seed", "dep_net", "dep_at"
# Of the session: what the reader asked for last, and what the link said.
ASKED, START = "dep_asked", "dep_start"
DIGITS = 5  # of a logarithm, behind the point: three of the number are then right
CHOICES = ("car", FIRST)  # short, long
# Of each net its name in links, its kind, and whether it is looked at before training.
NETS = (("rnn0", "rnn", True), ("rnn", "rnn", False), ("lstm0", "lstm", True), ("lstm", "lstm", False))  # fmt: skip


class Moved(NamedTuple):
    """One net that has read the sentence.

    Args:
        name: as in links, the first of an entry of NETS.
        kind: "rnn" or "lstm".
        seed: of its weights and data.
        step: training steps done.
        H: hidden units.
        logs: (T, T) log10 of the norm of dh_t/dx_k, [k - 1, t - 1]; NaN where t < k.
        swapped: (T,) the length of h_t - h_t', h' the states when the word that decides is another one.
        answer: the likeliest next word after the sentence.
        chance: its probability.
        right: whether it is a right answer.
    """

    name: str
    kind: str
    seed: int
    step: int
    H: int
    logs: Array
    swapped: Array
    answer: str
    chance: float
    right: bool


class Asked(NamedTuple):
    """What the picture is of: a name of CHOICES, clauses in between, and which of the run's seeds, counted from 0."""

    sentence: str
    n: int
    seed: int


def show_depends() -> None:
    """The picture with its controls, and the prose that belongs to it."""
    _depends()
    st.markdown(lesson("bptt/depends"))


@st.fragment
def _depends() -> None:
    run = store().get(f"shipped-sentences_{language()}")
    if run is None:
        return
    config = run.lanes[0].config
    asked = st.session_state.setdefault(ASKED, read_asked(st.query_params.to_dict(), config.seeds))
    start = {name: st.query_params.get(name, "")[:20] for name in (NET, AT)}
    begun = as_bytes({"start": st.session_state.setdefault(START, start)})
    body = _payload(run.id, asked.sentence, asked.n, asked.seed, language(), run)
    draw(begun[:-1] + b", " + body[1:], on_ask=lambda: _on_ask(config.seeds))
    said = understand(compose(asked.sentence, asked.n, DRAW, language()), config)
    take_away(
        KEY,
        lambda: table(said, _measured(run.id, asked.sentence, asked.n, asked.seed, run)),
        "depends",
    )


def _on_ask(seeds: int) -> None:
    st.session_state[ASKED] = read_asked(st.session_state[KEY].get("ask"), seeds)


def read_asked(value: Any, seeds: int) -> Asked:
    """Of the link's parameters, or of what the browser sends under the same names, what can be meant; nobody is trusted.

    In the link and in the browser a seed is counted from 1.
    """
    found = value if isinstance(value, Mapping) else {}
    name = found.get(SENTENCE)
    name = name if name in CHOICES else FIRST
    n = _whole(found.get(CLAUSES), 0, MOST_CLAUSES, BETWEEN[name])
    return Asked(name, n, _whole(found.get(SEED), 1, seeds, 1) - 1)


def _whole(value: Any, low: int, high: int, usual: int) -> int:
    text = str(value)
    found = int(text) if text.isdecimal() and len(text) < 6 else usual
    return found if low <= found <= high else usual


def measured(run: Run, seed: int, said: Said) -> list[Moved]:
    """Every net of NETS that the run has, reading the sentence."""
    found = []
    for name, kind, before in NETS:
        lane = next((k for k, one in enumerate(run.lanes) if one.config.kind == kind), None)
        if lane is None:
            continue
        steps, config = checkpoint_steps(run)[lane], run.lanes[lane].config
        step = steps[0] if before else steps[-1]
        net = trained_nets(run.id, lane, step, config).get(seed)
        if net is not None:
            found.append(_moved(net, config, said, (name, kind, config.seed + seed, step)))
    return found


def _moved(net: Net, config: TrainConfig, said: Said, who: tuple[str, str, int, int]) -> Moved:
    trace = net.trace(said.numbers)
    known = vocabulary(config.language, config.countries)
    chances = softmax(net.answers(trace.h[-1]))
    answer = int(chances.argmax())
    other = net.trace(encode(swapped(said, config), known))
    moved = np.linalg.norm(trace.h[1:] - other.h[1:], axis=1)
    right = known[answer] in said.wanted
    logs = depends(Passes.of(trace))[0]
    return Moved(*who, net.cell.H, logs, moved, known[answer], float(chances[answer]), right)


def swapped(said: Said, config: TrainConfig) -> tuple[str, ...]:
    """The words with another one in the place of that which decides the answer; as they are where none does."""
    if said.cue is None:
        return said.words
    place = said.cue.place
    other = fitting(said.words, place, config.language, config.countries)[0]
    return (*said.words[:place], other, *said.words[place + 1 :])


@st.cache_data(max_entries=128, show_spinner=False)
def _payload(run_id: str, name: str, n: int, seed: int, lang: str, _run: Run) -> bytes:
    """The same for all readers of a language."""
    config = _run.lanes[0].config
    said = understand(compose(name, n, DRAW, lang), config)
    asked = Asked(name, n, seed)
    return as_bytes(view(asked, said, config, _measured(run_id, name, n, seed, _run)))


# The numbers are the same in every language of the labels; at the largest distance they take 0.5 MB.
@st.cache_resource(max_entries=48, show_spinner=False)
def _measured(run_id: str, sentence: str, n: int, seed: int, _run: Run) -> list[Moved]:
    config = _run.lanes[0].config
    return measured(_run, seed, understand(compose(sentence, n, DRAW, config.language), config))


def prepare_depends() -> None:
    """Measure what is shown first, so that no reader waits for it."""
    for spoken in LANGUAGES:
        run = store().get(f"shipped-sentences_{spoken}")
        if run is None:
            continue
        for name in CHOICES:
            _measured(run.id, name, BETWEEN[name], 0, run)


def view(asked: Asked, said: Said, config: TrainConfig, nets: list[Moved]) -> dict[str, Any]:
    """All that the component draws. A number is its log10; None is an exact zero.

    `rows` of a net has for each state t the t numbers of its inputs.
    """
    cue = said.cue.place if said.cue else 0
    return {
        "lang": language(),
        "labels": labels(),
        "key": f"{asked.sentence}/{asked.n}/{asked.seed + 1}/{language()}",
        "asked": {SENTENCE: asked.sentence, CLAUSES: asked.n, SEED: asked.seed + 1},
        "sentences": [
            {"name": name, "title": opening(name, language()), "n": BETWEEN[name]}
            for name in CHOICES
        ],
        "most": MOST_CLAUSES,
        "seeds": [config.seed + k for k in range(config.seeds)],
        "words": list(said.words),
        "cue": cue + 1,
        "other": swapped(said, config)[cue],
        "wanted": said.wanted[0] if said.wanted else "",
        "nets": [
            {
                "name": one.name,
                "kind": one.kind,
                "seed": one.seed,
                "step": one.step,
                "H": one.H,
                "rows": [
                    [round(log, DIGITS) if np.isfinite(log) else None for log in column[: t + 1].tolist()]
                    for t, column in enumerate(one.logs.T)
                ],
                "swapped": [round(float(np.log10(size)), DIGITS) if size else None for size in one.swapped],
                "answer": one.answer,
                "chance": one.chance,
                "right": one.right,
            }
            for one in nets
        ],
    }  # fmt: skip


@as_csv
def table(said: Said, nets: list[Moved]) -> Rows:
    """As CSV a row for each net, state and input, with log10 of the norm."""
    yield ("net", "seed", "training_step", "state", "input", "word", "log10_norm_dh_dx")
    for one in nets:
        for t in range(len(said.words)):
            for k in range(t + 1):
                yield (one.kind, one.seed, one.step, t + 1, k + 1, said.words[k], f"{one.logs[k, t]:.6f}")  # fmt: skip
