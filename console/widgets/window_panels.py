"""The panels of the window, each made for its frame."""

from console.clock import Clock
from console.widgets.calls import CallsPanel
from console.widgets.detail import CallDetailPanel
from console.widgets.icons import Icons
from console.widgets.map import MapPanel
from console.widgets.radio import RadioPanel
from console.widgets.theme import Theme
from console.widgets.units import UnitsPanel
from console.widgets.window_frame import WindowFrame
from console.widgets.window_layout import Panels


def make_panels(frame: WindowFrame, theme: Theme, icons: Icons, clock: Clock) -> Panels:
    """Calls, map, units, radio and call detail, still without a picture."""
    return Panels(
        calls=CallsPanel(theme, icons, clock, frame.zone, frame.position),
        map=MapPanel(
            city=None, theme=theme, icons=icons, clock=clock, training=frame.training, zone=frame.zone
        ),
        units=UnitsPanel(theme, icons, clock, frame.zone),
        radio=RadioPanel(theme, icons, clock, frame.zone),
        detail=CallDetailPanel(theme, icons, clock, frame.zone, frame.position),
    )
