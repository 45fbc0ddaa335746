"""A real peer: Dire Wolf hears audio that its own generator made and hands the frames over by KISS."""

import shutil
import subprocess
import threading
import wave
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hardware.inbox import Inbox
from hardware.link import Link
from hardware.ports import Ports
from hardware.readings import Reading
from tests.hardware.waiting import wait_until

RATE = 44_100
QUIET_SECONDS = 1
"""After the last frame Dire Wolf's demodulator needs more audio before it lets go of it."""
CONFIGURATION = """\
ADEVICE stdin null
CHANNEL 0
MYCALL N0CALL
MODEM 1200
AGWPORT 0
KISSPORT 0
"""
FRAMES = {
    "N0CALL-9>APRS,WIDE1-1:!4903.50N/07201.75W-": ("position", "N0CALL-9"),
    'KI6WJP-9>S32U6T,WIDE1-1,WIDE2-1:`(_fn"Oj/': ("position", "KI6WJP-9"),
    'N0CALL-7>332U6T:`(_fn"Oj/': ("position", "N0CALL-7"),
    "N0CALL>APRS:!/5L!!<*e7>7P[": ("position", "N0CALL"),
    "N0CALL-1>APRS:;LEADER   *092345z4903.50N/07201.75W>088/036": ("position", "LEADER by N0CALL-1"),
    "N0CALL-2>APRS,N0CALL-1*,WIDE2-1:>092345zNet Control Center": ("text", "N0CALL-2"),
    "K6ABC-7>APRS::WU2Z     :Testing{003": ("text", "K6ABC-7"),
    "WU2Z>APRS::K6ABC-7  :ack003": ("acknowledged", "WU2Z"),
}
EXPECTED = [*FRAMES.values()]
EXPECTED.insert(3, ("emergency", "N0CALL-7"))

pytestmark = pytest.mark.skipif(
    not (shutil.which("direwolf") and shutil.which("gen_packets")),
    reason="Dire Wolf is not installed (Debian's package direwolf)",
)


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """All frames as a radio would sound, 16-bit samples."""
    place = tmp_path_factory.mktemp("audio")
    frames, sound = place / "frames.txt", place / "frames.wav"
    frames.write_text("\n".join(FRAMES) + "\n")
    command = ["gen_packets", "-r", str(RATE), "-o", str(sound), str(frames)]
    subprocess.run(command, check=True, capture_output=True, timeout=20)
    with wave.open(str(sound)) as recording:
        return bytes(recording.readframes(recording.getnframes())) + bytes(2 * RATE * QUIET_SECONDS)


class DireWolf:
    """The running program; `terminal` is where it speaks KISS, "" until it has said so."""

    def __init__(self, place: Path) -> None:
        configuration = place / "direwolf.conf"
        configuration.write_text(CONFIGURATION)
        options = ["-c", str(configuration), "-t", "0", "-p", "-q", "d", "-n", "1", "-b", "16"]
        self.process = subprocess.Popen(
            ["direwolf", *options, "-r", str(RATE), "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,  # nothing is left to be flushed into a pipe whose reader has been ended
        )
        self.terminal = ""
        self.said: list[str] = []
        self._threads = [threading.Thread(target=self._listen, name="Dire Wolf's words")]
        self._threads[0].start()

    def hear(self, audio: bytes) -> None:
        """Begin to play; the end is not told, or Dire Wolf would leave and take its terminal along."""
        self._threads.append(threading.Thread(target=self._play, args=(audio,), name="Dire Wolf's ears"))
        self._threads[-1].start()

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        for thread in self._threads:
            thread.join(10)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            pipe.close()

    def _play(self, audio: bytes) -> None:
        assert self.process.stdin
        with suppress(BrokenPipeError):  # it was ended before it had heard all; the test says why
            self.process.stdin.write(audio)

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.decode("utf-8", "replace"))
            if "TNC is available on" in self.said[-1]:
                self.terminal = self.said[-1].split()[-1]


@pytest.fixture
def dire_wolf(tmp_path: Path) -> Iterator[DireWolf]:
    program = DireWolf(tmp_path)
    yield program
    program.close()


def test_frames_that_dire_wolf_heard_arrive(dire_wolf: DireWolf, audio: bytes) -> None:
    wait_until(lambda: dire_wolf.terminal, "for Dire Wolf's terminal")
    inbox = Inbox()
    link = Link(
        name="tnc",
        url=dire_wolf.terminal,
        driver="kiss",
        ports=Ports(),
        inbox=inbox,
        options={"call": "K6ABC-7"},
    )
    link.start()
    try:
        wait_until(lambda: link.health.state == "open", "for the port")
        dire_wolf.hear(audio)
        readings: list[Reading] = []
        wait_until(lambda: _take(inbox, readings) >= len(EXPECTED), f"\n{''.join(dire_wolf.said)}")
    finally:
        link.stop()
    assert [(reading.kind, reading.unit) for reading in readings] == EXPECTED


def _take(inbox: Inbox, readings: list[Reading]) -> int:
    readings += [received.reading for received in inbox.take(0)]
    return len(readings)
