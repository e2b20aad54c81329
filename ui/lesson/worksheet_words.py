"""The words of the worksheets in the reader's language."""

from __future__ import annotations

from lstm_core.worksheets import Sheet, compared
from ui.text import _, number


def topic_names() -> dict[str, str]:
    """What each topic is called."""
    return {
        "cell": _("The LSTM cell"),
        "bptt": _("Backpropagation through time"),
        "gradient": _("The vanishing gradient"),
    }


def short_topic_names() -> dict[str, str]:
    """The same where there is little room, as on a phone."""
    return {"cell": _("LSTM cell"), "bptt": _("BPTT"), "gradient": _("Gradient")}


def task_of(topic: str) -> str:
    """What is to be done, in two or three sentences."""
    return {
        "cell": _(
            "An LSTM cell with one unit reads two numbers, x_1 and x_2. Compute everything that happens in it, step by step. σ(z) = 1 / (1 + e^{−z})."
        ),
        "bptt": _(
            "A recurrent network with one tanh unit reads three numbers; y*_t is what should come out at step t. Go forward, then backward, add up over the steps, and make one update w ← w − η · ∂L/∂w."
        ),
        "gradient": _(
            "How much of a nudge at step t is left at step 5? In an RNN with one unit, h_t = tanh(w x_t + u h_{t−1} + b), each step multiplies it by J_t. On the memory line of an LSTM, with its gates held still, each step multiplies it by f_t."
        ),
    }[topic]


def table_names() -> dict[str, str]:
    """What each table is called."""
    return {
        "cell": _("The cell, step by step"),
        "forward": _("Forward: from the first step to the last"),
        "backward": _("Backward: from the last step to the first"),
        "sum": _("The gradient of each weight is the sum over the steps"),
        "rnn": _("RNN: a product of Jacobians"),
        "lane": _("LSTM: a product of forget gates"),
        "far": _("And a hundred steps? If all forget gates stand alike, 10 to the power of …"),
    }


def note_of(topic: str) -> str:
    """A last question, to be answered in words."""
    return {
        "cell": _(
            "What weighs more in C_2: what was kept, or what was written? In which numbers do you see it?"
        ),
        "bptt": _(
            "Why is “←” 0 in the first column of the backward sweep? And why does ∂L/∂W_h get nothing from step 1?"
        ),
        "gradient": _(
            "Why does ∂h_5/∂h_5 have to be 1? Of which is more left from step 1, of the RNN or of the LSTM, and how many times as much?"
        ),
    }[topic]


def answer_of(sheet: Sheet) -> str:
    """What is to be answered to it, from the sheet's own numbers."""
    numbers = compared(sheet)
    if numbers is None:
        return _(
            "Nothing comes after step 3, so nothing comes back from there. And W_h multiplies h_0, which is 0: whatever it is, nothing changes."
        )
    if sheet.topic == "cell":
        kept, written = numbers
        said = _("What was kept") if abs(kept) > abs(written) else _("What was written")
        return _(
            "{which}: kept is {kept}, written {written}.",
            which=said,
            kept=number(kept),
            written=number(written),
        )
    rnn, lstm = numbers
    more, less = max(rnn, lstm), min(rnn, lstm)
    return _(
        "A state is itself: there is no step in between. From step 1 more is left of the {which}: {more} against {less}, with all digits {times} times as much.",
        which="LSTM" if lstm > rnn else "RNN",
        more=number(more, 3),
        less=number(less, 3),
        times=number(more / less, 1),
    )
