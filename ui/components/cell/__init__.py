"""The cell, drawn and stepped in the browser: this side only says which cells there are and what the words are."""

from functools import lru_cache

import streamlit as st

from lstm_core.examples import examples
from ui.components import as_bytes, load
from ui.components.cell.catalogue import catalogue_entry
from ui.components.cell.words import STAGES, labels
from ui.text import language, lesson

_MOUNT = st.components.v2.component("cell", **load("cell"))


def show_cell() -> None:
    """Mounts the cell with every example; the reader's steps and changes stay in the browser and in the page's address."""
    _MOUNT(key="cell", data=_payload(language()))


# Serialised once for each language and not once for each click of each reader.
@lru_cache(maxsize=8)
def _payload(lang: str) -> bytes:
    """Words, prose and example cells in the reader's language, as JSON."""
    prose = {
        f"{kind}_{stage}": lesson(f"cell/{kind}_{stage}")
        for kind, stages in STAGES.items()
        for stage in stages
    }
    catalogue = [catalogue_entry(example) for example in examples()]
    data = {"lang": lang, "labels": labels(), "prose": prose, "catalogue": catalogue}
    return as_bytes(data)
