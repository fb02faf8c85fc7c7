"""Where there is nothing to share, or to give insight in, it says why; and that addresses are never shared."""

import pytest

from tests.cli.running import Cli, open_case
from tests.cli.test_consent import KARI, RELEASE, TO_BUP, town

__all__ = ["town"]
"""The fixture, too."""


@pytest.fixture
def annulled(town: Cli) -> str:
    """A case whose only event is annulled."""
    case = open_case(town, *KARI)
    town.ok("annul", case, "1", "--why", "Feil barn.", *KARI)
    return case


def test_preview_says_why_there_is_nothing(town: Cli, annulled: str) -> None:
    ran = town.ok("share", "preview", annulled, *TO_BUP, *KARI)
    assert "har ikke noe forløp som gjelder" in ran.told
    assert town.ok("share", "preview", annulled, *TO_BUP, *KARI, "--json").json["links"] == []


def test_insight_says_why_there_is_none(town: Cli, annulled: str) -> None:
    ran = town("insight", "prepare", annulled, "--for", "parent_1", "--reason", "Foreldreansvar.", *KARI)
    assert (ran.code, "har ikke noe forløp som gjelder" in ran.told) == (4, True)
    assert "tjenesten –" not in ran.told


SAID = "Adresser og kontaktopplysninger deles likevel ikke"


def test_a_release_of_addresses_says_at_once_that_they_are_not_told(town: Cli) -> None:
    case = open_case(town, *KARI)
    for options, is_said in (("course,addresses", True), ("course", False)):
        release = ("consent", "release", case, *RELEASE, "--share", options, *KARI)
        assert (SAID in town.ok(*release, "--dry-run").told) is is_said
        assert (SAID in town.ok(*release).told) is is_said
    preview = town.ok("share", "preview", case, *TO_BUP, *KARI, "--json").json
    (contact,) = [each for each in preview["links"][0]["withheld"] if each["item"] == "persons.contact"]
    assert contact["because"] == "why_address"


def test_an_objection_to_addresses_says_nothing_of_the_kind(town: Cli) -> None:
    case = open_case(town, *KARI)
    ran = town.ok("consent", "object", case, *RELEASE, "--share", "addresses", *KARI)
    assert SAID not in ran.told
