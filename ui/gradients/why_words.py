"""Why a gradient is as large as it is, as sentences that are true to its numbers, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lstm_core.arrays import Array
from lstm_core.gradients import Factors
from lstm_core.reasons import Reason
from ui.gradients.powers import scientific
from ui.text import _, lesson, number


def explanation(
    found: Factors, alone: Array | None, why: Reason, words: Sequence[str], start: int, relu: bool
) -> str:
    """Two or three sentences: how large the factor is, what made it so, and at which step most happened.

    Args:
        found: the factors from state `start` on.
        alone: `weights_alone` over the same number of steps; None of an LSTM or GRU.
        why: the reason.
        words: all inputs of the example, (T,).
        start: state at which the product starts.
        relu: whether the net is an RNN with ReLU.
    """
    end = start + len(found.lost)
    said = [_head(found, words, start, end)]
    if why.verdict == "zero":
        said.append(_zero(found, why, relu, step_name(words, start + why.step + 1)))
    elif why.verdict == "overflow":
        said.append(
            _("The net's own numbers overflow on the way, so that nothing more can be said.")
        )
    elif alone is not None:
        said.append(_rnn(found, alone, why, relu))
    else:
        said.append(_gated(found, why))
    if why.verdict not in ("zero", "overflow"):
        said.append(_step(found, why, step_name(words, start + why.step + 1)))
    return " ".join(part for part in said if part)


def step_name(words: Sequence[str], step: int) -> str:
    """A state by the step after which it stands: the start, or the step's number with its word."""
    if step == 0:
        return _("the start")
    return _("step {t} (“{word}”)", t=step, word=words[step - 1])


def state_name(words: Sequence[str], t: int) -> str:
    """The same, short enough for a list to choose from."""
    return f"{t} · {words[t - 1]}" if t else _("0 · start")


def _head(found: Factors, words: Sequence[str], start: int, end: int) -> str:
    return _(
        "From {start} to {end} the factor is {factor}.",
        start=step_name(words, start),
        end=step_name(words, end),
        factor=scientific(found.running[0]),
    )


def _zero(found: Factors, why: Reason, relu: bool, step: str) -> str:
    if found.slope is not None and not found.slope[why.step].any():
        if relu:
            return _("At {step} every unit is off, so that nothing at all gets through.", step=step)
        return _(
            "At {step} every unit is saturated so far that 1 − h² is 0 even in double precision.",
            step=step,
        )
    return _("At {step} it becomes exactly 0: what was left meets only zeros.", step=step)


def _rnn(found: Factors, alone: Array, why: Reason, relu: bool) -> str:
    if found.weights is None or found.slope is None:
        raise ValueError("An RNN has weights and slopes.")
    total, weights = float(found.running[0]), float(alone[-1])
    values = {
        "widest": _size(float(found.weights[0])),
        "weights": scientific(weights),
        "bend": _share(found.slope),
        "rest": scientific(total - weights if np.isfinite(weights) else np.inf),
        "K": len(found.lost),
    }
    if why.verdict == "vanishes" and why.cause == "saturation":
        return _saturation(weights, relu, values)
    lead = {
        "weights": _("The weights make it vanish."),
        "both": _("Weights and saturation both make it vanish."),
    }.get(why.cause, _("Weights and saturation nearly balance."))
    if why.verdict == "explodes":
        lead = _("The weights make it grow.")
    then = (
        _(
            "Multiplied {K} times, they alone give {weights} (largest singular value {widest}); that only a share of "
            "{bend} of the units is on, on average, multiplies this by {rest}.",
            **values,
        )
        if relu
        else _(
            "Multiplied {K} times, the weights alone give {weights} (largest singular value {widest}); saturation, "
            "1 − h² = {bend} on average, multiplies this by {rest}.",
            **values,
        )
    )
    return f"{lead} {then}"


def _saturation(weights: float, relu: bool, values: dict[str, object]) -> str:
    if weights >= 0:
        lead = _(
            "The weights alone would not let it vanish: multiplied {K} times they give {weights} (largest singular value "
            "{widest}).",
            **values,
        )
    else:
        lead = _(
            "The weights alone, multiplied {K} times, would still leave {weights} (largest singular value {widest}).",
            **values,
        )
    then = (
        _("But only a share of {bend} of the units is on, on average: factor {rest}.", **values)
        if relu
        else _("But the units are saturated: 1 − h² is {bend} on average, factor {rest}.", **values)
    )
    return f"{lead} {then}"


def _gated(found: Factors, why: Reason) -> str:
    if found.kept is None or found.lane is None or found.rest is None:
        raise ValueError("An LSTM or GRU has gates that keep.")
    lstm = found.singular.shape[1] > found.kept.shape[1]
    values = {
        "kept": _share(found.kept),
        "lane": scientific(found.lane[0]),
        "rest": _size(float(found.rest.max())),
        "gate": "f" if lstm else "z",
        "whole": scientific(found.running[0]),
    }
    if why.verdict == "explodes":
        return _(
            "The gate {gate} cannot enlarge anything, it is never above 1 ({kept} on average): it grows on the ways through "
            "the gates, which multiply by up to {rest} a step.",
            **values,
        )
    if why.verdict == "vanishes" and why.cause == "gates":
        return _(
            "The gates let go: {gate} is {kept} on average, and even of the cell that keeps most the product of {gate} is "
            "{lane}. All ways together, those through the gates included, give {whole}.",
            **values,
        )
    if why.verdict == "vanishes":
        return _(
            "The memory lane alone would keep it (product of {gate} of the cell that keeps most: {lane}), but the ways "
            "through the gates work against it, with up to {rest} a step.",
            **values,
        )
    if why.cause == "gates":
        return _(
            "The gates keep it: of the cell that keeps most the product of {gate} is {lane} ({gate} of all cells: {kept} on "
            "average). All ways together, those through the gates included, give {whole}.",
            **values,
        )
    return _(
        "It is not the memory lane that keeps it (product of {gate} of the cell that keeps most: {lane}), but the ways through "
        "the gates, with up to {rest} a step.",
        **values,
    )


def _step(found: Factors, why: Reason, step: str) -> str:
    """Which step did most; of what is kept only where it is less than half."""
    each = scientific(found.running[0] / len(found.lost))
    values = {"step": step, "factor": scientific(why.factor), "each": each}
    if len(found.lost) == 1 or not why.stands_out:
        return ""
    if why.verdict == "kept":
        return _("The step that takes most is {step}: factor {factor}.", **values)
    if why.verdict == "explodes":
        if why.even:
            return _("It grows evenly, by a factor of about {each} a step.", **values)
        return _("Most is gained at {step}: factor {factor}.", **values)
    if why.even:
        return _(
            "It is lost evenly, by a factor of about {each} a step; most at {step}: {factor}.",
            **values,
        )
    return _("Most is lost at {step}: factor {factor}.", **values)


def _size(x: float) -> str:
    """What a matrix stretches by, with two decimals; large as a power of ten."""
    return scientific(np.log10(x)) if x >= 1e4 else number(x, 2)


def _share(values: Array) -> str:
    """The mean of numbers from 0 to 1, also where it is tiny."""
    mean = float(np.mean(values))
    return scientific(np.log10(mean)) if mean > 0 else "0"


def labels(kind: str, activation: str) -> dict[str, str]:
    """The component's short strings for a kind of net; placeholders are filled in the browser."""
    fill = {"lstm": _("forget gate f"), "gru": _("update gate z")}.get(kind, _("slope 1 − h²"))
    symbol = {"lstm": "f", "gru": "z"}.get(kind, "1 − h²")
    if activation == "relu":
        fill, symbol = _("units that are on"), _("on")
    second = _("memory lane") if kind != "rnn" else _("weights alone")
    return {
        "title": _("The product, factor by factor: {name}"),
        "how_factors": lesson(f"gradients/factors_{kind}"),
        "how_to_read": _("How to read it"),
        "alt": _("A column for each of {n} steps. {sentence}"),
        "pad": _("Steps of the product; arrow keys move, Enter starts the product there"),
        "singular": _("singular values of each step"),
        "largest": _("largest"),
        "others": _("others"),
        "weights": _("largest of W"),
        "rest": _("besides keeping"),
        "fill": fill,
        "symbol": symbol,
        "running": _("product up to the end"),
        "second": second,
        "here": _("Step {t}, “{word}”: factor {factor}; the product from here on is {running}."),
        "here_values": _(
            "Singular values {smallest} to {largest}; {symbol} {low} to {high}, mean {mean}."
        ),
        "here_rest": _("Besides keeping: {rest}."),
        "click": _(
            "Point at a step, or use the arrow keys, for its numbers; a click or Enter has the product start there."
        ),
    }
