"""Case 2: are two pictures of the same eye? Trained twin nets answer in the browser; below it, the experiment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lstm_core.cases import iris_eye
from ui.cases.called import riddle
from ui.cases.committed import is_named
from ui.cases.experiment import show_experiment
from ui.cases.iris_payload import EYES, STEPS, payload
from ui.cases.nets import case_nets
from ui.components import as_bytes
from ui.components.irises import KEY, irises
from ui.link import write_parameters
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, lesson, number

PREFIX = "iris_"  # of the link
START = "iris_start"  # of the session: what the reader has set, or the link
FIRST = "iris_first"  # of the session: what was set when the whole page was run last
USUAL: dict[str, float] = {
    "a": 1,
    "b": 1,
    "pupil": 0.44,
    "rotation": 6.0,
    "lid": 0.35,
    "noise": 0.04,
    "threshold": 0.5,
    "shuffled": 0,
}
RANGES: dict[str, tuple[float, float]] = {
    "a": (1, EYES),
    "b": (1, EYES),
    "threshold": (0.0, 1.0),
    "shuffled": (0, 1),
} | {name: (iris_eye.LOOKS[name].low, iris_eye.LOOKS[name].high) for name in STEPS}
WHOLE = ("a", "b", "shuffled")


def show_iris() -> None:
    """The picture, and below it the experiment and where it comes from."""
    st.session_state[FIRST] = start()
    _picture()
    show_experiment("iris")
    with st.expander(_("How real irises are recognised, and sources"), key="iris_sources"):
        st.markdown(lesson("cases/iris"))


@st.fragment
def _picture() -> None:
    nets = case_nets("iris", change="permuted" if start()["shuffled"] else "")
    named = is_named("iris")
    # What the reader moves must not be another payload, which is half a megabyte, with every move.
    body = payload(nets, st.session_state[FIRST], named=named)
    irises(as_bytes(body), on_view=_on_view)
    if not named:
        st.markdown(riddle("iris"))
    shipped = all(net.is_shipped for net in nets.values())
    seed = next(iter(nets.values())).config.seed
    st.caption(
        _(
            "The eyes are generated. Nets of seed {seed}, trained with the app's own settings on 180 other eyes; these are none of them.",
            seed=number(seed, 0),
        )
        if shipped
        else _(
            "The eyes are generated. The nets that you have just trained, seed {seed}, on 180 other eyes; these are none of them.",
            seed=number(seed, 0),
        )
    )
    take_away(KEY, lambda: table(body), "iris")


def start() -> dict[str, float]:
    """What the reader has set, or before that the link."""
    if START not in st.session_state:
        said = {name: _number(st.query_params.get(PREFIX + name, "")) for name in USUAL}
        st.session_state[START] = read_view(said)
    kept: dict[str, float] = st.session_state[START]
    return USUAL | kept


def _on_view() -> None:
    """What is as at first stays out of the link."""
    kept = read_view(st.session_state[KEY].get("view"))
    st.session_state[START] = kept
    set_now = {name for name, usual in USUAL.items() if kept.get(name, usual) != usual}
    write_parameters(
        {PREFIX + name: f"{kept[name]:g}" if name in set_now else "" for name in USUAL}
    )


def read_view(value: Any) -> dict[str, float]:
    """Of what the reader has set, what can be used; whoever sent it is not trusted."""
    if not isinstance(value, Mapping):
        return {}
    found = {}
    for name, (low, high) in RANGES.items():
        one = value.get(name)
        if isinstance(one, int | float) and low <= one <= high:
            if name not in WHOLE:
                found[name] = float(one)
            elif one == int(one):
                found[name] = int(one)
    return found


@as_csv
def table(body: Mapping[str, Any]) -> Rows:
    """As CSV every held-out pair: whether it is one eye, and what each net says."""
    yield ["net", "pair", "same_eye", "probability_same"]
    for net in body["nets"]:
        for sort, same in (("same", 1), ("different", 0)):
            for pair, score in enumerate(net["scores"][sort]):
                yield [net["look"], f"{sort}{pair + 1}", same, f"{score:.5f}"]


def _number(text: str) -> float | None:
    try:
        return float(text[:12])
    except ValueError:
        return None
