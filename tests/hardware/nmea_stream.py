"""A seeded stream of NMEA sentences, as many kinds of receivers would send them."""

from collections.abc import Iterator
from random import Random

TALKERS = ("GP", "GL", "GA", "GB", "BD", "GQ", "QZ", "GN", "GI", "II")
DAYS = ("231126", "241126", "290224", "311299", "010100", "130998", "010180", "311279", "")
SILENT = (
    "GPGSV,3,1,11,03,03,111,00,04,15,270,00,06,01,010,00,13,06,292,00",
    "GNGSA,A,3,80,71,73,79,69,,,,,,,,1.83,1.09,1.47",
    "GPVTG,089.0,T,,,15.2,N,,K",
    "GPZDA,172809.456,12,07,1996,00,00",
    "PUBX,00,081350.00,4717.113210,N,00833.915187,E,546.589,G3,2.1,2.0,0.007,77.52,0.007,,0.92,9,0,0",
    "PGRME,15.0,M,22.5,M,15.0,M",
)


def xor(body: str) -> int:
    """The NMEA checksum, in the plainest way."""
    value = 0
    for character in body:
        value ^= ord(character)
    return value


def line(body: str) -> bytes:
    """A whole sentence."""
    return f"${body}*{xor(body):02X}\r\n".encode("ascii")


def sentences(count: int, seed: int) -> Iterator[bytes]:
    """`count` valid sentences: nine in ten of them RMC, GGA or GLL."""
    random = Random(seed)
    makers = (_rmc, _gga, _gll)
    for number in range(count):
        yield line(random.choice(SILENT) if number % 10 == 9 else random.choice(makers)(random))


def _rmc(random: Random) -> str:
    fix, where = _fix_and_place(random)
    motion = random.choice(
        (f"{random.uniform(0, 90):.3f},{random.uniform(0, 359.9):.1f}", ",", "000.0,360.0")
    )
    day = random.choice(DAYS)
    tail = random.choice(("", ",A" if fix else ",N", ",A,V" if fix else ",N,V"))
    variation = random.choice((",", "011.3,E", "19.20,W"))
    status = "A" if fix else "V"
    return f"{_talker(random)}RMC,{_time(random)},{status},{where},{motion},{day},{variation}{tail}"


def _gga(random: Random) -> str:
    fix, where = _fix_and_place(random)
    quality = random.choice("12345678") if fix else "0"
    rest = random.choice(("09,1.0,1048.47,M,-16.27,M,08,0007", "12,0.8,90.1,M,-33.0,M,,", "00,,,M,,M,,0120"))
    return f"{_talker(random)}GGA,{_time(random)},{where},{quality},{rest}"


def _gll(random: Random) -> str:
    fix, where = _fix_and_place(random)
    status = "A" if fix else "V"
    mode = random.choice(("", ",A" if fix else ",N"))
    return f"{_talker(random)}GLL,{where},{_time(random)},{status}{mode}"


def _talker(random: Random) -> str:
    return random.choice(TALKERS)


def _time(random: Random) -> str:
    whole = f"{random.randrange(24):02d}{random.randrange(60):02d}{random.randrange(60):02d}"
    return random.choice(
        (whole, f"{whole}.{random.randrange(100):02d}", f"{whole}.{random.randrange(1000):03d}")
    )


def _fix_and_place(random: Random) -> tuple[bool, str]:
    """A fix always has a place; without one some receivers repeat the last place, most are silent."""
    fix = random.random() < 0.85
    if not fix and random.random() < 0.6:
        return False, ",,,"
    places = random.randint(1, 7)
    lat = _dm(random.choice((0.0, 90.0, random.uniform(0, 90))), 2, places)
    lon = _dm(random.choice((0.0, 180.0, random.uniform(0, 180), random.uniform(0, 180))), 3, places)
    return fix, f"{lat},{random.choice('NS')},{lon},{random.choice('EW')}"


def _dm(degrees: float, width: int, places: int) -> str:
    unit = 10**places
    whole, minutes = divmod(round(degrees * 60 * unit), 60 * unit)
    return f"{whole:0{width}d}{minutes // unit:02d}.{minutes % unit:0{places}d}"
