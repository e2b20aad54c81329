"""Every kind of module, dtype and option: the trace against what the module itself puts out."""

import numpy as np
import pytest
import torch

from lstm_core import trace
from tests.core.nets import MODULES, draw, module_of

T, D, H = 9, 3, 5


@pytest.mark.parametrize("state", ["zero state", "given state"])
@pytest.mark.parametrize("batch", [None, 1, 3], ids=["unbatched", "batch of 1", "batch of 3"])
@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize(
    ("dtype", "bias", "batch_first"),  # every two of them together
    [
        (torch.float64, True, False),
        (torch.float64, False, True),
        (torch.float32, True, True),
        (torch.float32, False, False),
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", MODULES)
def test_states_are_those_of_the_module(
    kind: str,
    dtype: torch.dtype,
    bias: bool,
    batch_first: bool,
    layers: int,
    batch: int | None,
    state: str,
) -> None:
    module = module_of(
        kind, D, H, dtype, bias=bias, batch_first=batch_first, num_layers=layers, seed=1
    )
    size = () if batch is None else (batch,)
    x = draw(2, T, *size, D, dtype=dtype)
    x = x.transpose(0, 1) if batch_first and batch else x
    start = None
    if state == "given state":
        h0, c0 = (draw(seed, layers, *size, H, dtype=dtype) for seed in (3, 4))
        start = (h0, c0) if kind == "lstm" else h0
    with torch.no_grad():
        output, final = module(x, start)
    final_h, final_c = final if kind == "lstm" else (final, None)
    tolerance = {torch.float32: 1e-6, torch.float64: 1e-12}[dtype]

    for chosen in range(batch or 1):
        which = chosen if batch and batch > 1 else None
        traces = [trace(module, x, state=start, layer=n, sequence=which) for n in range(layers)]
        here = output if batch is None else output[chosen] if batch_first else output[:, chosen]
        np.testing.assert_allclose(traces[-1].h[1:], here, rtol=0, atol=tolerance)
        for n, traced in enumerate(traces):
            row = (n,) if batch is None else (n, chosen)
            np.testing.assert_allclose(traced.h[-1], final_h[row], rtol=0, atol=tolerance)
            if final_c is not None and traced.c is not None:
                np.testing.assert_allclose(traced.c[-1], final_c[row], rtol=0, atol=tolerance)
            if start is not None:
                np.testing.assert_array_equal(
                    traced.memory[0], (c0 if final_c is not None else h0)[row]
                )


@pytest.mark.parametrize("kind", MODULES)
def test_plain_vectors_and_lists_do_as_well_as_tensors(kind: str) -> None:
    module = module_of(kind, D, H)
    x, h0, c0 = draw(2, T, D), draw(3, H), draw(4, H)
    state = (h0[None], c0[None]) if kind == "lstm" else h0[None]
    plain = (h0.tolist(), c0.numpy()) if kind == "lstm" else h0.tolist()
    assert trace(module, x.tolist(), state=plain) == trace(module, x, state=state)


def test_dropout_between_layers_is_that_of_eval_mode() -> None:
    module = module_of("lstm", D, H, num_layers=2, dropout=0.5)
    x = draw(2, T, D)
    with torch.no_grad():
        output, _ = module.eval()(x)
    np.testing.assert_allclose(trace(module.train(), x, layer=1).h[1:], output, rtol=0, atol=1e-12)


def test_a_subclass_and_a_parameter_that_wants_gradients_are_read() -> None:
    class Mine(torch.nn.LSTM):
        pass

    module = Mine(D, H).double()
    x = draw(2, T, D).requires_grad_()
    output, _ = module(x)
    np.testing.assert_allclose(trace(module, x).h[1:], output.detach(), rtol=0, atol=1e-12)
