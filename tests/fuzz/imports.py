"""Fuzzes what reads files of others with libFuzzer, by atheris: `python -m tests.fuzz.imports NAME CORPUS`.

Whatever the bytes: a reader gives rows and findings, or refuses the file, and raises nothing else.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris


def target(name: str) -> Callable[[bytes], None]:
    """What libFuzzer calls; the readers are loaded here, so that every branch of them is watched."""
    with atheris.instrument_imports(include=["console.geo.importers"]):
        from console.geo.importers import wkb
        from tests.geo.importers.imports import imported
    from console.errors import Refused

    file = Path(tempfile.mkdtemp()) / "a.csv"

    def geometry(data: bytes) -> None:
        shape = wkb.shape_of(data)
        assert shape is None or shape.fault or shape.kind in ("point", "line")

    def table(data: bytes) -> None:
        file.write_bytes(data)
        for kind in ("points", "places"):
            with suppress(Refused):
                imported(kind, file)

    return {"wkb": geometry, "csv": table}[name]


def main() -> None:
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, target(name))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
