"""Passwords: long enough, not guessed, and whatever characters somebody likes."""

import pytest

from pathways.errors import UsageError
from pathways.login.passwords import require_good
from tests.login.conftest import CHEAP

ABOUT = ("kari", "Kari Åsen", "kari@kommune.example")


@pytest.mark.parametrize(
    "password",
    [
        "kort passord"[:11],
        "x" * 129,
        "passord123456",
        "Sommer2026sommer",
        "kari.asen.2026",
        "KariÅsen12345",
        "aaaaaaaaaaaaaaaa",
        "kari 2026 2025 1999",
        "qwertyuiop1234",
        "p@ssw0rd12345",
        "barnevern2026!!!",
        "fire grå\tugler i regnet",
    ],
)
def test_what_is_short_or_guessed_is_refused_and_not_repeated(password: str) -> None:
    with pytest.raises(UsageError) as refusal:
        require_good(password, ABOUT)
    assert password not in str(refusal.value)


@pytest.mark.parametrize(
    "password",
    [
        "fire grå ugler i regnet",
        "vkq7-xhm2-prt9",
        "😀 snømåker over Halden",
        "sommer fugl lampe brygge",
        "x7" * 3 + "kvøalmn" * 17,
    ],
)
def test_what_is_long_and_nobody_guesses_is_taken_without_rules_about_characters(password: str) -> None:
    require_good(password, ABOUT)


def test_the_same_letters_typed_otherwise_are_the_same_password() -> None:
    kept = CHEAP.hash("blåbærsyltetøy på brød")
    assert CHEAP.fits(kept, "blåbærsyltetøy på brød")
    assert not CHEAP.fits(kept, "Blåbærsyltetøy på brød")
    assert not CHEAP.fits("ikke et spor av argon2", "blåbærsyltetøy på brød")
