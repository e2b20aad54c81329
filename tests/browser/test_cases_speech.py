"""The speech case in a real Chromium: the moment follows the keys, and what is chosen is computed anew and stands in the link."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Reader, serious_faults, settled


def test_moment_and_choices(reader: Reader) -> None:
    page = reader("/cases?case=speech&lang=en&speech_word=3", width=1280, height=720)
    here = page.locator(".st-key-speech")
    moment = here.get_by_role("slider")
    box = moment.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 720  # all of the picture is in view
    heard = here.locator("[data-role=headline]")
    expect(heard).to_contain_text("“less” was said.")
    expect(moment).to_have_attribute("aria-valuetext", re.compile("net A: .*net D: "))
    page.get_by_role("radio", name="recurrent").click()
    expect(moment).to_have_attribute(
        "aria-valuetext", re.compile(r"^0\.\d\d s\. .*recurrent: less")
    )

    moment.focus()
    page.keyboard.press("Home")
    expect(moment).to_have_attribute("aria-valuenow", "0")
    page.keyboard.press("ArrowRight")
    expect(moment).to_have_attribute("aria-valuenow", "1")
    assert "ArrowRight" not in page.url

    here.get_by_role("button", name="Backwards").click()
    expect(heard).to_contain_text("runs backwards")
    expect(heard).to_contain_text(re.compile("“sell”: [^;]*recurrent"))
    expect(page).to_have_url(re.compile("speech_backwards=true"))
    expect(here.get_by_role("button", name="Backwards")).to_have_attribute("aria-pressed", "true")
    # A slow word is longer than the clip: while it still sounds, the picture becomes another one.
    here.get_by_role("button", name="Play").click()
    here.get_by_label("Speed").select_option("0.5")
    expect(page).to_have_url(re.compile(r"speech_speed=0\.5"))
    expect(moment).not_to_have_attribute("aria-valuemax", "43")
    settled(page)
    assert serious_faults(page) == []
