"""The presets of the race in the reader's language: what each is called, and in a line why it works."""

from ui.text import _


def preset_name(preset: str) -> str:
    """What a preset is called."""
    return {
        "sentences": _("Sentences: who is French speaks French"),
        "order": _("Temporal order, 50 steps"),
    }.get(preset, preset)


def preset_reason(preset: str) -> str:
    """Why it works, or does not, in a line."""
    return {
        "sentences": _(""),
    }.get(preset, "")
