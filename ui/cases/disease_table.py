"""The patients and what the nets answer as a table to take away."""

from __future__ import annotations

from collections.abc import Mapping

from lstm_core.cases.disease import held_out_patients, patients, scale
from lstm_core.cases.disease_twin import answers
from ui.cases.nets import CaseNet
from ui.nets.rows import Rows, as_csv


@as_csv
def table(case: str, nets: Mapping[str, CaseNet]) -> Rows:
    """As CSV every patient that the nets never learned from, as the data have it, and the probability that each net gives."""
    everybody = patients(case)
    config = next(iter(nets.values())).config
    held = held_out_patients(case, config.seed)
    x = scale(config, config.seed)(everybody.values[held])
    found = [answers(net.weights, net.config, x)[:, 1] for net in nets.values()]
    yield ["number", *everybody.columns, "outcome", "ill", *nets]
    for row, at in enumerate(held):
        given = [f"{each[row]:.6f}" for each in found]
        values = [f"{value:.12g}" for value in everybody.values[at]]
        yield [at + 1, *values, f"{everybody.outcome[at]:g}", int(everybody.ill[at]), *given]
