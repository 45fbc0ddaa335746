"""Colours, fonts and the style sheet, all made from the design tokens."""

import json
from importlib.resources import as_file, files
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

FONT_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "B612Mono-Regular.otf")
FAMILIES = ["Inter", "Segoe UI", "DejaVu Sans"]
MONO_FAMILIES = ["B612 Mono", "Cascadia Mono", "DejaVu Sans Mono"]
COMPACT_BELOW = 1600

# Pixel size of each step, regular and compact.
STEPS = {
    "banner": (34, 30),
    "clock": (28, 24),
    "title": (20, 20),
    "data": (15, 14),
    "body": (13, 13),
    "list": (13, 12),
    "caption": (12, 12),
    "cap": (11, 11),
    "mono": (15, 15),
}

PALETTE = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "text1",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text1",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text1",
    QPalette.ColorRole.Highlight: "accentfill",
    QPalette.ColorRole.HighlightedText: "onaccent",
    QPalette.ColorRole.ToolTipBase: "overlay",
    QPalette.ColorRole.ToolTipText: "text1",
    QPalette.ColorRole.Link: "accent",
}


class Theme(QObject):
    """One look for the whole window: `name` is dark or light, `compact` is set for a narrow window.

    `changed` is sent after the name or the compactness changed; whoever keeps a colour, a font or
    a pixmap of this theme makes it anew then.
    """

    changed = Signal()

    def __init__(self, name: str = "dark", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = json.loads(files("resources").joinpath("styles/tokens.json").read_text("utf-8"))
        self._name = name
        self._compact = False
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, int], QFont] = {}
        self._app: QApplication | None = None
        self._read_colours()

    @property
    def name(self) -> str:
        return self._name

    @property
    def compact(self) -> bool:
        return self._compact

    @compact.setter
    def compact(self, compact: bool) -> None:
        if compact == self._compact:
            return
        self._compact = compact
        self._fonts.clear()
        self.changed.emit()

    def color(self, token: str) -> QColor:
        """The colour of a token; KeyError names a token that does not exist."""
        return self._colours[token]

    def font(self, step: str, weight: int = 400) -> QFont:
        """A font of one step of the scale: clock, title, data, body, list, caption, cap or mono.

        `list` is the body size that shrinks with a compact window. Weights are 400, 500 and 600.
        """
        key = (step, weight)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(step, weight)
        return QFont(self._fonts[key])

    def switch(self, name: str) -> None:
        """Change to the dark or the light look."""
        if name == self._name:
            return
        self._name = name
        self._read_colours()
        if self._app is not None:
            self._dress(self._app)
        self.changed.emit()

    def apply(self, app: QApplication) -> None:
        """Dress the application: Fusion, the palette, the font and the style sheet."""
        self._app = app
        load_fonts()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(self.font("body"))
        self._dress(app)

    def _dress(self, app: QApplication) -> None:
        app.setPalette(self._palette())
        template = files("resources").joinpath("styles/console.qss").read_text("utf-8")
        app.setStyleSheet(self.fill(template))

    def fill(self, template: str) -> str:
        """The template with every `@token` replaced by its colour."""
        # Longest first, so that @line2 is not read as @line followed by a 2.
        for token in sorted(self._colours, key=len, reverse=True):
            template = template.replace(f"@{token}", self._colours[token].name())
        return template

    def _read_colours(self) -> None:
        values: dict[str, Any] = self._tokens[self._name]
        self._colours = {token: QColor(value) for token, value in values.items()}

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in PALETTE.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text3"))
        return palette

    def _make_font(self, step: str, weight: int) -> QFont:
        font = QFont()
        font.setFamilies(MONO_FAMILIES if step == "mono" else FAMILIES)
        font.setPixelSize(STEPS[step][self._compact])
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        # Inter's digits are proportional until this is asked for, and a ticking clock would jitter.
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


def load_fonts() -> None:
    """Make the fonts that come with the console known to Qt; one that is missing leaves a fallback."""
    if "Inter" in QFontDatabase.families():
        return
    for name in FONT_FILES:
        with as_file(files("resources").joinpath(f"fonts/{name}")) as path:
            QFontDatabase.addApplicationFont(str(path))
