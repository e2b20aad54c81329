"""Terms of slides 11 to 17: the LSTM's cell, its gates, and the GRU's."""

from ui.lesson.glossary import Term, term
from ui.text import _


def terms() -> tuple[Term, ...]:
    """In the reader's language."""
    return (
        term(
            "lstm",
            "long short-term memory",
            "LSTM",
            _(
                "A recurrent network with a memory of its own, C, and three gates that decide what is forgotten, what is written and what is put out."
            ),
            symbol="LSTM",
            en=("LSTM", "LSTMs"),
            sources=("hochreiter1997", "gers2000"),
        ),
        term(
            "memory-cell",
            "memory cell",
            "celda de memoria",
            _(
                "One number that the network carries from step to step and changes only by multiplying with the forget gate and adding what is written: C(t) = f · C(t−1) + i · g. It is not limited to −1 to 1."
            ),
            symbol="C",
            en=("memory cells", "cell state"),
            es=("celdas de memoria",),
            sources=("hochreiter1997",),
        ),
        term(
            "memory-line",
            "memory line",
            "línea de memoria",
            _(
                "The way of C through time, the line at the top of the drawing. With all gates held still, the gradient along it is the product of the forget gates; the full gradient also runs through the gates."
            ),
            en=("memory lines",),
            es=("líneas de memoria",),
            sources=("hochreiter1997", "gers2000"),
        ),
        term(
            "gate",
            "gate",
            "puerta",
            _(
                "A number between 0 and 1 for each unit, computed anew at every step from x and h by a sigmoid, that multiplies what passes. Learned are the weights that it is computed with."
            ),
            symbol="σ",
            en=("gates",),
            es=("puertas",),
            sources=("hochreiter1997",),
        ),
        term(
            "open-closed",
            "open, closed",
            "abierta, cerrada",
            _(
                "A gate near 1 is open (o), what comes passes; near 0 it is closed (-), nothing passes. An open forget gate keeps the memory."
            ),
            symbol="o, -",
            en=("gate open", "gate closed", "open gate", "closed gate"),
            es=("puerta abierta", "puerta cerrada", "puertas abiertas", "puertas cerradas"),
            sources=("graves2012",),
        ),
        term(
            "forget-gate",
            "forget gate",
            "puerta de olvido",
            _(
                "Which part of the old memory stays. In spite of its name: near 1 it keeps, near 0 it forgets."
            ),
            symbol="f",
            en=("forget gates",),
            es=("puertas de olvido",),
            sources=("gers2000",),
        ),
        term(
            "input-gate",
            "input gate",
            "puerta de entrada",
            _("Which part of the candidate is written into the memory."),
            symbol="i",
            en=("input gates",),
            es=("puertas de entrada",),
            sources=("hochreiter1997",),
        ),
        term(
            "candidate",
            "candidate",
            "candidato",
            _("What could be written: a number between −1 and 1, on the slides C with a tilde."),
            symbol="g, C̃",
            en=("candidates",),
            es=("candidatos",),
            sources=("hochreiter1997",),
        ),
        term(
            "output-gate",
            "output gate",
            "puerta de salida",
            _(
                "Which part of the memory, squashed by tanh, is shown as h. Closed, it hides the memory without erasing it; but the gates of the next step see h, so they may do something else."
            ),
            symbol="o",
            en=("output gates",),
            es=("puertas de salida",),
            sources=("hochreiter1997",),
        ),
        term(
            "kept-written",
            "kept, written",
            "conservado, escrito",
            _("The two parts of the new memory: f · C(t−1) is kept, i · g is written."),
            symbol="f·C, i·g",
            en=(),
            es=(),
            sources=("gers2000",),
        ),
        term(
            "forget-bias",
            "forget bias",
            "sesgo de olvido",
            _(
                "The bias of the forget gate at the start. At 0 the gate keeps about one half at every step, so that a fresh LSTM forgets too; at 3 it keeps 0.95."
            ),
            symbol="b",
            en=("forget biases",),
            es=("sesgos de olvido",),
            sources=("gers2000", "jozefowicz2015", "tallec2018"),
        ),
        term(
            "gru",
            "gated recurrent unit",
            "unidad recurrente con puertas",
            _(
                "A recurrent network with two gates and no memory besides h. On many tasks it is as good as an LSTM."
            ),
            symbol="GRU",
            en=("GRU", "GRUs"),
            es=("GRU",),
            sources=("cho2014", "chung2014"),
        ),
        term(
            "update-gate",
            "update gate",
            "puerta de actualización",
            _(
                "Of a GRU: which part of the old state stays; the rest is the candidate's. Written as in PyTorch; some books swap z and 1 − z."
            ),
            symbol="z",
            en=("update gates",),
            es=("puertas de actualización",),
            sources=("cho2014",),
        ),
        term(
            "reset-gate",
            "reset gate",
            "puerta de reinicio",
            _("Of a GRU: which part of the old state the candidate sees."),
            symbol="r",
            en=("reset gates",),
            es=("puertas de reinicio",),
            sources=("cho2014",),
        ),
        term(
            "probe",
            "probe",
            "sonda",
            _(
                "A linear classifier that is trained to read something from the memory. It shows that the information is there, not that the network uses it."
            ),
            en=("probes", "linear probe", "linear probes"),
            es=("sondas", "sonda lineal", "sondas lineales"),
            sources=("alain2016", "hewitt2019"),
        ),
        term(
            "surgery",
            "surgery",
            "cirugía",
            _(
                "Writing something else into a few memory cells while the network reads, to see whether it changes its mind: a proof that it uses them."
            ),
            sources=("lakretz2019",),
        ),
    )
