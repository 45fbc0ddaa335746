"""`export`: the stored radio log as a file, by a real process."""

import csv
from pathlib import Path

import pytest

from tests.shell.console_shell import Shell


@pytest.fixture
def spoken(shell: Shell) -> Shell:
    """A shell whose store holds two texts to units."""
    shell.rows("do", "T! 11, gate code 1122", "T! 12, call the <b>station</b>")
    return shell


def test_the_ending_chooses_between_form_and_table(spoken: Shell, tmp_path: Path) -> None:
    page, table = tmp_path / "log.html", tmp_path / "log.csv"
    ended = spoken.call("export", "radio", str(page), "--incident", "Street fair", "--as", "R. Okafor")
    assert (ended.code, ended.out) == (0, f"2 lines written to {page}.\n"), ended.err
    html = page.read_text(encoding="utf-8")
    assert "&lt;b&gt;station&lt;/b&gt;" in html
    assert "Street fair" in html
    assert "R. Okafor" in html
    assert spoken.rows(
        "export", "radio", str(table), "--words", "GATE", "--from", "2026-01-01T00:00:00Z"
    ) == [{"file": str(table), "format": "csv", "lines": 1}]
    with table.open(encoding="utf-8", newline="") as opened:
        assert [line["Message"] for line in csv.DictReader(opened)] == ["Text: gate code 1122"]


def test_what_is_there_is_refused_and_a_missing_folder_is_unavailable(spoken: Shell, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("precious")
    refused = spoken.call("export", "radio", str(file), "--json")
    assert (refused.code, file.read_text()) == (1, "precious")
    assert "there already" in refused.rows[0]["refused"]
    assert spoken.call("export", "radio", str(file), "--force").code == 0
    missing = spoken.call("export", "radio", str(tmp_path / "no" / "log.csv"))
    assert (missing.code, missing.out) == (3, "")
    assert "cannot be written" in missing.err


@pytest.mark.parametrize(
    "words",
    [
        ("calls", "a.csv"),
        ("radio", "a.txt"),
        ("radio", "a.csv", "--from", "noon"),
        ("radio", "a.csv", "--format", "x"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_opened(
    shell: Shell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ended = shell.call("export", *words)
    assert ended.code == 2
    assert list(tmp_path.iterdir()) == []
