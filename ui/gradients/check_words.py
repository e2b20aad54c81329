"""The words of the check: what each number of the page is, in words and as a formula, and what two ways to it say together."""

from __future__ import annotations

from math import expm1, floor, inf, isfinite, log, log10

from ui.gradients.picked import Number
from ui.gradients.powers import scientific
from ui.text import _, number

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
DIGITS = 8  # decimals of a number before its power of ten
AGREE, NEARLY = -6.0, -3.0  # log10 of the relative difference


def what_names() -> dict[str, str]:
    """Each quantity by `Number.what`."""
    return {
        "memory": _("S: what is left of a nudge to the memory"),
        "lane": _("Memory lane: all gates held still"),
        "shown": _("What of it shows at the output"),
        "dh": _("Gradient of the loss at h"),
        "dc": _("Gradient of the loss at C"),
        "dx": _("Gradient of the loss at the input x"),
        "contribution": _("What one loss teaches W through one step"),
    }


def nets_names() -> dict[str, str]:
    """Which nets, by `Number.nets`."""
    return {
        "before": _("Before training"),
        "after": _("After training"),
        "fresh": _("Fresh (curves)"),
    }


def formula(one: Number, kind: str) -> str:
    """As it stands in a book: ‖∂C₂₁/∂C₁‖."""
    m = "C" if kind == "lstm" else "h"
    start, end = (str(step).translate(_LOWERED) for step in (one.start, one.end))
    return {
        "memory": f"S({one.start}, {one.end}) = ‖∂{m}{end}/∂{m}{start}‖",
        "lane": _gates(one, kind, start, end),
        "shown": f"‖∂h{end}/∂{m}{start}‖",
        "dh": f"‖∂L/∂h{start}‖",
        "dc": f"‖∂L/∂C{start}‖",
        "dx": f"‖∂L/∂x{start}‖",
        "contribution": f"‖∂L{end}/∂W‖ · t = {one.start}",
    }[one.what]


def _gates(one: Number, kind: str, start: str, end: str) -> str:
    """The product of the gates that keep, over the steps after `start`."""
    if one.start == one.end:
        return "1"
    gate, first = "f" if kind == "lstm" else "z", str(one.start + 1).translate(_LOWERED)
    factors = f"{gate}{first}" if one.end == one.start + 1 else f"{gate}{first}···{gate}{end}"
    return f"max {factors}"


def meaning(one: Number, kind: str) -> str:
    """What the number says, in a sentence."""
    memory = _("the memory C") if kind == "lstm" else _("the state h")
    where = {"t": number(one.start, 0), "T": number(one.end, 0), "memory": memory}
    return {
        "memory": _(
            "How far {memory} moves after step {T} when it is nudged by 1 after step {t}.",
            **where,
        ),
        "lane": _(
            "How far {memory} moves after step {T} for a nudge after step {t}, in the unit that keeps most, "
            "if no gate moves with it.",
            **where,
        ),
        "shown": _(
            "How far the output h moves after step {T} when {memory} is nudged by 1 after step {t}.",
            **where,
        ),
        "dh": _("How much the loss changes with the output h after step {t}.", **where),
        "dc": _("How much the loss changes with the memory C after step {t}.", **where),
        "dx": _("How much the loss changes with the input at step {t}.", **where),
        "contribution": _(
            "How much the loss at step {T} changes with the recurrent weights as they are used at step {t} alone.",
            **where,
        ),
    }[one.what]


def method_words(method: str) -> str:
    """How the finite differences were taken."""
    return {
        "direct": _("At one go: the value is nudged up and down, and the net runs to the end."),
        "steps": _(
            "Step by step: the number is too far from 1 for a difference of results, which have 16 digits. So each step is "
            "nudged by itself, and the matrices are multiplied with an exponent of their own."
        ),
    }[method]


def precise(log10_value: float) -> str:
    """10^log10_value with as many digits as both ways may agree in."""
    if -2 <= log10_value < 4:
        return number(10.0**log10_value, DIGITS + 2)
    return scientific(log10_value, DIGITS)


def log_difference(formula_log: float, measured_log: float) -> float:
    """log10 of |measured / formula - 1|; -inf where both are the same, inf where only one is zero or infinite."""
    if formula_log == measured_log:
        return -inf
    if not (isfinite(formula_log) and isfinite(measured_log)):
        return inf
    apart = (measured_log - formula_log) * log(10)
    difference = abs(expm1(apart)) if apart < 700 else inf
    return log10(difference) if difference else -inf


def verdict(formula_log: float, measured_log: float) -> str:
    """What both say together."""
    difference = log_difference(formula_log, measured_log)
    if formula_log == measured_log == -inf:
        return _("Both are exactly 0.")
    if formula_log == measured_log == inf:
        return _("Both leave the range of numbers: the net overflows.")
    if difference <= AGREE:
        digits = number(min(15, floor(-difference)), 0) if difference > -inf else number(15, 0)
        return _(
            "They agree in the first {digits} digits. The formula is right here.", digits=digits
        )
    if difference <= NEARLY:
        return _(
            "They agree in the first {digits} digits; the rounding of so small a difference hides the others.",
            digits=number(floor(-difference), 0),
        )
    return _(
        "They do not agree. It happens where a nudge crosses the kink of a ReLU, or where the net overflows; anywhere else "
        "it would be a mistake of this page."
    )
