"""Verbs on editions of the geofile: publish one whose content is stored, restore an earlier one."""

import re

from sqlalchemy import select

from console.desk.calls import bounded
from console.desk.work import Work
from console.errors import Refused
from console.models import CityContent, Edition
from console.store import journal

KINDS = frozenset({"streets", "points", "places"})
RESTORED = "restored"
HASH = re.compile(r"[0-9a-f]{64}")
NEWEST = select(Edition).order_by(Edition.id.desc()).limit(1)
ALONE = "The geofile is the server's. Import it when the server is back."
LOST = "Its content is not in this store. Import the file again."


def publish_city(
    work: Work,
    *,
    sha256: str,
    kind: str,
    name: str,
    base: str = "",
    source: str = "",
    segments: int = 0,
    points: int = 0,
    places: int = 0,
) -> None:
    """The city stored under that hash is the geofile from now on; the edition before stays.

    `base` is the hash of the edition that it was made from, "" for none: when another was published since,
    it is refused, for that one's changes would be lost. What is in force already is published once only.
    """
    newest = _newest(work)
    if kind not in KINDS:
        raise Refused(f"'{kind[:20]}' is no kind of import.", instead=", ".join(sorted(KINDS)), word=kind)
    _must_be_stored(work, sha256)
    if newest is not None and newest.sha256 == sha256:
        work.say(f"Edition {newest.id} says the same already.")
        return
    if base != (newest.sha256 if newest else ""):
        raise Refused("Another edition was published meanwhile. Import the file again on top of it.")
    row = Edition(kind=kind, sha256=sha256, segments=segments, points=points, places=places)
    row.name = bounded(name, "geofile's name", 120, needed=True)
    row.source = bounded(source, "file's name", 200)
    _publish(work, row)


def restore_city(work: Work, *, edition: int) -> None:
    """An earlier edition is in force again, as a new one."""
    newest = _newest(work)
    old = work.session.get(Edition, edition)
    if old is None or newest is None:
        raise Refused(f"There is no edition {edition}.", instead="cso-console import list")
    _must_be_stored(work, old.sha256)
    if old.sha256 == newest.sha256:
        work.say(f"Edition {newest.id} says the same already.")
        return
    counts = {name: getattr(old, name) for name in ("segments", "points", "places")}
    source = f"edition {old.id}"
    _publish(work, Edition(kind=RESTORED, name=old.name, source=source, sha256=old.sha256, **counts))


def _newest(work: Work) -> Edition | None:
    """The edition in force; nobody publishes another until the commit."""
    if work.duty.reserved is not None:
        raise Refused(ALONE)
    journal.take_turn(work.session)
    return work.session.scalar(NEWEST)


def _must_be_stored(work: Work, sha256: str) -> None:
    known = bool(HASH.fullmatch(sha256)) and work.value(
        select(CityContent.id).where(CityContent.sha256 == sha256)
    )
    if not known:
        raise Refused(LOST)


def _publish(work: Work, row: Edition) -> None:
    row.published_at, row.by = work.duty.at, work.duty.actor
    work.add(row)
    work.flush()
    work.touch(f"edition:{row.id}")
    counts = ((row.segments, "segment"), (row.points, "address point"), (row.places, "place"))
    what = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts)
    work.say(f"Edition {row.id} of the geofile is published: {what}.")
