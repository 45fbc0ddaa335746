"""Makes the tones of alarms, the same bytes each time: `python -m tools.make_sounds`."""

import math
import struct
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "resources" / "sounds"
RATE = 22_050
"""Samples a second, one channel of 16 bits."""
FADE_S = 0.008
"""A tone that begins or ends at once clicks."""
LOUDEST = {"critical": 0.6, "high": 0.6, "low": 0.2}
"""Of the full volume, 0 to 1."""
TONES: dict[str, Sequence[tuple[float, float]]] = {
    # Frequency in hertz, 0 for silence, and seconds. Up twice for what cannot wait, down once for what can
    # wait a little, one short and quiet note for what has time.
    "critical": (
        (880.0, 0.12),
        (0.0, 0.04),
        (1175.0, 0.16),
        (0.0, 0.08),
        (880.0, 0.12),
        (0.0, 0.04),
        (1175.0, 0.16),
    ),
    "high": ((659.0, 0.16), (0.0, 0.04), (523.0, 0.24)),
    "low": ((523.0, 0.12),),
}


def samples(tones: Sequence[tuple[float, float]], loudest: float) -> Iterator[float]:
    """The tones one after the other, -1 to 1, each with a quieter octave and fading in and out."""
    for hertz, seconds in tones:
        count = round(seconds * RATE)
        for number in range(count):
            at = number / RATE
            edge = min(at, seconds - at) / FADE_S
            wave_form = 0.8 * math.sin(math.tau * hertz * at) + 0.2 * math.sin(2 * math.tau * hertz * at)
            yield loudest * min(1.0, max(0.0, edge)) * wave_form


def write(name: str, tones: Sequence[tuple[float, float]], folder: Path = FOLDER) -> Path:
    """Write one tone as a WAV file."""
    path = folder / f"{name}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        heard = samples(tones, LOUDEST[name])
        file.writeframes(b"".join(struct.pack("<h", round(each * 32_767)) for each in heard))
    return path


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, tones in TONES.items():
        print(write(name, tones))


if __name__ == "__main__":
    main()
