"""The microphone in a real Chromium, which hears a wave file in its place: recording, uploading, playing, and being refused."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from scipy.io import wavfile

from benchmarks.server import CHROMIUM, CHROMIUM_ARGS, Server
from lstm_core.cases.spectrum import BANDS, RATE
from tests.browser.conftest import FRUGAL, PATIENCE, problems_of, serious_faults, settled
from ui.cases.own_takes import Take, sound_of
from ui.components import load


def word(rate: int, seconds: float = 2.0) -> bytes:
    """A wave file with one short word in it: a tone that rises, again and again if it is heard for longer."""
    time = np.arange(round(0.4 * rate)) / rate
    said = 0.4 * np.sin(2 * np.pi * (300 * time + 500 * time**2)) * np.hanning(len(time))
    whole = np.zeros(round(seconds * rate))
    whole[rate // 2 : rate // 2 + len(said)] = said
    file = BytesIO()
    wavfile.write(file, rate, np.round(32767 * whole).astype(np.int16))
    return file.getvalue()


# What the buttons of a component are called from now on: some names stand there for less time than a look from outside takes.
WATCH = """(button) => {
    const root = button.getRootNode();
    const names = root.host.names = new Set();
    const note = () => root.querySelectorAll("button").forEach((one) => names.add(one.ariaLabel ?? one.textContent.trim()));
    new MutationObserver(note).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
}"""
WAS_CALLED = "([button, name]) => button.getRootNode().host.names.has(name)"


def press_and_see(page: Page, button: Locator, name: str) -> None:
    """Press a button that is called so for a moment."""
    button.evaluate(WATCH)
    pressed = button.element_handle()
    button.press("Enter")
    page.wait_for_function(WAS_CALLED, arg=[pressed, name])


@pytest.fixture
def microphone(browser: Browser, server: Server, tmp_path: Path) -> Iterator[Page]:
    """The page in a Chromium whose microphone is a file, and whose reader has said yes."""
    heard = tmp_path / "word.wav"
    heard.write_bytes(word(48_000))
    fake = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={heard}",
    )
    with browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*CHROMIUM_ARGS, *FRUGAL, *fake]
    ) as own:
        context = own.new_context(locale="es-ES", base_url=server.url)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        problems = problems_of(page, server.url)
        page.goto("/cases?case=speech")
        settled(page)
        page.locator(".st-key-cases_own summary").click()
        yield page
        assert problems == []


def test_a_word_is_recorded_uploaded_played_and_deleted(microphone: Page) -> None:
    page = microphone
    first, second = (page.locator(f".st-key-own_place_{slot}") for slot in (0, 1))
    cards = first.locator("figure.take[aria-busy=false]")

    record = first.get_by_role("button", name="Grabar «sol»")
    press_and_see(page, record, "Dilo ahora")
    expect(cards).to_have_count(1)
    expect(first.get_by_text("grabaciones: 1 (de 3 a 8; 4 o más para examinar)")).to_be_visible()
    lasts = cards.first.locator("[data-role=name]").inner_text().removesuffix(" s")
    assert 0.2 < float(lasts.replace(",", ".")) < 1  # the word, without the silence around it
    expect(record).to_be_visible()

    play = cards.first.get_by_role("button", name="Reproducir la grabación 1 de «sol»")
    press_and_see(page, play, "Parar")
    expect(play).to_be_visible()  # it has come to its end

    def file(name: str, data: bytes) -> FilePayload:
        return {"name": name, "mimeType": "audio/wav", "buffer": data}

    second.locator("input[type=file]").set_input_files(
        [
            file("a.wav", word(96_000)),
            file("b.wav", word(8_000)),
            file("c.mp3", b"ID3\x04" + bytes(99)),
        ]
    )
    expect(second.locator("figure.take[aria-busy=false]")).to_have_count(2)
    expect(second.get_by_text("c.mp3: Esto es MP3")).to_be_visible()
    second.locator("input[type=file]").set_input_files([file("big.wav", bytes(4_100_000))])
    expect(second.get_by_text("big.wav: El archivo pasa de 4 MB")).to_be_visible()
    expect(second.get_by_text("c.mp3")).to_have_count(0)  # what was said of the file before
    assert serious_faults(page) == []
    expect(page.get_by_text("Grabaciones que aún faltan: 2 de «sol», 1 de «los».")).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)  # nothing went wrong unseen

    second.get_by_role("button", name="Borrar la grabación 1 de «los»").click()
    expect(second.locator("figure.take")).to_have_count(1)

    # A reader who says no, and a page to which the browser gives no microphone at all.
    page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    second.get_by_role("button", name="Grabar «los»").click()
    expect(
        second.get_by_text("El navegador no tiene permiso para usar el micrófono.")
    ).to_be_visible()
    page.evaluate(
        "() => { Object.defineProperty(navigator, 'mediaDevices', { value: undefined }); }"
    )
    second.get_by_role("button", name="Grabar «los»").click()
    expect(second.get_by_text("su dirección empieza por http://")).to_be_visible()


MOUNT = """async ([{ html, css, js }, data]) => {
    const host = document.createElement("div");
    document.body.replaceChildren(host);
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML = `<style>${css}</style>${html}`;
    const module = await import(URL.createObjectURL(new Blob([js], { type: "text/javascript" })));
    module.default({ parentElement: root, data: new TextEncoder().encode(data), setTriggerValue: (_name, value) => { globalThis.told = value; } });
}"""


def test_the_moment_in_what_was_heard_is_chosen_by_key_and_pointer(browser: Browser) -> None:
    samples = np.round(9000 * np.sin(np.arange(RATE // 2))).astype("<i2").tobytes()
    sound = sound_of(Take(1, samples))
    T = sound["T"]
    assert len(sound["bands"]) >= T * BANDS
    data = {
        "sound": sound,
        "seconds": 0.5,
        "ends": [0.5 * (t + 1) / T for t in range(T)],
        "words": ["net", "ten"],
        "nets": [
            {"name": "recurrent", "beliefs": [[1 - t / (T - 1), t / (T - 1)] for t in range(T)]}
        ],
        "lang": "en",
        "alt": "What the nets believe",
        "labels": dict.fromkeys(("play", "stop", "moment", "axis", "high", "low"), "x"),
    }
    with browser.new_context() as context:
        page = context.new_page()
        page.evaluate(MOUNT, [dict(load("heard")), json.dumps(data)])
        said = page.locator("output")
        expect(said).to_have_text("recurrent: net 0%, ten 100%")
        slider = page.get_by_role("slider")
        slider.press("Home")
        expect(said).to_have_text("recurrent: net 100%, ten 0%")
        slider.press("ArrowRight")
        expect(said).to_have_text(
            f"recurrent: net {100 * (1 - 1 / (T - 1)):.0f}%, ten {100 / (T - 1):.0f}%"
        )
        box = page.get_by_role("img").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] - 90, box["y"] + 20)
        expect(said).to_have_text("recurrent: net 0%, ten 100%")


def test_files_that_are_left_out_are_named(browser: Browser) -> None:
    words = ("record", "files", "level", "busy", "now")
    labels = dict.fromkeys(words, "x") | {"too_many": "Only {n} at once."}
    data = {"labels": labels, "largest": 3, "enabled": True}
    sent: list[FilePayload] = [
        {"name": f"{k}.wav", "mimeType": "audio/wav", "buffer": bytes(4)} for k in range(3)
    ]
    with browser.new_context() as context:
        page = context.new_page()
        for most, said in ((2, "Only 2 at once."), (3, "")):
            page.evaluate(MOUNT, [dict(load("record")), json.dumps({**data, "most": most})])
            page.locator("input[type=file]").set_input_files(sent)
            expect(page.locator("p")).to_have_text(said)
            page.wait_for_function("globalThis.told !== undefined")
            # They are larger than 3 bytes: their names alone are sent, so that Python says it.
            told = page.evaluate("[globalThis.told, delete globalThis.told][0]")
            assert told == [{"name": f"{k}.wav", "base64": None} for k in range(most)]
        page.evaluate(MOUNT, [dict(load("record")), json.dumps({**data, "most": 1})])
        expect(page.locator("input[type=file]")).not_to_have_attribute("multiple", "")
