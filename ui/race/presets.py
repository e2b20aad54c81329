"""The presets of the race in the reader's language: what each is called, and in a line why it works, or why it does not."""

from ui.text import _


def preset_name(preset: str) -> str:
    """What a preset is called."""
    return {
        "sentences": _("Sentences"),
        "sentences_identity": _("Sentences: RNN from identity"),
        "order50": _("Temporal order, 50 steps"),
        "forget_bias": _("Forget bias 0, 1, 3"),
        "order50_orthogonal": _("Order: orthogonal RNN"),
        "order100": _("Temporal order, 100 steps"),
        "gru_mixed": _("Order: mixed lengths, GRU"),
        "clipping": _("Exploding gradient: clipping"),
        "adding50": _("Adding, 50 steps"),
        "adding_identity": _("Adding: ReLU from identity"),
        "latch_rnn_can": _("First symbol: the RNN can too"),
        "copy_orthogonal": _("Copy: the RNN wins"),
        "digits": _("Digits by rows"),
        "digits_pixels": _("Digits pixel by pixel"),
        "text": _("Your text, letter by letter"),
    }.get(preset, preset)


def shipped_text(name: str) -> str:
    """What the text of a shipped run is called that learned letters; "" for other runs."""
    return {
        "story": _("A generated story"),
        "text": _("Don Quijote, first chapter"),
    }.get(name, "")


def preset_reason(preset: str) -> str:
    """Why it comes out as it does, in a line."""
    return {
        "sentences": _("Short distances come more often, so the RNN learns them and fades beyond."),
        "sentences_identity": _("Begun at the identity, an RNN keeps what it read for longer."),
        "order50": _("Two signs, far apart: the LSTM's gates start open, the RNN hears nothing."),
        "forget_bias": _("At 0 the gate starts half open, and half to the power of 50 is nothing."),
        "order50_orthogonal": _(
            "An orthogonal start keeps the gradient alive: 50 steps are enough."
        ),
        "order100": _("Twice as far, and the orthogonal start no longer helps the RNN."),
        "gru_mixed": _("With lengths of all sizes in training, the GRU is as good as the LSTM."),
        "clipping": _("Without clipping, one exploding gradient throws the weights away."),
        "adding50": _("Two numbers to add among fifty: the gates keep the first."),
        "adding_identity": _("ReLU units begun at the identity can add too, with patience."),
        "latch_rnn_can": _("One symbol to keep: the RNN learns it too, in ten times the steps."),
        "copy_orthogonal": _("To copy is to rotate: an orthogonal RNN beats the LSTM."),
        "digits": _("Eight steps are short: every net learns them. Real images."),
        "digits_pixels": _("The same images in 64 steps: now memory counts, or a good start."),
        "text": _("What letter comes next? Real text, with dependencies of every length."),
    }.get(preset, "")
