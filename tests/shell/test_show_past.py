"""`show calls` with what to look for: calls of the past, also those that the picture has let go of."""

import pytest

from tests.shell.console_shell import Shell

PAST = [
    "number",
    "type",
    "priority",
    "status",
    "place",
    "received_at",
    "closed_at",
    "disposition",
    "units",
    "remarks",
]


@pytest.fixture
def filled(shell: Shell) -> Shell:
    """Two calls, of which the first is closed."""
    shell.rows(
        "do", "N 586 8300 SANTA MONICA BL; blue van", "D 11 1", "O 11", "C 11 GOA", "N 928 PLUMMER PARK; van"
    )
    return shell


def test_what_is_looked_for_is_printed_newest_first(filled: Shell) -> None:
    park, van = filled.rows("show", "calls", "--words", "van")
    assert list(van) == PAST
    assert (park["place"], van["place"]) == ("PLUMMER PARK", "8300 SANTA MONICA BL")
    assert (van["status"], van["units"], van["remarks"]) == ("closed", ["CSO-11"], ["blue van"])
    assert filled.rows("show", "calls", "--words", "van", "--limit", "1") == [park]
    assert filled.rows("show", "calls", "--words", "van", "--before", park["number"]) == [van]
    assert filled.rows("show", "calls", "--place", "8300 santa", "--unit", "cso-11") == [van]
    assert filled.rows("show", "calls", "--begins", "2030-01-01", "--ends", "2030-01-31") == []


def test_what_cannot_be_looked_for_is_one_sentence(filled: Shell) -> None:
    for words in (["--begins", "yesterday"], ["--ends", "2026-02-30"], ["--words", "***"], ["--unit", "X"]):
        ended = filled.call("show", "calls", *words)
        assert (ended.code, ended.out) == (1, "")
        assert len(ended.err.splitlines()) == 1
    assert filled.call("show", "units", "--place", "8").code == 2
