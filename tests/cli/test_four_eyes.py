"""Four eyes: what one person proposes, another approves; until then it has not happened."""

import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from pathways.engine.telling import PROPOSAL
from pathways.store import notices
from tests.cli.auditing import draw_all
from tests.cli.running import Cli, sandbox_of, staffed
from tests.cli.support import page
from tests.support import access
from tests.support.databases import Databases, SqliteDatabases
from tests.support.two_people import laid_in

WHY = ("--reason", "Skolen og familien forteller det samme.")
CONCLUDED = ("konkludert", "--set", "henlegges=nei", "--set", "arsak=sammensatt,utredning", "--set", "frist=2026-10-01")
MORE = ("--set", "antall=3", "--text", "notat=Notert av kari.")
KARI, LIV = ("--as", "kari"), ("--as", "liv")
BOTH = """
[users.kari]
roles = ["saksbehandler", "leder"]
[users.jonas]
roles = ["saksbehandler"]
[users.liv]
roles = ["leder"]
[users.siv]
roles = ["systemansvarlig"]
[users.rolf]
roles = ["revisor"]
"""


NORTH = """
[services.bv-nord]
area = "kommunen"
kind = "barnevern"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
"""
STAFF = """
[users.siv]
roles = ["systemansvarlig"]
"""


@pytest.fixture
def two(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A sandbox whose only pathway asks for two people."""
    return sandbox_of(sqlite_databases, PATHWAYS_DEFINITIONS=str(laid_in(tmp_path / "definitions")))


@pytest.fixture
def two_on_both(databases: Databases, tmp_path: Path) -> Cli:
    """The same, on SQLite and on PostgreSQL."""
    return sandbox_of(databases, PATHWAYS_DEFINITIONS=str(laid_in(tmp_path / "definitions")))


def opened(cli: Cli) -> str:
    return str(cli.ok("case", "open", "prove", *KARI, "--json").json["case_id"])


def proposed(cli: Cli, case: str, *who: str) -> int:
    """The number of a proposal to conclude."""
    ran = cli.ok("advance", case, *CONCLUDED, *MORE, *WHY, *(who or KARI), "--json")
    assert ran.json["waits_for"] == ["leder"]
    return int(ran.json["seq"])


def entries(cli: Cli, case: str, *more: str) -> dict[int, dict[str, Any]]:
    told = cli.ok("timeline", case, *LIV, *more, "--json").json["entries"]
    return {each["seq"]: each for each in told}


def run_of(cli: Cli, case: str, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = cli.ok("case", "show", case, *LIV, *more, "--json").json["runs"][0]
    return found


def inbox(cli: Cli, user: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli.ok("notice", "list", "--as", user, "--json").json["notices"]
    return found


def recipients(cli: Cli, case: str) -> list[dict[str, Any]]:
    """The notices of proposals that are in force, whoever they are for."""
    database = cli.database()
    with database.read() as conn:
        found = [each for each in notices.of_case(conn, case) if each.title_key == PROPOSAL]
    database.close()
    return [{"recipient": each.recipient, "role": each.role} for each in found]


def whole(cli: Cli) -> None:
    assert cli.ok("replay", "--all", "--as", "rolf", "--json").json["ok"]
    assert cli.ok("verify", "--as", "rolf", "--json").json["ok"]


def test_what_one_proposes_happens_when_another_approves(two_on_both: Cli) -> None:
    two = two_on_both
    case = opened(two)
    told = page(two, "advance", case, *CONCLUDED, *MORE, *WHY, *KARI)
    assert "Foreslått: hendelse 2 i PR-2026-0001, konkludert, av kari. Den er ikke registrert ennå" in told
    assert "bare «Leder i barnevernstjenesten» kan godkjenne (liv)" in told
    assert run_of(two, case)["state"] == "mottatt"
    [waiting] = two.ok("case", "show", case, *LIV, "--json").json["proposals"]
    assert (waiting["seq"], waiting["event"], waiting["user"], waiting["by"]) == (2, "konkludert", "kari", ["leder"])
    assert (waiting["mine"], waiting["own"]) == (True, False)
    assert "Venter på godkjenning" in page(two, "case", "show", case, *LIV)
    assert f"approve {case} 2" in page(two, "case", "can", case, *LIV)
    assert f"withdraw {case} 2" in page(two, "case", "can", case, *KARI)
    assert "konkludert" in page(two, "worklist", *LIV)
    [task] = two.ok("worklist", *LIV, "--json").json["proposals"]
    assert (task["case_id"], task["seq"], task["by"]) == (case, 2, ["leder"])
    [notice] = inbox(two, "liv")
    assert (notice["event"], notice["deadline"], notice["in_force"]) == ("konkludert", None, True)
    assert inbox(two, "kari") == []
    two.ok("clock", "advance", "1d")
    told = page(two, "approve", case, "2", *LIV)
    assert "Godkjent: hendelse 3 i PR-2026-0001, konkludert, skjedde tir. 25. aug. 2026" in told
    assert "foreslått av kari (hendelse 2), godkjent av liv" in told
    assert run_of(two, case)["state"] == "undersokes"
    assert two.ok("case", "show", case, *LIV, "--json").json["proposals"] == []
    assert two.ok("worklist", *LIV, "--json").json["proposals"] == []
    assert inbox(two, "liv") == []
    whole(two)


def test_both_names_roles_and_days_stand_in_the_event_and_on_the_timeline(two: Cli) -> None:
    case = opened(two)
    proposed(two, case)
    two.ok("clock", "advance", "1d")
    two.ok("approve", case, "2", "--reason", "Enig.", *LIV)
    told = entries(two, case)
    assert (told[2]["kind"], told[3]["kind"], told[4]["kind"]) == ("proposal", "act", "proposal_closed")
    assert (told[3]["user"], told[3]["roles"], told[3]["happened_on"]) == ("liv", ["leder"], "2026-08-25")
    assert told[3]["proposed"] == {
        "seq": 2,
        "user": "kari",
        "roles": ["saksbehandler"],
        "on_behalf_of": None,
        "recorded_at": "2026-08-24T06:00:00Z",
    }
    assert [text["text"] for text in told[3]["texts"]] == ["Notert av kari.", "Skolen og familien forteller det samme."]
    assert {detail["name"]: detail["value"] for detail in told[3]["details"]} == {
        "henlegges": False,
        "arsak": ["sammensatt", "utredning"],
        "frist": "2026-10-01",
        "antall": 3,
    }
    assert [text["text"] for text in told[4]["texts"]] == ["Enig."]
    page_ = page(two, "timeline", case, *LIV)
    assert "forslag: Melding konkludert" in page_
    assert "→ godkjent, se hendelse 3" in page_
    assert (
        "foreslått av kari («Saksbehandler i barnevernstjenesten») man. 24. aug. 2026 kl. 08:00, hendelse 2; "
        "godkjent av liv («Leder i barnevernstjenesten»)" in page_
    )
    assert "godkjente forslaget i hendelse 2: Melding konkludert" in page_


def test_who_proposed_cannot_approve_whatever_roles_they_hold(two: Cli) -> None:
    case = opened(two)
    seq = str(proposed(two, case, *LIV))
    refused = two("approve", case, seq, *LIV)
    assert (refused.code, "liv foreslo dette selv" in refused.told) == (7, True)
    assert two("decline", case, seq, "--reason", "Nei.", *LIV).code == 7
    assert two.ok("case", "show", case, *LIV, "--json").json["proposals"][0]["own"] is True
    assert inbox(two, "liv") == []
    assert "bare «Leder i barnevernstjenesten» kan godkjenne, og ingen annen har den rollen nå" in page(
        two, "case", "show", case, *LIV
    )
    assert run_of(two, case)["state"] == "mottatt"


def test_who_stands_in_for_the_proposer_cannot_approve_by_their_role(two: Cli) -> None:
    """Kari is caseworker and leader, proposes and goes away; Jonas has her roles for as long."""
    staffed(two, BOTH, by="siv")
    case = opened(two)
    seq = str(proposed(two, case))
    two.ok("people", "absent", "kari", "--from", "2026-08-24", "--substitute", "jonas", "--as", "siv")
    refused = two("approve", case, seq, "--as", "jonas")
    assert (refused.code, "bare som vikar for kari, som foreslo dette" in refused.told) == (7, True)
    assert two("decline", case, seq, "--reason", "Nei.", "--as", "jonas").code == 7
    assert two.ok("case", "show", case, "--as", "jonas", "--json").json["proposals"][0]["mine"] is False
    two.ok("approve", case, seq, *LIV)
    whole(two)


def test_a_substitute_of_another_may_approve_and_the_proposer_may_be_one(two: Cli) -> None:
    case = opened(two)
    two.ok("people", "absent", "liv", "--from", "2026-08-24", "--substitute", "kari", "--as", "siv")
    own = str(proposed(two, case))
    assert two("approve", case, own, *KARI).code == 7
    two.ok("withdraw", case, own, *KARI)
    seq = str(proposed(two, case, "--as", "jonas"))
    two.ok("approve", case, seq, *KARI)
    assert run_of(two, case)["state"] == "undersokes"


def test_whoever_holds_no_role_for_it_approves_nothing(two: Cli) -> None:
    case = opened(two)
    seq = str(proposed(two, case))
    refused = two("approve", case, seq, "--as", "jonas")
    assert (refused.code, "«konkludert» godkjennes av «Leder i barnevernstjenesten»" in refused.told) == (7, True)
    assert two("decline", case, seq, "--reason", "Nei.", "--as", "jonas").code == 7
    assert two("withdraw", case, seq, "--as", "jonas").code == 7
    assert two("approve", case, "1", *LIV).code == 5
    assert two("approve", case, "99", *LIV).code == 5
    assert two("approve", "PR-2026-0099", seq, *LIV).code == 5


def test_one_who_may_both_record_and_approve_still_needs_another(two: Cli) -> None:
    """Where the same role records and approves, it takes two who hold it."""
    case = opened(two)
    ran = two.ok("advance", case, "utvidet", *WHY, *KARI, "--json")
    assert ran.json["waits_for"] == ["saksbehandler", "leder"]
    assert {each["recipient"] for each in recipients(two, case)} == {"jonas", "liv"}
    assert two("approve", case, "2", *KARI).code == 7
    two.ok("approve", case, "2", "--as", "jonas")
    [frist] = run_of(two, case)["deadlines"]
    assert (frist["extended_by"], frist["nominal"]) == (3, "2026-09-14")
    told = page(two, "deadline", "explain", case, frist["name"], *LIV)
    assert "foreslått av kari («Saksbehandler i barnevernstjenesten»" in told
    assert "man. 24. aug. 2026; godkjent av jonas («Saksbehandler i barnevernstjenesten»" in told
    extension = two.ok("deadline", "explain", case, frist["name"], *LIV, "--json").json["extension"]
    assert (extension["user"], extension["proposed"]["user"], extension["proposed"]["seq"]) == ("jonas", "kari", 2)


def test_what_is_declined_or_withdrawn_never_happens_and_can_be_proposed_anew(two_on_both: Cli) -> None:
    two = two_on_both
    case = opened(two)
    first = proposed(two, case)
    assert two("decline", case, str(first), *LIV).code == 4
    assert "Avslått" in page(two, "decline", case, str(first), "--reason", "Mangler uttalelse.", *LIV)
    assert (inbox(two, "liv"), run_of(two, case)["state"]) == ([], "mottatt")
    told = page(two, "timeline", case, *LIV)
    assert ("→ avslått, se hendelse 3" in told, "Mangler uttalelse." in told) == (True, True)
    second = proposed(two, case)
    two.ok("withdraw", case, str(second), *KARI)
    for verb in ("approve", "decline", "withdraw"):
        refused = two(verb, case, str(second), "--reason", "Sent.", *(KARI if verb == "withdraw" else LIV))
        assert (refused.code, "er trukket (hendelse 5)" in refused.told) == (4, True)
    third = str(proposed(two, case))
    two.ok("approve", case, third, *LIV)
    assert "er godkjent allerede" in two("approve", case, third, *LIV).told
    whole(two)


def test_the_same_is_not_proposed_twice_and_another_event_may_come_between(two: Cli) -> None:
    case = opened(two)
    proposed(two, case)
    again = two("advance", case, *CONCLUDED, *WHY, "--as", "jonas")
    assert (again.code, "er foreslått allerede og venter på godkjenning (hendelse 2)" in again.told) == (4, True)
    two.ok("advance", case, "lest", "--expect", "1", "--as", "jonas")
    two.ok("approve", case, "2", *LIV)


def test_a_proposal_stops_no_clock_and_the_approval_counts_from_its_own_day(two: Cli) -> None:
    """The report is due on 31 August. What is proposed on the 28th and approved on 2 September came too late."""
    case = opened(two)
    two.ok("clock", "advance", "4d")
    seq = str(proposed(two, case))
    two.ok("clock", "advance", "5d")
    two.ok("approve", case, seq, *LIV)
    [frist] = run_of(two, case)["deadlines"]
    assert (frist["settled_on"], frist["word"]) == ("2026-09-02", "met_late")
    assert run_of(two, case, "--at", "2026-08-30")["state"] == "mottatt"
    whole(two)


def test_what_was_agreed_in_time_and_entered_later_is_in_time(two: Cli) -> None:
    case = opened(two)
    two.ok("clock", "advance", "10d")
    ran = two.ok("advance", case, *CONCLUDED, *WHY, "--happened", "2026-08-28", *KARI, "--json")
    seq = str(ran.json["seq"])
    early = two("approve", case, seq, "--happened", "2026-08-27", *LIV)
    assert (early.code, "kan ikke ha skjedd før det" in early.told) == (4, True)
    assert two("approve", case, seq, "--happened", "2026-09-30", *LIV).code == 4
    two.ok("approve", case, seq, "--happened", "2026-08-28", *LIV)
    [frist] = run_of(two, case)["deadlines"]
    assert (frist["settled_on"], frist["word"]) == ("2026-08-28", "met")
    assert run_of(two, case, "--at", "2026-08-30")["state"] == "undersokes"
    assert run_of(two, case, "--known-at", "2026-08-30")["state"] == "mottatt"
    whole(two)


def test_an_approval_that_is_entered_late_says_why(two: Cli) -> None:
    case = opened(two)
    proposed(two, case, *KARI)
    two.ok("clock", "advance", "20d")
    when = ("--happened", "2026-08-24T09:00")
    assert two("approve", case, "2", *when, *LIV).code == 4
    two.ok("approve", case, "2", *when, "--late-reason", "Liv var på kurs.", *LIV)
    assert "Liv var på kurs." in page(two, "timeline", case, *LIV)


def test_what_has_become_impossible_is_refused_and_stays_a_proposal(two: Cli) -> None:
    case = opened(two)
    first = str(proposed(two, case))
    two.ok("advance", case, "utvidet", *WHY, *KARI)
    two.ok("approve", case, first, *LIV)
    refused = two("approve", case, "3", *LIV)
    assert (refused.code, "utvidet" in refused.told) == (4, True)
    assert [each["seq"] for each in two.ok("case", "show", case, *LIV, "--json").json["proposals"]] == [3]
    two.ok("decline", case, "3", "--reason", "Meldingen er konkludert.", *LIV)
    whole(two)


def test_the_wrong_child_s_proposal_is_hidden_at_once_before_and_after_it_was_approved(two: Cli) -> None:
    case = opened(two)
    first = proposed(two, case)
    two.ok("annul", case, str(first), "--why", "Feil barn.", *KARI)
    assert (two.ok("case", "show", case, *LIV, "--json").json["proposals"], inbox(two, "liv")) == ([], [])
    assert "Notert av kari." not in two.ok("timeline", case, *LIV).out
    second = proposed(two, case)
    two.ok("approve", case, str(second), "--reason", "Enig med kari.", *LIV)
    refused = two("annul", case, str(second), "--why", "Feil barn.", *LIV)
    assert (refused.code, "Det er hendelse 5 som merkes feilregistrert" in refused.told) == (4, True)
    two.ok("annul", case, "5", "--why", "Feil barn.", *LIV)
    told = two.ok("timeline", case, *LIV).out
    hidden = ("Notert av kari.", "Skolen og familien", "Enig med kari.", "Sammensatt")
    assert [each for each in hidden if each in told] == []
    assert run_of(two, case)["state"] == "mottatt"
    assert "Notert av kari." in draw_all(two).ok("timeline", case, "--as", "rolf").out
    whole(two)


def test_a_proposal_is_not_corrected_nor_decided_anew_nor_taken_into_a_set(two: Cli, tmp_path: Path) -> None:
    case = opened(two)
    seq = str(proposed(two, case))
    for arguments in (("correct", case, seq, "--why", "Feil."), ("redecide", case, seq, "--reason", "Nytt.")):
        refused = two(*arguments, *LIV)
        assert (refused.code, "er et forslag og kan ikke rettes" in refused.told) == (4, True), refused
    file = tmp_path / "endringer.json"
    change = {"enter": "konkludert", "set": {"henlegges": "nei"}, "reason": "Sammen."}
    file.write_text(json.dumps([change]))
    refused = two("amend", case, str(file), "--why", "Feil.", *LIV)
    assert (refused.code, "skjer først når en annen har godkjent" in refused.told) == (4, True), refused


def test_the_same_command_sent_again_approves_once(two_on_both: Cli) -> None:
    two = two_on_both
    case = opened(two)
    given = ("advance", case, *CONCLUDED, *WHY, "--key", "forslag-1", *KARI)
    assert two.ok(*given, "--json").json["seq"] == two.ok(*given, "--json").json["seq"] == 2
    approve = ("approve", case, "2", "--key", "godkjent-1", *LIV)
    first, second = two.ok(*approve, "--json").json, two.ok(*approve, "--json").json
    assert (first["seq"], second["seq"], second["repeated"], second["proposed_by"]) == (3, 3, True, "kari")
    assert two("decline", case, "2", "--reason", "Nei.", "--key", "godkjent-1", *LIV).code == 6
    assert two.ok(*given, "--json").json["waits_for"] == ["leder"]


def test_earlier_moments_show_what_waited_then(two_on_both: Cli) -> None:
    two = two_on_both
    case = opened(two)
    proposed(two, case)
    two.ok("clock", "advance", "3d")
    two.ok("approve", case, "2", *LIV)
    then = ("--known-at", "2026-08-25")
    assert [each["seq"] for each in two.ok("case", "show", case, *then, *LIV, "--json").json["proposals"]] == [2]
    assert [each["seq"] for each in two.ok("worklist", *then, *LIV, "--json").json["proposals"]] == [2]
    assert two.ok("worklist", "--known-at", "2026-08-23", *LIV, "--json").json["proposals"] == []
    assert "venter på godkjenning" in page(two, "timeline", case, *then, *LIV)


def test_what_is_kept_beside_the_log_is_written_anew_from_it(two: Cli) -> None:
    case = opened(two)
    proposed(two, case)
    two.ok("rebuild", "--all", *LIV)
    two.ok("approve", case, "2", *LIV)
    two.ok("rebuild", "--all", *LIV)
    assert run_of(two, case)["state"] == "undersokes"
    whole(two)


def test_who_gets_the_role_later_is_told_what_waits(two: Cli) -> None:
    case = opened(two)
    proposed(two, case, *LIV)
    assert [each["recipient"] for each in recipients(two, case)] == [""]
    staffed(two, BOTH, by="siv")
    two.ok("tick")
    assert [each["event"] for each in inbox(two, "kari")] == ["konkludert"]
    two.ok("approve", case, "2", *KARI)


def concluded(cli: Cli) -> str:
    """A case whose report kari and liv concluded: event 3, closed in 4."""
    case = opened(cli)
    proposed(cli, case)
    cli.ok("approve", case, "2", *LIV)
    return case


def test_what_two_people_made_is_corrected_by_two(two_on_both: Cli) -> None:
    two = two_on_both
    case = concluded(two)
    told = page(two, "correct", case, "3", "--set", "henlegges=ja", "--why", "Feil avkryssing.", *LIV)
    assert "Foreslått: hendelse 5 i PR-2026-0001, konkludert, av liv. Den er ikke registrert ennå" in told
    assert run_of(two, case)["state"] == "undersokes"
    told = page(two, "case", "show", case, *KARI)
    assert "som rettet: skjedde man. 24. aug. 2026 kl. 08:00" in told
    assert ("Henlegges: ja" in told, "Feil avkryssing." in told) == (True, True)
    [waits] = two.ok("worklist", *LIV, "--json").json["proposals"] or [{}]
    assert (waits["corrects"], waits["user"]) == (3, "liv")
    assert "retting av hendelse 3, foreslått av liv" in page(two, "worklist", *LIV)
    assert two("approve", case, "5", *LIV).code == 7
    staffed(two, BOTH, by="siv")
    refused = two("approve", case, "5", "--happened", "2026-08-24", *KARI)
    assert (refused.code, "er en retting, og sier selv når det skjedde" in refused.told) == (4, True)
    two.ok("approve", case, "5", *KARI)
    assert run_of(two, case)["state"] == "henlagt"
    told = page(two, "timeline", case, *LIV)
    assert ("forslag til retting av hendelse 3" in told, "→ godkjent, se hendelse 6" in told) == (True, True)
    assert "foreslått av liv" in told.split("retting av hendelse 3: Melding konkludert")[-1]
    assert "Feil avkryssing." in told
    assert entries(two, case)[3]["corrected_by"] == [6]
    whole(two)


def test_a_correction_is_proposed_when_it_is_recorded_whatever_time_it_says(two: Cli) -> None:
    case = opened(two)
    two.ok("clock", "advance", "4d")
    seq = str(proposed(two, case))
    act = str(two.ok("approve", case, seq, *LIV, "--json").json["seq"])
    two.ok("clock", "advance", "1d")
    two.ok("correct", case, act, "--happened", "2026-08-26", "--why", "Vi var enige onsdag.", *KARI)
    then = ("--at", "2026-08-27")
    assert two.ok("case", "show", case, *then, *LIV, "--json").json["proposals"] == []
    assert two.ok("timeline", case, *then, *LIV).code == two.ok("case", "show", case, *then, *LIV).code == 0
    [waits] = two.ok("case", "show", case, *LIV, "--json").json["proposals"]
    assert (waits["corrects"], waits["happened_on"]) == (int(act), "2026-08-26")
    assert "som rettet: skjedde ons. 26. aug. 2026" in page(two, "case", "can", case, *LIV)
    two.ok("approve", case, str(waits["seq"]), *LIV)
    assert run_of(two, case, *then)["state"] == "undersokes"
    whole(two)


def test_free_texts_of_a_proposal_are_sealed_and_gone_texts_are_not_approved(two: Cli) -> None:
    case = opened(two)
    seq = str(proposed(two, case))
    database = two.database()
    with database.write() as conn:
        stored = " ".join(str(cell) for row in conn.exec_driver_sql("SELECT * FROM event, payload") for cell in row)
        assert "Notert av kari." not in stored
        conn.exec_driver_sql("UPDATE payload SET texts = NULL, salt = NULL WHERE seq = 2")
    database.close()
    refused = two("approve", case, seq, *LIV)
    assert (refused.code, "er borte eller kan ikke leses" in refused.told) == (4, True)
    two.ok("withdraw", case, seq, *KARI)


def test_a_correction_s_proposal_is_hidden_with_the_act_of_the_wrong_child(two: Cli) -> None:
    case = concluded(two)
    two.ok("correct", case, "3", "--text", "notat=Rettet av liv.", "--why", "Skrivefeil hos liv.", *LIV)
    two.ok("annul", case, "3", "--why", "Feil barn.", *KARI)
    told = two.ok("timeline", case, *LIV).out
    assert [each for each in ("Rettet av liv.", "Skrivefeil hos liv.", "Notert av kari.") if each in told] == []
    staffed(two, BOTH, by="siv")
    assert two("approve", case, "5", *KARI).code == 4
    two.ok("withdraw", case, "5", *LIV)
    whole(two)


def test_what_would_come_of_a_correction_is_not_told_by_one_alone(two: Cli) -> None:
    case = concluded(two)
    refused = two("correct", case, "3", "--set", "henlegges=ja", "--why", "Feil.", "--dry-run", *LIV)
    assert (refused.code, "skjer først når en annen har godkjent" in refused.told) == (4, True)


def test_an_act_between_leaves_what_waits_with_whoever_may_approve(two: Cli, tmp_path: Path) -> None:
    """And by mail they learn that something waits, and nothing else."""
    mail = {"PATHWAYS_MAIL_FOLDER": str(tmp_path / "post"), "PATHWAYS_MAIL_FROM": "varsel@kommune.example"}
    mailed = Cli(url=two.url, env={**two.env, **mail})
    case = opened(mailed)
    proposed(mailed, case)
    mailed.ok("advance", case, "lest", *KARI)
    assert [each["in_force"] for each in inbox(mailed, "liv")] == [True]
    assert mailed.ok("notice", "deliver", "--json").json["mails"] == 1
    [letter] = (tmp_path / "post").rglob("*.eml")
    told = message_from_bytes(letter.read_bytes(), policy=default)
    assert (told["To"], told["Subject"]) == ("liv@ovingskommune.example", "Et forslag venter på godkjenning")
    assert told.get_content().splitlines()[0] == "Et forslag venter på at du godkjenner eller avslår det."
    mailed.ok("approve", case, "2", *LIV)
    [lapsed] = mailed.ok("notice", "list", "--all", "--as", "liv", "--json").json["notices"]
    assert (lapsed["in_force"], lapsed["lapsed_why"]) == (False, "det er godkjent")


def test_only_what_is_overdue_leaves_out_what_waits(two: Cli) -> None:
    case = opened(two)
    proposed(two, case)
    assert two.ok("worklist", "--overdue", *LIV, "--json").json["proposals"] == []


def test_who_the_place_lets_correct_anything_proposes_and_another_approves(two: Cli, tmp_path: Path) -> None:
    """Mona's role may not record a conclusion, only put right what others recorded; a leader approves all the same."""
    case = concluded(two)
    given = ("correct", case, "3", "--set", "henlegges=ja", "--why", "Feil avkryssing.", "--as", "mona")
    assert two(*given).code == 7
    roles, may = ["henvisningsmottak"], ["case.correct_any"]
    table = access.with_row(access.SHIPPED, "rettere", roles=roles, may=may, relation="own, place")
    access.write(tmp_path / "definitions", table)
    two.ok(*given)
    two.ok("approve", case, "5", *LIV)
    assert run_of(two, case)["state"] == "henlagt"


def test_a_foreign_case_answers_the_second_person_as_one_that_does_not_exist(two: Cli) -> None:
    south = NORTH.replace("bv-nord", "bv-sor").replace("users.kari", "users.per").replace("users.liv", "users.ola")
    staffed(two, '[areas.kommunen]\nkind = "kommune"\n', NORTH, south, STAFF, by="siv")
    case = opened(two)
    seq = str(proposed(two, case))
    assert inbox(two, "ola") == []
    for verb in ("approve", "decline", "withdraw"):
        asked = (seq, "--reason", "Nei.", "--as", "ola")
        foreign, none = two(verb, case, *asked), two(verb, "PR-2026-0099", *asked)
        assert (foreign.code, foreign.told.replace(case, "PR-2026-0099")) == (none.code, none.told) == (5, none.told)
    assert two.ok("worklist", "--as", "ola", "--json").json["proposals"] == []
    two.ok("approve", case, seq, *LIV)


def test_an_approval_by_a_role_that_is_only_lent_is_made_for_whoever_lends_it(two: Cli) -> None:
    """Kari may record it by a role of her own, and approve it by liv's alone."""
    case = opened(two)
    two.ok("people", "absent", "liv", "--from", "2026-08-24", "--substitute", "kari", "--as", "siv")
    seq = str(proposed(two, case, "--as", "jonas"))
    two.ok("approve", case, seq, *KARI)
    entries = two.ok("timeline", case, *LIV, "--json").json["entries"]
    assert [each["on_behalf_of"] for each in entries if each["user"] == "kari"][-2:] == ["liv", "liv"]
    other = opened(two)
    two.ok("decline", other, str(proposed(two, other, "--as", "jonas")), "--reason", "Nei.", *KARI)
    assert two.ok("timeline", other, *LIV, "--json").json["entries"][-1]["on_behalf_of"] == "liv"


def test_a_substitute_withdraws_for_whoever_proposed(two: Cli) -> None:
    case = opened(two)
    seq = str(proposed(two, case, "--as", "jonas"))
    two.ok("people", "absent", "jonas", "--from", "2026-08-24", "--substitute", "kari", "--as", "siv")
    two.ok("withdraw", case, seq, *KARI)
    assert two.ok("timeline", case, *LIV, "--json").json["entries"][-1]["on_behalf_of"] == "jonas"
