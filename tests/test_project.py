"""The project's own promises: sizes, docstrings, pins, licences, and what the wheel holds."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from statistics import median

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROGRAM = ("console", "hardware", "resources")
NOT_OURS = {"build", "dist", "out", "__pycache__", "LICENSE"}

LONGEST_FILE = 500
LONGEST_FUNCTION = 60

# A path of one machine, or the address of a package index.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.])/(?:work|root|home)/|\.\./[s]hared|[p]ypi\.|[p]ythonhosted|deb\.[d]ebian|registry\.[n]pm"
)

# Permissive licences, which ask for no more than Apache-2.0 does.
PERMISSIVE = {"0BSD", "Apache", "BSD", "CC0", "ISC", "MIT", "PSF", "Python", "Zlib"}
# Copyleft, used as published and only to check the project: nothing of it is shipped.
ONLY_FOR_TESTS = {"hypothesis": "MPL-2.0", "pathspec": "MPL-2.0", "certifi": "MPL-2.0", "aprslib": "GPLv2"}
# Its package leaves the licence out of its metadata; its source has Apache-2.0.
LICENCE_NOT_STATED = {"atheris"}
# Linked at run time and replaceable by the user, which is what the LGPL asks for.
REPLACEABLE_LIBRARIES = {
    "pyside6",
    "pyside6-essentials",
    "pyside6-addons",
    "shiboken6",
    "psycopg",
    "psycopg-binary",
}


def _text_files() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] not in {".ci", ".gitignore"}
        if path.is_file() and not hidden and not _is_made(parts) and b"\0" not in path.read_bytes():
            yield path


def _is_made(parts: tuple[str, ...]) -> bool:
    return bool(NOT_OURS.intersection(parts)) or parts[0].endswith(".egg-info")


def _modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def _function_lengths() -> list[tuple[int, str]]:
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{path.relative_to(ROOT)}: {node.name}")
        for path in _modules("console", "hardware")
        # A revision lists tables; it has no logic to be split.
        if path.parent.name != "versions"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _declared() -> list[Requirement]:
    project = PROJECT["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    return [Requirement(line) for line in [*lines, *PROJECT["build-system"]["requires"]]]


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    environment = dict(default_environment())
    return requirement.marker is None or any(
        requirement.marker.evaluate({**environment, "extra": extra}) for extra in extras or {""}
    )


def _needed(declared: list[Requirement]) -> dict[str, metadata.Distribution]:
    """Every distribution that the declared ones bring with them, by its canonical name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(declared)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found:
            continue
        found[name] = metadata.distribution(name)
        brought = [Requirement(line) for line in found[name].requires or []]
        waiting += [each for each in brought if _applies(each, requirement.extras)]
    return found


def _licence(distribution: metadata.Distribution) -> str:
    said = distribution.metadata
    classifiers = [line for line in said.get_all("Classifier") or [] if line.startswith("License ::")]
    stated = said.get("License-Expression") or " AND ".join(
        line.rpartition("::")[2].strip() for line in classifiers
    )
    return stated or said.get("License") or ""


def _is_permissive(licence: str) -> bool:
    parts = [part for part in re.split(r" AND | OR ", licence) if part]
    return bool(parts) and all(PERMISSIVE.intersection(re.split(r"[ -]", part)) for part in parts)


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    unpinned = [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)]
    assert not unpinned, f"not one exact version: {unpinned}"
    return {canonicalize_name(name): version for name, _, version in (p.partition("==") for p in pins)}


def test_no_file_is_too_long_to_read() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in _modules("console", "hardware", "tests", "benchmarks")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not too_long


def test_functions_are_short() -> None:
    lengths = sorted(_function_lengths(), reverse=True)
    assert median(length for length, _ in lengths) <= 9
    assert lengths[len(lengths) // 20][0] <= 40, lengths[: len(lengths) // 20 + 1]
    assert lengths[0][0] <= LONGEST_FUNCTION, lengths[:5]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in _modules("console", "hardware", "resources", "tests", "benchmarks")
        if path.stat().st_size and not _first_paragraph(path).endswith(".")
    ]
    assert not silent


def _first_paragraph(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n\n")[0]


def test_nothing_points_at_one_machine_or_one_index() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in _text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if OF_ONE_MACHINE.search(line)
    ]
    assert not found


def test_every_dependency_has_its_reason_and_licence_written_down() -> None:
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if "|" in line]
    explained = {canonicalize_name(row[0].strip("`")) for row in rows if len(row) == 4 and all(row)}
    assert {canonicalize_name(each.name) for each in _declared()} <= explained


def test_every_dependency_is_pinned_to_what_is_installed() -> None:
    installed = {name: found.version for name, found in _needed(_declared()).items()}
    pins = _pins()
    assert {name: pins.get(name) for name in installed} == installed
    assert not pins.keys() - installed.keys(), "pinned, but needed by nothing"


def test_pyside_stays_below_the_version_that_aborts() -> None:
    pyside = next(each for each in _declared() if each.name == "PySide6")
    assert "6.11.3" in pyside.specifier
    assert "6.12.0" not in pyside.specifier


def test_no_licence_contradicts_ours() -> None:
    shipped = _needed([Requirement(line) for line in PROJECT["project"]["dependencies"]])
    doubtful = {
        name: licence
        for name, found in _needed(_declared()).items()
        if not _is_permissive(licence := _licence(found))
        and not (name in REPLACEABLE_LIBRARIES and "LGPL-3.0" in licence)
        and not (name in ONLY_FOR_TESTS.keys() | LICENCE_NOT_STATED and name not in shipped)
    }
    assert not doubtful


def test_the_changelog_knows_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{PROJECT['project']['version']}]" in changelog


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in the wheel that `pip install .` would build, from a copy so as to leave no trace."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    for room in (*PROGRAM, "tests", "benchmarks"):
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(source)], check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_whole_program(wheel: set[str]) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for room in PROGRAM
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert not files - wheel


def test_the_wheel_holds_nothing_else(wheel: set[str]) -> None:
    assert {name.partition("/")[0] for name in wheel if ".dist-info/" not in name} == set(PROGRAM)


def test_every_fault_of_others_has_the_test_that_is_named_for_it() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "peer-bugs.md").read_text(encoding="utf-8")))
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = {name for source in sources for name in re.findall(r"^def (test_\w+)", source, re.MULTILINE)}
    assert len(named) >= 20
    assert named <= there
