"""A shell of its own for each test."""

from pathlib import Path

import pytest

from tests.shell.console_shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)
