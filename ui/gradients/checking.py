"""Two ways to one number of the page: the closed form that all pictures use, and finite differences. Nothing is shown here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lab.gradient_script import gradient_script, net_file
from lstm_core.arrays import Array
from lstm_core.cells import Cell
from lstm_core.direct import direct
from lstm_core.finite import Difference, loss_difference, state_difference
from lstm_core.fresh import INPUTS, Start
from lstm_core.net import Net
from lstm_core.passes import Passes, run_passes
from lstm_core.starts import start_cells, start_inputs
from lstm_core.tasks import Batch
from ui.gradients.picked import KINDS, OF_LOSS, Number, nets_of, whats_of
from ui.gradients.subject import Subject
from ui.gradients.value import value_of


@dataclass(frozen=True, eq=False)
class Case:
    """One net and what it reads: all that a number depends on.

    Args:
        number: which number.
        cell: the net's recurrent layer.
        x: (T, D) what goes into it.
        passes: its pass over x.
        net: with its readout; None of a fresh layer.
        batch: what is asked of it; None of a fresh layer.
    """

    number: Number
    cell: Cell
    x: Array
    passes: Passes
    net: Net | None
    batch: Batch | None

    @property
    def direct(self) -> Array | None:
        """(T, H) dL_t/dh_t, or None of a fresh layer."""
        if self.net is None or self.batch is None:
            return None
        return direct(self.net, self.passes.h[0, 1:], self.batch)

    def value(self) -> float:
        """log10 of the number, from the closed form."""
        return value_of(self.number, self.passes, self.direct)

    def difference(self) -> Difference:
        """The same by finite differences, and how they were taken."""
        one = self.number
        if one.what not in OF_LOSS:
            same = (
                one.what == "shown" and self.cell.kind != "lstm"
            )  # there the memory is what shows
            what = "memory" if same else one.what
            return state_difference(self.cell, self.x, one.start, one.end, what)
        if self.net is None or self.batch is None:
            raise ValueError("A fresh layer has no loss.")
        tau = one.end if one.what == "contribution" else None
        return loss_difference(self.net, self.x, self.batch, one.start, one.what, tau=tau)


def case_of(number: Number, subject: Subject, fresh: Start) -> Case:
    """The net of a number, alone. `fresh` are the fresh nets of its kind; the number is one that `fitted` gave."""
    nets = nets_of(number, subject)
    if nets is None:
        seed = fresh.seed + number.net
        cell = start_cells(
            fresh.kind,
            fresh.H,
            INPUTS,
            seeds=[seed],
            start=fresh.start,
            radius=fresh.radius,
            activation=fresh.activation,
            gate_bias=fresh.gate_bias,
        )[0]
        x = start_inputs(fresh.T, INPUTS, fresh.size, fresh.seed, fresh.H)
        return Case(number, cell, x, run_passes([cell], x), None, None)
    place = nets.place(number.net)
    passes = nets.passes.take([place])
    net = nets.nets[place]
    return Case(number, net.cell, passes.x[0], passes, net, subject.batch)


def fitted(number: Number, subject: Subject, fresh: Start) -> Number:
    """The number that is nearest to `number` and that there is."""
    if number.nets == "fresh":
        number = replace(number, lane=min(number.lane, len(KINDS) - 1))
        kind, T, seeds = fresh.kind, fresh.T, tuple(range(fresh.nets))
    else:
        lanes = subject.nets(number.nets)
        number = replace(number, lane=min(number.lane, len(lanes) - 1))
        nets = lanes[number.lane]
        kind, T, seeds = nets.config.kind, subject.T, nets.seeds
    what = number.what if number.what in whats_of(kind, number.nets) else "memory"
    net = number.net if number.net in seeds else seeds[0]
    end = max(1, min(T, number.end))
    last = end - 1 if what == "shown" else end
    start = max(1 if what in OF_LOSS else 0, min(last, number.start))
    return replace(number, what=what, net=net, start=start, end=end)


def script_of(case: Case) -> str:
    """The same number in plain PyTorch, as a file that reads what `net_of` makes."""
    one, cell = case.number, case.cell
    what = "memory" if one.what == "shown" and cell.kind != "lstm" else one.what
    regression = case.batch is not None and case.batch.target.dtype.kind == "f"
    return gradient_script(
        what, one.start, one.end, cell.kind, activation=cell.activation, regression=regression
    )


def net_of(case: Case) -> bytes:
    """The net and what it reads, as the file that the script asks for."""
    return net_file(case.cell, case.x, case.net, case.batch)
