"""Options of a driver as a person writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.driver_options import read_options, write_options
from hardware.drivers import make_driver
from hardware.readings import Status

NAMES = st.text("abcxyz_", min_size=1, max_size=8)
LINES = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=20)


def test_one_option_a_line_and_a_name_again_for_the_next_line_of_its_value() -> None:
    text = """
        preset =
        patterns = status = UNIT (?P<unit>\\d+) CODE (?P<code>\\d+)

        patterns=text = (?P<text>.*)
    """
    options = read_options(text.splitlines())
    assert options == {
        "preset": "",
        "patterns": "status = UNIT (?P<unit>\\d+) CODE (?P<code>\\d+)\ntext = (?P<text>.*)",
    }
    (status,) = make_driver("lines", options).feed(b"UNIT 12 CODE 3\r\n")
    assert isinstance(status, Status)
    assert (status.unit, status.code) == ("12", "3")


@pytest.mark.parametrize("line", ["preset", "= mdc1200", "="])
def test_a_line_that_is_no_option_is_refused_with_one_that_is(line: str) -> None:
    with pytest.raises(ValueError, match="is no option: write name = value, such as preset = mdc1200"):
        read_options(["carrier = cts", line])


@given(st.dictionaries(NAMES, st.lists(LINES.filter(str.strip), max_size=4)))
def test_what_is_written_is_read_so_again(values: dict[str, list[str]]) -> None:
    options = {name: "\n".join(lines) for name, lines in values.items()}
    assert read_options(write_options(options).splitlines()) == options
