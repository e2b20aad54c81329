"""The science of the app: recurrent cells and every value they compute. Good in a notebook on its own."""

from lstm_core.cells import GATES, Cell
from lstm_core.interventions import Intervention
from lstm_core.trace import Term, Trace, trace

__all__ = ["GATES", "Cell", "Intervention", "Term", "Trace", "trace"]
