"""`do`: commands are done or refused one by one, in words or as JSON, and the exit code says which."""

from tests.shell.console_shell import Shell

CALL = "N 586 8300 SANTA MONICA BL; blue van in the red"


def test_a_call_is_worked_in_words(shell: Shell) -> None:
    ended = shell.call("do", CALL, "D 11 1", "A 11", "E 11", "O 11", "C 11 05", "--as", "R. Okafor")
    assert (ended.code, ended.err) == (0, "")
    said = ended.out.splitlines()
    assert said[0].startswith("Call 1 taken: Parking")
    assert said[1].startswith("CSO-11 sent to 1")
    assert said[-1].endswith("Call 1 is closed.")
    assert len(said) == 6


def test_an_answer_as_json_names_what_was_touched(shell: Shell) -> None:
    first, second = shell.rows("do", CALL, "D 11 1")
    assert set(first) == {"done", "calls", "units", "entry"}
    assert (first["entry"], second["entry"]) == (1, 2)
    assert first["calls"] == second["calls"]
    assert second["units"] == ["CSO-11"]


def test_what_is_refused_names_the_nearest_right_form_and_the_rest_is_done(shell: Shell) -> None:
    lines = {
        "N 587 8300 SUNSET BL": ("There is no type 587.", "N 586 8300 SUNSET BL"),
        "D CSO-19 1": ("There is no unit CSO-19.", "D CSO-1"),
        "D 11 9": ("There is no call 9.", "D 11 1"),
        "DX 11 1": ("DX is not a verb.", " 11 1"),
        "CX 1 98": ("There is no disposition 98.", "CX 1 "),
        "S 12 MEEL": ("There is no status MEEL.", "S 12 MEAL"),
        "O 12": ("CSO-12 is not on any call.", ""),
        "N 586": ("", "N 586"),
    }
    ended = shell.call("do", CALL, *lines, "R 1, still here", "--json")
    assert ended.code == 1
    assert [list(row) for row in ended.rows[1:-1]] == [["refused", "instead", "line"]] * len(lines)
    for row, (line, (reason, instead)) in zip(ended.rows[1:-1], lines.items(), strict=True):
        assert row["line"] == line
        assert reason in row["refused"]
        assert instead in row["instead"]
    assert ended.rows[-1]["done"] == "Noted on 1."
    told = ended.err.splitlines()
    assert len(told) == len(lines)
    assert told[0] == "There is no type 587. Try: N 586 8300 SUNSET BL"


def test_commands_come_on_standard_input_one_a_line(shell: Shell) -> None:
    ended = shell.call("do", "-", "--json", typed=f"{CALL}\n\n  R 1, gate code 1122  \nO 11\n")
    assert ended.code == 1
    assert ["done" in row for row in ended.rows] == [True, True, False]


def test_bytes_that_are_no_text_are_refused_and_the_stream_goes_on(shell: Shell) -> None:
    ended = shell.call("do", "-", "--json", typed=b"\xff\xfe\x00 11\n" + CALL.encode() + b"\n")
    assert ended.code == 1
    assert "refused" in ended.rows[0]
    assert ended.rows[1]["done"].startswith("Call 1 taken")


def test_help_is_told_and_changes_nothing(shell: Shell) -> None:
    (all_verbs,) = shell.rows("do", "?")
    one = shell.call("do", "? D")
    for verb in ("N", "D", "DE", "DO", "A", "E", "O", "F", "C", "CX", "R", "S", "M", "ON", "OFF", "?"):
        assert any(line.split()[0] == verb for line in all_verbs["done"].splitlines())
    assert "D 11,UTV1 47" in one.out
    assert shell.rows("show", "journal") == []


def test_hostile_text_is_kept_and_shown_as_it_was_typed(shell: Shell) -> None:
    hostile = "<b>x</b> & '); DROP TABLE call;--"
    shell.rows("do", CALL, f"R 1, {hostile}")
    (call,) = shell.rows("show", "calls")
    assert call["remarks"] == ["blue van in the red", hostile]


def test_the_name_given_stands_in_the_journal(shell: Shell) -> None:
    shell.rows("do", CALL, "--as", "R. Okafor")
    (entry,) = shell.rows("show", "journal")
    assert (entry["actor"], entry["verb"]) == ("R. Okafor", "take_call")


def test_wrong_usage_ends_with_2(shell: Shell) -> None:
    assert shell.call("do").code == 2
    assert shell.call("show", "weather").code == 2
    assert shell.call("dance").code == 2
