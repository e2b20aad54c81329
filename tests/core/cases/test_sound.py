"""Wave files as devices make them, written by scipy, by Python's own `wave` and by hand: what is read, what is refused, and why."""

import struct
import tracemalloc
import wave
from io import BytesIO

import numpy as np
import pytest
from scipy.io import wavfile

from lstm_core.arrays import Array
from lstm_core.cases import sound
from lstm_core.cases.sound import SoundError, header_of, read_sound, word_of
from lstm_core.cases.spectrum import RATE


def tone(rate: int, seconds: float = 0.5, hertz: float = 440.0) -> Array:
    """A tone at half of full scale."""
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(round(rate * seconds)) / rate)


def written(rate: int, samples: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]") -> bytes:
    file = BytesIO()
    wavfile.write(file, rate, samples)
    return file.getvalue()


def by_wave(rate: int, samples: Array, width: int, channels: int = 1) -> bytes:
    """As Python's `wave` writes so many bytes a sample."""
    whole = np.round(samples * (2 ** (8 * width - 1) - 1)).astype("<i4")
    raw = whole + 128 if width == 1 else whole
    body = raw.astype("<i4").reshape(-1, 1).view(np.uint8)[:, :width].tobytes()
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(body)
    return file.getvalue()


def peak_hertz(samples: Array) -> float:
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / RATE)[power.argmax()])


@pytest.mark.parametrize("rate", [8000, 11025, 22050, 44100, 48000, 96000])
@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_every_rate_and_width_gives_the_same_sound(rate: int, width: int) -> None:
    heard = read_sound(by_wave(rate, tone(rate), width))
    assert len(heard) == pytest.approx(RATE / 2, abs=1)
    # Without the ends, where any filter has not settled.
    middle = slice(RATE // 8, -RATE // 8)
    allowed = 0.02 if width == 1 else 2e-3
    np.testing.assert_allclose(heard[middle], tone(RATE)[: len(heard)][middle], atol=allowed)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_floats_are_read(kind: type) -> None:
    np.testing.assert_allclose(
        read_sound(written(RATE, tone(RATE).astype(kind))), tone(RATE), atol=1e-6
    )


def test_two_channels_become_their_mean() -> None:
    both = np.stack([tone(RATE), np.zeros(RATE // 2)], axis=1)
    np.testing.assert_allclose(read_sound(written(RATE, both)), tone(RATE) / 2, atol=1e-12)


def test_a_96_kilohertz_recording_is_filtered_before_it_is_thinned() -> None:
    # 20 kHz cannot be at 16 kHz; without a filter it would be heard at 4 kHz.
    heard = read_sound(written(96000, (tone(96000) + tone(96000, hertz=20000)).astype(np.float32)))
    assert peak_hertz(heard) == pytest.approx(440, abs=3)
    power = np.abs(np.fft.rfft(heard * np.hanning(len(heard)))) ** 2
    assert power[len(power) // 4 :].sum() < 1e-4 * power.sum()


def test_chunks_between_header_and_sound_are_passed_over() -> None:
    data = by_wave(RATE, tone(RATE), 2)
    extra = b"LIST" + struct.pack("<I", 5) + b"INFO!\0"
    between = data[:36] + extra + data[36:]
    longer = between[:4] + struct.pack("<I", len(between) - 8) + between[8:]
    np.testing.assert_allclose(read_sound(longer), read_sound(data))


@pytest.mark.parametrize("size", [0xFFFFFFFF, 0x7FFFFFFF, 0])
def test_a_file_that_does_not_know_its_length_is_read_to_its_end(size: int) -> None:
    data = bytearray(by_wave(RATE, tone(RATE), 2))
    data[40:44] = struct.pack("<I", size)
    np.testing.assert_allclose(read_sound(bytes(data)), tone(RATE), atol=1e-4)


@pytest.mark.parametrize("more", [0, 1])  # bytes of a sample of which the rest is missing
def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes(more: int) -> None:
    data = by_wave(RATE, tone(RATE), 2)
    heard = read_sound(data[: 44 + RATE // 2 + more])
    np.testing.assert_allclose(heard, tone(RATE)[: RATE // 4], atol=1e-4)


OTHERS = {
    b"ID3\x04" + bytes(100): "MP3",
    b"\xff\xfb\x90\x64" + bytes(100): "MP3",
    bytes(4) + b"ftypM4A " + bytes(100): "M4A",
    b"OggS" + bytes(100): "Ogg",
    b"fLaC" + bytes(100): "FLAC",
    b"\x1aE\xdf\xa3" + bytes(100): "WebM",
}


def reason(data: bytes) -> tuple[str, str | float]:
    with pytest.raises(SoundError) as refused:
        word_of(read_sound(data))
    assert refused.value.reason in sound.REASONS
    return refused.value.reason, refused.value.found


@pytest.mark.parametrize("data", OTHERS, ids=list(OTHERS.values()))
def test_other_formats_are_called_by_their_name(data: bytes) -> None:
    assert reason(data) == ("format", OTHERS[data])


@pytest.mark.parametrize("data", [b"", b"RIFF", b"hello world, this is text", bytes(1000)])
def test_what_is_no_sound(data: bytes) -> None:
    assert reason(data)[0] == "wave"


def test_damaged_headers_are_refused_and_never_crash() -> None:
    good = by_wave(RATE, tone(RATE), 2)
    for cut in range(12, 44):
        assert reason(good[:cut])[0] in ("damaged", "short")
    rng = np.random.default_rng(0)
    for _ in range(300):
        data = bytearray(good[:4000])
        for place in rng.integers(12, 44, size=3):
            data[place] = rng.integers(256)
        try:
            read_sound(bytes(data))
        except SoundError as error:
            assert error.reason in sound.REASONS  # noqa: PT017


def test_a_compressed_wave_file_is_not_read_as_samples() -> None:
    data = bytearray(by_wave(RATE, tone(RATE), 2))
    data[20:22] = struct.pack("<H", 0x55)  # MP3 in a wave file
    assert reason(bytes(data)) == ("format", "WAV 85")


@pytest.mark.parametrize("rate", [1, 4000, 192000, 2**32 - 1])
def test_an_impossible_rate_is_refused_before_anything_is_computed(rate: int) -> None:
    data = bytearray(by_wave(RATE, tone(RATE), 2))
    data[24:28] = struct.pack("<I", rate)
    assert reason(bytes(data)) == ("rate", rate)


def test_ten_minutes_of_noise_are_refused_by_the_header_alone() -> None:
    noise = np.random.default_rng(0).integers(0, 256, size=8000 * 450).astype(np.uint8)
    assert reason(written(8000, noise)) == ("long", 450)
    assert header_of(written(8000, noise)).seconds == 450
    assert reason(bytes(sound.MOST_BYTES + 1)) == ("large", "")


def test_an_uneven_rate_costs_no_more_than_a_usual_one() -> None:
    # 95989 is prime: the exact filter would have 320,000 taps.
    rng = np.random.default_rng(0)
    four = rng.integers(0, 256, size=(round(0.5 * 95989), 4)).astype(np.uint8)
    peaks = []
    for rate in (96000, 95989):
        data = written(rate, four)
        tracemalloc.start()
        read_sound(data)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
    heard = read_sound(written(95989, tone(95989).astype(np.float32)))
    assert len(heard) == pytest.approx(RATE / 2, rel=2e-3)
    assert peak_hertz(heard) == pytest.approx(440, abs=3)


def test_only_the_first_chunks_are_looked_at() -> None:
    good = by_wave(RATE, tone(RATE), 2)
    empty = b"LIST" + struct.pack("<I", 0)

    def with_chunks(count: int) -> bytes:
        return good[:36] + count * empty + good[36:]

    assert len(read_sound(with_chunks(sound.CHUNKS - 2))) == RATE // 2  # "fmt " and "data" are two
    assert reason(with_chunks(sound.CHUNKS - 1))[0] == "damaged"
    # What follows the sound is not read at all: here, that it has another rate.
    later = good[12:24] + struct.pack("<I", 48_000) + good[28:36]
    longer = good[:4] + struct.pack("<I", len(good) + len(later) - 8) + good[8:] + later
    np.testing.assert_array_equal(read_sound(longer), read_sound(good))


def test_values_that_are_no_numbers_are_refused() -> None:
    broken = tone(RATE).astype(np.float32)
    broken[100] = np.nan
    assert reason(written(RATE, broken))[0] == "damaged"
    assert reason(written(RATE, np.full(RATE, 1e30, dtype=np.float32)))[0] == "damaged"


@pytest.mark.parametrize("level", [0.0, 0.3])  # no sound, and a direct current
def test_silence_is_refused(level: float) -> None:
    assert reason(written(RATE, np.full(RATE, level, dtype=np.float32))) == ("silent", "")


def test_too_short() -> None:
    assert reason(by_wave(RATE, tone(RATE, 0.05), 2))[0] == "short"
    click = np.zeros(RATE)
    click[8000:8003] = 0.9
    assert reason(written(RATE, click.astype(np.float32)))[0] == "short"


def test_noise_from_end_to_end_is_no_word() -> None:
    noise = 0.1 * np.random.default_rng(0).normal(size=3 * RATE)
    assert reason(written(RATE, noise.astype(np.float32))) == ("noise", "")


def spoken(before: float, after: float, noise: float = 1e-4) -> Array:
    """Two syllables, apart by a short pause, in a room."""
    rng = np.random.default_rng(1)
    syllable = tone(RATE, 0.2, 300) * np.hanning(round(0.2 * RATE))
    word = np.concatenate([syllable, np.zeros(round(0.1 * RATE)), 0.7 * syllable])
    quiet = [np.zeros(round(seconds * RATE)) for seconds in (before, after)]
    said = np.concatenate([quiet[0], word, quiet[1]])
    return said + noise * rng.normal(size=len(said))


def test_where_in_the_recording_it_is_said_does_not_matter() -> None:
    first, last = (word_of(spoken(*around, noise=0)) for around in ((0.1, 1.5), (1.2, 0.4)))
    np.testing.assert_allclose(first, last, atol=1e-9)
    assert len(first) / RATE == pytest.approx(0.5, abs=0.1)  # both syllables, and little more


def test_loudness_does_not_matter_and_a_hum_below_the_word_is_cut_away() -> None:
    loud, soft = word_of(spoken(0.5, 0.5)), word_of(0.05 * spoken(0.5, 0.5))
    np.testing.assert_allclose(loud, soft, atol=1e-9)
    assert np.sqrt(np.mean(loud**2)) == pytest.approx(sound.LOUDNESS)
    noisy = word_of(spoken(0.7, 0.7, noise=0.02))
    assert len(noisy) / RATE == pytest.approx(0.5, abs=0.15)


def test_the_louder_of_two_words_is_taken() -> None:
    twice = np.concatenate([0.3 * spoken(0.3, 0.8), spoken(0.3, 0.5)])
    alone = word_of(spoken(0.3, 0.5))
    assert len(word_of(twice)) == pytest.approx(len(alone), abs=0.03 * RATE)


def test_a_file_that_holds_the_word_alone_is_taken_whole() -> None:
    bare = tone(RATE, 0.4)
    assert len(word_of(bare)) == pytest.approx(0.48 * RATE, abs=2)
