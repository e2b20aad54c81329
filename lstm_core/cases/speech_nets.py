"""The four nets of the speech case, each from frames (B, T, BANDS) to logits (B, K). Their NumPy twins: speech_twin.py."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lstm_core.cases.case import Case
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.nets import started
from lstm_core.cases.spectrum import BANDS
from lstm_core.cases.speech import usual
from lstm_core.cases.speech_twin import SCALE, SEES, SILENCE


class Dense(nn.Module):
    """One hidden layer, on the numbers of one frame."""

    def __init__(self, hidden: int, classes: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(BANDS, hidden)
        self.answer = nn.Linear(hidden, classes)

    def of(self, frame: Tensor) -> Tensor:
        """(B, BANDS) -> (B, K)."""
        logits: Tensor = self.answer(torch.relu(self.hidden(SCALE * frame)))
        return logits


class OneFrame(Dense):
    """Answers from the loudest frame, and from no other."""

    def forward(self, heard: Tensor) -> Tensor:
        at = heard.double().sum(2).argmax(1)  # (B,)
        return self.of(heard[torch.arange(len(heard)), at])


class Mean(Dense):
    """Answers from the mean of all frames."""

    def forward(self, heard: Tensor) -> Tensor:
        return self.of(heard.mean(1))


class Convolutional(nn.Module):
    """The same small window over all times, of each channel the most, whenever it was."""

    def __init__(self, hidden: int, classes: int) -> None:
        super().__init__()
        self.window = nn.Conv1d(BANDS, hidden, SEES)
        self.answer = nn.Linear(hidden, classes)

    def forward(self, heard: Tensor) -> Tensor:
        # Silence goes before, so that what is said at t depends on frames up to t alone.
        padded = nn.functional.pad(heard.transpose(1, 2), (SEES - 1, 0), value=SILENCE)
        most = torch.relu(self.window(SCALE * padded)).amax(2)  # (B, hidden)
        logits: Tensor = self.answer(most)
        return logits


class Recurrent(nn.Module):
    """An LSTM, frame by frame; answers from its last state."""

    def __init__(self, hidden: int, classes: int) -> None:
        super().__init__()
        self.memory = nn.LSTM(BANDS, hidden, batch_first=True)
        self.answer = nn.Linear(hidden, classes)

    def forward(self, heard: Tensor) -> Tensor:
        states, _ = self.memory(SCALE * heard)
        logits: Tensor = self.answer(states[:, -1])
        return logits


NETS = {"frame": OneFrame, "mean": Mean, "convolutional": Convolutional, "recurrent": Recurrent}


def net(config: CaseConfig, case: Case, generator: torch.Generator) -> nn.Module:
    """The net of config's kind. The LSTM's forget gates start more open than shut: their bias is 1 higher."""
    hidden = usual(config).hidden
    made = started(lambda: NETS[config.kind](hidden, case.classes), generator)
    if isinstance(made, Recurrent):
        with torch.no_grad():
            bias = made.memory.get_parameter("bias_ih_l0")
            bias[hidden : 2 * hidden] += 1  # PyTorch's order: input, forget, ...
    return made
