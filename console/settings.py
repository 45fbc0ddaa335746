"""What a station sets for itself: its name, zone, mode and devices, checked before anything uses them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from platformdirs import user_config_path, user_data_path

APP = "cso-console"
# What pydantic holds a settings file to: no text is empty, none without end.
STRICT: dict[str, Any] = {"extra": "forbid", "str_min_length": 1, "str_max_length": 200}

# A driver's options may be empty, and patterns are long.
LOOSE: dict[str, Any] = {"extra": "forbid", "str_max_length": 8000}


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """One serial device: where it is, what it speaks, and whose it is.

    `line` is its settings where they are not the driver's own, such as "9600 8N1".
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = LOOSE

    name: str
    url: str
    driver: str
    unit: str = ""
    line: str = ""
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """An account of an alarm receiver: who it is and where."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    account: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Settings:
    """A station's settings; everything has a default, and the default is training.

    `identities` names the unit behind each identity on the wire that the roster does not have.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    name: str = "West Hollywood Station"
    station: str = "west-hollywood"
    zone: str = "America/Los_Angeles"
    mode: Literal["training", "live"] = "training"
    position: str = "Position 1"
    theme: Literal["dark", "light"] = "dark"
    devices: tuple[DeviceSettings, ...] = ()
    identities: dict[str, str] = field(default_factory=dict)
    accounts: tuple[AccountSettings, ...] = ()

    @property
    def training(self) -> bool:
        return self.mode == "training"

    @property
    def store_url(self) -> str:
        """Where the store lives when nothing else is said; training and live never share one."""
        name = "training" if self.training else "station"
        folder = user_data_path(APP, appauthor=False, ensure_exists=True)
        return f"sqlite:///{folder / name}.sqlite3"

    @property
    def captures(self) -> Path:
        """The folder into which captures of devices are written."""
        return user_data_path(APP, appauthor=False) / "captures"

    @property
    def downtimes(self) -> Path:
        """The folder of what is done here while the server is gone."""
        return user_data_path(APP, appauthor=False) / "downtime"

    @property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def load_settings(path: Path | None = None) -> Settings:
    """The settings file's content, or the defaults where there is no file.

    Raises ValueError with one sentence on the first thing that is wrong in it.
    """
    path = path or user_config_path(APP, appauthor=False) / "settings.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}. Correct the file and start again.") from error
    return _checked(_content(text, path), path)


def _content(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise ValueError(f"{path} cannot be read: {error}. Correct the file and start again.") from error


def _checked(content: dict[str, Any], path: Path) -> Settings:
    # Imported only where there is a file to check: a first window must not wait for it.
    from pydantic import TypeAdapter, ValidationError

    try:
        settings = TypeAdapter(Settings).validate_python(content)
        ZoneInfo(settings.zone)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path}: {where}: {first['msg']}. Correct the file and start again.") from error
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"{path}: zone: {settings.zone} is not a time zone. Correct the file.") from error
    return settings
