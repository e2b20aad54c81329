"""The start page's thumbnail: one neuron over six steps, asked at the last one alone."""

from __future__ import annotations

from ui.text import _, language

STEPS = 6


def card_payload() -> dict[str, object]:
    """What the component draws."""
    return {
        "lang": language(),
        "net": {
            "weights": {"Wx": 1.0, "Wh": 0.6, "b": 0.0, "Wy": 1.0},
            "x": [1.0] + [0.0] * (STEPS - 1),
            "target": [1.0] * STEPS,
            "h0": 0.0,
            "wanted": "last",
        },
        "labels": {
            "loop": _("Weight of the loop: {weight}"),
            "slider": _("Weight of the loop"),
            "alt": _(
                "With a weight of {weight} in the loop, {first} of the error at step {T} comes back to step 1."
            ),
            "sentence": _(
                "Above, the state at each step; below, what of the error at step {T} comes back there: {first} at step 1."
            ),
        },
    }
