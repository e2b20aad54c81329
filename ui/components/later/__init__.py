"""Tells when the browser has drawn what is there, so that Python sends what can wait."""

import streamlit as st

_component = st.components.v2.component(
    "later",
    html='<span hidden aria-busy="true"></span>',
    js="""
// Once, when all that came before is drawn and the browser has nothing better to do.
export default function ({ parentElement, setStateValue }) {
  const span = parentElement.querySelector("span");
  clearTimeout(span.asking); // a run has come
  if (span.ariaBusy === "false") return;
  // Streamlit loses one of several requests that come while a busy server has not yet sent what the first asked for.
  let asked = 0;
  const ask = () => {
    setStateValue("now", ++asked);
    span.asking = setTimeout(ask, 3000);
  };
  const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 200));
  const look = () => {
    const others = [...document.querySelectorAll("[data-testid^=stBidiComponent]")].map((one) => one.shadowRoot).filter(Boolean);
    if (others.some((one) => one.querySelector("[aria-busy=true]:not([hidden])"))) timer = setTimeout(look, 50);
    else idle(() => {
      span.ariaBusy = "false";
      ask();
    }, { timeout: 1000 });
  };
  let timer = setTimeout(look, 50);
  return () => [timer, span.asking].forEach(clearTimeout);
}
""",
)


def is_later(*, key: str) -> bool:
    """False at first, and True in the run that follows as soon as the browser has drawn the page. Draws nothing."""
    result = _component(key=key, on_now_change=lambda: None)
    return bool(result.now)
