"""A source: one paper, book or data set, as a text cites it and as the list of them does."""

from __future__ import annotations

from dataclasses import dataclass

from ui.text import listed


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
        return f"{listed(self.authors)} ({self.year})"

    @property
    def cited(self) -> str:
        """The whole entry as Markdown; the DOI is an address, which the app itself never opens."""
        found = ""
        if self.doi:
            found = f" DOI [{self.doi}](https://doi.org/{self.doi})"
        elif self.arxiv:
            found = f" arXiv [{self.arxiv}](https://arxiv.org/abs/{self.arxiv})"
        return f"{listed(self.authors)} ({self.year}). *{self.title}*. {self.venue}.{found}"
