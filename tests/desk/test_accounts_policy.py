"""The settings of accounts: CJIS bounds that can be tightened, and are refused when loosened."""

from pathlib import Path

import pytest

from console.settings import LOG_ON_BOUNDS, LogOnPolicy, load_settings


def read(folder: Path, text: str) -> LogOnPolicy:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file).log_on


def test_without_a_word_the_policy_is_the_bounds(tmp_path: Path) -> None:
    assert read(tmp_path, 'name = "A"\n') == LogOnPolicy()


def test_a_policy_can_be_tighter_and_exempt_positions(tmp_path: Path) -> None:
    policy = read(
        tmp_path, '[log_on]\nsecret_length = 14\nidle_lock_min = 10\nexempt_positions = ["Position 1"]\n'
    )
    assert policy.secret_length == 14
    assert policy.idle_lock_of("Position 1") is None
    assert policy.idle_lock_of("Position 2") == 10


@pytest.mark.parametrize("name", LOG_ON_BOUNDS)
@pytest.mark.parametrize("side", [0, 1])
def test_what_is_out_of_bounds_is_refused_by_its_name(tmp_path: Path, name: str, side: int) -> None:
    wrong = LOG_ON_BOUNDS[name][side] + (1 if side else -1)
    with pytest.raises(ValueError, match=f"log_on.*{name}"):
        read(tmp_path, f"[log_on]\n{name} = {wrong}\n")
