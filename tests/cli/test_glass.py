"""``glass``: a foreign case read in an emergency, with a real reason; its leader is told at once, and looks at why."""

from pathlib import Path

import pytest

from pathways.machine.glass import Broken, glass_for
from pathways.store import events
from tests.cli.persons import keyed
from tests.cli.running import Cli, open_case, staffed
from tests.cli.support import alter, page, set_clock, words
from tests.cli.test_audit import TWO_AREAS
from tests.support.cases import instant
from tests.support.databases import Databases

WHY = "Politiet ringer om barnet i natt."
AS_ANNA, AS_VERA = ("--as", "anna"), ("--as", "vera")


def broken_by(cli: Cli, case: str, user: str, at: str) -> Broken | None:
    """By what somebody may read the case at an instant."""
    database = cli.database()
    with database.read() as conn:
        records = events.read_case(conn, case)
    database.close()
    return glass_for(records, user, instant(at))


def foreign_case(cli: Cli) -> str:
    """A case that is not vera's: hers to break glass for, and anna's to look at."""
    staffed(cli, BUP, by="siv")
    return open_case(cli)


def break_(cli: Cli, case: str, *more: str) -> int:
    return int(cli.ok("glass", "break", case, "--reason", WHY, *AS_VERA, *more, "--json").json["seq"])


def test_it_lasts_for_hours_ends_by_itself_and_is_in_the_case_for_good(cli_on_both: Cli) -> None:
    case = foreign_case(cli_on_both)
    seq = break_(cli_on_both, case)
    found = broken_by(cli_on_both, case, "vera", "2026-08-24T15:59")
    assert found is not None
    assert found.seq == seq
    assert broken_by(cli_on_both, case, "vera", "2026-08-24T16:00") is None
    assert broken_by(cli_on_both, case, "kari", "2026-08-24T09:00") is None
    told = page(cli_on_both, "timeline", case)
    assert ("nødtilgang til man. 24. aug. 2026 16:00" in told, WHY in told) == (True, True)
    cli_on_both.ok("replay", "--all")
    cli_on_both.ok("verify", case)


def test_what_is_only_read_offers_nothing_to_record(cli: Cli) -> None:
    case = foreign_case(cli)
    break_(cli, case)
    assert "Du kan nå" not in page(cli, "case", "can", case, *AS_VERA)
    one = page(cli, "case", "can", case, "melding_grunnlos", *AS_VERA)
    assert one.startswith("Nå: nei. Du kan lese saken, men ikke registrere noe i den.")
    assert "Du kan nå" in page(cli, "case", "can", case, "--as", "kari")


def test_its_reason_is_encrypted_and_stands_nowhere_else(databases: Databases, tmp_path: Path) -> None:
    cli = keyed(databases, tmp_path)
    case = foreign_case(cli)
    break_(cli, case)
    database = cli.database()
    with database.read() as conn:
        for table in ("event", "payload", "notice", "access_log", "org_entry", "idempotency"):
            rows = conn.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608
            assert WHY not in repr(rows), table
    database.close()


def test_the_leader_is_told_at_once_and_by_mail_without_a_word_about_whom(cli: Cli, tmp_path: Path) -> None:
    mailing = Cli(
        url=cli.url,
        env={**cli.env, "PATHWAYS_MAIL_FOLDER": str(tmp_path), "PATHWAYS_MAIL_FROM": "varsel@kommune.example"},
    )
    case = foreign_case(mailing)
    break_(mailing, case)
    (notice,) = mailing.ok("notice", "list", *AS_ANNA, "--json").json["notices"]
    assert (notice["case_id"], notice["title"]) == (case, "Nødtilgang brukt av en annen")
    assert "glass list" in words(mailing.ok("notice", "list", *AS_ANNA))
    for user in ("erik", "vera", "kari"):
        assert mailing.ok("notice", "list", "--as", user, "--json").json["notices"] == []
    mailing.ok("notice", "deliver")
    (mail,) = tmp_path.glob("*.eml")
    text = mail.read_text("utf-8")
    assert "anna@" in text
    for secret in (case, "vera", WHY, "Politiet"):
        assert secret not in text


def test_it_waits_red_until_another_has_looked_at_it(cli_on_both: Cli) -> None:
    case = foreign_case(cli_on_both)
    assert cli_on_both.ok("glass", "list", *AS_ANNA).code == 0
    seq = break_(cli_on_both, case)
    (red,) = [check for check in cli_on_both("doctor", "--json").json["checks"] if check["id"] == "glass"]
    assert (red["ok"], case in str(red)) == (False, False)
    waiting = cli_on_both("glass", "list", *AS_ANNA)
    assert (waiting.code, WHY in words(waiting), "IKKE GRANSKET" in waiting.out) == (3, True, True)
    done = ("glass", "review", case, str(seq), "--outcome", "justified", *AS_ANNA)
    cli_on_both.ok(*done)
    assert cli_on_both.ok("glass", "list", *AS_ANNA).code == 0
    assert cli_on_both(*done).code == 4
    (notice,) = cli_on_both.ok("notice", "list", "--all", *AS_ANNA, "--json").json["notices"]
    assert (notice["in_force"], notice["lapsed_why"]) == (False, "noen har gransket det")
    assert "gransket: berettiget" in page(cli_on_both, "timeline", case)
    assert broken_by(cli_on_both, case, "vera", "2026-08-24T10:00") is not None


def test_what_was_not_justified_ends_at_once_and_says_why(cli: Cli) -> None:
    case = foreign_case(cli)
    seq = str(break_(cli, case))
    judged = ("glass", "review", case, seq, "--outcome", "unjustified", *AS_ANNA)
    assert cli(*judged).code == 4
    cli.ok(*judged, "--reason", "Ingen oppgave i denne saken.")
    assert broken_by(cli, case, "vera", "2026-08-24T09:00") is None


def test_nobody_looks_at_their_own_and_only_leaders_of_the_case_do(cli: Cli) -> None:
    staffed(cli, BUP, LISE, by="siv")
    case = open_case(cli)
    cli.ok("case", "assign", case, "--unit", "team-a", *AS_ANNA)
    seq = str(cli.ok("glass", "break", case, "--reason", WHY, "--as", "lise", "--json").json["seq"])
    assert cli("glass", "review", case, seq, "--outcome", "justified", "--as", "lise").code == 7
    other = cli("glass", "review", case, seq, "--outcome", "justified", "--as", "inger")
    never = cli("glass", "review", "BV-2026-9999", seq, "--outcome", "justified", "--as", "inger")
    assert (other.code, never.code) == (5, 5)
    assert other.told.replace(case, "") == never.told.replace("BV-2026-9999", "")
    assert cli("glass", "list", "--as", "inger").code == 0
    assert cli("glass", "list", *AS_VERA).code == 7


def test_the_leaders_of_the_service_are_told_and_no_other_services(cli: Cli) -> None:
    staffed(cli, BUP, '[users.nils]\nroles = [{role = "leder", service = "bv-nes"}]\n', by="siv")
    case = open_case(cli)
    break_(cli, case)
    told = {user: len(cli.ok("notice", "list", "--as", user, "--json").json["notices"]) for user in ("anna", "nils")}
    assert told == {"anna": 1, "nils": 0}
    assert (cli("glass", "list", "--as", "anna").code, cli("glass", "list", "--as", "nils").code) == (3, 0)


def test_a_number_that_is_none_is_answered_as_everywhere_and_costs_what_a_case_costs(cli: Cli) -> None:
    case = foreign_case(cli)
    gone = cli("glass", "break", "BV-2026-9999", "--reason", WHY, *AS_VERA)
    shown = cli("case", "show", "BV-2026-9999", *AS_VERA)
    assert (gone.code, gone.told) == (shown.code, shown.told)
    seen = cli.ok("access-log", "--user", "vera", "--as", "siv", "--json").json["rows"]
    assert ("BV-2026-9999", "nødtilgang", False) in [(row["case_id"], row["purpose"], row["granted"]) for row in seen]
    for _ in range(4):
        cli("glass", "break", "BV-2026-9998", "--reason", WHY, *AS_VERA)
    assert cli("glass", "break", case, "--reason", WHY, *AS_VERA).code == 4
    set_clock(cli, "2026-08-25T07:00")
    break_(cli, case)


def test_who_may_not_is_refused_alike_whether_there_is_such_a_case(cli: Cli) -> None:
    case = foreign_case(cli)
    there, gone = (cli("glass", "break", each, "--reason", WHY, "--as", "rolf") for each in (case, "BV-2026-9999"))
    assert (there.code, there.told) == (gone.code, gone.told) == (7, there.told)
    refused = cli.ok("access-log", case, *AS_ANNA, "--json").json["rows"][1]
    assert (refused["user"], refused["granted"]) == ("rolf", False)


def test_a_refused_attempt_says_of_no_reason_that_it_was_recorded(cli: Cli) -> None:
    staffed(cli, BUP, by="siv")
    case = open_case(cli)
    assert cli("glass", "break", case, "--reason", WHY, "--as", "nina").code == 5
    cli.ok("glass", "break", case, "--reason", WHY, "--as", "vera")
    for _ in range(5):
        last = cli("glass", "break", case, "--reason", WHY, "--as", "vera")
    assert last.code == 4
    found = cli.ok("access-log", case, "--as", "anna", "--json").json["rows"]
    told = {(row["user"], row["granted"], row["information"]) for row in found if row["purpose"] == "nødtilgang"}
    assert told == {
        ("nina", False, "om saken finnes; begrunnelsen er ikke tatt vare på"),
        ("vera", False, "om saken finnes; begrunnelsen er ikke tatt vare på"),
        ("vera", True, "om saken finnes; begrunnelsen står i saken"),
    }


@pytest.mark.parametrize("reason", ["", "   ", "haster", "x x x x x", "Barnet er 01819050062 og vi må.", "a\x1bb c d"])
def test_what_is_no_reason_breaks_nothing(cli: Cli, reason: str) -> None:
    case = foreign_case(cli)
    more = ("--reason", reason) if reason else ()
    ran = cli("glass", "break", case, *more, *AS_VERA)
    assert (ran.code, ran.out) == (4, ""), ran
    assert "timeline" not in cli.ok("timeline", case).out
    assert "nødtilgang" not in cli.ok("timeline", case).out


def test_hours_are_local_and_at_most_a_day(cli: Cli) -> None:
    case = foreign_case(cli)
    long = Cli(url=cli.url, env={**cli.env, "PATHWAYS_GLASS_HOURS": "24"})
    break_(long, case)
    assert broken_by(cli, case, "vera", "2026-08-25T07:59") is not None
    assert Cli(url=cli.url, env={**cli.env, "PATHWAYS_GLASS_HOURS": "25"})("glass", "list", *AS_ANNA).code == 2


def test_where_the_log_cannot_be_written_no_glass_is_broken(cli: Cli) -> None:
    case = foreign_case(cli)
    alter(cli, "CREATE TRIGGER nei BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'nei'); END", case)
    assert cli("glass", "break", case, "--reason", WHY, *AS_VERA).code == 69
    assert broken_by(cli, case, "vera", "2026-08-24T09:00") is None


def test_the_same_command_sent_again_breaks_nothing_twice(cli: Cli) -> None:
    case = foreign_case(cli)
    first = break_(cli, case, "--key", "natt-1")
    assert break_(cli, case, "--key", "natt-1") == first
    assert len(cli.ok("notice", "list", *AS_ANNA, "--json").json["notices"]) == 1


def test_it_cannot_be_corrected_or_annulled_away(cli: Cli) -> None:
    case = foreign_case(cli)
    seq = str(break_(cli, case))
    for verb in ("annul", "correct", "redecide"):
        assert cli(verb, case, seq, "--reason", "Bort med det.", *AS_ANNA).code in (2, 4), verb
    assert cli("glass", "list", *AS_ANNA).code == 3


BUP = (
    TWO_AREAS
    + """
[areas.trust]
kind = "helseforetak"
name = "Øving helseforetak"
[services.poli]
area = "trust"
kind = "bup"
name = "BUP Øving"
[services.vakt-solvik]
area = "solvik"
kind = "barnevern"
name = "Barnevernvakten i Solvik"
[users.vera]
roles = [{role = "barnevernsvakt", service = "vakt-solvik"}]
[users.anna]
email = "anna@kommune.example"
roles = [{role = "leder", service = "bv-solvik"}]
[users.erik]
roles = [{role = "behandler", service = "poli"}]
"""
)


LISE = """
[units.team-a]
service = "bv-solvik"
[units.team-b]
service = "bv-solvik"
[users.lise]
roles = [{role = "leder", service = "bv-solvik", unit = "team-b"}]
[users.inger]
roles = [{role = "enhetsleder", service = "poli"}]
"""
NOBODY_LEADS = BUP.replace('[users.liv]\nroles = ["leder"]\n', "").replace('"leder"', '"barnekoordinator"')


def test_where_nobody_could_be_told_it_says_so_and_whom_to_turn_to_and_stays_red(cli_on_both: Cli) -> None:
    staffed(cli_on_both, NOBODY_LEADS, by="siv")
    case = open_case(cli_on_both)
    ran = cli_on_both.ok("glass", "break", case, "--reason", WHY, *AS_VERA)
    told = " ".join(ran.told.split())
    assert "varslet, og det granskes" not in told
    for said in ("INGEN ER VARSLET", "«Leder i barnevernstjenesten»", "(siv)"):
        assert said in told, said
    seq = str(cli_on_both.ok("glass", "break", case, "--reason", WHY, *AS_VERA, "--json").json["seq"])
    checks = cli_on_both("doctor", "--json").json["checks"]
    (red,) = [check for check in checks if check["id"] == "glass"]
    assert (red["ok"], "Ingen ble varslet om 2 av dem" in red["mend"]) == (False, True)
    staffed(cli_on_both, BUP, by="siv")
    listed = cli_on_both("glass", "list", *AS_ANNA)
    assert (listed.code, " ".join(listed.told.split()).count("INGEN ER VARSLET")) == (3, 2)
    break_(cli_on_both, case)
    waiting = cli_on_both("glass", "list", *AS_ANNA, "--json").json["waiting"]
    assert [each["told"] for each in waiting] == [["anna"], [], []]
    assert "varslet: anna" in " ".join(cli_on_both("glass", "list", *AS_ANNA).told.split())
    seqs = [str(each["seq"]) for each in waiting]
    assert seq in seqs
    for each in seqs:
        cli_on_both.ok("glass", "review", case, each, "--outcome", "justified", *AS_ANNA)
    (green,) = [check for check in cli_on_both("doctor", "--json").json["checks"] if check["id"] == "glass"]
    assert green["ok"]


def test_who_was_told_stands_in_the_receipt_and_a_command_sent_again_says_the_same(cli: Cli) -> None:
    case = foreign_case(cli)
    again = ("glass", "break", case, "--reason", WHY, "--key", "natt-1", *AS_VERA)
    first = cli.ok(*again, "--json").json
    assert (first["told"], first["until"]) == (["anna"], "2026-08-24T14:00:00Z")
    set_clock(cli, "2026-08-24T10:00")
    second = cli.ok(*again, "--json").json
    assert (second["repeated"], second["told"], second["until"]) == (True, first["told"], first["until"])


@pytest.mark.parametrize("user", ["anna", "kari"])
def test_whoever_reads_the_case_already_breaks_nothing(cli_on_both: Cli, user: str) -> None:
    case = foreign_case(cli_on_both)
    before = cli_on_both.ok("timeline", case, *AS_ANNA, "--json").json["entries"]
    ran = cli_on_both("glass", "break", case, "--reason", WHY, "--as", user)
    assert (ran.code, "du kan lese BV-2026-0001 allerede" in " ".join(ran.told.split())) == (4, True)
    assert cli_on_both.ok("timeline", case, *AS_ANNA, "--json").json["entries"] == before
    assert cli_on_both.ok("glass", "list", *AS_ANNA).code == 0


def test_who_sees_the_case_and_not_the_persons_may_break_it_for_them(cli: Cli) -> None:
    staffed(cli, BUP, '[users.otto]\nroles = [{role = "barnevernsvakt", service = "bv-solvik"}]\n', by="siv")
    case = open_case(cli)
    cli.ok("case", "show", case, "--as", "otto")
    assert cli("person", "show", case, "--as", "otto").code == 7
    cli.ok("glass", "break", case, "--reason", WHY, "--as", "otto")
    cli.ok("person", "show", case, "--as", "otto")


def test_a_foreign_case_of_the_own_area_is_read_for_as_long_as_it_lasts(cli_on_both: Cli) -> None:
    staffed(cli_on_both, BUP, by="siv")
    case = open_case(cli_on_both, "--reason", "Uro for barnet.")
    foreign = cli_on_both("case", "show", case, "--as", "vera")
    assert (foreign.code, case in cli_on_both("case", "list", "--as", "vera").out) == (5, False)
    seq = str(cli_on_both.ok("glass", "break", case, "--reason", WHY, "--as", "vera", "--json").json["seq"])
    assert "Uro for barnet." in words(cli_on_both.ok("timeline", case, "--as", "vera"))
    cli_on_both.ok("case", "show", case, "--as", "vera")
    newest = cli_on_both.ok("access-log", case, "--as", "anna", "--json").json["rows"][1]
    assert "brutt glass" in newest["basis"]
    set_clock(cli_on_both, "2026-08-24T14:00")
    over = cli_on_both("case", "show", case, "--as", "vera")
    assert (over.code, over.told) == (foreign.code, foreign.told)
    again = str(cli_on_both.ok("glass", "break", case, "--reason", WHY, "--as", "vera", "--json").json["seq"])
    cli_on_both.ok(
        "glass",
        "review",
        case,
        again,
        "--outcome",
        "unjustified",
        "--reason",
        "Dette var det ingen grunn til.",
        "--as",
        "anna",
    )
    assert cli_on_both("case", "show", case, "--as", "vera").code == 5
    assert seq != again


def test_no_glass_leads_into_another_area_or_another_kind_of_service(cli: Cli) -> None:
    staffed(cli, BUP, by="siv")
    case = open_case(cli)
    never = cli("glass", "break", "BV-2026-9999", "--reason", WHY, "--as", "nina")
    for user in ("nina", "erik"):
        ran = cli("glass", "break", case, "--reason", WHY, "--as", user)
        assert (ran.code, ran.told.replace(case, "")) == (never.code, never.told.replace("BV-2026-9999", "")), user
    assert broken_by(cli, case, "nina", "2026-08-24T09:00") is None
    assert cli.ok("notice", "list", "--as", "anna", "--json").json["notices"] == []
