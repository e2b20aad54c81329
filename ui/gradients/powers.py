"""Numbers that span hundreds of powers of ten, as text in the reader's language: the twin of ui/components/lib/powers.js."""

from __future__ import annotations

from math import floor, isnan

from lstm_core.arrays import Array
from ui.text import number

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def scientific(log: float, digits: int = 1) -> str:
    """10^log as people write it: "0.35", "2.1·10⁻⁸", "0", "∞".

    Args:
        log: logarithm to base 10; -inf is an exact zero, and over 308, or NaN, what no computer number can hold.
        digits: decimals of the number before the power.
    """
    if log == float("-inf"):
        return "0"
    if isnan(log) or log > 308:
        return "∞"
    if -2 <= log < 4:
        return number(10.0**log, digits if log >= 1 else 2 if log >= 0 else 3)
    exponent = floor(log + 1e-12)
    front = number(10.0 ** (log - exponent), digits)
    if front == number(10, digits):  # rounded up
        return power(exponent + 1)
    return f"{front}·{power(exponent)}"


def power(exponent: int) -> str:
    """10 to a whole power."""
    return f"10{str(exponent).translate(_RAISED)}" if exponent else "1"


def as_logs(values: Array, digits: int = 4) -> list[float | str | None]:
    """log10 numbers as a component takes them: rounded, null an exact zero or nothing at all, "inf" infinite."""
    return [_plain(float(value), digits) for value in values]


def _plain(value: float, digits: int) -> float | str | None:
    if isnan(value) or value == float("-inf"):
        return None
    return "inf" if value == float("inf") else round(value, digits) + 0.0
