"""Check it: the gradients of the picture once more by finite differences, and the code that makes all its numbers."""

from __future__ import annotations

import math

import streamlit as st

from lstm_core.bptt import differences, sweep
from ui.bptt.example import current
from ui.bptt.script import SCRIPTS
from ui.text import _, lesson, number


def show_check() -> None:
    """The table of both ways, and the scripts, for the weights that the reader has now."""
    net, rate = current()
    st.markdown(lesson("bptt/check"))
    st.markdown(table())
    name = st.segmented_control(
        _("Code"), list(SCRIPTS), default="PyTorch", required=True, key="unrolled_code"
    )
    script = SCRIPTS[name](net, rate)
    st.code(script, language="python", height=420)
    st.download_button(
        _("Code as file"),
        script,
        file_name=f"bptt_{name.lower()}.py",
        mime="text/x-python",
        key="unrolled_script",
        on_click="ignore",
    )


def table() -> str:
    """The gradient of each weight by BPTT and by finite differences, and how far they are apart, as Markdown."""
    net, _rate = current()
    exact, measured = sweep(net).gradient, differences(net)
    head = (_("Weight"), _("By BPTT"), _("By finite differences"), _("Difference"))
    letters = {"Wx": "$W_x$", "Wh": "$W_h$", "b": "$b$", "Wy": "$W_y$"}
    rows = [
        (
            letters[name],
            number(exact[name], 8),
            number(measured[name], 8),
            _power(exact[name] - measured[name]),
        )
        for name in net.weights
    ]
    lines = [head, (":--", "--:", "--:", "--:"), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _power(x: float) -> str:
    """A tiny number: 3·10⁻¹¹."""
    if x == 0 or not math.isfinite(x):
        return number(x, 0)
    front, exponent = f"{abs(x):.0e}".split("e")
    return f"{front}·10{str(int(exponent)).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
