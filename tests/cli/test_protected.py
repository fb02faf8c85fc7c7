"""Protected addresses: who may not see them sees a case in which nobody has one, and they never open by themselves."""

import json
from pathlib import Path

import pytest

from pathways.identity.fields import CONTACT
from tests.cli.persons import keyed, put, typed
from tests.cli.running import MONDAY, Cli, Ran, open_case
from tests.cli.test_person import readings
from tests.support.databases import Databases, SqliteDatabases

USAGE, REFUSED, NOT_ALLOWED, DAMAGED = 2, 4, 7, 8
LEAVES = "Zxbortgjemtqz"
FAMILY = {
    "child": {"name": "Øystein Prøvesen", **{field: f"{LEAVES}{field}" for field in CONTACT}},
    "parent_1": {"name": "Åse Prøvesen", "address": f"{LEAVES}mor"},
    "parent_2": {"name": "Tor Prøvesen"},
}
STRICT = {
    "who": "child",
    "do": "protect",
    "grade": "strict",
    "decided_by": "Zxbestemtavqz",
    "since": "2026-08-01",
    "until": "2027-07-31",
}
TELLS = ("strict", "strengt", "fortrolig", "skjerm", "protection", STRICT["decided_by"])
"""Words that would tell that somebody has one."""
OUTSIDER = ("--as", "mona")
"""Sees persons, and may not see protected addresses."""


@pytest.fixture
def both(databases: Databases, tmp_path: Path) -> Cli:
    """A sandbox with keys; the test runs on SQLite and on PostgreSQL."""
    return keyed(databases, tmp_path)


def contact(cli: Cli, case: str, *more: str, **changed: object) -> Ran:
    given = {name: value for name, value in {**STRICT, **changed}.items() if value is not None}
    return typed(cli, json.dumps(given), "person", "contact", case, "--from", "-", *more)


def sheltered(cli: Cli) -> str:
    case = open_case(cli)
    assert put(cli, case, FAMILY).code == 0
    ran = contact(cli, case)
    assert ran.code == 0, ran
    return case


def test_who_may_sees_where_the_child_is_and_that_it_is_protected(both: Cli) -> None:
    case = sheltered(both)
    told = both.ok("person", "show", case)
    assert "Skjermet · Barnet · strengt fortrolig adresse · bestemt av Zxbestemtavqz" in told.told
    assert all(f"{LEAVES}{field}" in told.told for field in CONTACT)
    (one,) = both.ok("person", "show", case, "--json").json["protections"]
    assert (one["subject"], one["grade"], one["until"], one["ended"]) == ("child", "strict", "2027-07-31", False)


def test_who_may_not_sees_what_a_case_without_any_of_it_shows(both: Cli) -> None:
    case, plain = sheltered(both), open_case(both)
    without = {who: {"name": fields["name"]} for who, fields in FAMILY.items()}
    assert put(both, plain, without).code == 0
    for more in ((), ("--history",)):
        hidden, other = (both.ok("person", "show", each, *OUTSIDER, *more).out for each in (case, plain))
        assert hidden.replace(case, plain) == other
    one, another = (both.ok("person", "show", each, *OUTSIDER, "--json").json for each in (case, plain))
    assert one.keys() == another.keys()
    assert [each["field"] for each in one["fields"]] == ["name", "name", "name"]


def test_where_nobody_is_protected_everybody_who_sees_persons_sees_where_they_are(both: Cli) -> None:
    case = open_case(both)
    assert put(both, case, FAMILY).code == 0
    assert f"{LEAVES}school" in both.ok("person", "show", case, *OUTSIDER).told


def test_one_that_is_protected_hides_where_everybody_in_the_case_is(both: Cli) -> None:
    """Who lives together has one place; a brother's school tells where the sister sleeps."""
    assert LEAVES not in both.ok("person", "show", sheltered(both), *OUTSIDER).told


def test_writing_where_somebody_is_is_refused_alike_in_every_case(cli: Cli) -> None:
    case, plain = sheltered(cli), open_case(cli)
    refused = [typed(cli, "Et sted", "person", "set", each, "child", "phone", *OUTSIDER) for each in (case, plain)]
    assert [each.code for each in refused] == [NOT_ALLOWED, NOT_ALLOWED]
    assert refused[0].told.replace(case, plain) == refused[1].told
    refused = [contact(cli, each, *OUTSIDER) for each in (case, plain)]
    assert [each.code for each in refused] == [NOT_ALLOWED, NOT_ALLOWED]


def test_neither_the_log_nor_any_file_tells_that_there_is_one(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    """Not even with the whole database: a worker has no keys, and knows only that a day comes."""
    env = {"PATHWAYS_MAIL_FOLDER": str(tmp_path / "mail"), "PATHWAYS_MAIL_FROM": "p@example.org", "PATHWAYS_DEBUG": "1"}
    cli = Cli(url=sqlite_databases.fresh(), env=env)
    cli.ok("init", "--sandbox", "--clock", MONDAY)
    case = sheltered(cli)
    shown = [cli.ok("person", "show", case).out, cli.ok("clock", "advance", "52w").out]
    commands = (("timeline", case), ("worklist",), ("case", "show", case), ("notice", "list", "--all", "--as", "liv"))
    said = [shown[1]]
    for command in commands:
        said += [cli.ok(*command).out, cli.ok(*command, "--json").out]
    cli("log", "export", case, "--to", str(tmp_path / "log.json"), "--as", "siv")
    cli("backup", str(tmp_path / "backup.db"))
    database = cli.database()
    with database.read() as conn:
        tables = conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        rows = [
            str(row)
            for table in tables
            # The texts of definitions and settings say that there are such things.
            if table != "source"
            for row in conn.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608 (names of our own tables)
        ]
    database.close()
    mails = [path.read_text() for path in (tmp_path / "mail").glob("*.eml")]
    assert any("Personopplysninger skal ses på" in each for each in said)
    assert mails
    hay = "\n".join([*said, *rows, *mails, (tmp_path / "log.json").read_text()]).casefold()
    assert [word for word in (*TELLS, LEAVES) if word.casefold() in hay] == []
    assert [row.information for row in readings(cli, case) if "protect" in row.information] == []


def test_the_log_names_every_such_field_alike_and_each_in_a_way_of_its_own(cli: Cli) -> None:
    case = sheltered(cli)
    entries = cli.ok("timeline", case, "--json").json["entries"]
    written = [entry["details"][0]["value"] for entry in entries if entry["kind"] == "person"]
    assert written[1] == ["child.contact"]
    assert set(written[0]) == {"child.name", "child.contact", "parent_1.name", "parent_1.contact", "parent_2.name"}


def test_people_are_told_before_the_last_day_and_after_it_and_nobody_is_told_what(both: Cli) -> None:
    case = sheltered(both)
    for moved, told in (("2027-06-01T07:59", 0), ("2027-06-01T08:01", 1), ("2027-07-30", 3), ("2027-08-02", 4)):
        both.ok("clock", "set", moved)
        for user in ("liv", "kari"):
            mine = both.ok("notice", "list", "--all", "--as", user, "--json").json["notices"]
            about = [each for each in mine if each["title"] == "Personopplysninger skal ses på"]
            assert (moved, user, len(about)) == (moved, user, told)
            assert {each["case_id"] for each in about} <= {case}
        if told == 1:
            both.ok("case", "assign", case, "--to", "kari", "--as", "liv")
    assert [each["escalation"] for each in about].count(True) == 1
    # What people did in the case meanwhile settled nothing of it.
    assert {each["in_force"] for each in about} == {True}
    # Who may not see what it is about is not told that a day comes.
    assert not both.ok("notice", "list", "--all", *OUTSIDER, "--json").json["notices"]
    both.ok("tick")
    again = both.ok("notice", "list", "--all", "--as", "liv", "--json").json["notices"]
    assert len([each for each in again if each["title"] == "Personopplysninger skal ses på"]) == 4


def test_behind_its_last_day_it_stays_hidden_and_red_until_somebody_decides(both: Cli) -> None:
    case = sheltered(both)
    assert both.ok("worklist", "--json").json["reviews"] == []
    both.ok("clock", "set", "2027-07-01")
    (coming,) = both.ok("worklist", "--json").json["reviews"]
    assert (coming["case_id"], coming["due_on"], coming["ended"]) == (case, "2027-07-31", False)
    both.ok("clock", "set", "2028-07-31")
    (ended,) = both.ok("worklist", "--overdue", "--json").json["reviews"]
    assert ended["ended"]
    assert "dagen er passert, og ingen har bestemt noe" in both.ok("worklist").told
    assert both.ok("worklist", *OUTSIDER, "--json").json["reviews"] == []
    assert LEAVES not in both.ok("person", "show", case, *OUTSIDER).told
    assert "Fortsatt skjermet: forleng eller opphev" in both.ok("person", "show", case).told


def test_renewed_it_lasts_longer_and_what_was_told_is_taken_back(both: Cli) -> None:
    case = sheltered(both)
    both.ok("clock", "set", "2027-07-30")
    renewed = contact(both, case, do="renew", until="2028-07-31", since=None, decided_by="Ny avgjørelse")
    assert renewed.code == 0, renewed
    notices = both.ok("notice", "list", "--all", "--as", "liv", "--json").json["notices"]
    about = [each for each in notices if each["title"] == "Personopplysninger skal ses på"]
    assert {each["in_force"] for each in about} == {False}
    both.ok("clock", "set", "2027-09-01")
    assert both.ok("worklist", "--json").json["reviews"] == []
    (one,) = both.ok("person", "show", case, "--json").json["protections"]
    assert (one["since"], one["until"], one["decided_by"]) == ("2026-08-01", "2028-07-31", "Ny avgjørelse")
    # The same again records nothing.
    assert contact(both, case, "--json", do="renew", until="2028-07-31", decided_by="Ny avgjørelse").json["seq"] is None


def test_lifting_asks_for_a_reason_and_opens_the_address(both: Cli) -> None:
    case = sheltered(both)
    lift = {"do": "lift", "since": None, "until": None}
    assert contact(both, case, **lift).code == REFUSED
    assert LEAVES not in both.ok("person", "show", case, *OUTSIDER).told
    assert contact(both, case, **lift, reason="Trusselen er borte.").code == 0
    assert f"{LEAVES}school" in both.ok("person", "show", case, *OUTSIDER).told
    assert both.ok("person", "show", case, "--json").json["protections"] == []
    assert contact(both, case, **lift, reason="En gang til.").code == REFUSED
    both.ok("clock", "set", "2027-09-01")
    assert both.ok("worklist", "--json").json["reviews"] == []
    # Protected anew, it is hidden anew.
    assert contact(both, case, since="2027-09-01", until="2028-08-31").code == 0
    assert LEAVES not in both.ok("person", "show", case, *OUTSIDER).told


def test_each_kind_stands_for_itself(cli: Cli) -> None:
    case = sheltered(cli)
    assert contact(cli, case, grade="hidden", towards=["parent_2"]).code == 0
    assert contact(cli, case, do="lift", reason="Registeret har slettet den.").code == 0
    told = cli.ok("person", "show", case).told
    assert "adresse skjult for Forelder 2" in told
    assert "strengt" not in told
    assert LEAVES not in cli.ok("person", "show", case, *OUTSIDER).told


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": "uncle"},
        {"do": "hide"},
        {"grade": "kode 6"},
        {"decided_by": " "},
        {"since": "i går"},
        {"until": None},
        {"until": "2026-07-31"},
        {"until": "2046-07-31"},
        {"towards": ["parent_1"]},
        {"grade": "hidden"},
        {"grade": "hidden", "towards": ["child"]},
        {"grade": "hidden", "towards": ["Tor Prøvesen"]},
        {"decided_by": "Ola 01819050062"},
        {"decided_by": "Ola\u202e"},
        {"decided_by": "x" * 2_001},
        {"do": "renew", "until": "2030-01-01x"},
    ],
)
def test_what_cannot_be_is_refused_and_not_repeated(cli: Cli, wrong: dict[str, object]) -> None:
    case = open_case(cli)
    ran = contact(cli, case, **wrong)
    assert ran.code == USAGE, ran
    assert not [value for value in wrong.values() if isinstance(value, str) and len(value) > 6 and value in ran.told]
    assert cli.ok("person", "show", case, "--json").json["protections"] == []


def test_one_that_holds_is_not_written_over(cli: Cli) -> None:
    case = sheltered(cli)
    assert contact(cli, case, "--json").json["seq"] is None
    assert contact(cli, case, until="2028-01-01").code == REFUSED
    assert contact(cli, case, do="renew", until="2027-01-01").code == USAGE
    assert contact(cli, open_case(cli), do="renew").code == REFUSED


def test_questions_are_answered_line_by_line_where_there_is_no_terminal(cli: Cli) -> None:
    case = open_case(cli)
    lines = "child\nprotect\nhidden\nNemnda\n2026-08-01\n2027-08-01\nparent_1, parent_2\n"
    assert typed(cli, lines, "person", "contact", case).code == 0
    assert "adresse skjult for Forelder 1, Forelder 2" in cli.ok("person", "show", case).told
    assert typed(cli, "child\nlift\nhidden\nNemnda\nOpphevet\n", "person", "contact", case).code == 0


def test_a_last_day_that_was_altered_is_found(cli: Cli) -> None:
    case = sheltered(cli)
    database = cli.database()
    with database.write() as conn:
        conn.exec_driver_sql("UPDATE person SET due_on = '2099-01-01' WHERE due_on IS NOT NULL")
    database.close()
    ran = cli("person", "show", case)
    assert (ran.code, LEAVES in ran.told) == (DAMAGED, False)


def test_verify_and_replay_find_nothing_wrong(both: Cli) -> None:
    case = sheltered(both)
    both.ok("clock", "set", "2027-09-01")
    assert both.ok("verify", "--json", "--as", "rolf").json["findings"] == []
    assert "Alt gir det samme" in both.ok("replay", case).told
    both.ok("rebuild", "--all", "--as", "rolf")
    assert len(both.ok("worklist", "--json").json["reviews"]) == 1
