"""The glossary: its terms can be found, told apart and traced to a source that exists; its page shows all of them."""

import re
import unicodedata

import pytest
from streamlit.testing.v1 import AppTest

from ui import text
from ui.lesson import glossary as words
from ui.lesson.claims import claims
from ui.lesson.glossary import glossary
from ui.lesson.sources import SOURCES, source
from ui.navigation import asides, entries

# The table of the lecture: what is called what is not ours to change.
TABLE = {
    "recurrent neural network": "red neuronal recurrente",
    "time step": "paso de tiempo",
    "input": "entrada",
    "hidden state": "estado oculto",
    "memory cell": "celda de memoria",
    "forget gate": "puerta de olvido",
    "input gate": "puerta de entrada",
    "candidate": "candidato",
    "output gate": "puerta de salida",
    "update gate": "puerta de actualización",
    "reset gate": "puerta de reinicio",
    "open, closed": "abierta, cerrada",
    "kept, written": "conservado, escrito",
    "weights": "pesos",
    "bias": "sesgo",
    "forget bias": "sesgo de olvido",
    "backpropagation through time": "retropropagación a través del tiempo",
    "vanishing gradient": "desvanecimiento del gradiente",
    "exploding gradient": "explosión del gradiente",
    "sensitivity": "sensibilidad",
    "gradient clipping": "recorte del gradiente",
    "short dependency": "dependencia corta",
    "long dependency": "dependencia larga",
    "spectral radius": "radio espectral",
    "singular value": "valor singular",
    "learning rate": "tasa de aprendizaje",
    "batch": "lote",
    "optimiser": "optimizador",
    "loss": "pérdida",
    "accuracy": "acierto",
    "chance level": "nivel de azar",
    "training step": "paso de entrenamiento",
    "run": "ejecución",
    "seed": "semilla",
    "probe": "sonda",
    "dense network": "red densa",
    "convolutional network": "red convolucional",
}


@pytest.fixture(params=["es", "en"])
def lang(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for module in (text, words):
        monkeypatch.setattr(module, "language", lambda: request.param)
    return str(request.param)


def test_every_term_of_the_lecture_is_there() -> None:
    found = {one.english: one.spanish for one in glossary()}
    assert {english: found.get(english) for english in TABLE} == TABLE


def test_terms_are_told_apart(lang: str) -> None:
    terms = glossary()
    keys = [one.key for one in terms]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys)
    forms = [form for one in terms for form in one.forms]
    assert sorted(forms) == sorted(set(forms)), "a text would not know which term is meant"
    assert all(form == unicodedata.normalize("NFC", form).strip() for form in forms)


def test_terms_are_in_the_readers_language(lang: str) -> None:
    terms = {one.key: one for one in glossary()}
    gate = terms["forget-gate"]
    assert (gate.name, gate.other) == (
        ("puerta de olvido", "forget gate") if lang == "es" else ("forget gate", "puerta de olvido")
    )
    assert gate.forms[0] == gate.name
    said = {key: one.text for key, one in terms.items()}
    assert len(set(said.values())) == len(said)
    is_spanish = " la " in gate.text or " que " in gate.text
    assert is_spanish == (lang == "es")


def test_sources_exist_and_are_used() -> None:
    used = {key for one in glossary() for key in one.sources}
    used |= {key for one in claims() for key in one.sources}
    for key in used:
        assert source(key).title
    assert {one.key for one in SOURCES} == used, "a source that nothing rests on"


def test_addresses_of_sources_have_the_form_of_one() -> None:
    for one in SOURCES:
        assert one.key.endswith(str(one.year))
        assert 1900 < one.year < 2030
        assert not one.doi or re.fullmatch(r"10\.\d{4,9}/\S+", one.doi)
        assert not one.arxiv or re.fullmatch(r"\d{4}\.\d{4,5}", one.arxiv)
    dois = [one.doi for one in SOURCES if one.doi]
    assert len(dois) == len(set(dois))


def test_claims_have_sources_and_pages_that_are_there() -> None:
    pages = {one.path for one in entries()}
    for one in claims():
        assert one.sources
        assert one.page in pages | {"cases", "unrolled"}


def test_page_shows_all_terms_with_their_anchors() -> None:
    script = "from ui.lesson.glossary_page import show_page\nshow_page()"
    page = AppTest.from_string(script, default_timeout=60).run()
    assert not page.exception
    anchors = {one.proto.anchor for one in page.subheader}
    assert anchors == {one.key for one in glossary()}
    shown = " ".join(one.value for one in page.markdown)
    assert all(one.doi in shown for one in SOURCES if one.doi)


def test_page_can_be_reached() -> None:
    assert "glossary" in {one.path for one in asides()}
