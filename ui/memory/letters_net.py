"""Which net of letters is under the glass: run, lane, seed and point of training; how good it is; and what its cells follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import streamlit as st

from lab.run import SHIPPED, Run
from lab.runs import store
from lstm_core.net import Net
from lstm_core.rules import Found, Truth, search, truths_of
from lstm_core.text_task import TextTask, letters_of
from lstm_core.writing import Spelled, State, spell, states_over
from ui.link import write_parameters
from ui.memory.nets import percent
from ui.nets.kept import checkpoint_steps, trained_nets
from ui.nets.which import Choice, begin
from ui.race.names import lane_names
from ui.text import _, language, number

FIRST = f"{SHIPPED}story"
LETTERS = 5000  # of the text's end, over which rules are looked for
T = TypeVar("T", int, str)
PASSAGE = 400  # letters of the text that are shown at once
EVERY = 100  # letters between two places where a passage can begin, more or less


@dataclass(frozen=True, eq=False)
class Book:
    """The text that a run learned.

    Args:
        task: its vocabulary, and how often guessing is right.
        spelled: its last letters, at most LETTERS, all of which are read.
        held_out: which of these is the first that no net was trained on.
        starts: where in these letters a passage can begin: at the held-out ones, if possible where a line does.
        truths: of each rule, where in these letters it holds.
        usual: the share of each letter in what was trained on.
    """

    task: TextTask
    spelled: Spelled
    held_out: int
    starts: tuple[int, ...]
    truths: dict[str, Truth]
    usual: dict[str, float]


@dataclass(frozen=True, eq=False)
class Rival:
    """A net of the run, the one under the glass among them, after as many training steps or, without these, after its last.

    Args:
        name: what it is called.
        kind: "rnn", "gru" or "lstm".
        found: which of its cells follow which rule.
    """

    name: str
    kind: str
    found: tuple[Found, ...]


@dataclass(frozen=True, eq=False)
class Glass:
    """The net under the glass.

    Args:
        run: which run.
        book: what it learned.
        lane: its number in the run, from 0.
        name: what it is called.
        seed: counted from 0.
        step: training steps done.
        net: its weights.
        found: which cells follow which rule.
        rivals: it and the other nets of the run, in its order.
        states: before some of the book's letters, from which a passage can be read.
        key: another one for another net.
    """

    run: Run
    book: Book
    lane: int
    name: str
    seed: int
    step: int
    net: Net
    found: tuple[Found, ...]
    rivals: tuple[Rival, ...]
    states: dict[int, State]
    key: str


def is_text(run: Run) -> bool:
    """Whether its nets learned letters."""
    return run.lanes[0].config.task == "text"


def choose_net() -> Glass | None:
    """The controls, and the net that they mean; None, which is said, where its weights are no numbers."""
    _take_from_link()
    columns = st.columns([4, 3, 3], gap="medium", vertical_alignment="bottom")
    with columns[0]:
        choice = Choice(
            "letters", FIRST, ("letters_lane", "letters_net", "letters_at"), is_text, "letters"
        )
        run = choice.show()
    lanes = [lane for lane, steps in enumerate(checkpoint_steps(run)) if steps]
    names = lane_names([lane.config for lane in run.lanes])
    kinds = [run.lanes[lane].config.kind for lane in lanes]
    first = lanes[kinds.index("lstm")] if "lstm" in kinds else lanes[-1]
    with columns[1]:
        lane = choose(_("Net"), lanes, "letters_lane", lambda one: names[one].name, first)
        seed = _seed(run)
    with columns[2]:
        step = _step(checkpoint_steps(run)[lane])
    net = trained_nets(run.id, lane, step, run.lanes[lane].config).get(seed)
    if net is None:
        st.caption(
            _(
                "The weights of this net are no numbers any more: its training exploded. Choose another."
            )
        )
        return None
    book = _book(run.id, run)
    with st.spinner(_("The net reads its text …")):
        found, states = _followed(run.id, lane, seed, step, net, book)
        rivals = _rivals(run, lanes, seed, step, book)
    key = f"{run.id}/{lane}/{seed}/{step}"
    glass = Glass(run, book, lane, names[lane].name, seed, step, net, found, rivals, states, key)
    st.caption(_said(glass))
    return glass


def choose(label: str, options: Sequence[T], name: str, said: Callable[[T], str], default: T) -> T:
    """One of a few options that are written in words; the link has them by their neutral names.

    The link says what is chosen; where it does not, what this session chose last.
    """
    by_name = {str(one): one for one in options}
    wanted = st.query_params.get(name) or str(st.session_state.get(name))
    chosen = by_name.get(wanted, default)
    own = f"{name}@{language()}"
    st.session_state[own] = chosen

    def take() -> None:
        st.session_state[name] = now = st.session_state[own]
        write_parameters({name: "" if now == default else str(now)})

    st.segmented_control(label, options, key=own, format_func=said, on_change=take, required=True)
    return chosen


def _rivals(run: Run, lanes: list[int], seed: int, step: int, book: Book) -> tuple[Rival, ...]:
    names = lane_names([lane.config for lane in run.lanes])
    found = []
    for lane in lanes:
        config, steps = run.lanes[lane].config, checkpoint_steps(run)[lane]
        at = step if step in steps else steps[-1]
        net = trained_nets(run.id, lane, at, config).get(seed)
        if net is not None:
            rules, _states = _followed(run.id, lane, seed, at, net, book)
            found.append(Rival(names[lane].name, config.kind, rules))
    return tuple(found)


def _take_from_link() -> None:
    """When the link's run is one of letters, that is meant here too."""
    asked = st.query_params.get("run", "")[:64]
    if asked and "letters" not in st.query_params:
        run = store().get(asked)
        if run is not None and is_text(run) and any(checkpoint_steps(run)):
            st.query_params["letters"] = run.id


def _seed(run: Run) -> int:
    config = run.lanes[0].config
    if config.seeds == 1:
        return 0
    seeds = [config.seed + k for k in range(config.seeds)]
    return choose(_("Seed"), seeds, "letters_net", str, seeds[0]) - config.seed


def _step(steps: list[int]) -> int:
    if len(steps) == 1:
        return steps[0]
    begin("letters_at", steps[-1], lambda one: one in steps)
    chosen: int = st.select_slider(
        _("After so many training steps"), steps, steps[-1], key="letters_at", bind="query-params"
    )
    return chosen


def _said(glass: Glass) -> str:
    """Which net this is, and how good."""
    config = glass.run.lanes[glass.lane].config
    said = _(
        "{name}, {H} cells, seed {seed}, {step} training steps.",
        name=glass.name,
        H=number(config.H, 0),
        seed=config.seed + glass.seed,
        step=number(glass.step, 0),
    )
    if glass.run.id.startswith(SHIPPED) and language() != "es":
        said += " " + _("The text that it learned is in Spanish.")
    records = store().events(glass.run.id, glass.lane)
    score = next((one.event.score for one in records if one.event.step == glass.step), None)
    if score is None or not np.isfinite(score[glass.seed]):
        return said
    usual = glass.book.task.vocabulary[0]
    return (
        said
        + " "
        + _(
            "On the held-out tenth of its text it says the next letter right in {score}; always saying {letter} would be right in {chance}.",
            score=percent(float(score[glass.seed])),
            letter={" ": "␣", "\n": "⏎"}.get(usual, usual),
            chance=percent(glass.book.task.chance),
        )
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _book(run_id: str, _run: Run) -> Book:
    config = _run.lanes[0].config
    task, text = TextTask(config), letters_of(config.text)
    learned = len(text) - len(text) // 10
    begin_at = max(0, len(text) - LETTERS)
    truths = {name: truth[begin_at:] for name, truth in truths_of(text).items()}
    usual = {letter: n / learned for letter, n in Counter(text[:learned]).items()}
    spelled = spell(text[begin_at:], task.vocabulary)
    held_out = max(0, learned - begin_at)
    return Book(task, spelled, held_out, _starts(spelled.text, held_out), truths, usual)


def _starts(text: str, held_out: int) -> tuple[int, ...]:
    """About one in EVERY letters, and after each a whole passage, as long as there is one."""
    last = max(held_out, len(text) - PASSAGE)
    found = []
    for k in range(held_out, last + 1, EVERY):
        line = text.find("\n", max(0, k - 1), min(k + EVERY - 1, last)) + 1
        found.append(line or k)
    return tuple(found)


@st.cache_resource(max_entries=48, show_spinner=False)
def _followed(
    run_id: str, lane: int, seed: int, step: int, _net: Net, _book: Book
) -> tuple[tuple[Found, ...], dict[int, State]]:
    """Which cells follow which rule over the book's letters, and the states from which its passages are read."""
    memory, states = states_over(_net, _book.spelled.numbers, _book.starts)
    return search(_book.truths, memory), states
