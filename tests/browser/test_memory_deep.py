"""Two parts that look deeper into the memory as a reader uses them: the X-ray, and the way through training."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from lab.runs import store
from lstm_core.probes import probes_of
from tests.browser.conftest import Reader, serious_faults, settled
from ui.memory import moments, nets
from ui.memory.moments import kept_on_the_way, looks_of_lane
from ui.memory.nets import percent
from ui.memory.said import understand
from ui.memory.subject import Subject

TEXT = "I am french, the birds sing all day, I fluently speak spanish and ???"


def subject_read() -> Subject:
    run = store().get("shipped-sentences_en")
    assert run is not None
    return Subject.of(run, 10**9, 0, understand(TEXT, run.lanes[0].config))


def unfold(page: Page, part: str) -> None:
    page.locator(f".st-key-memory_{part} summary").first.click()
    expect(page.locator(f".st-key-{part} [aria-busy=false]")).to_be_visible()
    settled(page)


def test_the_words_of_the_x_ray_and_the_checkpoints_of_training(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of this process: the probes that the server fits are looked at, and take their time once.
    monkeypatch.setattr(moments, "_probe_of", lambda *_: None)
    monkeypatch.setattr(nets, "language", lambda: "en")
    page = reader(f"/memory?lang=en&learned_step=0&text={TEXT.replace(' ', '+')}")
    subject = subject_read()
    unfold(page, "xray")
    look_at_the_xray(page, subject)
    unfold(page, "learned")
    scrub_through_training(page, subject)
    assert serious_faults(page) == []


def look_at_the_xray(page: Page, subject: Subject) -> None:
    """The numbers are the probe's, at the word that the keys have come to."""
    T = subject.said.T
    part = page.locator(".st-key-xray")
    nationality = part.locator('[data-panel="nationality"]')
    for look in subject.looks:
        expect(nationality.locator(f'[data-line="{look.name}"] .line')).to_have_count(1)
    main = subject.main
    probe = probes_of(main.net, main.config, attributes=("nationality",))["nationality"]
    read = probe.read(main.trace.memory[3])
    named, outright = percent(float(read[0] / read[:-1].sum())), percent(float(read[0]))
    expect(part.locator("h3")).to_contain_text("LSTM: “french” is still there at ???.")
    words = part.get_by_role("slider", name="Words of the sentence")
    words.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(part.locator(".where")).to_have_text(f"After “french”, word 3 of {T}")
    readings = part.locator(".readout tr", has_text="LSTM").locator("td")
    expect(readings).to_have_text([f"french {named}", f"french {outright}", re.compile("vehicle")])
    expect(words).to_have_attribute("aria-valuetext", re.compile("After “french”.*LSTM: if it"))
    expect(page).to_have_url(re.compile("xray_word=3"))
    # Where nothing was said a panel says so; which are open is in the link.
    part.get_by_role("button", name="broken vehicle").click()
    expect(part.locator('[data-panel="vehicle"]')).to_contain_text("nothing is said of it here")
    expect(page).to_have_url(re.compile(r"xray_open=nationality\.vehicle"))


def scrub_through_training(page: Page, subject: Subject) -> None:
    """First what the link says, then every checkpoint within a frame."""
    T = subject.said.T
    part = page.locator(".st-key-learned")
    lane = subject.main.lane
    along = moments.moments(subject, lane)[0]
    expect(part.locator("output")).to_contain_text("Training step 0 ·")
    keeps = along[0].keeps
    assert keeps is not None
    # Of the first cell, the product of the gates since the cue, as fill height: nothing is lost yet at the cue itself.
    drawn = part.locator(".levels").nth(1).locator(".level").first.get_attribute("d") or ""
    heights = [-float(height) for height in re.findall(r"v(-[\d.]+)h", drawn)]
    assert len(heights) == T - 2
    left = np.cumprod(np.append(1, keeps[3:, 0]))
    np.testing.assert_allclose(np.array(heights) / heights[0], left, atol=1e-3)
    steps = part.get_by_role("slider", name="Training step")
    steps.focus()
    page.keyboard.press("End")
    expect(part.locator("output")).to_contain_text(f"Training step {along[-1].look.step} ·")
    expect(part.locator('[data-figure="learned-answers"]')).to_contain_text(
        f"✓ french{percent(float(along[-1].answers[0]))}"
    )
    kept = kept_on_the_way(along[-1], 3)
    assert kept is not None
    expect(part.locator("h3")).to_contain_text(f"and {percent(kept[1])} at step 1500")
    page.keyboard.press("ArrowLeft")
    before = looks_of_lane(subject, lane)[-2].step
    expect(page).to_have_url(re.compile(rf"learned_step={before}\b"))
    # Another net is one of the run's lanes, here one without gates.
    page.locator(".st-key-learned_net").get_by_text("RNN", exact=True).click()
    expect(part.locator("h3")).to_contain_text("RNN, which has no gates")
    expect(page).to_have_url(re.compile(r"learned_lane=0\b"))
