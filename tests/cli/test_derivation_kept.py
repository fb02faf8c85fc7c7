"""How a due date came to be is kept with the event that set or moved it; replay says when it comes out otherwise."""

import json
from typing import Any

from sqlalchemy import text

from tests.cli.running import Cli, open_case
from tests.cli.test_waiting import FAMILY, FORLOP, WHY, mapped
from tests.support.tampering import unlocked


def kept(cli: Cli, case: str) -> dict[int, dict[str, Any]]:
    database = cli.database()
    with database.read() as conn:
        rows = conn.execute(text("SELECT seq, text FROM derivation WHERE case_id = :case"), {"case": case}).all()
    database.close()
    return {seq: json.loads(told) for seq, told in rows}


def alter(cli: Cli, old: str, new: str) -> None:
    database = cli.database()
    with database.write() as conn:
        conn.execute(text("UPDATE derivation SET text = replace(text, :old, :new)"), {"old": old, "new": new})
    database.close()


def test_the_event_that_sets_a_date_keeps_how_it_came_to_be(cli_on_both: Cli) -> None:
    case = open_case(cli_on_both)
    told = kept(cli_on_both, case)[1]["barnevern_undersokelse|gjennomgang"]
    assert (told["nominal"], told["within"], told["rule"]) == ("2026-08-31", "1 weeks", ["service-limit", "1"])
    assert told["anchored_by"] == 1


def test_an_event_that_moves_nothing_keeps_nothing(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    cli.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-24")
    assert set(kept(cli, case)) == {1, 2}


def test_a_correction_and_a_pause_keep_what_they_moved(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("clock", "advance", "3 days")
    seq = cli.ok("correct", case, "1", "--happened", "2026-08-20", "--why", "Kom torsdag.", "--json").json["seq"]
    assert kept(cli, case)[seq]["barnevern_undersokelse|undersokelse"]["nominal"] == "2026-11-27"
    seq = cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY, "--json").json["seq"]
    assert kept(cli, case)[seq]["barnevern_forlop|oppsummering"]["standing_since"] == "2026-08-27"
    assert cli.ok("replay", case, "--json").json["ok"]


def test_what_an_annulment_takes_away_is_kept_as_gone(cli: Cli) -> None:
    case = mapped(cli)
    seq = cli.ok("annul", case, "4", "--why", "Møtet var i en annen sak.", "--json").json["seq"]
    assert kept(cli, case)[seq]["barnevern_forlop|oppsummering"] is None


def test_replay_names_the_deadline_that_is_counted_otherwise_than_it_was_told(cli_on_both: Cli) -> None:
    case = open_case(cli_on_both)
    alter(cli_on_both, "1 weeks", "2 weeks")
    for which in (case, "--all"):
        ran = cli_on_both("replay", which, "--json")
        assert ran.code == 8
        (found,) = ran.json["differing"]
        assert found["counted_otherwise"] == [
            {"seq": 1, "deadline": "barnevern_undersokelse|gjennomgang", "kept": "other"}
        ]
    told = cli_on_both("replay", case).told
    assert "hvordan fristen barnevern_undersokelse|gjennomgang ble regnet ut ved hendelse 1, er ikke det loggen" in told
    assert "regnes annerledes" not in told


def delete(cli: Cli) -> None:
    database = cli.database()
    with database.write() as conn:
        conn.execute(text("DELETE FROM derivation"))
    database.close()


def test_replay_says_that_what_was_kept_of_the_counting_is_gone(cli_on_both: Cli) -> None:
    case = open_case(cli_on_both)
    delete(cli_on_both)
    (found,) = cli_on_both("replay", case, "--json").json["differing"]
    assert {each["kept"] for each in found["counted_otherwise"]} == {"gone"}
    told = cli_on_both("replay", case).told
    assert "hvordan frister ble regnet ut, er borte for hendelse 1." in told
    assert "endret etterpå" not in told


def test_doctor_finds_what_replay_finds_and_rebuild_does_not_hide_it(cli: Cli) -> None:
    case = open_case(cli)
    alter(cli, "1 weeks", "2 weeks")
    sentence = f"Sak {case}: det som er lagret om hvordan frister ble regnet ut, er ikke det loggen gir (hendelse 1)."
    for _ in range(2):
        assert sentence in cli("doctor", "--all").told
        cli("rebuild", "--all", "--as", "rolf")


def test_doctor_that_was_asked_for_all_says_how_many_could_not_be_compared(cli: Cli) -> None:
    open_case(cli)
    open_case(cli)
    database = cli.database()
    with database.write() as conn, unlocked(conn):
        conn.execute(text("UPDATE event SET standing_digest = 'x' WHERE case_id = 'BV-2026-0001'"))
    database.close()
    told = cli("doctor", "--all").told
    assert "1 av 2; 1 kunne ikke sammenlignes" in told
    assert "stikkprøve" not in told
