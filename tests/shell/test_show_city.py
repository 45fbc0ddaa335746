"""`show closures` and `show units --for`: the rows that scripts rely on."""

from tests.shell.console_shell import Shell

CLOSURE = [
    "number",
    "name",
    "state",
    "stops",
    "begins",
    "ends",
    "street",
    "first",
    "second",
    "outline",
    "reason",
    "event",
    "by",
]
CANDIDATE = ["call", "unit", "recommended", "mode", "how", "eta_s", "metres", "why"]


def test_a_street_is_closed_shown_and_opened(shell: Shell) -> None:
    (done,) = shell.rows("do", "CL SANTA MONICA BL; LA CIENEGA, SAN VICENTE; +60 car bike, parade")
    assert "is closed to car, bike until" in done["done"]
    (row,) = shell.rows("show", "closures")
    assert list(row) == CLOSURE
    assert (row["number"], row["state"], row["stops"]) == (1, "closed", ["car", "bike"])
    assert (row["street"], row["reason"], row["outline"]) == ("Santa Monica Bl", "parade", [])
    shell.rows("do", "OP 1")
    assert shell.rows("show", "closures") == []


def test_the_units_for_a_call_come_best_first_with_their_reasons(shell: Shell) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL; blue van", "S 12 MEAL")
    found = shell.rows("show", "units", "--for", "1")
    assert all(list(row) == CANDIDATE for row in found)
    assert [row["recommended"] for row in found] == [True] + [False] * (len(found) - 1)
    units = [row["unit"] for row in found]
    assert "CSO-11" in units and "CSO-12" not in units and not any(sign.startswith("AMB") for sign in units)
    assert all((row["how"], row["eta_s"]) == ("unknown", None) and "no fix" in row["why"] for row in found)


def test_what_is_missing_is_said(shell: Shell) -> None:
    shell.rows("do", "N 586 NOWHERE AT ALL")
    assert "not verified" in shell.rows("show", "units", "--for", "1")[-1]["missing"]
    wrong = shell.call("show", "units", "--for", "99")
    assert (wrong.code, "There is no call 99." in wrong.err) == (1, True)
    assert shell.call("show", "calls", "--for", "1").code == 2
