"""The irises in a real Chromium: eyes and nets in the browser are those of Python, and the sliders move them."""

import base64
import re

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from lstm_core.cases import iris_twin
from lstm_core.cases.config import KINDS, CaseConfig
from lstm_core.cases.iris_eye import GRAIN, LOOKS, SIDE, Looks, pictures, texture
from tests.browser.conftest import Reader, serious_faults
from ui.cases.iris_payload import kit
from ui.components import HERE

SHAPES: dict[str, dict[str, tuple[int, ...]]] = {
    "dense": {"first": (20, SIDE * SIDE), "code": (32, 20)},
    "convolutional": {
        "first": (8, 1, 5, 5),
        "second": (16, 8, 3, 3),
        "third": (32, 16, 3, 3),
        "code": (32, 512),
    },
    "recurrent": {"code": (32, 12)},
}
ASK = """async ({ modules, kit, sheets, looks, grains, net }) => {
    const load = (text) => import(`data:text/javascript;base64,${text}`);
    const [eye, twins] = await Promise.all(modules.map(load));
    const camera = eye.makeEyes(kit);
    const seen = sheets.map((sheet, k) => camera.stages(sheet, looks[k], grains[k], null).seen);
    const [one, other] = seen.map((picture) => twins.codeOf(net, picture));
    return { seen: seen.map((picture) => [...picture]), same: twins.sameOf(net, one, other) };
}"""


def weights_of(kind: str, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Random ones, by PyTorch's names, large enough for an answer that is not a half."""
    sizes: dict[str, tuple[int, ...]] = {"head.weight": (2, 32), "head.bias": (2,)}
    for name, shape in SHAPES[kind].items():
        sizes |= {f"encoder.{name}.weight": shape, f"encoder.{name}.bias": shape[:1]}
    if kind == "recurrent":
        for name, way in (("ih", SIDE), ("hh", 12)):
            sizes[f"encoder.rows.weight_{name}_l0"] = (48, way)
            sizes[f"encoder.rows.bias_{name}_l0"] = (48,)
    scale = {name: 2 / np.sqrt(np.prod(shape[1:])) for name, shape in sizes.items()}
    return {name: scale[name] * rng.normal(size=shape) for name, shape in sizes.items()}


@pytest.mark.parametrize("kind", KINDS["iris"])
def test_browser_sees_and_judges_as_python_does(browser: Browser, kind: str) -> None:
    rng = np.random.default_rng(8)
    looks, weights = Looks.drawn(2, rng), weights_of(kind, rng)
    looks.light[:] = 0  # the reader cannot change it
    sheets = np.stack([texture(30), texture(31)])
    grains = np.random.default_rng(1).standard_normal((2, SIDE, SIDE), np.float32)
    ours = pictures(sheets, looks, np.random.default_rng(1))
    config = CaseConfig("iris", kind)
    modules = [(HERE / "irises" / f"{name}.js").read_bytes() for name in ("eye", "twins")]
    net = {"kind": kind, "side": SIDE, "gain": kit()["gain"], "grey": kit()["grey"]}
    net["weights"] = {
        name: {"shape": array.shape, "values": array.ravel().tolist()}
        for name, array in weights.items()
    }
    page = browser.new_page()
    theirs = page.evaluate(
        ASK,
        {
            "modules": [base64.b64encode(module).decode() for module in modules],
            "kit": kit(),
            "sheets": (sheets / GRAIN).reshape(2, -1).tolist(),
            "looks": [{name: float(getattr(looks, name)[k]) for name in LOOKS} for k in range(2)],
            "grains": grains.reshape(2, -1).tolist(),
            "net": net,
        },
    )
    page.close()
    np.testing.assert_allclose(np.array(theirs["seen"]).reshape(ours.shape), ours, atol=1e-6)
    same = iris_twin.answers(weights, config, ours[:1], ours[1:])[0, 1]
    assert theirs["same"] == pytest.approx(same, abs=1e-5)
    assert abs(same - 0.5) > 0.01


def test_a_reader_moves_the_second_eye_the_threshold_and_the_pixels(reader: Reader) -> None:
    page = reader("/cases?case=iris&iris_b=3", locale="en-US", width=390, height=844)
    part = page.locator("[data-role=irises]")
    answers = part.locator("[data-probability]")
    before = answers.evaluate_all("(all) => all.map((one) => one.dataset.probability)")
    assert len(before) == 3
    expect(part.locator("[data-role=headline]")).to_contain_text("They are different eyes.")
    part.get_by_role("slider", name=re.compile("Eyelid")).press("End")
    after = answers.evaluate_all("(all) => all.map((one) => one.dataset.probability)")
    assert all(a != b for a, b in zip(after, before, strict=True))
    part.get_by_role("slider", name="Threshold").press("Home")
    for said in answers.all():
        expect(said).to_contain_text("accepted")
    expect(part.get_by_text("false accepts 100% · false rejects 0%")).to_have_count(3)
    expect(part.locator("[data-role=headline]")).to_contain_text("No net decides rightly")
    part.get_by_role("button", name="At the camera: the eye before").click()
    part.get_by_role("button", name="At the camera: the eye before").click()
    expect(part.locator("[data-role=headline]")).to_contain_text("It is the same eye.")
    page.wait_for_url(
        lambda url: url.endswith("iris_lid=0.6&iris_threshold=0") and "_b=" not in url
    )
    assert serious_faults(page) == []
    part.get_by_role("button", name="Shuffle the pixels").click()
    expect(part.get_by_text("pixels shuffled: what the nets see")).to_be_visible()
    page.wait_for_url(re.compile("iris_shuffled=1"))
