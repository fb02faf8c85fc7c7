"""``audit``: an engagement by law, with a scope and an end; a list that names nobody; and then cases, one by one."""

import hashlib
import json
import re
from collections.abc import Mapping

import pytest

from tests.cli.running import Cli, open_case, staffed
from tests.cli.support import CONCLUDE, set_clock, words

AS_SIV, AS_ROLF = ("--as", "siv"), ("--as", "rolf")
OURS = ("--engagement", "tilsyn-barnevern", *AS_ROLF)
MAIN: Mapping[str, str] = {
    "--basis": "statsforvalter_barnevern",
    "--organisation": "Statsforvalteren i Øving",
    "--reference": "2026/17",
    "--person": "rolf",
    "--service": "barnevern",
    "--to": "2026-12-31",
}
TWO_AREAS = """
[areas.solvik]
kind = "kommune"
name = "Solvik kommune"
[areas.nes]
kind = "kommune"
name = "Nes kommune"
[services.bv-solvik]
area = "solvik"
kind = "barnevern"
name = "Barneverntjenesten i Solvik"
[services.bv-nes]
area = "nes"
kind = "barnevern"
name = "Barneverntjenesten i Nes"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-solvik"}]
[users.nina]
roles = [{role = "saksbehandler", service = "bv-nes"}]
[users.liv]
roles = ["leder"]
[users.siv]
roles = ["systemansvarlig"]
[users.rolf]
roles = ["revisor"]
"""


def start(id_: str = "t-1", /, **changed: str | None) -> tuple[str, ...]:
    """The words of ``audit start``, with some options otherwise, or left out."""
    given: dict[str, str | None] = {**MAIN, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    options = [(name, value) for name, value in given.items() if value is not None]
    return ("audit", "start", id_, *(word for pair in options for word in pair), *AS_SIV)


def rows(cli: Cli, *more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = cli.ok("audit", "list", *(more or OURS), "--json").json["rows"]
    return found


def test_an_engagement_is_recorded_with_its_law_scope_and_end_and_shown_with_all_that_came_of_it(
    cli_on_both: Cli,
) -> None:
    case = open_case(cli_on_both)
    told = cli_on_both.ok(*start(), "--reason", "Varslet tilsyn.")
    assert "barnevernsloven § 17-3" in told.out
    cli_on_both.ok("audit", "sample", "--count", "1", "--engagement", "t-1", *AS_ROLF)
    shown = cli_on_both.ok("audit", "show", "t-1", *AS_SIV, "--json").json
    assert (shown["persons"], shown["last"], shown["reference"]) == (["rolf"], "2026-12-31", "2026/17")
    assert [(each["case_id"], each["how"]) for each in shown["cases"]] == [(case, "drawn")]
    assert [entry["what"] for entry in shown["entries"]] == ["engagement", "audit_draw"]
    assert "Varslet tilsyn." in words(cli_on_both.ok("audit", "show", "t-1", *AS_SIV))


def test_the_list_names_no_case_no_person_no_day_and_no_text(cli: Cli) -> None:
    case = open_case(cli, "--reason", "Kanarifuglen sang.")
    cli.ok("advance", case, *CONCLUDE, "--reason", "Kanarifuglen sang.")
    cli.ok("case", "take", case)
    plain, as_json = cli.ok("audit", "list", *OURS), cli.ok("audit", "list", *OURS, "--json")
    for shown in (plain.told, as_json.out):
        assert not re.search(r"BV-|kari|Kanari|\d{4}-\d{2}-\d{2}|\d+\. [a-z]+", shown.replace("rolf", "")), shown
    (row,) = as_json.json["rows"]
    assert (row["opened"], row["ended"], row["case_id"]) == ("2026-08", None, None)
    assert "Undersøkelse pågår" in row["states"]
    assert (row["met"], row["missed"]) == (1, 0)


def test_a_row_is_called_otherwise_in_another_engagement_and_alike_in_the_same(cli: Cli) -> None:
    open_case(cli)
    cli.ok(*start())
    first, again, other = rows(cli), rows(cli), rows(cli, "--engagement", "t-1", *AS_ROLF)
    assert first[0]["row"] == again[0]["row"] != other[0]["row"]


def test_a_sample_is_drawn_by_a_seed_that_anybody_can_check(cli_on_both: Cli) -> None:
    for _ in range(7):
        open_case(cli_on_both)
    every = sorted(str(row["row"]) for row in rows(cli_on_both))
    made = cli_on_both.ok("audit", "sample", "--count", "3", *OURS, "--json").json
    digests = {row: hashlib.sha256(f"{made['seed']}:{row}".encode()).hexdigest() for row in every}
    assert [each["row"] for each in made["cases"]] == sorted(every, key=digests.__getitem__)[:3]
    assert made["population"] == hashlib.sha256("".join(f"{row}\n" for row in every).encode()).hexdigest()
    opened = {row["row"]: row["case_id"] for row in rows(cli_on_both) if row["case_id"]}
    assert opened == {each["row"]: each["case_id"] for each in made["cases"]}
    second = cli_on_both.ok("audit", "sample", "--count", "500", *OURS, "--json").json
    assert (second["of"], second["seed"] != made["seed"]) == (4, True)
    assert {each["row"] for each in second["cases"]}.isdisjoint(opened)
    assert cli_on_both("audit", "sample", "--count", "1", *OURS).code == 4


def test_a_case_outside_the_sample_is_taken_with_a_reason_that_is_recorded(cli: Cli) -> None:
    case, other = open_case(cli), open_case(cli)
    row = str(rows(cli)[0]["row"])
    assert cli("audit", "take", row, "--reason", " ", *OURS).code == 2
    taken = cli.ok("audit", "take", row[:6], "--reason", "Fristen ble ikke holdt.", *OURS, "--json").json
    assert taken["cases"][0]["case_id"] in (case, other)
    assert "Fristen ble ikke holdt." in words(cli.ok("audit", "show", "tilsyn-barnevern", *AS_SIV))
    assert cli("audit", "take", row, "--reason", "Igjen.", *OURS).code == 4
    for unknown in ("zzzz", "%", "", case):
        assert cli("audit", "take", unknown, "--reason", "Prøver.", *OURS).code in (2, 5), unknown
    assert cli("audit", "take", row, "--reason", "Barnet er 01819050062.", *OURS).code == 2


def test_that_somebody_listed_drew_or_took_is_in_the_access_log_with_whom_they_belong_to(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("audit", "sample", "--count", "1", *OURS)
    found = cli.ok("access-log", case, "--as", "liv", "--json").json["rows"]
    told = [(row["user"], row["organisation"], row["every_case"], row["information"]) for row in found[1:]]
    where = "Statsforvalteren i Øving"
    assert told == [("rolf", where, False, "saksnummeret"), ("rolf", where, True, "liste uten navn og saksnummer")]
    assert "barnevernsloven § 17-3" in found[1]["purpose"]


def test_after_the_last_day_there_is_nothing_and_before_the_first(cli: Cli) -> None:
    open_case(cli)
    cli.ok(*start(**{"from": "2026-09-01", "to": "2026-09-30"}))
    mine = ("audit", "list", "--engagement", "t-1", *AS_ROLF)
    never = cli("audit", "list", "--engagement", "aldri", *AS_ROLF)
    for clock, code in (("2026-08-31T10:00", 7), ("2026-09-01T10:00", 0), ("2026-09-30T21:59", 0)):
        set_clock(cli, clock)
        assert cli(*mine).code == code, clock
    cli.ok("audit", "extend", "t-1", "--to", "2026-10-02", "--reason", "Flere saker.", *AS_SIV)
    set_clock(cli, "2026-10-02T10:00")
    cli.ok(*mine)
    cli.ok("audit", "end", "t-1", "--last", "2026-10-01", "--reason", "Ferdig.", *AS_SIV)
    over = cli(*mine)
    assert (over.code, over.told) == (never.code, never.told) == (7, over.told)


def test_what_was_ended_is_ended_and_neither_ends_again_nor_goes_on(cli_on_both: Cli) -> None:
    cli = cli_on_both
    open_case(cli)
    cli.ok(*start(to="2026-12-31"))
    ended = cli.ok("audit", "end", "t-1", "--reason", "Ferdig.", *AS_SIV)
    assert "avsluttet, siste dag: man. 24. aug. 2026" in words(ended)
    again = cli("audit", "end", "t-1", "--reason", "Ferdig.", *AS_SIV)
    assert (again.code, "ble avsluttet med siste dag man. 24. aug. 2026" in again.told) == (4, True)
    longer = cli("audit", "extend", "t-1", "--to", "2026-12-31", "--reason", "Mer.", *AS_SIV)
    assert (longer.code, "pathways audit start" in longer.told) == (4, True)
    assert cli.ok("audit", "list", "--engagement", "t-1", *AS_ROLF).code == 0
    cli.ok("audit", "end", "t-1", "--last", "2026-08-23", "--reason", "Straks.", *AS_SIV)
    assert cli("audit", "list", "--engagement", "t-1", *AS_ROLF).code == 7
    for command in (("end",), ("end", "--last", "2026-08-23"), ("extend", "--to", "2026-12-31")):
        assert cli("audit", command[0], "t-1", *command[1:], "--reason", "Mer.", *AS_SIV).code == 4, command
    what = [(each["what"], each["ended"]) for each in entries(cli)]
    assert what == [("engagement", False), ("engagement_until", True), ("engagement_until", True)]


def test_no_number_is_shown_or_logged_as_shown_once_the_engagement_is_over(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok(*start(to="2026-12-31"))
    cli.ok("audit", "sample", "--count", "1", "--engagement", "t-1", *AS_ROLF)
    assert case in cli.ok("audit", "show", "t-1", *AS_ROLF).told
    before = len(cli.ok("access-log", case, "--as", "liv", "--json").json["rows"])
    cli.ok("audit", "end", "t-1", "--last", "2026-08-23", "--reason", "Straks.", *AS_SIV)
    told = cli.ok("audit", "show", "t-1", *AS_ROLF).told
    assert (case in told, "Saker som kunne leses mens tilsynet varte –" in told) == (False, True)
    rows = cli.ok("access-log", case, "--as", "liv", "--json").json["rows"]
    assert "rolf" not in {row["user"] for row in rows[: len(rows) - before]}


def test_what_ran_out_by_itself_goes_on_by_a_new_engagement_alone(cli: Cli) -> None:
    open_case(cli)
    cli.ok(*start(to="2026-08-31"))
    set_clock(cli, "2026-09-01T10:00")
    for command in (("end",), ("extend", "--to", "2026-12-31")):
        ran = cli("audit", command[0], "t-1", *command[1:], "--reason", "Mer.", *AS_SIV)
        assert (ran.code, "varte til man. 31. aug. 2026" in ran.told) == (4, True), ran


@pytest.mark.parametrize(
    ("verb", "option", "day"),
    [("extend", "--to", "2026-12-31"), ("extend", "--to", "2026-09-30"), ("end", "--last", "2026-12-31"),
     ("end", "--last", "2027-01-31")],
)  # fmt: skip
def test_extending_makes_it_longer_and_ending_shorter_and_nothing_else(
    cli: Cli, verb: str, option: str, day: str
) -> None:
    cli.ok(*start(to="2026-12-31"))
    ran = cli("audit", verb, "t-1", option, day, "--reason", "Prøve.", *AS_SIV)
    other = "audit end" if verb == "extend" else "audit extend"
    assert (ran.code, other in ran.told, len(entries(cli))) == (2, True, 1), ran


def entries(cli: Cli) -> list[dict[str, object]]:
    found: list[dict[str, object]] = cli.ok("audit", "show", "t-1", *AS_SIV, "--json").json["entries"]
    return found


def test_whoever_is_not_in_it_sees_neither_its_list_nor_that_there_is_one(cli: Cli) -> None:
    assert cli("audit", "list", "--engagement", "tilsyn-barnevern", "--as", "liv").code == 7
    assert cli("audit", "show", "--as", "kari").code == 7
    assert cli(*start()[:-2], *AS_ROLF).code == 7
    both = cli("audit", "list", *AS_ROLF)
    assert (both.code, "--engagement" in both.told) == (2, True)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"basis": "statsforvalter_helse"}, "spesialisthelsetjenesteloven § 7-1 rekker ikke"),
        ({"basis": "ingen"}, "Ukjent hjemmel"),
        ({"service": "skole"}, "ukjent tjeneste"),
        ({"service": None}, "--service"),
        ({"person": "kari"}, "kari har ikke en rolle"),
        ({"person": "ukjent"}, "ukjent har ikke en rolle"),
        ({"to": "2028-01-01"}, "høyst 366 dager"),
        ({"to": "2026-08-01"}, "før"),
        ({"pathway": "ukjent"}, "ukjent forløp"),
        ({"from": "2022-01-01"}, "gjelder ikke alle de dagene"),
        ({"reference": "01819050062"}, "fødselsnummer"),
        ({"organisation": "a\x1bb"}, "--organisation"),
        ({"cases_from": "2026-02-01", "cases_to": "2026-01-01"}, "--cases-to"),
    ],
)
def test_what_the_basis_does_not_allow_is_refused(cli: Cli, changed: dict[str, str | None], says: str) -> None:
    ran = cli(*start(**changed))
    assert (ran.code in (2, 5), says in ran.told) == (True, True), ran.told
    assert "t-1" not in cli.ok("audit", "show", *AS_SIV).out


def test_a_control_committee_looks_at_its_own_municipality_alone(cli: Cli) -> None:
    staffed(cli, TWO_AREAS, by="siv")
    ours, theirs = (
        str(cli.ok("case", "open", "barnevern_undersokelse", "--set", "meldere=11", "--set", "innhold=1.1.02",
                   "--as", who, "--json").json["case_id"])
        for who in ("kari", "nina")
    )  # fmt: skip
    wide = cli(*start(basis="kontrollutvalg"))
    assert (wide.code, "ett dataområde" in wide.told) == (2, True)
    cli.ok(*start(basis="kontrollutvalg", service="bv-solvik"))
    made = cli.ok("audit", "sample", "--count", "9", "--engagement", "t-1", *AS_ROLF, "--json").json
    assert ([each["case_id"] for each in made["cases"]], made["of"]) == ([ours], 1)
    assert theirs not in json.dumps(made)


def test_days_and_pathways_narrow_the_scope(cli: Cli) -> None:
    open_case(cli)
    set_clock(cli, "2026-10-05T10:00")
    late = open_case(cli)
    cli.ok(*start("sent", cases_from="2026-10-01"))
    cli.ok(*start("tidlig", cases_to="2026-09-30"))
    cli.ok(*start("annet", pathway="barnevern_fosterhjem"))
    found = {id_: len(rows(cli, "--engagement", id_, *AS_ROLF)) for id_ in ("sent", "tidlig", "annet")}
    # What is still open was open in October, too.
    assert found == {"sent": 2, "tidlig": 1, "annet": 0}
    assert late


def test_what_was_registered_by_mistake_is_in_the_list_and_can_be_read(cli: Cli) -> None:
    case = open_case(cli, "--reason", "Kanarifuglen sang.")
    cli.ok("annul", case, "1", "--why", "Feil barn.")
    (row,) = rows(cli)
    assert (row["pathways"], row["states"]) == ([], ["registrert ved en feil"])
    assert "registrert ved en feil" in words(cli.ok("audit", "list", *OURS))
    cli.ok("audit", "sample", "--count", "1", *OURS)
    assert "Kanarifuglen sang." in words(cli.ok("timeline", case, *AS_ROLF))
    assert "Kanarifuglen" not in cli.ok("timeline", case, "--as", "liv").out


def test_no_command_shows_what_the_rows_are_called_by(cli: Cli) -> None:
    open_case(cli)
    database = cli.database()
    with database.read() as conn:
        (entry,) = conn.exec_driver_sql("SELECT entry FROM org_entry WHERE entry LIKE '%tilsyn-barnevern%'").scalars()
    database.close()
    key = json.loads(entry)["data"]["key"]
    assert len(key) == 64
    for command in (
        ("audit", "show", "tilsyn-barnevern", *AS_SIV),
        ("audit", "show", *AS_SIV),
        ("audit", "list", *OURS),
        ("people", "show", "rolf"),
        ("people", "list"),
    ):
        for more in ((), ("--json",)):
            ran = cli.ok(*command, *more)
            assert key not in ran.out + ran.err


READS = [("case", "show"), ("timeline",), ("case", "can"), ("deadline", "list"), ("access-log",), ("replay",)]


def test_a_case_is_read_once_it_was_drawn_and_until_the_last_day_and_as_if_there_were_none_else(
    cli_on_both: Cli,
) -> None:
    case, other = open_case(cli_on_both, "--reason", "Uro."), open_case(cli_on_both)
    cli_on_both.ok(*start(to="2026-09-30"))
    ours = ("--engagement", "t-1", *AS_ROLF)
    (row,) = [each["row"] for each in rows(cli_on_both, *ours)][:1]
    assert [cli_on_both(*verb, case, *AS_ROLF).code for verb in READS[:-1]] == [5] * 5
    opened = cli_on_both.ok("audit", "take", str(row), "--reason", "Prøve.", *ours, "--json").json["cases"][0][
        "case_id"
    ]
    shut = {case, other} - {opened}
    for verb in READS:
        cli_on_both.ok(*verb, opened, *AS_ROLF)
    for number in (*shut, "BV-2026-9999"):
        ran = cli_on_both("case", "show", number, *AS_ROLF)
        assert (ran.code, ran.told.replace(number, "")) == (
            5,
            cli_on_both("case", "show", "BV-2026-9998", *AS_ROLF).told.replace("BV-2026-9998", ""),
        )
    listed = cli_on_both.ok("case", "list", *AS_ROLF, "--json").json["cases"]
    assert [each["case_id"] for each in listed] == [opened]
    newest = cli_on_both.ok("access-log", opened, "--as", "liv", "--json").json["rows"][1]
    assert ("barnevernsloven § 17-3" in newest["basis"], newest["organisation"]) == (True, "Statsforvalteren i Øving")
    cli_on_both.ok("audit", "end", "t-1", "--last", "2026-08-23", *AS_SIV)
    assert [cli_on_both(*verb, opened, *AS_ROLF).code for verb in READS[:-1]] == [5] * 5


def test_figures_and_replay_are_over_the_whole_scope_and_name_no_case(cli: Cli) -> None:
    for _ in range(3):
        open_case(cli)
    replayed = cli.ok("replay", "--all", *AS_ROLF, "--json").json
    assert replayed["cases"] == 3
    figures = cli.ok("report", "deadlines", *AS_ROLF)
    assert "BV-" not in figures.out
    assert figures.out == cli.ok("report", "deadlines", "--as", "liv").out
    assert "BV-" not in cli("report", "deadlines", "--list", "due", *AS_ROLF).out


def test_without_an_engagement_an_auditor_reads_nothing_that_is_said_in_a_case(cli: Cli) -> None:
    case = open_case(cli)
    for engagement in ("tilsyn-barnevern", "tilsyn-bup"):
        cli.ok("audit", "end", engagement, "--last", "2026-08-23", *AS_SIV)
    for command in (("case", "show", case), ("timeline", case), ("log", "export", case, "--to", "ingen.jsonl")):
        assert cli(*command, *AS_ROLF).code == 5, command
    for listing in (("case", "list"), ("worklist",), ("report", "deadlines"), ("report", "past")):
        assert case not in cli(*listing, *AS_ROLF).out, listing
