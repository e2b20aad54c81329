"""A worksheet as a document of its own, to be printed on A4: what is given, the drawing, the tables, with blanks or with the answers."""

from __future__ import annotations

import re
from html import escape

from lstm_core.worksheets import Sheet, Table
from ui.lesson.typeset import as_html
from ui.lesson.worksheet_drawing import drawing
from ui.lesson.worksheet_words import answer_of, note_of, table_names, task_of, topic_names
from ui.text import _, language, number

WRITE = '<div class="write"></div><div class="write"></div>'
STYLE = """
@page { size: A4; margin: 14mm 14mm 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 10px 14px; max-width: 182mm; background: #fff; color: #111; font: 13px/1.4 "Source Sans 3", "Source Sans", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
header { display: flex; justify-content: space-between; gap: 16px; align-items: baseline; border-bottom: 1.5px solid #111; padding-bottom: 4px; }
h1 { font-size: 20px; margin: 0; } h2 { font-size: 14px; margin: 11px 0 3px; }
p { margin: 6px 0; }
.who { display: flex; gap: 18px; } .who span { border-bottom: 1px solid #111; min-width: 46mm; }
.given { display: flex; flex-wrap: wrap; gap: 2px 26px; margin: 6px 0; }
.given span { white-space: nowrap; margin-right: 12px; }
svg { display: block; width: 100%; height: auto; margin: 8px 0 4px; overflow: visible; }
svg text { font-size: 14px; fill: #111; } svg .weight { fill: #444; font-size: 13px; }
.wire { fill: none; stroke: #111; stroke-width: 1.2; } .node, .gate { fill: #fff; stroke: #111; stroke-width: 1.2; }
.blank { fill: #fff; stroke: #555; stroke-width: 0.9; } svg .answer { font-weight: 700; fill: #5b4b8a; font-size: 13px; }
table { border-collapse: collapse; width: 100%; break-inside: avoid; }
section { break-inside: avoid; }
th, td { border: 1px solid #777; padding: 3px 7px; height: 25px; text-align: center; font-weight: 400; }
thead th { background: #eee; font-weight: 600; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
tbody th { text-align: left; white-space: nowrap; width: 1%; } td.how { text-align: left; color: #333; white-space: nowrap; width: 1%; }
td.answer, .told { font-weight: 700; color: #5b4b8a; } td.none { background: #eee; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
sub, sup { font-size: 75%; line-height: 0; }
.write { border-bottom: 1px solid #777; height: 24px; }
footer { margin-top: 12px; color: #444; font-size: 12px; }
@media screen and (max-width: 640px) { body { padding: 6px; } header { flex-direction: column; } .how { display: none; } th, td { padding: 2px 4px; } .who span { min-width: 24mm; } }
@media print { body { padding: 0; max-width: none; } }
"""


def document(sheet: Sheet, *, key: bool) -> str:
    """The sheet as HTML; with `key` the answers stand where the blanks were."""

    def filled(value: float | None, digits: int) -> str:
        return number(value, digits) if key and value is not None else ""

    title = topic_names()[sheet.topic]
    what = _("Answer key") if key else _("Worksheet")
    which = _("seed {seed}", seed=sheet.seed)
    numbers = "".join(_given(group) for group in sheet.given)
    body = [
        f"<header><h1>{escape(title)}</h1><span>{escape(what)} · {escape(which)}</span></header>",
        "" if key else f'<p class="who">{_who()}</p>',
        f"<p>{as_html(task_of(sheet.topic))}</p>",
        numbers,
        drawing(sheet, filled, escape(_alt(sheet.topic), quote=True)),
        *(_table(one, key=key) for one in sheet.tables),
        f"<section><p>{as_html(note_of(sheet.topic))}</p>",
        f'<p class="told">{as_html(answer_of(sheet))}</p>' if key else WRITE,
        f"</section><footer>{escape(_foot())}</footer>",
    ]
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {escape(what)} · {sheet.seed}</title><style>{STYLE}</style></head>"
        f"<body>{''.join(body)}</body></html>"
    )


def _who() -> str:
    name, date = _("Name"), _("Date")  # the catalogue's tool does not look into f-strings
    return f"{escape(name)}: <span></span> {escape(date)}: <span></span>"


def _given(group: tuple[tuple[str, float], ...]) -> str:
    each = "".join(
        f"<span>{as_html(symbol)} = {number(value, _decimals(value))}</span>"
        for symbol, value in group
    )
    return f'<p class="given">{each}</p>'


def _decimals(value: float) -> int:
    """As many as the number has, at most two; at least one, so that all look alike."""
    return 1 if round(value, 1) == round(value, 2) else 2


def _table(table: Table, *, key: bool) -> str:
    """The rows with their formulas, and a cell for every number: empty, or with the answer."""
    heads = "".join(f"<th>{as_html(_column(one))}</th>" for one in table.columns)
    rows = []
    for row in table.rows:
        cells = []
        for value in row.values:
            if value is None:
                cells.append('<td class="none"></td>')
            elif key:
                cells.append(f'<td class="answer">{number(value, table.digits)}</td>')
            else:
                cells.append("<td></td>")
        how = f"= {as_html(row.formula)}" if row.formula else ""
        rows.append(
            f'<tr><th>{as_html(row.symbol)}</th><td class="how">{how}</td>{"".join(cells)}</tr>'
        )
    name = table_names()[table.key]
    asked = _("{digits} decimals", digits=table.digits) if table.digits > 1 else _("1 decimal")
    return (
        f"<section><h2>{escape(name)} <small>({escape(asked)})</small></h2>"
        f"<table><thead><tr><th></th><th class='how'></th>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></section>"
    )


def _column(symbol: str) -> str:
    """Numbers in a column's head as the reader writes them, and "new" in words."""
    if symbol == "new":
        return _("new weight")
    return re.sub(r"\d+\.\d+", lambda found: number(float(found[0]), len(found[0]) - 2), symbol)


def _alt(topic: str) -> str:
    return {
        "cell": _(
            "The LSTM cell at step 1: the gates f, i and o, the candidate g, the memory line, the output h."
        ),
        "bptt": _("The network unrolled over three steps, with its four weights."),
        "gradient": _(
            "Six states in a row, each step with its factor; below them the memory line."
        ),
    }[topic]


def _foot() -> str:
    return _(
        "Compute on with all digits of your calculator, and round only what you write down. The key comes from the same computation as the pictures of the app."
    )
