"""The page with all terms of the lecture, the claims of the app with their sources, and the sources themselves."""

from __future__ import annotations

import streamlit as st

from ui.lesson.claims import claims
from ui.lesson.glossary import Term, topics
from ui.lesson.sources import SOURCES, source
from ui.text import _


def show_page() -> None:
    """Every term under a heading that a link can name: /glossary#forget-gate."""
    names = topic_names()
    st.markdown(_("The words of the lecture in both languages, and where its claims come from."))
    ways = [(f"topic-{topic}", names[topic]) for topic, _terms in topics()]
    ways += [("claims", _("Claims and where they come from")), ("sources", _("Sources"))]
    st.markdown(" · ".join(f"[{name}](#{anchor})" for anchor, name in ways))
    for topic, terms in topics():
        st.header(names[topic], anchor=f"topic-{topic}")
        for one in terms():
            _show(one)
    st.header(_("Claims and where they come from"), anchor="claims")
    st.markdown(claims_text())
    st.header(_("Sources"), anchor="sources")
    st.markdown(sources_text())
    st.caption(
        _("An address opens in your browser and needs a network; the app itself fetches nothing.")
    )


def topic_names() -> dict[str, str]:
    """The topics of the glossary by their keys."""
    return {
        "networks": _("Networks and sequences"),
        "gradient": _("The gradient"),
        "cell": _("The cell and its memory"),
        "training": _("Training and comparing"),
        "cases": _("The three cases"),
    }


def _show(one: Term) -> None:
    with st.container(gap=None, key=f"term_{one.key.replace('-', '_')}"):
        st.subheader(_heading(one), anchor=one.key)
        st.markdown(f"*{one.other}*. {one.text}" if one.other != one.name else one.text)
        if one.sources:
            st.caption("; ".join(source(key).short for key in one.sources))


def _heading(one: Term) -> str:
    return f"{one.name} · {one.symbol}" if one.symbol and one.symbol != one.name else one.name


def claims_text() -> str:
    """A line for each claim, as Markdown."""
    lines = [
        f"- {one.text} {'; '.join(source(key).short for key in one.sources)}." for one in claims()
    ]
    return "\n".join(lines)


def sources_text() -> str:
    """A line for each source, the oldest first, as Markdown."""
    ordered = sorted(SOURCES, key=lambda one: (one.year, one.authors))
    return "\n".join(f"- {one.cited}" for one in ordered)
