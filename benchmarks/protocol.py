"""One reader of a Streamlit page without a browser: the protobuf messages of Streamlit's frontend.

What the frontend does is kept: the page is asked for by name first and by its hash later, cached
messages are announced by their hash, a bound widget's value stands in the query string, and a
widget in a fragment reruns that fragment only.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

# The widgets that a client can change, the ones it likes best first.
KINDS = (
    "slider",
    "number_input",
    "selectbox",
    "radio",
    "button_group",
    "checkbox",
    "bidi_component",
)
MAX_CACHE_AGE = 2  # runs, Streamlit's global.maxCachedMessageAge
TIMEOUT = 120  # seconds until a run that does not finish counts as an error


def states(kind: str, widget: Any) -> list[WidgetState]:
    """The values to go through in turn, the default last; empty if there is nothing to change."""
    name = widget.id
    if kind == "slider" and widget.type != widget.SELECT_SLIDER:
        *lower, value = widget.default
        other = value + widget.step if value + widget.step <= widget.max else value - widget.step
        return [_numbers(name, [*lower, other]), _numbers(name, [*lower, value])]
    if kind == "number_input":
        step = -widget.step if widget.has_max and widget.default >= widget.max else widget.step
        return [WidgetState(id=name, double_value=widget.default + add) for add in (step, 0)]
    if kind == "checkbox":
        return [WidgetState(id=name, bool_value=on) for on in (not widget.default, widget.default)]
    if kind == "bidi_component":
        return [WidgetState(id=name, json_value=json.dumps({"benchmark": n})) for n in (1, 0)]
    if kind in ("selectbox", "radio"):
        return [WidgetState(id=name, string_value=option) for option in _options(widget)]
    return [_strings(name, [option]) for option in _options(widget)]


def _options(widget: Any) -> list[str]:
    """The options as shown, the chosen one last; none if there are several chosen or only one."""
    options = [getattr(option, "content", option) for option in widget.options]
    chosen = [widget.default] if isinstance(widget.default, int) else list(widget.default)
    if len(options) < 2 or len(chosen) > 1:
        return []
    after = int(sum(chosen)) + 1
    return [*options[after:], *options[:after]]


def _numbers(name: str, values: list[float]) -> WidgetState:
    state = WidgetState(id=name)
    state.double_array_value.data.extend(values)
    return state


def _strings(name: str, values: list[str]) -> WidgetState:
    state = WidgetState(id=name)
    state.string_array_value.data.extend(values)
    return state


@dataclass(frozen=True)
class Widget:
    """A widget as the page last showed it: its values in turn, and where it belongs."""

    turn: list[WidgetState]
    parameter: str  # of the query string that shows its value, or ""
    fragment: str  # that runs alone when it changes, or ""
    script: str  # hash of the page that draws it, or of app.py


class Client:
    """One session: `async with Client(url, page, widget)` opens the page, `change` changes it.

    `page` is the page's path ("" for the start page), `widget` a part of the key of the widget to
    change; without it the page's own widgets come before those of the frame around every page.
    Raises RuntimeError when the page cannot be opened, shows an exception or has no such widget.
    """

    def __init__(self, url: str, page: str, widget: str = "") -> None:
        self.url, self.page, self.wanted = url, page, widget
        self.name = ""  # kind and key of the widget that is changed
        self._socket: ClientConnection | None = None
        self._page_hash = self._query = ""
        self._cache: dict[str, tuple[int, ForwardMsg]] = {}  # hash -> run of last use, message
        self._runs = 0
        self._widgets: dict[str, Widget] = {}  # by kind and key
        self.buttons: dict[str, str] = {}  # key -> id
        self.ticks: dict[str, float] = {}  # fragment that runs by itself -> every so many seconds

    async def __aenter__(self) -> Self:
        # A browser also sends its XSRF token and, when it comes back, its session here.
        offer = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")]
        address = self.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await connect(address, subprotocols=offer, max_size=None)
        errors = await self._run()
        ranked = sorted(self._widgets, key=self._rank)
        self.name = next((n for n in ranked if self.wanted in n), "")
        if errors or not self.name:
            await self._socket.close()
            raise RuntimeError("; ".join(errors) or f"No widget {self.wanted!r} in {ranked}")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._socket:
            await self._socket.close()

    async def change(self) -> list[str]:
        """Give the widget its next value, wait until the run is finished; the errors of the run."""
        widget = self._widgets[self.name]
        state = widget.turn[(self._runs - 1) % len(widget.turn)]
        if widget.parameter:
            value = getattr(state, str(state.WhichOneof("value")))
            data = getattr(value, "data", [value])
            self._query = urlencode([(widget.parameter, item) for item in data])
        if not widget.fragment:
            self._widgets = {}
        errors = await self._run(state, widget.fragment)
        if self.name not in self._widgets:
            errors.append(f"{self.name} has gone from the page")
            self._widgets[self.name] = widget
        return errors

    async def press(self, key: str) -> list[str]:
        """Press the button with that key, wait until the run is finished; the errors of the run."""
        return await self._run(WidgetState(id=self.buttons[key], trigger_value=True))

    async def tick(self, fragment: str) -> list[str]:
        """Run a fragment as the frontend does when its time has come; the errors of the run."""
        return await self._run(fragment=fragment)

    def _rank(self, name: str) -> tuple[bool, bool, int]:
        kind = name.split(maxsplit=1)[0]
        own = self._widgets[name].script == self._page_hash
        return kind == "bidi_component", not own, KINDS.index(kind)

    async def _run(self, state: WidgetState | None = None, fragment: str = "") -> list[str]:
        """Send one rerun_script and read to the script_finished of its run."""
        if self._socket is None:
            raise RuntimeError("The client is not connected.")
        message = BackMsg()
        script = message.rerun_script
        script.query_string = self._query
        script.page_script_hash = self._page_hash
        script.page_name = "" if self._page_hash else self.page
        script.fragment_id = fragment
        script.cached_message_hashes.extend(self._cache)
        script.context_info.locale = "es-ES"
        script.context_info.timezone = "UTC"
        script.context_info.url = f"{self.url}/{self.page}"
        if state:
            script.widget_states.widgets.append(state)
        self._runs += 1
        errors: list[str] = []
        started = False
        try:
            async with asyncio.timeout(TIMEOUT):
                await self._socket.send(message.SerializeToString())
                while True:
                    answer = self._cached(ForwardMsg.FromString(await self._bytes()))
                    kind = answer.WhichOneof("type")
                    if kind == "delta":
                        errors += self._element(answer.delta, answer.metadata.active_script_hash)
                    elif kind == "new_session":
                        # A fragment runs alone, unless it asks for the whole page, which then begins anew.
                        self._begin(answer, whole=started or not fragment)
                        started = True
                    elif kind == "auto_rerun":
                        self.ticks[answer.auto_rerun.fragment_id] = answer.auto_rerun.interval
                    elif kind == "navigation":
                        self._page_hash = answer.navigation.page_script_hash
                    elif kind == "page_not_found":
                        errors.append(f"no page {self.page!r}")
                    elif kind == "script_finished" and started:
                        status = answer.script_finished
                        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                            errors.append("the script does not compile")
                        if status != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                            break
        except TimeoutError:
            errors.append(f"a run was not finished after {TIMEOUT} s")
        self._cache = {k: v for k, v in self._cache.items() if self._runs - v[0] <= MAX_CACHE_AGE}
        return errors

    def _begin(self, message: ForwardMsg, whole: bool) -> None:
        """A script run begins; one of the whole page draws all buttons again."""
        self._page_hash = message.new_session.page_script_hash
        if whole:
            self.buttons, self.ticks = {}, {}

    async def _bytes(self) -> bytes:
        data = await self._socket.recv() if self._socket else b""
        return data if isinstance(data, bytes) else data.encode()

    def _cached(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, or the one it refers to; what may be cached is kept."""
        if message.WhichOneof("type") == "ref_hash":
            kept = self._cache[message.ref_hash][1]
            self._cache[message.ref_hash] = self._runs, kept
            return kept
        if message.metadata.cacheable and message.hash:
            self._cache[message.hash] = self._runs, message
        return message

    def _element(self, delta: Delta, script_hash: str) -> list[str]:
        """Keep a widget that can be changed; an exception or error shown is an error."""
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            return [f"{element.exception.type}: {element.exception.message}"]
        if kind == "alert" and element.alert.format == Alert.ERROR:
            return [element.alert.body]
        if kind == "button" and not element.button.disabled:
            self.buttons[element.button.id.split("-", 2)[-1]] = element.button.id
        if kind in KINDS:
            widget = getattr(element, kind)
            usable = not getattr(widget, "disabled", False) and not widget.form_id
            if widget.id and usable and (turn := states(kind, widget)):
                parameter = getattr(widget, "query_param_key", "")
                self._widgets[f"{kind} {widget.id.split('-', 2)[-1]}"] = Widget(
                    turn, parameter, delta.fragment_id, script_hash
                )
        return []
