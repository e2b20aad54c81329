"""The three kinds of net for a vector of measurements, in PyTorch."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lstm_core.cases.config import CaseConfig
from lstm_core.cases.disease import Disease, usual
from lstm_core.cases.nets import started


class Dense(nn.Module):
    """Every measurement to every unit, one hidden layer."""

    def __init__(self, columns: int, hidden: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(columns, hidden)
        self.readout = nn.Linear(hidden, 2)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (B, 2) of measurements (B, D)."""
        out: Tensor = self.readout(torch.relu(self.hidden(x)))
        return out


class Convolutional(nn.Module):
    """Looks for patterns among three neighbours, wherever they stand: two layers, then the mean over all places."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.first = nn.Conv1d(1, hidden, 3, padding=1)
        self.second = nn.Conv1d(hidden, hidden, 3, padding=1)
        self.readout = nn.Linear(hidden, 2)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (B, 2) of measurements (B, D)."""
        seen = torch.relu(self.second(torch.relu(self.first(x[:, None]))))
        out: Tensor = self.readout(seen.mean(2))
        return out


class Recurrent(nn.Module):
    """An LSTM that reads one measurement after the other and answers after the last."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.recurrent = nn.LSTM(1, hidden, batch_first=True)
        self.readout = nn.Linear(hidden, 2)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (B, 2) of measurements (B, D)."""
        out: Tensor = self.readout(self.recurrent(x[:, :, None])[0][:, -1])
        return out


def net(config: CaseConfig, case: Disease, generator: torch.Generator) -> nn.Module:
    """A net of config's kind, freshly started."""
    hidden = usual(config).hidden
    makers = {
        "dense": lambda: Dense(case.columns, hidden),
        "convolutional": lambda: Convolutional(hidden),
        "recurrent": lambda: Recurrent(hidden),
    }
    return started(makers[config.kind], generator)
