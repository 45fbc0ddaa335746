"""Files of others, random and mutated: each is read or refused, and nothing else ever happens."""

import os
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import Refused
from console.geo.importers import wkb
from tests.geo.importers.imports import imported
from tests.geo.importers.nena_files import ROADS, blob, houses, town, write_geojson, write_geopackage
from tests.geo.importers.tiger_files import write_shapefile

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
FUZZ_S = 120 if THOROUGH else 2
FILES = 2000 if THOROUGH else 60
GEOMETRIES = [blob(each["geometry"]) for each in (*town()[:2], *houses()[:1])]
TABLE = b'number,street,lat,lon,name\n120,W Alder Av,34.09,-118.38,Hall\n140,"A ""B""",1,2,\n'
SEEDS = {"wkb": GEOMETRIES, "csv": [TABLE]}


@pytest.mark.hypothesis
@given(st.binary(max_size=200), st.sampled_from([b"", b"GP\0\1\0\0\0\0", b"GP\0\3\0\0\0\0"]))
def test_a_geometry_of_random_bytes_is_a_shape_or_a_fault(data: bytes, head: bytes) -> None:
    shape = wkb.shape_of(head + data)
    assert shape is None or shape.fault or shape.kind in ("point", "line")


@pytest.mark.hypothesis
@given(
    st.sampled_from(GEOMETRIES),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 255)), max_size=5),
)
def test_a_geometry_with_bytes_changed_is_a_shape_or_a_fault(
    data: bytes, changes: list[tuple[int, int]]
) -> None:
    changed = bytearray(data)
    for at, value in changes:
        changed[at % len(changed)] = value
    shape = wkb.shape_of(bytes(changed))
    assert shape is None or shape.fault or shape.kind in ("point", "line")


def mutated(chance: random.Random, data: bytes) -> bytes:
    """The bytes with a few changed, lost or doubled."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed) - 10)
        change = chance.randrange(3)
        if change == 0:
            changed[at] = chance.randrange(256)
        elif change == 1:
            del changed[at : at + chance.randrange(1, 9)]
        else:
            changed[at:at] = changed[max(0, at - 8) : at]
    return bytes(changed)


@pytest.mark.hypothesis
@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".shp", ".dbf"])
def test_a_file_with_bytes_changed_is_read_or_refused(tmp_path: Path, ending: str) -> None:
    chance = random.Random(ending)
    write_geopackage(tmp_path / "a.gpkg", town())
    write_geojson(tmp_path / "a.geojson", town(), ROADS)
    write_shapefile(tmp_path / "a", [({"STREET": "Alder St"}, [(1.0, 2.0), (3.0, 4.0)])])
    whole = (tmp_path / f"a{ending}").read_bytes()
    opened = tmp_path / ("a.shp" if ending == ".dbf" else f"a{ending}")
    for _ in range(FILES):
        (tmp_path / f"a{ending}").write_bytes(mutated(chance, whole))
        with suppress(Refused):
            outcome = imported("streets", opened)
            assert (outcome.city is None) == bool(outcome.findings.refused)


@pytest.mark.hypothesis
@pytest.mark.parametrize("name", SEEDS)
def test_the_fuzzer_finds_nothing(name: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    command = [sys.executable, "-m", "tests.fuzz.imports", name, str(corpus)]
    limits = [f"-max_total_time={FUZZ_S}", "-max_len=2048", "-timeout=10", f"-artifact_prefix={tmp_path}/"]
    ran = subprocess.run(command + limits, capture_output=True, text=True, timeout=FUZZ_S + 120, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
