"""APRS: every payload of the reference, what the field makes of it, and what we send."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers import encode as encode_for
from hardware.orders import AnswerText, AskChannel, CannotSendError, Order, PollPosition, SendStatus, SendText
from hardware.radio.aprs import decode_payload
from hardware.radio.aprs_messages import addressee
from hardware.radio.aprs_orders import encode
from hardware.radio.ax25 import Addresses, split_ui_frame
from hardware.radio.kiss import KissDriver
from hardware.radio.kiss_frames import unescaped
from hardware.readings import Position, Reading

RAW = b"\xc0raw\xc0"


def said(payload: bytes | str, destination: str = "APRS", source: str = "N0CALL-9") -> list[Reading]:
    data = payload.encode() if isinstance(payload, str) else payload
    return decode_payload(Addresses(destination, source), data, RAW)


def told(payload: bytes | str, destination: str = "APRS") -> list[tuple[str, ...]]:
    """Kind, unit and whatever else the reading says in words."""
    names = ("code", "text", "number", "why")
    return [
        (reading.kind, reading.unit, *(getattr(reading, name) for name in names if hasattr(reading, name)))
        for reading in said(payload, destination)
    ]


def position(payload: bytes | str, destination: str = "APRS") -> Position:
    reading = said(payload, destination)[0]
    assert isinstance(reading, Position), reading
    return reading


def near(*degrees: float) -> object:
    return pytest.approx(degrees, abs=1e-5)


@pytest.mark.parametrize("kind", ["!", "=", "/092345z", "@092345z"])
def test_plain_positions(kind: str) -> None:
    fix = position(kind + "4903.50N/07201.75W-")
    assert (fix.unit, fix.valid, fix.raw, fix.day) == ("N0CALL-9", True, RAW, None)
    assert (fix.lat, fix.lon) == near(49.05833, -72.02917)
    assert (fix.speed_kmh, fix.course_deg) == (None, None)


def test_time_course_and_speed() -> None:
    fix = position("@092345z4903.50N/07201.75W>088/036")
    assert (fix.time, fix.course_deg) == (time(23, 45), 88)
    assert fix.speed_kmh == pytest.approx(36 * 1.852)


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("092345z", time(23, 45)),
        ("234517h", time(23, 45, 17)),
        ("092345/", None),
        ("000000z", None),
        ("      z", None),
        ("329999z", None),
    ],
)
def test_a_time_that_is_local_or_cannot_be_does_not_cost_the_position(stamp: str, at: time | None) -> None:
    assert position(f"/{stamp}4903.50N/07201.75W>").time == at


@pytest.mark.parametrize(
    ("extension", "speed", "course"),
    [
        ("360/010", 18.52, 360.0),
        ("000/000", 0.0, None),
        ("999/010", 18.52, None),
        (".../...", None, None),
        ("PHG5132", None, None),
        ("", None, None),
    ],
)
def test_course_and_speed_are_there_or_not(extension: str, speed: float | None, course: float | None) -> None:
    fix = position("!4903.50N/07201.75W>" + extension)
    assert (fix.speed_kmh, fix.course_deg) == (speed, course)


@pytest.mark.parametrize("payload", ["!4903.50N/07201.75W_088/036", "!4903.50N\\07201.75Wl101/510"])
def test_wind_and_areas_are_no_course(payload: str) -> None:
    assert (position(payload).speed_kmh, position(payload).course_deg) == (None, None)


@pytest.mark.parametrize(
    ("where", "lat", "lon"),
    [
        ("4903.5 N/07201.7 W", 49.059167, -72.029167),
        ("4903.  N/07201.  W", 49.058333, -72.025),
        ("490 .  N/0720 .  W", 49.083333, -72.083333),
        ("49  .  N/072  .  W", 49.5, -72.5),
        ("4903.  N/07201.75W", 49.058333, -72.025),
        ("3751.65S/14507.36E", -37.860833, 145.122667),
        ("0000.00N/00000.00W", 0, 0),
        ("9000.00N/18000.00E", 90, 180),
    ],
)
def test_places_blurred_and_at_the_edges(where: str, lat: float, lon: float) -> None:
    fix = position(f"!{where}>")
    assert (fix.lat, fix.lon) == near(lat, lon)


@pytest.mark.parametrize(
    "where",
    [
        "9000.01N/07201.75W>",
        "4903.50N/18000.01W>",
        "4960.00N/07201.75W>",
        "4903.50N/07260.00W>",
        "4 03.50N/07201.75W>",
        "49 3.50N/07201.75W>",
        "4903.50X/07201.75W>",
        "4903.50N",
        "/5L!!",
        "/{{{{{{{{>",
        "",
    ],
)
def test_what_is_no_place_is_refused_and_shown(where: str) -> None:
    (refused,) = said("!" + where)
    assert (refused.kind, refused.unit, refused.raw) == ("undecoded", "N0CALL-9", RAW)


@pytest.mark.parametrize("lead", ["!", "=", "@092345z"])
def test_compressed_positions(lead: str) -> None:
    fix = position(lead + "/5L!!<*e7>7P[")
    assert (fix.lat, fix.lon) == near(49.5, -72.75)
    assert (fix.course_deg, fix.valid) == (88, True)
    assert fix.speed_kmh == pytest.approx(36.23 * 1.852, abs=0.01)


@pytest.mark.parametrize(
    ("motion", "valid", "moves"),
    [
        (" sT", True, False),
        ("S]S", True, False),
        ("{?!", False, False),
        ("7P!", False, True),
        ("", True, False),
    ],
)
def test_what_stands_behind_compressed_coordinates(motion: str, valid: bool, moves: bool) -> None:
    fix = position("=/5L!!<*e7>" + motion)
    assert (fix.valid, fix.speed_kmh is not None) == (valid, moves)


def test_mic_e() -> None:
    (fix,) = said('`(_fn"Oj/', "S32U6T", "KI6WJP-9")
    assert isinstance(fix, Position)
    assert (fix.unit, fix.valid, fix.course_deg) == ("KI6WJP-9", True, 251)
    assert (fix.lat, fix.lon) == near(33.42733, -12.129)
    assert fix.speed_kmh == pytest.approx(20 * 1.852)


@pytest.mark.parametrize("destination", ["332U6T", "332U6T-2", "33LLLL"])
def test_a_mic_e_message_of_zeros_is_an_emergency(destination: str) -> None:
    kinds = [(reading.kind, reading.unit, reading.raw) for reading in said('`(_fn"Oj/', destination)]
    assert kinds == [("position", "N0CALL-9", RAW), ("emergency", "N0CALL-9", RAW)]


@pytest.mark.parametrize(
    ("destination", "lat", "lon"),
    [
        ("S32UZZ", 33.425, -112.125),
        ("S3ZZZZ", 33.5, -112.5),
        ("S32U6L", 33.42750, 12.12917),
        ("S32564", -33.4273333, 12.129),
        ("D32UV4", 33.4273333, 112.129),
    ],
)
def test_mic_e_blurred_south_and_east(destination: str, lat: float, lon: float) -> None:
    fix = position('`(_fn"Oj/', destination)
    assert (fix.lat, fix.lon) == near(lat, lon)


@pytest.mark.parametrize(
    ("degrees", "lon"), [(b"\x76", 0.129), (b"\x7f", 9.129), (b"\x6c", 100.129), (b"\x75", 109.129)]
)
def test_mic_e_longitudes_that_are_shifted(degrees: bytes, lon: float) -> None:
    assert position(b"`" + degrees + b'_fn"Oj/', "S32UV4").lon == pytest.approx(lon, abs=1e-5)


@pytest.mark.parametrize(
    ("lead", "comment", "valid"),
    [(b"`", b"", True), (b"\x1c", b"", True), (b"'", b"", False), (b"\x1d", b"", False), (b"'", b"]", True)],
)
def test_mic_e_says_when_its_fix_is_old(lead: bytes, comment: bytes, valid: bool) -> None:
    assert position(lead + b'(_fn"Oj/' + comment, "S32U6T").valid is valid


@pytest.mark.parametrize(
    ("payload", "destination"),
    [
        ("`(_f", "S32U6T"),
        ('`(_fn"Oj/', "APRS"),
        ('`(_fn"Oj/', "S32A6T"),
        ('`(_fn"Oj/', "Y99U6T"),
        ('`(_fn"Oj/', "S36U6T0"),
        ('`(_fn"Oj/', "S37U6T"),
        ('`(cfn"Oj/', "S32U6T"),
        ('`(_fn"Oj/', "3L2U6T"),
        ('`(_fn"Oj/', "S32L64"),
        ('`(_f\x01"Oj/', "S32U6T"),
    ],
)
def test_mic_e_that_cannot_be_is_refused(payload: str, destination: str) -> None:
    assert [kind for kind, *_ in told(payload, destination)] == ["undecoded"]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (">092345zNet Control Center", ("text", "N0CALL-9", "Net Control Center", "")),
        (">in service", ("text", "N0CALL-9", "in service", "")),
        ("::WU2Z     :Testing{003"[1:], ("text", "N0CALL-9", "To WU2Z: Testing", "003")),
        (":WU2Z     :no answer wanted", ("text", "N0CALL-9", "To WU2Z: no answer wanted", "")),
        (":WU2Z     :new style{XY}", ("text", "N0CALL-9", "To WU2Z: new style", "XY}")),
        (":BLN1     :everybody", ("text", "N0CALL-9", "To BLN1: everybody", "")),
        (":WU2Z     :", ("text", "N0CALL-9", "To WU2Z: ", "")),
        (":WU2Z     :acknowledge when there", ("text", "N0CALL-9", "To WU2Z: acknowledge when there", "")),
        (":K6ABC-7  :ack003", ("acknowledged", "N0CALL-9", "0", "003")),
        (":K6ABC-7  :ack003}XY", ("acknowledged", "N0CALL-9", "0", "003")),
        (":K6ABC-7  :rej003\r\n", ("acknowledged", "N0CALL-9", "1", "003")),
    ],
)
def test_status_and_messages(payload: str, expected: tuple[str, ...]) -> None:
    assert told(payload) == [expected]


def test_a_message_may_carry_an_acknowledgement() -> None:
    assert told(":WU2Z     :Testing{XY}01") == [
        ("text", "N0CALL-9", "To WU2Z: Testing", "XY}01"),
        ("acknowledged", "N0CALL-9", "0", "01"),
    ]


def test_whom_a_message_is_for() -> None:
    assert addressee(b":K6ABC-7  :ack003") == "K6ABC-7"
    assert addressee(b">status") == ""


def test_objects_and_items_are_no_units() -> None:
    fix = position(";LEADER   *092345z4903.50N/07201.75W>088/036")
    assert (fix.unit, fix.valid, fix.time, fix.course_deg) == ("LEADER by N0CALL-9", True, time(23, 45), 88)
    assert (fix.lat, fix.lon) == near(49.05833, -72.02917)
    item = position(")AID #2!4903.50N/07201.75W>")
    assert (item.unit, item.valid, item.time) == ("AID #2 by N0CALL-9", True, None)
    assert position(";LEADER   *092345z/5L!!<*e7>7P[").course_deg == 88


@pytest.mark.parametrize("payload", [";LEADER   _092345z4903.50N/07201.75W>", ")AID #2_4903.50N/07201.75W>"])
def test_an_object_that_is_taken_back_is_not_valid(payload: str) -> None:
    assert position(payload).valid is False


def test_a_raw_sentence() -> None:
    fix = position("$GPRMC,081836,A,3751.65,S,14507.36,E,000.0,360.0,130998,011.3,E*62\r\n")
    assert (fix.unit, fix.raw, fix.time) == ("N0CALL-9", RAW, time(8, 18, 36))
    assert (fix.lat, fix.lon) == near(-37.86083, 145.12267)
    (refused,) = said("$GPRMC,081836,A,3751.65,S,14507.36,E,000.0,360.0,130998,011.3,E*63")
    assert (refused.kind, refused.unit, refused.raw) == ("undecoded", "N0CALL-9", RAW)


def test_what_a_gateway_hands_on_is_its_senders() -> None:
    fix = position('}KI6WJP-9>S32U6T,TCPIP,N0GATE*:`(_fn"Oj/')
    assert (fix.unit, fix.raw) == ("KI6WJP-9", RAW)
    assert said("}A>APRS:}B>APRS:>x")[0].kind == "undecoded"
    assert said("}\x1b[2J>APRS:>x")[0].kind == "undecoded"
    assert said("}A>APRS")[0].kind == "undecoded"


def test_distress_in_a_comment() -> None:
    kinds = [kind for kind, *_ in told("!4903.50N/07201.75W>088/036 !EMERGENCY! engine fire")]
    assert kinds == ["position", "emergency"]


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        ("T#005,199,000,255,073,123,01101001", "Telemetry is not read"),
        ("_10090556c220s004g005t077", "Weather without a position is not read"),
        ("?APRS?", "A question to all stations is not read"),
        ("<IGATE,MSG_CNT=1", "A list of what a station can do is not read"),
        (":N0CALL-9 :PARM.Vbat", "It says how to read telemetry, which this console does not"),
        (":short:x", "The message names no addressee"),
        ("", "The frame carries nothing"),
        ("\x00\x01", "No APRS begins with '\ufffd'"),
        ("é", "No APRS begins with 'Ã'"),
        (";SHORT", "The object has no name"),
        (")AB", "The item has no name"),
        (";LEADER   *noon!!!4903.50N/07201.75W>", "There is no time where it should be"),
    ],
)
def test_what_is_not_read_is_shown_with_its_reason(payload: str, why: str) -> None:
    (reading,) = said(payload)
    assert (reading.kind, reading.unit, reading.raw, reading[1]) == ("undecoded", "N0CALL-9", RAW, why)


def test_comments_and_texts_in_any_script_survive() -> None:
    assert position("!4903.50N/07201.75W>088/036 Grüße ☃").course_deg == 88
    assert position(b"!4903.50N/07201.75W>\xff\xfe\x00").valid
    assert told(">Grüße ☃") == [("text", "N0CALL-9", "Grüße ☃", "")]
    assert told(b">Gr\xfc\xdfe") == [("text", "N0CALL-9", "Grüße", "")]
    assert told("><b>\x1b[2J\x00\x9b\u202e") == [("text", "N0CALL-9", "<b>�[2J���", "")]
    assert len(told(">" + "a" * 5000)[0][2]) == 256


@given(st.binary(max_size=60), st.sampled_from([b"", *(bytes((at,)) for at in b"!=/@`'>:;)$}T")]))
def test_any_payload_gives_finite_readings(payload: bytes, lead: bytes) -> None:
    for reading in said(lead + payload, "S32U6T"):
        if isinstance(reading, Position) and reading.lat is not None and reading.lon is not None:
            assert abs(reading.lat) <= 90
            assert abs(reading.lon) <= 180
            assert reading.speed_kmh is None or 0 <= reading.speed_kmh < 10_000
            assert reading.course_deg is None or 0 <= reading.course_deg <= 360


def sent(order: Order, source: str = "CSO") -> tuple[Addresses, bytes]:
    return split_ui_frame(unescaped(encode(order, source)[1:-1]), 1)


@pytest.mark.parametrize(
    ("order", "payload"),
    [
        (SendText("WU2Z", "Testing", "003"), b":WU2Z     :Testing{003"),
        (SendText("N0CALL-10", "Testing"), b":N0CALL-10:Testing"),
        (SendText("", "Testing", "003"), b":ALL      :Testing"),
        (SendText("WU2Z", "x" * 67, "12345"), b":WU2Z     :" + b"x" * 67 + b"{12345"),
        (AnswerText("K6ABC-7", "003"), b":K6ABC-7  :ack003"),
        (PollPosition("N0CALL-9"), b":N0CALL-9 :?APRSP"),
    ],
)
def test_orders(order: Order, payload: bytes) -> None:
    addresses, frame_payload = sent(order)
    assert frame_payload == payload
    assert (addresses.source, addresses.destination) == ("CSO", "APZCSO")
    assert [hop.call for hop in addresses.path] == ["WIDE1-1", "WIDE2-1"]
    assert not any(hop.repeated for hop in addresses.path)


def test_without_a_call_of_its_own_a_station_is_n0call() -> None:
    (text,) = KissDriver().feed(encode_for("kiss", SendText("WU2Z", "Testing", "003")))
    assert text[:3] == ("N0CALL", "To WU2Z: Testing", "003")


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (SendText("WU2Z", "x" * 68), "67"),
        (SendText("WU2Z", "ü" * 34), "67"),
        (SendText("WU2Z", " "), "67"),
        (SendText("WU2Z", "a{b"), "must not contain"),
        (SendText("WU2Z", "a\nb"), "must not contain"),
        (SendText("WU2Z", "ack12"), "acknowledgement"),
        (SendText("WU2Z", "x", "123456"), "number"),
        (SendText("LEADER by N0CALL", "x"), "call"),
        (AnswerText("WU2Z", ""), "number"),
        (AnswerText("", "1"), "call"),
        (PollPosition("wu2z"), "call"),
        (SendStatus("WU2Z", "10"), "only texts"),
        (AskChannel(), "only texts"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_one_sentence(order: Order, why: str) -> None:
    with pytest.raises(CannotSendError, match=why) as refused:
        encode(order)
    assert str(refused.value).endswith(".")


def test_a_source_that_is_no_call_is_refused() -> None:
    with pytest.raises(CannotSendError, match="call"):
        encode(PollPosition("WU2Z"), call="Dispatch centre")


WORDS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="{|~"), min_size=1)


@given(
    st.lists(WORDS, min_size=1, max_size=5)
    .map(" ".join)
    .filter(lambda text: len(text.encode()) <= 67 and not text.startswith(("PARM", "UNIT", "EQNS", "BITS"))),
    st.from_regex("[A-Za-z0-9]{1,5}", fullmatch=True),
)
def test_what_is_sent_is_read_again(text: str, number: str) -> None:
    (heard,) = KissDriver().feed(encode(SendText("N0CALL-9", text, number), "CSO"))
    assert heard[:3] == ("CSO", f"To N0CALL-9: {text}", number)
    (answer,) = KissDriver("CSO").feed(encode(AnswerText("CSO", number), "N0CALL-9"))
    assert answer[:3] == ("N0CALL-9", "0", number)
