"""The terms of every pre-activation: they add up to z, and each is what its source adds."""

import numpy as np
import pytest

from lstm_core import Intervention, trace
from tests.core.nets import EVERY_GATE, cell_of, draw

T, D, H = 5, 2, 3
X = draw(21, T, D).numpy()
WAYS = ("untouched", "this gate held", "memory overwritten")


def done(way: str, gate: str) -> tuple[Intervention, ...]:
    """The interventions of one way."""
    if way == "this gate held":
        return (Intervention("clamp", gate, 0.25, start=1),)
    if way == "memory overwritten":
        return (Intervention("set", value=0.6, units=(0, 2), start=2),)
    return ()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("kind", "gate"), EVERY_GATE)
def test_terms_add_up_to_z(kind: str, gate: str, way: str) -> None:
    cell = cell_of(kind, D, H)
    ours = trace(cell, X, interventions=done(way, gate))
    for t in range(T):
        for unit in range(H):
            terms = ours.terms(t, gate, unit)
            total = sum(term.product for term in terms)
            assert total == pytest.approx(ours.z[t, cell.gates.index(gate), unit], abs=1e-12)
            assert all(term.product == term.weight * term.value for term in terms)


def test_gru_terms_follow_a_reset_gate_that_is_held() -> None:
    """With r held at 0 nothing of the past is left in the candidate's sum, with r held at 1 all of it."""
    cell = cell_of("gru", D, H)
    for r in (0.0, 1.0):
        ours = trace(cell, X, state=[0.5] * H, interventions=[Intervention("clamp", "reset", r)])
        for unit in range(H):
            past = [term for term in ours.terms(1, "candidate", unit) if "recurrent" in term.source]
            full = cell.W_hh[2, unit] @ ours.h[1] + cell.b_hh[2, unit]
            assert sum(term.product for term in past) == pytest.approx(r * full, abs=1e-12)
            total = sum(term.product for term in ours.terms(1, "candidate", unit))
            assert total == pytest.approx(ours.z[1, 2, unit], abs=1e-12)


@pytest.mark.parametrize(("kind", "gate"), EVERY_GATE)
def test_each_term_is_what_z_loses_when_its_source_is_silenced(kind: str, gate: str) -> None:
    cell = cell_of(kind, D, H)
    h, c = np.abs(draw(22, H).numpy()), draw(23, H).numpy()
    # GRU's candidate: silencing h would also move the reset gate, so hold it.
    held = [Intervention("clamp", "reset", 0.4)] if cell.kind == "gru" else []

    def z_of(x: object, h: object) -> float:
        state = (h, c) if cell.kind == "lstm" else h
        return float(
            trace(cell, x, state=state, interventions=held).z[0, cell.gates.index(gate), 1]
        )

    state = (h, c) if cell.kind == "lstm" else h
    ours = trace(cell, X[:1], state=state, interventions=held)
    for term in ours.terms(0, gate, 1):
        x_without, h_without = X[:1].copy(), h.copy()
        if term.source == "input":
            x_without[0, term.index] = 0
        elif term.source == "recurrent":
            h_without[term.index] = 0
        else:
            continue
        assert term.product == pytest.approx(z_of(X[:1], h) - z_of(x_without, h_without), abs=1e-12)


def test_sources_and_order() -> None:
    plain = [(term.source, term.index) for term in trace(cell_of("lstm"), X).terms(0, "forget", 0)]
    inputs, units = [("input", 0), ("input", 1)], [("recurrent", j) for j in range(3)]
    assert plain == [*inputs, *units, ("bias", None)]
    gru = [(term.source, term.index) for term in trace(cell_of("gru"), X).terms(0, "candidate", 0)]
    assert gru == [*inputs, *units, ("recurrent_bias", None), ("bias", None)]
