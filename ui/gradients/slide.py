"""The slide, live: the unrolled networks of the subject, every node shaded by how much of a nudge at one step is left there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from lstm_core.arrays import Array
from lstm_core.backward import backward
from lstm_core.gradients import pairs
from lstm_core.net import Net
from lstm_core.passes import Passes
from lstm_core.tasks import Task
from ui.components import as_bytes
from ui.components.unrolled import KEY, unrolled
from ui.gradients.picked import pick, read_pick
from ui.gradients.slide_words import labels
from ui.gradients.subject import Nets, Subject
from ui.lesson.beside import in_lecture
from ui.link import write_parameters
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.text import _, language

FROM, TRAINED, LANES = "from", "slide", "slide_lanes"  # parameters of the link
DRAWN_GATES = {
    "rnn": {},
    "gru": {"keep": "update"},
    "lstm": {"in": "input", "keep": "forget", "out": "output"},
}
PHASES = ("before", "after")
MOST_ANSWERS = 32  # of which the dependence on the inputs is computed
PARTS = 100_000  # of a power of ten: three digits of the number are then right; as in values.js


def show_slide(subject: Subject) -> None:
    """Draw the slide; a clicked node is the number that the page's other parts follow."""
    _slide(subject)


@st.fragment
def _slide(subject: Subject) -> None:
    if st.session_state.pop(_PICKED, False):
        st.rerun()
    with st.spinner(_("Following every nudge to the end …")):  # shown only where it takes a while
        body = _measured(subject.key, language(), not in_lecture(), subject)
    start = as_bytes({"start": _start()})
    unrolled(
        start[:-1] + b", " + body[1:],
        on_pick=_on_pick,
        on_view=lambda: _on_view(first_source(subject)),
    )
    take_away(KEY, lambda: table(subject), "unrolled")


_PICKED = "gradients_slide_picked"  # of the session: the rest of the page has not heard of it yet
_START = "gradients_slide_start"  # of the session: what the link said


def _on_pick() -> None:
    number = read_pick(st.session_state[KEY].get("pick"))
    if number is not None and pick(number):
        st.session_state[_PICKED] = True


def _on_view(first: int) -> None:
    """Where the reader stopped goes into the link; what is as at first stays out of it."""
    view = read_view(st.session_state[KEY].get("view"))
    write_parameters(
        {
            FROM: str(view["from"]) if view.get("from", first) != first else "",
            TRAINED: "before" if view.get("phase") == "before" else "",
            LANES: ".".join(map(str, view["lanes"])) if "lanes" in view else "",
        }
    )


def read_view(value: Any) -> dict[str, Any]:
    """Of {from, phase, lanes} what can be used; whoever sent it is not trusted."""
    if not isinstance(value, Mapping):
        return {}
    at, phase, lanes = value.get("from"), value.get("phase"), value.get("lanes")
    found: dict[str, Any] = {}
    if type(at) is int and 1 <= at <= 10_000:
        found["from"] = at
    if phase in PHASES:
        found["phase"] = phase
    if isinstance(lanes, list | tuple) and 0 < len(lanes) <= 2:
        whole = [lane for lane in lanes if type(lane) is int and 0 <= lane < 10]
        if len(whole) == len(set(whole)) == len(lanes):
            found["lanes"] = whole
    return found


def _start() -> dict[str, Any]:
    """What the link says. Read once a session: afterwards the browser knows better, and the same bytes cost it nothing."""
    if _START not in st.session_state:
        at = st.query_params.get(FROM, "")
        lanes = st.query_params.get(LANES, "").split(".")
        st.session_state[_START] = read_view(
            {
                "from": int(at) if at.isdecimal() and len(at) < 6 else None,
                "phase": st.query_params.get(TRAINED),
                "lanes": [int(lane) for lane in lanes if lane.isdecimal() and len(lane) < 3],
            }
        )
    start: dict[str, Any] = st.session_state[_START]
    return start


@st.cache_data(max_entries=64, show_spinner=False)
def _measured(key: str, lang: str, foretold: bool, _subject: Subject) -> bytes:
    """The same for all readers of a language; Streamlit leaves `_subject` out of what it knows them by."""
    return as_bytes(view(_subject, foretold=foretold))


def view(subject: Subject, *, foretold: bool = True) -> dict[str, Any]:
    """All that the component draws: the words, and of every lane the numbers before and after training.

    If `foretold`, what is said of the nets before training names what training makes of it: the lecture asks for that later.

    A number is `PARTS` times its log10, whole; None is an exact zero and "inf" infinite or overflowed. In "memory" and
    "shown" there is a row for each step that is nudged, packed by `packed`.
    """
    words = labels()
    after = {nets.lane: nets for nets in subject.after}
    both = [(one, after[one.lane]) for one in subject.before if one.lane in after]
    return {
        "lang": language(),
        "labels": words if foretold else words | {"each_after": words["each"]},
        "key": subject.key,
        "words": list(subject.words),
        "first": first_source(subject),
        "nets": [
            {
                "lane": k,
                "kind": before.config.kind,
                "name": before.name,
                "style": before.style,
                "before": _numbers(*_known_by(before, subject), before, subject),
                "after": _numbers(*_known_by(trained, subject), trained, subject),
            }
            for k, (before, trained) in enumerate(both)
        ],
    }


def first_source(subject: Subject) -> int:
    """The step that is nudged at first: the first one, or in a sentence the last word of its first clause, which says what is asked."""
    if subject.run.lanes[0].config.task == "sentences" and "," in subject.words[1:]:
        return subject.words.index(",", 1)
    return 1


def _known_by(nets: Nets, subject: Subject) -> tuple[str, int, int, int, bytes]:
    """By what one net's numbers are known, so that another checkpoint leaves those before training as they are.

    The seed is that of the net that is drawn: another one where the reader's is left out, which depends on the checkpoint.
    """
    seed = nets.seeds[nets.place(subject.seed)]
    return subject.run.id, nets.lane, nets.step, seed, subject.batch.x[0].tobytes()


@st.cache_data(max_entries=128, show_spinner=False)
def _numbers(
    run_id: str, lane: int, step: int, seed: int, read: bytes, _nets: Nets, _subject: Subject
) -> dict[str, Any]:
    return numbers(_nets, _subject)


def numbers(nets: Nets, subject: Subject) -> dict[str, Any]:
    """Of the one net that is drawn: what is left of a nudge, what of it shows, the gates, and what the answer owes to each input."""
    place = nets.place(subject.seed)
    passes = nets.passes.take([place])
    found = pairs(passes)
    T, lstm = passes.T, passes.c is not None
    drawn = DRAWN_GATES[nets.config.kind]
    return {
        "net": nets.seeds[place],
        "step": nets.step,
        "memory": [packed(written(found.memory[0, s, s:])) for s in range(1, T + 1)],
        "shown": [packed(written(found.shown[0, s, s + 1 :])) for s in range(1, T + 1)]
        if lstm
        else None,
        "gates": {
            name: [round(float(mean), 3) for mean in passes.gates[gate][0].mean(axis=1)]
            for name, gate in drawn.items()
        },
        "answer": written(answer_from_inputs(passes, nets.nets[place], subject.task)),
    }


def answer_from_inputs(passes: Passes, net: Net, task: Task) -> Array:
    """(T,) log10 of ‖∂y/∂x_s‖, the Frobenius norm: how the net's last answer y depends on what the recurrent layer read at step s.

    y are the logits of the classes that the answer is among, the first `MOST_ANSWERS` of them, or the number that is answered.

    Args:
        passes: of this net alone, N = 1.
        net: its readout.
        task: which answers there are.
    """
    classes = task.answer_classes() if not task.regression else [0]
    rows = net.readout[classes[:MOST_ANSWERS]]  # (A, H)
    A = len(rows)
    direct = np.zeros((A, passes.T, passes.H))
    direct[:, -1] = rows
    each = backward(passes.take([0] * A), direct).log_dx  # (A, T)
    highest = each.max(axis=0)  # (T,)
    finite = np.isfinite(highest)
    with np.errstate(over="ignore"):
        squares = 10.0 ** (2 * (each - np.where(finite, highest, 0)))
    logs: Array = np.where(finite, highest + 0.5 * np.log10(squares.sum(axis=0).clip(1)), highest)
    return logs


def written(logs: Array) -> list[int | str | None]:
    """`PARTS` times each, whole: None of an exact zero, "inf" of what is infinite."""
    return [
        None if log == -np.inf else "inf" if not np.isfinite(log) else round(PARTS * float(log))
        for log in logs
    ]


def packed(row: list[int | str | None]) -> list[int | str | None]:
    """The differences of the differences of a row, which shrinks almost evenly: they take half the room."""
    return differences(differences(row))


def differences(row: list[int | str | None]) -> list[int | str | None]:
    """Each number of a row less the one before it; what is no number stays as it is."""
    before, out = 0, []
    for one in row:
        out.append(one - before if isinstance(one, int) else one)
        before = one if isinstance(one, int) else before
    return out


@as_csv
def table(subject: Subject) -> Rows:
    """All of the picture's numbers as CSV, a line for each pair of steps; norms as log10, empty where there is none."""
    yield [
        *("when", "training_step", "lane", "seed", "from_step", "to_step", "word"),
        *("log10_memory", "log10_shown", "gate_in", "gate_keep", "gate_out"),
    ]
    for when in PHASES:
        for nets in subject.nets(when):
            place = nets.place(subject.seed)
            passes = nets.passes.take([place])
            found = pairs(passes)
            drawn = DRAWN_GATES[nets.config.kind]
            for s in range(1, passes.T + 1):
                for t in range(s, passes.T + 1):
                    gates = [
                        f"{passes.gates[drawn[name]][0, t - 1].mean():.6f}" if name in drawn else ""
                        for name in ("in", "keep", "out")
                    ]
                    shown = found.shown[0, s, t]
                    yield [
                        *(when, nets.step, nets.name, nets.seeds[place], s, t),
                        subject.words[t - 1],
                        f"{found.memory[0, s, t]:.6f}",
                        "" if np.isnan(shown) else f"{shown:.6f}",
                        *gates,
                    ]
