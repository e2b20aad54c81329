"""The glossary as the component in `ui/components/glossary` takes it: all terms, how prose writes them, and its labels."""

from __future__ import annotations

from functools import lru_cache

from ui.components import as_bytes
from ui.components.glossary import show_glossary
from ui.lesson.glossary import glossary
from ui.lesson.sources import source
from ui.text import LANGUAGES, _, language


def show_terms() -> None:
    """The terms of any page, one hover away; draws the button that lists those of this page."""
    show_glossary(_payload(language()))


@lru_cache(maxsize=len(LANGUAGES))
def _payload(lang: str) -> bytes:
    """In the reader's language, which is `lang`."""
    other = next(one for one in LANGUAGES if one != lang)
    terms = [
        {
            "name": one.name,
            "other": one.other,
            "otherLang": other,
            "symbol": one.symbol,
            "text": one.text,
            "forms": one.forms,
            "sources": "; ".join(source(key).short for key in one.sources),
        }
        for one in glossary()
    ]
    labels = {
        "open": _("Terms on this page (key ?)"),
        "title": _("Terms on this page"),
        "close": _("Close"),
        "none": _("There is none of the lecture's terms here."),
        "all": _("All terms and their sources"),
    }
    return as_bytes({"terms": terms, "labels": labels, "address": f"glossary?lang={lang}"})
