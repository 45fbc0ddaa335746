"""The command bar: what was answered last, the keys that work, and the command line."""

from collections.abc import Callable
from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.clock import Clock
from console.desk.command import Answer
from console.widgets.bare_window import BAR_HEIGHT, COMPACT_BAR_HEIGHT
from console.widgets.command_line import CommandLine, LineDraft
from console.widgets.icons import Icons
from console.widgets.pieces import Glyph, Hints, KeyCap, KeyHints, Text, rule, set_property
from console.widgets.theme import Theme
from console.widgets.wall_clock import time_of_day

if TYPE_CHECKING:
    from console.desk.grammar import Explanation

LINE_HEIGHT, COMPACT_LINE_HEIGHT = 44, 36
PATIENCE_MS = 400
LISTED = "Esc closes the list."
WAITING = "Waiting for the store. What you type is kept."
# Below this many pixels a sentence beside the line cannot be read: it moves to the response line.
LEAST_ROOM = 220

WINDOW_KEYS = (
    ("F2", "New call"),
    ("F5", "Dispatch"),
    ("F7", "Unit status"),
    ("F9", "Show on map"),
    ("F6", "Next panel"),
    ("F1", "Help"),
)
ENTRY_KEYS = tuple((key, "Save and dispatch" if key == "F5" else words) for key, words in WINDOW_KEYS)
LINE_KEYS = (("Enter", "Run"), ("↑", "Last command"), ("?", "Commands"))

GLYPHS = {
    "done": ("link-ok", "text2"),
    "refused": ("link-degraded", "amber"),
    "unavailable": ("link-lost", "amber"),
    "note": ("chevron-right", "text2"),
}


class CommandBar(QWidget):
    """The fixed bottom of the window.

    Signals: `entered` carries the line to run; `help_ready` carries help of more than one line.
    """

    entered = Signal(str)
    help_ready = Signal(str)

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        clock: Clock,
        zone: tzinfo,
        explain: "Callable[[str], Explanation]",
    ) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._running = ""
        self._explain = explain
        self.response = ResponseLine(theme, icons, clock, zone)
        self.line = CommandLine(theme, explain)
        self._field = CommandField(theme, icons, self.line)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.response.say("note", WAITING))
        self.line.entered.connect(self._on_entered)
        self.line.textEdited.connect(self.response.calm)
        self._field.crowded_out.connect(self.response.explain)
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()

    def show_answer(self, answer: Answer) -> None:
        """Say what a line came to; a line that was done leaves, any other stays to be mended."""
        self._patience.stop()
        self._running = ""
        if answer.outcome == "done":
            if self.line.text().strip() == answer.line:
                self.line.clear()
        else:
            self._keep(answer)
        self._say(answer.outcome, _with_way_out(answer.said, answer.instead))

    def running(self, line: str) -> None:
        """A line was handed over: if no answer comes soon, say that it is waited for."""
        self._running = line
        self._patience.start()

    def note(self, words: str, *, refused: bool = False) -> None:
        """Say something that is no answer to a line."""
        self.response.say("refused" if refused else "note", words)

    def show_keys(self, *, entry: bool) -> None:
        """Show what the keys of the window do; F5 does another thing while a call is written down."""
        self.response.show_keys(ENTRY_KEYS if entry else WINDOW_KEYS)

    def put(self, line: str) -> None:
        """Put a line in for the dispatcher to go on with; what stood there goes to the history."""
        self.line.replace_with(line)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_draft(self) -> LineDraft:
        """What stands in the line; that and what was answered last leave the bar."""
        self._patience.stop()
        self.note("")
        return self.line.take_draft()

    def put_draft(self, draft: LineDraft) -> None:
        """Go on with a line as it was left."""
        self.line.put_draft(draft)

    def show_help(self) -> None:
        """Tell the verbs, or the help on the verb that is being typed; the line stays as it is."""
        verb = self.line.text().split(" ")[0].split(".")[0].strip()
        helped = self._explain(f"? {verb}") if verb and verb != "?" else self._explain("?")
        self._say("note", helped.words if helped.ok else self._explain("?").words)

    def show_lines(self, words: str) -> None:
        """Show help of several lines that is not about a verb, such as the keys of a panel."""
        self._say("note", words)

    def _say(self, outcome: str, words: str) -> None:
        if "\n" in words:
            self.help_ready.emit(words)
            words = LISTED
        self.response.say(outcome, words)

    def _on_entered(self, line: str) -> None:
        # Enter pressed twice must not dispatch twice.
        if line == self._running:
            return
        if line.startswith("?"):
            self._answer_help(line)
            return
        self.running(line)
        # The next key starts a new line, so nobody types onto one that is on its way.
        self.line.selectAll()
        self.entered.emit(line)

    def _answer_help(self, line: str) -> None:
        """Help asks nothing of the desk, and works while the store is away."""
        helped = self._explain(line)
        outcome = "done" if helped.ok else "refused"
        self.show_answer(Answer(line, outcome, helped.words, helped.instead, helped.word))

    def _keep(self, answer: Answer) -> None:
        if not self.line.text().strip():
            self.line.setText(answer.line)
        if self.line.text().strip() == answer.line:
            self.line.select_word(answer.word)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        inner = QVBoxLayout()
        inner.setContentsMargins(10, 3, 10, 7)
        inner.setSpacing(3)
        inner.addWidget(self.response)
        inner.addWidget(self._field)
        column.addLayout(inner)

    def _fit(self) -> None:
        compact = self._theme.compact
        self.setFixedHeight(COMPACT_BAR_HEIGHT if compact else BAR_HEIGHT)
        self._field.setFixedHeight(COMPACT_LINE_HEIGHT if compact else LINE_HEIGHT)


class ResponseLine(QWidget):
    """One line of answer with its time, and the keys of the window at its right."""

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo) -> None:
        super().__init__()
        self._clock = clock
        self._zone = zone
        self._said = ("note", "", "")
        self.setFixedHeight(26)
        self._glyph = Glyph(theme, icons, "chevron-right")
        self._time = Text(theme, tone="third")
        self._words = Text(theme, weight=500, elide=True)
        self._keys = KeyHints(theme, WINDOW_KEYS, to_right=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 4, 0)
        row.setSpacing(10)
        for part in (self._glyph, self._time, self._words):
            row.addWidget(part)
        row.addWidget(self._keys, 1)
        self._show(*self._said)

    @property
    def text(self) -> str:
        return self._words.text()

    def show_keys(self, keys: Hints) -> None:
        self._keys.set_hints(keys)

    def say(self, outcome: str, words: str) -> None:
        """Show an answer; it stays until the next one."""
        self._said = (outcome, words, time_of_day(self._clock.now(), self._zone))
        self._show(*self._said)

    def explain(self, words: str) -> None:
        """Show what Enter would do, for as long as there is no room beside the line."""
        self._show(*(("note", words, "") if words else self._said))

    def calm(self) -> None:
        """Take the amber away once the line is being mended; the words stay."""
        if self._said[0] != "done":
            self._said = ("note", *self._said[1:])
            self._show(*self._said)

    def _show(self, outcome: str, words: str, time: str) -> None:
        glyph, token = GLYPHS.get(outcome, GLYPHS["note"])
        self._glyph.show_glyph(glyph, token)
        self._glyph.setVisible(bool(words))
        self._time.setText(time)
        self._time.setVisible(bool(time))
        self._words.setText(words)
        self._words.set_tone("amber" if token == "amber" else "first")


class CommandField(QFrame):
    """The frame of the command line: prompt, line, what Enter will do, and its keys.

    Signal: `crowded_out` carries the sentence when there is no room for it, else nothing.
    """

    crowded_out = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, line: CommandLine) -> None:
        super().__init__()
        self.setObjectName("commandField")
        self._line = line
        self._tab = KeyCap(theme, "Tab")
        self._words = Text(theme, tone="second", elide=True)
        self._tab.setParent(line)
        self._words.setParent(line)
        self._keys = KeyHints(theme, LINE_KEYS)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(Glyph(theme, icons, "chevron-right", "accent"))
        row.addWidget(line, 1)
        row.addWidget(self._keys)
        self._keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line.explained.connect(self._place)
        line.installEventFilter(self)
        self.setFocusProxy(line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_property(self, "focused", "true" if event.type() == QEvent.Type.FocusIn else "false")
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: self._place(self._line.explanation))

    def _place(self, explanation: "Explanation") -> None:
        """Put the sentence after the ghost; it moves to the response line when there is no room."""
        words = "Enter shows the list." if "\n" in explanation.words else explanation.words
        # A ghost shows the way out already.
        if self._line.text() and not self._line.ghost:
            words = _with_way_out(words, explanation.instead)
        left = self._line.text_end() + 14
        middle = self._line.height() // 2
        self._tab.setVisible(bool(self._line.ghost))
        if self._line.ghost:
            self._tab.resize(self._tab.sizeHint())
            self._tab.move(left, middle - self._tab.height() // 2)
            left += self._tab.width() + 12
        room = self._line.width() - left - 14
        wanted = self._words.fontMetrics().horizontalAdvance(words) + 2
        fits = room >= min(wanted, LEAST_ROOM) and bool(words)
        self._words.setVisible(fits)
        self._words.setText(words)
        self._words.setGeometry(left, 0, min(wanted, max(0, room)), self._line.height())
        self.crowded_out.emit("" if fits else words)


def _with_way_out(words: str, instead: str) -> str:
    if not instead:
        return words
    return f"{words if words.endswith(('.', '?')) else f'{words}.'} Try: {instead}"
