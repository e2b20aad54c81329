"""The words of the intuitive view in the reader's language. Placeholders in braces are filled in the browser."""

from ui.text import _, lesson


def labels(kind: str, most: int) -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it.

    Args:
        kind: "rnn", "gru" or "lstm".
        most: of how many cells the mean is.
    """
    return _common(most) | {"lstm": _lstm, "gru": _gru, "rnn": _rnn}[kind]()


def _common(most: int) -> dict[str, str]:
    return {
        "drawing": _("The unrolled net with the gates of one cell"),
        "how_to_read": _("How to read this"),
        "how": lesson("memory/intuitive"),
        "cell": _("Cell, the most telling first"),
        "mean_option": _("mean of the {k} most telling").replace("{k}", str(most)),
        "mean": _("Mean of the {k} most telling cells").replace("{k}", str(most)),
        "before": _("Previous cell"),
        "after": _("Next cell"),
        "play": _("Play, word by word"),
        "stop": _("Stop"),
        "slider": _("Word"),
        "slider_at": _("word {s} of {T}, “{word}”"),
        "open": _("o open (over 0.5), filled as far as it is open"),
        "closed": _("– closed"),
        "is_open": _("open"),
        "is_closed": _("closed"),
        "scale_alt": _("Scale from −1, orange, to 1, blue."),
        "input": _("input x"),
        "here": _("Word {t}, “{word}”: {values}."),
        "gate_value": _("{gate} {value} ({state})"),
        "next_word": _("next, most likely, “{word}” ({share})"),
        "answer": _("??? → {word} {share}"),
        "answer_open": _("next: {word} {share}"),
        "slide_stays": _("As on the slide."),
        "slide_grows": _(
            "The gates are as on the slide; the memory goes on growing little by little."
        ),
        "slide_fades": _(
            "The gates are as on the slide, but the memory does not stay: little by little it is written over, because a gate is never quite closed."
        ),
        "by_end": _("From {first} after “{word}”, {letter} comes to {last} at the end."),
    }


def _titles() -> dict[str, str]:
    """What a cell with gates does, in one line."""
    return {
        "title_stays": _("{cell} takes in “{word}” and keeps it to the end"),
        "title_grows": _("{cell} takes in “{word}”, forgets nothing and goes on growing"),
        "title_fades": _("{cell} takes in “{word}”, but little by little it is written over"),
        "title_more": _(
            "{cell} takes in “{word}” and forgets nothing, but also writes at {k} of the {n} words after it"
        ),
        "title_forgets": _(
            "{cell} takes in “{word}”, but forgets on the way: at {closed} of the {n} words after it"
        ),
        "title_shut": _("{cell} takes in little of “{word}”: its gate is not open there"),
        "title_writes": _("{cell} takes in “{word}”"),
    }


def _lstm() -> dict[str, str]:
    return _titles() | {
        "title_mean": _("{cell}: after “{word}” the forget gate is open to {mean} on average"),
        "name_in": _("input gate"),
        "name_keep": _("forget gate"),
        "name_out": _("output gate"),
        "memory": _("memory C"),
        "output": _("output h"),
        "opens": _("{cell}: the input gate is open at “{word}” ({value})"),
        "stays_shut": _("{cell}: the input gate is closed at “{word}” ({value})"),
        "kept_all": _("then the forget gate stays open for all {n} words ({mean} on average)"),
        "kept_some": _(
            "then the forget gate is open at {k} of {n} words ({mean} on average), closed first at “{first}”"
        ),
        "more_none": _("the input gate stays closed"),
        "more_some": _("the input gate opens again at {k} of them, so more is written"),
        "lets_out": _("at the last word the output gate is open ({value})"),
        "keeps_in": _("at the last word the output gate is closed ({value})"),
    }


def _gru() -> dict[str, str]:
    return _titles() | {
        "title_mean": _("{cell}: after “{word}” the update gate is open to {mean} on average"),
        "name_keep": _("update gate"),
        "name_reset": _("reset gate"),
        "memory": _("state h"),
        "opens": _(
            "{cell}: the update gate is closed at “{word}” ({value}), so the word is let in"
        ),
        "stays_shut": _(
            "{cell}: the update gate is open at “{word}” ({value}), so little of the word is let in"
        ),
        "kept_all": _("then the update gate stays open for all {n} words ({mean} on average)"),
        "kept_some": _(
            "then the update gate is open at {k} of {n} words ({mean} on average), closed first at “{first}”"
        ),
    }


def _rnn() -> dict[str, str]:
    return {
        "memory": _("state h"),
        "title_no_gates": _("{cell} has no gates: every word overwrites it"),
        "title_no_gates_mean": _("An RNN has no gates: every word overwrites its state"),
        "no_gates": _(
            "{cell}: an RNN has no gates, every word overwrites the whole state. h is {first} after “{word}” and {last} at the end, and changes its sign {k} times in between."
        ),
        "no_gates_same": _(
            "{cell}: an RNN has no gates, every word overwrites the whole state. h is {first} after “{word}” and {last} at the end, and keeps its sign in between."
        ),
        "no_gates_mean": _(
            "{cell}: an RNN has no gates, every word overwrites the whole state. |h| is {first} after “{word}” and {last} at the end."
        ),
    }
