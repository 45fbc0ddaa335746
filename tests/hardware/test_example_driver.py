"""The example of `docs/hardware.md`, another package's driver, works as that page says."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import Any

import pytest

from console.settings import load_settings
from hardware.drivers import DRIVERS, entries, entry, make_driver
from hardware.identity import Identity
from hardware.ports import LineSettings
from hardware.readings import Heartbeat, Text, Trouble, Undecoded
from hardware.simulators.faults import FAULTS, Faulty
from hardware.simulators.receiver import FIX_FAULTS
from tests.hardware.clocks import HandClock
from tests.hardware.links import linked
from tests.hardware.waiting import wait_until

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "hardware.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "docs" / "examples" / "cso_console_wind"
PACKAGE = EXAMPLE.name
SUFFIXES = {".py", ".toml"}
STRONG = b"WIND,270,62*25\r\n"


def files() -> list[Path]:
    return sorted(path for path in EXAMPLE.rglob("*") if path.suffix in SUFFIXES)


def fenced(language: str, page: str = PAGE) -> list[str]:
    """The page's blocks of code in this language."""
    _, *rest = page.split(f"```{language}\n")
    return [block.partition("```\n")[0] for block in rest]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pip has put the example, from a copy so as to leave no trace beside the original."""
    folder = tmp_path_factory.mktemp("example")
    source, target = folder / "source", folder / "site"
    shutil.copytree(EXAMPLE, source, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, *offline, "--target", str(target), str(source)], check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def installed(site: Path) -> Iterator[None]:
    """This process knows the example while the tests of this file run, and forgets it afterwards."""
    sys.path.insert(0, str(site))
    invalidate_caches()
    yield
    sys.path.remove(str(site))
    invalidate_caches()
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def meter(installed: None) -> Any:
    """The class of the simulated wind meter."""
    return import_module(f"{PACKAGE}.simulator").SimulatedWindMeter


@pytest.mark.usefixtures("installed")
def test_its_row_is_found_and_takes_the_place_of_none_of_ours() -> None:
    row = entry("wind")
    assert (row.title, row.kind, str(LineSettings.of(row))) == ("Wind meter", "alarm", "2400 8N1")
    assert entries() == [*DRIVERS.values(), row]


@pytest.mark.usefixtures("installed")
def test_each_of_its_lines_becomes_the_reading_that_the_page_names() -> None:
    read = make_driver("wind").feed(STRONG + b"OK*04\r\nCUP STUCK*3C\r\nWIND,270,62*00\r\n")
    assert read == [
        Text("", "Wind 62 km/h from 270 degrees", raw=STRONG.strip()),
        Heartbeat(raw=b"OK*04"),
        Trouble("", "The wind meter says: CUP STUCK", b"CUP STUCK*3C"),
        Undecoded("", "Checksum is wrong or missing", b"WIND,270,62*00"),
    ]


def test_a_link_reads_its_simulator_and_finds_it_again(meter: Any) -> None:
    clock = HandClock()
    with linked() as station:
        device = meter(clock)
        station.bench.add("wind", device)
        link = station.link("sim://wind", "wind", clock.monotonic)
        station.wait_for("heartbeat")
        station.bench.unplug("wind")
        wait_until(lambda: link.health.state == "lost")
        station.bench.plug("wind")
        wait_until(lambda: link.health.state == "open")
        device.say(b"WIND,270,62")
        station.wait_for("text")
        clock.advance(10)
        station.wait_for("heartbeat", times=2)
        assert (link.health.opened, link.health.undecoded) == (2, 0)


def test_it_has_the_faults_of_every_simulator(meter: Any) -> None:
    clock = HandClock()
    with linked() as station:
        station.bench.add("wind", Faulty.around(meter, clock, script=[(0.0, "bad checksum", None)]))
        link = station.link("sim://wind", "wind", clock.monotonic)
        station.wait_for("undecoded")
        assert link.health.bad_checksums == 1


def test_its_own_tests_pass_as_their_author_runs_them(site: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_wind.py"]
    paths = os.pathsep.join((str(ROOT), str(site)))
    ran = subprocess.run(
        command,
        cwd=site.parent / "source",
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "passed" in ran.stdout


def test_driver_simulator_and_tests_are_under_a_hundred_lines() -> None:
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files()) < 100


def test_the_page_shows_every_file_as_it_is() -> None:
    shown = fenced("python") + fenced("toml")
    assert [path.name for path in files() if path.read_text(encoding="utf-8") not in shown] == []


def test_the_page_has_a_row_with_the_port_settings_of_every_driver() -> None:
    rows = {line.split("|")[1].strip(): line for line in PAGE.splitlines() if line.startswith("| `")}
    missing = [
        row.name for row in DRIVERS.values() if str(LineSettings.of(row)) not in rows.get(f"`{row.name}`", "")
    ]
    assert missing == []


@pytest.mark.parametrize("page", ["hardware.md", "settings.md"])
def test_the_pages_settings_are_taken_as_they_stand(page: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    blocks = fenced("toml", (ROOT / "docs" / page).read_text(encoding="utf-8"))
    path.write_text(next(block for block in blocks if "[[devices]]" in block), encoding="utf-8")
    settings = load_settings(path)
    assert settings.devices
    assert settings.accounts
    assert settings.identities
    for device in settings.devices:
        make_driver(device.driver, device.options)
        assert not device.line or LineSettings.read(device.line)
        assert not device.url.startswith("usb:") or str(Identity.parse(device.url)) == device.url


def test_the_page_shows_settings_of_every_kind_of_device() -> None:
    named = {line.split('"')[1] for line in PAGE.splitlines() if line.startswith('driver = "')}
    assert {entry(name).kind for name in named} == {row.kind for row in DRIVERS.values()}


def test_the_page_names_every_fault() -> None:
    named = {name for name in FAULTS + FIX_FAULTS if name}
    assert {name for name in named if f"`{name}`" not in PAGE} == set()
