"""`backup` and `restore` as a person or a script meets them."""

from pathlib import Path

import pytest

from tests.shell.console_shell import Shell


@pytest.fixture
def busy(shell: Shell) -> Shell:
    """A store with a call in it."""
    assert shell.call("do", "N 586 8300 SANTA MONICA BL").code == 0
    return shell


def places(shell: Shell) -> list[str]:
    return [row["place"] for row in shell.rows("show", "calls")]


def test_there_and_back(busy: Shell, tmp_path: Path) -> None:
    (made,) = busy.rows("backup", str(tmp_path / "backups"))
    assert (made["entries"], made["fault"]) == (1, "")
    assert Path(made["file"]).stat().st_size == made["bytes"]
    busy.call("do", "N 586 7377 SANTA MONICA BL")
    (back,) = busy.rows("restore", made["file"])
    assert places(busy) == ["8300 SANTA MONICA BL"]
    assert Path(back["aside"]).exists()
    # What was done since is not lost: until now, from where it was moved.
    (again,) = busy.rows("restore", back["aside"])
    assert again["entries"] == 2
    assert sorted(places(busy)) == ["7377 SANTA MONICA BL", "8300 SANTA MONICA BL"]


def test_until_now_takes_what_was_done_since(busy: Shell, tmp_path: Path) -> None:
    busy.rows("backup", str(tmp_path / "backups"))
    busy.call("do", "N 586 7377 SANTA MONICA BL")
    told = busy.call("restore", str(tmp_path / "backups"), "--to", "now")
    assert "2 entries" in told.out
    assert "The store before is now" in told.out
    assert len(places(busy)) == 2


def test_without_a_folder_it_goes_where_the_settings_say(busy: Shell, tmp_path: Path) -> None:
    folder = busy.home / "cso-console"
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text(f'[backup]\nfolder = "{tmp_path / "far"}"\n')
    (made,) = busy.rows("backup")
    assert Path(made["file"]).parent == tmp_path / "far"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("restore", "nothing.sqlite3"), 3, "no store"),
        (("restore", ".", "--to", "yesterday"), 1, "no moment"),
        (("restore", "."), 3, "no backup"),
        (("backup", "/dev/null/x"), 3, "failed"),
    ],
)
def test_what_cannot_be_is_one_sentence(busy: Shell, words: tuple[str, ...], code: int, said: str) -> None:
    told = busy.call(*words)
    assert (told.code, told.out) == (code, "")
    assert said in told.err
    assert len(told.err.splitlines()) == 1
    assert len(places(busy)) == 1


def test_a_server_s_store_is_left_to_the_server(shell: Shell) -> None:
    for words in (("backup",), ("restore", "x")):
        told = shell.call(*words, store="postgresql://nowhere/x")
        assert told.code == 3
        assert "deployment.md" in told.err


def test_wrong_numbers_in_the_settings_are_named(busy: Shell) -> None:
    folder = busy.home / "cso-console"
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text("[backup]\nnewest = 0\n")
    told = busy.call("backup")
    assert told.code == 3
    assert "backup" in told.err
    assert len(told.err.splitlines()) == 1
