"""The board: one picture, replaced whole, that never goes back and never grows without end."""

from datetime import UTC, datetime, timedelta

from console.board.holder import CLOSED_CALLS, RADIO_LINES, Board
from console.board.views import CallView, Changes, FixView, LinkView, RadioLine, UnitView

AT = datetime(2026, 3, 14, 19, 0, tzinfo=UTC)


def call(sequence: int, state: str = "waiting") -> CallView:
    at = AT + timedelta(minutes=sequence)
    return CallView(
        number=f"20260314-{sequence:04d}",
        type_code="586",
        type_name="Parking",
        priority=3,
        state=state,
        place="8300 SANTA MONICA BL",
        lat=None,
        lon=None,
        received_at=at,
        due_at=at + timedelta(hours=1),
        closed_at=at if state == "closed" else None,
    )


def radio(number: int, text: str = "Talking") -> RadioLine:
    return RadioLine(number, AT, "Radio 1", "CSO-11", "100-4011", "talk", text)


def fix(seconds: float, lat: float = 34.09) -> FixView:
    return FixView("CSO-11", lat, -118.37, AT + timedelta(seconds=seconds))


def test_a_picture_never_changes_under_its_reader() -> None:
    board = Board()
    before = board.picture
    board.apply(Changes(entry=1, calls=(call(1),), units=(UnitView("CSO-11", "cso", "available", AT),)))
    assert (before.loaded, dict(before.calls)) == (False, {})
    assert (board.picture.loaded, list(board.picture.calls)) == (True, ["20260314-0001"])


def test_what_is_not_in_a_change_stays() -> None:
    board = Board()
    board.apply(Changes(entry=1, calls=(call(1), call(2))))
    board.apply(Changes(entry=2, calls=(call(2, "active"),)))
    assert [c.state for c in board.picture.calls.values()] == ["waiting", "active"]


def test_an_older_fix_does_not_replace_a_newer_one() -> None:
    board = Board()
    board.move([fix(10, 34.10)])
    board.move([fix(5, 34.05)])
    assert board.picture.fixes["CSO-11"].lat == 34.10
    board.apply(Changes(fixes=(fix(11, 34.11),)))
    assert board.picture.fixes["CSO-11"].lat == 34.11


def test_radio_traffic_is_newest_first_updated_in_place_and_bounded() -> None:
    board = Board()
    board.apply(Changes(radio=tuple(radio(number) for number in range(1, RADIO_LINES + 50))))
    board.apply(Changes(radio=(radio(RADIO_LINES, "Talked 3 s"),)))
    lines = board.picture.radio
    assert len(lines) == RADIO_LINES
    assert lines[0].id == RADIO_LINES + 49
    assert [line.text for line in lines if line.id == RADIO_LINES] == ["Talked 3 s"]


def test_open_calls_stay_and_only_the_newest_closed_ones_do() -> None:
    board = Board()
    board.apply(Changes(calls=(call(1), *(call(n, "closed") for n in range(2, CLOSED_CALLS + 102)))))
    held = board.picture.calls
    assert len(held) == CLOSED_CALLS + 1
    assert call(1).number in held
    assert call(CLOSED_CALLS + 101).number in held
    assert call(2).number not in held


def test_watchers_hear_of_every_change_until_they_stop() -> None:
    board = Board()
    heard: list[int] = []
    end = board.watch(lambda: heard.append(board.picture.entry))
    board.apply(Changes(entry=7))
    board.report(LinkView("Radio 1", "radio", "lost", "Unplugged"))
    board.move([fix(1)])
    end()
    board.apply(Changes(entry=8))
    assert heard == [7, 7, 7]
    assert board.picture.links["Radio 1"].text == "Unplugged"
