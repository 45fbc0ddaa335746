"""Decoders that print lines: the MDC-1200 preset, rules of one's own, and which rules are refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers import make_driver
from hardware.radio.line_rules import KINDS
from hardware.radio.mdc1200 import RULES
from hardware.radio.text_lines import LineTextDriver
from hardware.readings import Emergency, Position, Reading, Undecoded
from hardware.simulators.text_lines import SimulatedTextDecoder
from tests.hardware.clocks import HandClock


def read(patterns: str, *chunks: bytes) -> list[Reading]:
    driver = LineTextDriver("", patterns)
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


def told(readings: list[Reading]) -> list[tuple[str, ...]]:
    """Kind, unit and whatever else the reading says in words."""
    names = ("code", "text", "number", "state", "why")
    return [
        (each.kind, each.unit, *(said for name in names if (said := getattr(each, name, ""))))
        for each in readings
    ]


PACKET = b"Got MDC-1200 (single-length) packet on node 41618: op: %b, arg: %b, UnitID: 1701"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"I1701", ("transmission_began", "1701")),
        (b"Ib00b", ("transmission_began", "B00B")),
        (b"A1701-1400", ("text", "1701", "A1701-1400")),
        (PACKET % (b"01", b"00"), ("transmission_ended", "1701")),
        (PACKET % (b"01", b"80"), ("transmission_began", "1701")),
        (PACKET % (b"00", b"81"), ("emergency", "1701")),
        (PACKET % (b"20", b"00"), ("text", "1701", "Emergency acknowledged")),
        (PACKET % (b"46", b"03"), ("status", "1701", "03")),
        (PACKET % (b"46", b"fe"), ("status", "1701", "fe")),
        (PACKET % (b"47", b"0A"), ("text", "1701", "Message 0A")),
        (PACKET % (b"63", b"85"), ("text", "1701", "Radio check")),
        (PACKET % (b"35", b"89"), ("text", "1701", "Call alert")),
        (PACKET % (b"11", b"8A"), ("text", "1701", "MDC-1200 operation 11, arg: 8A")),
        (PACKET % (b"00", b"81") + b" extra: 83 0D 14 00", ("emergency", "1701")),
        (b"12:00:01 OP: 00 ARG: 81 UNITID: 17ab", ("emergency", "17AB")),
        (b"op: 00, arg: 81, UnitID: 17", ("undecoded", "", "No rule knows this line")),
        (b"I17011", ("undecoded", "", "No rule knows this line")),
    ],
)
def test_mdc_1200_lines(line: bytes, expected: tuple[str, ...]) -> None:
    driver = make_driver("lines")
    (reading,) = driver.feed(line + b"\r\n")
    assert told([reading]) == [expected]
    assert reading.raw == line


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r"])
def test_lines_end_in_four_ways(end: bytes) -> None:
    driver = LineTextDriver()
    assert told(driver.feed(b"I1701" + end + b"I1702" + end)) == [
        ("transmission_began", "1701"),
        ("transmission_began", "1702"),
    ]


PLACE = r"(?P<lat>[^,]{1,20}),(?P<lon>[^,]{1,20})(?:,(?P<speed_kmh>\d+),(?P<course_deg>\d+))?"
OWN = rf"""
# One rule for each kind of reading.
transmission_began = ON (?P<unit>\w+)
transmission_ended = OFF (?P<unit>\w+)
status = ST (?P<unit>\w+) (?P<code>\d\d)
status 80 = READY (?P<unit>\w+)
emergency = SOS (?P<unit>\w+)(?: (?P<code>\d))?
emergency man down = DOWN (?P<unit_hex>[0-9a-f]{{4}})
text = (?P<unit>\w+): (?P<text>.*)
text Page from = PAGE (?P<text>\d+) (?P<number>\d+)
acknowledged = ACK (?P<unit>\w+)
acknowledged 1 = NAK (?P<unit>\w+)
heartbeat = PING
trouble = FAULT (?P<text>.*)
trouble The decoder's battery is low. = LOWBAT
channel busy = COR=1
channel free = COR=0
position = @(?P<unit>\w+) {PLACE}
silent = -{{3,9}}
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"ON 7", [("transmission_began", "7")]),
        (b"OFF 7", [("transmission_ended", "7")]),
        (b"ST 7 03", [("status", "7", "03")]),
        (b"READY 7", [("status", "7", "80")]),
        (b"SOS 7", [("emergency", "7")]),
        (b"SOS 7 9", [("emergency", "7", "9")]),
        (b"DOWN 00ab", [("emergency", "00AB", "man down")]),
        (b"bike7: at the \x1b[2Jpark\xff", [("text", "bike7", "at the \ufffd[2Jpark\ufffd")]),
        (b"PAGE 12 34", [("text", "", "Page from 12", "34")]),
        (b"ACK 7", [("acknowledged", "7", "0")]),
        (b"NAK 7", [("acknowledged", "7", "1")]),
        (b"PING", [("heartbeat", "")]),
        (b"FAULT antenna", [("trouble", "", "antenna")]),
        (b"LOWBAT", [("trouble", "", "The decoder's battery is low.")]),
        (b"COR=1", [("channel", "", "busy")]),
        (b"COR=0", [("channel", "", "free")]),
        (b"@7 91.0,10.0", [("undecoded", "7", "There is no place 91.0, 10.0")]),
        (b"@7 nan,10.0", [("undecoded", "7", "There is no place nan, 10.0")]),
        (b"@7 1.0,-inf", [("undecoded", "7", "There is no place 1.0, -inf")]),
        (b"@7 1.0,181", [("undecoded", "7", "There is no place 1.0, 181")]),
        (b"-----", []),
        (b"\x00\x00", []),
        (b"  PING  ", [("heartbeat", "")]),
    ],
)
def test_rules_of_ones_own(line: bytes, expected: list[tuple[str, ...]]) -> None:
    assert told(read(OWN, line + b"\n")) == expected


def test_positions_are_bounded() -> None:
    (fix,) = read(OWN, b"@7 -34.5,118.25,50,270\n")
    assert isinstance(fix, Position)
    assert (fix.unit, fix.lat, fix.lon, fix.speed_kmh, fix.course_deg) == ("7", -34.5, 118.25, 50.0, 270.0)
    (fast,) = read(OWN, b"@7 -34.5,118.25,999999999,361\n")
    assert isinstance(fast, Position)
    assert (fast.speed_kmh, fast.course_deg) == (None, None)


def test_own_rules_come_before_the_preset() -> None:
    driver = LineTextDriver("mdc1200", "status 5 = I(?P<unit>1701)")
    assert told(driver.feed(b"I1701\nI1702\n")) == [("status", "1701", "5"), ("transmission_began", "1702")]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("status", "it is not written as reading = regular expression"),
        ("gossip = .*", "there is no reading gossip. Known: transmission_began, "),
        ("text = (?P<text>.*", "its regular expression is wrong, missing ), unterminated subpattern"),
        ("text = (?P<words>.*)", "it has no group words. Known: unit, unit_hex, text, number"),
        ("status = (?P<unit>.*)", "it needs the group code or words"),
        ("status 3 = (?P<code>.*)", "it has both a group for the code and the words 3"),
        ("position = (?P<lat>.*)", "it needs the group lon"),
        ("heartbeat tick = .*", "it has no field for the words tick"),
        ("channel asleep = .*", "a channel is free, busy, receiving, transmitting, not asleep"),
        ("channel = .*", "it needs the group state or words"),
        ("silent = (a+)+", "it repeats a group that repeats or has alternatives itself"),
        ("silent = (?:a|aa)*b", "it repeats a group that repeats or has alternatives itself"),
        ("silent = (?:(?:a?)b)+?", "it repeats a group that repeats or has alternatives itself"),
        ("silent = (?:[)+]*[)x]){2,}", "it repeats a group that repeats or has alternatives itself"),
        ("silent = (?:\\w+,?)*", "it repeats a group that repeats or has alternatives itself"),
        ("silent = (?i:(?:[a-z]+A)*)", "it repeats a group that repeats or has alternatives itself"),
        ("silent = .*.*.*x", "it has too many repetitions that do not end"),
        ("silent = (?x)a", "a verbose regular expression, (?x), cannot be judged"),
    ],
)
def test_a_wrong_rule_is_refused_in_one_sentence(rule: str, why: str) -> None:
    with pytest.raises(ValueError) as refused:
        make_driver("lines", {"patterns": f"heartbeat = PING\n{rule}"})
    assert str(refused.value).startswith(f"The rule {rule!r} cannot be used: {why}")
    assert str(refused.value).endswith(".")


def test_presets_are_checked() -> None:
    with pytest.raises(ValueError, match=r"no preset 'fleetsync'. Known: mdc1200"):
        LineTextDriver("fleetsync")
    with pytest.raises(ValueError, match="nothing to decode with"):
        LineTextDriver("", "# no rule")


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:ab){3}c*",
        r"(?:, \d{2})?.*",
        r"[(+*)|]+",
        r"\(a+\)+",
        r"(?P<unit>\w+) (?P=unit)",
        r"a{,5}b{2}?c??d++",
    ],
)
def test_harmless_repetition_is_allowed(pattern: str) -> None:
    assert LineTextDriver("", f"heartbeat = {pattern}").feed(b"\n") == []


@pytest.mark.parametrize("pattern", [r".*.*a?a?a?x", r"(?:a{0,99}a{0,99})?a{0,50}x", "(?i).*.*a?a?a?[^b]+b"])
def test_the_worst_rule_that_is_allowed_ends_in_time(pattern: str) -> None:
    driver = LineTextDriver("", f"silent = {pattern}")
    started = time.process_time()
    driver.feed(b"a" * 256 + b"\n")
    assert time.process_time() - started < 2.0


def test_long_lines() -> None:
    driver = LineTextDriver("", "heartbeat = a*")
    (long,) = driver.feed(b"a" * 257 + b"\n")
    assert isinstance(long, Undecoded)
    assert (long.why, len(long.raw)) == ("No rule is tried on more than 256 characters", 257)
    assert [len(reading.raw) for reading in driver.feed(b"a" * 5000)] == [1024] * 4
    assert told(driver.feed(b"\na\n")[1:]) == [("heartbeat", "")]


def test_half_a_line_is_not_taken_for_another() -> None:
    assert told(read("status = S(?P<code>[0-9]+)", b"S1")) == [("undecoded", "", "The line was cut short")]


@given(st.text(alphabet="()[]{}?*+|\\ab,1=<>P:.^$", max_size=12), st.sampled_from(sorted(KINDS)))
def test_any_rule_is_refused_or_works(pattern: str, kind: str) -> None:
    try:
        driver = LineTextDriver("", f"{kind} = {pattern}")
    except ValueError as refused:
        assert str(refused).endswith(".")
    except FutureWarning:
        return
    else:
        driver.feed(b"ab1\n" * 3 + b"a" * 200 + b"\n")


def test_the_preset_is_made_of_rules_that_anybody_could_write() -> None:
    assert told(read(RULES, b"I1701\n")) == [("transmission_began", "1701")]


def test_the_simulated_decoder_prints_what_units_do() -> None:
    clock = HandClock()
    decoder, driver = SimulatedTextDecoder(clock), make_driver("lines")
    decoder.receive(b"hello")
    decoder.key("1701")
    decoder.status("1702", 3)
    decoder.message("1702", 12)
    decoder.radio_check("17AB")
    decoder.call_alert("17ab")
    decoder.unkey("1701")
    assert told(driver.feed(decoder.emit())) == [
        ("transmission_began", "1701"),
        ("status", "1702", "03"),
        ("text", "1702", "Message 0c"),
        ("text", "17AB", "Radio check"),
        ("text", "17AB", "Call alert"),
        ("transmission_ended", "1701"),
    ]
    assert decoder.emit() == b""


def test_a_simulated_emergency_is_sent_three_times() -> None:
    clock = HandClock()
    decoder, driver = SimulatedTextDecoder(clock, seed=3), make_driver("lines")
    decoder.emergency("1701")
    heard = []
    for second in range(5):
        heard += [(second, reading) for reading in driver.feed(decoder.emit())]
        clock.advance(1)
    assert all(isinstance(reading, Emergency) for _, reading in heard)
    assert len(heard) == 3
    assert heard[0][0] == 0 < heard[-1][0]


def test_the_simulated_decoder_prints_no_nonsense() -> None:
    decoder = SimulatedTextDecoder(HandClock())
    for unit, code in (("170", 1), ("1701", 256), ("170x", 1)):
        with pytest.raises(ValueError):
            decoder.status(unit, code)
