"""The devices page: how every serial device does, and what it sent byte by byte."""

from console.widgets.devices.page import DevicesPage

__all__ = ["DevicesPage"]
