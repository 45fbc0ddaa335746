"""Known vulnerabilities in the pinned packages and risky lines in the program; what is found fails."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BIN = Path(sys.executable).parent
PROJECT = Path("pyproject.toml")
PINS = Path("constraints.txt")
IGNORED = Path("tools/ignored-vulnerabilities.txt")
ROOMS = ("console", "hardware")
LONGEST_S = 300

Row = dict[str, Any]


def risky_lines(findings: list[Row], allowed: list[Row]) -> Iterator[str]:
    """A sentence for each finding of bandit without an exception, and each exception without a finding."""
    used: set[int] = set()
    for found in findings:
        excused = {i for i, each in enumerate(allowed) if _covers(each, found)}
        used |= excused
        if not excused:
            where = f"{found['filename']}:{found['line_number']}"
            yield f"{where}: {found['test_id']} {found['issue_text']}"
    for i, each in enumerate(allowed):
        if i not in used:
            yield f"pyproject.toml: nothing needs the exception {each['tests']} for {each['path']} any more."


def _covers(exception: Row, found: Row) -> bool:
    inside = Path(found["filename"]).is_relative_to(exception["path"])
    return inside and found["test_id"] in exception["tests"]


def vulnerable(packages: list[Row], ignored: set[str]) -> Iterator[str]:
    """A sentence for each known vulnerability that is not ignored, and for each ignored one that is gone."""
    known: set[str] = set()
    for package in packages:
        for each in package.get("vulns", []):
            names = {each["id"], *each["aliases"]}
            known |= names
            if not names & ignored:
                cure = ", ".join(each["fix_versions"]) or "no version yet"
                yield f"{package['name']} {package['version']}: {each['id']}, mended in {cure}."
    for gone in sorted(ignored - known):
        yield f"{IGNORED}: {gone} is no vulnerability of a pin any more."


def read_ignored(text: str) -> set[str]:
    """The ids in the file of ignored ones; ValueError for one without a reason."""
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip() and line[0] != "#"]
    bare = [line[0] for line in lines if len(line) == 1]
    if bare:
        raise ValueError(f"{IGNORED}: no reason is given for {', '.join(bare)}.")
    return {line[0] for line in lines}


def look_at_lines() -> Iterator[str]:
    ran = _run("bandit", "--quiet", "--recursive", *ROOMS, "--format", "json")
    report = json.loads(ran.stdout)
    yield from (f"{each['filename']}: {each['reason']}" for each in report["errors"])
    allowed = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["bandit"]["allowed"]
    yield from risky_lines(report["results"], allowed)


def look_at_packages() -> Iterator[str]:
    options = ("--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off")
    try:
        packages = json.loads(_run("pip-audit", "--requirement", str(PINS), *options).stdout)["dependencies"]
    except (json.JSONDecodeError, subprocess.TimeoutExpired):
        packages = []
    checked = [each for each in packages if "skip_reason" not in each]
    if not checked:
        print("The vulnerability service cannot be reached from here: the pinned packages were not checked.")
        return
    if len(checked) < len(packages):
        unknown = ", ".join(each["name"] for each in packages if "skip_reason" in each)
        print(f"The vulnerability service does not know {unknown}: not checked.")
    yield from vulnerable(checked, read_ignored(IGNORED.read_text(encoding="utf-8")))


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BIN / program, *arguments], capture_output=True, text=True, timeout=LONGEST_S)


def main() -> int:
    """1 when there is anything to mend."""
    faults = [*look_at_lines(), *look_at_packages()]
    print("\n".join(faults) or "Nothing to mend was found.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
