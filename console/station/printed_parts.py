"""The parts of printed pages: headings, tables and boxes to fill in, on paper that says what it is."""

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template

from console.station.printed_words import TRAINING, plain

Row = Sequence[str]


class Paper:
    """Makes whole HTML documents; every text is shown as it was typed, and nothing in it is markup."""

    def __init__(self) -> None:
        page = files("resources").joinpath("printed/page.html")
        self._page = Template(page.read_text("utf-8"))

    def document(
        self, title: str, body: Iterable[str], *, station: str, printed: str, foot: str, training: bool
    ) -> str:
        """The parts in `body` are HTML already; `printed` is when, in words."""
        banner = f'<p class="training">{text(TRAINING)}</p>' if training else ""
        return self._page.substitute(
            title=text(title),
            station=text(station),
            printed=text(printed),
            training=banner,
            foot=text(foot),
            body="\n".join(body),
        )


def heading(words: str, *, new_page: bool = False) -> str:
    """The heading of a part, on a new page where it is asked for."""
    return f'<h2 class="new-page">{text(words)}</h2>' if new_page else f"<h2>{text(words)}</h2>"


def sentence(words: str) -> str:
    """A paragraph."""
    return f"<p>{text(words)}</p>"


def table(heads: Sequence[str], widths: Sequence[int], rows: Sequence[Row], *, blank: int = 0) -> str:
    """A table of cells that are HTML already; `blank` rows to fill in follow."""
    columns = "".join(f'<col style="width: {width}%">' for width in widths)
    top = "".join(f'<th scope="col">{text(head)}</th>' for head in heads)
    body = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    body += ['<td class="low"></td>' * len(heads)] * blank
    lines = "\n".join(f"<tr>{cells}</tr>" for cells in body)
    return (
        f'<table class="rows"><colgroup>{columns}</colgroup>'
        f"<thead><tr>{top}</tr></thead><tbody>\n{lines}\n</tbody></table>"
    )


def fields(named: Sequence[tuple[str, str]], *, across: int = 2) -> str:
    """Named boxes, `across` of them in a row, each with what is known."""
    cells = [f'<td class="fill"><span class="label">{text(n)}</span>{text(v)}</td>' for n, v in named]
    cells += ["<td></td>"] * (-len(cells) % across)
    rows = ("".join(cells[first : first + across]) for first in range(0, len(cells), across))
    return f'<table class="rows"><tbody>{"".join(f"<tr>{row}</tr>" for row in rows)}</tbody></table>'


def text(words: str) -> str:
    """Words as HTML: on one line, and nothing in them is markup."""
    return escape(plain(words))
