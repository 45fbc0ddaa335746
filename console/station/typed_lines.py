"""A dispatcher's line typed in the shell: read with what the board shows, done, and answered as a row."""

from datetime import date
from typing import Any

from console.board.holder import Board
from console.desk.desk import Desk
from console.desk.grammar import parse
from console.desk.surroundings import Surroundings
from console.station.attaching import with_content


def answer_line(
    line: str, today: date, actor: str, desk: Desk, board: Board, around: Surroundings
) -> dict[str, Any]:
    """What the line came to; raises Refused, and then nothing changed."""
    if desk.stirred():
        board.apply(desk.news())
    command = parse(line, board.picture, today, around)
    if command.verb == "help":
        return {"done": command.words}
    command = with_content(command)
    receipt = desk.do(command.verb, command.args, actor=desk.session or actor, source="shell")
    board.apply(desk.news())
    return {
        "done": receipt.said,
        "calls": list(receipt.calls),
        "units": list(receipt.units),
        "entry": receipt.entry,
    }
