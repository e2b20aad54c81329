"""Irises made by the project: an identity is a texture, and each picture of it has its own pupil, rotation, eyelid, light and noise.

Pictures are (SIDE, SIDE) grey values, about 0 (black) to 1 (white), as near-infrared cameras take them. A texture is laid out in polar
coordinates, rings from the pupil to the white of the eye and angles around it, and stretched with the pupil: the rubber sheet of
J. Daugman, "How iris recognition works", IEEE Trans. Circuits Syst. Video Technol. 14 (2004), doi:10.1109/TCSVT.2003.818350.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

SIDE = 32  # pixels
RINGS, ANGLES = 24, 192  # of a texture
GRAIN = 1 / 32
WAVES, BANDS = 24, 7  # around and outwards: what a texture is made of
IRIS = 0.94  # radius, of half a side
PUPIL, WHITE, SKIN, LASH = 0.05, 0.86, 0.66, 0.12  # grey values
GREY, CONTRAST = 0.45, 0.16  # of the iris
SPARKLE = (-0.12, -0.14, 0.075)  # where the lamp is seen in the pupil, and how large
OFF_GRID = 0.37  # of an angle: no pixel lies just between two, where another computer might round to the other one
SOFT = 0.06  # over which a border is smooth: a pixel is as wide
LASHES = 11
TOGETHER = 32  # pictures that are taken at once
PEOPLE = 2004  # the seed of all eyes


@dataclass(frozen=True)
class Range:
    """From where to where something about a picture may lie, and where it usually does."""

    low: float
    high: float
    usual: float


# What differs between two pictures of one eye. Lengths are of half a side, angles in degrees.
LOOKS: dict[str, Range] = {
    "pupil": Range(0.22, 0.5, 0.34),  # radius
    "rotation": Range(-10.0, 10.0, 0.0),  # of the head
    "lid": Range(0.0, 0.6, 0.2),  # how far down the upper eyelid hangs
    "light": Range(-0.25, 0.25, 0.0),  # brighter on the right (positive) or on the left
    "noise": Range(0.0, 0.1, 0.04),  # standard deviation
}


@dataclass(frozen=True, eq=False)
class Looks:
    """How N pictures look, each (N,) within LOOKS."""

    pupil: Doubles
    rotation: Doubles
    lid: Doubles
    light: Doubles
    noise: Doubles

    @classmethod
    def drawn(cls, count: int, rng: np.random.Generator) -> Looks:
        """Each evenly within its range."""
        return cls(*(_evenly(LOOKS[field.name], count, rng) for field in fields(cls)))

    @classmethod
    def of(cls, **values: float) -> Looks:
        """Of one picture; what is not said is as usual."""
        chosen = {name: values.get(name, span.usual) for name, span in LOOKS.items()}
        return cls(**{name: np.array([value]) for name, value in chosen.items()})


def texture(eye: int) -> Floats:
    """(RINGS, ANGLES) the texture of one eye, about of mean 0 and standard deviation 1: band-limited noise with dark crypts.

    In steps of GRAIN, which fit into a byte.

    An eye has its own coarseness, around and outwards, and its own slant, as real eyes do; where light and dark lie is chance.
    """
    rng = np.random.default_rng([PEOPLE, eye])
    k, m = np.arange(WAVES), np.arange(BANDS)
    around, outwards, slant = rng.uniform(3, 13), rng.uniform(0, 3.5), rng.uniform(-0.5, 0.5)
    size = np.exp(-(((k - around) / 3) ** 2 + (m[:, None] - outwards) ** 2) / 2)  # (BANDS, WAVES)
    size[:, 0] = 0  # no rings all the way round
    wave = size * (rng.normal(size=size.shape) + 1j * rng.normal(size=size.shape))
    u = (np.arange(RINGS)[:, None] + 0.5) / RINGS
    spectrum = np.cos(np.pi * m * u) @ wave * np.exp(1j * k * slant * u)  # (RINGS, WAVES)
    sheet = np.fft.irfft(spectrum, ANGLES)
    # Crypts: what is dark goes deeper than what is light rises.
    sheet = np.where(sheet < 0, 1.8, 1.0) * sheet
    plain = (sheet - sheet.mean()) / sheet.std()
    grains: Doubles = np.clip(np.round(plain / GRAIN), -127, 127)
    return (grains * GRAIN).astype(np.float32)


def pictures(sheets: Floats, looks: Looks, rng: np.random.Generator) -> Floats:
    """(N, SIDE, SIDE) pictures of N textures (N, RINGS, ANGLES)."""
    found = rng.standard_normal((len(sheets), SIDE, SIDE), np.float32)
    for begin in range(0, len(sheets), TOGETHER):  # so few that they stay in the processor's cache
        part = slice(begin, begin + TOGETHER)
        some = Looks(*(getattr(looks, field.name)[part] for field in fields(Looks)))
        plain = lit(lidded(eyes(sheets[part], some), some), some)
        found[part] = with_noise(plain, some, found[part])
    return found


def eyes(sheets: Floats, looks: Looks) -> Floats:
    """(N, SIDE, SIDE): white, iris and pupil, without eyelid, light and noise."""
    r, angle = _polar()
    p = looks.pupil[:, None]
    ring = np.clip((r - p) / (IRIS - p) * RINGS, 0, RINGS - 1).astype(np.intp)
    turned = (angle - looks.rotation[:, None] / 360) * ANGLES + OFF_GRID
    place = (turned % ANGLES).astype(np.intp)
    start = np.arange(len(sheets))[:, None] * (RINGS * ANGLES)
    seen = sheets.reshape(-1).take(start + ring * ANGLES + place)
    iris = GREY + CONTRAST * seen
    picture = _over(_over(np.float32(WHITE), iris, (IRIS - r) / SOFT), PUPIL, (p - r) / SOFT)
    x, y, size = SPARKLE
    seen_x, seen_y = _grid()
    lamp = size - np.hypot(seen_x - x, seen_y - y)
    return _square(_over(picture, 1.0, lamp / SOFT))


def lidded(picture: Floats, looks: Looks) -> Floats:
    """With the upper eyelid, its lashes, and the lower one, which hardly moves."""
    x, y = _grid()
    edge = looks.lid[:, None] - 1.0 + 0.55 * x**2 * (0.4 + looks.lid[:, None])
    upper = (edge - y) / SOFT
    lower = (y - (1.02 - 0.3 * x**2)) / SOFT
    below = y - edge
    lash = np.abs(((x * (1 + 0.25 * below)) * LASHES / 2) % 1 - 0.5) * 4 - 1.2
    reach = np.clip((0.24 - below) / 0.12, 0, 1)
    dark = np.clip(lash, 0, 1) * reach * (below > 0)
    flat = picture.reshape(len(picture), -1)
    return _square(_over(_over(_over(flat, LASH, dark - 0.5), SKIN, upper), SKIN, lower))


def lit(picture: Floats, looks: Looks) -> Floats:
    """Brighter on one side."""
    x, _y = _grid()
    return _square(picture.reshape(len(picture), -1) * (1 + looks.light[:, None] * x))


def with_noise(picture: Floats, looks: Looks, noise: Floats) -> Floats:
    """With the camera's noise, given as (N, SIDE, SIDE) of standard deviation 1."""
    noisy = picture + looks.noise[:, None, None] * noise
    return noisy.astype(np.float32)


def _over(below: Any, above: Any, inside: Any) -> Any:
    """`above` where `inside` is positive, `below` where it is negative, smooth over one unit."""
    share = np.clip(inside + np.float32(0.5), 0, 1)
    return below + share * (above - below)


def _evenly(span: Range, count: int, rng: np.random.Generator) -> Doubles:
    return rng.uniform(span.low, span.high, count)


@cache
def _grid() -> tuple[Doubles, Doubles]:
    """X to the right and y down of every pixel's middle, each (SIDE * SIDE,) from -1 to 1."""
    line = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    y, x = np.meshgrid(line, line, indexing="ij")
    return x.ravel(), y.ravel()


@cache
def _polar() -> tuple[Doubles, Doubles]:
    """Radius, and angle as a share of a whole turn, of every pixel's middle."""
    x, y = _grid()
    return np.hypot(x, y), np.arctan2(y, x) / (2 * np.pi)


def _square(flat: Any) -> Floats:
    square: Floats = flat.astype(np.float32, copy=False).reshape(-1, SIDE, SIDE)
    return square
