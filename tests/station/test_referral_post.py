"""Referrals leave by a folder or by HTTPS, are tried again, and only by the position that leads."""

import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from console.board.alarm_views import AlarmView
from console.board.holder import Board
from console.desk.thread import DeskThread
from console.settings import ReferralSettings, Settings
from console.station.handover_page import HandoverPage
from console.station.opening import Startup, make_referral_post
from console.station.printed_words import TRAINING
from console.station.referral_pages import UNPRINTED, ReferralPages
from console.station.referral_post import Endpoint, Folder, ReferralPost, Way
from tests.desk.stations import ZONE, Bench
from tests.hardware.waiting import wait_until

LONGEST_S = 20.0
OWN = "data/cso-console"
"""This user's data folder, where the test puts it."""


class Seat:
    """A desk with a call that was referred; pages to print lie in `pages`."""

    def __init__(self, store_url: str, pages: Path) -> None:
        self.pages = pages
        before = Bench(store_url)
        self.number = before.take(text="two men at the door")
        before.do("refer", call=self.number, reason="WEAPON", text="knife seen")
        self.clock = before.clock
        before.desk.close()
        self.board = Board()
        self.thread = DeskThread(lambda: Bench(store_url, self.clock.now()).desk, self.board)
        self.thread.start()
        self.thread.opened.result(LONGEST_S)
        wait_until(lambda: self.number in self.board.picture.calls)

    @property
    def state(self) -> str:
        referral = self.board.picture.calls[self.number].referral
        return referral.state if referral else ""

    @property
    def trouble(self) -> str:
        referral = self.board.picture.calls[self.number].referral
        return referral.trouble if referral else ""

    @property
    def alarm(self) -> AlarmView | None:
        """The newest alarm about the page to print."""
        about = [each for each in self.board.picture.alarms.values() if each.kind == UNPRINTED]
        return about[-1] if about else None

    def post(self, way: Way, *, leads: bool = True) -> ReferralPost:
        page = HandoverPage("West Hollywood", ZONE).of
        opened = {"desk": self.thread, "board": self.board, "clock": self.clock}
        pages = ReferralPages(**opened, folder=self.pages, page=page)
        return ReferralPost(**opened, way=way, pages=pages, leads=lambda: leads)


@pytest.fixture
def seat(store_url: str, tmp_path: Path) -> Iterator[Seat]:
    made = Seat(store_url, tmp_path / "out")
    yield made
    made.thread.stop()


def test_the_sheet_lies_whole_in_the_folder(seat: Seat, tmp_path: Path) -> None:
    assert seat.post(Folder(tmp_path / "out")).look() == 1
    wait_until(lambda: seat.state == "sent")
    page, file = sorted((tmp_path / "out").iterdir())
    assert file.name.startswith(seat.number)
    assert json.loads(file.read_text())["eidoVersion"] == "1.0"
    assert (page.stem, page.suffix) == (file.stem, ".html")
    assert "knife seen" in page.read_text()
    assert seat.post(Folder(tmp_path / "out")).look() == 0


def test_a_position_that_does_not_lead_sends_nothing(seat: Seat, tmp_path: Path) -> None:
    assert seat.post(Folder(tmp_path / "out"), leads=False).look() == 0
    assert seat.state == "drafted"


def test_what_cannot_be_written_is_said_and_waits(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    post = seat.post(Folder(tmp_path / "out"))
    assert post.look() == 1
    wait_until(lambda: seat.trouble != "")
    assert "exists" in seat.trouble
    assert seat.alarm is None, "what keeps sheet and page is told once, by the watch"
    assert post.look() == 0
    (tmp_path / "out").unlink()
    seat.clock.advance(6)
    assert post.look() == 1
    wait_until(lambda: seat.state == "sent")
    assert len(list(seat.pages.iterdir())) == 2


class Sheriff(BaseHTTPRequestHandler):
    """The far end: keeps what it is sent, and answers as it is told."""

    taken: list[tuple[str, bytes]]
    answer = 201

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((self.headers["Idempotency-Key"], body))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal of the tests."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 with its key, which nobody but its own file vouches for."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import IPv4Address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sheriff")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "sheriff.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return file


@pytest.fixture
def sheriff(certificate: Path) -> Iterator[tuple[type[Sheriff], str]]:
    handler = type("Handler", (Sheriff,), {"taken": [], "answer": 201})
    server = HTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield handler, f"https://127.0.0.1:{server.server_port}/eido"
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_goes_by_https_once(seat: Seat, sheriff: tuple[type[Sheriff], str], certificate: Path) -> None:
    handler, url = sheriff
    seat.post(Endpoint(url, str(certificate))).look()
    wait_until(lambda: seat.state == "sent")
    ((key, body),) = handler.taken
    assert key.startswith(seat.number)
    assert json.loads(body)["incidentComponent"][0]["$id"] == seat.number


def test_what_goes_by_https_has_its_page_whether_or_not_it_arrives(
    seat: Seat, sheriff: tuple[type[Sheriff], str], certificate: Path
) -> None:
    handler, url = sheriff
    handler.answer = 503
    seat.post(Endpoint(url, str(certificate))).look()
    wait_until(lambda: "503" in seat.trouble)
    (page,) = seat.pages.iterdir()
    assert page.suffix == ".html" and "knife seen" in page.read_text()
    assert seat.alarm is None


def test_a_page_that_cannot_be_written_is_an_alarm_and_is_tried_again_by_whoever_leads(
    seat: Seat, sheriff: tuple[type[Sheriff], str], certificate: Path
) -> None:
    _, url = sheriff
    seat.pages.write_text("a file where the folder should be")
    seat.post(Endpoint(url, str(certificate))).look()
    wait_until(lambda: seat.state == "sent" and seat.alarm is not None)
    assert seat.alarm is not None
    assert (seat.alarm.level, seat.alarm.call) == ("high", seat.number)
    said = f"The page to print of call 1 is not written into {seat.pages}: "
    assert seat.alarm.text.startswith(said) and "exists" in seat.alarm.text
    assert "goes on without its page" in seat.alarm.response
    later = seat.post(Endpoint(url, str(certificate)))
    later.look()
    seat.pages.unlink()
    seat.clock.advance(4)
    later.look()
    assert not seat.pages.exists(), "it is not tried all the time"
    seat.clock.advance(1)
    assert later.look() == 0, "the sheet is not sent again for it"
    wait_until(lambda: seat.alarm is None or seat.alarm.restored_at is not None)
    assert "knife seen" in next(seat.pages.glob("*.html")).read_text()


def test_a_server_that_nobody_vouches_for_gets_nothing(
    seat: Seat, sheriff: tuple[type[Sheriff], str]
) -> None:
    handler, url = sheriff
    seat.post(Endpoint(url)).look()
    wait_until(lambda: seat.trouble != "")
    assert "certificate" in seat.trouble
    assert handler.taken == []


def test_an_answer_that_is_no_yes_is_tried_again(
    seat: Seat, sheriff: tuple[type[Sheriff], str], certificate: Path
) -> None:
    handler, url = sheriff
    handler.answer = 503
    post = seat.post(Endpoint(url, str(certificate)))
    post.look()
    wait_until(lambda: "503" in seat.trouble)
    handler.answer = 200
    seat.clock.advance(6)
    post.look()
    wait_until(lambda: seat.state == "sent")
    assert len({key for key, _ in handler.taken}) == 1


def test_nothing_goes_in_clear(seat: Seat) -> None:
    seat.post(Endpoint("http://127.0.0.1:9/eido")).look()
    wait_until(lambda: "https" in seat.trouble)


class Leader:
    """The seats as the post asks them: this one leads."""

    def leads(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("mode", "named", "goes_to", "pages_in"),
    [
        pytest.param("live", ("url", "folder"), "https", "given", id="both"),
        pytest.param("live", ("url",), "https", f"{OWN}/referrals", id="address alone"),
        pytest.param("live", ("folder",), "folder", "given", id="folder alone"),
        pytest.param("training", ("url", "folder"), "folder", f"{OWN}/referrals-training", id="drill"),
    ],
)
def test_it_goes_the_way_that_the_settings_name_and_what_is_practised_stays_here(
    sheriff: tuple[type[Sheriff], str],
    certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
    named: tuple[str, ...],
    goes_to: str,
    pages_in: str,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    handler, url = sheriff
    given = {"url": url, "folder": str(tmp_path / "given")}
    sent_to = ReferralSettings(authority=str(certificate), **{name: given[name] for name in named})
    seat = Seat(f"sqlite:///{tmp_path / 'station.sqlite3'}", tmp_path / pages_in)
    startup = Startup(Settings(mode=mode, referral=sent_to), "sqlite://", "R. Okafor", clock=seat.clock)
    try:
        post = make_referral_post(startup, seat.board, seat.thread, Leader())
        assert post is not None
        assert post.look() == 1
        wait_until(lambda: seat.state == "sent")
    finally:
        seat.thread.stop()
    assert len(handler.taken) == (goes_to == "https")
    lies = {file.suffix: file for file in seat.pages.iterdir()}
    assert set(lies) == ({".html"} if goes_to == "https" else {".html", ".json"})
    assert (TRAINING in lies[".html"].read_text()) == (mode == "training")
    assert (tmp_path / "given").exists() == (pages_in == "given")


def test_a_live_station_that_names_no_way_sends_by_telephone_only(seat: Seat) -> None:
    startup = Startup(Settings(mode="live"), "sqlite://", "R. Okafor", clock=seat.clock)
    assert make_referral_post(startup, seat.board, seat.thread, Leader()) is None
