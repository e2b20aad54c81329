"""The two kinds of net for a reader's own words, in PyTorch: one sees the mean over time, one hears frame after frame."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lstm_core.cases.config import CaseConfig
from lstm_core.cases.nets import started
from lstm_core.cases.own import Own, usual
from lstm_core.cases.spectrum import BANDS


class Mean(nn.Module):
    """A dense net of what was heard on average: which sounds, but not in which order."""

    def __init__(self, hidden: int, classes: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(BANDS, hidden)
        self.readout = nn.Linear(hidden, classes)

    def forward(self, heard: Tensor, lengths: Tensor) -> Tensor:
        """Logits (B, K) of frames (B, T, BANDS), of which the first `lengths` (B,) of each row are real."""
        real = torch.arange(heard.shape[1]) < lengths[:, None]  # (B, T)
        mean = (heard * real[:, :, None]).sum(1) / lengths[:, None]
        out: Tensor = self.readout(torch.relu(self.hidden(mean)))
        return out


class Recurrent(nn.Module):
    """An LSTM that hears frame after frame and answers after the last real one."""

    def __init__(self, hidden: int, classes: int) -> None:
        super().__init__()
        self.recurrent = nn.LSTM(BANDS, hidden, batch_first=True)
        self.readout = nn.Linear(hidden, classes)

    def forward(self, heard: Tensor, lengths: Tensor) -> Tensor:
        """Logits (B, K), as `Mean`."""
        states = self.recurrent(heard)[0]  # (B, T, H)
        last = states[torch.arange(len(states)), lengths.long() - 1]
        out: Tensor = self.readout(last)
        return out


def net(config: CaseConfig, case: Own, generator: torch.Generator) -> nn.Module:
    """A net of config's kind, freshly started."""
    hidden = usual(config).hidden
    kind = {"mean": Mean, "recurrent": Recurrent}[config.kind]
    return started(lambda: kind(hidden, case.classes), generator)
