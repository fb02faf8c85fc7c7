"""What was wrongly registered about persons, or in a case that should never have been, is hidden at once."""

import json
import shutil
from pathlib import Path

import pytest

from pathways.definitions_folder import SHIPPED as DEFINITIONS
from tests.cli.auditing import draw_all
from tests.cli.persons import NUMBER, fields_of, keyed, put, typed, with_family
from tests.cli.running import Cli, Ran, open_case
from tests.support import access
from tests.support.databases import Databases

REFUSED, NOT_ALLOWED = 4, 7
WRONG = ("--why", "Ført på feil barn.")


@pytest.fixture
def both(databases: Databases, tmp_path: Path) -> Cli:
    """A sandbox with keys; the test runs on SQLite and on PostgreSQL."""
    return keyed(databases, tmp_path)


def found(cli: Cli, typed_in: str, field: str = "national_number") -> list[str]:
    return [each["case_id"] for each in typed(cli, typed_in, "person", "search", field, "--json").json["found"]]


def seq_of(cli: Cli, case: str) -> str:
    return str(max(each["seq"] for each in cli.ok("person", "show", case, "--json").json["fields"]))


def test_what_was_wrongly_written_is_hidden_at_once_and_found_by_nobody(both: Cli) -> None:
    case = with_family(both)
    both.ok("annul", case, seq_of(both, case), *WRONG)
    assert fields_of(both.ok("person", "show", case, "--json")) == {}
    assert "Prøvesen" not in both.ok("person", "show", case, "--history").told
    assert (found(both, NUMBER), found(both, "Øystein Prøvesen", "name")) == ([], [])
    told = both.ok("timeline", case).told
    assert "child.name" not in told
    assert "Personopplysninger ført" in told
    assert both.ok("verify", "--json", "--as", "rolf").json["findings"] == []
    assert "Alt gir det samme" in both.ok("replay", case).told


def test_who_may_see_such_things_of_persons_still_sees_it(both: Cli, tmp_path: Path) -> None:
    case = with_family(both)
    both.ok("annul", case, seq_of(both, case), *WRONG)
    assert both("person", "show", case, "--as", "rolf").code == NOT_ALLOWED
    folder = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    row = {"roles": ["leder"], "may": ["person.read"], "relation": "place", "sees": "persons, annulled"}
    access.write(folder, access.with_row(access.SHIPPED, "opprydding", **row))  # type: ignore[arg-type]
    overseen = Cli(url=both.url, env={**both.env, "PATHWAYS_DEFINITIONS": str(folder)})
    assert fields_of(overseen.ok("person", "show", case, "--json", "--as", "liv"))["child.national_number"] == NUMBER
    assert fields_of(overseen.ok("person", "show", case, "--json")) == {}


def test_a_wrong_correction_leaves_what_stood_before_it(both: Cli) -> None:
    case = with_family(both)
    assert typed(both, "Eystein\nFeil\n", "person", "correct", case, "child", "name").code == 0
    both.ok("annul", case, seq_of(both, case), *WRONG)
    assert fields_of(both.ok("person", "show", case, "--json"))["child.name"] == "Øystein Prøvesen"
    assert (found(both, "Øystein Prøvesen", "name"), found(both, "Eystein", "name")) == ([case], [])
    # And it can be corrected again, or written anew where nothing is left.
    assert typed(both, "Øystein P.\nKortere\n", "person", "correct", case, "child", "name").code == 0


def test_a_child_that_was_wrong_makes_room_for_the_right_one(cli: Cli) -> None:
    case = with_family(cli)
    cli.ok("annul", case, seq_of(cli, case), *WRONG)
    assert put(cli, case, {"child": {"name": "Det rette barnet"}}).code == 0
    assert fields_of(cli.ok("person", "show", case, "--json")) == {"child.name": "Det rette barnet"}


def test_it_asks_for_a_reason_and_for_somebody_who_may(cli: Cli) -> None:
    case = with_family(cli)
    seq = seq_of(cli, case)
    assert cli("annul", case, seq).code == REFUSED
    assert cli("annul", case, seq, *WRONG, "--as", "rolf").code == NOT_ALLOWED
    cli.ok("annul", case, seq, *WRONG)
    assert cli("annul", case, seq, *WRONG).code == REFUSED


def test_it_is_corrected_in_its_own_way(cli: Cli) -> None:
    case = with_family(cli)
    ran = cli("correct", case, seq_of(cli, case), "--set", "x=y", "--why", "Feil")
    assert (ran.code, "pathways person correct" in ran.told) == (REFUSED, True), ran


def wrong_case(cli: Cli) -> str:
    case = with_family(cli)
    cli.ok("case", "no-next", case, "--until", "2026-08-30", "--reason", "Zxventerqz")
    ran = cli("annul", case, "1", *WRONG)
    assert ran.code == 0, ran
    cli.ok("clock", "advance", "1d")
    return case


def test_in_a_case_that_should_never_have_been_all_is_hidden_on_both_axes(both: Cli) -> None:
    case = wrong_case(both)
    shown = [both.ok("person", "show", case, *more) for more in ((), ("--history",), ("--json",))]
    assert [each for each in shown if "Prøvesen" in each.told] == []
    assert found(both, NUMBER) == []
    past = ("--known-at", "2026-08-24")
    looks: list[Ran] = [both.ok("timeline", case, *more) for more in ((), past, ("--json",), ("--at", "2026-08-24"))]
    looks += [both.ok("case", "show", case), both.ok("case", "show", case, *past)]
    assert [each for each in looks if "Zxventerqz" in each.told or "child.name" in each.told] == []
    assert "Zxventerqz" in draw_all(both).ok("timeline", case, "--as", "rolf").told


def test_nothing_more_is_written_about_persons_there(cli: Cli) -> None:
    case = wrong_case(cli)
    ran = put(cli, case, {"child": {"name": "Ola"}})
    assert (ran.code, "den rette saken" in ran.told) == (REFUSED, True)


def test_a_protected_address_does_not_open_by_a_wrong_registration(both: Cli) -> None:
    case = open_case(both)
    assert put(both, case, {"child": {"school": "Zxskoleqz"}}).code == 0
    given = {
        "who": "child",
        "do": "protect",
        "grade": "confidential",
        "decided_by": "Folkeregisteret",
        "since": "2026-08-01",
        "until": "2027-08-01",
    }
    seq = typed(both, json.dumps(given), "person", "contact", case, "--from", "-", "--json").json["seq"]
    both.ok("annul", case, str(seq), *WRONG)
    assert "Zxskoleqz" not in both.ok("person", "show", case, "--as", "mona").told
    assert len(both.ok("person", "show", case, "--json").json["protections"]) == 1


def protected(cli: Cli, case: str, **changed: str) -> Ran:
    given = {"who": "child", "do": "protect", "grade": "strict", "decided_by": "Folkeregisteret"}
    given |= {"since": "2026-08-01", "until": "2027-08-01", **changed}
    return typed(cli, json.dumps(given), "person", "contact", case, "--from", "-", "--json")


def test_whoever_annuls_one_is_told_that_it_stands_and_how_it_is_lifted(both: Cli) -> None:
    """The sentence is that of anything about how to reach somebody: it tells nobody that there is a protection."""
    case = open_case(both)
    assert put(both, case, {"child": {"school": "Zxskoleqz"}}).code == 0
    assert put(both, case, {"child": {"name": "Øystein Prøvesen"}}).code == 0
    seq = protected(both, case).json["seq"]
    told = both.ok("annul", case, str(seq), *WRONG).told
    sentence = f"«pathways person contact {case}» (lift)"
    assert sentence in told
    assert sentence in both.ok("annul", case, "2", *WRONG, "--json").json["warnings"][0]
    assert sentence not in both.ok("annul", case, "3", *WRONG).told


def test_one_that_was_annulled_is_lifted_as_any_other(both: Cli) -> None:
    case = open_case(both)
    assert put(both, case, {"child": {"school": "Zxskoleqz"}}).code == 0
    both.ok("annul", case, str(protected(both, case).json["seq"]), *WRONG)
    lifted = protected(both, case, do="lift", reason="Ført på feil barn.")
    assert lifted.code == 0, lifted
    assert "Zxskoleqz" in both.ok("person", "show", case, "--as", "mona").told
    assert both.ok("person", "show", case, "--json").json["protections"] == []
