"""`verify` and `doctor`: what the support person asks."""

import sqlite3
from pathlib import Path

from tests.shell.console_shell import Shell


def test_a_whole_journal_is_verified(shell: Shell) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL", "D 11 1")
    assert shell.rows("verify") == [{"entries": 2, "verified": True, "broken": 0, "why": ""}]
    assert "2 entries" in shell.call("verify").out


def test_a_changed_entry_is_found(shell: Shell, tmp_path: Path) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL", "D 11 1", "R 1, gate code")
    with sqlite3.connect(tmp_path / "station.sqlite3") as connection:
        connection.execute("UPDATE journal SET actor = 'somebody else' WHERE number = 2")
    connection.close()
    found = shell.call("verify", "--json")
    assert found.code == 1
    (row,) = found.rows
    assert (row["verified"], row["broken"]) == (False, 2)
    assert row["why"]
    assert shell.call("doctor").code == 3


def test_doctor_looks_at_everything(shell: Shell) -> None:
    found = shell.rows("doctor")
    assert all(list(row) == ["check", "ok", "text"] for row in found)
    checks = [row["check"] for row in found]
    program = ["system", "packages", "sqlite", "station", "store", "journal"]
    assert checks == [*program, "backup", "disk of the printed board", "disk of the backups", "ports"]
    assert all(row["ok"] for row in found)


def test_doctor_misses_a_device_that_is_not_there(shell: Shell) -> None:
    folder = shell.home / "cso-console"
    folder.mkdir()
    device = '[[devices]]\nname = "Radio 1"\nurl = "/dev/ttyNONE"\ndriver = "kenwood"\n'
    (folder / "settings.toml").write_text(device, encoding="utf-8")
    ended = shell.call("doctor")
    assert ended.code == 3
    assert "BAD  device Radio 1: /dev/ttyNONE is not there" in ended.out
