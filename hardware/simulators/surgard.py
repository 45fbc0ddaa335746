"""A simulated Sur-Gard alarm receiver on its automation port."""

from hardware.simulators.alarm_receiver import SimulatedReceiver
from hardware.simulators.device import Clock


class SimulatedSurGard(SimulatedReceiver):
    """`line` has three characters on a System I to III ("001"), one on an MLR2 ("1")."""

    heartbeat = b"1011           @    \x14"

    def __init__(self, clock: Clock, seed: int = 0, receiver: str = "01", line: str = "1") -> None:
        super().__init__(clock, seed)
        self._origin = f"{receiver}{line}"

    def frame(self, account: str, event: str, qualifier: str, zone: str, partition: str) -> bytes:
        """Contact ID; accounts of more than four digits go out in the long form."""
        form, account = ("5", f"18{account:0>4}") if len(account) <= 4 else ("Q", f"58{account:0>10}")
        return f"{form}{self._origin} {account}{qualifier}{event}{partition}{zone}\x14".encode("ascii")

    def status(self, block: str) -> None:
        """The receiver reports on itself, such as "NYT01"."""
        self.report(f"0{self._origin}[#0000|{block}]\x14".encode("ascii"))
