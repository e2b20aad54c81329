"""The map of the lesson: which pages there are, in the order of the slides, with their names in the reader's language."""

from dataclasses import dataclass
from pathlib import Path

from ui.text import ROOT, _


@dataclass(frozen=True)
class Entry:
    """One page. `path` is its address and the same in every language; the start page has the empty one."""

    file: Path
    path: str
    title: str  # in the navigation
    heading: str  # at the top of the page
    summary: str = ""  # on its card, one sentence of Markdown


def entries() -> tuple[Entry, ...]:
    """All pages that work, the start page first."""
    lesson = ROOT / "pages" / "lesson"
    cell = _("The LSTM cell")
    which = _(
        "A vector, two images, speech: say which network you would use, then train all of them and see who wins."
    )
    keeps = _(
        "One memory, and three gates around it: what to forget, what to learn, what to put out."
    )
    decays = _(
        "How much of a nudge is left after so many steps? Measured in real nets, before and after training."
    )
    learn = _(
        "RNN, GRU and LSTM learn the same task side by side: who remembers, and how far back?"
    )
    holds = _(
        "A sentence through trained nets: what every memory cell holds at every word, and what happens if you change it."
    )
    unrolls = _(
        "A loop becomes a chain of copies; the error goes back through all of them. Every number on screen."
    )
    every = _("Every training run is kept: compare them, share them, take them away.")
    return (
        Entry(lesson / "home.py", "", _("Start"), _("Recurrent neural networks, LSTM")),
        Entry(lesson / "cases.py", "cases", _("Cases"), _("Which network would we use?"), which),
        Entry(
            lesson / "unrolled.py",
            "unrolled",
            _("Unrolled"),
            _("A recurrent network, unrolled"),
            unrolls,
        ),
        Entry(
            lesson / "gradients.py",
            "gradients",
            _("Gradients"),
            _("The gradient decays over time"),
            decays,
        ),
        Entry(lesson / "cell.py", "cell", cell, cell, keeps),
        Entry(
            lesson / "memory.py",
            "memory",
            _("Memory"),
            _("What the memory holds"),
            holds,
        ),
        Entry(
            ROOT / "pages" / "lab" / "race.py",
            "race",
            _("Train"),
            _("Train RNN, GRU and LSTM"),
            learn,
        ),
        Entry(ROOT / "pages" / "lab" / "runs.py", "runs", _("Runs"), _("All runs"), every),
    )


def asides() -> tuple[Entry, ...]:
    """Pages beside the lesson, which links lead to and the navigation does not name."""
    lesson = ROOT / "pages" / "lesson"
    named = (
        ("notes", _("Speaker notes")),
        ("worksheet", _("Worksheet")),
        ("glossary", _("Glossary")),
    )
    return tuple(Entry(lesson / f"{path}.py", path, name, name) for path, name in named)


def entry_at(path: str) -> Entry:
    """The page with this address. Raises KeyError."""
    return {entry.path: entry for entry in (*entries(), *asides())}[path]
