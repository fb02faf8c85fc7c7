"""The app on a phone that shows codes."""

from datetime import datetime

from pyotp import TOTP

from pathways.login.codes import step_of


def code_at(secret: str, now: datetime) -> str:
    """The code that is shown at an instant."""
    return TOTP(secret).generate_otp(step_of(now))
