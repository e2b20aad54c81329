"""The words of the cell page in the reader's language: what the drawing, the card and the buttons say.

Placeholders in braces are filled in the browser.
"""

from ui.text import _

# The stages of one time step, in the order of the slides.
STAGES = {
    "lstm": ("in", "forget", "learn", "update", "output"),
    "gru": ("in", "reset", "idea", "update", "output"),
    "rnn": ("in", "sum", "squash"),
}


def labels() -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it."""
    return {
        **_cell_words(),
        **_stage_words(),
        **_spoken(),
        **_card_words(),
        **_control_words(),
        **_messages(),
    }


def _cell_words() -> dict[str, str]:
    return {
        "kind_lstm": _("LSTM"),
        "kind_gru": _("GRU"),
        "kind_rnn": _("Plain RNN"),
        "name_lstm_x": _("input"),
        "name_lstm_h_prev": _("hidden state before"),
        "name_lstm_c_prev": _("memory before"),
        "name_lstm_forget": _("forget gate"),
        "name_lstm_kept": _("kept"),
        "name_lstm_input": _("input gate"),
        "name_lstm_candidate": _("candidate"),
        "name_lstm_written": _("written"),
        "name_lstm_c": _("memory"),
        "name_lstm_output": _("output gate"),
        "name_lstm_tanh_c": _("squashed memory"),
        "name_lstm_h": _("hidden state"),
        "name_gru_x": _("input"),
        "name_gru_h_prev": _("hidden state before"),
        "name_gru_reset": _("reset gate"),
        "name_gru_recalled": _("what the new idea hears of the past"),
        "name_gru_candidate": _("candidate"),
        "name_gru_update": _("update gate"),
        "name_gru_kept": _("kept"),
        "name_gru_written": _("written"),
        "name_gru_h": _("hidden state"),
        "name_rnn_x": _("input"),
        "name_rnn_h_prev": _("hidden state before"),
        "name_rnn_sum": _("sum before squashing"),
        "name_rnn_h": _("hidden state"),
        "word_lstm_forget": _("Forget"),
        "word_lstm_input": _("Write"),
        "word_lstm_candidate": _("New idea"),
        "word_lstm_output": _("Show"),
        "word_gru_reset": _("Reset"),
        "word_gru_candidate": _("New idea"),
        "word_gru_update": _("Keep"),
        "number_name": _("{name}, unit {unit}"),
        "diagram_title": _("{cell} at step {t} of {T}: {stage}"),
        "held": _("held by hand"),
        "untouched": _("{value} if untouched"),
        "unit": _("Unit"),
    }


def _stage_words() -> dict[str, str]:
    return {
        "stage_lstm_in": _("Comes in"),
        "stage_lstm_forget": _("1 Forget"),
        "stage_lstm_learn": _("2 Learn"),
        "stage_lstm_update": _("3 Update"),
        "stage_lstm_output": _("4 Put out"),
        "stage_gru_in": _("Comes in"),
        "stage_gru_reset": _("1 Reset"),
        "stage_gru_idea": _("2 Idea"),
        "stage_gru_update": _("3 Keep"),
        "stage_gru_output": _("4 Mix"),
        "stage_rnn_in": _("Comes in"),
        "stage_rnn_sum": _("1 Add up"),
        "stage_rnn_squash": _("2 Squash"),
        "title_lstm_in": _("What comes in?"),
        "title_lstm_forget": _("First step: what must we forget?"),
        "title_lstm_learn": _("Second step: what are we going to learn?"),
        "title_lstm_update": _("Third step: we update the memory"),
        "title_lstm_output": _("Fourth step: what do we want the neuron to put out?"),
        "title_gru_in": _("What comes in?"),
        "title_gru_reset": _("First step: how much of the past should the new idea hear?"),
        "title_gru_idea": _("Second step: the new idea"),
        "title_gru_update": _("Third step: how much do we keep?"),
        "title_gru_output": _("Fourth step: we mix the old and the new"),
        "title_rnn_in": _("What comes in?"),
        "title_rnn_sum": _("First step: we add up the present and the past"),
        "title_rnn_squash": _("Second step: we squash, and that is the new state"),
        "stages": _("Steps within this time step"),
    }


def _spoken() -> dict[str, str]:
    return {
        "step_of": _("Time step {t} of {T}."),
        "say_lstm_in": _("Input {x}; hidden state before {h_prev}; memory before {c_prev}."),
        "say_lstm_forget": _(
            "The forget gate keeps {forget_percent} of the memory: {c_prev} becomes {kept}."
        ),
        "say_lstm_learn": _(
            "The input gate lets through {input_percent} of the candidate {candidate}: {written} is written."
        ),
        "say_lstm_update": _(
            "The memory is what was kept, {kept}, plus what is written, {written}: {c}."
        ),
        "say_lstm_output": _(
            "The output gate shows {output_percent} of the squashed memory {tanh_c}: the hidden state is {h}."
        ),
        "say_gru_in": _("Input {x}; hidden state before {h_prev}."),
        "say_gru_reset": _("The reset gate lets the new idea hear {reset_percent} of the past."),
        "say_gru_idea": _("The new idea is {candidate}."),
        "say_gru_update": _("The update gate keeps {update_percent} of the old state."),
        "say_gru_output": _(
            "The new state is what was kept, {kept}, plus what is written, {written}: {h}."
        ),
        "say_rnn_in": _("Input {x}; hidden state before {h_prev}."),
        "say_rnn_sum": _("Input and past add up to {sum}."),
        "say_rnn_squash": _("Squashed, the sum {sum} becomes the new state {h}."),
    }


def _card_words() -> dict[str, str]:
    return {
        "answer": _("The net's answer, from −1 to 1:"),
        "by_hand": _("→ {value}, by hand"),
        "sum_of": _("{name}: sum before squashing"),
        "weight_of": _("weight of {name}"),
        "bias": _("bias"),
        "recurrent_bias": _("recurrent bias"),
        "term": _("term"),
        "weight": _("weight"),
        "value": _("value"),
        "product": _("product"),
        "total": _("Sum"),
        "curve_alt": _("The squashing curve, with the present point on it"),
        "hold_at": _("Hold this gate at"),
        "hold_candidate": _("Hold the candidate at"),
        "scope": _("For which steps"),
        "scope_all": _("all steps"),
        "scope_from": _("from this step on"),
        "unit_scope": _("For which units"),
        "units_one": _("this unit"),
        "units_all": _("all units"),
        "release": _("Let go"),
        "restore": _("Restore"),
        "drag_input": _("Drag the number, or redraw the curve at the top."),
        "drag_h0": _("The state at the start. Drag it, or type a number."),
        "drag_c0": _("The memory at the start. Drag it, or type a number."),
        "drag_memory": _("Drag the number, or type another, to replace this value at this step."),
        "drag_before": _("It comes from the time step before; only at step 1 can it be changed."),
        "drag_none": _("It comes from the other numbers of this step."),
        "no_difference": _("At the end {symbol} = {now}, as it would be untouched."),
        "difference": _(
            "At the end {symbol} = {now}; untouched it would be {was}: difference {difference}. "
            "Farthest apart after step {step}: {largest}."
        ),
    }


def _control_words() -> dict[str, str]:
    return {
        "strip": _("The inputs over time; drag them or draw a new curve"),
        "scrub": _("Time step"),
        "still_held": _("Of the memory after step {step}, {share} is still there"),
        "input_at": _("{name} at step {step}"),
        "over_time": _("Over time"),
        "over_time_how": _(
            "Each line is one quantity over all time steps; o marks an open gate (above 0.5), – a closed one. Click to go to a step."
        ),
        "timeline_alt": _(
            "Over {T} steps {symbol} ends at {end}; the value farthest from 0 is {peak}, at step {step}."
        ),
        "table": _("All values as a table"),
        "said_by_hand": _("Something is held by hand."),
        "legend_signed": _("below 0, above 0"),
        "legend_ghost": _("outline and dashes: the untouched run"),
        "legend_held": _("held or overwritten by hand"),
        "legend_kept": _("how much of the memory of that step is still there"),
        "legend_keys": _(
            "Keys: → next, ← back, with Shift a whole time step, Space plays, Home and End, T for the table"
        ),
        "player": _("Walk through time"),
        "do_first": _("Start"),
        "do_step_back": _("Time step"),
        "go_step_back": _("Time step back"),
        "go_step_next": _("Time step on"),
        "do_back": _("Back"),
        "do_next": _("Next"),
        "do_step_next": _("Time step"),
        "do_last": _("End"),
        "do_play": _("Play"),
        "do_pause": _("Pause"),
        "speed": _("Speed"),
        "choose_cell": _("Cell"),
        "seed": _("Seed"),
        "do_undo": _("Undo"),
        "do_redo": _("Redo"),
        "do_reset": _("Reset all"),
        "series": _("Type the inputs"),
        "series_how": _("One number for each time step, apart by spaces; at most {steps} steps."),
        "series_apply": _("Use these inputs"),
        "take_away": _("Take it away: link, PyTorch code, CSV, picture"),
        "link": _("Link to what you see"),
        "code": _("This cell in PyTorch"),
        "do_copy_link": _("Copy link"),
        "do_csv": _("Trace as CSV"),
        "do_svg": _("Picture as SVG"),
        "do_png": _("Picture as PNG"),
        "do_copy_code": _("Copy code"),
        "do_py": _("Code as file"),
    }


def _messages() -> dict[str, str]:
    return {
        "copied": _("Copied."),
        "copy_by_hand": _(
            "This browser does not let the page copy: the text is selected, copy it with Ctrl+C."
        ),
        "link_refused": _(
            "The link says {name} = “{value}”, which cannot be read here; that part was left as it is."
        ),
        "link_nearest": _("The link says {name} = “{value}”; the nearest there is: {used}."),
        "understood": _("Understood"),
        "no_number": _("A number from {low} to {high} goes here."),
        "not_a_number": _("“{text}” is not a number. A number from {low} to {high} goes here."),
        "out_of_range": _("From {low} to {high} goes here; {used} was taken."),
        "series_empty": _("There is no number yet: at least one time step is needed."),
        "series_long": _("{count} steps are too many; the first {steps} were taken."),
        "series_word": _("“{text}”, at step {step}, is not a number. Nothing was changed."),
        "series_large": _(
            "“{text}”, at step {step}, is out of range; inputs go from −{limit} to {limit}, and the nearest was taken."
        ),
    }
