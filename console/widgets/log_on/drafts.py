"""What a person had half done when the window's content was taken away, kept for that person alone."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from console.desk.command import Answer

if TYPE_CHECKING:
    from console.widgets.command_bar import CommandBar
    from console.widgets.pages import Pages
    from console.widgets.window_layout import Panels
    from console.widgets.writing import Writing


@dataclass(frozen=True, slots=True)
class Desktop:
    """The parts of the window in which a person leaves something."""

    bar: "CommandBar"
    pages: "Pages"
    panels: "Panels"
    writing: "Writing"


@dataclass(slots=True)
class Draft:
    """All that was left of one person; `answers` came while they were not there."""

    line: Any
    page: int
    call: str
    filter: str
    written: Any = None
    form: Any = None
    focus: QWidget | None = None
    answers: list[Answer] = field(default_factory=list)


class Drafts:
    """Takes what is half done out of the window and puts it back; in memory only, until the window closes.

    Accounts are names, "" for whoever worked before anybody had to log on: theirs goes to the first who does.
    """

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._kept: dict[str, Draft] = {}

    def take(self, account: str, focus: QWidget | None) -> None:
        """Empty the window's fields and keep what stood in them for that account."""
        desktop = self._desktop
        devices = desktop.pages.devices
        draft = Draft(
            line=desktop.bar.take_draft(),
            page=desktop.pages.page,
            call=desktop.panels.calls.selected(),
            filter=desktop.panels.radio.take_filter(),
            written=desktop.writing.take_draft(),
            form=devices.take_draft() if devices is not None else None,
            focus=focus,
        )
        self._kept[account] = draft

    def hold(self, account: str, answer: Answer) -> None:
        """Keep an answer that came while that person's content was hidden."""
        if account in self._kept:
            self._kept[account].answers.append(answer)

    def give(self, account: str) -> Draft | None:
        """Put back what is kept for that account, but the line; returns it, for the window to go on with."""
        draft = self._kept.pop(account, None) or self._kept.pop("", None)
        desktop = self._desktop
        if draft is None:
            desktop.pages.open_console()
            return None
        desktop.pages.turn_to(draft.page)
        desktop.panels.radio.put_filter(draft.filter)
        if draft.form is not None and desktop.pages.devices is not None:
            desktop.pages.devices.put_draft(draft.form)
        desktop.writing.put_draft(draft.written)
        return draft
