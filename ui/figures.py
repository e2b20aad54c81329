"""Lines with bands as plotly figures, in the lesson's colours. No Streamlit; every text comes in as an argument.

Plotly is imported when a figure is made: it takes long, and most readers of a page ask for none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

from lstm_core.arrays import Array

if TYPE_CHECKING:
    import plotly.graph_objects as go

# RNN, GRU, LSTM: vermilion, bluish green and blue of Okabe and Ito, lighter on a dark ground.
COLOURS = {
    "light": {"rnn": "#d55e00", "gru": "#00875f", "lstm": "#0072b2"},
    "dark": {"rnn": "#ff8a3d", "gru": "#3fcfa0", "lstm": "#64b9f0"},
}
GROUND = {"light": "#ffffff", "dark": "#12161c"}
INK = {"light": "#111111", "dark": "#f5f5f5"}
DASHES = {"rnn": "dot", "gru": "dash", "lstm": "solid"}
MARKS = {"rnn": "triangle-up", "gru": "square", "lstm": "circle"}  # of single points
SYMBOLS = {"A": "circle", "B": "square", "C": "diamond", "D": "triangle-up"}
FONT = "Arial, Helvetica, sans-serif"  # a saved figure has no fonts of the app
MORE_DASHES = (
    "dashdot",
    "4px,4px",
    "longdash",
)  # of the second, third, fourth net of a kind in one run


@dataclass(frozen=True, eq=False)
class Line:
    """A line over x (N,) with a band from low to high, each (N,); NaN interrupts it.

    Args:
        name: what it is called in the legend.
        kind: "rnn", "gru" or "lstm"; gives colour and dash.
        nth: how many of its kind its run has before it, 0 to 3.
        letter: of its run, "A" to "D", written at its end and told by markers; "" where there is one run only.
    """

    name: str
    kind: str
    x: Array
    low: Array
    middle: Array
    high: Array
    nth: int = 0
    letter: str = ""


@dataclass(frozen=True)
class Words:
    """The texts of a figure."""

    title: str
    subtitle: str
    x: str
    y: str
    separators: str = ".,"  # decimal point and thousands, as plotly wants them


@dataclass(frozen=True)
class Scale:
    """How y is drawn: per cent from 0 to 1, logarithmic, or from 0 as far as the data go.

    `chance` are the levels of guessing, drawn as dashed lines, each with what stands at it.
    """

    percent: bool = False
    logarithmic: bool = False
    chance: Mapping[float, str] = field(default_factory=dict)


def lines(drawn: Sequence[Line], words: Words, scale: Scale, *, theme: str = "light") -> go.Figure:
    """All lines on one axis, for the `theme` "light" or "dark"."""
    import plotly.graph_objects as go

    figure = go.Figure()
    for line in drawn:
        figure.add_traces(_band(go, line, theme))
    for line in drawn:
        figure.add_trace(_middle(go, line, theme))
        if line.letter:
            figure.add_traces(_letter(go, line, theme))
    for level, name in scale.chance.items():
        figure.add_hline(
            y=level,
            line={"dash": "5px,4px", "width": 1.5, "color": INK[theme]},
            opacity=0.6,
            annotation={"text": name, "font": {"size": 13, "color": INK[theme]}},
            annotation_position="bottom right",
        )
    figure.update_layout(_layout(words, theme))
    figure.update_xaxes(title=words.x, rangemode="tozero", **_axis(theme))
    figure.update_yaxes(title=words.y, **_axis(theme), **_y(scale))
    return figure


def shade(figure: go.Figure, low: float, high: float, *, theme: str = "light") -> None:
    """Shade the part of the x axis from low to high."""
    figure.add_vrect(
        x0=low, x1=high, fillcolor=INK[theme], opacity=0.06, line_width=0, layer="below"
    )


def point(
    figure: go.Figure, name: str, kind: str, x: float, y: float, *, theme: str = "light"
) -> None:
    """Add one point, ringed, in the colour of its kind."""
    import plotly.graph_objects as go

    figure.add_trace(
        go.Scatter(
            x=[x],
            y=[y],
            name=name,
            mode="markers",
            marker={
                "color": COLOURS[theme][kind],
                "symbol": MARKS[kind],
                "size": 15,
                "line": {"color": INK[theme], "width": 2},
            },
            cliponaxis=False,
        )
    )


def _band(go: Any, line: Line, theme: str) -> list[Any]:
    """Its upper and lower edge without strokes, and the colour between them."""
    colour = COLOURS[theme][line.kind]
    fill = f"rgba({', '.join(str(int(colour[k : k + 2], 16)) for k in (1, 3, 5))}, 0.16)"
    edge: dict[str, Any] = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    edge |= {"showlegend": False, "legendgroup": line.name}
    # A gap would let the area run across it, so places without a value are left out.
    there = [isfinite(value) for value in line.low]
    x = line.x[there]
    return [
        go.Scatter(x=x, y=line.high[there], **edge),
        go.Scatter(x=x, y=line.low[there], fill="tonexty", fillcolor=fill, **edge),
    ]


def _middle(go: Any, line: Line, theme: str) -> Any:
    colour = COLOURS[theme][line.kind]
    alone = len(line.x) == 1  # no line to be seen: a point with its range
    above, below = line.high - line.middle, line.middle - line.low
    return go.Scatter(
        x=line.x,
        y=line.middle,
        name=line.name,
        legendgroup=line.name,
        mode="lines+markers" if line.letter or alone else "lines",
        marker={"symbol": SYMBOLS.get(line.letter, "circle"), "size": 8, "maxdisplayed": 6},
        error_y={"array": above, "arrayminus": below, "visible": alone},
        line={
            "color": colour,
            "width": 2.5,
            "dash": MORE_DASHES[line.nth - 1] if line.nth else DASHES[line.kind],
        },
    )


def _letter(go: Any, line: Line, theme: str) -> list[Any]:
    """The letter of its run at the end of the line."""
    there = [k for k, value in enumerate(line.middle) if isfinite(value)]
    if not there:
        return []
    return [
        go.Scatter(
            x=line.x[there[-1:]],
            y=line.middle[there[-1:]],
            mode="text",
            text=[f"\u2002{line.letter}"],  # beside the marker, not on it
            textposition="middle right",
            textfont={"color": COLOURS[theme][line.kind], "size": 15, "weight": 700},
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
            legendgroup=line.name,
        )
    ]


def _layout(words: Words, theme: str) -> dict[str, Any]:
    return {
        "template": "plotly_dark" if theme == "dark" else "plotly_white",
        "title": {
            "text": words.title,
            "font": {"size": 17},
            "subtitle": {"text": words.subtitle, "font": {"size": 13, "color": INK[theme]}},
            "x": 0,
            "xref": "container",
            "y": 1,
            "yanchor": "top",
            "pad": {"l": 8, "t": 8},
        },
        "paper_bgcolor": "rgba(0, 0, 0, 0)",
        "plot_bgcolor": "rgba(0, 0, 0, 0)",
        "font": {"family": FONT, "size": 14, "color": INK[theme]},
        "margin": {"l": 64, "r": 24, "t": 66, "b": 48},
        "legend": {"orientation": "h", "y": -0.18, "yanchor": "top", "x": 0, "entrywidth": 0},
        "hovermode": "x unified",
        "separators": words.separators,
        "modebar": {"orientation": "h"},
    }


def _axis(theme: str) -> dict[str, Any]:
    grid = "rgba(128, 128, 128, 0.25)"
    return {
        "showline": True,
        "linecolor": INK[theme],
        "gridcolor": grid,
        "zeroline": False,
        "title_font": {"size": 14},
        "tickfont": {"size": 13},
        "title_standoff": 8,
    }


def _y(scale: Scale) -> dict[str, Any]:
    if scale.percent:
        return {"range": [0, 1.03], "tickformat": ".0%", "hoverformat": ".1%"}
    if scale.logarithmic:
        return {"type": "log", "exponentformat": "power", "dtick": 1, "hoverformat": ".3g"}
    return {"rangemode": "tozero", "hoverformat": ".3g"}
