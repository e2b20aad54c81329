"""The words of the decay curves: names, labels, and sentences that say what the numbers show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from lstm_core.fresh import Curve, Curves
from ui.gradients.knobs import Knobs
from ui.gradients.powers import scientific
from ui.gradients.subject import Subject
from ui.lesson.beside import in_lecture
from ui.race.knobs import knob_label
from ui.race.names import KIND_NAMES
from ui.text import _, lesson, number

LAG = 50  # steps back at which the sentences compare, where there are so many; the lecture asks for twice that
CLEAR = 1.0  # powers of ten from which on a difference is spoken of
GONE = -2.0  # 1 %


def lag_compared() -> int:
    """The lag at which the sentences compare, and where the cursor stands at first."""
    return 2 * LAG if in_lecture() else LAG


def show_names() -> dict[str, str]:
    """Which nets are drawn."""
    return {"start": _("At the start"), "after": _("After training"), "both": _("Both")}


def example_names() -> dict[str, str]:
    """What the buttons with worked settings say."""
    return {
        "forgets": _("A fresh LSTM"),
        "open": _("Forget bias 3"),
        "tiny": _("Orthogonal RNN, tiny input"),
        "explodes": _("Explodes: radius 3"),
        "identity": _("ReLU, identity"),
    }


def knob_name(name: str) -> str:
    """What a knob is called."""
    own = {
        "radius": _("Spectral radius of W"),
        "forget_bias": _("Forget bias (LSTM)"),
        "update_bias": _("Update bias (GRU)"),
        "size": _("Size of the inputs"),
        "T": _("Time steps T"),
        "nets": _("Nets of each kind"),
        "show": _("Which nets"),
        "kinds": _("The start is that of"),
    }
    return own.get(name) or knob_label(name)


def labels() -> dict[str, Any]:
    """What the picture says; braces are filled in the browser."""
    return {
        "title": _("How much of a nudge is left, so many steps later"),
        "how_to_read": _("How to read this"),
        "how": lesson("gradients/decay"),
        "x_axis": _("steps back from the end, T − t"),
        "y_axis": "S(t, T) = ‖∂m(T)/∂m(t)‖",
        "unchanged": _("1: unchanged"),
        "explodes": _("explodes"),
        "vanished": _("vanished (below 1 %)"),
        "lag": _("Steps back"),
        "keys": _(
            "← → move the cursor, ↑ ↓ choose a line, Enter or a click examines the number below"
        ),
        "at_lag": _("{lag} steps back"),
        "range": _("{low} to {high}"),
        "zoom": _("Zoom: 10⁻¹² to 10⁴"),
        "zero": _zeros(),
        "infinite": _("Too large for a computer's numbers."),
        "leaves": _("{name} leaves the picture here; at the end it is {value}."),
        "pick": _("{name}, {lag} steps back: {value}. Examine this number below"),
    }


def _zeros() -> dict[str, str]:
    """Why a derivative can be exactly 0, by what cuts the ways back in such a net: see `Line.cut`."""
    return {
        "relu": _(
            "An exact zero: every way back goes through units of ReLU that are off, or W is 0."
        ),
        "tanh": _(
            "An exact zero: every way back goes through units so saturated that 1 − h² rounds to 0, or W is 0."
        ),
        "gates": _(
            "An exact zero: every way back goes through gates or units so saturated that what they let through rounds to 0."
        ),
    }


def fresh_names(knobs: Knobs) -> dict[str, str]:
    """The fresh nets of each kind."""
    relu = " ReLU" if knobs.activation == "relu" else ""
    names = KIND_NAMES | {"rnn": f"RNN{relu}"}
    if knobs.show != "both":
        return names
    return {kind: _("{name}, at the start", name=name) for kind, name in names.items()}


def lane_name(name: str) -> str:
    """The memory lane of a net."""
    return _("{name}: memory lane alone", name=name)


def bound_name() -> str:
    """The dashed line."""
    return _("Bound for the RNN (Pascanu)")


def said_of_fresh(knobs: Knobs, found: Mapping[str, Curves]) -> list[str]:
    """What the fresh nets show, the main thing first."""
    lag = min(lag_compared(), knobs.T)
    names = KIND_NAMES | {"rnn": fresh_names(knobs)["rnn"].partition(",")[0]}
    values = ", ".join(f"{names[kind]} {_at(one, lag)}" for kind, one in found.items())
    if lag == 1:
        head = _("One step back, of a nudge of size 1 there is left: {values}.", values=values)
    else:
        head = _(
            "{lag} steps back, of a nudge of size 1 there is left: {values}.",
            lag=lag,
            values=values,
        )
    said = [_of_lstm(knobs, found["lstm"], lag), _of_rnn(knobs, found["rnn"], lag)]
    return [head, *filter(None, [*said, _of_bound(found["rnn"], lag)])]


def _log(one: Curve | None, lag: int) -> float:
    """The median at a lag; of a line that these nets do not have, what nothing would change: 1."""
    return 0.0 if one is None else float(one.mid[lag])


def _at(one: Curves, lag: int) -> str:
    return scientific(_log(one.full, lag))


def _kept(one: Curves, lag: int) -> str:
    """What the memory lane keeps at each step, in percent."""
    share = 100 * 10 ** (_log(one.lane, lag) / lag)
    return _("{percent} %", percent=number(share, 0 if share < 99 else 1))


def _of_lstm(knobs: Knobs, one: Curves, lag: int) -> str:
    full = _log(one.full, lag)
    values = {
        "bias": number(knobs.forget_bias, 2 if knobs.forget_bias % 1 else 0),
        "kept": _kept(one, lag),
        "lane": scientific(_log(one.lane, lag)),
        "full": scientific(full),
    }
    if full < GONE:
        return _(
            "The LSTM vanishes although its gates are there: at forget bias {bias} even the cell that keeps most keeps only {kept} "
            "at each step. The memory lane alone, gates held still, would leave {lane}; all ways through the gates included, it is {full}.",
            **values,
        )
    if full <= CLEAR:
        return _(
            "The LSTM holds: at forget bias {bias} the cell that keeps most keeps {kept} at each step. The memory lane alone, "
            "gates held still, leaves {lane}; all ways through the gates included, it is {full}.",
            **values,
        )
    return _(
        "The LSTM grows: its memory lane alone, gates held still, leaves {lane} and can never exceed 1; the ways through the gates make {full} of it.",
        **values,
    )


def _of_rnn(knobs: Knobs, one: Curves, lag: int) -> str:
    if one.dead:
        return _(
            "In {dead} of {nets} RNNs the gradient over all {T} steps is exactly 0: no way back is left.",
            dead=one.dead,
            nets=knobs.nets,
            T=knobs.T,
        )
    full = _log(one.full, lag)
    if full <= CLEAR:
        return ""
    return _(
        "The RNN explodes: on average every step multiplies by {factor}. Large is not good either: one such gradient throws the weights far away.",
        factor=scientific(full / lag),
    )


def _of_bound(one: Curves, lag: int) -> str:
    """Whether the bound tells anything."""
    bound, true = _log(one.bound, lag), _log(one.full, lag)
    values = {"bound": scientific(bound), "true": scientific(true)}
    if bound == true or bound - true <= CLEAR:
        return _("The bound is close here: at most {bound}, measured {true}.", **values)
    if bound > 0:
        return _(
            "The bound says nothing here: it only promises at most {bound}, and measured is {true}.",
            **values,
        )
    return _(
        "The bound guarantees that the RNN vanishes (at most {bound}); how fast, it does not say: measured is {true}.",
        **values,
    )


def said_of_trained(
    subject: Subject,
    before: Mapping[int, Curves],
    after: Mapping[int, Curves],
    solved: Collection[int],
) -> list[str]:
    """What training has done to the nets of a run, over its whole example; `solved` are the lanes that had solved it."""
    T = subject.T
    values = ", ".join(
        f"{one.name} {_at(before[one.lane], T)} → {_at(after[one.lane], T)}"
        for one in subject.after
    )
    said = [
        _(
            "From the end of the example back to its start ({T} steps), before → after training: {values}.",
            T=T,
            values=values,
        )
    ]
    for one in subject.after:
        change = float(after[one.lane].full.mid[T] - before[one.lane].full.mid[T])
        if one.config.kind == "rnn" and change < -CLEAR:
            said.append(_fallen(one.name, solved=one.lane in solved))
        elif one.config.kind != "rnn" and change > CLEAR:
            said.append(
                _(
                    "{name}: training has opened the way back. Its best cell now keeps {after} at each step, before it was {before}.",
                    name=one.name,
                    before=_kept(before[one.lane], T),
                    after=_kept(after[one.lane], T),
                )
            )
    return said


def _fallen(name: str, *, solved: bool) -> str:
    if solved:
        return _(
            "{name} has solved the task, and its gradient is smaller than before: it holds on to a state that nudges no longer move.",
            name=name,
        )
    return _("{name}: its gradient is smaller than before training.", name=name)
