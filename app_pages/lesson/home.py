"""The start page: what this is, the objectives of the lecture, and a way into every page."""

import streamlit as st

from ui.text import lesson

st.markdown(lesson("home"))
