"""The numbers of a picture as a table to take away: rows in, CSV out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import ParamSpec

Rows = Iterator[Sequence[object]]  # of a table, its head first
Of = ParamSpec("Of")


def as_csv(rows: Callable[Of, Rows]) -> Callable[Of, str]:
    """Of a function that yields the rows of a table, the one that gives the table as CSV, a line a row."""

    @wraps(rows)
    def table(*of: Of.args, **named: Of.kwargs) -> str:
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows(rows(*of, **named))
        return file.getvalue()

    return table
