"""The unrolled network in a browser: its arithmetic is torch's, every stop is reached by keys, and what is dragged moves everything."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lstm_core.bptt import WEIGHTS, Small, sweep, updated
from tests.browser.conftest import Reader, serious_faults
from tests.browser.test_modules import blank, url
from tests.core.test_bptt import by_autograd, random_net
from ui.bptt.example import FIRST, read_content

__all__ = ["blank", "url"]  # fixtures of this file too

STOPS = {"loop": 5, "unrolled": 2, "forward": 13, "backward": 13, "sum": 4}
SWEEP = """async ([net, rate]) => {
    const { sweepNet, descend } = await import("/bptt/bptt_maths.js");
    return { sweep: sweepNet(net), path: descend(net, rate, 3) };
}"""


def as_js(net: Small) -> dict[str, Any]:
    return {
        "weights": net.weights,
        "x": net.x,
        "target": net.target,
        "h0": net.h0,
        "wanted": net.wanted,
    }


def test_its_arithmetic_is_torchs(blank: Page, url: str) -> None:
    blank.goto(f"{url}/blank")
    for seed in range(6):
        net = random_net(seed, ("every", "last")[seed % 2])
        found = blank.evaluate(SWEEP, [as_js(net), 0.1])
        expected = by_autograd(net)
        for name in ("a", "h", "y", "dy", "dh", "da", "dx"):
            assert found["sweep"][name] == pytest.approx(expected[name], abs=1e-9)
        assert found["sweep"]["total"] == pytest.approx(expected["total"][0], abs=1e-9)
        gradient = [found["sweep"]["gradient"][name] for name in WEIGHTS]
        assert gradient == pytest.approx(expected["gradient"], abs=1e-9)
        for step in found["path"]:
            assert step["weights"] == pytest.approx(net.weights, abs=1e-9)
            assert step["total"] == pytest.approx(sweep(net).total, abs=1e-9)
            net = updated(net, 0.1)


LINK = """async (net) => {
    const { toLink, fromLink } = await import("/bptt/link.js");
    const { freshState, solve, takeWeights } = await import("/bptt/state.js");
    const state = freshState({ ...net, rate: 2, phase: "update", stop: 60 });
    const taken = takeWeights(state, solve(state, 60));
    const first = { ...net, weights: { Wx: 1, Wh: 1, b: 1, Wy: 1 }, rate: 0.1 };
    const read = fromLink(new URLSearchParams(toLink(taken, first)), first);
    const beyond = fromLink(new URLSearchParams("bptt_w=1e121_1_1_1"), first);
    const all = solve({ ...state, stop: 1e4 }, 1e4);
    return [taken.weights, read.state.weights, read.problems, beyond, first.weights, all.net];
}"""


def test_weights_that_exploded_are_in_the_link_that_has_them(blank: Page, url: str) -> None:
    blank.goto(f"{url}/blank")
    given = {
        "x": [3, -3, 3, -3],
        "target": [-3, 3, -3, 3],
        "h0": 0,
        "wanted": "every",
        "weights": dict.fromkeys(WEIGHTS, 5),
    }
    taken, read, problems, beyond, first, last = blank.evaluate(LINK, given)
    assert problems == []
    assert taken["Wy"] > 1e50
    assert read == pytest.approx(taken, rel=1e-11)
    # What Python would not take is no weight here either: the link is refused by a sentence, and updates end before it.
    assert [one["name"] for one in beyond["problems"]] == ["bptt_w"]
    assert beyond["state"]["weights"] == first
    assert max(map(abs, last["weights"].values())) > 1e100
    assert read_content({**last, "rate": 2})


def text_of(page: Page, q: str, t: int, side: str) -> str:
    return page.locator(f'.box[data-q="{q}"][data-t="{t}"] .{side}').text_content() or ""


def expect_place(page: Page, phase: str, stop: int) -> None:
    page.wait_for_function(
        "([phase, stop]) => { const now = new URLSearchParams(location.search);"
        " return now.get('phase') === phase && now.get('stop') === stop }",
        arg=[phase, str(stop)],
    )


def test_every_stop_is_reached_by_keys_and_numbers_appear_one_by_one(reader: Reader) -> None:
    page = reader("/unrolled?lang=en", reduced_motion="reduce")
    found = sweep(FIRST)
    spoken = page.locator('[data-role="bptt"] [data-role="spoken"]')
    heard = set()
    for phase, count in STOPS.items():
        for stop in range(count):
            expect(page.locator(f'[data-phase="{phase}"]')).to_have_attribute(
                "aria-current", "step"
            )
            if phase == "forward":
                shown = page.locator('.box:not(.given)[data-t="2"].there').count()
                assert shown == max(0, min(4, {3: 1, 4: 2}.get(stop, 4 if stop > 4 else 0)))
            if (phase, stop) == ("backward", 5):  # what arrives at state 3
                assert text_of(page, "h", 3, "gradient") == f"∂ {found.dh[3]:.3f}"
                assert text_of(page, "a", 3, "gradient") == ""
            if (phase, stop) == ("sum", 1):
                assert (
                    page.locator('[data-role="sum"]').inner_text() == f"{found.gradient['Wh']:.3f}"
                )
            page.keyboard.press("ArrowRight")
            heard.add(spoken.text_content())
    assert len(heard) == sum(STOPS.values())
    page.keyboard.press("ArrowRight")
    expect_place(page, "update", 1)
    after = updated(FIRST, 0.1)
    assert text_of(page, "total", 0, "value") == f"{sweep(after).total:.3f}"
    page.keyboard.press("Shift+ArrowRight")
    expect_place(page, "update", 11)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect_place(page, "sum", 3)
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowLeft")
    expect_place(page, "backward", 12)
    assert (
        page.locator('[data-role="bptt"]').evaluate("(e) => e.getRootNode().getAnimations()") == []
    )
    page.keyboard.press("t")
    sums = page.locator(".all tfoot td.n")
    expect(sums.last).to_have_text(f"{found.gradient['Wy']:.4f}")
    # Where nothing is to move, a link that asks to play shows the end of its phase at once.
    page.goto("/unrolled?lang=en&phase=forward&bptt_play=yes")
    expect_place(page, "forward", 12)


def test_what_is_dragged_moves_everything_and_is_in_the_link(reader: Reader) -> None:
    page = reader("/unrolled?lang=en&phase=backward&stop=12&unrolled_check=true")
    badge = page.locator('.badge[data-weight="Wh"]')
    box = badge.nth(2).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    expect(page.locator('.badge.same[data-weight="Wh"]')).to_have_count(4)
    page.mouse.down()
    page.mouse.move(x, y - 15, steps=3)
    page.mouse.move(x, y + 30, steps=3)
    page.mouse.up()
    moved = Small({**FIRST.weights, "Wh": 0.6}, FIRST.x, FIRST.target)
    expect(badge.locator(".weight")).to_have_text(["0.60"] * 4)
    assert text_of(page, "h", 0, "gradient") == f"∂ {sweep(moved).dh[0]:.3f}".replace("-", "−")
    expect(page).to_have_url(re.compile(r"bptt_w=0\.5_0\.6_0\.1_0\.8"))
    # Python hears of it, and checks it.
    expect(page.locator(".st-key-unrolled_check")).to_contain_text(
        f"{sweep(moved).gradient['Wh']:.8f}".replace("-", "−")
    )
    page.locator('.box[data-q="x"][data-t="1"]').focus()
    page.keyboard.press("ArrowDown")
    assert text_of(page, "x", 1, "value") == "0.95"
    field = page.get_by_role("textbox", name="Input at step 1")
    field.fill("abc")
    field.press("Enter")
    expect(page.get_by_text("“abc” is not a number")).to_be_visible()
    field.fill("0,2")
    field.press("Enter")
    assert text_of(page, "x", 1, "value") == "0.20"
    page.locator('[data-wanted="last"]').click()
    assert text_of(page, "y", 1, "gradient") == "∂ 0"
    expect(page).to_have_url(re.compile("bptt_wanted=last"))
    page.reload()
    expect(page.locator('.box[data-q="x"][data-t="1"] .value')).to_have_text("0.20")
    expect(badge.first.locator(".weight")).to_have_text("0.60")
    page.get_by_role("button", name="Reset all").click()
    expect(badge.first.locator(".weight")).to_have_text("1.10")
    page.keyboard.press("Control+z")
    expect(badge.first.locator(".weight")).to_have_text("0.60")


def test_a_bad_link_is_said_and_a_phone_has_time_running_down(reader: Reader) -> None:
    page = reader(
        "/unrolled?lang=en&phase=backward&stop=99&bptt_x=1_2&bptt_rate=a",
        width=390,
        height=844,
        theme="dark",
    )
    problems = page.locator('[data-slot="problems"]')
    expect(problems.locator("p")).to_have_count(3)
    expect(problems).to_contain_text("stop = “99”; the nearest there is: 12")
    first, last = (page.locator(f'.box[data-q="h"][data-t="{t}"]').bounding_box() for t in (1, 4))
    assert first
    assert last
    assert last["y"] > first["y"] + 300
    for button in page.locator(".player button").all():
        size = button.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious_faults(page) == []
