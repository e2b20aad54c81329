"""Latch: how well single memory cells hold a class from the word that says it to the word that needs it."""

from __future__ import annotations

import numpy as np

from lstm_core.arrays import Array
from lstm_core.sentences import Ints

CHECKPOINTS = 12  # places in a sentence, from the cue to the answer, at which a cell must hold
BINS = 16


def eta_squared(states: Array, classes: Ints) -> Array:
    """The share of each cell's variance that is between classes (Pearson's correlation ratio, squared).

    Args:
        states: (..., B, H) what H cells hold in B sentences.
        classes: (B,) from 0.

    Returns:
        (..., H) 0, the classes have the same mean, to 1, the class is all that the cell holds; 0 of a cell that never changes.
    """
    centred = states - states.mean(axis=-2, keepdims=True)
    member = classes == np.arange(classes.max() + 1)[:, None]  # (C, B)
    counts = np.maximum(member.sum(axis=1), 1)
    sums = member.astype(float) @ centred  # (..., C, H)
    between = (sums**2 / counts[:, None]).sum(axis=-2)
    total = (centred**2).sum(axis=-2)
    # A constant cell differs from its mean by rounding alone.
    B = states.shape[-2]
    rounding = B * (B * np.finfo(float).eps * np.abs(states).max(axis=-2)) ** 2
    varies = total > rounding
    share: Array = np.divide(between, total, out=np.zeros_like(total), where=varies).clip(max=1.0)

    return share


def latch_scores(memory: Array, classes: Ints, first: Ints, last: Ints) -> Array:
    """How well each cell holds the class all the way: the least eta squared at CHECKPOINTS places of the sentences.

    Args:
        memory: (B, T+1, H).
        classes: (B,) from 0.
        first: (B,) the row of the state after the cue.
        last: (B,) the row of the state before the answer; the checkpoints are evenly spread from one to the other.

    Returns:
        (H,) 0 to 1.
    """
    share = np.linspace(0, 1, CHECKPOINTS)[:, None]
    at = np.rint(first + share * (last - first)).astype(np.int64)  # (12, B)
    states = memory[np.arange(len(memory)), at]  # (12, B, H)
    least: Array = eta_squared(states, classes).min(axis=0)
    return least


def mutual_information(states: Array, classes: Ints) -> Array:
    """How many bits each cell's value tells about the class.

    The plug-in estimate from BINS bins of equal count (equal values share a bin), less its expected excess,
    (cells of the table - classes - bins + 1) / (2 B ln 2), counting what is not empty (Panzeri and Treves 1996).

    Args:
        states: (B, H).
        classes: (B,) from 0.

    Returns:
        (H,) 0 to the entropy of the classes.
    """
    B, H = states.shape
    ranked = np.sort(states, axis=0)
    edges = ranked[np.arange(1, BINS) * B // BINS]  # (BINS - 1, H)
    bins = (edges[:, None] <= states).sum(axis=0)  # (B, H)
    C = int(classes.max()) + 1
    places = (np.arange(H) * C + classes[:, None]) * BINS + bins
    joint = np.bincount(places.ravel(), minlength=H * C * BINS).reshape(H, C, BINS)
    by_class, by_bin = joint.sum(axis=2), joint.sum(axis=1)
    entropy = _entropy(by_class)
    plug_in = entropy + _entropy(by_bin) - _entropy(joint.reshape(H, -1))
    filled = [(one > 0).reshape(H, -1).sum(axis=1) for one in (joint, by_class, by_bin)]
    excess = (filled[0] - filled[1] - filled[2] + 1) / (2 * B * np.log(2))
    bits: Array = np.clip(plug_in - excess, 0, entropy)
    return bits


def _entropy(counts: Ints) -> Array:
    """Bits of distributions given as counts (H, N)."""
    share = counts / counts.sum(axis=1, keepdims=True)
    logs = np.log2(share, out=np.zeros_like(share), where=share > 0)
    bits: Array = -(share * logs).sum(axis=1)
    return bits


def class_means(memory: Array, classes: Ints, at: Ints) -> Array:
    """(C, H) the mean memory (B, T+1, H) of each class, sentence b in its row at[b]; NaN of a class that is not there."""
    states = memory[np.arange(len(memory)), at]
    member = classes == np.arange(classes.max() + 1)[:, None]
    with np.errstate(invalid="ignore"):
        means: Array = member.astype(float) @ states / member.sum(axis=1, keepdims=True)
    return means
