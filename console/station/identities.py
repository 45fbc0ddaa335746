"""Who and what stands behind an identity on the wire."""

from collections.abc import Mapping, Sequence

from console.board.holder import Board
from console.settings import AccountSettings


class Identities:
    """Names units and places.

    `owners` has the unit of each link whose device belongs to one, `identities` those of the settings;
    the roster's radio identities are looked up on the board.
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
        return self._named(identity) or self._owners.get(link, "")

    def place(self, account: str) -> str:
        """Where an alarm account is, "" when the settings do not have it."""
        known = self._places.get(account)
        return f"{known.place} ({known.name})" if known else ""

    def _named(self, identity: str) -> str:
        if not identity:
            return ""
        if identity in self._identities:
            return self._identities[identity]
        units = self._board.picture.units.values()
        return next((u.call_sign for u in units if identity in (u.radio_id, u.call_sign)), "")
