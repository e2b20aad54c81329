"""The app as the server starts it: `streamlit run app.py`.

The script that runs for each reader is `ui/frame.py`. It does not stand here, because beside a folder `pages/` Streamlit
takes its script for an app of the old kind, and greets the first reader who comes by a link with "Page not found".
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Before NumPy is imported. Products of small matrices take ten times as long on several threads, which wait for each other,
# and readers share the cores anyway.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st
from starlette.middleware import Middleware

from lab.jobs import shut_down
from ui.frame import apologise
from ui.heap import read_ahead
from ui.lesson.address import LeadToLink
from ui.stale import DropStale


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """While the first browser still loads its scripts, a thread reads what the pages will need. At the end training ends."""
    reading = asyncio.create_task(asyncio.to_thread(read_ahead))
    yield
    await reading
    shut_down()


app = st.App(
    "ui/frame.py",
    on_script_error=apologise,
    lifespan=lifespan,
    middleware=[Middleware(LeadToLink), Middleware(DropStale)],
)
