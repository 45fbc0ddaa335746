"""Secrets in the platform's keyring: the password of a database server, under the server's address."""

from urllib.parse import quote

from console.errors import Unavailable
from console.store.engine import is_server, shown

SERVICE = "cso-console"


def with_password(url: str) -> str:
    """The address of a server with the password that the keyring has for it; any other as it is.

    Raises Unavailable where there is no keyring, or none for this address.
    """
    scheme, _, rest = url.partition("://")
    who, at, where = rest.rpartition("@")
    if not is_server(url) or ":" in who:
        return url
    password = _read(shown(url))
    if not at or password is None:
        raise Unavailable(
            f"The keyring has no password for {shown(url)}. Keep it there with:"
            f" keyring set {SERVICE} {shown(url)}"
        )
    return f"{scheme}://{who}:{quote(password, safe='')}@{where}"


def _read(name: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError as error:
        raise Unavailable(
            f"This system's keyring cannot be used: {' '.join(str(error).split())} Unlock it or install one"
            " (Secret Service on Linux), or let the server trust this user's certificate."
        ) from error
