"""The words of the picture of short and long dependencies. Placeholders in braces are filled in the browser."""

from ui.text import _


def labels() -> dict[str, str]:
    """Every short string of the component, by the name under which its JS asks for it."""
    return {
        "rnn0": _("RNN at the start"),
        "rnn": _("RNN trained"),
        "lstm0": _("LSTM at the start"),
        "lstm": _("LSTM trained"),
        "rnn0_short": _("RNN, start"),
        "rnn_short": _("RNN, trained"),
        "lstm0_short": _("LSTM, start"),
        "lstm_short": _("LSTM, trained"),
        "nets": _("Whose arcs are drawn"),
        "car": _("Short: {title}"),
        "french": _("Long: {title}"),
        "sentence": _("Sentence"),
        "distance": _("Clauses in between: {n}"),
        "seed": _("Seed"),
        "title": _(
            "{name}: {steps} words later, “{word}” moves the state by {size} for each unit that its vector moves"
        ),
        "title_here": _(
            "{name}: at its own step “{word}” moves the state by {size} for each unit that its vector moves"
        ),
        "title_none": _("State h{t} comes before “{word}”: nothing of it can be here"),
        "scale": _("size of ∂h(t)/∂x(k)"),
        "less": _("≤ {power}"),
        "more": _("≥ {power}"),
        "scale_alt": _("Scale: blue is 1 and pales to 10⁻⁶; purple and orange are more than 1."),
        "slider": _("State that is looked at"),
        "slider_at": _("h{t} of {T}, after “{word}”"),
        "from": _("h{t}, after “{word}”, comes most from {each}."),
        "from_one": _("“{word}” {size}"),
        "swapped": _("With “{other}” instead of “{word}”, the whole state moves by {moved}."),
        "right": _("which is right"),
        "wrong": _("which is wrong"),
        "said": _(
            "{name} · from “{word}”: {size} · at the end it says “{answer}” ({chance}), {right}"
        ),
        "about": _("{H} units, seed {seed}, {step} training steps"),
        "all": _("All states at once: {name}"),
        "all_note": _(
            "Each row is a state, each column an input; the diagonal is the word just read."
        ),
        "all_alt": _(
            "Triangle of all inputs and states of {name}. From “{word}” to the last state: {size}; from the last word to it: {last}."
        ),
        "alt": _(
            "Arcs from every word into state h{t}, darker where the word moves it more. {text}"
        ),
    }
