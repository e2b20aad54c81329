"""The pieces of code that lab/gradient_script.py puts together: plain PyTorch, as text, because this app does not load it here."""

from __future__ import annotations

NET = """import math
from functools import partial

import torch
from safetensors.torch import load_file

torch.set_default_dtype(torch.float64)
net = load_file("{file}")
x = net["x"]  # (T, D), what goes into the recurrent layer
W_ih, W_hh, b_ih, b_hh = (net[name] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
T, H = len(x), W_hh.shape[1]
{places}  # steps count from 1; after step 0 is the start state
"""

_STEP = '''
def step(t, {s}{more}):
    """The states after step t, from those before it: (B, {S}) each{which}."""
    from_x = {x_t} @ W_ih.T + b_ih
    from_h = {h} @ {W}.T + b_hh{push}
{equations}


states = [torch.zeros(1, {S})]
for t in range(1, T + 1):
    states.append(step(t, states[-1]))

'''

_EQUATIONS = {
    "rnn": """    return (from_x + from_h).tanh()""",
    "relu": """    return (from_x + from_h).relu()""",
    "gru": """    r, u, _ = (from_x + from_h).sigmoid().chunk(3, dim=-1)
    n = (from_x[..., 2 * H :] + r * from_h[..., 2 * H :]).tanh()
    return (1 - u) * n + u * h""",
    "lstm": """    i, f, g, o = (from_x + from_h).chunk(4, dim=-1)
    c = f.sigmoid() * s[:, H:] + i.sigmoid() * g.tanh()
    return torch.cat([o.sigmoid() * c.tanh(), c], dim=1)""",
}


def step(kind: str, activation: str, what: str) -> str:
    """The equations, with those places open into which something is put."""
    lstm = kind == "lstm"
    more = {"dx": ", x_t=None", "contribution": ", W=W_hh, push=0.0"}.get(what, "")
    return _STEP.format(
        s="s" if lstm else "h",
        S="2 * H" if lstm else "H",
        which=", [h, c]" if lstm else "",
        h="s[:, :H]" if lstm else "h",
        more=more,
        x_t="(x[t - 1] if x_t is None else x_t)" if what == "dx" else "x[t - 1]",
        W="W" if what == "contribution" else "W_hh",
        push=" + push" if what == "contribution" else "",
        equations=_EQUATIONS["relu" if activation == "relu" else kind],
    )


HELD = {
    "lstm": '''
walked = states


def step_held(t, c):
    """The memories after step t from those before it, (B, H), all gates being what they were."""
    z = x[t - 1] @ W_ih.T + b_ih + walked[t - 1][:, :H] @ W_hh.T + b_hh
    i, f, g, _ = z.chunk(4, dim=-1)
    return f.sigmoid() * c + i.sigmoid() * g.tanh()


states = [s[:, H:] for s in walked]  # of the memory alone

''',
    "gru": '''
walked = states


def step_held(t, h):
    """The states after step t from those before it, (B, H), all gates being what they were."""
    from_x = x[t - 1] @ W_ih.T + b_ih
    from_h = walked[t - 1] @ W_hh.T + b_hh
    r, u, _ = (from_x + from_h).sigmoid().chunk(3, dim=-1)
    n = (from_x[..., 2 * H :] + r * from_h[..., 2 * H :]).tanh()
    return (1 - u) * n + u * h

''',
}

_LOSS = '''
def loss(t, s):
    """The loss at step t from states (B, S) after it: (B,). It is 0 where nothing is asked."""
    target, weight = net["target"][t - 1], net["weight"][t - 1]
    if weight == 0:
        return 0 * s.sum(dim=1)
    answers = s[:, :H] @ net["readout_weight"].T + net["readout_bias"]  # (B, A)
'''
SQUARED = (
    _LOSS
    + """    return weight * (answers[:, 0] - target) ** 2

"""
)
CROSS_ENTROPY = (
    _LOSS
    + """    # Cross-entropy, written so that its digits are kept where the net is all but sure:
    # log(1 + the sum of exp(answer - right answer) over the wrong answers).
    wrong = torch.arange(answers.shape[1]) != target
    return weight * (answers[:, wrong] - answers[:, ~wrong]).exp().sum(dim=1).log1p()

"""
)

_ENTER = '''
def enter({v}):
    """The states after step START, from {what} (B, {n})."""
{body}


at = {at}  # ({n},), what it was

'''
_WHAT = {
    "memory": "the memory after it",
    "lane": "the memory after it",
    "shown": "the memory after it",
    "dh": "h after it",
    "dc": "the memory after it",
    "dx": "what goes in at this step",
    "contribution": "a push to its sums W_hh h + b_hh",
}


def enter(kind: str, what: str) -> str:
    """How what is nudged gets into the net."""
    gates = {"rnn": "H", "gru": "3 * H", "lstm": "4 * H"}[kind]
    body, v, n, at = "    return h", "h", "H", "states[START][0]"
    if what == "dx":
        v, n, at = "x_t", "D", "x[START - 1]"
        body = "    return step(START, states[START - 1], x_t=x_t)"
    elif what == "contribution":
        v, n, at = "push", gates, f"torch.zeros({gates})"
        body = "    return step(START, states[START - 1], push=push)"
    elif kind == "lstm" and what == "dh":
        at = "states[START][0, :H]"
        body = "    c = states[START][:, H:]  # held\n    return torch.cat([h, c.expand(len(h), -1)], dim=1)"
    elif kind == "lstm" and what == "dc":
        v, at = "c", "states[START][0, H:]"
        body = (
            "    z = x[START - 1] @ W_ih.T + b_ih + states[START - 1][:, :H] @ W_hh.T + b_hh\n"
            "    o = z[:, 3 * H :].sigmoid()  # held\n"
            "    return torch.cat([o * c.tanh(), c], dim=1)"
        )
    elif kind == "lstm" and what == "lane":
        v, body = "c", "    return c"
    elif kind == "lstm":
        v, at = "c", "states[START][0, H:]"
        body = "    h = states[START][:, :H]  # held\n    return torch.cat([h.expand(len(c), -1), c], dim=1)"
    return _ENTER.format(v=v, what=_WHAT[what], n=n, body=body, at=at)


_ONWARD = '''
def onward(s):
    """From states after step START to {goal}."""
{body}

'''


def onward(kind: str, what: str) -> str:
    """From there to what is asked for."""
    walk = f"    for t in range(START + 1, END + 1):\n        s = {_step(what)}(t, s)\n"
    if what == "contribution":
        goal, body = "the loss at step END, (B, 1)", f"{walk}    return loss(END, s)[:, None]"
    elif what in ("dh", "dc", "dx"):
        goal = "the whole loss, (B, 1), as far as it depends on them"
        body = """    total = loss(START, s)
    for t in range(START + 1, T + 1):
        s = step(t, s)
        total = total + loss(t, s)
    return total[:, None]"""
    else:
        goal = f"{'h' if what == 'shown' else 'the memory'} after step END, (B, H)"
        body = f"{walk}    return s{_rows(kind, what)}"
    return _ONWARD.format(goal=goal, body=body)


def _step(what: str) -> str:
    return "step_held" if what == "lane" else "step"


def _rows(kind: str, what: str) -> str:
    """Which numbers of the last state are looked at."""
    if kind != "lstm" or what == "lane":
        return ""
    return "[:, :H]" if what == "shown" else "[:, H:]"


_LOG = '''
def log10_norm(J):
    """log10 of the largest singular value of a matrix; of a single row that is its length."""
    return float(torch.linalg.matrix_norm(J, 2).log10())

'''
AUTOGRAD = (
    _LOG
    + """
# 1. Autograd: one backward pass for each number of the result. (Below 1e-308 it ends in 0.)
v = at.clone().requires_grad_()
result = onward(enter(v[None]))[0]
rows = []
for number in result:
    (row,) = torch.autograd.grad(number, v, retain_graph=True, materialize_grads=True)
    rows.append(row)
by_autograd = log10_norm(torch.stack(rows))

"""
)
AUTOGRAD_OF_W = (
    _LOG
    + """
# 1. Autograd: the gradient by W_hh, of which step START has a copy of its own.
# (Below 1e-308 it ends in 0.)
W = W_hh.clone().requires_grad_()
result = onward(step(START, states[START - 1], W=W))
(gradient,) = torch.autograd.grad(result.sum(), W, materialize_grads=True)
by_autograd = float(torch.linalg.matrix_norm(gradient, "fro").log10())

"""
)

_NUDGE = '''
def by_differences(f, at):
    """The Jacobian (m, n) of f at (n,): a nudge to each number in both directions."""
    nudge = 1e-5 * max(1.0, float(at.abs().max()))
    nudges = nudge * torch.eye(len(at))
    return ((f(at + nudges) - f(at - nudges)) / (2 * nudge)).T


# 2. Finite differences, all the way at once. Below about 1e-8 this is more and more rounding,
# because the result has 16 digits and the nudge is 1e-5; and where it grows much more than
# tenfold, the nudge is no longer small.{relu}
by_nudge = log10_norm(by_differences(lambda v: onward(enter(v)), at)){times}

'''
_RELU = """
# Where a sum is nearer to 0 than the nudges move it, relu has a corner, and this sees both sides."""
_TIMES = """
# A nudge to a weight moves the sums by that times h: the norm is that of the sums times the
# length of h.
length = float(torch.linalg.vector_norm(states[START - 1][:, :H]).log10())
by_nudge += length"""


def nudge(activation: str, what: str) -> str:
    """One nudge all the way."""
    relu = _RELU if activation == "relu" else ""
    return _NUDGE.format(relu=relu, times=_TIMES if what == "contribution" else "")


_CHAIN = """
# 3. Finite differences, one step at a time, however small the product becomes. Far below 1e-16
# no nudge can see it, but each step by itself can be seen: the product is J * 10^exponent.
J, exponent = {begin}, 0.0
for t in range(END, START, -1):
    J = J @ by_differences(partial({step}, t), states[t - 1][0])
    largest = float(J.abs().max())
    if largest > 0:
        J, exponent = J / largest, exponent + math.log10(largest)
by_steps = log10_norm(J @ by_differences(enter, at)) + exponent{length}

"""
_GATHER = """
# 3. Finite differences, one step at a time, however small it becomes. Far below 1e-16 no nudge
# can see it, but each step by itself can be seen: dL/d(state after step t) is J * 10^exponent.
J, exponent = torch.zeros(1, states[0].shape[1]), 0.0
for t in range(T, START - 1, -1):
    own = by_differences(lambda s: loss(t, s)[:, None], states[t][0])
    if own.any():
        J, exponent = J * 10.0 ** min(exponent, 300) + own, 0.0
    if t > START:
        J = J @ by_differences(partial(step, t), states[t - 1][0])
    else:
        J = J @ by_differences(enter, at)
    largest = float(J.abs().max())
    if largest > 0:
        J, exponent = J / largest, exponent + math.log10(largest)
by_steps = log10_norm(J) + exponent

"""


def steps(kind: str, what: str) -> str:
    """Nudges step by step, multiplied."""
    if what in ("dh", "dc", "dx"):
        return _GATHER
    if what == "contribution":
        begin = "by_differences(lambda s: loss(END, s)[:, None], states[END][0])"
        return _CHAIN.format(begin=begin, step="step", length=" + length")
    rows = {
        "": "torch.eye(H)",
        "[:, :H]": "torch.eye(2 * H)[:H]",
        "[:, H:]": "torch.eye(2 * H)[H:]",
    }
    return _CHAIN.format(begin=rows[_rows(kind, what)], step=_step(what), length="")


SHOW = '''
def written(log):
    """The number itself, also where it is too small for a float64."""
    if not math.isfinite(log):
        return "0" if log < 0 else "infinite"
    return f"{10 ** (log % 1):.9f}e{math.floor(log):+03d}"


for way, log in (
    ("autograd", by_autograd),
    ("finite differences all the way", by_nudge),
    ("finite differences step by step", by_steps),
):
    print(f"{way:<32} {written(log):>18}   log10 {log:.12f}")
if math.isfinite(by_autograd) and math.isfinite(by_steps):
    print(f"step by step against autograd: {10 ** (by_steps - by_autograd) - 1:+.1e}")
'''
