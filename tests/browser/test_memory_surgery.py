"""Surgery as a reader does it: another country is written into the memory, read off by keyboard, undone, and kept in the link."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Reader, serious_faults, settled


def test_germany_is_written_into_the_memory_and_said(reader: Reader) -> None:
    page = reader("/memory?op_cells=random.12.0", locale="es-ES", width=1280, height=900)
    page.locator(".st-key-memory_surgery summary").click()
    part = page.locator(".st-key-memory_surgery")
    headline = part.locator(".st-key-surgery [data-role=headline]")
    # The link says random cells.
    expect(headline).to_contain_text(
        "escrita en 12 de 64 celdas y mantenida en todas las palabras tras"
    )
    expect(headline).to_contain_text("LSTM sigue diciendo francés")
    part.get_by_role("button", name="Escribe Alemania en 12 celdas").click()
    expect(headline).to_contain_text("LSTM dice alemán")
    expect(page).not_to_have_url(re.compile("op_cells"))
    # In many other sentences: held, and done only once. Over them all, how many cells it takes.
    rates = part.locator(".st-key-surgery [data-role=about]")
    expect(rates).to_contain_text(re.compile("alemán en el [0-9]+\\s%; hecho una sola vez"))
    expect(part.locator(".st-key-surgery [data-figure=rates]")).to_be_visible()
    curve = part.locator(".st-key-surgery_rates [data-role=about]")
    expect(curve).to_contain_text("La celda más informativa sola consigue")
    picture = part.locator(".st-key-surgery svg[data-figure=surgery]")
    expect(picture).to_have_attribute("aria-label", re.compile("antes y después. Con la memoria"))

    # By keyboard: a cell before and after, and its gate.
    cursor = part.locator(".st-key-surgery .over")
    cursor.focus()
    for arrow in ("ArrowRight", "ArrowRight", "ArrowDown"):
        cursor.press(arrow)
    readout = part.locator(".st-key-surgery [data-role=readout]")
    expect(readout).to_contain_text(
        re.compile(r"^C[₀-₉]+, memoria C, tras «,» \(palabra 3\): antes −?\d+,\d\d, después")
    )
    part.locator(".st-key-surgery [data-show=f]").click()
    expect(readout).to_contain_text("puerta de olvido f")

    # One cell of the small net turns its answer.
    part.get_by_role("button", name=re.compile("Escribe Alemania solo en la celda")).click()
    single = part.locator(".st-key-surgery_single [data-role=headline]")
    expect(single).to_contain_text(re.compile("en 1 de 16 celdas.* LSTM dice alemán"))
    expect(page).to_have_url(re.compile("op_one=1"))
    part.get_by_role("button", name="Deshacer").click()
    expect(headline).to_contain_text("sigue diciendo francés")
    settled(page)
    assert serious_faults(page) == []
