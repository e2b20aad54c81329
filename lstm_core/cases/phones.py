"""The sounds of the synthesiser: where the resonances of the mouth are in each, how it is excited, how long it lasts.

Formants in Hz of a grown man's voice: those of the English vowels are near the means of Peterson and Barney 1952
(doi:10.1121/1.1906875), the consonants follow the scheme of Klatt 1980 (doi:10.1121/1.383940); all are set by hand, so that
the words sound right. Other voices are so many times higher as their tract is shorter.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Phone:
    """One sound, as it would be if it were held.

    Args:
        formants: F1 to F3, Hz.
        milliseconds: how long it lasts at speed 1.
        voice: how loud the vocal folds sound, 0..1.
        breath: how loud the air is that rushes through the folds, 0..1, shaped by the formants.
        hiss: how loud the air is that rushes past tongue and teeth, 0..1, around `hiss_at` Hz.
        hiss_at: see there.
        nasal: Hz, what the closed mouth takes away while the nose sounds; 0: the nose is shut.
    """

    formants: tuple[float, float, float]
    milliseconds: float
    voice: float = 1.0
    breath: float = 0.0
    hiss: float = 0.0
    hiss_at: float = 5000.0
    nasal: float = 0.0


PHONES = {
    # Spanish vowels
    "a": Phone((720, 1350, 2550), 105),
    "o": Phone((470, 900, 2500), 100),
    "u": Phone((320, 720, 2350), 95),
    # English vowels and a glide
    "ɛ": Phone((560, 1850, 2500), 105),
    "i": Phone((280, 2300, 3000), 110),
    "oʊ": Phone((500, 950, 2450), 100),
    "ʊ": Phone((380, 900, 2350), 80),
    "ɝ": Phone((470, 1250, 1650), 120),
    "w": Phone((290, 650, 2250), 60, voice=0.75),
    # Consonants
    "l": Phone((350, 1150, 2800), 65, voice=0.55),
    "m": Phone((270, 1000, 2200), 75, voice=0.5, nasal=850),
    "n": Phone((270, 1550, 2500), 65, voice=0.5, nasal=1500),
    "h": Phone((500, 1450, 2500), 60, voice=0.0, breath=0.5),
    "s": Phone((320, 1500, 2600), 115, voice=0.0, hiss=0.40, hiss_at=5600),
    "d": Phone((250, 1750, 2600), 50, voice=0.14),
    "d!": Phone((300, 1750, 2650), 12, voice=0.25, hiss=0.1, hiss_at=3600),
    # The Spanish r: the tip of the tongue strikes once, or, in a trill, two or three times.
    "ɾ": Phone((420, 1400, 2200), 24, voice=0.10),
    "r": Phone((470, 1350, 2150), 24, voice=0.75),
    # The edge of a word.
    "-": Phone((500, 1450, 2500), 20, voice=0.0),
}

TRILL = ("ɾ", "r", "ɾ", "r")


@dataclass(frozen=True)
class Spelling:
    """A word as a row of sounds; the one at `stressed` is longer, louder and higher."""

    phones: tuple[str, ...]
    stressed: int


WORDS: dict[str, dict[str, Spelling]] = {
    "es": {
        "hola": Spelling(("o", "l", "a"), 0),
        "mundo": Spelling(("m", "u", "n", "d", "d!", "o"), 1),
        "amor": Spelling(("a", "m", "o", *TRILL), 2),
        "roma": Spelling((*TRILL, "o", "m", "a"), 4),
        "mora": Spelling(("m", "o", "ɾ", "a"), 1),
        "ramo": Spelling((*TRILL, "a", "m", "o"), 4),
    },
    "en": {
        "hello": Spelling(("h", "ɛ", "l", "oʊ", "ʊ"), 3),
        "world": Spelling(("w", "ɝ", "l", "d", "d!"), 1),
        "less": Spelling(("l", "ɛ", "s"), 1),
        "sell": Spelling(("s", "ɛ", "l"), 1),
        "lean": Spelling(("l", "i", "n"), 1),
        "kneel": Spelling(("n", "i", "l"), 1),
    },
}
