"""National numbers: the kind, the control digits of both schemes, and nothing that is derived from them."""

from dataclasses import fields
from random import Random

import pytest

from pathways.identity.numbers import Fault, Kind, Origin, Verdict, passes, verdict_on
from tests.identity.naive import begins, control_digits, is_good
from tests.support.counts import count

ROUNDS = count(20_000, 1_000_000)


def made(rng: Random, *, added_to_day: int = 0, added_to_month: int = 0, from_2032: bool = False) -> str:
    """A made-up number with fitting control digits."""
    while True:
        day, month, year = rng.randint(1, 28) + added_to_day, rng.randint(1, 12) + added_to_month, rng.randint(0, 99)
        nine = f"{day:02d}{month:02d}{year:02d}{rng.randint(0, 999):03d}"
        pairs = sorted(control_digits(nine, from_2032=from_2032))
        if pairs:
            return nine + rng.choice(pairs)


@pytest.mark.parametrize(
    ("number", "kind", "origin"),
    [
        ("01019050188", Kind.birth, Origin.register),
        ("41019050090", Kind.d, Origin.register),
        ("01819050062", Kind.birth, Origin.skatteetaten),
        ("01419050160", Kind.birth, Origin.nav),
    ],
)
def test_the_kind_of_a_number_is_told(number: str, kind: Kind, origin: Origin) -> None:
    verdict = verdict_on(number, sandbox=origin is not Origin.register)
    assert (verdict.kind, verdict.origin, verdict.good) == (kind, origin, True)


def test_a_number_that_only_the_scheme_of_2032_lets_pass_is_taken_and_says_so() -> None:
    present, coming = (verdict_on(number, sandbox=False) for number in ("01019050188", "30108299939"))
    assert (present.good, present.needs_2032) == (True, False)
    assert (coming.good, coming.needs_2032) == (True, True)


def test_it_may_be_written_in_groups() -> None:
    assert verdict_on(" 010190 50188 ", sandbox=False).digits == "01019050188"
    assert verdict_on("01.01.90-50188", sandbox=False).good


@pytest.mark.parametrize(
    ("text", "sandbox", "fault"),
    [
        ("", False, Fault.letters),
        ("0101905018a", False, Fault.letters),
        ("\u06601019050188", False, Fault.letters),
        ("0101905018", False, Fault.length),
        ("010190501880", False, Fault.length),
        ("00019050188", False, Fault.date),
        ("32019050188", False, Fault.date),
        ("30029050188", False, Fault.date),
        ("01139050188", False, Fault.date),
        ("01019050170", False, Fault.first_control),
        ("01019050187", False, Fault.second_control),
        ("01819050062", False, Fault.synthetic),
        ("01419050160", False, Fault.synthetic),
        ("01019050188", True, Fault.real),
        ("41019050090", True, Fault.real),
    ],
)
def test_what_is_wrong_is_told_in_words_without_the_number(text: str, sandbox: bool, fault: Fault) -> None:  # noqa: FBT001
    verdict = verdict_on(text, sandbox=sandbox)
    assert fault in verdict.faults
    assert not verdict.good
    assert not [digits for each in verdict.faults for digits in (text, text[:6]) if digits and digits in each.sentence]


def test_29_february_is_taken_only_of_years_that_can_have_one() -> None:
    beginnings = {year: verdict_on(f"2902{year:02d}00000", sandbox=False).kind for year in range(100)}
    assert [year for year, kind in beginnings.items() if kind] == list(range(0, 100, 4))


def test_nothing_is_derived_from_a_number() -> None:
    assert {field.name for field in fields(Verdict)} == {"digits", "kind", "origin", "needs_2032", "faults"}


@pytest.mark.soak
def test_it_agrees_with_a_naive_reading_of_the_published_rules() -> None:
    rng = Random("numbers")
    for _ in range(ROUNDS):
        shifts = {"added_to_day": rng.choice((0, 0, 40)), "added_to_month": rng.choice((0, 0, 40, 65, 80))}
        number = made(rng, **shifts, from_2032=rng.random() < 0.5)
        if rng.random() < 0.5:
            place = rng.randrange(11)
            number = number[:place] + rng.choice("0123456789") + number[place + 1 :]
        sandbox = rng.random() < 0.5
        verdict = verdict_on(number, sandbox=sandbox)
        assert verdict.good is is_good(number, sandbox=sandbox)
        told = f"{verdict.origin}{' d' if verdict.kind is Kind.d else ''}" if verdict.kind else ""
        assert told == begins(number)
        assert not verdict.good or passes(number)


@pytest.mark.parametrize("from_2032", [False, True])
def test_every_change_of_one_digit_is_caught_under_both_schemes(from_2032: bool) -> None:  # noqa: FBT001
    rng = Random("one digit")
    for _ in range(count(300, 20_000)):
        number = made(rng, from_2032=from_2032)
        for place in range(11):
            for digit in set("0123456789") - {number[place]}:
                assert not verdict_on(number[:place] + digit + number[place + 1 :], sandbox=False).good


def test_the_scheme_of_2032_lets_more_slips_through_and_the_page_tells_how_many() -> None:
    rng = Random("slips")
    passed = {False: 0, True: 0}
    tried = count(30_000, 300_000)
    for _ in range(tried):
        number = f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randrange(10**7):07d}"
        for from_2032 in passed:
            passed[from_2032] += number[9:] in control_digits(number[:9], from_2032=from_2032)
        assert verdict_on(number, sandbox=False).good is (number[9:] in control_digits(number[:9], from_2032=True))
    present, coming = passed[False] / tried, passed[True] / tried
    assert 0.006 < present < 0.011
    assert 0.027 < coming < 0.039
