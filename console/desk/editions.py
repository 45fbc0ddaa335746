"""Editions of the geofile in a store: their list, their contents, and whether these were published."""

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from console.board.edition_view import EditionView
from console.desk.admission import Admission
from console.desk.session import Actor
from console.errors import Unavailable
from console.geo.packed import PackedCity
from console.models import CityContent, Edition, JournalEntry
from console.store.journal import Verdict
from console.store.store import Store

STORING_S = 30.0
MOST_LISTED = 1000
NEWEST = select(Edition).order_by(Edition.id.desc())


class Editions:
    """Asks and fills a store's editions; whoever asks packs and parses, on a thread of their own."""

    def __init__(self, store: Store, admission: Admission) -> None:
        self._store = store
        self._admission = admission

    def current(self) -> EditionView | None:
        """The edition in force, None where nothing was ever imported."""
        with self._store.read() as session:
            return current(session)

    def all(self) -> list[EditionView]:
        """Every edition, newest first, a thousand at most."""
        with self._store.read() as session:
            return [_view(row) for row in session.scalars(NEWEST.limit(MOST_LISTED))]

    def content(self, sha256: str) -> PackedCity:
        """The city under that hash, packed; raises Unavailable where it is not stored."""
        with self._store.read() as session:
            packed = session.scalar(select(CityContent.packed).where(CityContent.sha256 == sha256))
        if packed is None:
            raise Unavailable("The geofile's content is not in this store. Import the file again.")
        return PackedCity(sha256, packed)

    def put(self, city: PackedCity, actor: Actor) -> None:
        """Store a city, so that publish_city can name it; done again it is there already.

        Raises Refused without the right to publish.
        """
        self._admission.must(actor, "publish_city")
        # Of two who store the same, the second has what it wanted.
        with suppress(IntegrityError), self._store.write(limit=STORING_S) as session:
            known = session.scalar(select(CityContent.id).where(CityContent.sha256 == city.sha256))
            if known is None:
                session.add(CityContent(sha256=city.sha256, packed=city.packed))
                session.commit()


def current(session: Session) -> EditionView | None:
    """The edition in force."""
    row = session.scalar(NEWEST.limit(1))
    return _view(row) if row else None


def verified(session: Session, verdict: Verdict) -> Verdict:
    """The journal's verdict, or the entry of the first edition whose content is not what was published."""
    if verdict.broken:
        return verdict
    good: set[str] = set()
    for number, sha256 in session.execute(select(Edition.id, Edition.sha256).order_by(Edition.id)).all():
        why = "" if sha256 in good else _fault(session, sha256)
        if why:
            entry = _entry_of(session, number)
            return Verdict(verdict.entries, broken=entry, why=f"Edition {number} of the geofile: {why}")
        good.add(sha256)
    return verdict


def _fault(session: Session, sha256: str) -> str:
    packed = session.scalar(select(CityContent.packed).where(CityContent.sha256 == sha256))
    if packed is None:
        return "its content is not in this store."
    try:
        PackedCity(sha256, packed).text()
    except Unavailable as error:
        return str(error)
    return ""


def _entry_of(session: Session, edition: int) -> int:
    """The journal's entry that published it; 1 where the journal has none."""
    named = JournalEntry.touched.contains(f'"edition:{edition}"', autoescape=True)
    return session.scalar(select(JournalEntry.number).where(named).limit(1)) or 1


def _view(row: Edition) -> EditionView:
    return EditionView(
        id=row.id,
        name=row.name,
        sha256=row.sha256,
        published_at=row.published_at,
        by=row.by,
        kind=row.kind,
        source=row.source,
        segments=row.segments,
        points=row.points,
        places=row.places,
    )
