"""A sound as the components draw and play it (ui/components/lib/sound.js): its samples, its outline, and what the nets hear of it."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_core.arrays import Array
from lstm_core.cases.spectrum import BANDS, RATE, Frames


def sound_view(
    samples: NDArray[np.int16], wave: Array, heard: Frames, points: int
) -> dict[str, Any]:
    """What a component takes.

    Args:
        samples: (n,) as they are played.
        wave: (n,) as it is drawn, of any loudness.
        heard: (T, BANDS) in -1..1.
        points: of the outline.
    """
    parts = np.array_split(np.abs(wave), points)
    peaks = np.array([part.max(initial=0.0) for part in parts])
    levels = np.round(255 * (heard + 1) / 2).astype(np.uint8)  # (T, BANDS)
    return {
        "audio": b64encode(samples.tobytes()).decode(),
        "rate": RATE,
        "bands": b64encode(levels.tobytes()).decode(),
        "T": len(heard),
        "B": BANDS,
        "peaks": np.round(peaks / max(peaks.max(), 1e-9), 3).tolist(),
    }
