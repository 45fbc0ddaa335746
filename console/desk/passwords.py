"""Passwords: what a new one must be, their Argon2id hashes, and the seal on a second factor's secret.

Each of these takes a moment on purpose. None of them belongs on the window's thread or into a transaction.
"""

import base64
import os
import unicodedata

from console.errors import Refused
from console.models.account import name_key

LONGEST = 256
ROUNDS = 3
LANES = 4
SALT_BYTES = 16
KEY_BYTES = 32


class Hasher:
    """Argon2id at one cost: `kib` of memory, three rounds, four lanes."""

    def __init__(self, kib: int) -> None:
        from argon2 import PasswordHasher

        self._kib = kib
        self._argon = PasswordHasher(time_cost=ROUNDS, memory_cost=kib, parallelism=LANES)

    def hash(self, password: str) -> str:
        """What is stored in place of the password."""
        return self._argon.hash(_bytes(password))

    def matches(self, stored: str, password: str) -> bool:
        """Whether it is the password that was hashed."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._argon.verify(stored, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, stored: str) -> bool:
        """Whether it was hashed at another cost than is set now."""
        return self._argon.check_needs_rehash(stored)

    def nobodys(self) -> str:
        """A hash that no password has, and that takes as long to find out: for names that do not exist."""
        salt, body = _text(bytes(SALT_BYTES)), _text(bytes(KEY_BYTES))
        return f"$argon2id$v=19$m={self._kib},t={ROUNDS},p={LANES}${salt}${body}"

    def seal(self, password: str, secret: str) -> str:
        """The secret, to be read again with the password only."""
        from cryptography.fernet import Fernet

        salt = os.urandom(SALT_BYTES)
        token = Fernet(_key(password, salt, self._kib)).encrypt(secret.encode())
        return f"{self._kib}:{salt.hex()}:{token.decode()}"

    def unseal(self, password: str, sealed: str) -> str:
        """The secret, "" when it is another password; takes as long when nothing is sealed."""
        from cryptography.fernet import Fernet, InvalidToken

        kib, salt, token = (sealed or f"{self._kib}:{bytes(SALT_BYTES).hex()}:").split(":")
        key = _key(password, bytes.fromhex(salt), int(kib))
        try:
            return Fernet(key).decrypt(token.encode()).decode()
        except InvalidToken:
            return ""


def must_be_good(password: str, name: str, shortest: int) -> None:
    """Raise Refused for a new password that is too short, or that anybody would try first."""
    if not shortest <= len(password) <= LONGEST:
        raise Refused(f"A password has {shortest} to {LONGEST} characters.")
    plain = name_key(password)
    if name_key(name) in plain or plain in name_key(name):
        raise Refused("A password must not be made of the account's name.")
    if len(set(plain)) < 4:
        raise Refused("A password needs at least four different characters.")


def _bytes(password: str) -> bytes:
    # One keyboard sends a letter and its accent as one character, another as two.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _key(password: str, salt: bytes, kib: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    raw = hash_secret_raw(_bytes(password), salt, ROUNDS, kib, LANES, KEY_BYTES, Type.ID)
    return base64.urlsafe_b64encode(raw)
