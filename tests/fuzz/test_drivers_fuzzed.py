"""Every driver takes megabytes of random and of mutated real bytes; `make fuzz` takes more of them."""

import os
import random
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from hardware.drivers import make_driver
from hardware.readings import RAW_LIMIT
from tests.fuzz.seeds import SEEDS, in_step

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
SIZE = 10_000_000
BUDGET_S = 600.0 if THOROUGH else 1.5
FUZZ_S = 120 if THOROUGH else 2
BLOCK = 4096
GROWTH_LIMIT = 256 * 1024
"""Bytes that a driver may hold more after the megabytes than before: a few frames and its caches."""

each_driver = pytest.mark.parametrize("name", sorted(SEEDS))


def random_block(chance: random.Random, name: str) -> bytes:
    return chance.randbytes(BLOCK)


def mutated_block(chance: random.Random, name: str) -> bytes:
    """Real messages with a few bytes changed, lost, doubled or swapped."""
    stream = bytearray(b"".join(chance.choices(SEEDS[name], k=40))[:BLOCK])
    for _ in range(chance.randint(0, 20)):
        at = chance.randrange(len(stream))
        change = chance.randrange(3)
        if change == 0:
            stream[at] = chance.randrange(256)
        elif change == 1 and len(stream) > 1:
            del stream[at]
        else:
            stream[at:at] = stream[max(0, at - 8) : at]
    return bytes(stream)


@pytest.mark.hypothesis
@each_driver
@pytest.mark.parametrize("block", [random_block, mutated_block])
def test_ten_megabytes_without_an_exception_or_growth_and_in_step_again(name: str, block: object) -> None:
    assert callable(block)
    chance, driver = random.Random(name), make_driver(name)
    message = SEEDS[name][0]
    fresh = make_driver(name)
    alone = [*fresh.feed(message), *fresh.idle()]
    until, fed = time.monotonic() + BUDGET_S, 0
    while fed < SIZE and time.monotonic() < until:
        data = block(chance, name)
        fed += len(data)
        assert all(len(reading.raw) <= RAW_LIMIT for reading in driver.feed(data))
    driver.idle()
    # Out of the loop above, in which allocation would be measured at the cost of its speed.
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(100):
        driver.feed(block(chance, name))
    driver.idle()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < GROWTH_LIMIT
    assert in_step([*driver.feed(message * 2), *driver.idle()], alone)
    assert fed >= BLOCK


@pytest.mark.hypothesis
@each_driver
def test_the_fuzzer_finds_nothing(name: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, message in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(b"\x10" + message * 3)
    command = [sys.executable, "-m", "tests.fuzz.drivers", name, str(corpus)]
    limits = [f"-max_total_time={FUZZ_S}", "-max_len=4096", "-timeout=10", f"-artifact_prefix={tmp_path}/"]
    ran = subprocess.run(command + limits, capture_output=True, text=True, timeout=FUZZ_S + 120, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
