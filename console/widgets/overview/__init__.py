"""The watch commander's overview: what is over its limit, what nobody has seen to, and who is missing."""

from console.widgets.overview.page import OverviewPage

__all__ = ["OverviewPage"]
