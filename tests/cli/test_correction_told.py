"""A correction at the source of a message: who is told of it, by itself or by whom, and until when it stays red."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pathways.cli.consent_given import vault_of
from pathways.cli.context import open_session
from pathways.cli.correcting import Correction, corrected_act
from pathways.cli.signal import messages_of
from pathways.engine.held_again import tell_held
from pathways.model.policy import Action
from tests.cli.messages import (
    CASE,
    KARI,
    MONA,
    TO_SOR,
    TWO_AREAS,
    due,
    gaps,
    make_unreleased,
    received,
    sent,
    shown,
    whole,
)
from tests.cli.persons import put
from tests.cli.running import Cli, open_case, real_keys, staffed
from tests.cli.support import page
from tests.cli.test_message_notices import LIV, PEOPLE, Town, inbox, rungs
from tests.cli.test_move import NINA, make_neighbours
from tests.cli.test_move_deadlines import received as moved_and_received
from tests.cli.test_signal_law import BORN, BY_ALL
from tests.notifications.servers import HOST, Post, post_office
from tests.support.databases import Databases, SqliteDatabases

REFUSED = 4
NOTHING = Correction(seq=0, happened="", values={}, unset=(), reason="", codes=(), key="", expect=None)
FRIDAY = ("--happened", "2026-08-21", "--why", "Sendt fredag.")


def mailed(url: str) -> None:
    """The two data areas, where everybody has an address, and a referral that nobody has said may be told."""
    make_unreleased(url)
    people = TWO_AREAS
    for name in PEOPLE:
        people = people.replace(f"[users.{name}]\n", f'[users.{name}]\nemail = "{name}@nord.example"\n')
    cli = staffed(Cli(url=url, env={}), people, by="siv")
    cli.ok("case", "assign", CASE, "--to", "kari", *LIV)


def town_of(databases: Databases, post: Post, folder: Path) -> Town:
    """The same with a mail server, keys, and a release that rests on a birth date in the vault."""
    env = {
        "PATHWAYS_SMTP_HOST": HOST,
        "PATHWAYS_SMTP_PORT": str(post.port),
        "PATHWAYS_MAIL_FROM": "varsel@nord.example",
        "PATHWAYS_INBOX_URL": "https://nord.example/varsler",
    }
    url = databases.copy_of(mailed)
    if not url.startswith("sqlite"):
        env |= real_keys(folder)  # A sandbox on SQLite has its keys beside its file.
    cli = Cli(url=url, env=env)
    assert put(cli, CASE, BORN, *KARI).code == 0
    cli.ok("consent", "release", CASE, *BY_ALL, *TO_SOR, *KARI)
    return Town(cli=cli, post=post)


@pytest.fixture
def town(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[Town]:
    """Two data areas, a referral that is ready, whose release rests on a birth date, and a mail server."""
    with post_office() as post:
        yield town_of(sqlite_databases, post, tmp_path)


@pytest.fixture
def on_both(databases: Databases, tmp_path: Path) -> Iterator[Town]:
    """The same on SQLite and on PostgreSQL."""
    with post_office() as post:
        yield town_of(databases, post, tmp_path)


def correct(cli: Cli, signal: str, user: tuple[str, ...] = KARI) -> str:
    """Correct at the source that the referral was sent the Friday before; what is answered, on one line."""
    seq = str(shown(cli, signal, KARI)["seq"])
    return " ".join(cli.ok("correct", CASE, seq, *FRIDAY, *user).told.split())


def correct_to(cli: Cli, seq: str, day: str) -> None:
    cli.ok("correct", CASE, seq, "--happened", day, "--why", "Feil dag.", *KARI)


def taken_over(cli: Cli) -> tuple[str, str]:
    """A referral that was sent, and that BUP Sør has taken over; its message, and their case."""
    signal = sent(cli)
    case = received(cli, signal)
    cli.ok("signal", "take-over", signal, *MONA)
    return signal, case


def renewed(cli: Cli) -> None:
    """Another release takes the place of the one that the message was sent on."""
    seq = cli.ok("consent", "list", CASE, *KARI, "--json").json["given"][0]["seq"]
    cli.ok("consent", "release", CASE, *BY_ALL, *TO_SOR, *KARI)
    cli.ok("consent", "withdraw", CASE, str(seq), "--by", "parent_1", *KARI)


def test_a_correction_that_rests_on_a_birth_date_is_told_by_itself_where_the_keys_are(on_both: Town) -> None:
    cli = on_both.cli
    signal, case = taken_over(cli)
    told = correct(cli, signal)
    assert f"Meldingen {signal} er fortalt BUP Sør på nytt, slik den lyder nå." in told
    seen = shown(cli, signal, MONA)
    assert (seen["news"]["step"], seen["shared"]["anchor"], seen["red"]) == ("changed", "2026-08-21", True)
    assert (shown(cli, signal, KARI)["untold"], due(cli, case)) == (False, "2026-09-07")
    assert (rungs(cli, MONA), rungs(cli, KARI)) == (["changed"], [])
    assert gaps(cli, user=MONA)[case] == ["no_holder", "source_changed"]
    assert signal in page(cli, "worklist", *MONA)
    on_both.deliver()
    assert "En melding dere har mottatt, er rettet eller trukket." in on_both.told("mona")
    cli.ok("signal", "follow", signal, *MONA)
    assert (due(cli, case), rungs(cli, MONA), gaps(cli, user=MONA)[case]) == ("2026-09-04", [], ["no_holder"])
    whole(cli)


def test_one_that_may_not_be_told_waits_and_everybody_is_told_that_it_does(on_both: Town) -> None:
    cli = on_both.cli
    signal, case = taken_over(cli)
    renewed(cli)
    told = correct(cli, signal)
    assert f"Meldingen {signal}: rettet her, men BUP Sør er ikke fortalt det." in told
    assert f"«pathways signal send {signal}»" in told
    assert (shown(cli, signal, MONA)["news"], gaps(cli)[CASE]) == (None, ["source_untold"])
    assert "er rettet etterpå, og mottakeren er ikke fortalt det" in page(cli, "case", "gaps", *KARI)
    assert f"«pathways signal send {signal}»" in " ".join(cli.ok("case", "gaps", *KARI).told.split())
    assert (rungs(cli, KARI), rungs(cli, MONA)) == (["untold"], [])
    on_both.deliver()
    assert "En melding tjenesten din har sendt, er rettet, men mottakeren er ikke fortalt det." in on_both.told("kari")
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    assert (rungs(cli, KARI), rungs(cli, MONA), CASE in gaps(cli)) == ([], ["changed"], False)
    cli.ok("signal", "keep", signal, "--reason", "Vi fikk den på papir før.", *MONA)
    assert (rungs(cli, MONA), due(cli, case)) == ([], "2026-09-07")
    whole(cli)


def test_a_process_that_ends_in_between_leaves_it_held_for_somebody_who_may_send(town: Town, tmp_path: Path) -> None:
    cli = town.cli
    file = tmp_path / "folk.toml"
    file.write_text('[users.vilde]\nroles = [{role = "barnevernsvakt", service = "bv-nord"}]\n', encoding="utf-8")
    cli.ok("people", "apply", str(file), "--as", "siv")
    signal, _ = taken_over(cli)
    with open_session(cli.url, "kari", Action.case_correct, about=CASE) as session:
        act = corrected_act(session, CASE, replace(NOTHING, seq=shown(cli, signal, KARI)["seq"], happened="2026-08-21"))
        session.engine.correct(act, shown(cli, signal, KARI)["seq"], "Sendt fredag.")
    cli.ok("tick")
    assert (shown(cli, signal, KARI)["untold"], rungs(cli, KARI)) == (True, ["untold"])
    with open_session(cli.url, "vilde", Action.case_correct, about=CASE) as session:
        tell_held(messages_of(session, Action.signal_read), vault_of(session, cli.url), CASE)
    assert shown(cli, signal, KARI)["untold"]
    assert "vilde" not in {each["user"] for each in cli.ok("access-log", CASE, *LIV, "--json").json["rows"]}
    told = cli.ok("correct", CASE, "4", "--happened", "2026-08-18", "--why", "Feil dag.", *KARI).told
    assert f"Meldingen {signal} er fortalt BUP Sør på nytt" in " ".join(told.split())
    assert (shown(cli, signal, KARI)["untold"], rungs(cli, KARI)) == (False, [])


def test_each_change_gives_one_notice_and_one_that_is_taken_back_none(town: Town) -> None:
    cli = town.cli
    signal, _ = taken_over(cli)
    seq = str(shown(cli, signal, KARI)["seq"])
    correct(cli, signal)
    first = inbox(cli, MONA)
    correct_to(cli, seq, "2026-08-19")
    assert (rungs(cli, MONA), len(first)) == (["changed"], 1)
    assert [each["id"] for each in inbox(cli, MONA)] != [each["id"] for each in first]
    answer = cli.ok("correct", CASE, seq, "--happened", "2026-08-24", "--why", "Feil dag.", *KARI).told
    assert "Ingen der må gjøre noe" in " ".join(answer.split())
    assert (rungs(cli, MONA), shown(cli, signal, MONA)["news"]) == ([], None)
    town.deliver()
    assert town.mails("mona") == []


def test_what_became_of_the_message_stands_in_the_receipt(town: Town) -> None:
    cli = town.cli
    signal, _ = taken_over(cli)
    seq = str(shown(cli, signal, KARI)["seq"])
    one = {"signal_id": signal, "to": "bup-sor"}
    ran = cli.ok("correct", CASE, seq, *FRIDAY, *KARI, "--json")
    assert ran.json["messages"] == [{**one, "told": "changed"}]
    ran = cli.ok("correct", CASE, "4", "--happened", "2026-08-18", "--why", "Feil dag.", *KARI, "--json")
    assert ran.json["messages"] == []
    renewed(cli)
    ran = cli.ok("correct", CASE, seq, "--happened", "2026-08-20", "--why", "Torsdag.", *KARI, "--json")
    assert ran.json["messages"] == [{**one, "told": "untold"}]
    ran = cli.ok("annul", CASE, seq, "--why", "Feil barn.", *KARI)
    assert f"Meldingen {signal} til BUP Sør er trukket" in " ".join(ran.told.split())
    assert (rungs(cli, KARI), shown(cli, signal, MONA)["news"]["step"]) == ([], "withdrawn")


def test_the_receiver_sees_what_was_put_right_and_where_nothing_was_is_told_so(town: Town) -> None:
    cli = town.cli
    signal, _ = taken_over(cli)
    nothing = cli("signal", "follow", signal, *MONA)
    assert (nothing.code, "ikke endret noe" in nothing.told, "keep" in nothing.told) == (REFUSED, True, False)
    correct(cli, signal)
    seen = page(cli, "signal", "show", signal, *MONA)
    assert "Skjedde fre. 21. aug. 2026 (før: man. 24. aug. 2026)" in seen
    assert shown(cli, signal, MONA)["news"]["before"]["anchor"] == "2026-08-24"


def test_the_receiver_sees_which_deadlines_would_follow_before_they_let_them(town: Town) -> None:
    cli = town.cli
    signal, case = taken_over(cli)
    assert cli("signal", "follow", signal, "--dry-run", *MONA).code == REFUSED
    correct(cli, signal)
    assert f"«pathways signal follow {signal} --dry-run»" in page(cli, "signal", "show", signal, *MONA)
    would = cli.ok("signal", "follow", signal, "--dry-run", *MONA, "--json").json
    moved = {
        each["after"]["name"]: (each["before"]["nominal"], each["after"]["nominal"]) for each in would["deadlines"]
    }
    assert moved["svar"] == ("2026-09-07", "2026-09-04")
    assert (due(cli, case), shown(cli, signal, MONA)["red"]) == ("2026-09-07", True)
    assert "man. 7. sep. 2026" in page(cli, "signal", "follow", signal, "--dry-run", *MONA)
    assert cli("signal", "follow", signal, "--dry-run", *KARI).code != 0


def test_one_that_was_received_into_a_case_there_was_is_put_right_by_hand(town: Town) -> None:
    cli = town.cli
    signal = sent(cli)
    assert f"Meldingen {signal} er fortalt BUP Sør på nytt, og mottas slik den lyder nå." in correct(cli, signal)
    correct_to(cli, str(shown(cli, signal, KARI)["seq"]), "2026-08-24")
    start = ("case", "open", "bup_vurdering", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24")
    case = str(cli.ok(*start, *MONA, "--json").json["case_id"])
    cli.ok("signal", "receive", signal, "--case", case, *MONA)
    correct(cli, signal)
    refused = cli("signal", "follow", signal, *MONA)
    assert (refused.code, f"«pathways signal keep {signal}" in " ".join(refused.told.split())) == (REFUSED, True)
    cli.ok("signal", "keep", signal, "--reason", "Rettet for hånd.", *MONA)
    assert (rungs(cli, MONA), shown(cli, signal, MONA)["news"]) == ([], None)


def test_a_case_that_moved_is_told_on_the_birth_date_too(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_neighbours), env={})
    case = open_case(cli, "--happened", "2026-08-20", *KARI)
    assert put(cli, case, BORN, *LIV).code == 0
    cli.ok("consent", "release", case, *BY_ALL, "--to", "bv-nabo", *LIV)
    signal, there, _ = moved_and_received(cli, case, "2026-08-20")
    cli.ok("signal", "take-over", signal, *NINA)
    given = ("correct", case, "1", "--happened", "2026-08-18", "--why", "Kom to dager før.", *KARI, "--json")
    # No birth date is looked up in a dry run: what rests on the age is told as not told by itself.
    foreseen = cli.ok(*given, "--dry-run").json["messages"]
    assert foreseen == [{"signal_id": signal, "to": "bv-nabo", "told": "untold"}]
    answer = cli.ok(*given)
    assert answer.json["messages"] == [{"signal_id": signal, "to": "bv-nabo", "told": "changed"}]
    seen = shown(cli, signal, NINA)
    assert ([each["nominal"] for each in seen["shared"]["deadlines"]], seen["red"]) == (["2026-08-25"], True)
    assert (rungs(cli, NINA), gaps(cli, user=NINA)[there]) == (["changed"], ["no_holder", "source_changed"])
    assert cli("signal", "follow", signal, "--dry-run", *NINA).code == REFUSED
    cli.ok("correct", there, "1", "--happened", "2026-08-18", "--why", "Meldt til Nord den dagen.", *NINA)
    cli.ok("signal", "follow", signal, *NINA)
    assert rungs(cli, NINA) == []
