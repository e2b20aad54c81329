"""The reader's private id: made once, kept, and moved only on purpose."""

from streamlit.testing.v1 import AppTest

from ui.reader import is_reader_id

OTHER = "b" * 22


def page() -> None:
    import streamlit as st

    from ui.reader import arriving_reader, become_reader, reader_id, remember_reader

    st.text(reader_id())
    st.text(arriving_reader() or "nobody")
    st.button("become", on_click=become_reader, args=(arriving_reader(),))
    remember_reader()


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params.update(query)
    return app.run()


def test_id_is_made_once_and_is_nobody_elses() -> None:
    app = opened()
    first = app.text[0].value
    assert is_reader_id(first)
    assert app.run().text[0].value == first
    assert opened().text[0].value != first


def test_link_moves_a_reader_only_when_they_agree() -> None:
    app = opened(reader=OTHER)
    assert app.text[0].value != OTHER
    assert app.text[1].value == OTHER
    app.button[0].click().run()
    assert [text.value for text in app.text] == [OTHER, "nobody"]


def test_what_is_no_id_is_nobody() -> None:
    for given in ("", "x", "a" * 23, "á" * 22, "a" * 21 + "\n", "<" * 22):
        assert not is_reader_id(given)
    assert opened(reader="<" * 22).text[1].value == "nobody"
