"""Figures hold the numbers they were given, in the lesson's colours, and tell kinds and runs apart without colour."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from lstm_core.arrays import Array
from ui.figures import COLOURS, DASHES, GROUND, Line, Scale, Words, lines

WORDS = Words("title", "subtitle", "steps", "score", ",.")
NAN = float("nan")


def line(kind: str, middle: tuple[float, ...], *, nth: int = 0, letter: str = "") -> Line:
    """Over the steps 0, 10, 20 ..., with a band of 0.1 to both sides."""
    values: Array = np.array(middle, dtype=float)
    x: Array = 10.0 * np.arange(len(values), dtype=float)
    return Line(kind, kind, x, values - 0.1, values, values + 0.1, nth=nth, letter=letter)


def figure(*given: Line, scale: Scale | None = None, theme: str = "light") -> Any:
    return lines(given, WORDS, scale or Scale(percent=True), theme=theme)


def middles(drawn: Any) -> list[Any]:
    """The traces that stand in the legend."""
    return [trace for trace in drawn.data if trace.showlegend is None]


def test_line_and_band_are_those_that_were_given() -> None:
    upper, lower, middle = figure(line("lstm", (0.2, NAN, 0.9))).data
    np.testing.assert_array_equal(middle.y, [0.2, NAN, 0.9])
    np.testing.assert_array_equal(middle.x, [0, 10, 20])
    assert middle.connectgaps is None
    np.testing.assert_allclose(upper.y, [0.3, 1.0])
    np.testing.assert_allclose(lower.y, [0.1, 0.8])
    np.testing.assert_array_equal(lower.x, [0, 20])
    assert (upper.fill, lower.fill) == (None, "tonexty")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_kinds_differ_in_colour_and_in_dash_and_are_seen_on_their_ground(theme: str) -> None:
    drawn = middles(figure(*(line(kind, (0, 1)) for kind in COLOURS[theme]), theme=theme))
    seen = {(trace.line.color, trace.line.dash) for trace in drawn}
    assert seen == {(COLOURS[theme][kind], DASHES[kind]) for kind in COLOURS[theme]}
    for one, other in combinations(drawn, 2):
        assert one.line.dash != other.line.dash
    for colour in COLOURS[theme].values():
        assert contrast(colour, GROUND[theme]) >= 3  # WCAG 1.4.11


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG 2.2 defines it."""
    levels = sorted(luminance(colour) for colour in (one, other))
    return (levels[1] + 0.05) / (levels[0] + 0.05)


def luminance(colour: str) -> float:
    share = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_black_on_white_has_the_contrast_that_the_standard_gives() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_each_of_four_nets_of_a_kind_has_a_dash_of_its_own(kind: str) -> None:
    four = middles(figure(*(line(kind, (0, 1), nth=nth) for nth in range(4))))
    assert len({one.line.dash for one in four}) == 4
    assert len({one.line.color for one in four}) == 1


def test_runs_differ_in_their_markers_and_carry_their_letter_at_the_end() -> None:
    drawn = figure(line("rnn", (0.1, 0.4, NAN), letter="A"), line("rnn", (0, 1), letter="B"))
    a, b = middles(drawn)
    assert "markers" in a.mode
    assert a.marker.symbol != b.marker.symbol
    letters = {trace.text[0].strip(): trace for trace in drawn.data if trace.mode == "text"}
    assert set(letters) == {"A", "B"}
    np.testing.assert_array_equal([*letters["A"].x, *letters["A"].y], [10, 0.4])
    alone = figure(line("rnn", (0, 1)))
    assert [trace.mode for trace in alone.data] == ["lines"] * 3


def test_line_without_a_single_value_is_drawn_as_nothing() -> None:
    drawn = figure(line("rnn", (NAN, NAN), letter="A"), line("gru", (), letter="B"))
    assert [trace for trace in drawn.data if trace.mode == "text"] == []


def test_single_point_is_seen_with_its_range() -> None:
    (point,) = middles(figure(line("gru", (0.5,))))
    assert point.mode == "lines+markers"
    assert point.error_y.visible
    np.testing.assert_allclose([*point.error_y.array, *point.error_y.arrayminus], 0.1)
    assert not middles(figure(line("gru", (0.5, 0.6))))[0].error_y.visible


def test_scales() -> None:
    percent = figure(
        line("rnn", (0, 1)),
        scale=Scale(percent=True, chance={0.25: "guessing A", 0.5: "guessing B"}),
    )
    assert tuple(percent.layout.yaxis.range) == (0, 1.03)
    assert percent.layout.yaxis.tickformat == ".0%"
    assert [shape.y0 for shape in percent.layout.shapes] == [0.25, 0.5]
    assert [note.text for note in percent.layout.annotations] == ["guessing A", "guessing B"]
    logarithmic = figure(line("rnn", (1, 10)), scale=Scale(logarithmic=True))
    assert logarithmic.layout.yaxis.type == "log"
    assert figure(line("rnn", (0, 3)), scale=Scale()).layout.yaxis.rangemode == "tozero"


def test_texts_are_the_arguments() -> None:
    layout = figure(line("rnn", (0, 1))).layout
    texts = [layout.title.text, layout.title.subtitle.text, layout.xaxis.title.text]
    assert [*texts, layout.yaxis.title.text] == ["title", "subtitle", "steps", "score"]
    assert layout.separators == ",."
