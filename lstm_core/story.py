"""A generated Spanish text that nobody wrote: who speaks between quotation marks says I, what stands in brackets is in the present.

So whoever wants to foresee its letters has to remember whether a quotation or a bracket is open, and how long the line is.
"""

from __future__ import annotations

import textwrap

import numpy as np

WIDTH = 36  # letters of a line at most
DEEPEST = 2  # brackets within brackets
PEOPLE = (
    "el cura",
    "el barbero",
    "el ventero",
    "don Quijote",
    "Sancho",
    "la sobrina",
    "la pastora",
    "la duquesa",
    "Dulcinea",
)
PLACES = ("Toledo", "Sevilla", "la venta", "la aldea", "Barcelona", "la Mancha")
THINGS = ("libros", "molinos", "mulas", "ducados", "cartas", "llaves", "espadas")
SAID = ("dijo", "respondió", "gritó")
# What somebody did, as others tell it and as they tell it themselves.
DONE = (
    ("llegó a {place} con su mula", "llegué a {place} con mi mula"),
    ("contó {n} {things} y se fue a su casa", "conté {n} {things} y me fui a mi casa"),
    ("no quiso hablar con su vecino", "no quise hablar con mi vecino"),
    ("leyó su libro y apagó su luz", "leí mi libro y apagué mi luz"),
    ("buscó a su amigo en {place}", "busqué a mi amigo en {place}"),
    ("vendió su casa a {who}", "vendí mi casa a {who}"),
)
IS = ("vive en {place}", "tiene {n} {things}", "no conoce a {who}", "duerme en {place}")


def story(letters: int, seed: int = 0) -> str:
    """The first `letters` letters of it, paragraphs of lines of at most WIDTH letters; the same for the same seed."""
    rng = np.random.default_rng(seed)
    paragraphs: list[str] = []
    written = 0
    while written < letters:
        said = " ".join(_sentence(rng) for _ in range(rng.integers(2, 8)))
        said = said.replace(" a el ", " al ")
        paragraphs.append(textwrap.fill(said, WIDTH, break_on_hyphens=False))
        written += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs)[:letters]


def _sentence(rng: np.random.Generator) -> str:
    """Somebody did something, or tells one to four such things between quotation marks."""
    chance = rng.random()
    if chance < 0.3:
        return _begun(_done(rng, 0)) + "."
    who = _begun(_person(rng, 0))
    if chance < 0.55:
        return f"{who} {_done(rng, 0)}."
    speech = " ".join(_begun(_done(rng, 1)) + "." for _ in range(rng.integers(1, 5)))
    return f"{who} {SAID[rng.integers(len(SAID))]}: «{speech}»"


def _person(rng: np.random.Generator, depth: int) -> str:
    """A name, and after it now and then in brackets what there is to say of it."""
    name = PEOPLE[rng.integers(len(PEOPLE))]
    if depth > DEEPEST - 1 or rng.random() > 0.45:
        return name
    said = ", ".join(
        _filled(rng, IS[rng.integers(len(IS))], depth + 1) for _ in range(rng.integers(1, 4))
    )
    return f"{name} ({said})"


def _done(rng: np.random.Generator, person: int) -> str:
    return _filled(rng, DONE[rng.integers(len(DONE))][person], 0)


def _filled(rng: np.random.Generator, template: str, depth: int) -> str:
    return template.format(
        place=PLACES[rng.integers(len(PLACES))],
        n=rng.integers(2, 100),
        things=THINGS[rng.integers(len(THINGS))],
        who=_person(rng, depth),
    )


def _begun(said: str) -> str:
    return said[:1].upper() + said[1:]
