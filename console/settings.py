"""What a station sets for itself: its name, zone, mode and devices, checked before anything uses them."""

import re
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

LOG_ON_BOUNDS: dict[str, tuple[int, int]] = {
    "secret_length": (8, 128),
    "failures": (1, 5),
    "failures_within_min": (15, 1440),
    "idle_lock_min": (1, 30),
    "log_on_again_h": (1, 12),
    "inactive_days": (1, 90),
    "break_glass_min": (1, 480),
    "hash_kib": (19_456, 1_048_576),
}


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
class LogOnPolicy:
    """How accounts are guarded; the CJIS policy's bounds can be tightened and not loosened.

    An account is locked after `failures` failed log-ons within `failures_within_min`. A position locks its
    screen when nobody has touched it for `idle_lock_min`, those in `exempt_positions` never do. Raised
    roles last `break_glass_min`. `hash_kib` is the memory that one Argon2id hash takes.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    secret_length: int = 8
    failures: int = 5
    failures_within_min: int = 15
    idle_lock_min: int = 30
    exempt_positions: tuple[str, ...] = ()
    log_on_again_h: int = 12
    inactive_days: int = 90
    break_glass_min: int = 60
    hash_kib: int = 65_536

    def __post_init__(self) -> None:
        for name, (least, most) in LOG_ON_BOUNDS.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} is a number from {least} to {most}")

    def idle_lock_of(self, position: str) -> int | None:
        """Minutes until that position locks its screen, None where it never does."""
        return None if position in self.exempt_positions else self.idle_lock_min


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """Where backups go and how often they are made, 0 for never; then how many of them stay.

    The newest ones stay, and the last one of each of so many days and months. Without a folder they go
    beside the store, which does not outlive its disk.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    folder: str = ""
    every_hours: int = 24
    newest: int = 24
    days: int = 14
    months: int = 12

    def __post_init__(self) -> None:
        if min(self.every_hours, self.days, self.months) < 0 or self.newest < 1:
            raise ValueError("a number of backups or hours cannot be less than 0, and one backup stays")


@dataclass(frozen=True, slots=True)
class ReferralSettings:
    """Where the sheets of referred calls go: an HTTPS endpoint, or a folder; with neither, by telephone.

    With an endpoint the pages to print lie in the folder, or in the user's data folder where none is named.
    `authority` is a file with the certificates that vouch for the endpoint.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    folder: str = ""
    url: str = ""
    authority: str = ""

    def __post_init__(self) -> None:
        if self.url and not self.url.startswith("https://"):
            raise ValueError("the address for referrals begins with https://")


@dataclass(frozen=True, slots=True)
class MapSettings:
    """What is drawn under the map's streets: a file of raster tiles (MBTiles), "" for nothing."""

    __pydantic_config__: ClassVar[dict[str, Any]] = LOOSE

    background: str = ""


@dataclass(frozen=True, slots=True)
class AlarmSettings:
    """How alarms are heard and shown at this position: volume 0 to 100, and how long muting lasts, minutes.

    Without `low_tone` alarms of the lowest level are seen and not heard.
    With `silent_first` nothing is sent to a unit while its emergency is open: a voice may endanger it. With
    `follow_emergency` the map centres on a new emergency by itself.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    volume: int = 70
    mute_min: int = 10
    low_tone: bool = True
    silent_first: bool = True
    follow_emergency: bool = False

    def __post_init__(self) -> None:
        if not (0 <= self.volume <= 100 and 1 <= self.mute_min <= 60):
            raise ValueError("volume is a number from 0 to 100, mute_min one from 1 to 60")


@dataclass(frozen=True, slots=True)
class Settings:
    """A station's settings; everything has a default, and the default is training.

    `identities` names the unit behind each identity on the wire that the roster does not have.
    `accounts` are those of alarm receivers; `log_on` is how people's accounts are guarded, `alarms` how
    alarms are heard. The password of a database server stands in its address, or under the address in the
    platform's keyring. Who called is kept for `caller_days` after a call was closed and positions for
    `position_days`, 0 for ever.
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
    backup: BackupSettings = field(default_factory=BackupSettings)
    log_on: LogOnPolicy = field(default_factory=LogOnPolicy)
    map: MapSettings = field(default_factory=MapSettings)
    referral: ReferralSettings = field(default_factory=ReferralSettings)
    alarms: AlarmSettings = field(default_factory=AlarmSettings)
    database_password: Literal["address", "keyring"] = "address"
    caller_days: int = 0
    position_days: int = 0

    def __post_init__(self) -> None:
        if min(self.caller_days, self.position_days) < 0:
            raise ValueError("callers and positions cannot be kept for less than 0 days")

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
    def backups(self) -> Path:
        """The folder into which backups are written."""
        if self.backup.folder:
            return Path(self.backup.folder).expanduser()
        return user_data_path(APP, appauthor=False) / "backups"

    @property
    def referral_pages(self) -> Path:
        """The folder of the pages to print of referrals that are posted, where the settings name none."""
        return user_data_path(APP, appauthor=False) / "referrals"

    @property
    def practice_referrals(self) -> Path:
        """The folder into which training sends referrals, whatever the settings say."""
        return user_data_path(APP, appauthor=False) / "referrals-training"

    @property
    def map_background(self) -> Path | None:
        """The file of tiles under the map; a relative name is one in this user's data folder."""
        if not self.map.background:
            return None
        return user_data_path(APP, appauthor=False) / Path(self.map.background).expanduser()

    @property
    def downtimes(self) -> Path:
        """The folder of what is done here while the server is gone."""
        return user_data_path(APP, appauthor=False) / "downtime"

    @property
    def printed(self) -> Path:
        """The folder into which the board is printed; training and each position have their own."""
        name = "printed-training" if self.training else "printed"
        return user_data_path(APP, appauthor=False) / name / re.sub(r"\W+", "-", self.position)

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
