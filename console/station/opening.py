"""What a start was asked for, and the desk that it opens: on the station's store, or on this seat's own."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from console.clock import Clock, SystemClock
from console.errors import Unavailable
from console.settings import Settings
from console.station.seat_city import SeatCity

# The first frame waits for the imports above: what only an open store needs is imported where it is opened.
if TYPE_CHECKING:
    from console.board.holder import Board
    from console.board.views import Picture
    from console.desk.desk import Alone, Desk
    from console.desk.provisions import Provisions
    from console.desk.stand_in import StandIn
    from console.desk.thread import DeskThread
    from console.geo.geofile import Geofile
    from console.geo.packed import PackedCity
    from console.station.city_keeper import CityKeeper
    from console.station.housekeeping import Housekeeping
    from console.station.keeper import Keeper
    from console.station.printed import PrintedBoard
    from console.station.referral_post import ReferralPost
    from console.station.retention import Retention
    from console.station.seats import Seats
    from console.station.watchman import Watchman
    from console.store.store import Store

DEFAULT_SCENARIO = "quiet-evening"
SERVERS = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Startup:
    """What this start was asked for; `actor` is who acts, `scenario` is played in training only."""

    settings: Settings
    store_url: str
    actor: str
    scenario: str = DEFAULT_SCENARIO
    seed: int = 1
    clock: Clock = field(default_factory=SystemClock)
    city: SeatCity = field(default_factory=SeatCity, init=False, compare=False)
    """The city that all of this start use."""

    @property
    def shared(self) -> bool:
        """Whether the store is a server's, on which other positions may work."""
        return self.store_url.startswith(SERVERS)

    @property
    def printed(self) -> Path:
        """The folder of the printed board: beside a store that is a file, else with this user's data."""
        return self.settings.printed if self.shared else _file(self.store_url).parent / "printed"

    def today(self) -> date:
        """The station's date."""
        return self.clock.now().astimezone(self.settings.time_zone).date()


def open_desk(startup: Startup) -> "Desk":
    """Open the store and make the desk, on the thread that will use them."""
    from console.store.store import Store

    desk = make_desk(startup, Store.open(_with_password(startup)))
    _expect_city(startup, desk)
    return desk


def _expect_city(startup: Startup, desk: "Desk") -> None:
    """Read the edition in force, and leave it to whoever needs it first to make something of it.

    In the midst of a verb it could not be read any more; and a content that is lost stops nobody's work.
    """
    edition = desk.current_edition()
    sha256 = edition.sha256 if edition is not None else ""
    if startup.city.uses(sha256):
        return
    with suppress(Unavailable):
        content = [desk.edition_content(sha256)] if sha256 else []
        startup.city.expect(sha256, city_reader(startup, lambda _: content[0]))


def make_desk(startup: Startup, store: "Store", alone: "Alone | None" = None) -> "Desk":
    """The desk on an open store, the station's or this seat's own."""
    from console.desk.desk import Desk

    def locate(text: str) -> tuple[float, float] | None:
        kept = startup.city.first()
        found = kept.geofile.exactly(text) if kept is not None else None
        return (found.lat, found.lon) if found else None

    return Desk(
        store,
        clock=startup.clock,
        zone=startup.settings.time_zone,
        locate=locate,
        seat=startup.settings.position,
        station=startup.settings.station,
        on_duty=startup.settings.training,
        alone=alone,
        policy=startup.settings.log_on,
        silent_first=startup.settings.alarms.silent_first,
    )


def city_reader(startup: Startup, fetch: "Callable[[str], PackedCity]") -> "Callable[[str], Geofile | None]":
    """What reads an edition by its hash; "" is the training city in training, and nothing in live."""

    def read(sha256: str) -> "Geofile | None":
        from console.geo.geofile import Geofile
        from console.geo.training import training_geofile
        from console.station.city_files import CityFiles

        if not sha256 and startup.settings.training:
            return training_geofile()
        files = CityFiles(startup.settings.downtimes / "cities", fetch) if startup.shared else None
        if not sha256:
            kept = files.newest() if files is not None else None
            return Geofile(kept.city()) if kept is not None else None
        return Geofile((files.content if files is not None else fetch)(sha256).city())

    return read


def _with_password(startup: Startup) -> str:
    return full_address(startup.settings, startup.store_url)


def full_address(settings: Settings, store_url: str) -> str:
    """The store's address with what the keyring has for it, where the settings say that it is there."""
    if settings.database_password == "address":
        return store_url
    from console.store.keyring import with_password

    return with_password(store_url)


def make_stand_in(startup: Startup) -> "StandIn | None":
    """What this seat goes on with while its server is gone; a file needs none."""
    from console.desk.desk import Alone
    from console.desk.stand_in import StandIn
    from console.store.lookout import Lookout

    if not startup.shared:
        return None

    def open_own(store: "Store", picture: "Picture", provisions: "Provisions") -> "Desk":
        return make_desk(startup, store, Alone(picture.codes if picture.loaded else None, provisions))

    position = startup.settings.position
    folder = startup.settings.downtimes / re.sub(r"\W+", "-", position)
    return StandIn(folder, open_own, startup.clock.now, position, Lookout(_with_password(startup)))


def make_keepers(startup: Startup, board: "Board", desk: "DeskThread", seats: "Seats") -> "list[Keeper]":
    """All that a running station does by itself beside its devices, as far as the settings ask for it."""
    made = (
        make_printed(startup, board),
        make_housekeeping(startup, board, desk, seats),
        make_retention(startup, desk, seats),
        make_referral_post(startup, board, desk, seats),
        make_watchman(startup, board, desk, seats),
    )
    return [keeper for keeper in made if keeper is not None]


def make_printed(startup: Startup, board: "Board") -> "PrintedBoard":
    """The board on files, for the hour in which nothing else works."""
    from console.station.printed import PrintedBoard

    settings = startup.settings
    return PrintedBoard(
        board=board,
        clock=startup.clock,
        folder=startup.printed,
        zone=settings.time_zone,
        station=settings.name,
        training=settings.training,
    )


def make_city_keeper(startup: Startup, board: "Board", fetch: "Callable[[str], PackedCity]") -> "CityKeeper":
    """The keeper of this seat's city; `fetch` asks the store for an edition's content."""
    from console.station.city_keeper import CityKeeper

    return CityKeeper(
        board=board,
        clock=startup.clock,
        zone=startup.settings.time_zone,
        seat_city=startup.city,
        read=city_reader(startup, fetch),
    )


def make_housekeeping(
    startup: Startup, board: "Board", desk: "DeskThread", seats: "Seats"
) -> "Housekeeping | None":
    """Backups of a live store that is a file; a server is backed up where it stands."""
    if startup.settings.training or startup.shared:
        return None
    from console.station.housekeeping import Housekeeping
    from console.store.backups import backups_of

    return Housekeeping(
        board=board,
        clock=startup.clock,
        backups=backups_of(startup.store_url, startup.settings.backups),
        settings=startup.settings.backup,
        leads=seats.leads,
        look_at_tip=lambda: desk.order(lambda opened: opened.verify_tip().why).result(),
    )


def make_referral_post(
    startup: Startup, board: "Board", desk: "DeskThread", seats: "Seats"
) -> "ReferralPost | None":
    """Referrals go as the settings say, each with a page to print; nothing practised leaves the station."""
    from console.station.handover_page import HandoverPage
    from console.station.referral_pages import ReferralPages
    from console.station.referral_post import Endpoint, Folder, ReferralPost

    settings = startup.settings
    sent_to = settings.referral
    folder = Path(sent_to.folder).expanduser() if sent_to.folder else settings.referral_pages
    if settings.training:
        folder = settings.practice_referrals
    elif not (sent_to.url or sent_to.folder):
        return None
    posted = sent_to.url and not settings.training
    page, clock = HandoverPage(settings.name, settings.time_zone, settings.training), startup.clock
    way = Endpoint(sent_to.url, sent_to.authority) if posted else Folder(folder)
    pages = ReferralPages(desk=desk, board=board, clock=clock, folder=folder, page=page.of)
    return ReferralPost(desk=desk, board=board, clock=clock, way=way, pages=pages, leads=seats.leads)


def make_watchman(startup: Startup, board: "Board", desk: "DeskThread", seats: "Seats") -> "Watchman":
    """What looks at the clock: calls over target, status checks, alarms that nobody takes notice of."""
    from console.station.watchman import Watchman

    position = startup.settings.position
    return Watchman(board=board, desk=desk, clock=startup.clock, leads=seats.leads, position=position)


def make_retention(startup: Startup, desk: "DeskThread", seats: "Seats") -> "Retention | None":
    """What is kept for a time only is taken out by schedule, and a server's partitions are made ahead."""
    due = {
        verb: days
        for verb, days in (
            ("redact", startup.settings.caller_days),
            ("drop_positions", startup.settings.position_days),
        )
        if days
    }
    if not (due or startup.shared):
        return None
    from console.station.retention import Retention

    return Retention(desk=desk, due=due, leads=seats.leads)


def _file(store_url: str) -> Path:
    return Path(store_url.removeprefix("sqlite:///"))
