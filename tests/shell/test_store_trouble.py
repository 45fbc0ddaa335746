"""A store that cannot be used is one sentence and exit code 3, for every call that needs one."""

import sqlite3
from pathlib import Path

import pytest

from tests.shell.console_shell import Shell

CALLS = (("do", "? D"), ("show", "units"), ("verify",), ("doctor",), ())


def in_no_folder(folder: Path) -> Path:
    return folder / "nowhere" / "station.sqlite3"


def no_database(folder: Path) -> Path:
    file = folder / "letter.txt"
    file.write_text("Dear sirs, this is not a database at all.\n" * 100, encoding="utf-8")
    return file


def another_programs(folder: Path) -> Path:
    file = folder / "music.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    connection.close()
    return file


def from_the_future(folder: Path) -> Path:
    file = folder / "newer.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    return file


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (in_no_folder, "cannot be opened"),
        (no_database, "cannot be opened"),
        (another_programs, "not a store of this program"),
        (from_the_future, "newer version"),
    ],
)
def test_a_store_that_cannot_be_opened(shell: Shell, tmp_path: Path, make, said: str) -> None:
    file = make(tmp_path)
    before = file.read_bytes() if file.exists() else b""
    for words in CALLS:
        told = shell.call(*words, store=f"sqlite:///{file}")
        assert told.code == 3, (words, told)
        sentences = told.out if words == ("doctor",) else told.err
        assert said in sentences, (words, told)
        assert "Traceback" not in told.err
        if words != ("doctor",):
            assert len(told.err.splitlines()) == 1, (words, told.err)
            assert told.out == ""
    assert (file.read_bytes() if file.exists() else b"") == before


def test_addresses_of_no_store(shell: Shell) -> None:
    for url, said in (("mysql://db/station", "no stores of that kind"), ("station", "sqlite:///PATH")):
        told = shell.call("show", "calls", store=url)
        assert (told.code, len(told.err.splitlines())) == (3, 1)
        assert said in told.err


def test_wrong_settings_are_named(shell: Shell) -> None:
    folder = shell.home / "cso-console"
    folder.mkdir()
    for content, said in (
        ('zone = "Mars/Olympus"', "zone"),
        ("mode = 3", "mode"),
        ("mode = ", "cannot be read"),
        ('[[devices]]\nname = "R"\nurl = "/dev/x"\ndriver = "morse"', "morse"),
    ):
        (folder / "settings.toml").write_text(content, encoding="utf-8")
        told = shell.call("show", "calls")
        assert told.code == 3, (content, told)
        assert said in told.err
        assert len(told.err.splitlines()) == 1
