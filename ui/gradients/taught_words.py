"""How to read who taught whom, with the numbers of the picture that is shown, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lstm_core.arrays import Array
from ui.gradients.powers import scientific
from ui.gradients.why_words import step_name
from ui.text import _, lesson

if TYPE_CHECKING:
    from ui.gradients.taught import Taught

FAR = 10  # steps back that the readings tell of, where the example is long enough


def headline(taught: Taught, name: str) -> str:
    """How far back the error really reaches.

    What is added up are sizes: the addends themselves can cancel, so nothing is said of shares of the gradient.
    """
    T = len(taught.sums)
    if taught.last == 0:
        return _("{name}: no loss teaches the recurrent weights anything.", name=name)
    if not np.isfinite(taught.sums.max()):
        return _("{name}: the gradient is larger than any number a computer holds.", name=name)
    if taught.last == 1:
        return _(
            "{name}: 90 % of what the losses add, summed by size, comes from the very step of the loss, one of {T}.",
            name=name,
            T=T,
        )
    return _(
        "{name}: 90 % of what the losses add, summed by size, comes from the last {k} of {T} steps.",
        name=name,
        k=taught.last,
        T=T,
    )


def readings(taught: Taught, words: Sequence[str]) -> tuple[dict[str, int] | None, list[str]]:
    """Two worked readings, of a row and of a diagonal, and which these are: {row: its loss' step, distance: steps back}.

    There are none where there is nothing to compare.
    """
    if not len(taught.rows) or not np.isfinite(taught.sums.max()):
        return None, []
    r = len(taught.rows) - 1
    tau = int(taught.rows[r])
    d = min(FAR, tau - 2)  # the first step teaches nothing, its h before is 0
    if d < 1:
        return None, []
    row = taught.logs[r]
    guide = {"row": tau, "distance": d}
    return guide, [_row(row, tau, d, words), _diagonal(taught, tau, d)]


def _row(row: Array, tau: int, d: int, words: Sequence[str]) -> str:
    t = tau - d
    own, far = float(row[tau - 1]), float(row[t - 1])
    values = {
        "loss": step_name(words, tau),
        "step": step_name(words, t),
        "own": scientific(own),
        "far": scientific(far),
        "d": d,
    }
    said = _(
        "*Read a row (A):* the error at {loss}. Through that very step it adds {own} to the gradient of W; through {step}, "
        "{d} steps earlier, {far}.",
        **values,
    )
    return f"{said} {_compared(far - own if np.isfinite(own) else np.nan, far)}"


def _compared(decades: float, far: float) -> str:
    """What the farther number is beside the nearer one."""
    if np.isneginf(far):
        return _("So from there it learns nothing at all.")
    if np.isnan(decades):
        return ""
    factor = scientific(decades)
    if decades < -2:
        return _("That is {factor} of it: from there it learns practically nothing.", factor=factor)
    if decades < -0.3:
        return _("That is {factor} of it: less, but it still counts.", factor=factor)
    if decades <= 0.3:
        return _("That is {factor} of it: as much as from the step itself.", factor=factor)
    return _("That is {factor} times as much: the earlier step teaches more.", factor=factor)


def _diagonal(taught: Taught, tau: int, d: int) -> str:
    if len(taught.rows) == 1:
        return _bars(taught, tau)
    near, far = float(taught.sums[0]), float(taught.sums[d])
    values = {"d": d, "near": scientific(near), "far": scientific(far)}
    said = _(
        "*Read a diagonal (B):* all places where the loss came {d} steps later. Their sizes add up to {far}; on the edge, where "
        "the loss came at once, to {near}.",
        **values,
    )
    return f"{said} {_compared(far - near if np.isfinite(near) else np.nan, far)}"


def _bars(taught: Taught, tau: int) -> str:
    """Of a single row, in which every diagonal is one place: from how many steps back on it is below 1 % of the largest."""
    sums = taught.sums[: tau - 1]
    large = np.flatnonzero(sums >= sums.max() - 2)
    d = int(large[-1]) + 1
    if d >= len(sums):
        return _(
            "*Read the bars:* with a single row each bar is one place of it. None falls below 1 % of the highest: the error "
            "reaches the whole way back.",
        )
    return _(
        "*Read the bars:* with a single row each bar is one place of it. From {d} steps back on they stay below 1 % of the "
        "highest.",
        d=d,
    )


def labels() -> dict[str, str]:
    """The component's short strings; placeholders are filled in the browser."""
    return {
        "how_taught": lesson("gradients/taught"),
        "how_to_read": _("How to read it"),
        "net": _("Net"),
        "when": _("When"),
        "before": _("Before training"),
        "after": _("After training"),
        "x": _("through step t"),
        "y": _("loss at step τ"),
        "distance": _("τ − t, steps back"),
        "sums": _("sum of sizes by diagonal, largest = 1"),
        "share": _("90 % of the sum: last {k}"),
        "share_one": _("90 % of the sum: this one"),
        "legend": _("shade: relative to the largest, {largest}"),
        "zero": _("exactly 0"),
        "alt": _("{headline} {readings}"),
        "pad": _("Places of the picture; arrow keys move, Enter picks the number"),
        "here": _(
            "Loss at step {tau}, “{loss}”, through step {t}, “{word}”: {value}; {share} of the largest (τ − t = {d})."
        ),
        "click": _(
            "Point at a place, or use the arrow keys, for its number; a click or Enter picks it, to be checked below."
        ),
    }
