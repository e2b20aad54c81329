"""The number that the reader last pointed at in any picture of the page. What is shown of it is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui.gradients.knobs import read_knobs, to_link

if TYPE_CHECKING:
    from ui.gradients.subject import Nets, Subject

KEY = "gradients_picked"  # of the session
SEED = "gradients_picked_seed"  # of the session: for which seed of the page it was picked
PARAMETER = "number"  # of the link
WHATS = ("memory", "lane", "shown", "dh", "dc", "dx", "contribution")
KINDS = ("rnn", "gru", "lstm")
PLACES = ("before", "after", "fresh")
OF_LOSS = ("dh", "dc", "dx", "contribution")
MOST = 10_000  # no step, lane or net has a higher number


@dataclass(frozen=True)
class Number:
    """One number of the page. States count from 0, the start state; t is the state after step t.

    Args:
        what: "memory" S(start, end) = ‖∂m_end/∂m_start‖, "lane" the same with all gates held still, "shown" ‖∂h_end/∂m_start‖;
            "dh", "dc", "dx" ‖∂L/∂h_t‖, ‖∂L/∂c_t‖, ‖∂L/∂x_t‖ with t = start; "contribution" what the loss at step end adds to
            ∂L/∂W_hh through step start.
        nets: "before" training, "after" it, or "fresh", the nets of the knobs of the decay curves.
        lane: its place in `Subject.before` and `Subject.after`; of fresh nets 0 RNN, 1 GRU, 2 LSTM.
        net: of which seed, as `Subject.seed` and `Nets.seeds` count.
        start, end: states, 0 <= start <= end. Steps, from 1, where the loss has to do with it.
    """

    what: str
    nets: str
    lane: int
    net: int
    start: int
    end: int


def pick(number: Number) -> bool:
    """Remember it for all parts of the page. Returns whether another was picked before."""
    another = bool(st.session_state.get(KEY) != number)
    st.session_state[KEY] = number
    if another:
        # Writing one parameter sends the server's copy of all; the knobs are written by the browser, and may not be in it.
        written = to_link(read_knobs(st.session_state))
        for name in [name for name, value in written.items() if value is None]:
            st.query_params.pop(name, None)
        known = {name: value for name, value in written.items() if value is not None}
        st.query_params.update(known | {PARAMETER: token(number)})
    return another


def picked(subject: Subject) -> Number:
    """What was picked here or by the link, or, if that is not a number of `subject`, S(1, T) of the first lane after training."""
    _follow(subject.seed)
    for number in (st.session_state.get(KEY), read_token(st.query_params.get(PARAMETER, ""))):
        if isinstance(number, Number) and is_of(number, subject):
            return number
    seeds = subject.after[0].seeds if subject.after else ()
    seed = subject.seed if subject.seed in seeds or not seeds else seeds[0]
    return Number("memory", "after", 0, seed, min(1, subject.T - 1), subject.T)


def _follow(seed: int) -> None:
    """Where the reader chooses another seed for the page, the picked number is that net's."""
    before, st.session_state[SEED] = st.session_state.get(SEED, seed), seed
    number = st.session_state.get(KEY)
    if seed != before and isinstance(number, Number) and number.nets != "fresh":
        st.session_state[KEY] = replace(number, net=seed)
        if PARAMETER in st.query_params:
            st.query_params[PARAMETER] = token(st.session_state[KEY])


def is_of(number: Number, subject: Subject) -> bool:
    """Whether `subject` has such a number."""
    if number.nets == "fresh":  # how many steps and nets there are, part 2's knobs say
        return number.lane < len(KINDS) and _exists(number, KINDS[number.lane])
    nets = nets_of(number, subject)
    return nets is not None and number.end <= subject.T and _exists(number, nets.config.kind)


def whats_of(kind: str, nets: str) -> tuple[str, ...]:
    """The quantities that such nets have: an RNN has no lane, only an LSTM has C beside h, and fresh nets have no loss."""
    missing = {"lane"} if kind == "rnn" else set()
    missing |= set() if kind == "lstm" else {"dc"}
    missing |= set(OF_LOSS) if nets == "fresh" else set()
    return tuple(what for what in WHATS if what not in missing)


def _exists(number: Number, kind: str) -> bool:
    """Whether a net of this kind has it: no loss looks at the start, and a nudge to c_t comes when h_t is out."""
    if number.what == "shown" and kind == "lstm" and number.start == number.end:
        return False
    if number.what in OF_LOSS and number.start < 1:
        return False
    return number.what in whats_of(kind, number.nets)


def nets_of(number: Number, subject: Subject) -> Nets | None:
    """The nets of its lane, if its net is among them; None of fresh ones too."""
    lanes = () if number.nets == "fresh" else subject.nets(number.nets)
    if number.lane >= len(lanes) or number.net not in lanes[number.lane].seeds:
        return None
    return lanes[number.lane]


def read_pick(value: Any) -> Number | None:
    """The number that a component sent, {what, nets, lane, net, start, end}, or None of anything else."""
    names = ("lane", "net", "start", "end")
    if not isinstance(value, Mapping) or not {"what", "nets", *names} <= set(value):
        return None
    whole = [value[name] for name in names]
    if not all(type(one) is int and 0 <= one <= MOST for one in whole) or whole[2] > whole[3]:
        return None
    if value["what"] not in WHATS or value["nets"] not in PLACES:
        return None
    return Number(value["what"], value["nets"], *whole)


def token(number: Number) -> str:
    """As a link holds it: memory.after.0.2.1.21."""
    return ".".join(str(one) for one in astuple(number))


def read_token(text: str) -> Number | None:
    """The inverse of `token`; None of anything else."""
    written = re.fullmatch(r"([a-z]+)\.([a-z]+)" + r"\.([0-9]{1,5})" * 4, text)
    if not written:
        return None
    what, nets, *whole = written.groups()
    numbers = dict(zip(("lane", "net", "start", "end"), map(int, whole), strict=True))
    return read_pick({"what": what, "nets": nets, **numbers})
