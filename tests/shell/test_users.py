"""`user`: accounts by the shell, and `--as` from then on asks for a password."""

import subprocess
from dataclasses import dataclass

import pyotp
import pytest

from tests.shell.console_shell import Ended, Shell

CALL = "N 586 8300 SANTA MONICA BL"
PASSWORD = "gravel-otter-41"
OTHER = "cactus-lantern-7"


@dataclass(frozen=True, slots=True)
class Guarded(Shell):
    """A shell whose calls know a password."""

    def as_person(self, password: str, *words: str, new: str = "", code: str = "") -> Ended:
        secrets = {
            "CSO_CONSOLE_PASSWORD": password,
            **({"CSO_CONSOLE_NEW_PASSWORD": new} if new else {}),
            **({"CSO_CONSOLE_CODE": code} if code else {}),
        }
        ended = subprocess.run(
            self._line(words, ""),
            input=b"",
            capture_output=True,
            env={**self._environment(), **secrets},
            timeout=60,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.fixture
def guarded(shell: Shell) -> Guarded:
    made = Guarded(shell.home)
    first = made.as_person(PASSWORD, "user", "add", "ann", "--role", "administrator", "--person", "Ann Li")
    assert (first.code, first.out) == (0, "ann is added as administrator.\n"), first.err
    added = made.as_person(PASSWORD, "user", "add", "bo", "--role", "dispatcher", "--as", "ann", new=OTHER)
    assert added.code == 0, added.err
    return made


def test_a_dispatcher_works_and_is_journalled_by_name(guarded: Guarded) -> None:
    ended = guarded.as_person(OTHER, "do", CALL, "--as", "bo")
    assert (ended.code, ended.err) == (0, "")
    journal = guarded.as_person(PASSWORD, "show", "journal", "--as", "ann", "--json").rows
    assert [
        (row["verb"], row["actor"]) for row in journal if row["verb"] in ("take_call", "account_added")
    ] == [
        ("account_added", "ann"),
        ("account_added", "ann"),
        ("take_call", "bo"),
    ]


def test_without_a_name_or_with_a_wrong_password_nothing_is_done(guarded: Guarded) -> None:
    for words, password in (
        (("do", CALL), OTHER),
        (("do", CALL, "--as", "bo"), PASSWORD),
        (("show", "calls"), OTHER),
    ):
        ended = guarded.as_person(password, *words)
        assert (ended.code, ended.out) == (1, "")
        assert len(ended.err.splitlines()) == 1


def test_what_a_role_may_not_do_is_refused_with_the_roles_that_may(guarded: Guarded) -> None:
    ended = guarded.as_person(PASSWORD, "do", CALL, "--as", "ann")
    assert ended.code == 1
    assert "Call taker" in ended.err
    verify = guarded.as_person(OTHER, "verify", "--as", "bo")
    assert (verify.code, verify.out) == (1, "")


def test_accounts_are_listed_disabled_and_enabled_by_an_administrator_only(guarded: Guarded) -> None:
    assert guarded.as_person(OTHER, "user", "disable", "ann", "--as", "bo").code == 1
    assert guarded.as_person(PASSWORD, "user", "disable", "ann", "--as", "ann").code == 1
    assert guarded.as_person(PASSWORD, "user", "role", "bo", "lead", "--as", "ann").code == 0
    assert guarded.as_person(PASSWORD, "user", "disable", "bo", "--as", "ann").code == 0
    assert guarded.as_person(OTHER, "do", CALL, "--as", "bo").code == 1
    listed = guarded.as_person(PASSWORD, "user", "list", "--as", "ann", "--json").rows
    assert [(row["name"], row["role"], row["state"]) for row in listed] == [
        ("ann", "administrator", "open"),
        ("bo", "lead", "disabled"),
    ]
    assert guarded.as_person(PASSWORD, "user", "unlock", "bo", "--as", "ann").code == 0
    assert guarded.as_person(OTHER, "do", CALL, "--as", "bo").code == 0


def test_people_change_their_own_password(guarded: Guarded) -> None:
    assert guarded.as_person(OTHER, "user", "password", "bo", "--as", "bo", new="brief").code == 1
    assert guarded.as_person(OTHER, "user", "password", "bo", "--as", "bo", new="violet-hammer-9").code == 0
    assert guarded.as_person(OTHER, "do", CALL, "--as", "bo").code == 1
    assert guarded.as_person("violet-hammer-9", "do", CALL, "--as", "bo").code == 0


def test_a_second_factor_is_set_up_and_then_needed(guarded: Guarded) -> None:
    words = ("user", "totp", "bo", "--as", "bo", "--json")
    secrets = {**guarded._environment(), "CSO_CONSOLE_PASSWORD": OTHER}
    process = subprocess.Popen(
        guarded._line(words, ""), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=secrets, text=True
    )
    with process:
        assert process.stdout is not None and process.stdin is not None
        offered = Ended(0, process.stdout.readline(), "").rows[0]
        assert offered["address"].startswith("otpauth://totp/CSO%20Console:bo?")
        process.stdin.write(pyotp.TOTP(offered["secret"]).now() + "\n")
        process.stdin.flush()
        assert "needs a code" in process.stdout.read()
    assert process.returncode == 0
    assert guarded.as_person(OTHER, "do", CALL, "--as", "bo").code == 1
    assert guarded.as_person(PASSWORD, "user", "totp", "bo", "--off", "--as", "ann").code == 0
    assert guarded.as_person(OTHER, "do", CALL, "--as", "bo").code == 0


def test_a_file_is_exported_by_those_who_may(guarded: Guarded) -> None:
    file = guarded.home / "log.csv"
    assert guarded.as_person(OTHER, "export", "radio", str(file), "--as", "bo").code == 1
    assert not file.exists()
    assert guarded.as_person(PASSWORD, "export", "radio", str(file), "--as", "ann").code == 0
    assert file.stat().st_size


def test_copies_are_made_and_put_back_by_an_administrator_only(guarded: Guarded) -> None:
    folder = str(guarded.home / "copies")
    assert guarded.as_person(OTHER, "backup", folder, "--as", "bo").code == 1
    assert "--as NAME" in guarded.as_person("", "backup", folder).err
    assert guarded.as_person(PASSWORD, "backup", folder, "--as", "ann").code == 0
    refused = guarded.as_person(OTHER, "restore", folder, "--as", "bo")
    assert (refused.code, "backup" in refused.err) == (1, True)
    assert guarded.as_person(PASSWORD, "restore", folder, "--as", "ann").code == 0
