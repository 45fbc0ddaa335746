"""The panel in which a call that is there already is corrected, in the place of call entry."""

from datetime import tzinfo
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.board.views import CallTypeView, CallView, Codes, Picture
from console.desk import corrections
from console.desk.command import Answer, Command
from console.desk.corrections import OF_CALLER
from console.widgets.call_types import find_type, nearest_type, offered
from console.widgets.correction.draft import Draft, opened, values_of
from console.widgets.correction.field_note import KEEP, TAKE
from console.widgets.correction.form import LABELS, CorrectionForm, FormView
from console.widgets.correction.others import Others
from console.widgets.correction.words import beneath, who_changed, without_caller
from console.widgets.entry_parts import LEAST_WIDTH, ChoiceBar, SaveButton
from console.widgets.icons import Icons
from console.widgets.panel import SIDE_PADDING, Panel
from console.widgets.pieces import Chip, KeyCap, Text, rule
from console.widgets.presence import editing_words, editors
from console.widgets.theme import Theme
from console.widgets.type_list import TypeList

LEAST_LIST = 56
EVERYTHING = frozenset(LABELS)


class CorrectionDraft(NamedTuple):
    """What somebody has left unsaved, by call, and the one of them that was open; `sent` is on its way."""

    drafts: dict[str, Draft]
    open: Draft
    short: str
    pending: str
    sent: Draft | None


class CorrectionPanel(Panel):
    """A call's fields: those that nobody touches follow the station, a touched one is never overwritten.

    What is left unsaved is kept for each call. Times are shown in `zone`; `position` is this one.
    Signals: `command_ready` carries the Command `amend_call`; `caller_asked` the number of the call whose
    caller is to be shown here; `left` the number of a call whose changes are kept, "" where there are none;
    `saved` that all of it is done.
    """

    command_ready = Signal(object)
    caller_asked = Signal(str)
    left = Signal(str)
    saved = Signal()

    def __init__(self, theme: Theme, icons: Icons, zone: tzinfo, position: str) -> None:
        super().__init__(theme, "Correction")
        self._zone, self._position = zone, position
        self._picture = Picture()
        self._codes = Codes()
        self._drafts: dict[str, Draft] = {}
        self._draft = Draft("", 0)
        self._short = ""
        self._pending = ""
        self._sent: Draft | None = None
        self._asked: tuple[object, ...] = ()
        self._no_caller = ""
        self._chip = Chip(theme, icons, "Correction")
        self._others = Others(theme, icons)
        self.form = CorrectionForm(theme)
        self._view = FormView(self.form)
        self.types = TypeList(theme)
        self._type_bar = ChoiceBar(theme, "Call types", "Type")
        self._trouble = Text(theme, weight=500, tone="amber")
        self._save = SaveButton(theme, "Save changes", "Enter", primary=True)
        self._lay_out()
        self._connect()
        self.setMinimumWidth(LEAST_WIDTH)

    @property
    def number(self) -> str:
        """The call that is corrected here, "" before the first."""
        return self._draft.number

    @property
    def pending(self) -> str:
        """The words of the command that is on its way, empty when there is none."""
        return self._pending

    def open(self, call: CallView, short: str) -> None:
        """Show a call's fields, with what was left unsaved of them."""
        self._begin(self._drafts.setdefault(call.number, opened(call)), short)
        self.show_picture(self._picture)
        self.show()
        place = self.form.lines["place"]
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)
        place.end(False)

    def take_draft(self) -> CorrectionDraft:
        """Everything that is left unsaved; the panel is empty after it."""
        draft = CorrectionDraft(self._drafts, self._draft, self._short, self._pending, self._sent)
        self._drafts, self._pending, self._sent = {}, "", None
        self._begin(Draft("", 0), "")
        return draft

    def put_draft(self, draft: CorrectionDraft) -> None:
        """Go on with what was left; what the station holds by now comes with the next picture."""
        self._drafts, self._pending, self._sent = draft.drafts, draft.pending, draft.sent
        self._begin(draft.open, draft.short)

    def show_picture(self, picture: Picture) -> None:
        """Take what the station holds by now; nothing that was typed changes."""
        self._picture = picture
        if picture.codes is not self._codes:
            self._codes = picture.codes
            self.form.show_codes(picture.codes)
        self._others.say(editing_words(editors(picture, self.number, self._position)))
        call = picture.calls.get(self.number)
        if call is None:
            return
        self._draft.take(values_of(call), self.form.typing())
        self._ask_caller(call)
        self._show()

    def show_caller(self, number: str, name: str, phone: str, why_not: str = "") -> None:
        """Take who called, or why it is not shown here."""
        if number != self.number:
            return
        self._no_caller = why_not
        self.form.show_caller(not why_not)
        if why_not:
            self._draft.drop(OF_CALLER)
        found = {} if why_not else {"caller": name, "phone": phone}
        # Without the server it is not known of earlier calls: an empty name there says nothing.
        if self._picture.downtime_since is not None:
            found = {field: value for field, value in found.items() if value}
        self._draft.take(found, self.form.typing())
        self._show()

    def save(self) -> None:
        """Hand over what is changed, and nothing else; leave when nothing is."""
        if self._pending or not self.number:
            return
        if not self._draft.mine:
            self.leave()
            return
        if not self._is_complete():
            return
        names = ", ".join(LABELS[name].lower() for name in self._draft.changed) or "nothing"
        command = Command(
            "amend_call", MappingProxyType(self._draft.arguments()), f"Call {self._short}: change {names}"
        )
        self._pending, self._sent = command.words, self._draft
        self._show()
        self.command_ready.emit(command)

    def show_answer(self, answer: Answer) -> None:
        """Close when it was done; otherwise say why not and keep everything."""
        self._pending = ""
        sent, self._sent = self._sent, None
        if answer.outcome == "done" and sent is not None:
            self._drafts.pop(sent.number, None)
        if sent is not self._draft:
            self._show()
            return
        if answer.outcome == "done":
            self._draft = Draft("", 0)
            self.saved.emit()
            return
        self._say(f"{answer.said} {answer.instead}".strip())
        if call := self._picture.calls.get(self.number):
            # It may be about who called, which no picture brings.
            self._asked = ()
            self._ask_caller(call)
        self._show()

    def leave(self) -> None:
        """Leave the call, for Esc: what was changed is kept."""
        kept = self._short if self._draft.mine else ""
        if not kept:
            self._drafts.pop(self.number, None)
        self._draft = Draft("", 0)
        self.left.emit(kept)

    def _begin(self, draft: Draft, short: str) -> None:
        """Show this draft and nothing of another."""
        self._draft, self._short, self._asked, self._no_caller = draft, short, (), ""
        self.set_title(f"Call {short}" if short else "Correction")
        self._say("")
        self._others.say("")
        self.form.clear()
        self.form.show_caller(True)
        self._show()

    def _lay_out(self) -> None:
        self.header_bar.setFixedHeight(44)
        self.header.insertWidget(1, self._chip)
        self.header.addWidget(KeyCap(self.theme, "Esc"))
        self.header.addWidget(Text(self.theme, "Leave", "caption", tone="second"))
        self.body.addWidget(rule())
        self.body.addWidget(self._others)
        self.body.addWidget(self._view)
        self.body.addWidget(self._type_bar)
        self.types.setMinimumHeight(LEAST_LIST)
        self.types.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.body.addWidget(self.types, 1)
        self.body.addWidget(rule())
        self._trouble.setWordWrap(True)
        self._trouble.setContentsMargins(SIDE_PADDING, 8, SIDE_PADDING, 0)
        self._trouble.hide()
        self.body.addWidget(self._trouble)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(SIDE_PADDING, 10, SIDE_PADDING, 10)
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._save)
        self.body.addLayout(buttons)

    def _connect(self) -> None:
        form = self.form
        form.edited.connect(self._on_edited)
        form.entered.connect(self.save)
        form.down_pressed.connect(self.types.enter)
        self.types.taken.connect(self._take_type)
        self._save.clicked.connect(self.save)
        for note in form.notes.values():
            note.theirs_taken.connect(self._take_theirs)
            note.mine_kept.connect(self._keep_mine)
        keys = {
            "Ctrl+Return": self.save,
            "Ctrl+Enter": self.save,
            TAKE: lambda: self._take_theirs(self._in_question()),
            KEEP: lambda: self._keep_mine(self._in_question()),
        }
        for key, action in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        super()._on_focus_changed(old, new)
        # The keys that decide go with the focus.
        self._show_notes()
        self._view.follow()

    def _ask_caller(self, call: CallView) -> None:
        """Ask who called once for each version of the call, and again when the server goes or comes."""
        about = (call.number, call.version, self._picture.downtime_since)
        if about != self._asked and not self._no_caller:
            self._asked = about
            self.caller_asked.emit(call.number)

    def _on_edited(self, name: str) -> None:
        if name in self._draft.held:
            self._draft.type(name, self.form.value(name))
            self._say("")
            self._show_notes()

    def _take_type(self, kind: CallTypeView) -> None:
        field = self.form.lines["type"]
        field.setText(offered(kind))
        field.setModified(True)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._on_edited("type")

    def _take_theirs(self, name: str) -> None:
        if name:
            self._draft.take_theirs(name)
            self._show()
            self._go_to(name)

    def _keep_mine(self, name: str) -> None:
        if name:
            self._draft.keep_mine(name)
            self._show()
            self._go_to(name)

    def _go_to(self, name: str) -> None:
        """Go on in that field, which its buttons may have taken the focus from."""
        self.form.field(name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _in_question(self) -> str:
        """The field that the keys to decide are for, "" when no field is contested."""
        contested, focused = self._draft.contested(), self.form.focused()
        return focused if focused in contested else next(iter(contested), "")

    def _is_complete(self) -> bool:
        draft = self._draft
        if not str(draft.shown("place")):
            return self._refuse("place", "Where is it? An address, a crossing or a place.")
        if "type" in draft.mine and find_type(str(draft.mine["type"]), self._codes) is None:
            near = nearest_type(str(draft.mine["type"]), self._codes)
            more = f" Try: {near.code} {near.name}" if near else ""
            return self._refuse("type", f"No type “{draft.mine['type']}”.{more}")
        return True

    def _refuse(self, name: str, trouble: str) -> bool:
        self._go_to(name)
        self.form.lines[name].selectAll()
        self.form.notes[name].say(trouble, "amber")
        self.form.mark(name, True)
        return False

    def _show(self) -> None:
        for name in self._draft.held:
            self.form.put(name, self._draft.shown(name))
        known = frozenset(self._draft.held)
        self.form.set_read_only(EVERYTHING if self._pending else EVERYTHING - known)
        self._chip.show_chip("Saving" if self._pending else "Correction")
        self._type_bar.set_count(self.types.show_types(self.form.lines["type"].text(), self._codes))
        self._show_notes()

    def _show_notes(self) -> None:
        if not self.number:
            return
        in_question = self._in_question()
        for name in LABELS:
            contested = self._draft.is_contested(name)
            self.form.mark(name, contested)
            if contested:
                self._show_rival(name, keys=name == in_question)
            elif name in OF_CALLER and name not in self._draft.held:
                self.form.notes[name].say(without_caller(name, self._picture, self._no_caller))
            else:
                self.form.notes[name].say(*beneath(self._draft, name, self._picture, self._zone))

    def _show_rival(self, name: str, *, keys: bool) -> None:
        theirs = corrections.said(name, self._draft.held[name], self._codes)
        who = who_changed(self._draft, name, self._picture, self._zone)
        self.form.notes[name].show_rival(theirs, who, keys=keys)

    def _say(self, trouble: str) -> None:
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
