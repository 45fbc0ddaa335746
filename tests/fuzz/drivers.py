"""Fuzzes one driver with libFuzzer, by way of atheris: `python -m tests.fuzz.drivers DRIVER CORPUS`.

The first byte says into how many pieces the rest is cut. Whatever the bytes: the driver does not raise,
keeps no reading larger than the limit, and reads the second of two whole messages afterwards.
"""

import sys
from collections.abc import Callable
from typing import Any

import atheris


def target(name: str) -> Callable[[bytes], None]:
    """What libFuzzer calls; the driver is loaded here, so that every branch of it is watched."""
    with atheris.instrument_imports(include=["hardware"]):
        from hardware.drivers import make_driver
        from hardware.readings import RAW_LIMIT

        make_driver(name)
    from tests.fuzz.seeds import SEEDS, in_step

    message = SEEDS[name][0]

    def read(driver: Any, data: bytes) -> list[Any]:
        return [*driver.feed(data), *driver.idle()]

    alone = read(make_driver(name), message)

    def one_input(data: bytes) -> None:
        driver, size = make_driver(name), max(1, data[0] if data else 1)
        for start in range(1, len(data), size):
            for reading in driver.feed(data[start : start + size]):
                assert len(reading.raw) <= RAW_LIMIT
        driver.idle()
        found = read(driver, message * 2)
        assert in_step(found, alone), (found, alone)

    return one_input


def main() -> None:
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, target(name))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
