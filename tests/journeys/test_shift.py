"""The scripted shift plays itself from the shell, through real drivers, and leaves pictures and a summary."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

SPEED = "90"
WANTED = 8
PICTURES = {
    "window-1920x1080-dark.png": (1920, 1080),
    "window-1366x768-dark.png": (1366, 768),
    "window-1920x1080-light.png": (1920, 1080),
    "window-1366x768-light.png": (1366, 768),
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a shift that was played to its end left what it made."""
    folder = tmp_path_factory.mktemp("shift")
    subprocess.run(
        [
            *(sys.executable, "-m", "console", "train", "--unattended"),
            *("--speed", SPEED, "--seed", "1", "--pictures", str(folder)),
        ],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=200,
    )
    return folder


def test_calls_are_taken_dispatched_and_closed_by_what_radios_sent(out: Path) -> None:
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["calls_taken"] >= WANTED
    assert summary["calls_dispatched"] >= WANTED
    assert summary["calls_closed"] >= WANTED
    assert summary["calls_closed_by_radio_status"] == summary["calls_closed"]
    assert summary["journal_verified"]


@pytest.mark.parametrize(("name", "size"), PICTURES.items())
def test_the_window_is_pictured_in_both_sizes_and_themes(out: Path, name: str, size: tuple[int, int]) -> None:
    image = QImage(str(out / name))
    assert (image.width(), image.height()) == size
    # A grid over the whole window: one row alone may cross panels that happen to be empty.
    seen = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(seen) > 50


def test_dark_and_light_differ(out: Path) -> None:
    dark, light = (QImage(str(out / f"window-1920x1080-{theme}.png")) for theme in ("dark", "light"))
    assert dark.pixelColor(200, 700).lightness() < 60
    assert light.pixelColor(200, 700).lightness() > 190
