"""Part 4, who taught whom: how much the loss at each step adds to the gradient of W_hh through each earlier step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.backward import contributions
from lstm_core.direct import direct
from ui.components.taught import show_taught_picture
from ui.gradients.picked import PARAMETER, nets_of, pick, picked, read_pick
from ui.gradients.powers import as_logs
from ui.gradients.subject import Nets, Subject
from ui.gradients.taught_words import headline, labels, readings
from ui.nets.rows import Rows, as_csv
from ui.nets.take import take_away
from ui.race.status import first_shipped
from ui.text import _, language

SHARE = 0.9  # of the sum of all sizes, which the last k steps give


@dataclass(frozen=True, eq=False)
class Taught:
    """Who taught whom in one net.

    Args:
        logs: (R, T) log10 of what the loss at each of the R steps that are asked adds to dL/dW_hh through each of the T steps;
            NaN where the step comes later than the loss, -inf an exact zero.
        rows: (R,) the steps that are asked, from 1.
        sums: (T,) log10 of the sum of the sizes at all places with the loss d steps later than the step, d = 0..T-1. The
            addends themselves, which are matrices, can cancel; their sizes do not.
        last: the smallest k such that the distances 0..k-1 give SHARE of the sum over all places; 0 when nothing is taught.
    """

    logs: Array
    rows: NDArray[np.intp]
    sums: Array
    last: int


def show_taught(subject: Subject) -> None:
    """The picture, two readings of it in words, and a way to sentences where the task asks only one thing."""
    if subject.T < 2 or not subject.after:
        st.caption(_("Nobody can teach an earlier step: the example has a single one."))
        return
    data = payload(subject)
    if len(data["rows"]) == 1 and subject.run.lanes[0].config.task != "sentences":
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                _(
                    "This task asks one thing only, at the last step, so the picture has one row. In sentences every word has "
                    "a loss of its own."
                ),
                width="content",
            )
            st.button(_("Look at sentences"), key="taught_sentences", on_click=_to_sentences)
    found = read_pick(show_taught_picture(data, key="taught"))
    if found is not None and pick(found):
        st.rerun()
    take_away("taught", lambda: table(subject), "who-taught-whom")


def _to_sentences() -> None:
    """Examines the run of sentences that ships with the app."""
    st.query_params["run"] = first_shipped().id
    st.query_params.pop(PARAMETER, None)  # a number that was picked in another run


def taught_by(logs: Array, rows: NDArray[np.intp]) -> Taught:
    """From `contributions` of one net, (T, T), and the steps that are asked, (R,) from 1."""
    T = len(logs)
    seen = logs[rows - 1]  # (R, T)
    largest = np.nanmax(seen) if len(rows) else -np.inf
    if not np.isfinite(largest):  # nothing is taught, or more than a number can hold
        return Taught(seen, rows, np.full(T, largest), 0 if largest < 0 else T)
    # Relative to the largest, so that nothing overflows; what is 1e-300 of it does not count in a sum.
    sizes = np.where(np.isnan(seen), 0, 10.0 ** np.clip(seen - largest, -300, 0))
    sizes[np.isneginf(seen)] = 0
    distance = rows[:, None] - 1 - np.arange(T)  # (R, T)
    sums = np.array([sizes[distance == d].sum() for d in range(T)])
    last = int(np.searchsorted(sums.cumsum(), SHARE * sums.sum() * (1 - 1e-12))) + 1
    with np.errstate(divide="ignore"):
        return Taught(seen, rows, np.log10(sums) + largest, last)


def asked(subject: Subject) -> NDArray[np.intp]:
    """The steps of the example, from 1, at which something is asked."""
    batch = subject.batch
    items = batch.weight[0] > 0
    if batch.target.dtype.kind != "f":
        items &= batch.target[0] >= 0
    return np.flatnonzero(items) + 1 + subject.T - len(items)


@st.cache_data(max_entries=128, show_spinner=False)
def learned(key: str, when: str, lane: int, seed: int, _subject: Subject) -> Taught:
    """Of one net of the subject with this `key`, before or after training."""
    nets = _subject.nets(when)[lane]
    place = nets.place(seed)
    own = direct(nets.nets[place], nets.passes.h[place, 1:], _subject.batch)  # (T, H)
    return taught_by(contributions(nets.passes.take([place]), own[None])[0], asked(_subject))


def payload(subject: Subject) -> dict[str, Any]:
    """What the component draws: every lane before and after training, so that it switches by itself."""
    number = picked(subject)
    nets = nets_of(number, subject)
    lane, when = (0, "after") if nets is None else (number.lane, number.nets)
    return {
        "lang": language(),
        "labels": labels(),
        "words": subject.words,
        "rows": asked(subject).tolist(),
        "seed": subject.seed,
        "lane": lane,
        "when": when,
        "key": subject.key,
        "lanes": [
            {
                "name": one.name,
                "style": one.style,
                **{when: _view(subject, when, k, one) for when in ("before", "after")},
            }
            for k, one in enumerate(subject.after)
        ],
    }


def _view(subject: Subject, when: str, lane: int, nets: Nets) -> dict[str, Any]:
    taught = learned(subject.key, when, lane, subject.seed, subject)
    guide, said = readings(taught, subject.words)
    return {
        # The lower triangle alone: of each row what came before its loss.
        "logs": [as_logs(row[:tau], 6) for row, tau in zip(taught.logs, taught.rows, strict=True)],
        "sums": as_logs(taught.sums, 6),
        "last": taught.last,
        "seed": nets.seeds[nets.place(subject.seed)],
        "headline": headline(taught, nets.name),
        "guide": guide,
        "readings": said,
    }


@as_csv
def table(subject: Subject) -> Rows:
    """A line for each place of the picture, of every lane before and after training, as CSV."""
    yield ["net", "when", "loss_step", "loss_input", "step", "input", "log10_norm"]
    words = subject.words
    for when in ("before", "after"):
        for lane, nets in enumerate(subject.nets(when)):
            taught = learned(subject.key, when, lane, subject.seed, subject)
            for row, tau in zip(taught.logs, taught.rows.tolist(), strict=True):
                for t in range(tau):
                    place = [tau, words[tau - 1], t + 1, words[t]]
                    yield [nets.name, when, *place, float(row[t])]
