"""Twin nets: one encoder looks at both pictures with the same weights, and the difference of its two answers decides.

J. Bromley et al., "Signature verification using a siamese time delay neural network", NIPS 1993.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from lstm_core.cases.case import Case, usual
from lstm_core.cases.config import CaseConfig
from lstm_core.cases.iris_eye import GREY, SIDE
from lstm_core.cases.iris_twin import GAIN
from lstm_core.cases.nets import started

CODE = 32  # numbers that an encoder makes of a picture


class Twin(nn.Module):
    """Two pictures (B, SIDE, SIDE) each -> logits (B, 2): different, same."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(CODE, 2)

    def forward(self, one: Tensor, other: Tensor) -> Tensor:
        # Both at once: the same weights for both.
        code: Tensor = self.encoder(GAIN * (torch.cat([one, other]) - GREY))
        first, second = code.chunk(2)
        answer: Tensor = self.head((first - second).abs())
        return answer


class Dense(nn.Module):
    """Pixels in a row, H units, the code."""

    def __init__(self, H: int) -> None:
        super().__init__()
        self.first = nn.Linear(SIDE * SIDE, H)
        self.code = nn.Linear(H, CODE)

    def forward(self, x: Tensor) -> Tensor:
        code: Tensor = self.code(torch.relu(self.first(x.flatten(1))))
        return code


class Convolutional(nn.Module):
    """Three layers of filters that move over the picture two pixels at a time, so that each halves it, then the code."""

    def __init__(self, C: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, C, 5, stride=2, padding=2)
        self.second = nn.Conv2d(C, 2 * C, 3, stride=2, padding=1)
        self.third = nn.Conv2d(2 * C, 4 * C, 3, stride=2, padding=1)
        self.code = nn.Linear(4 * C * (SIDE // 8) ** 2, CODE)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.first(x[:, None]))
        x = torch.relu(self.second(x))
        x = torch.relu(self.third(x))
        code: Tensor = self.code(x.flatten(1))
        return code


class Recurrent(nn.Module):
    """An LSTM that reads the picture row by row; its last state makes the code."""

    def __init__(self, H: int) -> None:
        super().__init__()
        self.rows = nn.LSTM(SIDE, H, batch_first=True)
        self.code = nn.Linear(H, CODE)

    def forward(self, x: Tensor) -> Tensor:
        states, _last = self.rows(x)
        code: Tensor = self.code(states[:, -1])
        return code


ENCODERS: dict[str, Callable[[int], nn.Module]] = {
    "dense": Dense,
    "convolutional": Convolutional,
    "recurrent": Recurrent,
}


def net(config: CaseConfig, case: Case, generator: torch.Generator) -> nn.Module:
    """A twin net of config's kind."""
    hidden = usual(config).hidden
    return started(lambda: Twin(ENCODERS[config.kind](hidden)), generator)
