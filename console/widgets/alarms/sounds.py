"""Plays the tones of alarms; says in words why none can be heard."""

from importlib.resources import as_file, files
from typing import Any

from PySide6.QtCore import QUrl

NO_SOUND = "No sound"


class Sounds:
    """The tones of `resources/sounds`, loaded with the first that is played; `volume` is 0 to 100.

    `trouble` is "" while tones can be heard, as far as anybody knows.
    """

    def __init__(self, volume: int) -> None:
        self._volume = volume
        self._effects: dict[str, Any] = {}
        self.trouble = "" if volume else NO_SOUND
        self.played = 0

    def play(self, name: str) -> None:
        """Play a tone from its beginning; without a device for it this only says so."""
        if not self._volume:
            return
        effect = self._effects.get(name) or self._load(name)
        if effect is not None:
            self.played += 1
            effect.play()

    def _load(self, name: str) -> Any:
        try:
            # The sound's libraries are large, and a machine without sound may lack what they need.
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError:
            self.trouble = NO_SOUND
            return None
        if not QMediaDevices.audioOutputs():
            self.trouble = NO_SOUND
            return None
        self.trouble = ""
        effect = QSoundEffect()
        with as_file(files("resources") / "sounds" / f"{name}.wav") as path:
            effect.setSource(QUrl.fromLocalFile(str(path)))
        effect.setVolume(self._volume / 100)
        self._effects[name] = effect
        return effect
