"""`show`: the live picture as rows with the fields that scripts rely on."""

import json
import re
from pathlib import Path

from tests.shell.console_shell import Shell

CALL = [
    "number",
    "type",
    "priority",
    "status",
    "place",
    "lat",
    "lon",
    "received_at",
    "due_at",
    "units",
    "eligible",
    "flags",
    "remarks",
]
UNIT = [
    "unit",
    "kind",
    "status",
    "status_since",
    "calls",
    "crew",
    "skills",
    "lat",
    "lon",
    "fix_at",
    "fix_age_s",
    "fix_state",
]
ALARM = [
    "number",
    "alarm",
    "level",
    "state",
    "text",
    "unit",
    "call",
    "place",
    "since",
    "last_at",
    "times",
    "told",
    "acknowledged_by",
    "shelved_until",
    "restored_at",
    "draft",
]
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


def test_calls_have_the_listed_fields_most_urgent_first(shell: Shell) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL; blue van", "N 459R 7700 FOUNTAIN AV", "D 11 1")
    urgent, parked = shell.rows("show", "calls")
    assert list(parked) == CALL
    assert urgent["priority"] < parked["priority"]
    assert (parked["type"], parked["status"], parked["units"]) == ("586", "active", ["CSO-11"])
    assert parked["remarks"] == ["blue van"]
    assert 34.0 < parked["lat"] < 34.2
    assert RFC_3339.fullmatch(parked["received_at"])
    assert RFC_3339.fullmatch(parked["due_at"])


def test_units_have_the_listed_fields(shell: Shell) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL", "D 11 1")
    units = {row["unit"]: row for row in shell.rows("show", "units")}
    assert all(list(row) == UNIT for row in units.values())
    eleven = units["CSO-11"]
    assert (eleven["status"], len(eleven["calls"]), eleven["fix_state"]) == ("assigned", 1, "none")
    assert (eleven["crew"], eleven["lat"], eleven["fix_at"]) == (["S. Kim", "P. Boyle"], None, None)


def test_alarms_have_the_listed_fields_and_are_worked_by_their_numbers(shell: Shell) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL", "DO 11 1", "EM 11, shouted for help")
    (emergency,) = shell.rows("show", "alarms")
    assert list(emergency) == ALARM
    assert (emergency["alarm"], emergency["level"], emergency["state"]) == ("emergency", "critical", "new")
    assert (emergency["unit"], emergency["place"]) == ("CSO-11", "8300 SANTA MONICA BL")
    assert RFC_3339.fullmatch(emergency["since"])
    assert shell.call("do", "KX 1, contact made").code == 1
    shell.rows("do", "K 1", "--as", "R. Okafor")
    assert shell.rows("show", "alarms")[0]["acknowledged_by"] == "R. Okafor"
    shell.rows("do", "KX 1, contact made")
    assert shell.rows("show", "alarms") == []
    first = shell.rows("show", "alarms", "--begins", "2020-01-01")[0]
    assert (first["report"], first["alarms"]) == ("alarms", 1)


def test_journal_tells_who_did_what(shell: Shell) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL", "D 11 1", "--as", "R. Okafor")
    entries = shell.rows("show", "journal")
    assert [entry["number"] for entry in entries] == [1, 2]
    assert [entry["verb"] for entry in entries] == ["take_call", "dispatch"]
    assert entries[1]["touched"][0].startswith("call:")


def test_people_read_lines_without_json(shell: Shell) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL; blue van")
    ended = shell.call("show", "calls")
    assert ended.code == 0
    assert "8300 SANTA MONICA BL" in ended.out
    assert "{" not in ended.out


def test_nothing_to_show_is_no_failure(shell: Shell) -> None:
    assert shell.rows("show", "alarms") == []
    assert shell.rows("show", "radio") == []


def test_follow_prints_what_another_process_changes(shell: Shell) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL")
    with shell.running("show", "calls", "--follow", "--json") as following:
        assert following.stdout is not None
        assert json.loads(following.stdout.readline())["place"] == "8300 SANTA MONICA BL"
        shell.rows("do", "N 928 PLUMMER PARK", "D 11 1")
        changed = [json.loads(following.stdout.readline()) for _ in range(2)]
    places = {row["place"]: row["status"] for row in changed}
    assert places == {"PLUMMER PARK": "waiting", "8300 SANTA MONICA BL": "active"}


def test_one_call_is_shown_with_all_that_happened_to_it(shell: Shell) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL; blue van", "AM 1 P2, PLUMMER PARK", "--as", "R. Okafor")
    (row,) = shell.rows("show", "call", "1")
    assert list(row) == [*CALL, "timeline"]
    assert [line["text"] for line in row["timeline"]] == [
        "blue van",
        "Place: was 8300 SANTA MONICA BL, now PLUMMER PARK",
        "Priority: was 3, now 2",
    ]
    assert {line["by"] for line in row["timeline"]} == {"R. Okafor"}
    assert shell.rows("show", "call", row["number"]) == [row]
    told = shell.call("show", "call", "1").out.splitlines()
    assert len(told) == 4
    assert "PLUMMER PARK" in told[0]
    assert told[2].endswith("Place: was 8300 SANTA MONICA BL, now PLUMMER PARK  R. Okafor")


def test_a_call_that_there_is_none_of_and_a_number_too_many(shell: Shell) -> None:
    assert shell.call("show", "call", "99").code == 1
    assert shell.call("show", "call").code == 2
    assert shell.call("show", "units", "11").code == 2


def test_hand_overs_are_listed_one_is_shown_whole_and_printed(shell: Shell, tmp_path: Path) -> None:
    shell.rows("do", "N 586 8300 SANTA MONICA BL; blue van", "HO, quiet", "HO SIGN", "--as", "ann")
    shell.rows("do", "HO TAKE, read", "--as", "ben")
    (row,) = shell.rows("show", "handovers")
    assert (row["state"], row["signed_by"], row["taken_by"]) == ("taken", "ann", "ben")
    (whole,) = shell.rows("show", "handover", "1")
    assert whole["items"][0]["place"] == "8300 SANTA MONICA BL"
    assert shell.call("show", "handover", "9").code == 1
    file = tmp_path / "sheet.html"
    ended = shell.call("report", "handover", "1", str(file))
    assert (ended.code, ended.out) == (0, f"{len(whole['items'])} lines written to {file}.\n"), ended.err
    assert "8300 SANTA MONICA BL" in file.read_text(encoding="utf-8")
    assert shell.call("report", "handover", "1", str(file)).code == 1
    assert shell.call("report", "weather", "1", str(file)).code == 2


def test_an_events_calls_are_a_queue_of_their_own_and_its_forms_are_written(
    shell: Shell, tmp_path: Path
) -> None:
    shell.rows("do", "EV HALLOWEEN NOW +8H", "N 586 8300 SANTA MONICA BL", "N 586 900 N FAIRFAX AV")
    shell.rows(
        "do", "EV HALLOWEEN TAG 2", "EV HALLOWEEN POST 11 EAST GATE", "EV HALLOWEEN, <b>gates</b> open"
    )
    assert [row["number"][-1] for row in shell.rows("show", "calls", "--event", "halloween")] == ["2"]
    (event,) = shell.rows("show", "events")
    assert (event["event"], event["posts"]) == ("HALLOWEEN", ["CSO-11 East gate"])
    assert shell.call("show", "calls", "--event", "EASTER").code == 1
    for form in ("ics201", "ics205", "ics211", "ics214"):
        file = tmp_path / f"{form}.html"
        (row,) = shell.rows("report", form, "HALLOWEEN", str(file))
        assert row["report"] == form and row["lines"] > 0
    assert "&lt;b&gt;gates&lt;/b&gt; open" in (tmp_path / "ics214.html").read_text(encoding="utf-8")
    assert shell.call("report", "ics214", "EASTER", str(tmp_path / "no.html")).code == 1
