"""The app as the server starts it: `streamlit run app.py`.

The script that runs for each reader is `ui/frame.py`. It does not stand here, because beside a folder `pages/` Streamlit
takes its script for an app of the old kind, and greets the first reader who comes by a link with "Page not found".
"""

import streamlit as st

from ui.frame import apologise

app = st.App("ui/frame.py", on_script_error=apologise)
