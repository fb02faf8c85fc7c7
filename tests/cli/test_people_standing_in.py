"""``people show`` says who stands in for somebody, and for whom they do: when, and what is lent by it and what not."""

from tests.cli.absences import told_before
from tests.cli.running import Cli, staffed
from tests.cli.support import page
from tests.cli.test_services_staffed import PLACES, SIV

TWO_ROLES = PLACES.replace(
    'roles = [{role = "saksbehandler", service = "bv-nord", to = 2026-09-30}]',
    'roles = [{role = "saksbehandler", service = "bv-nord"}, {role = "systemansvarlig"}]',
)


def town_of(cli: Cli) -> Cli:
    staffed(cli, TWO_ROLES, by="siv")
    cli.ok("people", "absent", "kari", "--from", "2026-08-25", "--to", "2026-09-04", "--substitute", "vera", *SIV)
    return cli


def test_the_page_of_who_is_away_says_what_the_substitute_is_lent_and_what_not(cli: Cli) -> None:
    told = page(town_of(cli), "people", "show", "kari", *SIV)
    for said in (
        "tir. 25. aug. 2026 – fre. 4. sep. 2026 borte, vikar: vera",
        "lånes: Saksbehandler i barnevernstjenesten (bv-nord)",
        "lånes ikke: Systemansvarlig",
    ):
        assert said in told, told


def test_the_page_of_the_substitute_says_for_whom_when_and_what_they_are_lent(cli: Cli) -> None:
    told = page(town_of(cli), "people", "show", "vera", *SIV)
    begins = told.index("Vikar for")
    for said in (
        "tir. 25. aug. 2026 – fre. 4. sep. 2026 kari",
        "lånes: Saksbehandler i barnevernstjenesten (bv-nord)",
        "lånes ikke: Systemansvarlig",
    ):
        assert said in told[begins:], told
    assert "Vikar for" not in page(cli, "people", "show", "liv", *SIV)


def test_the_same_as_data(cli: Cli) -> None:
    town_of(cli)
    lent = {"role": "saksbehandler", "service": "bv-nord", "unit": None, "counts_in": ["bv-nord"]}
    kept = {"role": "systemansvarlig", "service": None, "unit": None}
    (away,) = cli.ok("people", "show", "kari", *SIV, "--json").json["absences"]
    assert (away["substitute"], away["lends"], away["lends_not"]) == ("vera", [lent], [kept])
    shown = cli.ok("people", "show", "vera", *SIV, "--json").json
    assert shown["absences"] == []
    assert shown["stands_in_for"] == [
        {"person": "kari", "from": "2026-08-25", "to": "2026-09-04", "lends_nothing": None}
        | {"lends": [lent], "lends_not": [kept]}
    ]


def test_what_lends_nothing_says_so_on_both_pages(cli: Cli) -> None:
    staffed(cli, TWO_ROLES, by="siv")
    told_before(cli, person="kari", first="2026-08-24", last="", substitute="rolf")
    assert "uten virkning" in page(cli, "people", "show", "kari", *SIV)
    told = page(cli, "people", "show", "rolf", *SIV)
    assert "uten virkning" in told[told.index("Vikar for") :]
    (stands,) = cli.ok("people", "show", "rolf", *SIV, "--json").json["stands_in_for"]
    assert (stands["lends_nothing"], stands["lends"]) == ("auditor", [])


def test_an_absence_that_is_over_says_what_was_lent_then(cli: Cli) -> None:
    town_of(cli)
    cli.ok("clock", "advance", "4w")
    told = page(cli, "people", "show", "vera", *SIV)
    assert "Saksbehandler i barnevernstjenesten (bv-nord)" in told[told.index("Vikar for") :]
