"""Takes the needed files out of a zip into a folder of their own: no other names, no more than is allowed."""

import zipfile
from pathlib import Path, PurePosixPath

from console.errors import Refused
from console.geo.importers.bounds import LARGEST_FILE, damaged, must_fit

MOST_ENTRIES = 200
WANTED = {".shp", ".dbf", ".shx", ".prj", ".cpg", ".geojson", ".json", ".gpkg", ".csv", ".osm", ".pbf"}
BLOCK = 1 << 20
KIND_OF_FILE, SYMBOLIC_LINK = 0o170000, 0o120000


def unzip(path: Path, folder: Path, largest: int = LARGEST_FILE) -> list[Path]:
    """The files that can be imported, by their own names in `folder`.

    Raises Refused for a name that leads out of it, a link, an encrypted file, or more than `largest` bytes
    in all: counted as they come out, whatever the zip says of itself.
    """
    must_fit(path, LARGEST_FILE)
    try:
        with zipfile.ZipFile(path) as archive:
            return _taken_out(archive, path, folder, largest)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise damaged(path, error) from error


def _taken_out(archive: zipfile.ZipFile, path: Path, folder: Path, left: int) -> list[Path]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"{path.name} holds {len(entries)} files; {MOST_ENTRIES} are the most.")
    made: list[Path] = []
    for entry in entries:
        _must_be_plain(entry, path)
        name = PurePosixPath(entry.filename).name
        if entry.is_dir() or PurePosixPath(name).suffix.casefold() not in WANTED:
            continue
        target = folder / name
        if target in made:
            raise Refused(f"{path.name} holds two files {name}. Give one of them.")
        left -= _written(archive, entry, target, left, path)
        made.append(target)
    return made


def _must_be_plain(entry: zipfile.ZipInfo, path: Path) -> None:
    parts = PurePosixPath(entry.filename.replace("\\", "/"))
    outside = parts.is_absolute() or ".." in parts.parts or ":" in entry.filename
    link = (entry.external_attr >> 16) & KIND_OF_FILE == SYMBOLIC_LINK
    if outside or link:
        raise Refused(f"{path.name} holds {entry.filename[:60]!r}, which leads out of it. It is not opened.")


def _written(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int, path: Path) -> int:
    written = 0
    with archive.open(entry) as packed, target.open("wb") as file:
        while block := packed.read(BLOCK):
            written += len(block)
            if written > left:
                raise Refused(f"{path.name} holds more than it may: no file so large is opened.")
            file.write(block)
    return written
