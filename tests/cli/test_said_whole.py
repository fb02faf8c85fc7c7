"""Answers that say the whole: where the codes of a missing field stand, whose cases there were none of."""

import pytest

from tests.cli.running import Cli
from tests.cli.support import START, investigated, words

REFUSED = 4


def codes(code_list: str) -> str:
    return f"(koder: «pathways definition codes {code_list}»)"


def test_a_field_that_is_missing_is_told_with_its_code_list(cli: Cli) -> None:
    ran = cli("case", "open", "barnevern_undersokelse")
    assert ran.code == REFUSED
    assert f"mangler meldere {codes('register/melder')}, innhold {codes('register/saksinnhold')}." in ran.told
    case = investigated(cli)
    cli.ok("advance", case, *START, "--reason", "Ved tvil, start.")
    ran = cli("advance", case, "oppstartsmote_holdt")
    assert f"mangler deltakere {codes('lokal/deltaker')}." in ran.told


def test_a_field_without_codes_names_no_list(cli: Cli) -> None:
    ran = cli("advance", investigated(cli), "undersokelsesplan_laget")
    assert "mangler plan_dato." in ran.told


def test_a_reason_code_that_is_missing_is_told_with_its_list(cli: Cli) -> None:
    ran = cli("advance", investigated(cli), *START[:3], "--reason", "Ved tvil, start.")
    assert "«pathways definition codes lokal/forlop_grunnlag»" in ran.told


def test_whoever_has_no_cases_hands_over_none(cli: Cli) -> None:
    for more in ((), ("--dry-run",)):
        told = words(cli.ok("case", "handover", "--from", "mona", "--to", "kari", *more))
        assert told == "Ingen sak å gi fra mona til kari, av dem du kan se."


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((), "Ingen frister løper i saker hos liv som du kan se."),
        (("--overdue",), "Ingen frister er passert uten at de er fulgt opp i saker hos liv som du kan se."),
    ],
)
def test_a_worklist_of_one_person_says_whose_nothing_it_is(cli: Cli, more: tuple[str, ...], told: str) -> None:
    investigated(cli)
    assert words(cli.ok("worklist", "--person", "liv", "--as", "liv", *more)) == told
