"""Small nets over the words of the sentences, not trained, for what is said of nets that are."""

from typing import Any

import torch

from lstm_core.config import TrainConfig
from lstm_core.models import SequenceModel
from lstm_core.net import Net
from lstm_core.tasks import make_task


def sentence_config(kind: str = "lstm", **knobs: Any) -> TrainConfig:
    """Two countries, and 6 units."""
    return TrainConfig(**{"kind": kind, "countries": 2, "E": 4, "H": 6, **knobs})


def net_of(config: TrainConfig, *, loud: float = 1.0) -> Net:
    """As it starts, all weights times `loud`, so that its answers differ from sentence to sentence."""
    task = make_task(config)
    generator = torch.Generator().manual_seed(config.seed)
    model = SequenceModel(config, task.symbols, task.inputs, task.outputs, generator)
    weights = {name: loud * one.numpy() for name, one in model.state_dict().items()}
    return Net.from_weights(weights, config)
