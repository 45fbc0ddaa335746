"""The database password in the platform's keyring: read for its address, or one sentence says why not."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from console.errors import Unavailable
from console.store.keyring import SERVICE, with_password

ADDRESS = "postgresql://cso@db.example/station?sslmode=verify-full"
NAME = "postgresql://cso@db.example/station"


class InMemory(KeyringBackend):
    """A keyring as a desktop has one, for the length of a test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def chosen() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("chosen")
def test_the_password_of_an_address_is_put_into_it() -> None:
    keyring.set_keyring(InMemory())
    keyring.set_password(SERVICE, NAME, "p@ss/word:1")
    assert with_password(ADDRESS) == ADDRESS.replace("cso@", "cso:p%40ss%2Fword%3A1@")


@pytest.mark.usefixtures("chosen")
def test_what_is_not_there_is_said_with_how_to_put_it_there() -> None:
    keyring.set_keyring(InMemory())
    with pytest.raises(Unavailable, match=f"keyring set {SERVICE} {NAME}"):
        with_password(ADDRESS)


@pytest.mark.usefixtures("chosen")
def test_a_system_without_a_keyring_is_said_to_have_none() -> None:
    keyring.set_keyring(NoKeyring())
    with pytest.raises(Unavailable, match="keyring cannot be used"):
        with_password(ADDRESS)


@pytest.mark.parametrize("url", ["sqlite:////tmp/s.sqlite3", "postgresql://cso:secret@db/station"])
def test_other_addresses_stay_as_they_are(url: str) -> None:
    assert with_password(url) == url
