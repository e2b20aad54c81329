"""Terms of training and of comparing networks."""

from ui.lesson.glossary import Term, term
from ui.text import _


def terms() -> tuple[Term, ...]:
    """In the reader's language."""
    return (
        term(
            "loss",
            "loss",
            "pérdida",
            _("A number that says how wrong the network's answers are. Training makes it smaller."),
            symbol="L",
            en=("losses",),
            es=("pérdidas", "función de pérdida"),
        ),
        term(
            "accuracy",
            "accuracy",
            "acierto",
            _("The share of right answers, on examples that were not used for learning."),
            en=("accuracies",),
            es=("aciertos", "tasa de acierto"),
        ),
        term(
            "chance-level",
            "chance level",
            "nivel de azar",
            _(
                "The share of right answers of somebody who only guesses: one quarter of four classes."
            ),
            es=("al azar",),
        ),
        term(
            "training-step",
            "training step",
            "paso de entrenamiento",
            _("One update of the weights, from one batch."),
            en=("training steps",),
            es=("pasos de entrenamiento",),
        ),
        term(
            "learning-rate",
            "learning rate",
            "tasa de aprendizaje",
            _("How far the weights are moved against the gradient at each training step."),
            symbol="η",
            en=("learning rates",),
            es=("tasas de aprendizaje",),
        ),
        term(
            "batch",
            "batch",
            "lote",
            _("The examples whose gradients are averaged for one training step."),
            en=("batches",),
            es=("lotes",),
        ),
        term(
            "optimiser",
            "optimiser",
            "optimizador",
            _(
                "The rule that makes an update out of a gradient. Here it is Adam, which gives every weight a step size of its own, or plain gradient descent (SGD)."
            ),
            en=("optimisers", "Adam", "SGD"),
            es=("optimizadores", "Adam", "SGD"),
            sources=("kingma2015",),
        ),
        term(
            "run",
            "run",
            "ejecución",
            _("One training from start to end, with all its settings, so that it can be repeated."),
            es=("ejecuciones",),
        ),
        term(
            "seed",
            "seed",
            "semilla",
            _(
                "The number from which all random choices follow: weights at the start, and examples. Another seed is another network, so one seed alone proves little."
            ),
            en=("seeds",),
            es=("semillas",),
        ),
        term(
            "held-out-data",
            "held-out data",
            "datos de prueba",
            _("Examples that the network never saw while it learned, kept to examine it."),
            en=("held-out", "held out"),
            es=("conjunto de prueba",),
        ),
        term(
            "copying-task",
            "copying task",
            "tarea de copia",
            _(
                "Read a few symbols, wait, and say them again. An RNN with an orthogonal start learns it sooner than an LSTM."
            ),
            es=("memoria de copia",),
            sources=("hochreiter1997", "arjovsky2016"),
        ),
    )
