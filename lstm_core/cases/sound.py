"""A wave file as anybody's device makes it, as one channel at one rate, and the word in it; or why it cannot be used.

A file is measured by its header before anything of it is decoded, so that a small file cannot ask for much memory.
"""

from __future__ import annotations

import struct
import warnings
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.spectrum import RATE

MOST_BYTES = 4_000_000  # 5 s of 96 kHz, stereo, 32 bit
LONGEST = 4.0  # seconds of a file
CHUNKS = 64  # of a file before its samples; a device writes a handful
SHORTEST = 0.15  # seconds of a word
WORD = 1.5  # seconds: what is longer is no word
RATES = (8_000, 96_000)  # samples a second, lowest and highest
CHANNELS = 8
LOUDNESS = 0.1  # root mean square that every word is brought to
QUIETEST = 1e-3  # of full scale: a recording with nothing louder is silent (-60 dB)

REASONS = ("large", "format", "wave", "damaged", "rate", "long", "short", "silent", "noise")

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_BITS = {_PCM: (8, 16, 24, 32), _FLOAT: (32, 64)}
_FRAME = 0.01  # seconds: the grain in which loudness is measured
_UNEVEN = 441  # largest denominator: 44.1 and 11.025 kHz have it
_GAP = 0.25  # seconds: a pause within a word, as before a t, is shorter
_EDGE = 0.04  # seconds kept before and after the word
_CONTRAST = 9.0  # dB that a word stands out from what is around it

# How the files begin that a reader may take for a wave file.
_OTHERS = {
    b"ID3": "MP3",
    b"\xff\xfb": "MP3",
    b"\xff\xf3": "MP3",
    b"\xff\xf2": "MP3",
    b"OggS": "Ogg",
    b"fLaC": "FLAC",
    b"FORM": "AIFF",
    b"\x1aE\xdf\xa3": "WebM",
    b"#!AMR": "AMR",
}


class SoundError(ValueError):
    """A recording that cannot be used.

    Attributes:
        reason: one of REASONS. "large": more than MOST_BYTES; "format": another format, `found` names it; "wave": no sound
            file that we know; "damaged"; "rate": `found` samples a second; "long", "short": of `found` seconds; "silent";
            "noise": sound all along, from which no word stands out.
        found: see there.
    """

    def __init__(self, reason: str, found: str | float = "") -> None:
        self.reason, self.found = reason, found
        super().__init__(f"This recording cannot be used: {reason} {found}".strip())


@dataclass(frozen=True)
class Header:
    """What a wave file says of itself.

    Args:
        rate: samples a second.
        channels: how many.
        bits: of a sample.
        frames: samples of one channel.
        start: the byte where they begin.
    """

    rate: int
    channels: int
    bits: int
    frames: int
    start: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.rate


def header_of(data: bytes) -> Header:
    """What the file says of itself, from its first CHUNKS alone. Raises SoundError."""
    if len(data) > MOST_BYTES:
        raise SoundError("large")
    if data[:4] not in (b"RIFF", b"RIFX", b"RF64") or data[8:12] != b"WAVE":
        raise _no_wave(data)
    if data[:4] != b"RIFF":
        raise SoundError("format", data[:4].decode())
    place, described = 12, None
    for _ in range(CHUNKS):
        if place + 8 > len(data):
            break
        name, size = struct.unpack_from("<4sI", data, place)
        place += 8
        if name == b"fmt ":
            described = _described(data, place, size)
        elif name == b"data":
            if described is None:
                break
            rate, channels, bits = described
            # 0 or too much: written as it was recorded.
            there = min(size or len(data), len(data) - place)
            return Header(rate, channels, bits, there // (channels * bits // 8), place)
        place += size + size % 2
    raise SoundError("damaged")


def _no_wave(data: bytes) -> SoundError:
    if data[4:8] == b"ftyp":
        return SoundError("format", "M4A")
    found = next((name for start, name in _OTHERS.items() if data.startswith(start)), "")
    return SoundError("format", found) if found else SoundError("wave")


def _described(data: bytes, place: int, size: int) -> tuple[int, int, int]:
    """Rate, channels and bits, from the chunk "fmt "."""
    if size < 16 or place + size > len(data):
        raise SoundError("damaged")
    code, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", data, place)
    if code == _EXTENSIBLE and size >= 26:
        (code,) = struct.unpack_from("<H", data, place + 24)
    if code not in _BITS:
        raise SoundError("format", f"WAV {code}")
    if not 1 <= channels <= CHANNELS or bits not in _BITS[code] or block != channels * bits // 8:
        raise SoundError("damaged")
    if not RATES[0] <= rate <= RATES[1]:
        raise SoundError("rate", float(rate))
    return rate, channels, bits


def read_sound(data: bytes) -> Array:
    """The sound of a wave file of 8, 16, 24 or 32 bits or of floats, 8 to 96 kHz: (n,) float64, one channel at RATE.

    Raises:
        SoundError: anything else, or what lasts longer than LONGEST or shorter than SHORTEST.
    """
    header = header_of(data)
    if header.seconds > LONGEST:
        raise SoundError("long", header.seconds)
    if header.seconds < SHORTEST:
        raise SoundError("short", header.seconds)
    from scipy.io import wavfile

    try:
        with warnings.catch_warnings():
            # Of chunks that it does not know, and of a file that was cut off.
            warnings.simplefilter("ignore")
            rate, samples = wavfile.read(BytesIO(_as_long_as_it_is(data, header)))
    except Exception as error:  # it raises whatever its parsing meets
        raise SoundError("damaged") from error
    wave = _scaled(samples)
    if wave.ndim == 2:
        wave = wave.mean(axis=1)
    if not np.isfinite(wave).all() or np.abs(wave).max(initial=0.0) > 1e6:
        raise SoundError("damaged")
    return resampled(wave, rate)


def _as_long_as_it_is(data: bytes, header: Header) -> bytes:
    """The file up to its last whole sample, which then says how many bytes of them there are; what follows is not looked at."""
    size = header.frames * header.channels * header.bits // 8
    said = struct.pack("<I", size)
    return data[: header.start - 4] + said + data[header.start : header.start + size]


def _scaled(samples: NDArray[Any]) -> Array:
    """As float64, full scale at 1. scipy gives 24 bits as the upper ones of 32."""
    if samples.dtype.kind == "f":
        return samples.astype(float)
    bits = 8 * samples.dtype.itemsize
    middle = 128 if samples.dtype.kind == "u" else 0  # 8 bits have no sign
    whole: Array = (samples.astype(float) - middle) / 2 ** (bits - 1)
    return whole


def resampled(wave: Array, rate: int) -> Array:
    """`wave`, of so many samples a second, at RATE: (n,), lowpassed by a polyphase filter.

    The filter is as long as the ratio of the rates is uneven. The ratios of all usual rates are exact; one such as 95,989 : RATE is
    taken as the nearest that is no more uneven than theirs, which is off by 0.12 % at most: a fiftieth of a semitone.
    """
    ratio = Fraction(RATE, rate).limit_denominator(_UNEVEN)
    if ratio == 1:
        return wave
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(wave, ratio.numerator, ratio.denominator), dtype=float)


def word_of(wave: Array) -> Array:
    """The word in a recording at RATE: its loudest stretch, cut a little before and after, mean 0, at LOUDNESS.

    Where in the recording it is said does not matter: the same samples come out.

    Raises:
        SoundError: "silent", "short" (a click), or "noise": it goes on for longer than a word, or nothing stands out.
    """
    wave = wave - wave.mean() if len(wave) else wave
    if np.abs(wave).max(initial=0.0) < QUIETEST:
        raise SoundError("silent")
    start, end = _stretch(wave)
    seconds = (end - start) / RATE
    if seconds > WORD:
        raise SoundError("noise")
    if seconds < SHORTEST / 2:
        raise SoundError("short", seconds)
    edge = round(_EDGE * RATE)
    around = np.pad(wave, edge)[start : end + 2 * edge]
    word: Array = around * (LOUDNESS / np.sqrt(np.mean(around**2)))
    return word


def _stretch(wave: Array) -> tuple[int, int]:
    """First and last sample, exclusive, of the stretch that holds most of the energy; pauses shorter than _GAP belong to it."""
    grain = round(_FRAME * RATE)
    power = np.convolve(wave**2, np.ones(grain) / grain, mode="same")
    loudness = 10 * np.log10(power + 1e-12)
    top = float(loudness.max())
    around = max(float(np.percentile(loudness[::grain], 10)), top - 50)
    if top - around < _CONTRAST:
        # No pause to tell it from: a file that holds the word and nothing else.
        return 0, len(wave)
    loud = np.flatnonzero(loudness > around + 0.4 * (top - around))
    breaks = np.flatnonzero(np.diff(loud) > _GAP * RATE)
    firsts, lasts = loud[np.r_[0, breaks + 1]], loud[np.r_[breaks, len(loud) - 1]]
    energy = [power[first : last + 1].sum() for first, last in zip(firsts, lasts, strict=True)]
    best = int(np.argmax(energy))
    return int(firsts[best]), int(lasts[best]) + 1
