"""The code that makes the numbers of the picture: in PyTorch, where autograd does the way back, and in NumPy, where it stands line by line."""

from __future__ import annotations

from lstm_core.bptt import Small


def _given(net: Small, rate: float) -> str:
    weights = "\n".join(f"{name} = {value!r}" for name, value in net.weights.items())
    asked = [int(net.wanted == "every" or t == net.T - 1) for t in range(net.T)]
    return f"""{weights}
x = {list(net.x)!r}
target = {list(net.target)!r}
asked = {asked!r}  # 1 where the answer is compared with its target
h0 = {net.h0!r}
rate = {rate!r}
"""


def torch_script(net: Small, rate: float) -> str:
    """Plain PyTorch: torch.nn.RNN with these weights, autograd, and one update. It prints a JSON object as its last line."""
    return f'''"""A recurrent network of one neuron, unrolled and trained by backpropagation through time, in PyTorch."""

import json

import torch

torch.set_default_dtype(torch.float64)

{_given(net, rate)}
net = torch.nn.RNN(1, 1)  # tanh(W_x x + b + W_h h + b_hh)
readout = torch.nn.Linear(1, 1, bias=False)
weights = {{"Wx": net.weight_ih_l0, "Wh": net.weight_hh_l0, "b": net.bias_ih_l0, "Wy": readout.weight}}
with torch.no_grad():
    for name, parameter in weights.items():
        parameter.fill_({{"Wx": Wx, "Wh": Wh, "b": b, "Wy": Wy}}[name])
    net.bias_hh_l0.zero_()  # PyTorch has two biases that are added: one is enough


def loss():
    h, _ = net(torch.tensor(x)[:, None], torch.tensor([[h0]]))  # (T, 1)
    y = readout(h)[:, 0]  # (T,)
    errors = torch.tensor(asked) * (y - torch.tensor(target))
    return (errors**2 / 2).sum(), h[:, 0], y


L, h, y = loss()
L.backward()  # through all steps: BPTT
gradient = {{name: parameter.grad.item() for name, parameter in weights.items()}}
with torch.no_grad():
    for parameter in weights.values():
        parameter -= rate * parameter.grad
after = {{name: parameter.item() for name, parameter in weights.items()}}
print("h =", h.tolist())
print("y =", y.tolist())
print("L before and after the update:", L.item(), loss()[0].item())
print(json.dumps({{"loss": L.item(), "gradient": gradient, "after": after, "loss_after": loss()[0].item()}}))
'''


def numpy_script(net: Small, rate: float) -> str:
    """NumPy: both sweeps written out, and a check of each gradient by central differences. It prints a JSON object as its last line."""
    return f'''"""A recurrent network of one neuron, unrolled and trained by backpropagation through time, step by step in NumPy."""

import json

import numpy as np

{_given(net, rate)}
T = len(x)
weights = {{"Wx": Wx, "Wh": Wh, "b": b, "Wy": Wy}}


def forward(w):
    h, y = [h0], []
    for t in range(T):
        a = w["Wx"] * x[t] + w["Wh"] * h[t] + w["b"]
        h.append(np.tanh(a))
        y.append(w["Wy"] * h[t + 1])
    L = sum(asked[t] * (y[t] - target[t]) ** 2 / 2 for t in range(T))
    return h, y, L


def backward(w, h, y):
    gradient = {{name: 0.0 for name in w}}
    from_future = 0.0
    for t in reversed(range(T)):
        dy = asked[t] * (y[t] - target[t])
        dh = w["Wy"] * dy + from_future  # the state went two ways
        da = (1 - h[t + 1] ** 2) * dh  # through the squashing
        gradient["Wy"] += dy * h[t + 1]  # every step adds its part
        gradient["Wx"] += da * x[t]
        gradient["Wh"] += da * h[t]
        gradient["b"] += da
        from_future = w["Wh"] * da
        print(f"t = {{t + 1}}: dL/dy = {{dy:.6f}}  dL/dh = {{dh:.6f}}  dL/da = {{da:.6f}}")
    return gradient


h, y, L = forward(weights)
print("h =", [float(value) for value in h])
print("y =", [float(value) for value in y])
gradient = backward(weights, h, y)

step = 1e-5  # the same by nudging one weight at a time
for name in weights:
    up, down = ({{**weights, name: weights[name] + by}} for by in (step, -step))
    measured = (forward(up)[2] - forward(down)[2]) / (2 * step)
    print(f"dL/d{{name}} = {{gradient[name]:.12f}}, by finite differences {{measured:.12f}}")

after = {{name: weights[name] - rate * gradient[name] for name in weights}}
L_after = forward(after)[2]
print("L before and after the update:", float(L), float(L_after))
floats = [{{name: float(value) for name, value in one.items()}} for one in (gradient, after)]
print(json.dumps({{"loss": float(L), "gradient": floats[0], "after": floats[1], "loss_after": float(L_after)}}))
'''


SCRIPTS = {"PyTorch": torch_script, "NumPy": numpy_script}
