"""One number of the page, computed by itself from the closed form, whatever picture shows it."""

from __future__ import annotations

from lstm_core.arrays import Array
from lstm_core.backward import backward, contributions
from lstm_core.gradients import decay, memory_lane
from lstm_core.passes import Passes
from ui.gradients.picked import Number


def value_of(number: Number, passes: Passes, direct: Array | None = None) -> float:
    """log10 of the number; -inf is an exact zero, inf what overflows.

    Args:
        number: which; its net is the only one of `passes`.
        passes: one pass, over at least `number.end` steps.
        direct: (T, H) dL_t/dh_t, for numbers of the loss.

    Raises:
        ValueError: a number that such a net does not have.
    """
    start, end = number.start, number.end
    if number.what == "memory" or (number.what == "shown" and passes.c is None):
        return float(decay(passes, end, blocks=("memory",)).memory[0, start])
    if number.what == "shown":
        shown = decay(passes, end, blocks=("h_c",)).h_c
        if shown is not None and start < end:
            return float(shown[0, start])
    if number.what == "lane" and (lane := memory_lane(passes, end)) is not None:
        return float(lane[0, start])
    if direct is not None and number.what == "contribution":
        return float(contributions(passes, direct[None])[0, end - 1, start - 1])
    if direct is not None and start >= 1:
        flow = backward(passes, direct[None])
        logs = {"dh": flow.log_dh, "dc": flow.log_dc, "dx": flow.log_dx}.get(number.what)
        if logs is not None:
            return float(logs[0, start - 1])
    raise ValueError(f"There is no {number.what} from {start} to {end} of a {passes.kind}.")
