"""Terms of slides 3 to 9: kinds of networks, sequences, and how a recurrent one is unrolled and trained."""

from ui.lesson.glossary import Term, term
from ui.text import _


def terms() -> tuple[Term, ...]:
    """In the reader's language."""
    return (
        term(
            "dense-network",
            "dense network",
            "red densa",
            _(
                "Every unit of a layer sees every number of the layer before. It suits a vector whose order means nothing, such as age, weight and cholesterol."
            ),
            en=("dense networks", "dense net", "dense nets"),
            es=("redes densas",),
            sources=("rumelhart1986",),
        ),
        term(
            "convolutional-network",
            "convolutional network",
            "red convolucional",
            _(
                "The same small filter is applied all over the input: what is near in the image is seen together, wherever it is."
            ),
            en=("convolutional networks", "convolutional net", "convolutional nets"),
            es=("redes convolucionales",),
            sources=("lecun1998",),
        ),
        term(
            "recurrent-network",
            "recurrent neural network",
            "red neuronal recurrente",
            _(
                "It reads a sequence step by step, always with the same weights, and takes its own hidden state along from each step to the next. RNN alone means the simple one, without gates."
            ),
            symbol="RNN",
            en=(
                "recurrent neural networks",
                "recurrent network",
                "recurrent networks",
                "recurrent net",
                "recurrent nets",
                "RNN",
                "RNNs",
            ),
            es=("redes neuronales recurrentes", "red recurrente", "redes recurrentes", "RNN"),
            sources=("elman1990",),
        ),
        term(
            "time-step",
            "time step",
            "paso de tiempo",
            _(
                "The place in the sequence: one word, one symbol, one frame of sound. Not to be confused with a training step."
            ),
            symbol="t",
            en=("time steps",),
            es=("pasos de tiempo", "instante", "instantes"),
        ),
        term(
            "input",
            "input",
            "entrada",
            _("What the network is given at a time step: a vector of numbers."),
            symbol="x",
            en=("inputs",),
            es=("entradas",),
        ),
        term(
            "hidden-state",
            "hidden state",
            "estado oculto",
            _(
                "What the neuron puts out at a step, and what goes back into it at the next one. In an RNN it is also all the memory there is."
            ),
            symbol="h",
            en=("hidden states",),
            es=("estados ocultos",),
        ),
        term(
            "unrolling",
            "unrolled network",
            "red desenrollada",
            _(
                "The same loop drawn once for every time step. It is one network with one set of weights, not as many networks as there are steps."
            ),
            en=("unrolled networks", "unrolled net", "unrolled", "unrolling", "unrolls"),
            es=("redes desenrolladas", "desenrollada", "desenrollar", "desenrolla"),
            sources=("werbos1990",),
        ),
        term(
            "bptt",
            "backpropagation through time",
            "retropropagación a través del tiempo",
            _(
                "Backpropagation in the unrolled network: the error goes back through all steps, and what each step says about the weights is added up."
            ),
            symbol="BPTT",
            en=("BPTT",),
            es=("BPTT",),
            sources=("werbos1990",),
        ),
        term(
            "weights",
            "weights",
            "pesos",
            _(
                "The numbers that training changes. Those of a recurrent network are the same at every time step."
            ),
            symbol="W",
            en=("weight matrix", "weight matrices"),
            es=("matriz de pesos", "matrices de pesos"),
        ),
        term(
            "bias",
            "bias",
            "sesgo",
            _("A weight that is added without being multiplied with any input."),
            symbol="b",
            en=("biases",),
            es=("sesgos",),
        ),
        term(
            "short-dependency",
            "short dependency",
            "dependencia corta",
            _(
                "What is needed was said a few steps before: “My car is broken, now I go by bus”. An RNN can learn it."
            ),
            en=("short dependencies",),
            es=("dependencias cortas",),
            sources=("bengio1994",),
        ),
        term(
            "long-dependency",
            "long dependency",
            "dependencia larga",
            _(
                "What is needed was said many steps before: “I am French ... I fluently speak Spanish and ???”. It has to be kept all the way, and learning has to find the way back."
            ),
            en=("long dependencies",),
            es=("dependencias largas",),
            sources=("bengio1994", "linzen2016"),
        ),
        term(
            "many-to-one",
            "many to one",
            "muchos a uno",
            _("A sequence goes in and one answer comes out at the end, as in recognising a word."),
        ),
        term(
            "many-to-many",
            "many to many",
            "muchos a muchos",
            _(
                "A sequence goes in and a sequence comes out: an answer at every step, as in predicting the next word, or all of them after the last input, as in translating."
            ),
            sources=("sutskever2014",),
        ),
        term(
            "one-to-many",
            "one to many",
            "uno a muchos",
            _("One input, and then the network goes on by itself, as in describing an image."),
        ),
    )
