"""The desk: does verbs on a store, and answers what changed as views."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from console.board.edition_view import EditionView
from console.board.entry_view import EntryView
from console.board.handover_view import HandoverView
from console.board.involved_view import AttachedFile, CallerDetails
from console.board.views import CallView, Changes, Codes, DoorView, FixView
from console.clock import Clock
from console.desk import alarm_queries, codes, editions, queries, referrals, roster
from console.desk.account_admin import AccountAdmin
from console.desk.accounts import Accounts
from console.desk.admission import Admission
from console.desk.audit import Audit
from console.desk.command import Receipt
from console.desk.editions import Editions
from console.desk.event_record import EventRecord, event_record
from console.desk.fix_rows import store_fixes
from console.desk.handovers import handover_of
from console.desk.involved_queries import attached_file, caller_details
from console.desk.involved_queries import verified as files_verified
from console.desk.known_places import KnownPlaces
from console.desk.lately import all_plans, changed_plans
from console.desk.past_alarms import PastAlarm, past_alarms
from console.desk.past_calls import PAGE, PastCall, Sought, find
from console.desk.provisions import Provisions, put_by
from console.desk.radio_log import RadioLogRow, search
from console.desk.replay import Theirs, meanwhile
from console.desk.restricted import Sight
from console.desk.rights import load_roles
from console.desk.seats import Attendance, Place, Speaker, Standing
from console.desk.session import Actor, Session, name_of
from console.desk.verbs import VERBS, known, rights
from console.desk.work import Duty, Locate, Past, Work, receipt
from console.errors import Refused, Unavailable
from console.geo.packed import PackedCity
from console.models import Priority
from console.settings import LogOnPolicy
from console.store import journal
from console.store.feed import Feed
from console.store.journal import Verdict, tip, verify
from console.store.positions import make_room
from console.store.store import Collision, Store

NAME_LENGTH = 80
TRIES = 5
SETTLING_S = 30.0
ROOM_S = 10.0
NOT_SOUGHT = "A character in it cannot be looked for. Type it again."
NOT_STORED = "A character in it cannot be stored. Type it again."


@dataclass(frozen=True, slots=True)
class Alone:
    """What a desk without the server goes by: the last codes, if it had any, and what was put by."""

    codes: Codes | None
    provisions: Provisions


class Desk:
    """All access to one store, for one thread; rows stay inside."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        zone: tzinfo,
        locate: Locate,
        seat: str,
        station: str,
        on_duty: bool = True,
        alone: Alone | None = None,
        policy: LogOnPolicy | None = None,
        silent_first: bool = True,
    ) -> None:
        """`alone` is what a desk on a seat's own store, without the station's server, goes by."""
        self._store = store
        self._clock = clock
        self._zone = zone
        self._locate = locate
        self._seat = seat[:NAME_LENGTH]
        self._station = station
        self._feed = Feed(store)
        self._newest_fix = 0
        self._alone = alone
        self._silent_first = silent_first
        self._session: Session | None = None
        self._used: set[str] = set()
        self._place = Place(store, self._seat, clock)
        rules, roles = policy or LogOnPolicy(), load_roles()
        audit = Audit(store, clock, self._seat)
        self._audit = audit
        self._admission = Admission(audit, roles, rules)
        self.accounts = Accounts(audit, self._admission, roles, rules)
        self.account_admin = AccountAdmin(audit, self._admission, roles, rules)
        self.editions = Editions(store, self._admission)
        self.places = KnownPlaces(store, self._admission, audit, clock)
        with ExitStack() as opened:
            opened.callback(store.close)
            had = alone.codes if alone else None
            self._codes = had or self._settle_in(station, on_duty)
            with store.read() as session:
                self._admission.refresh(session)
            opened.pop_all()

    def sit(self, session: Session | None) -> None:
        """From now on the views are for that person; for nobody, on a store with accounts, the least."""
        self._session = session
        self._used.clear()

    @property
    def session(self) -> Session | None:
        """Whoever the views are for."""
        return self._session

    def use(self, right: str, what: str = "") -> None:
        """Raise Refused unless the person who sits here has a right that is no verb; journalled."""
        self._admission.use(self._session, right, what)

    def do(
        self,
        verb: str,
        args: Mapping[str, Any],
        *,
        actor: Actor,
        key: str | None = None,
        source: str = "",
        past: Past | None = None,
        speaker: Speaker | None = None,
    ) -> Receipt:
        """Do one verb in one transaction; raises Refused or Unavailable, and then nothing changed.

        Once there are accounts a person's verb needs a session, whose role has the right to it.
        With a `key` that was used before nothing is done again, and the receipt is that of the first time:
        whoever does not know whether a verb was done orders it once more. `past` is for what happened while
        the store was away. What a device said is refused with SpokenFor when another seat speaks for it.
        """
        try:
            function = VERBS[verb]
        except KeyError:
            raise Refused(f"There is no verb {verb}.") from None
        source = source or (actor.source if isinstance(actor, Session) else "")
        for right in rights(verb, args):
            self._admission.must(actor, right, source=source, late=past is not None)
        if any(_has_nul(value) for value in args.values()):
            raise Refused(NOT_STORED)
        duty = self._duty(name_of(actor), key, source, past)
        for _ in range(TRIES):
            with suppress(Collision):
                return self._once(verb, function, args, duty, speaker)
        raise Unavailable("Other seats were in the way each time. Nothing was changed; try again.")

    def _duty(self, actor: str, key: str | None, source: str, past: Past | None) -> Duty:
        now = self._clock.now()
        today = now.astimezone(self._zone).date()
        return Duty(
            actor[:NAME_LENGTH],
            self._seat,
            past.at if past else now,
            self._zone,
            self._codes,
            self._locate,
            key=key,
            source=source,
            entered_at=now if past else None,
            number=past.number if past else "",
            reserved=self._alone.provisions.of(today) if self._alone else None,
            station=self._station,
            silent_first=self._silent_first,
        )

    def _once(
        self,
        verb: str,
        function: Callable[..., None],
        args: Mapping[str, Any],
        duty: Duty,
        speaker: Speaker | None,
    ) -> Receipt:
        try:
            if speaker:
                self._place.must_speak(speaker)
            with self._store.write() as session:
                if speaker:
                    self._place.still_speaks(session, speaker)
                work = Work(session, duty)
                function(work, **args)
                return work.commit(verb, args if self._alone else known(args))
        except UnicodeEncodeError as error:
            raise Refused(NOT_STORED) from error
        except (Refused, IntegrityError):
            # A verb that was done already is refused for what it has done itself.
            earlier = self._receipt(duty.key) if duty.key else None
            if earlier is None:
                raise
            return earlier

    def has_done(self, keys: Sequence[str]) -> dict[str, Receipt]:
        """The receipts of those verbs, by key, that have been done on this store already."""
        with self._store.read() as session:
            found = journal.all_done(session, keys)
        return {key: receipt(done.entry, done.said, done.touched) for key, done in found.items()}

    def beat(self, said: Attendance) -> Standing:
        """Say that this seat is there, and hear what it holds and who else is; raises Unavailable."""
        return self._place.beat(said)

    def leave(self) -> None:
        """This seat goes: what it held is free at once; raises Unavailable."""
        self._place.leave()

    def put_by(self) -> Provisions:
        """Reserve this seat's call numbers for a time without the server, and read who works here."""
        with self._store.write() as session:
            provisions = put_by(session, self._clock.now().astimezone(self._zone).date(), self._seat)
            session.commit()
        return provisions

    def make_room(self) -> None:
        """Have a server's next partition of positions before the first position needs it."""
        with self._store.write(limit=ROOM_S) as session:
            make_room(session)
            session.commit()

    def meanwhile(self, since: int) -> Theirs:
        """What other seats did after that entry, by the call or unit that they did it to."""
        with self._store.read() as session:
            return meanwhile(session, since, self._seat)

    def answers(self) -> None:
        """Raise Unavailable when the store does not answer."""
        self._store.ping()

    @property
    def alone(self) -> bool:
        """Whether it is a seat's own, for the time without the server: there are no accounts in it."""
        return self._alone is not None

    @property
    def shared(self) -> bool:
        """Whether it is a server's, which can be gone while this seat goes on."""
        return self._store.server

    def on_ring(self, wake: Callable[[], None]) -> None:
        """Call `wake`, on any thread, when another seat has committed, where the store can tell."""
        self._store.on_ring(wake)

    def on_slow(self, told: Callable[[], None]) -> None:
        """Call `told`, on any thread, when the server has kept this desk waiting for more than a second."""
        self._store.on_slow(told)

    def _receipt(self, key: str) -> Receipt | None:
        with self._store.read() as session:
            done = journal.done(session, key)
        return receipt(done.entry, done.said, done.touched) if done else None

    def load(self) -> Changes:
        """The whole live picture."""
        self._feed.stirred()
        with self._store.read() as session:
            entry, _ = tip(session)
            newest_fix = queries.newest_fix_id(session)
            changes = Changes(
                entry=entry,
                calls=tuple(queries.live_calls(session, self._codes, self._clock.now())),
                units=tuple(queries.all_units(session)),
                radio=tuple(queries.newest_radio(session)),
                fixes=tuple(queries.newest_fixes(session)),
                alarms=tuple(alarm_queries.open_alarms(session, self._codes)),
                caller=queries.newest_caller(session),
                saved_devices=tuple(queries.saved_devices(session)),
                codes=self._codes,
                **all_plans(session, self._codes, self._clock.now(), self._zone),
                whole=True,
            )
            self._admission.refresh(session)
        self._seen(entry, newest_fix)
        return self._sight.changes(replace(changes, door=self._door))

    def news(self) -> Changes:
        """What changed since the last call, by this seat or another; one path for both."""
        with self._store.read() as session:
            entry, touched = self._feed.news(session)
            newest_fix = queries.newest_fix_id(session)
            moved = newest_fix > self._newest_fix
            fixes = queries.fixes_after(session, self._newest_fix) if moved else []
            changes = Changes(
                entry=entry,
                calls=tuple(queries.some_calls(session, self._codes, _named(touched, "call:"))),
                units=tuple(queries.some_units(session, _named(touched, "unit:"))),
                radio=tuple(queries.some_radio(session, [int(n) for n in _named(touched, "radio:")])),
                fixes=tuple(fixes),
                alarms=tuple(
                    alarm_queries.some_alarms(session, self._codes, list(map(int, _named(touched, "alarm:"))))
                ),
                caller=queries.newest_caller(session) if _named(touched, "phone:") else None,
                saved_devices=tuple(queries.saved_devices(session)) if _named(touched, "device:") else None,
                **changed_plans(session, self._codes, self._clock.now(), self._zone, touched),
            )
            if _named(touched, "account:"):
                self._admission.refresh(session)
                changes = replace(changes, door=self._door)
        self._seen(entry, newest_fix)
        return self._sight.changes(changes)

    def stirred(self) -> bool:
        """Whether another process has committed to the store."""
        return self._feed.stirred()

    def keep_fixes(self, fixes: Sequence[FixView]) -> None:
        """Store positions in one batch; fixes of units that the store does not know are left out."""
        with self._store.write() as session:
            store_fixes(session, fixes)
            session.commit()

    def journal(self, after: int = 0) -> list[EntryView]:
        """The journal's entries after that number."""
        self._use_once("read_journal")
        with self._store.read() as session:
            return self._sight.entries(queries.journal_after(session, after))

    def radio_log(
        self,
        *,
        words: str = "",
        unit: str = "",
        link: str = "",
        kind: str = "",
        begins: datetime | None = None,
        ends: datetime | None = None,
        limit: int = 1000,
    ) -> list[RadioLogRow]:
        """What the devices said, of all that is stored, newest first; the arguments are those of `search`."""
        given = {"words": words, "unit": unit, "link": link, "kind": kind}
        if any(map(_has_nul, given.values())):
            raise Refused(NOT_SOUGHT)
        try:
            with self._store.read() as session:
                found = search(session, **given, begins=begins, ends=ends, limit=limit)
        except UnicodeEncodeError as error:
            raise Refused(NOT_SOUGHT) from error
        return self._sight.radio_log(found, sought=bool(words))

    def past_calls(self, sought: Sought, *, limit: int = PAGE) -> list[PastCall]:
        """Of all calls that were ever taken those that are sought, newest first; see `find`."""
        if any(map(_has_nul, sought.texts)):
            raise Refused(NOT_SOUGHT)
        if sought.phone:
            self._admission.must(self._session, "view_caller")
        try:
            with self._store.read() as session:
                found = find(session, sought, limit)
        except UnicodeEncodeError as error:
            raise Refused(NOT_SOUGHT) from error
        return self._sight.past_calls(found, self._codes)

    def call(self, number: str) -> CallView | None:
        """The call of that whole number, however long it is closed; None when there is none."""
        if _has_nul(number):
            raise Refused(NOT_SOUGHT)
        with self._store.read() as session:
            found = queries.some_calls(session, self._codes, (number,))
        return next(iter(self._sight.changes(Changes(calls=tuple(found))).calls), None)

    def past_alarms(self, begins: datetime | None, ends: datetime | None) -> list[PastAlarm]:
        """The alarms that were raised in that time, and those that were open in it, oldest first."""
        self._admission.must(self._session, "view_sworn")
        with self._store.read() as session:
            return past_alarms(session, begins, ends)

    def view_caller(self, number: str) -> CallerDetails:
        """Who called about that call, and who and what is noted on it; journalled.

        Raises Refused without the right, or without the call.
        """
        self._admission.must(self._session, "view_caller")
        with self._store.read() as session:
            found = caller_details(session, number, self._codes)
        self._viewed(f"caller:{number}")
        return found

    def attached_file(self, number: str, which: int) -> AttachedFile:
        """That file of that call; journalled. Raises Refused without the right, or without the file."""
        self._admission.must(self._session, "view_caller")
        with self._store.read() as session:
            found = attached_file(session, number, which)
        self._viewed(f"file:{number}:{which}")
        return found

    def handover(self, number: int) -> HandoverView:
        """The hand-over of that number, however old; raises Refused without the right, or without it."""
        self._admission.must(self._session, "view_sworn")
        with self._store.read() as session:
            return handover_of(session, number)

    def event_record(self, which: str) -> EventRecord:
        """All about the event of that word or number, over or not; raises Refused without it."""
        self._admission.must(self._session, "view_sworn")
        if _has_nul(which):
            raise Refused(NOT_SOUGHT)
        with self._store.read() as session:
            return event_record(session, which)

    def referral_sheet(self, number: str) -> str:
        """The hand-over sheet of that call's newest referral, EIDO JSON; Refused where there is none."""
        with self._store.read() as session:
            return referrals.sheet_of(session, number)

    def verify(self) -> Verdict:
        """Check the journal's chain from end to end, and the editions that it tells of."""
        self.use("verify")
        with self._store.read() as session:
            return files_verified(session, editions.verified(session, verify(session)))

    def current_edition(self) -> EditionView | None:
        """The edition of the geofile that is in force, None where nothing was imported."""
        return self.editions.current()

    def edition_content(self, sha256: str) -> PackedCity:
        """The city under that hash, to be unpacked on the thread of whoever asked; raises Unavailable."""
        return self.editions.content(sha256)

    def verify_tip(self) -> Verdict:
        """Check the journal's newest entry: cheap enough for each start."""
        with self._store.read() as session:
            return journal.verify_tip(session)

    def now(self) -> datetime:
        return self._clock.now()

    def close(self) -> None:
        self._store.close()

    @property
    def _door(self) -> DoorView | None:
        """A seat's own store has no accounts: there counts what was known of the server's."""
        if self._alone is None:
            return self._admission.door(self._session)
        return DoorView(guarded=True) if self._alone.provisions.guarded else None

    @property
    def _sight(self) -> Sight:
        return self._admission.sight(self._session)

    def _viewed(self, record: str) -> None:
        if self._session is not None:
            who, source = self._session.account, self._session.source
            self._audit.note("record_viewed", actor=who, source=source, record=record)

    def _use_once(self, right: str) -> None:
        """Journal the use of a right only once while somebody sits here, however often it is used."""
        if right in self._used:
            self._admission.must(self._session, right)
        else:
            self.use(right)
            self._used.add(right)

    def _seen(self, entry: int, newest_fix: int) -> None:
        # Only once all was read: a failure on the way must not cost this seat a change.
        self._feed.seen(entry)
        self._newest_fix = newest_fix

    def _settle_in(self, station: str, on_duty: bool) -> Codes:
        """Fill a new store with the codes and the station's roster, then read the codes."""
        with self._store.read() as session:
            settled = session.scalar(select(Priority.number)) is not None
        if self._store.migrated or not settled:
            with self._store.write(limit=SETTLING_S) as session:
                # Of several seats that start at once on a new store, one settles it.
                journal.take_turn(session)
                settled = session.scalar(select(Priority.number)) is not None
                # A newer program brings new codes; people and units are the station's own from then on.
                codes.load_shipped(session)
                if not settled:
                    roster.load_station(session, station, self._clock.now(), on_duty=on_duty)
                session.commit()
        with self._store.read() as session:
            return codes.read_codes(session)


def _named(touched: set[str], prefix: str) -> list[str]:
    return [name.removeprefix(prefix) for name in touched if name.startswith(prefix)]


def _has_nul(value: Any) -> bool:
    """Whether there is a character in it that a server's texts cannot hold."""
    if isinstance(value, str):
        return "\0" in value
    return isinstance(value, list | tuple) and any(_has_nul(part) for part in value)
