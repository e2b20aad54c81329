"""The words of the main picture in the reader's language. Placeholders in braces are filled in the browser."""

from ui.text import _, lesson


def labels() -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it."""
    return {
        "title": _("What each net holds after every word, and what it expects next"),
        "title_asked": _("{words} words after “{cue}”: {each}"),
        "title_one": _("One word after “{cue}”: {each}"),
        "says": _("{name} says {answer}"),
        "how_to_read": _("How to read this"),
        "how": lesson("memory/picture"),
        "in_many": _("{name} {share}"),
        "in_same": _("{name} {right} of {all}"),
        "in_same_most": _("{name} {right} of {all} (says “{word}” in {times})"),
        "takeaway": _("What the rows hold of the country, over 400 sentences: {each}."),
        "hold": _("{name} {low} to {high}"),
        "turned": _(
            "With some other word in the place of “{cue}” these change their sign at “{last}”: {each}."
        ),
        "turned_rows": _("{rows} of the {all} rows of {name}"),
        "no_cue": _(
            "No word here decides an answer that the grammar knows: look at what the cells do all the same."
        ),
        **_shown(),
        **_cells(),
        **_next(),
    }


def _shown() -> dict[str, str]:
    return {
        "show": _("Shown"),
        "name_C": _("memory C"),
        "name_h": _("output h"),
        "name_f": _("forget gate f"),
        "name_i": _("input gate i"),
        "name_g": _("candidate g"),
        "name_o": _("output gate o"),
        "name_z": _("update gate z"),
        "name_r": _("reset gate r"),
        "short_C": _("memory C"),
        "short_h": _("state h"),
        "short_f": _("forget f"),
        "short_i": _("input i"),
        "short_g": _("candidate"),
        "short_o": _("output o"),
        "short_z": _("update z"),
        "short_r": _("reset r"),
        "upper": _("Network above"),
        "lower": _("Network below"),
        "all": _("All cells"),
        "scale_alt": _(
            "Scale: orange is negative, blue positive, pale near 0; gates are filled as high as they are open."
        ),
        "open_shut": _("open … shut"),
        "holds": _("holds"),
        "mean_f": _("mean f"),
        "mean_z": _("mean z"),
    }


def _cells() -> dict[str, str]:
    return {
        "words": _("Word under the cursor; up and down choose a cell"),
        "at_word": _("word {number} of {all}, “{word}”"),
        "cell_at": _("{name}, after “{word}” (word {number}): {sum}"),
        "not_yet": _("“{word}” is what comes next: nothing has been read there."),
        "not_read": _("The nets do not know “{word}” and skip it."),
        "rnn_step": _("{name} = {function}(W·x + U·h + b) = {value}; before it was {before}"),
        "step_f": _("keeps {share} of the {before} before"),
        "step_i": _("lets {share} of the candidate {candidate} in"),
        "step_g": _("what it would write"),
        "step_o": _("puts {share} of tanh({memory}) out"),
        "step_z": _("keeps {share} of the {before} before"),
        "step_r": _("lets the candidate see {share} of the {before} before"),
        "about_cell": _(
            "{name}, {cell}: holds {holds} of 1, place {place} of {H} among its cells. That is the share of its variation that "
            "the country explains, at the worst of 12 places between the country and the answer."
        ),
        "about_f": _("Its forget gate is {kept} on the way, on average."),
        "about_z": _("Its update gate is {kept} on the way, on average."),
    }


def _next() -> dict[str, str]:
    return {
        "score": _("next word: {right} of {all}"),
        "score_alt": _(
            "{name}: its likeliest word was the one that came at {right} of {all} words, out of {V} that it knows"
        ),
        "panel_asked": _("What comes at ???"),
        "panel_open": _("What comes next"),
        "panel_word": _("What was expected instead of “{word}”"),
        "panel_unread": _("“{word}” is not read; expected was"),
        "panel_first": _("Nothing has been read yet, so nothing is expected."),
        "after": _("after “… {words}”"),
        "expects": _("{name} expected {word} ({share})"),
        "expects_head": _("expects"),
        "others": _("all others"),
        "chance_among": _("┆ 1/{n}: who guesses among the {n}"),
        "chance_any": _("┆ 1/{V}: who guesses any of the {V} words"),
        "add_asked": _("This sentence asks nothing: add ??? at its end."),
        "unfold": _("What comes next, in full"),
    }
