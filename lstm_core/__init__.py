"""The science of the app: recurrent cells and every value they compute. Good in a notebook on its own."""

from lstm_core.cells import GATES, Cell
from lstm_core.gradients import (
    Backward,
    Decay,
    Factors,
    Pairs,
    backward,
    contributions,
    decay,
    factors,
    jacobian_products,
    pairs,
    step_jacobians,
)
from lstm_core.interventions import Intervention
from lstm_core.memory import Operation, probes_of, run_many, study
from lstm_core.passes import Passes, run_passes
from lstm_core.trace import Term, Trace, trace

__all__ = [
    "GATES",
    "Backward",
    "Cell",
    "Decay",
    "Factors",
    "Intervention",
    "Operation",
    "Pairs",
    "Passes",
    "Term",
    "Trace",
    "backward",
    "contributions",
    "decay",
    "factors",
    "jacobian_products",
    "pairs",
    "probes_of",
    "run_many",
    "run_passes",
    "step_jacobians",
    "study",
    "trace",
]
