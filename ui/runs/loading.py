"""Files that a reader brings back: a configuration opens in the race, a net is examined and can go on. All else is refused."""

from __future__ import annotations

import streamlit as st

from lab import jobs
from lab.export import FileError, read_config
from lab.loaded import MORE, Loaded, examine, load_net, run_from
from lstm_core.config import ConfigError, TrainConfig
from lstm_core.events import TrainEvent
from lstm_core.net import count_parameters
from lstm_core.presets import presets
from lstm_core.tasks import make_task
from ui.components.pick_file import Picked, pick_file
from ui.navigation import entry_at
from ui.race.knobs import problem_sentence
from ui.race.names import lane_names
from ui.race.settings import key, write_settings
from ui.reader import reader_id
from ui.runs.choice import choose
from ui.runs.rows import written
from ui.runs.words import distance_words
from ui.text import _, number

LARGEST = 8_000_000  # bytes; the largest net there can be takes less
LOADED = "runs_loaded"  # what the last file held, or the sentence why it was refused

Content = tuple[TrainConfig, ...] | tuple[Loaded, TrainEvent] | str


def show_loading() -> None:
    """The button for a file, and what the last one held."""
    file = pick_file(
        _("A configuration (.json) or weights (.safetensors) taken away from here"),
        _too_large(),
        largest=LARGEST,
        key="runs_file",
    )
    if file:
        _take(content_of(file))
    content: Content | None = st.session_state.get(LOADED)
    if isinstance(content, str):
        st.markdown(f":red[{content}]")
    elif content and isinstance(content[0], Loaded):
        _show_net(content[0], content[1])
    elif content:
        _show_config(content)


def _take(content: Content) -> None:
    st.session_state[LOADED] = content
    if not isinstance(content, str) and not isinstance(content[0], Loaded):
        _set_race(content)


def content_of(file: Picked) -> Content:
    """What is in it, or a sentence that says why it is refused."""
    if file.data is None:
        return _too_large()
    try:
        if file.data[:1].isspace() or file.data[:1] in (b"{", b"\xef"):
            return read_config(file.data)
        net = load_net(file.data)
        return net, examine(net)
    except FileError as error:
        return refusal(error)


def refusal(error: FileError) -> str:
    """Why a file is not read, in the reader's language."""
    if error.reason == "knob" and isinstance(error.values.get("error"), ConfigError):
        said = problem_sentence(error.values["error"])
        return _("A setting in this file cannot be used. {sentence}", sentence=said)
    return {
        "too large": _too_large(),
        "damaged": _("This file is cut off or damaged."),
        "newer": _("This file was written by a newer version of this app."),
        "lanes": _("This file holds too many nets, or nets that do not learn the same task."),
        "names": _("The weights in this file are not those of the net that it names."),
        "shape": _("The weights in this file do not have the size of the net that it names."),
        "not finite": _("There are values in this file that are no numbers."),
    }.get(
        error.reason,
        _("This file was not taken away from here: only our own configurations and weights open."),
    )


def _too_large() -> str:
    return _("This file is larger than {most} MB.", most=number(LARGEST / 1e6, 0))


def _show_config(configs: tuple[TrainConfig, ...]) -> None:
    nets = ", ".join(name.short for name in lane_names(configs))
    st.markdown(
        _(
            "**A configuration**: {task}; {nets}; {n} seeds each.",
            task=distance_words(configs[0]),
            nets=nets,
            n=configs[0].seeds,
        )
    )
    # A link and not a jump: Streamlit's `switch_page` refuses while the language stands in the page's address.
    st.page_link(
        entry_at("race").file,
        label=_("Open it, ready to train"),
        icon=":material/arrow_forward:",
    )


def _set_race(configs: tuple[TrainConfig, ...]) -> None:
    """Have the race open with these settings, from now on."""
    task = configs[0].task
    state = st.session_state
    state[key("preset")] = next(preset.name for preset in presets() if preset.task == task)
    write_settings(state, configs)
    if task == "text":
        state[key("text")] = configs[0].text


def _show_net(net: Loaded, report: TrainEvent) -> None:
    config = net.config
    task = make_task(config)
    (name,) = lane_names([config])
    st.markdown(
        _(
            "**A net**: {name} with {units} hidden units and {parameters} parameters, seed {seed}, after {steps} "
            "training steps; {task}.",
            name=name.name,
            units=config.H,
            parameters=number(count_parameters(config, task), 0),
            seed=config.seed,
            steps=number(net.step, 0),
            task=distance_words(config),
        )
    )
    scores = "; ".join(
        _("{score} at {distance}", score=written(task, score), distance=number(distance, 0))
        for distance, score in zip(task.distances, report.by_distance[0], strict=True)
    )
    st.markdown(
        _("Examined just now on sequences that it has never seen: {scores}.", scores=scores)
    )
    st.button(
        _("Train it for {n} steps more", n=MORE),
        on_click=_go_on,
        args=(net, report),
        key="runs_train_loaded",
        icon=":material/play_arrow:",
    )


def _go_on(net: Loaded, report: TrainEvent) -> None:
    me = reader_id()
    if jobs.running(me):
        st.session_state[LOADED] = _("You have another run in training: one at a time.")
        return
    run = run_from(net, report, me)
    choose([run.id])
    del st.session_state[LOADED]
    jobs.start(run.id)
