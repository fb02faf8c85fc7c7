"""A message that is declined after it was received: the case that was opened for it is told of until it has ended."""

from pathlib import Path
from shutil import copytree

import pytest

from pathways.engine.left_open import going_on
from pathways.machine.state import MERGED
from pathways.machine.state_json import load
from pathways.store import heads
from tests.cli.messages import (
    CASE,
    INGER,
    KARI,
    MONA,
    TO_SOR,
    TWO_AREAS,
    gaps,
    listed,
    make_referred,
    received,
    sent,
    shown,
    the_one,
    whole,
)
from tests.cli.running import ROOT, Cli, open_case, staffed
from tests.cli.support import CONCLUDE, page
from tests.engine.test_signals import opened
from tests.support.databases import Databases, SqliteDatabases

NO = ("--code", "feil_tjeneste")
SENT_ON = ("henvisning_videresendt", "--set", "mottaker_navn=BUP Øst", "--reason", "Feil enhet.")
GAP = "declined_open"


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two data areas, and a referral from the one that is recorded and not sent."""
    return Cli(url=sqlite_databases.copy_of(make_referred), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_referred), env={})


def declined(cli: Cli) -> tuple[str, str]:
    """A message that BUP Sør received in a case of its own, and then declined; its id, and the case."""
    signal = sent(cli)
    case = received(cli, signal)
    cli.ok("signal", "decline", signal, *NO, *MONA)
    return signal, case


def test_declining_names_the_case_that_was_opened_its_deadlines_and_what_ends_it(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal)
    told = page(cli, "signal", "decline", signal, *NO, *MONA)
    assert f"Saken {case} ble åpnet for den, og løper videre" in told
    assert "Svar på henvisningen" in told
    assert ("man. 7. sep. 2026" in told, "lovfrist" in told) == (True, True)
    assert f"pathways annul {case} 1 --why …" in told
    assert f"pathways advance {case} henvisning_videresendt" in told
    assert "henvisning_vurdert" not in told


def test_declining_tells_the_same_as_json(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal)
    told = cli.ok("signal", "decline", signal, *NO, *MONA, "--json").json["left_open"]
    assert (told["case_id"], told["seq"]) == (case, 1)
    assert [(each["deadline"], each["nominal"], each["effect"]) for each in told["deadlines"]] == [
        ("svar", "2026-09-07", "statutory")
    ]
    assert "henvisning_videresendt" in told["ended_by"]


def test_declining_what_was_never_received_tells_of_no_case(cli: Cli) -> None:
    signal = sent(cli)
    told = cli.ok("signal", "decline", signal, *NO, *MONA, "--json").json
    assert (told["status"], told["left_open"]) == ("declined", None)
    assert "løper videre" not in page(cli, "signal", "show", signal, *MONA)
    assert (shown(cli, signal, MONA)["red"], gaps(cli, user=MONA)) == (False, {})


def test_a_message_that_was_joined_to_a_case_leaves_nothing_open_when_it_is_declined(cli: Cli) -> None:
    signal = sent(cli)
    own = ("case", "open", "bup_vurdering", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-20")
    case = cli.ok(*own, *MONA, "--json").json["case_id"]
    cli.ok("signal", "receive", signal, "--case", case, *MONA)
    cli.ok("signal", "decline", signal, *NO, *MONA)
    assert (shown(cli, signal, MONA)["left_open"], GAP in gaps(cli, user=MONA)[case]) == (None, False)


@pytest.mark.parametrize("ending", ["annul", "advance"])
def test_it_is_red_where_people_look_until_the_receipt_is_annulled_or_the_case_has_ended(
    cli_on_both: Cli, ending: str
) -> None:
    cli = cli_on_both
    signal, case = declined(cli)
    seen = shown(cli, signal, MONA)
    assert (seen["red"], seen["left_open"]) == (True, {"case_id": case, "seq": 1})
    assert "ingenting mer å gjøre" not in page(cli, "signal", "show", signal, *MONA)
    for command in (("signal", "show", signal), ("case", "show", case), ("case", "gaps")):
        assert page(cli, *command, *MONA).count(f"«pathways annul {case} 1 --why …»") == 1, command
    assert GAP in gaps(cli, user=MONA)[case]
    assert signal in page(cli, "worklist", *MONA)
    given = {"annul": (case, "1", "--why", "Feil tjeneste."), "advance": (case, *SENT_ON)}[ending]
    cli.ok(ending, *given, *MONA)
    seen = shown(cli, signal, MONA)
    assert (seen["red"], seen["left_open"]) == (False, None)
    assert "Her er ingenting mer å gjøre" in page(cli, "signal", "show", signal, *MONA)
    assert case not in gaps(cli, user=MONA)
    assert signal not in page(cli, "worklist", *MONA)
    whole(cli)


def test_it_stays_a_gap_when_the_message_has_gone_elsewhere_or_is_dropped(cli: Cli) -> None:
    signal, case = declined(cli)
    cli.ok("signal", "send", signal, "--to", "bup-ost", *KARI)
    assert GAP in gaps(cli, user=MONA)[case]
    assert f"{signal}: Registrer det som avslutter den" in page(cli, "case", "gaps", *MONA)
    assert (gaps(cli, user=INGER), GAP in gaps(cli)[CASE]) == ({}, False)


def test_it_is_red_though_the_sender_has_dropped_it(cli: Cli) -> None:
    signal, case = declined(cli)
    cli.ok("signal", "drop", signal, "--reason", "Ikke likevel.", *KARI)
    assert (shown(cli, signal, MONA)["red"], GAP in gaps(cli, user=MONA)[case]) == (True, True)


def test_one_that_is_sent_anew_and_received_in_the_same_case_leaves_nothing_open(cli: Cli) -> None:
    signal, case = declined(cli)
    cli.ok("signal", "send", signal, *TO_SOR, *KARI)
    assert GAP in gaps(cli, user=MONA)[case]
    cli.ok("signal", "receive", signal, "--case", case, *MONA)
    assert GAP not in gaps(cli, user=MONA)[case]
    assert shown(cli, signal, MONA)["left_open"] is None
    cli.ok("signal", "decline", signal, *NO, *MONA)
    assert shown(cli, signal, MONA)["left_open"] == {"case_id": case, "seq": 1}
    assert GAP in gaps(cli, user=MONA)[case]


def test_the_sender_is_told_nothing_of_the_case_that_is_left(cli: Cli) -> None:
    signal, case = declined(cli)
    told = cli.ok("signal", "show", signal, *KARI).told + cli.ok("signal", "show", signal, *KARI, "--json").out
    assert (case in told, shown(cli, signal, KARI)["left_open"]) == (False, None)


def test_the_case_is_seen_without_it_as_it_was_before_it_was_declined(cli: Cli) -> None:
    signal = sent(cli)
    case = received(cli, signal)
    cli.ok("clock", "advance", "2d")
    cli.ok("signal", "decline", signal, *NO, *MONA)
    (then,) = cli.ok("case", "show", case, *MONA, "--known-at", "2026-08-25", "--json").json["messages"]
    assert (then["status"], then["red"], then["left_open"]) == ("received", False, None)


WORKS = "henvisningsmottak, inntaksteam, behandler, forlopskoordinator,\n      enhetsleder, oppfolger"
READS = """
  bare_lese:
    why: Koordinatoren leser, og skriver ikke.
    roles: forlopskoordinator
    relation: [own, place]
    may: [case.read, case.list]
    sees: course
"""


def restricted(cli: Cli, folder: Path, more: str, *, roles: str) -> Cli:
    """The same, where coordinators do no more in a case than receive its messages, and what ``more`` grants them."""
    copytree(ROOT / "definitions", folder)
    table = folder / "access.yaml"
    text = table.read_text(encoding="utf-8")
    assert WORKS in text.partition("  saksarbeid:")[2].partition("relation:")[0]
    text = text.replace(WORKS, WORKS.replace(" forlopskoordinator,", ""), 1)
    table.write_text(f"{text.rstrip()}\n{more}", encoding="utf-8")
    person = f"{TWO_AREAS}[users.ola]\nroles = [{roles}]\n"
    return staffed(Cli(url=cli.url, env={"PATHWAYS_DEFINITIONS": str(folder)}), person, by="siv")


@pytest.mark.parametrize(("more", "says"), [("", "er ikke din å lese"), (READS, "Du kan ikke avslutte den")])
def test_whoever_may_not_end_the_case_is_told_who_or_nothing_of_a_case_that_is_not_theirs_to_read(
    cli: Cli, tmp_path: Path, more: str, says: str
) -> None:
    cli = restricted(cli, tmp_path / "d", more, roles='{role = "forlopskoordinator", service = "bup-sor"}')
    signal = sent(cli)
    case = received(cli, signal)
    told = page(cli, "signal", "decline", signal, *NO, "--as", "ola")
    assert says in told
    assert ("pathways annul" in told, "pathways advance" in told, case in told) == (False, False, bool(more))
    assert "mona" in told or not more
    assert refusals(cli) == 0


def test_a_sender_who_receives_elsewhere_alone_is_told_so_and_leaves_no_refusal(cli: Cli, tmp_path: Path) -> None:
    both = '{role = "saksbehandler", service = "bv-nord"}, {role = "forlopskoordinator", service = "bup-ost"}'
    cli = restricted(cli, tmp_path / "d", "", roles=both)
    table = tmp_path / "d" / "access.yaml"
    text = table.read_text(encoding="utf-8")
    head, _, rest = text.partition("  meldinger_inn:")
    rest = rest.replace("[saksbehandler, ", "[", 1)
    table.write_text(f"{head}  meldinger_inn:{rest}", encoding="utf-8")
    signal = sent(cli)
    refused = cli("signal", "take-over", signal, "--as", "ola")
    assert (refused.code, "er sendt herfra" in refused.told, refusals(cli)) == (4, True, 0)


def test_what_a_run_began_goes_on_with_it_and_nothing_does_in_a_case_that_is_closed(cli: Cli) -> None:
    case = open_case(cli, *KARI)
    cli.ok("advance", case, *CONCLUDE, "--reason", "Hjelp.", "--as", "liv")
    with opened(cli.url) as installation, installation.database.read() as conn:
        state = load(heads.read_states(conn, [case])[case])
        both = list(going_on(installation.library, state, 1))
        state.closed = MERGED
        closed = list(going_on(installation.library, state, 1))
    assert (sorted(both), closed) == (sorted(state.runs), [])
    assert len(both) == 2


def refusals(cli: Cli) -> int:
    """How many rows of the access log tell of a refusal."""
    database = cli.database()
    with database.read() as conn:
        found = conn.exec_driver_sql("SELECT granted FROM access_log").scalars().all()
    database.close()
    return sum(not each for each in found)


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_following_one_that_is_not_received_is_answered_as_keeping_it(cli: Cli, more: tuple[str, ...]) -> None:
    signal = sent(cli)
    kept = cli("signal", "keep", signal, "--reason", "Nei.", *MONA)
    followed = cli("signal", "follow", signal, *more, *MONA)
    assert (followed.code, followed.told) == (kept.code, kept.told)
    assert (kept.code, "er ikke mottatt ennå" in kept.told, refusals(cli)) == (4, True, 0)


BY_THE_RECEIVER = {
    "receive": ("--set", "henviser=barnevern"),
    "take-over": (),
    "decline": NO,
    "follow": (),
    "keep": ("--reason", "Nei."),
}


@pytest.mark.parametrize("verb", BY_THE_RECEIVER)
def test_the_sender_is_told_that_only_the_receiver_can(cli: Cli, verb: str) -> None:
    signal = sent(cli)
    refused = cli("signal", verb, signal, *BY_THE_RECEIVER[verb], *KARI)
    assert (refused.code, "er sendt herfra til BUP Sør" in refused.told, "bare de kan" in refused.told) == (
        4, True, True,
    )  # fmt: skip
    assert ("finnes ingen" in refused.told, refusals(cli)) == (False, 0)
    assert shown(cli, signal, KARI)["status"] == "sent"


@pytest.mark.parametrize("verb", BY_THE_RECEIVER)
def test_an_outsider_is_answered_as_of_one_that_is_not_there(cli: Cli, verb: str) -> None:
    signal = sent(cli)
    foreign = cli("signal", verb, signal, *BY_THE_RECEIVER[verb], *INGER)
    none = cli("signal", verb, "M-0000-0000-00", *BY_THE_RECEIVER[verb], *INGER)
    assert foreign.code == none.code == 5
    assert foreign.told.replace(signal, "M") == none.told.replace("M-0000-0000-00", "M")
    assert refusals(cli) == 2


def test_the_sender_of_one_that_is_not_sent_is_told_so(cli: Cli) -> None:
    signal = the_one(cli)
    refused = cli("signal", "receive", signal, "--set", "henviser=barnevern", *KARI)
    assert (refused.code, "er ikke sendt ennå" in refused.told) == (4, True)
    assert cli("signal", "receive", signal, "--set", "henviser=barnevern", *MONA).code == 5
    assert listed(cli, MONA, "--all")["incoming"] == []
