"""The map of starts and the clipping of gradients as a reader uses them: by keyboard, on a phone, and with a run of their own."""

from playwright.sync_api import expect

from tests.browser.conftest import Reader, serious_faults, settled


def test_a_place_of_the_map_moves_the_curves_and_sets_a_training(reader: Reader) -> None:
    page = reader("/gradients?steps=30&units=6&nets=2", width=390, height=844)
    page.locator(".st-key-gradients_plane summary").click()
    settled(page)
    readout = page.locator("[data-role=readout]")
    # It begins where the curves are: PyTorch's start, whose radius is measured.
    expect(readout).to_contain_text("LSTM, radio 0,5, sesgo de olvido 0")
    picture = page.locator("svg[data-figure=map]")
    picture.focus()
    for arrow in ("ArrowUp", "ArrowUp", "ArrowUp", *["ArrowRight"] * 4):
        picture.press(arrow)
    expect(readout).to_contain_text("LSTM, radio 1,2, sesgo de olvido 3: sirve.")

    # Enter: the knobs of the curves are those of the place, and it has the mark.
    picture.press("Enter")
    expect(page.get_by_role("button", name="Ver las curvas")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Radio espectral")).to_have_value("1.20")
    settled(page)
    assert serious_faults(page) == []

    page.get_by_role("button", name="Entrena una red que empiece aquí").click()
    page.get_by_role("link", name="Abrirla, lista para entrenar").click()
    expect(page.get_by_text("LSTM gaussiano b=3").first).to_be_visible()
