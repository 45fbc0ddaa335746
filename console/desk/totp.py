"""The second factor: codes of six digits that change every 30 seconds (RFC 6238)."""

import hmac
from datetime import datetime

STEP_S = 30
ISSUER = "CSO Console"


def new_secret() -> str:
    """A random secret in base 32, as authenticator apps take it."""
    import pyotp

    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """The otpauth:// address that an authenticator app reads, mostly from a picture of it."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step to which the code belongs, the present one or either beside it; None for a wrong code."""
    import pyotp

    if not secret:
        return None
    generator, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_S
    given = code.replace(" ", "").encode("utf-8", "surrogatepass")
    steps = (present, present - 1, present + 1)
    return next((s for s in steps if hmac.compare_digest(generator.at(s * STEP_S).encode(), given)), None)
