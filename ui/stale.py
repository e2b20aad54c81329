"""What a page that the reader has just left still asks for is not answered: it would bring that page back, half drawn.

Until the browser hears of the next page, the parts of the last one go on asking to be drawn again: what waits until the page is
idle, what follows a training. Streamlit takes the page that such a request names for the reader's, runs nothing, for the next page
has no such part, and has the browser take away what it has of the next page.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg


class DropStale:
    """Middleware of the server (ASGI)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, but for what comes from a page that was left."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        left = Left()

        async def receive_fresh() -> Message:
            while left.is_stale(message := await receive()):
                pass
            return message

        await self._app(scope, receive_fresh, send)


class Left:
    """The page that one browser tab shows, and the one it showed before that, by Streamlit's names for them."""

    def __init__(self) -> None:
        self._now = self._before = ""

    def is_stale(self, message: Message) -> bool:
        """Whether a part of the page before asks to be drawn again. To be told of every message of the tab, in their order."""
        if not message.get("bytes"):
            return False
        asked = BackMsg()
        try:
            asked.ParseFromString(message["bytes"])
        except DecodeError:
            return False  # Streamlit says so, and closes
        if asked.WhichOneof("type") != "rerun_script":
            return False
        page = asked.rerun_script.page_script_hash
        if asked.rerun_script.fragment_id:
            return bool(page) and page == self._before
        if page != self._now:
            self._now, self._before = page, self._now
        return False
