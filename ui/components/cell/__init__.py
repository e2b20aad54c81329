"""The cell, drawn and stepped in the browser: this side only says which cells there are and what the words are."""

import streamlit as st

from lstm_core.examples import examples
from ui.components import load
from ui.components.cell.words import STAGES, catalogue_entry, labels
from ui.text import language, lesson

_MOUNT = st.components.v2.component("cell", **load("cell"))


def show_cell() -> None:
    """Mounts the cell with every example; the reader's steps and changes stay in the browser and in the page's address."""
    prose = {
        f"{kind}_{stage}": lesson(f"cell/{kind}_{stage}")
        for kind, stages in STAGES.items()
        for stage in stages
    }
    _MOUNT(
        key="cell",
        data={
            "lang": language(),
            "labels": labels(),
            "prose": prose,
            "catalogue": [catalogue_entry(example) for example in examples()],
        },
    )
