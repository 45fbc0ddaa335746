"""What holds for every line, however it was typed."""

from hypothesis import given
from hypothesis import strategies as st

from console.desk.grammar import VERBS, explain, parse
from console.errors import Refused
from tests.desk.pictures import AROUND, TODAY, small_station

STATION = small_station()
UNITS = st.sampled_from(["11", "cso-12", "CSO52", "UTV1", "bike-3", "AMB3"])
CALLS = st.sampled_from(["47", "1121-47", "88", "20261122-0052", "60"])
PARTS = st.sampled_from(
    [v.typed for v in VERBS]
    + list(" .,;!?")
    + ["11", "47", "52", "UTV1", "586", "05", "P2", "MEAL", "4417", "²", "٣"]
    + ["+20", "1830", "1122-1830", "WEAPON", "DNA", "KIT", "100-4017", "80%"]
)
LINES = st.one_of(
    st.text(max_size=60),
    st.lists(PARTS, max_size=12).map(" ".join),
    st.lists(PARTS, max_size=12).map("".join),
    st.builds(lambda v, rest: f"{v.typed} {rest}", st.sampled_from(VERBS), st.text(max_size=40)),
)


@given(LINES)
def test_a_line_is_a_command_or_refused_and_explained_alike(line: str) -> None:
    said = explain(line, STATION, TODAY, AROUND)
    try:
        command = parse(line, STATION, TODAY, AROUND)
    except Refused as refused:
        assert not said.ok
        assert refused.reason
        assert refused.instead != line
        assert refused.word in line.replace("\N{NO-BREAK SPACE}", " ")
    else:
        assert said.ok
        assert said.words == command.words != ""


@given(st.sampled_from(["D", "DE", "DO", "A", "E", "O", "F", "P", "ST", "RES", "DROP"]), UNITS, CALLS)
def test_unit_and_call_stand_in_either_order(verb: str, unit: str, call: str) -> None:
    assert parse(f"{verb} {unit} {call}", STATION, TODAY) == parse(f"{verb}.{call}.{unit}", STATION, TODAY)


@given(
    st.sampled_from(
        [
            "h 47 +2h",
            "flag 47 armed",
            "dup 52 47",
            "D 11,utv1 47",
            "c cso-11 goa",
            "s 12 meal",
            "on cso-14 4417 utv-1",
            "n noise X",
            "? off",
        ]
    )
)
def test_case_does_not_matter(line: str) -> None:
    assert (
        parse(line.upper(), STATION, TODAY).args
        == parse(line.lower().replace(" x", " X"), STATION, TODAY).args
    )
