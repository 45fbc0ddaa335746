"""Who and what stands behind an identity on the wire."""

from collections.abc import Mapping, Sequence

from console.board.holder import Board
from console.settings import AccountSettings


class Identities:
    """Names units and places.

    `owners` has the unit of each link whose device belongs to one, until the board has the device itself,
    `identities` those of the settings; the roster's radio identities are looked up on the board. A unit
    that is not on the roster is nobody.
    """

    def __init__(
        self,
        board: Board,
        owners: Mapping[str, str],
        identities: Mapping[str, str] | None = None,
        accounts: Sequence[AccountSettings] = (),
    ) -> None:
        self._board = board
        self._owners = owners
        self._identities = identities or {}
        self._places = {account.account: account for account in accounts}

    def unit(self, link: str, identity: str) -> str:
        """The unit that a reading is of: by what it says itself, then by its port; "" when nobody knows."""
        unit = self._named(identity) or self._owner(link)
        return unit if unit in self._board.picture.units else ""

    def place(self, account: str) -> str:
        """Where an alarm account is, "" when the settings do not have it."""
        known = self._places.get(account)
        return f"{known.place} ({known.name})" if known else ""

    def _owner(self, link: str) -> str:
        """What a person has said of the device last."""
        device = self._board.picture.devices.get(link)
        return self._owners.get(link, "") if device is None else device.unit

    def _named(self, identity: str) -> str:
        if not identity:
            return ""
        if identity in self._identities:
            return self._identities[identity]
        units = self._board.picture.units.values()
        return next((u.call_sign for u in units if identity in (u.radio_id, u.call_sign)), "")
