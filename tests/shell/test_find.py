"""`find` as a person or a script meets it."""

import pytest

from tests.shell.console_shell import Shell


def test_scripts_get_exactly_these_fields(shell: Shell) -> None:
    (row, *_) = shell.rows("find", "8300 SANTA MONICA BL APT 3")
    assert row == {
        "name": "8300 Santa Monica Bl",
        "level": "range",
        "lat": row["lat"],
        "lon": row["lon"],
        "municipality": "West Hollywood",
        "inside": True,
        "score": 1.0,
    }
    assert (round(row["lat"], 3), round(row["lon"], 3)) == (34.091, -118.370)


def test_people_read_a_line_for_each(shell: Shell) -> None:
    told = shell.call("find", "300 DOHENY").out.splitlines()
    assert told == [
        "300 N Doheny Dr: range, West Hollywood",
        "300 S Doheny Dr: range, Beverly Hills, outside",
    ]


@pytest.mark.parametrize("text", ["QQQQQQQ", "", "x" * 5000])
def test_nothing_is_said_plainly(shell: Shell, text: str) -> None:
    ended = shell.call("find", text)
    assert ended.code == 1
    assert "nothing like" in ended.err
    assert len(ended.err) < 400
