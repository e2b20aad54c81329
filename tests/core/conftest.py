"""What several tests of the core share."""

from collections.abc import Iterator

import pytest
import torch

from lstm_core.training import one_thread


@pytest.fixture
def single_thread() -> Iterator[None]:
    """PyTorch on one thread, as it trains; the other tests get theirs back."""
    threads = torch.get_num_threads()
    one_thread()
    yield
    torch.set_num_threads(threads)
