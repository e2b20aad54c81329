"""The words of the slide in the reader's language. Placeholders in braces are filled in the browser."""

from ui.text import _, lesson


def labels() -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it."""
    return {
        "title": _("The unrolled networks: what is left of a nudge"),
        "how_to_read": _("How to read this"),
        "how": lesson("gradients/slide"),
        "before": _("before training"),
        "after": _("after {step} steps"),
        "when": _("When"),
        "upper": _("Network above"),
        "lower": _("Network below"),
        "play": _("Send a nudge"),
        "stop": _("Stop"),
        "scale": _("left of the nudge"),
        "less": _("≤ {power}"),
        "more": _("≥ {power}"),
        "scale_alt": _(
            "Scale: blue is 1 and pales to 10⁻⁶, orange is more than 1, a cross is exactly 0."
        ),
        "row_input": _("input x"),
        "row_in": _("input gate"),
        "row_cell": _("memory C"),
        "row_state": _("state h"),
        "row_out": _("output gate"),
        "row_output": _("output h"),
        "open": _("o open"),
        "closed": _("– closed"),
        "slider": _("Step that is nudged"),
        "slider_at": _("step {s} of {T}, “{word}”"),
        "nodes": _("Nodes: Enter opens a pair of steps below"),
        "steps_later": _("left at step {t}"),
        "at_once": _("the nudge itself"),
        "owes": "‖∂y/∂x‖ = {number}",
        "vanished": _("vanished"),
        "fading": _("fades"),
        "kept": _("kept"),
        "grown": _("grown"),
        "exploded": _("explodes"),
        "node": _("{name}, after step {t} (“{word}”)"),
        "node_before": _("Before the nudge at step {s}: nothing of it can be here."),
        "node_source": _("Here the memory is nudged by 1."),
        "node_left": _("Of a nudge of 1 at step {s}, at most {left} is left."),
        "node_shown": _("In the output h, {left} of it shows."),
        "node_gates": _("Gates, mean over the units: {gates}."),
        "node_answer": _("How the answer y depends on the input of step {s}: ‖∂y/∂x‖ = {left}."),
        "takeaway": _("{steps} steps after a nudge at step {s} (“{word}”) there is left: {each}."),
        "takeaway_one": _("One step after a nudge at step {s} (“{word}”) there is left: {each}."),
        "takeaway_here": _("Step {s} (“{word}”) is the last: choose an earlier one."),
        "each_before": _("{name} {left} (before training {other})"),
        "each_after": _("{name} {left} (after training {other})"),
        "each": "{name} {left}",
        "alt_before": _("Before training."),
        "alt_after": _("After {step} training steps."),
    }
