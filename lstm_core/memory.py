"""What a memory holds, in one place for a notebook: the telling cells, probes, influence, recall by distance, operations."""

from lstm_core.effect import Effect, Outcome, Trial, effect, random_cells
from lstm_core.held import Held, accuracy_by_cells, study
from lstm_core.influence import Influence, influence
from lstm_core.latch import class_means, eta_squared, latch_scores, mutual_information
from lstm_core.many import Many, run_many
from lstm_core.probes import ATTRIBUTES, Probe, probes_of
from lstm_core.recall import recall, wilson
from lstm_core.surgery import ACTIONS, Operation, actions_of, overwrite

__all__ = [
    "ACTIONS",
    "ATTRIBUTES",
    "Effect",
    "Held",
    "Influence",
    "Many",
    "Operation",
    "Outcome",
    "Probe",
    "Trial",
    "accuracy_by_cells",
    "actions_of",
    "class_means",
    "effect",
    "eta_squared",
    "influence",
    "latch_scores",
    "mutual_information",
    "overwrite",
    "probes_of",
    "random_cells",
    "recall",
    "run_many",
    "study",
    "wilson",
]
