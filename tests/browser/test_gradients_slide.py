"""The slide as a reader uses it: what it shows are the gradient's numbers, and where the reader stopped is in the link."""

import re

from playwright.sync_api import Locator, Page, expect

from lab.runs import store
from lstm_core.gradients import pairs
from lstm_core.tasks import make_task
from tests.browser.conftest import Reader, serious_faults, settled
from ui.gradients.example import drawn
from ui.gradients.subject import examined

T = 9  # steps of the example, whose first symbol is to be remembered over 8


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Step that is nudged")


def said(page: Page) -> Locator:
    return page.locator(".st-key-unrolled .takeaway")


def left(when: str, kind: str, start: int) -> str:
    """What is left at the last step in the memory of the shipped run's first net, as the page writes it from 0.01 on."""
    run = store().get("shipped-latch")
    assert run is not None
    task = make_task(run.lanes[0].config)
    before, after = examined(run, 10**9, drawn(task, run.lanes[0].config, T - 1))
    nets = next(
        one
        for one in (before if when == "before" else after)
        if one.config.kind == kind and one.passes.T == T
    )
    log = float(pairs(nets.passes.take([nets.place(0)])).memory[0, start, T])
    assert log > -2
    return f"{10**log:.2f}"


def steps_of(kind: str) -> int:
    """How long the shipped run's net of this kind was trained."""
    run = store().get("shipped-latch")
    assert run is not None
    return next(lane.step for lane in run.lanes if lane.config.kind == kind)


def test_the_nudged_step_the_phase_and_a_reload(reader: Reader) -> None:
    page = reader("/gradients?lang=en&distance=8&net=0")
    expect(said(page)).to_contain_text("8 steps after a nudge at step 1")
    expect(page.get_by_role("heading", name="The unrolled networks", level=2)).to_be_visible()
    # Each net was trained for a number of steps of its own: the button names none, the picture each.
    after = page.get_by_role("button", name="after training", exact=True)
    expect(after).to_have_attribute("aria-pressed", "true")
    picture = page.locator('.st-key-unrolled svg[data-figure="unrolled"]')
    for kind in ("rnn", "lstm"):
        trained = f"{steps_of(kind)} steps"
        expect(picture.locator(f".{kind}")).to_contain_text(f"after {trained}")
        expect(picture).to_have_attribute("aria-label", re.compile(f"{kind.upper()}, {trained}"))
    slider(page).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(said(page)).to_contain_text("5 steps after a nudge at step 4")
    expect(said(page)).to_contain_text(f"LSTM {left('after', 'lstm', 4)}")
    page.get_by_role("button", name="before training").click()
    expect(said(page)).to_contain_text(f"LSTM {left('before', 'lstm', 4)}")
    expect(page).to_have_url(re.compile(r"from=4"))
    expect(page).to_have_url(re.compile(r"slide=before"))
    page.reload()
    settled(page)
    expect(slider(page)).to_have_value("4")
    expect(page.get_by_role("button", name="before training")).to_have_attribute(
        "aria-pressed", "true"
    )
    # A nudge that travels stops where it is told to, and nothing else moves meanwhile.
    slider(page).focus()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Send a nudge")).to_be_visible()
    expect(slider(page)).to_have_value("4")


def test_on_a_phone_time_runs_down_and_every_node_is_a_button(reader: Reader) -> None:
    page = reader("/gradients?lang=en&distance=8", width=390, height=844, theme="dark")
    first, last = (page.locator(f'.nodes [data-row="1"][data-t="{t}"]') for t in (1, T))
    top, bottom = first.bounding_box(), last.bounding_box()
    assert top
    assert bottom
    assert bottom["y"] > top["y"] + 100
    assert bottom["x"] + bottom["width"] <= 390
    first.focus()
    page.keyboard.press("End")
    expect(last).to_be_focused()
    expect(last).to_have_attribute("aria-label", re.compile("of a nudge of 1 at step 1", re.I))
    expect(page.locator(".st-key-unrolled .tip")).to_contain_text("Gates, mean over the units")
    assert serious_faults(page) == []
