"""`import`: files checked and taken from the shell, refusals as a table, editions listed and restored."""

import csv
import json
from pathlib import Path

import pytest

from tests.geo.importers.nena_files import houses, town, write_geopackage
from tests.shell.console_shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def good(tmp_path: Path) -> str:
    return str(write_geopackage(tmp_path / "town.gpkg", town(), houses()))


def test_streets_points_and_places_make_an_edition_each(shell: Shell, good: str) -> None:
    (streets,) = shell.rows("import", "streets", good)
    assert (streets["rows"], streets["segments"], streets["points"]) == (12, 12, 0)
    shell.rows("import", "points", good)
    (places,) = shell.rows("import", "places", good)
    assert (places["points"], places["places"]) == (4, 1)
    editions = shell.rows("import", "list")
    assert [(each["edition"], each["kind"], each["in_force"]) for each in editions] == [
        (3, "places", True),
        (2, "points", False),
        (1, "streets", False),
    ]
    shell.rows("import", "restore", "1")
    assert shell.rows("import", "list")[0]["source"] == "edition 1"
    assert shell.call("verify").code == 0


def test_one_bad_row_stops_all_and_is_told_in_every_way(shell: Shell, tmp_path: Path) -> None:
    records = town()
    records[2]["Parity_L"] = "X"
    records[4]["NGUID"] = "=cmd()"
    records[4]["St_PreDir"] = "W"
    bad = str(write_geopackage(tmp_path / "bad.gpkg", records))
    ended = shell.call("import", "streets", bad, "--table", str(tmp_path / "table.csv"))
    assert ended.code == 1
    assert "REFUSED  row 3  Parity_L: is 'X'. Right: O, E, B, or Z for no numbers." in ended.out
    assert "2 refused" in ended.err
    assert "Nothing was changed" in ended.err
    header, first, second = csv.reader((tmp_path / "table.csv").read_text("utf-8").splitlines())
    assert header[0] == "Row"
    assert first[:1] + first[2:5] == ["3", "Parity_L", "domain", "refused"]
    assert second[1] == "'=cmd()"
    ended = shell.call("import", "streets", bad, "--json")
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert [(row["row"], row["field"], row["severity"]) for row in rows[:2]] == [
        (3, "Parity_L", "refused"),
        (5, "St_PreDir", "refused"),
    ]
    assert "refused" in rows[2]
    assert shell.rows("import", "list") == []


def test_a_check_changes_nothing(shell: Shell, good: str) -> None:
    ended = shell.call("import", "streets", good, "--check")
    assert ended.code == 0
    assert "only checked" in ended.out
    assert shell.rows("import", "list") == []


def test_a_file_that_is_none_and_an_edition_that_is_none(shell: Shell, tmp_path: Path) -> None:
    letter = tmp_path / "letter.gpkg"
    letter.write_text("Dear sirs")
    assert shell.call("import", "streets", str(letter)).code == 1
    assert shell.call("import", "streets", str(tmp_path / "none.gpkg")).code == 3
    ended = shell.call("import", "restore", "4")
    assert (ended.code, ended.err) == (1, "There is no edition 4. Try: cso-console import list\n")
