"""The panel in which a new call is written down while the caller is on the phone."""

from datetime import UTC, datetime, tzinfo
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.board.views import CallerView, CallTypeView, CallView, Codes, Picture
from console.clock import Clock
from console.desk.command import Answer, Command
from console.desk.recommend import Recommendation
from console.widgets.ages import duration, since
from console.widgets.call_source import CallSource
from console.widgets.call_types import find_type, nearest_type, offered
from console.widgets.entry_parts import (
    COMPACT_FIELD_HEIGHT,
    COMPACT_LABEL_WIDTH,
    COMPACT_NOTES_HEIGHT,
    FIELD_HEIGHT,
    LABEL_WIDTH,
    LEAST_WIDTH,
    NOTES_HEIGHT,
    ChoiceBar,
    Notes,
    SaveButton,
    in_row,
    line_field,
    type_words,
)
from console.widgets.icons import Icons
from console.widgets.like_line import LikeLine
from console.widgets.panel import SIDE_PADDING, Panel
from console.widgets.pieces import Chip, KeyCap, Text, rule, set_property
from console.widgets.place.check import PlaceCheck
from console.widgets.premise.notes import PremiseNotes
from console.widgets.priority_segments import PrioritySegments
from console.widgets.recommended.units import RecommendedUnits
from console.widgets.theme import Theme
from console.widgets.type_list import TypeList

LONGEST_NOTES = 2000
# A caller of longer ago is another matter.
CALLER_FRESH_S = 300


class EntryDraft(NamedTuple):
    """A call that somebody has begun to write down: place, type, caller, phone, notes and source as typed."""

    texts: tuple[str, ...]
    priority: int | None
    opened: datetime | None
    pending: str
    no_contact: bool


class CallEntryPanel(Panel):
    """A form that is never in the way: the queue, the map and the command line stay live.

    Signals: `command_ready` carries the Command `take_call` (type, place, text, priority or None, caller,
    phone, source, no_contact) and whether the call is to be dispatched at once; `parked` says that the panel
    was left with what is in it kept; `saved` that the call was taken. `recommendation_wanted` carries the
    call as far as it is written, a CallView without a number, whenever who should go may be another.
    """

    command_ready = Signal(object, bool)
    recommendation_wanted = Signal(object)
    parked = Signal()
    saved = Signal()

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo = UTC) -> None:
        """`zone` is the station's, for the numbers of calls."""
        super().__init__(theme, "New call")
        self._zone = zone
        self._clock = clock
        self._codes, self._picture = Codes(), Picture()
        self._opened: datetime | None = None
        self._pending = ""
        self._ringing: CallerView | None = None
        self._chip = Chip(theme, icons, "Draft")
        self.recommended = RecommendedUnits(theme, icons)
        self._make_fields()
        self._lay_out()
        self._bind_keys()
        self.recommended.changed.connect(self._name_the_unit)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def pending(self) -> str:
        """The words of the command that is on its way, empty when there is none."""
        return self._pending

    def show_picture(self, picture: Picture) -> None:
        """Take the station's code tables and who rang last; nothing that was typed changes."""
        self._picture, self._ringing = picture, picture.caller
        self._offer_caller()
        if self.isVisible():
            self._ask_who_goes()
        if picture.codes is self._codes:
            return
        self._codes = picture.codes
        self.source.show_codes(picture.codes)
        self._on_type_changed()

    def open(self) -> None:
        """Show the panel: a parked draft goes on where it was left."""
        self._opened = self._opened or self._clock.now()
        self.tick()
        self.show()
        self._ask_who_goes()
        first = next((field for field in (self.place, self.kind) if not field.text()), self.notes)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tick(self) -> None:
        """Bring the age of the draft up to this second."""
        if self._opened is not None:
            self.set_note(f"Opened {duration(since(self._opened, self._clock.now()))} ago")
        self._offer_caller()

    def take_caller(self) -> None:
        """Put in the number and the name of who rang last."""
        caller = self._offered_caller()
        if caller is not None:
            self.caller.setText(caller.name if caller.number else "")
            self.phone.setText(caller.number)
            self._offer_caller()

    def save(self, *, dispatch: bool = False) -> None:
        """Hand the call over, or say what is missing beside the field that lacks it."""
        if self._pending or not self._is_complete():
            return
        command = self._command()
        self._pending = command.words
        self._set_read_only(True)
        self.command_ready.emit(command, dispatch)

    def show_recommendation(self, given: Recommendation) -> None:
        """Show who should go to the call that is written down."""
        if self._draft_view() is not None:
            self.recommended.show_recommendation(given)

    def show_answer(self, answer: Answer) -> None:
        """Close when the call was taken; otherwise say why not and keep everything."""
        self._pending = ""
        self._set_read_only(False)
        if answer.outcome == "done":
            self._clear()
            self.saved.emit()
            return
        self._show_trouble(self._place_words, f"{answer.said} {answer.instead}".strip())

    def take_draft(self) -> EntryDraft:
        """Everything that is written down; the panel is empty after it."""
        fields = (self.place, self.kind, self.caller, self.phone)
        texts = (*(each.text() for each in fields), self.notes.toPlainText(), self.source.field.text())
        draft = EntryDraft(
            texts, self.priority.chosen, self._opened, self._pending, self.source.contact.isChecked()
        )
        self._pending = ""
        self._set_read_only(False)
        self._clear()
        return draft

    def put_draft(self, draft: EntryDraft) -> None:
        """Go on with what was written down."""
        fields = (self.place, self.kind, self.caller, self.phone)
        for each, text in zip(fields, draft.texts[:4], strict=True):
            each.setText(text)
        self.notes.setPlainText(draft.texts[4])
        self.source.put(draft.texts[5], no_contact=draft.no_contact)
        self.priority.choose(draft.priority)
        self._opened, self._pending = draft.opened, draft.pending
        self._set_read_only(bool(draft.pending))

    def park(self) -> None:
        """Leave the panel with everything in it, for Esc."""
        self.parked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the type field into the list of types."""
        if watched is self.kind and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.types.enter()
            return True
        return super().eventFilter(watched, event)

    def _make_fields(self) -> None:
        theme = self.theme
        self.kind = line_field("Type", "Code or word")
        self.priority = PrioritySegments(theme)
        self.caller = line_field("Caller name", "Name")
        self.phone = line_field("Caller phone", "Phone")
        self.source = CallSource(theme)
        self._source_words = Text(theme, step="caption", tone="second", elide=True)
        self.source.field.textChanged.connect(lambda: self._source_words.setText(""))
        self.notes = Notes()
        self._kind_words = Text(theme, step="caption", tone="second", elide=True)
        self._caller_words = Text(theme, step="caption", tone="second", elide=True)
        self._priority_words = Text(theme, step="caption", tone="second")
        self.types = TypeList(theme)
        self._type_bar = ChoiceBar(theme, "Call types", "Type")
        self._place_words = Text(theme, step="caption", tone="second", elide=True)
        self.like = LikeLine(theme, SIDE_PADDING)
        self._below, self._types_part = QWidget(), QWidget()
        self.verified = PlaceCheck(theme, self._place_words, (self._below,))
        self.place = self.verified.field
        self.premises = PremiseNotes(theme, SIDE_PADDING)
        self.types.taken.connect(self._take_type)
        self.kind.installEventFilter(self)
        self.place.textChanged.connect(lambda: set_property(self.place, "wrong", "false"))
        self.place.textChanged.connect(self._ask_who_goes)
        self.kind.textChanged.connect(self._on_type_changed)
        self.priority.changed.connect(lambda _priority: self._show_target())

    def _lay_out(self) -> None:
        self.header_bar.setFixedHeight(44)
        self.header.insertWidget(1, self._chip)
        self.header.addWidget(KeyCap(self.theme, "Esc"))
        self.header.addWidget(Text(self.theme, "Park draft", "caption", tone="second"))
        self.body.addWidget(rule())
        self.body.addLayout(self._make_form())
        self.body.addWidget(self.premises)
        typed = QVBoxLayout(self._types_part)
        below = QVBoxLayout(self._below)
        for column in (typed, below):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        typed.addWidget(self._type_bar)
        typed.addWidget(self.types, 1)
        below.addWidget(self._types_part, 1)
        below.addStretch()
        below.addWidget(self.like)
        below.addWidget(self.recommended)
        self.body.addWidget(self._below, 1)
        self.body.addWidget(self.verified.bar)
        self.body.addWidget(self.verified.places, 1)
        self.body.addWidget(rule())
        self.body.addLayout(self._make_buttons())

    def _make_form(self) -> QGridLayout:
        grid = self._grid = QGridLayout()
        grid.setContentsMargins(SIDE_PADDING, 16, SIDE_PADDING, 16)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        rows = (
            ("Location", [self.place], [self._place_words]),
            ("Type", [self.kind, self.priority], [self._kind_words, self._priority_words]),
            ("Caller", [self.caller, self.phone], [self._caller_words]),
            ("Source", [self.source], [self._source_words]),
            ("Notes", [self.notes], []),
        )
        for number, (label, fields, words) in enumerate(rows):
            top = Qt.AlignmentFlag.AlignTop if label == "Notes" else Qt.AlignmentFlag.AlignVCenter
            name = Text(self.theme, label, tone="second")
            name.setContentsMargins(0, 8 if label == "Notes" else 0, 0, 0)
            grid.addWidget(name, number * 2, 0, top)
            grid.addLayout(in_row(fields), number * 2, 1)
            grid.addLayout(in_row(words, spread=True), number * 2 + 1, 1)
            grid.setRowMinimumHeight(number * 2 + 1, 24 if words else 12)
        grid.setColumnStretch(1, 1)
        return grid

    def _make_buttons(self) -> QHBoxLayout:
        wait = SaveButton(self.theme, "Save to waiting", "Ctrl+Enter")
        send = SaveButton(self.theme, "Save and dispatch", "F5", primary=True)
        wait.clicked.connect(lambda: self.save())
        send.clicked.connect(lambda: self.save(dispatch=True))
        self._buttons = (wait, send)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(SIDE_PADDING, 10, SIDE_PADDING, 10)
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(wait)
        buttons.addWidget(send)
        return buttons

    def _bind_keys(self) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        take = QShortcut(QKeySequence("Alt+C"), self)
        take.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        take.activated.connect(self.take_caller)

    def _command(self) -> Command:
        kind = find_type(self.kind.text(), self._codes)
        args = {
            "type": kind.code,
            "place": self.place.text().strip(),
            "text": self.notes.toPlainText().strip()[:LONGEST_NOTES],
            "priority": self.priority.chosen,
            "caller": self.caller.text().strip(),
            "phone": self.phone.text().strip(),
            "source": self.source.code,
            "no_contact": self.source.contact.isChecked(),
        }
        return Command("take_call", MappingProxyType(args), f"New call: {kind.name}, {args['place']}")

    def _is_complete(self) -> bool:
        if not self.place.text().strip():
            self._refuse(self.place, self._place_words, "Where is it? An address, a crossing or a place.")
            return False
        if find_type(self.kind.text(), self._codes) is None:
            self._refuse(self.kind, self._kind_words, self._type_trouble())
            return False
        if trouble := self.source.trouble():
            self._refuse(self.source.field, self._source_words, trouble)
            return False
        if trouble := self.verified.trouble():
            self._refuse(self.place, self._place_words, trouble)
            return False
        return True

    def _type_trouble(self) -> str:
        text = self.kind.text().strip()
        if not text:
            return "What is it? A code or a word, such as parking."
        near = nearest_type(text, self._codes)
        return f"No type “{text}”." + (f" Try: {near.code} {near.name}" if near else "")

    def _refuse(self, field: QLineEdit, words: Text, trouble: str) -> None:
        set_property(field, "wrong", "true")
        self._show_trouble(words, trouble)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def _show_trouble(self, words: Text, trouble: str) -> None:
        words.setText(trouble)
        words.set_tone("amber" if trouble else "second")
        if not trouble:
            set_property(self.place, "wrong", "false")

    def _take_type(self, kind: CallTypeView) -> None:
        self.kind.setText(offered(kind))
        self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_type_changed(self) -> None:
        self._type_bar.set_count(self.types.show_types(self.kind.text(), self._codes))
        kind = find_type(self.kind.text(), self._codes)
        set_property(self.kind, "wrong", "false")
        self._kind_words.set_tone("second")
        self._kind_words.setText(type_words(kind))
        self.priority.suggest(kind.priority if kind else None)
        self._show_target()
        self._ask_who_goes()

    def _ask_who_goes(self) -> None:
        """Ask who should go, as soon as it is known where and what it is."""
        view = self._draft_view()
        if view is not None:
            self.recommendation_wanted.emit(view)
            self.like.show_call(view, self._picture, self._clock.now().astimezone(self._zone))
        else:
            self.like.hide()
            self.recommended.show_recommendation(None)

    def _draft_view(self) -> CallView | None:
        """The call as it is written down, None while place or type are missing."""
        kind, text = find_type(self.kind.text(), self._codes), self.place.text().strip()
        if kind is None or not text:
            return None
        meant, now = self.verified.meant, self._clock.now()
        lat, lon = (meant.lat, meant.lon) if meant is not None else (None, None)
        priority = self.priority.shown or kind.priority
        return CallView(
            "", kind.code, kind.name, priority, "waiting", text, lat, lon, now, now, eligible=kind.eligible
        )

    def _name_the_unit(self) -> None:
        """Say on the button who would be sent; in a low window the types give way to who should go."""
        compact, unit = self.theme.compact, self.recommended.chosen
        self._buttons[1].say(f"Dispatch {unit}" if compact and unit else f"Save and dispatch {unit}".rstrip())
        self._types_part.setVisible(not (compact and self.recommended.shows_any))

    def _show_target(self) -> None:
        priority = self._codes.priorities.get(self.priority.shown or 0)
        origin = "chosen" if self.priority.chosen else "suggested"
        words = f"Priority {priority.number} {origin}, {priority.target_minutes} min" if priority else ""
        self._priority_words.setText(words)

    def _offered_caller(self) -> CallerView | None:
        """Who rang a moment ago, unless somebody has written down who calls."""
        caller = self._ringing
        if caller is None or since(caller.at, self._clock.now()) > CALLER_FRESH_S:
            return None
        return None if self.caller.text().strip() or self.phone.text().strip() else caller

    def _offer_caller(self) -> None:
        caller = self._offered_caller()
        if caller is None:
            self._caller_words.setText("")
            return
        number = f", {caller.number}" if caller.number else ""
        before = f". Called about {', '.join(caller.history[:3])}" if caller.history else ""
        self._caller_words.setText(f"Alt+C takes {caller.name}{number}{before}")

    def _set_read_only(self, read_only: bool) -> None:
        for field in (self.place, self.kind, self.caller, self.phone, self.notes):
            field.setReadOnly(read_only)
        self.source.set_read_only(read_only)
        self.priority.setDisabled(read_only)
        self._chip.show_chip("Saving" if read_only else "Draft")

    def _clear(self) -> None:
        for field in (self.place, self.kind, self.caller, self.phone):
            # Unlike `clear` it leaves nothing that undo could bring back for the next person.
            field.setText("")
        self.notes.clear()
        self.source.put("", no_contact=False)
        self.priority.choose(None)
        self.recommended.forget()
        self._opened = None

    def _fit(self) -> None:
        compact = self.theme.compact
        for field in (self.place, self.kind, self.caller, self.phone, self.source.field):
            field.setFixedHeight(COMPACT_FIELD_HEIGHT if compact else FIELD_HEIGHT)
            field.setFont(self.theme.font("data", 500))
        self.notes.setFont(self.theme.font("body"))
        self.notes.setFixedHeight(COMPACT_NOTES_HEIGHT if compact else NOTES_HEIGHT)
        self._name_the_unit()
        self._grid.setColumnMinimumWidth(0, COMPACT_LABEL_WIDTH if compact else LABEL_WIDTH)
        self.setMinimumWidth(LEAST_WIDTH)
