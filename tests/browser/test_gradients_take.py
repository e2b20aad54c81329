"""What a reader of the gradients page takes away: each picture as a figure, the net behind a number, and a link to what is set."""

from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import Page, TimeoutError, expect
from safetensors.numpy import load

from tests.browser.conftest import Reader, serious_faults, settled

PICTURES = {  # key of the part that unfolds -> key of its picture
    "": ("unrolled", "decay"),
    "why": ("why_factors",),
    "taught": ("taught",),
    "plane": ("gradients_map",),
    "clipping": ("clipped",),
}


def unfolded(page: Page, part: str) -> None:
    page.locator(f".st-key-gradients_{part} summary").first.click()
    settled(page)


def taken(page: Page, row: str, button: str, folder: Path) -> Path:
    """What a button saves. On a busy machine a click into a page that is redrawn may be lost, so it is tried again."""
    for _ in range(5):
        with suppress(TimeoutError):
            with page.expect_download(timeout=20_000) as download:
                page.locator(f".st-key-{row}").get_by_role(
                    "button", name=button, exact=True
                ).click()
            path = folder / download.value.suggested_filename
            download.value.save_as(path)
            return path
    raise AssertionError(f"{button} saves nothing")


def test_every_picture_is_saved_and_the_number_leaves_with_its_net(
    reader: Reader, tmp_path: Path
) -> None:
    page = reader("/gradients?steps=30&units=6&nets=2", locale="en-US")
    for part, keys in PICTURES.items():
        if part:
            unfolded(page, part)
        for key in keys:
            path = taken(page, f"{key}_take", "Figure as SVG", tmp_path)
            drawing = ElementTree.parse(path).getroot()
            assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
            assert all(float(drawing.attrib[side]) > 100 for side in ("width", "height"))
            marks = [
                node for node in drawing.iter() if node.tag.endswith(("path", "rect", "circle"))
            ]
            assert len(marks) > 10, key
            words = "".join(drawing.itertext())
            assert words.strip(), key
            assert key != "unrolled" or words.startswith("The unrolled networks")
        table = taken(page, f"{keys[-1]}_take", "Numbers as CSV", tmp_path)
        assert table.read_text().count("\n") > 5

    unfolded(page, "check")
    check = page.locator(".st-key-gradients_check")
    expect(check.get_by_role("table")).to_contain_text("By finite differences")
    expect(check.get_by_text("They agree in the first")).to_be_visible()
    script = taken(page, "check_take", "PyTorch script", tmp_path)
    compile(script.read_text(), script.name, "exec")
    net = taken(page, "check_take", "The net (safetensors)", tmp_path)
    assert net.name in script.read_text()
    assert load(net.read_bytes())["x"].shape[0] == 21
    assert serious_faults(page) == []


def test_the_link_carries_what_is_set_to_another_browser(reader: Reader) -> None:
    asked = "distance=12&forget=3&number=dc.before.2.1.7.13"
    page = reader(f"/gradients?{asked}", locale="en-US", width=390, height=844)
    unfolded(page, "check")
    formula = page.locator(".st-key-gradients_check").get_by_text("‖∂L/∂C₇‖").first
    expect(formula).to_be_visible()
    settled(page)  # a list that is open closes when the page is drawn anew
    page.get_by_role("combobox", name="At step").click()
    page.get_by_role("option", name="9 · ").click()
    expect(page.get_by_text("‖∂L/∂C₉‖").first).to_be_visible()
    page.get_by_role("button", name="Share the link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    assert "reader=" not in link

    other = reader(link, locale="es-ES")
    # What was unfolded is.
    expect(other.get_by_text("‖∂L/∂C₉‖").first).to_be_visible()
    # In English, because the link says so.
    for name, value in (("Time steps to remember", "12"), ("Forget bias", "3")):
        expect(other.get_by_role("slider", name=name)).to_have_value(value)
