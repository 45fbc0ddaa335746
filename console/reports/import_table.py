"""What an import found, as a CSV file to work through in a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from console.geo.importers.findings import Finding
from console.reports.cells import guarded
from console.reports.files import write_whole

COLUMNS = ("Row", "Identity", "Field", "Check", "Severity", "What is wrong", "What would be right")


def write_table(file: Path, findings: Sequence[Finding]) -> None:
    """Write the table over one of an earlier try; raises Unavailable where it cannot be written."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for each in findings:
        severity = "refused" if each.refused else "warning"
        texts = (each.id, each.field, each.check, severity, each.wrong, each.right)
        table.writerow((each.row, *map(guarded, texts)))
    write_whole(file, written.getvalue(), force=True)
