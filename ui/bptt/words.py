"""The words of the main picture in the reader's language. Placeholders in braces are filled in the browser."""

from ui.text import _

# The prose of each stop, files of lessons/<lang>/bptt/.
PROSE = (
    "read",
    "loop_rest",
    "loop_step",
    "unrolled_copies",
    "unrolled_same",
    "forward_sum",
    "forward_squash",
    "forward_read",
    "forward_total",
    "backward_start",
    "backward_error",
    "backward_state",
    "backward_through",
    "sum_Wx",
    "sum_Wh",
    "sum_b",
    "sum_Wy",
    "update_before",
    "update_after",
)


def labels() -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it."""
    return {**_places(), **_titles(), **_spoken(), **_controls(), **_messages()}


def _places() -> dict[str, str]:
    return {
        "time": _("t = {t}"),
        "delay": _("delay: one step"),
        "given_x": _("Input at step {t}"),
        "given_target": _("Target at step {t}"),
        "given_h0": _("State before the first step"),
        "weight_at": _("Weight {name}, at step {t} and every other"),
        "weight_all": _("Weight {name}, at all steps"),
        "word_x": _("input"),
        "word_a": _("sum"),
        "word_h": _("state"),
        "word_y": _("answer"),
        "word_L": _("loss"),
        "word_target": _("target"),
        "drawing_alt": _("A recurrent network of one neuron. {sentence}"),
        "waterfall_alt": _("Step {t} contributes most, {part}; the sum is {sum}."),
        "curve_alt": _("Loss after {n} updates: from {first} to {last}."),
        "updates_axis": _("updates"),
    }


def _titles() -> dict[str, str]:
    return {
        "phases": _("Phases"),
        "phase_loop": _("Loop"),
        "phase_unrolled": _("Unrolled"),
        "phase_forward": _("Forward"),
        "phase_backward": _("Backward"),
        "phase_sum": _("Sum"),
        "phase_update": _("Update"),
        "title_loop_rest": _("A network with a loop"),
        "title_loop_step": _("Step {t}: the state comes round"),
        "title_unrolled_copies": _("The loop, unrolled"),
        "title_unrolled_same": _("The same four weights"),
        "title_forward_sum": _("Step {t}: present and past add up"),
        "title_forward_squash": _("Step {t}: the new state"),
        "title_forward_read": _("Step {t}: the answer"),
        "title_forward_total": _("One loss for the whole sequence"),
        "title_backward_start": _("Now back: who is to blame?"),
        "title_backward_error": _("Step {t}: the error of the answer"),
        "title_backward_state": _("Step {t}: what arrives at the state"),
        "title_backward_through": _("Step {t}: back through the squashing"),
        "title_sum_weight": _("The steps add up: {name}"),
        "title_update_before": _("A step downhill"),
        "title_update_after": _("After the update"),
    }


def _spoken() -> dict[str, str]:
    return {
        "say_loop_rest": _("The state leaves the neuron and returns one step later."),
        "say_loop_step": _(
            "Step {t} of {T}: with input {x} and the state before, {before}, the new state is {h} and the answer {y}."
        ),
        "say_unrolled_copies": _("The loop drawn out over {T} steps: one copy for each."),
        "say_unrolled_same": _("The four weights are the same at every step."),
        "say_forward_sum": _("Step {t}: input {x} and state {before} add up to {a}."),
        "say_forward_squash": _("Step {t}: squashed, {a} becomes the state {h}."),
        "say_forward_read": _("Step {t}: the answer is {y}, the target {target}, the loss {loss}."),
        "say_forward_read_unasked": _("Step {t}: the answer is {y}; nobody asks for it."),
        "say_forward_total": _("The losses of the steps add up to {total}."),
        "say_backward_start": _("The loss is {total}; its gradient starts as 1."),
        "say_backward_error": _("Step {t}: the answer is off by {error}."),
        "say_backward_error_unasked": _("Step {t}: nobody asked, so no error starts here."),
        "say_backward_state": _(
            "Step {t}: {own} from its own answer and {future} from the future make {back} at the state."
        ),
        "say_backward_through": _(
            "Step {t}: times the slope {slope}, {through} arrives at the sum."
        ),
        "say_sum_weight": _("The gradient of {name}: {parts} add up to {gradient}."),
    }


def _controls() -> dict[str, str]:
    return {
        "player": _("Walk through the picture"),
        "do_step_back": _("Time step"),
        "go_step_back": _("Time step back"),
        "do_back": _("Back"),
        "go_back": _("Stop before"),
        "do_next": _("Next"),
        "go_next": _("Next stop"),
        "do_step_next": _("Time step"),
        "go_step_next": _("Time step on"),
        "do_play": _("Play"),
        "do_pause": _("Pause"),
        "how": _("How to read this"),
        "wanted": _("Target"),
        "wanted_every": _("at every step"),
        "wanted_last": _("only at the last"),
        "do_undo": _("Undo"),
        "do_redo": _("Redo"),
        "do_reset": _("Reset all"),
        "rate": _("Learning rate"),
        "do_one": _("Update"),
        "do_ten": _("Ten more"),
        "do_again": _("Round again with these"),
        "column_before": _("before"),
        "column_after": _("after"),
        "sum": _("Sum"),
        "table": _("All values as a table"),
        "change_how": _(
            "Drag an input, a target or a weight up or down, or click it to type a number."
        ),
        "legend_signed": _("below 0, above 0"),
        "legend_two": _("above the value, below (∂) the gradient of the loss"),
        "legend_back": _("the gradient on its way back, thicker where it is larger"),
        "legend_keys": _(
            "Keys: → next, ← back, with Shift a time step, Space plays, Home and End, ↑ ↓ change a number, T for the table"
        ),
    }


def _messages() -> dict[str, str]:
    return {
        "loss_ahead": _("One update with η = {rate} would take the loss from {before} to {after}."),
        "loss_fell": _("Update {n}: the loss falls from {before} to {after}."),
        "loss_grew": _(
            "Update {n}: the loss grows from {before} to {after}. The step was too long: take a smaller η."
        ),
        "loss_diverged": _(
            "After {n} updates the numbers grew beyond all bounds: take a smaller η."
        ),
        "link_refused": _(
            "The link says {name} = “{value}”, which cannot be read here; that part was left as it is."
        ),
        "link_nearest": _("The link says {name} = “{value}”; the nearest there is: {used}."),
        "understood": _("Understood"),
        "no_number": _("A number from {low} to {high} goes here."),
        "not_a_number": _("“{text}” is not a number. A number from {low} to {high} goes here."),
        "out_of_range": _("From {low} to {high} goes here; {used} was taken."),
    }
