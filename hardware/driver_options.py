"""The options of a driver as a person writes them: one `name = value` a line."""

from collections.abc import Iterable, Mapping


def read_options(lines: Iterable[str]) -> dict[str, str]:
    """Each option by its name; one that stands on several lines has as many lines.

    Blank lines are passed over. Raises ValueError with one sentence for a line that is no option.
    """
    options: dict[str, str] = {}
    for line in filter(None, map(str.strip, lines)):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not (name and equals):
            raise ValueError(f"'{line[:40]}' is no option: write name = value, such as preset = mdc1200.")
        options[name] = f"{options[name]}\n{value}" if name in options else value
    return options


def write_options(options: Mapping[str, str]) -> str:
    """The lines that `read_options` reads so again, blank lines of a value aside."""
    return "\n".join(
        f"{name} = {line.strip()}"
        for name, value in options.items()
        for line in [line for line in value.splitlines() if line.strip()] or [""]
    )
