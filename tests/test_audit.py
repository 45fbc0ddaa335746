"""What the audit reports: what nobody excused, and excuses that nothing needs."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).parent.parent / "tools" / "audit.py"
RANDOM = {"path": "hardware/simulators", "tests": ["B311"], "reason": "It guards nothing."}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    """The tool, which is in no package."""
    found = importlib.util.spec_from_file_location("audit", FILE)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _finding(file: str, test: str = "B311") -> dict[str, object]:
    return {"filename": file, "line_number": 3, "test_id": test, "issue_text": "Chance."}


def _package(**vulnerability: object) -> dict[str, object]:
    return {"name": "some", "version": "1.0", "vulns": [{"aliases": [], "fix_versions": []} | vulnerability]}


def test_an_exception_is_good_for_its_own_folder_and_test_only(audit: ModuleType) -> None:
    here, there = _finding("hardware/simulators/tait.py"), _finding("hardware/simulators_too.py")
    other = _finding("hardware/simulators/tait.py", "B105")
    assert list(audit.risky_lines([here], [RANDOM])) == []
    assert list(audit.risky_lines([here, there, other], [RANDOM])) == [
        "hardware/simulators_too.py:3: B311 Chance.",
        "hardware/simulators/tait.py:3: B105 Chance.",
    ]


def test_an_exception_that_nothing_needs_is_a_fault(audit: ModuleType) -> None:
    (fault,) = audit.risky_lines([], [RANDOM])
    assert "nothing needs" in fault


def test_a_vulnerability_is_told_with_the_version_that_mends_it(audit: ModuleType) -> None:
    package = _package(id="PYSEC-1", fix_versions=["1.1"])
    assert list(audit.vulnerable([package], set())) == ["some 1.0: PYSEC-1, mended in 1.1."]
    assert list(audit.vulnerable([_package(id="PYSEC-1", aliases=["CVE-1"])], {"CVE-1"})) == []
    assert len(list(audit.vulnerable([], {"CVE-1"}))) == 1


def test_an_ignored_vulnerability_has_its_reason(audit: ModuleType) -> None:
    assert audit.read_ignored("# why\n\nCVE-1  Only its server is affected.\n") == {"CVE-1"}
    with pytest.raises(ValueError, match="no reason"):
        audit.read_ignored("CVE-1\n")
