"""What the app claims without having measured it itself, or beside its measurement, and where that was first shown."""

from __future__ import annotations

from dataclasses import dataclass

from ui.text import _


@dataclass(frozen=True)
class Claim:
    """One sentence, and the keys of its sources in `ui.lesson.sources`.

    Args:
        text: in the reader's language.
        sources: at least one.
        page: the address of the page that shows it with real nets, or "".
    """

    text: str
    sources: tuple[str, ...]
    page: str = ""


def claims() -> tuple[Claim, ...]:
    """All of them, in the order of the lecture."""
    return (
        Claim(
            _(
                "A convolutional network suits images: its filters look at neighbours and are the same everywhere."
            ),
            ("lecun1998",),
            "cases",
        ),
        Claim(
            _("Two images are compared by two networks with the same weights."),
            ("bromley1993",),
            "cases",
        ),
        Claim(
            _("The patients of case 1 are real; so are their measurements."),
            ("efron2004", "street1993"),
            "cases",
        ),
        Claim(
            _("LDL cholesterol in these data is computed from the other blood values."),
            ("friedewald1972",),
            "cases",
        ),
        Claim(
            _("The words of case 3 are spoken by a synthesiser of formants."),
            ("klatt1980", "peterson1952"),
            "cases",
        ),
        Claim(
            _(
                "Speech is recognised from the energies of frequency bands, frame by frame, and recurrent networks are good at it."
            ),
            ("davis1980", "graves2013"),
            "cases",
        ),
        Claim(
            _("A network that feeds its state back finds structure in time."),
            ("elman1990",),
            "unrolled",
        ),
        Claim(
            _(
                "An unrolled network is trained by backpropagation, and the gradients of all steps are added up."
            ),
            ("werbos1990", "rumelhart1986"),
            "unrolled",
        ),
        Claim(
            _(
                "The gradient through t steps is a product of t Jacobians, and it vanishes or explodes exponentially."
            ),
            ("hochreiter1991", "bengio1994", "pascanu2013"),
            "gradients",
        ),
        Claim(
            _(
                "If the largest singular value of W is below 1, the gradient of a tanh network vanishes; if it is above 1, it may explode but need not."
            ),
            ("pascanu2013",),
            "gradients",
        ),
        Claim(
            _("An RNN that holds on to something safely has a gradient that vanishes."),
            ("bengio1994",),
            "gradients",
        ),
        Claim(
            _("Clipping the gradient tames its explosion."),
            ("pascanu2013",),
            "gradients",
        ),
        Claim(
            _("An orthogonal start keeps the gradient for longer."),
            ("saxe2014", "arjovsky2016"),
            "gradients",
        ),
        Claim(
            _("An RNN of ReLU units that starts from the identity can learn long dependencies."),
            ("le2015",),
            "gradients",
        ),
        Claim(
            _(
                "With its gates held still, the gradient along the memory line of an LSTM is the product of the forget gates."
            ),
            ("hochreiter1997", "gers2000"),
            "gradients",
        ),
        Claim(
            _(
                "The forget gate came three years after the LSTM: without it a memory could not be emptied."
            ),
            ("hochreiter1997", "gers2000"),
            "cell",
        ),
        Claim(
            _(
                "A fresh LSTM forgets as well: the forget bias should start high, according to the distance."
            ),
            ("gers2000", "jozefowicz2015", "tallec2018"),
            "gradients",
        ),
        Claim(
            _("A GRU does with two gates what an LSTM does with three, and is often as good."),
            ("cho2014", "chung2014"),
            "race",
        ),
        Claim(
            _("On the copying task the start can matter more than the gates."),
            ("arjovsky2016",),
            "race",
        ),
        Claim(
            _("The drawing with gates open (o) and closed (-)."),
            ("graves2012",),
            "memory",
        ),
        Claim(
            _(
                "Single memory cells follow something that a reader can name: whether a quotation is open, how long the line is."
            ),
            ("karpathy2015",),
            "memory",
        ),
        Claim(
            _("LSTMs learn long dependencies between words, and a few of their cells carry them."),
            ("linzen2016", "lakretz2019"),
            "memory",
        ),
        Claim(
            _(
                "A probe shows what can be read from a memory, not what the network uses; it needs a control with labels given at random."
            ),
            ("alain2016", "hewitt2019"),
            "memory",
        ),
        Claim(
            _("The step size of every weight is set by Adam."),
            ("kingma2015",),
            "race",
        ),
        Claim(
            _(
                "How much a word counts is seen by leaving it out, or by its gradient times the input."
            ),
            ("li2016", "shrikumar2017"),
            "memory",
        ),
        Claim(
            _("A memory can be read by eye, word by word and cell by cell."),
            ("strobelt2018",),
            "memory",
        ),
        Claim(
            _("Where a share or a mean over seeds may well lie: intervals of 95 %."),
            ("wilson1927", "student1908"),
            "cases",
        ),
    )
