"""`find` as a person or a script meets it."""

import pytest

from console.geo.city_file import write_city
from tests.geo.towns import MIDDLE, town
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


def test_find_and_do_go_by_the_edition_that_was_imported(shell: Shell) -> None:
    file = shell.home / "town.geojson"
    file.write_text(write_city(town()), encoding="utf-8")
    shell.rows("import", "streets", str(file), "--new", "--name", "Testville")
    assert [row["name"] for row in shell.rows("find", "MAIN/OAK")] == ["Main St / Oak Av"]
    assert shell.call("find", "8300 SANTA MONICA BL").code == 1
    shell.rows("do", "N 586 MAIN/OAK; blue van")
    (call,) = shell.rows("show", "calls")
    assert (call["lat"], call["lon"]) == MIDDLE


def test_live_has_no_geofile_before_one_is_imported(shell: Shell) -> None:
    settings = shell.home / "cso-console" / "settings.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text('mode = "live"\n')
    ended = shell.call("find", "8300 SANTA MONICA BL")
    assert ended.code == 1
    assert "cso-console import streets FILE" in ended.err
    assert ended.out == ""
    shell.rows("do", "N 586 8300 SANTA MONICA BL; blue van")
    (call,) = shell.rows("show", "calls")
    assert (call["lat"], call["lon"]) == (None, None)
