"""Terms of slide 10: what happens to the gradient on its way back through time."""

from ui.lesson.glossary import Term, term
from ui.text import _


def terms() -> tuple[Term, ...]:
    """In the reader's language."""
    return (
        term(
            "gradient",
            "gradient",
            "gradiente",
            _(
                "By how much the loss changes if a number of the network is moved a little. Training follows it downhill."
            ),
            symbol="∂L/∂W",
            en=("gradients",),
            es=("gradientes",),
            sources=("rumelhart1986",),
        ),
        term(
            "vanishing-gradient",
            "vanishing gradient",
            "desvanecimiento del gradiente",
            _(
                "On the way back through many steps the gradient is multiplied by many factors below 1 and shrinks exponentially: what happened long ago hardly teaches the weights anything."
            ),
            en=("vanishing gradients", "gradient vanishes", "vanishes"),
            es=("gradiente se desvanece", "se desvanece", "desvanecimiento"),
            sources=("hochreiter1991", "bengio1994", "pascanu2013"),
        ),
        term(
            "exploding-gradient",
            "exploding gradient",
            "explosión del gradiente",
            _(
                "The opposite: factors above 1 make the gradient grow exponentially, and a single update throws the weights far away."
            ),
            en=("exploding gradients", "gradient explodes", "explodes"),
            es=("gradiente explota", "explota"),
            sources=("bengio1994", "pascanu2013"),
        ),
        term(
            "sensitivity",
            "sensitivity",
            "sensibilidad",
            _(
                "How much a later state, or the answer, moves when an earlier one gets a small nudge: the norm of the derivative."
            ),
            symbol="S",
            en=("sensitivities",),
            es=("sensibilidades",),
            sources=("graves2012",),
        ),
        term(
            "jacobian",
            "Jacobian",
            "jacobiana",
            _(
                "The matrix of all derivatives of one state by the state before. The gradient through t steps is a product of t of them."
            ),
            symbol="J",
            en=("Jacobians",),
            es=("jacobianas", "matriz jacobiana", "matrices jacobianas"),
            sources=("pascanu2013",),
        ),
        term(
            "singular-value",
            "singular value",
            "valor singular",
            _(
                "By how much a matrix stretches along each of its principal directions. If the largest one of W times the steepest slope of tanh is below 1, the gradient must vanish; above 1, it need not explode."
            ),
            symbol="σ",
            en=("singular values",),
            es=("valores singulares",),
            sources=("pascanu2013",),
        ),
        term(
            "spectral-radius",
            "spectral radius",
            "radio espectral",
            _(
                "The largest absolute value among the eigenvalues of a matrix: what applying it again and again does in the long run."
            ),
            symbol="ρ",
            en=("spectral radii",),
            es=("radios espectrales",),
            sources=("pascanu2013",),
        ),
        term(
            "clipping",
            "gradient clipping",
            "recorte del gradiente",
            _(
                "A gradient that is longer than a limit is shortened to it before the update. It helps against explosion; against vanishing it does nothing."
            ),
            en=("clipping", "clipped"),
            es=("recorte", "recortar"),
            sources=("pascanu2013",),
        ),
        term(
            "saturation",
            "saturation",
            "saturación",
            _(
                "Where tanh or a sigmoid is nearly flat, its slope is nearly 0: little gets through, forwards as a change and backwards as a gradient. An RNN holds on to something by saturating."
            ),
            en=("saturated", "saturates", "saturating"),
            es=("saturada", "saturado", "saturadas", "se satura", "saturarse"),
            sources=("bengio1994",),
        ),
        term(
            "orthogonal-start",
            "orthogonal start",
            "inicialización ortogonal",
            _(
                "W starts as a rotation: it stretches nothing and shrinks nothing, so that at the beginning only tanh makes the gradient smaller."
            ),
            en=("orthogonal starts",),
            es=("inicializaciones ortogonales", "ortogonal"),
            sources=("saxe2014", "arjovsky2016"),
        ),
    )
