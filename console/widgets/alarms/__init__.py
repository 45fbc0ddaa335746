"""Alarms in the window: the banner of emergencies, the chips of the strip, the list and the sound."""

from console.widgets.alarms.parts import AlarmParts

__all__ = ["AlarmParts"]
