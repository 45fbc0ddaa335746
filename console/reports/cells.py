"""Cells of a CSV file that no spreadsheet computes."""

# A spreadsheet takes a cell that begins so for a formula; some take the wide signs as well.
SIGNS = "=+-@"
FORMULA = tuple(SIGNS + "".join(chr(ord(sign) + 0xFEE0) for sign in SIGNS))


def guarded(cell: str) -> str:
    """The cell so that no spreadsheet computes it; blanks before a sign do not hide it."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) else cell
