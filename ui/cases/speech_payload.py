"""A word, four nets and what each believes while it hears it, as the component in `ui/components/speech` takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_core.cases.saying import Sound, sound
from lstm_core.cases.spectrum import HOP, RATE, WINDOW
from lstm_core.cases.speech import words
from lstm_core.cases.speech_twin import answers, beliefs, loudest
from ui.cases.called import Called, called
from ui.cases.heard_sound import sound_view
from ui.cases.nets import CaseNet
from ui.cases.speech_setting import OPTIONS, saying_of
from ui.cases.speech_words import headline, labels, option_names, short_names
from ui.memory.picture import packed
from ui.text import language, lesson

PEAKS = 300  # points of the outline of the wave


def payload(
    nets: Mapping[str, CaseNet], chosen: Mapping[str, str], *, named: bool = True
) -> dict[str, Any]:
    """What the component draws.

    Args:
        nets: kind -> net, of the reader's language; those that are drawn.
        chosen: see `ui.cases.speech_setting.setting`.
        named: as of `ui.cases.called.called`.
    """
    saying = saying_of(chosen)
    made = sound(saying)
    seen = [one for one in called("speech", named=named) if one.kind in nets]
    heard = [_heard(one, nets[one.kind], made) for one in seen]
    known = words(language())
    short = {one.kind: one.name for one in called("speech", named=named, names=short_names())}
    told = headline(saying, [(short[net["kind"]], known[net["answer"]]) for net in heard])
    return {
        "lang": language(),
        "words": list(known),
        "said": known.index(saying.word),
        "chosen": dict(chosen),
        "options": {
            name: [{"id": one, "name": option_names(name)[one]} for one in OPTIONS[name]]
            for name in ("voice", "speed", "noise")
        },
        "sound": _sound(made),
        "seconds": len(made.wave) / RATE,
        # A frame stands for the HOP in its middle.
        "starts": [((WINDOW - HOP) / 2 + t * HOP) / RATE for t in range(len(made.heard))],
        "step": HOP / RATE,
        "is_changed": saying.backwards or saying.shuffled,
        "nets": heard,
        "headline": told,
        "labels": labels() | {"how_speech": lesson("cases/speech_read")},
    }


def _heard(seen: Called, net: CaseNet, made: Sound) -> dict[str, Any]:
    batch = made.heard[None]
    after = beliefs(net.weights, net.config, batch)[0]  # (T, K)
    final = answers(net.weights, net.config, batch)[0]
    alone = net.config.kind == "frame"
    return {
        "kind": net.config.kind,
        "name": seen.name,
        "look": seen.look,
        "beliefs": packed(after),
        "answer": int(final.argmax()),
        "share": float(final.max()),
        "at": int(loudest(batch)[0]) if alone else len(after) - 1,
        "alone": alone,
    }


def _sound(made: Sound) -> dict[str, Any]:
    samples = np.round(32767 * made.wave / max(1.0, np.abs(made.wave).max())).astype("<i2")
    return sound_view(samples, made.wave, made.heard, PEAKS)
