"""Who the reader is: a private random id, kept in a cookie of the browser. There are no accounts.

A page that needs it calls `remember_reader` once, which draws nothing, and `reader_id` as often as it likes.
"""

import re
import secrets

import streamlit as st

from ui.components import as_bytes

COOKIE = "reader"  # the name in the cookie, in the session and in the link that carries it to another device
_SHAPE = re.compile(r"[\w-]{22}", re.ASCII)  # what secrets.token_urlsafe(16) gives

_component = st.components.v2.component(
    "reader",
    html='<span hidden aria-busy="false"></span>',
    js="""
const YEAR = 60 * 60 * 24 * 365;

// The first tab of a browser writes the cookie; one that was opened beside it takes what it finds there.
export default function (component) {
  const data = JSON.parse(new TextDecoder().decode(component.data));
  const found = document.cookie.match(/(?:^|; )reader=([\\w-]{22})(?:;|$)/)?.[1];
  if (found && found !== data.reader && !data.moved) component.setStateValue("found", found);
  else document.cookie = `reader=${data.reader}; path=/; max-age=${YEAR}; samesite=lax`;
}
""",
)


def reader_id() -> str:
    """The reader's id, 22 characters; the same for all tabs of a browser, and after a year still."""
    if COOKIE not in st.session_state:
        kept = st.context.cookies.to_dict().get(COOKIE)
        st.session_state[COOKIE] = kept if is_reader_id(kept) else secrets.token_urlsafe(16)
    return str(st.session_state[COOKIE])


def remember_reader() -> None:
    """Have the browser keep the reader's id. To be called once a page; draws nothing."""
    data = {"reader": reader_id(), "moved": bool(st.session_state.get("reader_moved"))}
    _component(key="reader_in_browser", data=as_bytes(data), on_found_change=_take_found)


def arriving_reader() -> str | None:
    """The id of another reader that the link `?reader=` carries, to be moved to this browser if its owner agrees."""
    carried = st.query_params.get(COOKIE)
    return carried if is_reader_id(carried) and carried != reader_id() else None


def become_reader(reader: str) -> None:
    """Go on as `reader`, whose link was opened on this device. Raises ValueError if that is no reader's id."""
    if not is_reader_id(reader):
        raise ValueError("That is no reader's id.")
    st.session_state[COOKIE] = reader
    st.session_state["reader_moved"] = True


def is_reader_id(text: object) -> bool:
    """Whether `text` has the form of a reader's id."""
    return isinstance(text, str) and _SHAPE.fullmatch(text) is not None


def _take_found() -> None:
    found = st.session_state["reader_in_browser"].get("found")
    if is_reader_id(found):
        st.session_state[COOKIE] = found
