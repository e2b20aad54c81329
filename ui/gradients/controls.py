"""What is examined: which run, at which point of its training, which of its nets, and the sequence they read."""

from __future__ import annotations

import streamlit as st

from lab.run import Run
from lab.runs import shipped, store
from lstm_core.sentences import vocabulary
from lstm_core.tasks import Batch, Task, make_task
from lstm_core.tokens import MOST_CHARACTERS, Reading, TextTooLongError, read
from ui.gradients import example
from ui.gradients.subject import Nets, Subject, checkpoint_steps, left_out, nets_at
from ui.race.names import KIND_NAMES
from ui.race.status import run_title
from ui.race.words import distance_names
from ui.reader import reader_id
from ui.text import _, language, number

FIRST = "shipped-latch"  # the run to open with
RUN = "gradients_run"
OWN = 20  # newest runs of the reader to choose from
FEWEST_STEPS = 2


def show_controls() -> Subject | None:
    """The controls, and what they mean; None when the run has no net that can be examined."""
    run = _run()
    steps = sorted({step for lane in checkpoint_steps(run) for step in lane})
    if not steps:
        st.caption(
            _(
                "Nothing of this run has been kept yet. Choose another one, or come back when it has trained."
            )
        )
        return None
    task = make_task(run.lanes[0].config)
    batch, about = _example(run, task)
    at = _at(steps)
    seed = _seed(run)
    before, after = nets_at(run, steps[0], batch), nets_at(run, at, batch)
    if not after or len(after) != len(before):
        before, after = _both(before, after)
    if not after:
        st.caption(
            _(
                "The weights of this run are no numbers any more: its training exploded. Choose an earlier point of its training, or another run."
            )
        )
        return None
    if missing := left_out(after):
        st.caption(
            _(
                "{count} nets are left out, because their weights are no numbers any more.",
                count=missing,
            )
        )
    st.caption(" ".join(f"{one.name}: {_said_step(one.step)}." for one in after))
    words = tuple(_shown(task, batch))
    return Subject(
        run, task, batch, words, before, after, seed, f"{run.id}/{at}/{seed}/{about}/{language()}"
    )


def _both(
    before: tuple[Nets, ...], after: tuple[Nets, ...]
) -> tuple[tuple[Nets, ...], tuple[Nets, ...]]:
    """The lanes that have nets at both points."""
    lanes = {one.lane for one in before} & {one.lane for one in after}
    return tuple(one for one in before if one.lane in lanes), tuple(
        one for one in after if one.lane in lanes
    )


def _said_step(step: int) -> str:
    return _("after {step} training steps", step=number(step, 0)) if step else _("before training")


def _shown(task: Task, batch: Batch) -> list[str]:
    words = task.words(batch.x[0])
    return (
        [word.replace(".", ",") for word in words]
        if task.regression and language() != "en"
        else words
    )


def _run() -> Run:
    """The run that the link names, or the reader chooses."""
    asked = (st.query_params.get("run") or "")[:64]
    own = [run for run in store().of(reader_id()) if any(lane.step for lane in run.lanes)][:OWN]
    known = {run.id: run for run in [*shipped(), *own]}
    if asked and asked not in known:
        if found := store().get(asked):
            known = {asked: found} | known
        else:
            st.caption(
                _("The link names a run that is not here (any more). This one ships with the app.")
            )
            asked = ""
    chosen = asked or FIRST
    if st.session_state.get(RUN) not in known or st.session_state.get(RUN) != chosen:
        st.session_state[RUN] = chosen
    st.selectbox(
        _("Nets under examination"),
        sorted(known, key=lambda one: (one != FIRST, list(known).index(one))),
        format_func=lambda one: _title(known[one]),
        key=RUN,
        on_change=_change_run,
    )
    return known[st.session_state[RUN]]


def _title(run: Run) -> str:
    config = run.lanes[0].config
    kinds = ", ".join(dict.fromkeys(KIND_NAMES[lane.config.kind] for lane in run.lanes))
    length = f"{number(config.length, 0)} {distance_names()[config.task].partition(':')[0]}"
    return f"{run_title(run)} · {length} · {kinds}" if not run.name else f"{run.name} · {kinds}"


def _change_run() -> None:
    """Another run has points, seeds and distances of its own."""
    st.query_params["run"] = st.session_state[RUN]
    for name in ("at", "net", "distance", "text"):
        st.session_state.pop(name, None)


def _at(steps: list[int]) -> int:
    """The point of training that "after" means."""
    if len(steps) == 1:
        return steps[0]
    if st.session_state.get("at") not in steps:
        st.session_state["at"] = _near(st.session_state.get("at"), steps)
    chosen: int = st.select_slider(
        _("After so many training steps"), steps, key="at", bind="query-params"
    )
    return chosen


def _near(value: object, steps: list[int]) -> int:
    return min(steps, key=lambda one: abs(one - value)) if isinstance(value, int) else steps[-1]


def _seed(run: Run) -> int:
    """Which of the nets the pictures of a single net show, counted from 0."""
    config = run.lanes[0].config
    if config.seeds == 1:
        return 0
    seeds = [config.seed + k for k in range(config.seeds)]
    if st.session_state.get("net") not in seeds:
        st.session_state["net"] = seeds[0]
    chosen = st.segmented_control(
        _("Seed of the nets that are drawn"), seeds, key="net", bind="query-params", required=True
    )
    return int(chosen or 0) - config.seed


def _example(run: Run, task: Task) -> tuple[Batch, str]:
    """The sequence that the nets read, and a word that tells it from others."""
    config = run.lanes[0].config
    limits = example.distances(config)
    distance = None
    if limits:
        low, high, first = limits
        if (
            not isinstance(there := st.session_state.get("distance"), int)
            or not low <= there <= high
        ):
            st.session_state["distance"] = first
        distance = st.slider(
            _("Example: {unit}", unit=distance_names()[config.task]),
            low,
            high,
            key="distance",
            bind="query-params",
        )
    batch, about = example.drawn(task, config, distance), str(distance)
    if config.task == "sentences" and (own := _own_sentence(run)):
        batch, about = own
    steps = example.most_steps(max(lane.config.H for lane in run.lanes))
    if batch.x.shape[1] > steps:
        st.caption(
            _(
                "The example has {T} steps, more than can be drawn or computed while you wait with nets of this size: here are its last {steps}.",
                T=number(batch.x.shape[1], 0),
                steps=number(steps, 0),
            )
        )
        batch = example.shortened(batch, steps)
    return batch, about


def _own_sentence(run: Run) -> tuple[Batch, str] | None:
    config = run.lanes[0].config
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
        st.markdown(
            ":red["
            + _("That is too long: at most {most} words are read.", most=number(error.most, 0))
            + "]"
        )
        return None
    if reading.unknown:
        st.markdown(":red[" + _unknown(reading) + "]")
        return None
    if len(reading.tokens) < FEWEST_STEPS:
        st.markdown(":red[" + _("Write at least two words.") + "]")
        return None
    return example.of_sentence(reading, config), " ".join(reading.tokens)


def _unknown(reading: Reading) -> str:
    """Which words the nets do not know, and the nearest that they do, as text and never as markup."""
    first = reading.unknown[0]
    named = ", ".join(dict.fromkeys(_plain(one.word) for one in reading.unknown[:5]))
    if first.suggestions:
        return _(
            "The nets have not learned: {words}. Near it: {near}.",
            words=named,
            near=", ".join(first.suggestions),
        )
    return _("The nets have not learned: {words}.", words=named)


def _plain(word: str) -> str:
    """Without what Markdown would read as markup."""
    return "".join(
        f"\\{letter}" if letter in r"\`*_{}[]()#+-.!<>~|$:&" else letter for letter in word
    )
