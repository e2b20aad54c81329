"""The address of a step as somebody types it: it leads to the step's link, whose parameters make its picture show the idea.

The server does so before there is a page: what a script sets in an address is one more entry for the browser's way back.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.lesson.arrival import OF_ALL
from ui.lesson.steps import steps


class LeadToLink:
    """Middleware of the server (ASGI)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the link, or let the server answer."""
        link = ""
        if scope["type"] == "http":
            link = link_of(scope["path"], scope["query_string"].decode("latin-1"))
        if not link:
            await self._app(scope, receive, send)
            return
        headers = [(b"location", link.encode()), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 307, "headers": headers})
        await send({"type": "http.response.body"})


def link_of(path: str, query: str) -> str:
    """The link, relative to the address; "" if that is none of a step, or has parameters of the step's picture already."""
    place = path.rpartition("/")[2]
    given = parse_qsl(query, keep_blank_values=True)
    sets = _sets().get(place)
    if not sets or {name for name, _value in given} - OF_ALL:
        return ""
    return f"{place}?{urlencode([*given, *sets.items()])}"


@cache
def _sets() -> dict[str, dict[str, str]]:
    return {step.path: step.sets for step in steps()}
