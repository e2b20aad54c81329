"""Which of a browser's messages are not answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from ui.stale import DropStale


def asked(page: str, fragment: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.page_script_hash = page
    message.rerun_script.fragment_id = fragment
    return bytes(message.SerializeToString())


def answered(messages: Iterable[bytes | str]) -> list[bytes | str]:
    """Those that come through to Streamlit."""
    sent = iter(messages)

    async def receive() -> dict[str, Any]:
        one = next(sent, None)
        if one is None:
            return {"type": "websocket.disconnect"}
        return {"type": "websocket.receive", "bytes" if isinstance(one, bytes) else "text": one}

    found: list[bytes | str] = []

    async def streamlit(_scope: Any, receive: Any, _send: Any) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            found.append(message.get("bytes") or message["text"])

    async def send(_message: Any) -> None:
        """Nothing is said to the browser here."""

    serving: Any = DropStale(streamlit)({"type": "websocket"}, receive, send)
    with pytest.raises(StopIteration):  # nothing is waited for, so it needs no loop of its own
        serving.send(None)
    return found


def test_what_a_page_that_was_left_asks_for_is_not_answered() -> None:
    first, home, cell = asked(""), asked("home"), asked("cell")
    part, late = asked("home", "card"), asked("cell", "picture")
    # A new tab's first page has no name yet; the parts of the page that is shown are heard, whoever came before.
    assert answered([first, part, home, part, cell]) == [first, part, home, part, cell]
    # Back to /cell while the cards of / are still being drawn.
    assert answered([cell, home, cell, part, part, late]) == [cell, home, cell, late]
    # And forth again: now the cards belong to the page that is shown, also after a run of the whole of it.
    assert answered([home, cell, home, home, part, late]) == [home, cell, home, home, part]


def test_what_is_no_request_for_a_run_goes_through() -> None:
    stop = BackMsg()
    stop.stop_script = True
    odd = [b"\xff\xff", "text", stop.SerializeToString(), b"\x00"]
    assert answered([asked("home"), asked("cell"), *odd]) == [asked("home"), asked("cell"), *odd]
