"""``pathways person``: not on the line, not in the log, shown after it is logged, found by its value."""

import json
from pathlib import Path

import pytest

from pathways.model.record import Kind
from pathways.store import access, events
from pathways.store.access import Access
from pathways.store.tables import PERSON
from tests.cli.persons import FAMILY, NUMBER, fields_of, keyed, put, typed, with_family
from tests.cli.running import Cli, open_case
from tests.support.databases import Databases
from tests.support.tampering import unlocked

NAMED = [
    f"{who}.{field}" for who, own in FAMILY.items() for field in own if field not in ("address", "phone")
]  # fmt: skip
USAGE, REFUSED, MISSING, NOT_ALLOWED, DAMAGED, UNAVAILABLE = 2, 4, 5, 7, 8, 69


@pytest.fixture
def both(databases: Databases, tmp_path: Path) -> Cli:
    """A sandbox with keys; the test runs on SQLite and on PostgreSQL."""
    return keyed(databases, tmp_path)


def readings(cli: Cli, case: str) -> tuple[Access, ...]:
    database = cli.database()
    with database.read() as conn:
        found = access.of_case(conn, case, limit=50)
    database.close()
    return found


def alter(cli: Cli, *statements: str) -> None:
    database = cli.database()
    with database.write() as conn:
        for statement in statements:
            with unlocked(conn):
                conn.exec_driver_sql(statement)
    database.close()


def test_what_was_written_is_shown_as_it_was(both: Cli) -> None:
    case = with_family(both)
    expected = {f"{who}.{field}": value for who, own in FAMILY.items() for field, value in own.items()}
    assert fields_of(both.ok("person", "show", case, "--json")) == expected
    told = both.ok("person", "show", case).told
    assert all(" ".join(value.split()) in told for field, value in expected.items() if "birth" not in field)
    assert "man. 2. mars 2015" in told


def test_the_log_names_the_fields_and_nothing_that_they_say(both: Cli) -> None:
    case = with_family(both)
    database = both.database()
    with database.read() as conn:
        (record,) = events.of_kinds(conn, [case], (Kind.person,))
        envelopes = " ".join(conn.exec_driver_sql("SELECT envelope FROM event").scalars())
    database.close()
    assert record.content is not None
    fields = record.content.data["fields"]
    assert isinstance(fields, tuple)
    # What tells where somebody is has a name in the log that says nothing, another for each field.
    assert sum(each.startswith("parent_1.contact-") for each in set(fields)) == 2
    assert [each for each in fields if "contact" not in each] == NAMED
    assert (record.actor.user, record.texts) == ("kari", {})
    assert not [value for own in FAMILY.values() for value in own.values() if value in envelopes]
    assert "Personopplysninger ført" in both.ok("timeline", case).told


def test_a_correction_keeps_both_with_who_and_why(both: Cli) -> None:
    case = with_family(both)
    ran = typed(
        both, "Eystein Prøvesen\nSkrevet feil i meldingen\n", "person", "correct", case, "child", "name", "--as", "liv"
    )
    assert ran.code == 0, ran
    shown = both.ok("person", "show", case, "--history", "--json").json["fields"]
    (name,) = (each for each in shown if (each["subject"], each["field"]) == ("child", "name"))
    assert (name["value"], name["version"], name["user"]) == ("Eystein Prøvesen", 2, "liv")
    assert name["reason"] == "Skrevet feil i meldingen"
    assert [(each["value"], each["user"]) for each in name["history"]] == [("Øystein Prøvesen", "kari")]
    assert "Øystein" not in both.ok("person", "show", case).told
    assert "retting: «Skrevet feil i meldingen»" in both.ok("person", "show", case, "--history").told


def test_a_correction_says_why(cli: Cli) -> None:
    case = with_family(cli)
    assert typed(cli, "Eystein\n", "person", "correct", case, "child", "name").code == REFUSED
    assert typed(cli, '{"child": {"name": "Eystein"}}', "person", "correct", case, "--from", "-").code == REFUSED
    given = json.dumps({"reason": "Feil", "child": {"name": "Eystein"}})
    assert typed(cli, given, "person", "correct", case, "--from", "-").code == 0


def test_what_is_known_is_not_written_over_and_what_is_unknown_is_not_corrected(cli: Cli) -> None:
    case = with_family(cli)
    known = typed(cli, "Eystein", "person", "set", case, "child", "name")
    assert (known.code, "child.name" in known.told, "Øystein" in known.told) == (REFUSED, True, False)
    unknown = typed(cli, "00000000\nNytt nummer", "person", "correct", case, "child", "phone")
    assert (unknown.code, "child.phone" in unknown.told) == (REFUSED, True)


def test_writing_the_same_again_records_nothing(cli: Cli) -> None:
    case = with_family(cli)
    again = put(cli, case, FAMILY, "--json")
    assert (again.code, again.json["seq"], again.json["fields"]) == (0, None, [])
    assert len(cli.ok("timeline", case, "--json").json["entries"]) == 2


def test_an_unborn_child_and_one_that_nobody_knows_are_ordinary(cli: Cli) -> None:
    case = open_case(cli)
    assert "Ingen personopplysninger" in cli.ok("person", "show", case).told
    assert typed(cli, "2027-01-05", "person", "set", case, "child", "expected_birth").code == 0
    assert fields_of(cli.ok("person", "show", case, "--json")) == {"child.expected_birth": "2027-01-05"}


@pytest.mark.parametrize(
    ("who", "field", "value"),
    [
        ("child", "national_number", "01819050063"),
        ("child", "national_number", "01019050188"),
        ("child", "birth_date", "2.3.2015"),
        ("child", "birth_date", "2027-01-05"),
        ("child", "name", ""),
        ("child", "name", "x" * 201),
        ("child", "name", f"Ola {NUMBER}"),
        ("child", "name", "Ola\u202eNordmann"),
        ("child", "shoe_size", "trettiåtte"),
        ("uncle", "name", "Ola Hemmelig"),
        ("parent_21", "name", "Ola Hemmelig"),
    ],
)
def test_what_a_field_does_not_take_is_refused_and_not_repeated(cli: Cli, who: str, field: str, value: str) -> None:
    case = open_case(cli)
    ran = typed(cli, value, "person", "set", case, who, field)
    assert ran.code == USAGE, ran
    assert not value or value not in ran.told
    assert fields_of(cli.ok("person", "show", case, "--json")) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"child": "Ola Hemmelig"}',
        '{"child": {"name": ["Ola Hemmelig"]}}',
        '{"Ola Hemmelig": {"name": "x"}}',
        '{"child": {"Ola Hemmelig": "x"}}',
        '{"child": {"name": "Ola Hemmelig", "name": "Kari"}}',
        '{"child": {"name": "Ola Hemmelig',
        "[" * 5_000,
    ],
)
def test_a_file_that_is_none_is_refused_without_what_stands_in_it(cli: Cli, text: str) -> None:
    ran = typed(cli, text, "person", "set", open_case(cli), "--from", "-")
    assert (ran.code, "Hemmelig" in ran.told) == (USAGE, False)


def test_what_is_no_text_at_all_is_refused(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "familie.json"
    file.write_bytes(b'{"child": {"name": "\xff"}}')
    assert cli("person", "set", open_case(cli), "--from", str(file)).code == USAGE


def test_all_or_nothing_of_a_family_is_written(cli: Cli) -> None:
    case = open_case(cli)
    assert put(cli, case, {"child": {"name": "Ola"}, "parent_1": {"birth_date": "i går"}}).code == USAGE
    assert fields_of(cli.ok("person", "show", case, "--json")) == {}


def test_every_reading_is_logged_before_it_is_shown_with_which_fields(both: Cli) -> None:
    case = with_family(both)
    both.ok("person", "show", case)
    newest = readings(both, case)[0]
    assert newest.granted
    assert set(newest.information.removeprefix("personopplysninger: ").split(", ")) == {*NAMED, "parent_1.contact"}


def test_nothing_is_shown_when_the_reading_cannot_be_logged(cli: Cli) -> None:
    case = with_family(cli)
    alter(cli, "CREATE TRIGGER no_log BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END")
    for ran in (
        cli("person", "show", case),
        cli("person", "show", case, "--json"),
        typed(cli, NUMBER, "person", "search"),
    ):
        assert (ran.code, "Prøvesen" in ran.told, case in ran.told) == (UNAVAILABLE, False, False)


def test_who_does_not_hold_the_role_sees_nothing_and_that_is_logged(cli: Cli) -> None:
    case = with_family(cli)
    for ran in (
        cli("person", "show", case, "--as", "rolf"),
        typed(cli, NUMBER, "person", "search", "--as", "rolf"),
        typed(cli, "Ola", "person", "set", case, "other_1", "name", "--as", "rolf"),
    ):
        assert (ran.code, "Prøvesen" in ran.told, case in ran.out) == (NOT_ALLOWED, False, False)
    assert [(row.user, row.granted) for row in readings(cli, case)[:2]] == [("rolf", False), ("rolf", False)]


def test_a_number_is_found_however_it_is_written_and_a_name_by_the_whole_of_it(both: Cli) -> None:
    case = with_family(both)
    found = [{"case_id": case, "subject": "child"}]
    assert typed(both, "018190 50062\n", "person", "search", "--json").json["found"] == found
    assert typed(both, " øystein  PRØVESEN", "person", "search", "name", "--json").json["found"] == found
    assert typed(both, "Prøvesen", "person", "search", "name", "--json").json["found"] == []
    assert readings(both, case)[0].information == "at noen i saken har det som ble søkt på (name)"


def test_what_is_not_found_reads_like_what_may_not_be_seen(cli: Cli) -> None:
    with_family(cli)
    ran = typed(cli, "01819050143", "person", "search")
    assert (ran.code, ran.told) == (0, "Ingen saker som du kan se.")


def test_only_numbers_and_names_are_searched(cli: Cli) -> None:
    assert typed(cli, "Oppdiktet vei 1", "person", "search", "address").code == USAGE


def test_what_was_corrected_is_no_longer_found_by_what_it_said(cli: Cli) -> None:
    case = with_family(cli)
    typed(cli, "Eystein Prøvesen\nFeil\n", "person", "correct", case, "child", "name")
    assert typed(cli, "Øystein Prøvesen", "person", "search", "name", "--json").json["found"] == []
    assert typed(cli, "Eystein Prøvesen", "person", "search", "name", "--json").json["found"] != []


def test_the_same_name_in_two_cases_is_found_in_both(cli: Cli) -> None:
    cases = [with_family(cli), with_family(cli)]
    found = typed(cli, "Åse Prøvesen", "person", "search", "name", "--json").json["found"]
    assert [each["case_id"] for each in found] == cases


def test_without_its_key_a_case_says_so_and_shows_nothing(both: Cli) -> None:
    case = with_family(both)
    folder = Path(both.env["PATHWAYS_KEYS"])
    folder.rename(folder.with_name("bort"))
    ran = both("person", "show", case)
    assert (ran.code, "wrapping-0001" in ran.told, "Prøvesen" in ran.told) == (UNAVAILABLE, True, False)
    assert not readings(both, case)[0].granted
    doctor = both("doctor")
    assert "Uten wrapping-0001 kan ingen lese" in doctor.told
    assert put(both, case, {"other_1": {"name": "Ola"}}).code == UNAVAILABLE
    folder.with_name("bort").rename(folder)
    assert fields_of(both.ok("person", "show", case, "--json"))["child.national_number"] == NUMBER


@pytest.mark.parametrize(
    "change",
    [
        (
            "UPDATE person SET sealed = (SELECT sealed FROM person WHERE subject = 'parent_1' AND field = 'name')"
            " WHERE subject = 'child' AND field = 'name'"
        ),
        "UPDATE person SET subject = 'sibling_1' WHERE subject = 'parent_1' AND field = 'name'",
        "UPDATE person SET sealed = substr(sealed, 1, 60) || 'AAAA' || substr(sealed, 65) WHERE field = 'birth_date'",
        "DELETE FROM case_key",
        "UPDATE case_key SET key_id = '0000000000000000'",
    ],
)
def test_what_was_altered_or_moved_shows_nothing_of_the_case(cli: Cli, change: str) -> None:
    case = with_family(cli)
    alter(cli, "PRAGMA foreign_keys=OFF", change)
    ran = cli("person", "show", case)
    assert (ran.code, "Prøvesen" in ran.told, NUMBER in ran.told) == (DAMAGED, False, False)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("DELETE FROM person WHERE subject = 'reporter_1'", "reporter_1.name"),
        ("UPDATE person SET sealed = NULL WHERE subject = 'reporter_1'", "reporter_1.name"),
        (
            (
                "INSERT INTO person SELECT case_id, subject, 'care_order', 1, seq, sealed, why, token, due_on"
                " FROM person LIMIT 1"
            ),
            ".care_order",
        ),
        ("UPDATE person SET version = 2 WHERE subject = 'reporter_1'", "reporter_1.name"),
    ],
)
def test_verify_finds_without_any_key_what_is_gone_or_added(both: Cli, change: str, field: str) -> None:
    case = with_family(both)
    Path(both.env["PATHWAYS_KEYS"]).rename(Path(both.env["PATHWAYS_KEYS"]).with_name("bort"))
    assert both.ok("verify", "--json", "--as", "rolf").json["findings"] == []
    alter(both, change)
    for arguments in ((), (case,)):
        ran = both("verify", *arguments, "--as", "rolf")
        assert (ran.code, field in ran.told) == (DAMAGED, True), ran


def test_the_key_of_a_case_is_made_once_and_of_each_case_another(both: Cli) -> None:
    cases = [with_family(both), with_family(both)]
    assert typed(both, "Ola", "person", "set", cases[0], "other_1", "name").code == 0
    database = both.database()
    with database.read() as conn:
        named = {(row.case_id, row.sealed.split(".")[1]) for row in conn.execute(PERSON.select())}
    database.close()
    assert [case for case, _ in sorted(named)] == cases
    assert len({key for _, key in named}) == 2


def test_a_case_that_there_is_not_is_not_found(cli: Cli) -> None:
    with_family(cli)
    assert cli("person", "show", "BV-2026-0099").code == MISSING
    assert put(cli, "BV-2026-0099").code == MISSING


def test_what_is_due_and_what_replay_gives_are_as_before(both: Cli) -> None:
    case = with_family(both)
    assert "Alt gir det samme" in both.ok("replay", case).told
    both.ok("rebuild", "--all", "--as", "rolf")
    both.ok("clock", "advance", "3w")
    assert both.ok("verify", "--json", "--as", "rolf").json["findings"] == []


def test_a_reason_in_a_file_of_what_is_new_is_told_where_it_belongs(cli: Cli, tmp_path: Path) -> None:
    case, file = open_case(cli), tmp_path / "nytt.json"
    file.write_text('{"child": {"name": "Kanari"}, "reason": "Skrivefeil"}', encoding="utf-8")
    ran = cli("person", "set", case, "--from", str(file))
    told = " ".join(ran.told.split())
    assert (ran.code, "pathways person correct" in told, "Skrivefeil" in told) == (2, True, False), ran
