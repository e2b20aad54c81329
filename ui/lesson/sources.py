"""The papers, books and data on which the app's claims rest. Titles stand as they were published, in every language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ui.text import _


@dataclass(frozen=True)
class Source:
    """One publication.

    Args:
        key: first author and year, as "hochreiter1997".
        authors: family names, in the order of the publication.
        year: of publication.
        title: as published.
        venue: where, with volume and pages as far as they are sure.
        doi: "" where there is none.
        arxiv: number of the preprint, where that is how it is found; "" otherwise.
    """

    key: str
    authors: tuple[str, ...]
    year: int
    title: str
    venue: str
    doi: str = ""
    arxiv: str = ""

    @property
    def short(self) -> str:
        """As a text cites it: Hochreiter and Schmidhuber (1997), in the reader's language."""
        if len(self.authors) > 3:
            return f"{self.authors[0]} et al. ({self.year})"
        return f"{_joined(self.authors)} ({self.year})"

    @property
    def cited(self) -> str:
        """The whole entry as Markdown; the DOI is an address, which the app itself never opens."""
        found = ""
        if self.doi:
            found = f" DOI [{self.doi}](https://doi.org/{self.doi})"
        elif self.arxiv:
            found = f" arXiv [{self.arxiv}](https://arxiv.org/abs/{self.arxiv})"
        return f"{_joined(self.authors)} ({self.year}). *{self.title}*. {self.venue}.{found}"


def source(key: str) -> Source:
    """The source of that key. Raises KeyError."""
    return _by_key()[key]


@cache
def _by_key() -> dict[str, Source]:
    return {one.key: one for one in SOURCES}


def _joined(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return names[0]
    return _("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


SOURCES: tuple[Source, ...] = (
    Source(
        "peterson1952",
        ("Peterson", "Barney"),
        1952,
        "Control methods used in a study of the vowels",
        "Journal of the Acoustical Society of America 24(2), 175–184",
        doi="10.1121/1.1906875",
    ),
    Source(
        "friedewald1972",
        ("Friedewald", "Levy", "Fredrickson"),
        1972,
        "Estimation of the concentration of low-density lipoprotein cholesterol in plasma, without use of the preparative ultracentrifuge",
        "Clinical Chemistry 18(6), 499–502",
        doi="10.1093/clinchem/18.6.499",
    ),
    Source(
        "klatt1980",
        ("Klatt",),
        1980,
        "Software for a cascade/parallel formant synthesizer",
        "Journal of the Acoustical Society of America 67(3), 971–995",
        doi="10.1121/1.383940",
    ),
    Source(
        "davis1980",
        ("Davis", "Mermelstein"),
        1980,
        "Comparison of parametric representations for monosyllabic word recognition in continuously spoken sentences",
        "IEEE Transactions on Acoustics, Speech, and Signal Processing 28(4), 357–366",
        doi="10.1109/TASSP.1980.1163420",
    ),
    Source(
        "rumelhart1986",
        ("Rumelhart", "Hinton", "Williams"),
        1986,
        "Learning representations by back-propagating errors",
        "Nature 323, 533–536",
        doi="10.1038/323533a0",
    ),
    Source(
        "elman1990",
        ("Elman",),
        1990,
        "Finding structure in time",
        "Cognitive Science 14(2), 179–211",
        doi="10.1207/s15516709cog1402_1",
    ),
    Source(
        "werbos1990",
        ("Werbos",),
        1990,
        "Backpropagation through time: what it does and how to do it",
        "Proceedings of the IEEE 78(10), 1550–1560",
        doi="10.1109/5.58337",
    ),
    Source(
        "hochreiter1991",
        ("Hochreiter",),
        1991,
        "Untersuchungen zu dynamischen neuronalen Netzen",
        "Diplomarbeit, Technische Universität München",
    ),
    Source(
        "street1993",
        ("Street", "Wolberg", "Mangasarian"),
        1993,
        "Nuclear feature extraction for breast tumor diagnosis",
        "Proceedings of SPIE 1905",
        doi="10.1117/12.148698",
    ),
    Source(
        "bromley1993",
        ("Bromley", "Bentz", "Bottou", "Guyon", "LeCun", "Moore", "Säckinger", "Shah"),
        1993,
        "Signature verification using a “Siamese” time delay neural network",
        "International Journal of Pattern Recognition and Artificial Intelligence 7(4), 669–688",
        doi="10.1142/S0218001493000339",
    ),
    Source(
        "bengio1994",
        ("Bengio", "Simard", "Frasconi"),
        1994,
        "Learning long-term dependencies with gradient descent is difficult",
        "IEEE Transactions on Neural Networks 5(2), 157–166",
        doi="10.1109/72.279181",
    ),
    Source(
        "hochreiter1997",
        ("Hochreiter", "Schmidhuber"),
        1997,
        "Long short-term memory",
        "Neural Computation 9(8), 1735–1780",
        doi="10.1162/neco.1997.9.8.1735",
    ),
    Source(
        "lecun1998",
        ("LeCun", "Bottou", "Bengio", "Haffner"),
        1998,
        "Gradient-based learning applied to document recognition",
        "Proceedings of the IEEE 86(11), 2278–2324",
        doi="10.1109/5.726791",
    ),
    Source(
        "gers2000",
        ("Gers", "Schmidhuber", "Cummins"),
        2000,
        "Learning to forget: continual prediction with LSTM",
        "Neural Computation 12(10), 2451–2471",
        doi="10.1162/089976600300015015",
    ),
    Source(
        "daugman2004",
        ("Daugman",),
        2004,
        "How iris recognition works",
        "IEEE Transactions on Circuits and Systems for Video Technology 14(1), 21–30",
        doi="10.1109/TCSVT.2003.818350",
    ),
    Source(
        "efron2004",
        ("Efron", "Hastie", "Johnstone", "Tibshirani"),
        2004,
        "Least angle regression",
        "Annals of Statistics 32(2), 407–499",
        doi="10.1214/009053604000000067",
    ),
    Source(
        "fawcett2006",
        ("Fawcett",),
        2006,
        "An introduction to ROC analysis",
        "Pattern Recognition Letters 27(8), 861–874",
        doi="10.1016/j.patrec.2005.10.010",
    ),
    Source(
        "graves2012",
        ("Graves",),
        2012,
        "Supervised sequence labelling with recurrent neural networks",
        "Springer, Studies in Computational Intelligence 385",
        doi="10.1007/978-3-642-24797-2",
    ),
    Source(
        "pascanu2013",
        ("Pascanu", "Mikolov", "Bengio"),
        2013,
        "On the difficulty of training recurrent neural networks",
        "International Conference on Machine Learning",
        arxiv="1211.5063",
    ),
    Source(
        "graves2013",
        ("Graves", "Mohamed", "Hinton"),
        2013,
        "Speech recognition with deep recurrent neural networks",
        "International Conference on Acoustics, Speech and Signal Processing",
        doi="10.1109/ICASSP.2013.6638947",
    ),
    Source(
        "saxe2014",
        ("Saxe", "McClelland", "Ganguli"),
        2014,
        "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
        "International Conference on Learning Representations",
        arxiv="1312.6120",
    ),
    Source(
        "cho2014",
        ("Cho", "van Merriënboer", "Gulcehre", "Bahdanau", "Bougares", "Schwenk", "Bengio"),
        2014,
        "Learning phrase representations using RNN encoder–decoder for statistical machine translation",
        "Conference on Empirical Methods in Natural Language Processing",
        doi="10.3115/v1/D14-1179",
    ),
    Source(
        "chung2014",
        ("Chung", "Gulcehre", "Cho", "Bengio"),
        2014,
        "Empirical evaluation of gated recurrent neural networks on sequence modeling",
        "NIPS Workshop on Deep Learning",
        arxiv="1412.3555",
    ),
    Source(
        "sutskever2014",
        ("Sutskever", "Vinyals", "Le"),
        2014,
        "Sequence to sequence learning with neural networks",
        "Advances in Neural Information Processing Systems 27",
        arxiv="1409.3215",
    ),
    Source(
        "kingma2015",
        ("Kingma", "Ba"),
        2015,
        "Adam: a method for stochastic optimization",
        "International Conference on Learning Representations",
        arxiv="1412.6980",
    ),
    Source(
        "jozefowicz2015",
        ("Jozefowicz", "Zaremba", "Sutskever"),
        2015,
        "An empirical exploration of recurrent network architectures",
        "International Conference on Machine Learning",
    ),
    Source(
        "le2015",
        ("Le", "Jaitly", "Hinton"),
        2015,
        "A simple way to initialize recurrent networks of rectified linear units",
        "Preprint",
        arxiv="1504.00941",
    ),
    Source(
        "karpathy2015",
        ("Karpathy", "Johnson", "Fei-Fei"),
        2015,
        "Visualizing and understanding recurrent networks",
        "Preprint",
        arxiv="1506.02078",
    ),
    Source(
        "arjovsky2016",
        ("Arjovsky", "Shah", "Bengio"),
        2016,
        "Unitary evolution recurrent neural networks",
        "International Conference on Machine Learning",
        arxiv="1511.06464",
    ),
    Source(
        "alain2016",
        ("Alain", "Bengio"),
        2016,
        "Understanding intermediate layers using linear classifier probes",
        "Preprint",
        arxiv="1610.01644",
    ),
    Source(
        "linzen2016",
        ("Linzen", "Dupoux", "Goldberg"),
        2016,
        "Assessing the ability of LSTMs to learn syntax-sensitive dependencies",
        "Transactions of the Association for Computational Linguistics 4, 521–535",
        doi="10.1162/tacl_a_00115",
    ),
    Source(
        "tallec2018",
        ("Tallec", "Ollivier"),
        2018,
        "Can recurrent neural networks warp time?",
        "International Conference on Learning Representations",
        arxiv="1804.11188",
    ),
    Source(
        "hewitt2019",
        ("Hewitt", "Liang"),
        2019,
        "Designing and interpreting probes with control tasks",
        "Conference on Empirical Methods in Natural Language Processing",
        doi="10.18653/v1/D19-1275",
    ),
    Source(
        "lakretz2019",
        ("Lakretz", "Kruszewski", "Desbordes", "Hupkes", "Dehaene", "Baroni"),
        2019,
        "The emergence of number and syntax units in LSTM language models",
        "Conference of the North American Chapter of the Association for Computational Linguistics",
        doi="10.18653/v1/N19-1002",
    ),
    Source(
        "student1908",
        ("Student",),
        1908,
        "The probable error of a mean",
        "Biometrika 6(1), 1–25",
        doi="10.1093/biomet/6.1.1",
    ),
    Source(
        "wilson1927",
        ("Wilson",),
        1927,
        "Probable inference, the law of succession, and statistical inference",
        "Journal of the American Statistical Association 22(158), 209–212",
        doi="10.1080/01621459.1927.10502953",
    ),
    Source(
        "li2016",
        ("Li", "Monroe", "Jurafsky"),
        2016,
        "Understanding neural networks through representation erasure",
        "Preprint",
        arxiv="1612.08220",
    ),
    Source(
        "shrikumar2017",
        ("Shrikumar", "Greenside", "Kundaje"),
        2017,
        "Learning important features through propagating activation differences",
        "International Conference on Machine Learning",
        arxiv="1704.02685",
    ),
    Source(
        "strobelt2018",
        ("Strobelt", "Gehrmann", "Pfister", "Rush"),
        2018,
        "LSTMVis: a tool for visual analysis of hidden state dynamics in recurrent neural networks",
        "IEEE Transactions on Visualization and Computer Graphics 24(1), 667–676",
        doi="10.1109/TVCG.2017.2744158",
    ),
)
