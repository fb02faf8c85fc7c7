"""Free text that holds what looks like a national number is refused before it is kept, and not repeated."""

import pytest

from pathways.errors import EventRefusedError
from pathways.identity.spotting import looks_like_one
from tests.machine.samples import under_way
from tests.support.cases import act

PASSING = ("01019050188", "01019050013", "41019050090", "01819050062", "01419050160")
"""Made up: today's scheme, the one from 2032, a D-number, and two kinds of synthetic numbers."""


@pytest.mark.parametrize("number", PASSING)
def test_a_number_with_the_control_digits_of_either_scheme_is_found(number: str) -> None:
    assert looks_like_one(f"Mor ringte om {number} i går.")
    assert looks_like_one(f"{number[:6]} {number[6:]}")


@pytest.mark.parametrize(
    "text",
    [
        "fødselsnummer: 01019050197",
        "Fnr 010190 50197",
        "fødselsnummeret er 01.01.90-50197",
        "D-nummer 41019050091",
        "personnr. 01019050197",
    ],
)
def test_a_number_that_is_called_one_is_found_whatever_its_control_digits(text: str) -> None:
    assert looks_like_one(text)


@pytest.mark.parametrize(
    "text",
    [
        "Referanse 01019050197",
        "Telefon +47 22 22 22 22 og sak 2026/12345",
        "Fødselsnummer er ikke oppgitt.",
        "Konto 12345678901 og 99999999999",
        "Arkivnr. 101019050013 har tolv siffer",
        "",
    ],
)
def test_what_only_looks_long_is_let_through(text: str) -> None:
    assert not looks_like_one(text)


def test_a_reason_with_such_a_number_is_refused_without_the_number() -> None:
    with pytest.raises(EventRefusedError) as refused:
        under_way().write(act("utvidet", "2026-01-15T10:00", reason=f"Gjelder {PASSING[1]}."))
    assert refused.value.key == "machine.text_national_number"
    assert PASSING[1] not in str(refused.value)


def test_a_text_field_with_such_a_number_is_refused() -> None:
    with pytest.raises(EventRefusedError, match="ser ut som et fødselsnummer"):
        under_way().do("notert", "2026-01-15T10:00", merknad=PASSING[1])


def test_why_something_is_corrected_may_not_hold_such_a_number_either() -> None:
    case = under_way()
    case.do("ferdig", "2026-01-20T10:00")
    with pytest.raises(EventRefusedError, match="ser ut som et fødselsnummer"):
        case.annul(3, reason=f"Feil barn: {PASSING[1]}")
