"""Eyes, nets and scores as the component in `ui/components/irises` takes them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from lstm_core.arrays import Array
from lstm_core.cases import iris, iris_eye, iris_twin
from lstm_core.cases.case import permutation
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.verification import Roc
from ui.cases.called import Called, called
from ui.cases.iris_words import labels, look_names
from ui.cases.nets import CaseNet
from ui.memory.picture import packed
from ui.text import language

EYES = 12  # strangers to choose from
STEPS = {"pupil": 0.01, "rotation": 1.0, "lid": 0.01, "noise": 0.005}  # of the sliders
UNITS = {"rotation": "°"}
NOISE = 5  # seed of the two cameras


def payload(
    nets: Mapping[str, CaseNet], start: Mapping[str, float], *, named: bool
) -> dict[str, Any]:
    """All that the component draws and computes with.

    Args:
        nets: of every kind, all of one seed and one change.
        start: what the reader or the link has set: a, b (1 to EYES), the looks in STEPS, the threshold, and shuffled (0 or 1).
        named: as of `ui.cases.called.called`.
    """
    config = next(iter(nets.values())).config
    seed, shuffled = config.seed, config.change == "permuted"
    told = [_net(nets[one.kind], one) for one in called("iris", named=named)]
    grains = np.random.default_rng(NOISE).standard_normal((2, iris_eye.SIDE**2))
    strangers = iris.split(seed)[1][:EYES]
    sheets = np.round(iris.sheets()[strangers] / iris_eye.GRAIN).astype(np.int8)
    key = hashlib.sha256("".join(one["weights"] for one in told).encode()).hexdigest()[:12]
    return {
        "key": f"{seed}-{key}-{named}",
        "lang": language(),
        "labels": labels(shuffled=shuffled),
        "kit": kit(),
        "eyes": {"count": EYES, "sheets": base64.b64encode(sheets.tobytes()).decode()},
        "grains": packed(grains),
        "looks": {name: _look(name) for name in STEPS},
        "usual": {name: span.usual for name, span in iris_eye.LOOKS.items()},
        "start": dict(start),
        "order": permutation(seed, iris_eye.SIDE**2).tolist() if shuffled else None,
        "nets": told,
    }


def kit() -> dict[str, Any]:
    """The constants of the generator and the nets, as `irises/eye.js` calls them."""
    return {
        "side": iris_eye.SIDE,
        "rings": iris_eye.RINGS,
        "angles": iris_eye.ANGLES,
        "grain": iris_eye.GRAIN,
        "iris": iris_eye.IRIS,
        "black": iris_eye.PUPIL,
        "white": iris_eye.WHITE,
        "skin": iris_eye.SKIN,
        "lash": iris_eye.LASH,
        "lashes": iris_eye.LASHES,
        "grey": iris_eye.GREY,
        "contrast": iris_eye.CONTRAST,
        "sparkle": iris_eye.SPARKLE,
        "offGrid": iris_eye.OFF_GRID,
        "soft": iris_eye.SOFT,
        "gain": iris_twin.GAIN,
        "usualPupil": iris_eye.LOOKS["pupil"].usual,
    }


def _look(name: str) -> dict[str, Any]:
    span = iris_eye.LOOKS[name]
    return {
        "low": span.low,
        "high": span.high,
        "step": STEPS[name],
        "name": look_names()[name],
        "unit": UNITS.get(name, ""),
    }


def _net(net: CaseNet, seen: Called) -> dict[str, Any]:
    weights = np.concatenate([array.ravel() for array in net.weights.values()])
    key = hashlib.sha256(weights.tobytes()).hexdigest()
    same, different, roc = examined(f"{net.config} {key}", net)
    return {
        "kind": net.config.kind,
        "name": seen.name,
        "look": seen.look,
        "shape": seen.shape,
        "shapes": {key: list(array.shape) for key, array in net.weights.items()},
        "weights": packed(weights),
        "scores": {"same": _listed(same), "different": _listed(different)},
        "roc": {"accepts": _listed(roc.false_accepts), "rejects": _listed(roc.false_rejects)},
        "eer": roc.eer[0],
        "auc": roc.auc,
    }


@st.cache_resource(max_entries=24, show_spinner=False)
def examined(key: str, _net: CaseNet) -> tuple[Array, Array, Roc]:
    """Scores of the held-out pairs of the same and of different eyes, and their error rates: the pairs of the experiment.

    A net is known again by `key`, which is made of its config and weights.
    """
    config = _net.config
    (one, other), same = _pairs(config.change, config.seed)
    scores = iris_twin.answers(_net.weights, config, one, other)[:, iris.SAME]
    return scores[same == 1], scores[same == 0], Roc.of(scores, same == 1)


@lru_cache(maxsize=4)
def _pairs(change: str, seed: int) -> Any:
    return iris.case(CaseConfig("iris", "dense", change), seed).held_out()


def _listed(values: Array) -> list[float]:
    return [round(float(value), 5) for value in values]
