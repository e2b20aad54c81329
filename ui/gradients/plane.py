"""Part 5, the map: how long the gradient lasts at each place of a plane of ways to start, and the two ways on from a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from typing import Any, NamedTuple

import streamlit as st

from lstm_core.config import TrainConfig
from lstm_core.fall import Plane, gain_plane, place_among, pytorch_radius, region
from lstm_core.fresh import INPUTS, Start
from lstm_core.presets import preset
from ui.components import as_bytes
from ui.components.plane import placed, show_plane_map
from ui.gradients.knobs import Knobs, read_knobs, write_knobs
from ui.gradients.plane_words import axis_name, labels, place_name, takeaway, value_text
from ui.gradients.powers import as_logs
from ui.gradients.subject import Subject
from ui.navigation import entry_at
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.race.names import KIND_NAMES
from ui.race.settings import key as race_key
from ui.race.settings import write_settings
from ui.text import _, language, lesson, number

KEY = "gradients_map"  # of the component
READY = "gradients_map_ready"  # the place with which the race was set, to be said once
MOST_UNITS, MOST_STEPS, NETS = 20, 100, 5  # so that it takes one core a second or two
# Round numbers that the knobs of the curves can be set to, closer to one another where much changes.
RADII = (0.1, 0.2, 0.3, 0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.5, 8.0)
SIZES = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1.0, 1.35, 1.75, 2.3, 3.0)
BIASES = tuple(float(bias) for bias in range(-4, 9))
OTHERS = {"rnn": SIZES, "gru": BIASES, "lstm": BIASES}
OTHER_KNOB = {"rnn": "size", "gru": "update_bias", "lstm": "forget_bias"}
LEGEND = (1, 2, 5, 10, 20, 50, 100)
FIRST = (RADII.index(1.0), 4)  # where the cursor stands if the curves are not on the map


class Place(NamedTuple):
    """A cell of the map: the kind of net, its column and its row."""

    kind: str
    i: int
    j: int

    @property
    def radius(self) -> float:
        """Spectral radius of the recurrent weights."""
        return RADII[self.i]

    @property
    def other(self) -> float:
        """Size of the inputs of an RNN, else the gate's bias."""
        return OTHERS[self.kind][self.j]


def show_plane(_subject: Subject | None) -> None:
    """The map of one kind of net, and what can be done with the place that is chosen."""
    st.markdown(lesson("gradients/map"))
    names = {name: kind for kind, name in KIND_NAMES.items()}
    chosen = st.segmented_control(
        _("Kind of net"),
        list(names),
        default="LSTM",
        required=True,
        key="map",
        bind="query-params",
    )
    kind = names[chosen or "LSTM"]
    knobs = read_knobs(st.session_state)
    start = _start(kind, knobs)
    with st.spinner(_("The gradient of {n} nets is being computed …", n=_nets(kind))):
        plane = computed(start)
    place = _chosen(kind)
    show_plane_map(payload(start, plane, place, knobs), key=KEY, on_place=_take)
    st.markdown(takeaway(kind, plane, RADII, OTHERS[kind]))
    st.caption(_about(start, knobs))
    _train(place or _begin(knobs.of(kind)), start)
    take_away(KEY, lambda: table(kind, plane, start.T), f"map-{kind}")


def _start(kind: str, knobs: Knobs) -> Start:
    """What the knobs say of all places alike; the map says the rest."""
    return replace(
        knobs.of(kind),
        start="gaussian",
        radius=1.0,
        gate_bias=None,
        size=1.0 if kind == "rnn" else knobs.size,
        T=min(knobs.T, MOST_STEPS),
        H=min(knobs.H, MOST_UNITS),
        nets=NETS,
    )


@st.cache_data(max_entries=24, show_spinner=False)
def computed(start: Start) -> Plane:
    """The map for nets that are as `start` says, but for radius and bias or, of an RNN, the size of its inputs."""
    return gain_plane(
        start.kind,
        RADII,
        OTHERS[start.kind],
        H=start.H,
        D=INPUTS,
        T=start.T,
        size=start.size,
        activation=start.activation,
        seeds=range(start.seed, start.seed + start.nets),
    )


def payload(start: Start, plane: Plane, place: Place | None, knobs: Knobs) -> bytes:
    """What the component draws."""
    kind, others = start.kind, OTHERS[start.kind]
    begin = _begin(knobs.of(kind))
    mark, about_mark = _mark(knobs.of(kind))
    known = labels(kind, about_mark)
    data = {
        "lang": language(),
        "labels": known,
        "kind": kind,
        "T": start.T,
        "x": _axis(RADII, axis_name("radius"), 1),
        "y": _axis(others, axis_name(OTHER_KNOB[kind]), 2 if kind == "rnn" else 1),
        "steps": [[int(one) if isfinite(one) else None for one in row] for row in plane.steps],
        "last": [as_logs(row) for row in plane.last],
        "regions": region(plane.last).tolist(),
        "names": known["names"],
        "mark": mark,
        "chosen": [place.i, place.j] if place else None,
        "begin": [begin.i, begin.j],
        "legend": _legend(start.T),
        "alt": takeaway(kind, plane, RADII, others),
    }
    return as_bytes(data)


def _axis(values: Sequence[float], title: str, every: int) -> dict[str, Any]:
    return {
        "at": list(values),
        "texts": [value_text(value) for value in values],
        "ticks": list(range(0, len(values), every)),
        "title": title,
    }


def _legend(T: int) -> list[dict[str, Any]]:
    """The classes of steps that there can be, and the one beyond."""
    classes: list[dict[str, Any]] = [
        {"steps": steps, "text": f"≤ {number(steps, 0)}"}
        for k, steps in enumerate(LEGEND)
        if k == 0 or LEGEND[k - 1] < T
    ]
    return [*classes, {"steps": None, "text": f"> {number(T, 0)}"}]


def _mark(now: Start) -> tuple[list[float] | None, str]:
    """Where the curves above are on the map, in cells, if they are; and what is to be said of it."""
    if now.start in ("orthogonal", "identity"):
        return None, ""
    drawn = now.start == "gaussian"
    radius = now.radius if drawn else _measured_radius(now.kind, now.H, now.seed)
    other = now.size if now.kind == "rnn" else float(now.gate_bias or 0)
    places = [_cell(radius, RADII), _cell(other, OTHERS[now.kind])]
    if None in places:
        return None, ""
    about = "" if drawn else _("PyTorch's start, of radius {radius}", radius=number(radius, 2))
    return [one for one in places if one is not None], about


def _begin(now: Start) -> Place:
    """The place to begin with: that of the curves above, if they are on the map."""
    mark, _about = _mark(now)
    i, j = (int(one) for one in mark) if mark else FIRST
    return Place(now.kind, min(i, len(RADII) - 1), min(j, len(OTHERS[now.kind]) - 1))


def _cell(value: float, values: Sequence[float]) -> float | None:
    """Where a value is on an axis of cells, counted from its beginning; None beyond its ends."""
    place = place_among(value, values)
    return None if place is None else round(place + 0.5, 3)


@st.cache_data(max_entries=64, show_spinner=False)
def _measured_radius(kind: str, H: int, seed: int) -> float:
    return pytorch_radius(kind, H, INPUTS, range(seed, seed + NETS))


def _take() -> None:
    """The reader has chosen a place: the curves above go there."""
    place = read_place(st.session_state.get("map"), placed(KEY))
    if place is None:
        return
    st.session_state[_place_key(place.kind)] = place
    st.session_state.pop(READY, None)
    shown = read_knobs(st.session_state).show
    write_knobs(
        st.session_state,
        start="gaussian",
        radius=place.radius,
        kinds=(place.kind,),
        show="both" if shown == "after" else shown,
        **{OTHER_KNOB[place.kind]: place.other},
    )


def read_place(name: object, value: object) -> Place | None:
    """The place that the browser sent for the map of that name, or None of anything else."""
    kind = {name: kind for kind, name in KIND_NAMES.items()}.get(str(name or "LSTM"))
    if kind is None or not isinstance(value, list) or len(value) != 2:
        return None
    i, j = value
    if type(i) is not int or type(j) is not int:
        return None
    there = 0 <= i < len(RADII) and 0 <= j < len(OTHERS[kind])
    return Place(kind, i, j) if there else None


def _place_key(kind: str) -> str:
    return f"gradients_map_{kind}"


def _chosen(kind: str) -> Place | None:
    place = st.session_state.get(_place_key(kind))
    return place if isinstance(place, Place) else None


def _nets(kind: str) -> str:
    return number(len(RADII) * len(OTHERS[kind]) * NETS, 0)


def _about(start: Start, knobs: Knobs) -> str:
    """What was computed, and what of the knobs was brought down to what one can wait for."""
    said = [
        _(
            "Each place: the median of {nets} fresh nets with Gaussian recurrent weights, {H} units, {T} steps.",
            nets=start.nets,
            H=start.H,
            T=number(start.T, 0),
        )
    ]
    if knobs.H > start.H or knobs.T > start.T:
        said.append(
            _(
                "The curves above have more: here at most {H} units and {T} steps are computed.",
                H=MOST_UNITS,
                T=MOST_STEPS,
            )
        )
    if knobs.of(start.kind).start in ("orthogonal", "identity"):
        said.append(_("The curves above start otherwise, so they have no mark on this map."))
    return " ".join(said)


def _train(place: Place, start: Start) -> None:
    """The way to the race with the chosen start."""
    with st.container(horizontal=True, vertical_alignment="center", key="gradients_map_train"):
        st.button(
            _("Train a net that starts here"),
            on_click=_set_race,
            args=(place, start.activation),
            key="gradients_map_race",
            icon=":material/play_arrow:",
            help=_(
                "On the page “Train”: temporal order over 50 steps, PyTorch's start beside yours."
            ),
        )
        # A link and not a jump: Streamlit's `switch_page` refuses while the language stands in the page's address.
        if st.session_state.get(READY) == place:
            st.page_link(
                entry_at("race").file,
                label=_("Open it, ready to train"),
                icon=":material/arrow_forward:",
            )
        else:
            st.caption(place_name(place.kind, place.radius, place.other))
    if place.kind == "rnn":
        st.caption(
            _(
                "Only the radius goes along: how large the inputs are is up to the task that is learned."
            )
        )


def _set_race(place: Place, activation: str) -> None:
    H = read_knobs(st.session_state).H
    lanes = race_lanes(place, H, activation)
    state = st.session_state
    state[race_key("preset")] = "order50"
    write_settings(state, [replace(lane, language=language()) for lane in lanes])
    for guess in ("winner", "breaks"):
        state[race_key(guess)] = None
    state[READY] = place


def race_lanes(place: Place, H: int, activation: str = "tanh") -> tuple[TrainConfig, ...]:
    """A race on temporal order of two nets of the place's kind: as PyTorch starts it, and as it starts there.

    With 16 units, 1000 steps: LSTM of radius 0.5 with forget bias 0 0/3 (vanishes), with 3 3/3 (can be used), of radius 8
    with 0 0/3 (explodes); GRU of radius 0.5 with update bias 0 2/3, with 3 3/3; RNN of radius 0.5, 1, 1.5, 2, 4: 0, 0, 1, 0, 0
    of 3, as a gradient that can be used is not all it takes.
    """
    models = {lane.kind: lane for lane in preset("order50").lanes}
    model = models.get(place.kind, models["lstm"])
    plain = replace(
        model,
        kind=place.kind,
        H=H,
        activation=activation,
        start="pytorch",
        radius=1.0,
        chrono=0,
        gate_bias=None,
    )
    bias = None if place.kind == "rnn" else place.other
    return plain, replace(plain, start="gaussian", radius=place.radius, gate_bias=bias)


@as_csv
def table(kind: str, plane: Plane, T: int) -> Rows:
    """The numbers of the map as CSV, a row for each place."""
    names = ("kind", "radius", OTHER_KNOB[kind], "steps_until_1_percent", f"log10_after_{T}_steps")
    yield names
    for j, other in enumerate(OTHERS[kind]):
        for i, radius in enumerate(RADII):
            steps = plane.steps[j, i]
            fell = int(steps) if isfinite(steps) else f"more than {T}"
            yield (kind, radius, other, fell, round(float(plane.last[j, i]), 4))
