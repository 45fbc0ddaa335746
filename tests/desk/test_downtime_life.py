"""Without its server a seat knows the life of its calls, and what it did about them is brought over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.errors import Refused
from tests.desk.seats import Seat, seat
from tests.store.servers import Server
from tests.store.servers import server as new_server


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server that this module may stop."""
    with new_server() as made:
        yield made


@pytest.fixture
def one(own: Server, tmp_path: Path) -> Iterator[Seat]:
    with seat(own.new(), tmp_path, "Position 1") as made:
        yield made


def test_the_life_of_calls_goes_on_while_the_server_is_gone(own: Server, one: Seat) -> None:
    held, linked, twin, busy = (one.take(f"{n} SANTA MONICA BL") for n in range(1, 5))
    one.do("hold_call", call=held, until="+20")
    one.do("link_calls", call=linked, other=twin)
    one.do("merge_call", call=twin, into=linked)
    one.do("stack_call", unit="CSO-11", call=busy)
    before = one.picture.calls
    with own.gone():
        one.do("flag_call", call=busy, stop="weapon")
        one.wait_down()
        assert one.picture.calls[held].life == before[held].life
        assert one.picture.calls[linked].life == before[linked].life
        assert one.picture.units["CSO-11"].outfit.next_calls == (busy,)
        one.do("release_call", call=held)
        one.do("unmerge_call", call=twin)
        new = one.take("5 SANTA MONICA BL")
        one.do("merge_call", call=new, into=linked)
        assert one.picture.calls[new].state == "merged"
    one.wait_up()
    calls = one.picture.calls
    assert one.picture.catch_up is not None
    assert one.picture.catch_up.conflicts == ()
    assert [calls[n].state for n in (held, twin, new)] == ["waiting", "waiting", "merged"]
    assert calls[linked].life.merged == (new,)
    assert calls[busy].life.stops == ("weapon",)


def test_what_deputies_have_been_asked_for_and_have_taken_is_known_without_the_server(
    own: Server, one: Seat
) -> None:
    asked = one.take("1 SANTA MONICA BL")
    (alarm,) = one.do("take_call", type="459A", place="2 SANTA MONICA BL").calls
    one.do("dispatch", units=("CSO-11",), call=alarm, then="onscene", override="is next to it")
    one.do("refer", call=alarm, reason="ALARM")
    one.do("accept_referral", call=alarm, who="Dep. Ruiz 41B")
    one.do("flag_call", call=asked, stop="weapon")
    before = one.picture.calls
    with own.gone():
        one.do("remark", call=asked, text="they left on foot")
        one.wait_down()
        for number in (asked, alarm):
            assert one.picture.calls[number].referral == before[number].referral
        one.do("clear", unit="CSO-11", disposition="01")
        assert one.picture.calls[alarm].state == "closed"
    one.wait_up()
    assert one.picture.catch_up is not None
    assert one.picture.catch_up.conflicts == ()
    assert one.picture.calls[alarm].state == "closed"


def test_an_event_goes_on_without_the_server_and_nobody_signs_a_hand_over(own: Server, one: Seat) -> None:
    one.do("plan_event", code="FAIR", begins="NOW", ends="+6H", posts=[{"name": "Gate"}])
    key = one.picture.events[0].key
    one.do("staff_post", event=key, unit="CSO-11", post="Gate")
    before = one.picture.events[0]
    with own.gone():
        number = one.take("1 SANTA MONICA BL")
        one.wait_down()
        (there,) = one.picture.events
        assert (there.stands, there.posts, there.key) == (before.stands, before.posts, key)
        one.do("note_event", event=key, text="gate open")
        one.do("tag_call", event=key, call=number)
        with pytest.raises(Refused, match="server's record"):
            one.do("draft_handover")
    one.wait_up()
    assert one.picture.catch_up is not None
    assert one.picture.catch_up.conflicts == ()
    (after,) = one.picture.events
    assert [line.text for line in after.log] == ["gate open"]
    assert after.calls == (number,)
