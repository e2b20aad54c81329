"""What is written into the address, and what is left alone."""

from __future__ import annotations

import pytest

from ui.link import write_parameters


class Address(dict[str, str]):
    """Parameters of an address that remember what was written."""

    def __init__(self, **first: str) -> None:
        super().__init__(first)
        self.written: list[str] = []

    def __setitem__(self, name: str, value: str) -> None:
        self.written.append(name)
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        self.written.append(name)
        super().__delitem__(name)


def test_only_what_changes_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    address = Address(word="3", show="C", lang="es")
    monkeypatch.setattr("streamlit.query_params", address)
    write_parameters({"word": "4", "show": "", "cell": "", "lang": "es"})
    assert address == {"word": "4", "lang": "es"}
    assert address.written == ["word", "show"]
