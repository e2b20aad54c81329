"""How the gradient flows back through time, by name: each is explained in the file it comes from.

The product of hundreds of Jacobians leaves the range of floating point, so each is kept with an exponent of its own, and
every norm comes as log10: -inf is an exact zero (units of ReLU that are off), +inf what overflows. States are numbered
from 0, the start, to T, after the last step.
"""

from lstm_core.backward import Backward, backward, contributions
from lstm_core.decay import BLOCKS, Decay, Pairs, decay, memory_lane, pairs
from lstm_core.factors import Factors, factors
from lstm_core.jacobians import Product, Slopes, jacobian_products, slopes, step_jacobians

__all__ = [
    "BLOCKS",
    "Backward",
    "Decay",
    "Factors",
    "Pairs",
    "Product",
    "Slopes",
    "backward",
    "contributions",
    "decay",
    "factors",
    "jacobian_products",
    "memory_lane",
    "pairs",
    "slopes",
    "step_jacobians",
]
