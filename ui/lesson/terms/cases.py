"""Terms of the three cases: the vector, the iris and the voice."""

from ui.lesson.glossary import Term, term
from ui.text import _


def terms() -> tuple[Term, ...]:
    """In the reader's language."""
    return (
        term(
            "feature-vector",
            "feature vector",
            "vector de características",
            _(
                "A fixed list of measurements, such as weight, age and cholesterol. Its order means nothing: permuted, it says the same."
            ),
            en=("feature vectors",),
            es=("vectores de características",),
            sources=("efron2004", "street1993"),
        ),
        term(
            "twin-network",
            "twin network",
            "red gemela",
            _(
                "The same network, with the same weights, looks at both images; only what it makes of them is compared."
            ),
            en=("twin networks", "twin net", "siamese network"),
            es=("redes gemelas", "red siamesa"),
            sources=("bromley1993",),
        ),
        term(
            "verification",
            "verification",
            "verificación",
            _("Is it this person, yes or no? Not: which of all persons is it?"),
            sources=("daugman2004",),
        ),
        term(
            "false-accept",
            "false accept",
            "falsa aceptación",
            _("Somebody else is let in. Its rate falls when the threshold rises."),
            en=("false accepts", "false acceptance"),
            es=("falsas aceptaciones",),
            sources=("daugman2004",),
        ),
        term(
            "false-reject",
            "false reject",
            "falso rechazo",
            _("The right person is turned away. Its rate grows when the threshold rises."),
            en=("false rejects", "false rejection"),
            es=("falsos rechazos",),
            sources=("daugman2004",),
        ),
        term(
            "roc-curve",
            "ROC curve",
            "curva ROC",
            _(
                "What is let in rightly against what is let in wrongly, for every threshold at once."
            ),
            symbol="ROC",
            en=("ROC",),
            es=("ROC",),
            sources=("fawcett2006",),
        ),
        term(
            "equal-error-rate",
            "equal error rate",
            "tasa de igual error",
            _(
                "The error at the threshold at which false accepts and false rejects are as frequent."
            ),
            symbol="EER",
            en=("EER",),
            es=("EER",),
        ),
        term(
            "spectrogram",
            "spectrogram",
            "espectrograma",
            _("How loud each frequency is at each moment: time to the right, frequency upwards."),
            en=("spectrograms",),
            es=("espectrogramas",),
            sources=("davis1980",),
        ),
        term(
            "frame",
            "frame",
            "trama",
            _(
                "A few hundredths of a second of sound: one column of the spectrogram, one time step."
            ),
            en=("frames",),
            es=("tramas",),
        ),
    )
