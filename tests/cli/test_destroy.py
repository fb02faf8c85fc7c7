"""What should never have been: destroyed by two people where the law says so, and by nobody where it does not."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from pathways.definitions_folder import SHIPPED
from pathways.engine.destroying import Destroying, Stage
from pathways.engine.installation import Installation, install
from pathways.errors import PathwaysError
from pathways.store import destroying
from pathways.store.tables import CASE_KEY, PAYLOAD, PERSON
from tests.cli.auditing import draw_all
from tests.cli.persons import keyed, put
from tests.cli.running import MONDAY, Cli, Ran, open_case
from tests.cli.test_person import readings
from tests.support.counts import count
from tests.support.databases import Databases, SqliteDatabases

REFUSED, MISSING, NOT_ALLOWED, DAMAGED = 4, 5, 7, 8
WORDS = ("Zxbegrunnelseqz", "Zxnyttqz", "Zxhvorforqz")
PERSON_WORDS = {"child": {"name": "Zxbarnetqz"}, "parent_1": {"address": "Zxgateqz"}}
WHY = ("--reason", "Ført på feil barn.", "--public-interest", "Opplysningene er ikke lagt til grunn for noe.")
INGER, ERIK = ("--as", "inger"), ("--as", "erik")


@pytest.fixture
def both(databases: Databases, tmp_path: Path) -> Cli:
    """A sandbox with keys; the test runs on SQLite and on PostgreSQL."""
    return keyed(databases, tmp_path)


def referral(cli: Cli) -> str:
    """A case in a health service with a free text in event 2, corrected in 3, and persons in 4."""
    opened = cli.ok(
        "case", "open", "bup_vurdering", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24",
        "--as", "mona", "--json",
    )  # fmt: skip
    case = str(opened.json["case_id"])
    cli.ok("case", "no-next", case, "--until", "2026-08-30", "--reason", WORDS[0], *INGER)
    assert put(cli, case, PERSON_WORDS, *INGER).code == 0
    return case


def wrong(cli: Cli) -> str:
    """Such a case that should never have been opened."""
    case = referral(cli)
    cli.ok("annul", case, "1", "--why", "Feil barn.", *INGER)
    return case


def proposed(cli: Cli, case: str, *more: str) -> str:
    return str(cli.ok("destroy", "propose", case, *WHY, *ERIK, "--json", *more).json["seq"])


def approve(cli: Cli, case: str, seq: str, *who: str) -> Ran:
    return cli("destroy", "approve", case, seq, "--reason", "Enig.", *(who or INGER))


def kept(cli: Cli, case: str) -> tuple[int, int]:
    """How many free texts, and how many versions of persons, a case still has."""
    database = cli.database()
    with database.read() as conn:
        texts = conn.execute(PAYLOAD.select().where(PAYLOAD.c.case_id == case, PAYLOAD.c.texts.is_not(None))).all()
        people = conn.execute(PERSON.select().where(PERSON.c.case_id == case, PERSON.c.sealed.is_not(None))).all()
    database.close()
    return len(texts), len(people)


def test_one_proposes_another_decides_and_it_is_gone(both: Cli) -> None:
    case = wrong(both)
    before = kept(both, case)
    seq = proposed(both, case)
    assert kept(both, case) == (before[0] + 1, before[1])
    ran = approve(both, case, seq, *INGER, "--json")
    assert (ran.code, ran.json["stage"], ran.json["decided_by"], ran.json["scrubbed"]) == (
        0,
        "destroyed",
        "inger",
        True,
    )
    assert "Sikkerhetskopier fra før har det fortsatt" in ran.told
    # The annulment's reason, the proposal's and the decision's stay, and can be read.
    assert kept(both, case) == (3, 0)
    timeline = draw_all(both).ok("timeline", case, "--as", "rolf").told
    assert [word for word in WORDS if word in timeline] == []
    assert all(
        each in timeline for each in ("Feil barn.", WHY[1], WHY[3], "Enig.", "slettet for godt", "foreslått slettet")
    )


def test_the_chain_stays_whole_and_everything_says_destroyed(both: Cli, tmp_path: Path) -> None:
    case = wrong(both)
    assert approve(both, case, proposed(both, case)).code == 0
    for arguments in ((), (case,)):
        assert both.ok("verify", *arguments, "--json", "--as", "rolf").json["findings"] == []
    replayed = both.ok("replay", case).told
    assert "Alt gir det samme" in replayed
    assert "Forseglede hendelser" in replayed
    both.ok("checkpoint", "--to", str(tmp_path / "punkt"), "--as", "siv")
    both.ok("rebuild", "--all", "--as", "rolf")
    both.ok("clock", "advance", "4w")
    assert both.ok("verify", "--json", "--as", "rolf").json["findings"] == []


def test_the_key_of_a_case_that_was_wrong_as_a_whole_is_exchanged(both: Cli) -> None:
    case = wrong(both)
    before = wrapped(both)
    assert approve(both, case, proposed(both, case)).code == 0
    assert wrapped(both) != before


def wrapped(cli: Cli) -> list[str]:
    database = cli.database()
    with database.read() as conn:
        found = list(conn.execute(CASE_KEY.select().with_only_columns(CASE_KEY.c.wrapped)).scalars())
    database.close()
    return found


def test_of_a_case_that_was_right_only_what_was_wrong_goes(both: Cli) -> None:
    case = referral(both)
    seq = max(each["seq"] for each in both.ok("person", "show", case, *INGER, "--json").json["fields"])
    both.ok("annul", case, str(seq), "--why", "Feil barn.", *INGER)
    before, key = kept(both, case), wrapped(both)
    assert approve(both, case, proposed(both, case)).code == 0
    assert kept(both, case) == (before[0] + 2, 0)
    assert wrapped(both) == key
    assert WORDS[0] in both.ok("timeline", case, "--as", "mona").told
    assert put(both, case, {"child": {"name": "Det rette"}}, *INGER).code == 0
    assert both.ok("verify", "--json", "--as", "rolf").json["findings"] == []


def test_in_child_welfare_nothing_is_destroyed(both: Cli) -> None:
    case = open_case(both)
    assert put(both, case, PERSON_WORDS).code == 0
    both.ok("annul", case, "1", "--why", "Feil barn.")
    ran = both("destroy", "propose", case, *WHY, *INGER)
    assert (ran.code, "arkivlova § 13" in ran.told) == (REFUSED, True), ran
    assert kept(both, case)[1] == 2


def test_who_proposed_it_cannot_decide_it(both: Cli) -> None:
    case = wrong(both)
    seq = str(both.ok("destroy", "propose", case, *WHY, *INGER, "--json").json["seq"])
    ran = approve(both, case, seq, *INGER)
    assert (ran.code, "inger har foreslått det" in ran.told) == (NOT_ALLOWED, True), ran
    assert kept(both, case)[1] == 2
    assert not readings(both, case)[0].granted


def test_nor_can_who_may_only_because_they_stand_in_for_them(cli: Cli) -> None:
    case = wrong(cli)
    seq = str(cli.ok("destroy", "propose", case, *WHY, *INGER, "--json").json["seq"])
    cli.ok("people", "absent", "inger", "--from", "2026-08-24", "--to", "2026-09-24", "--substitute", "erik", *INGER)
    ran = approve(cli, case, seq, *ERIK)
    assert (ran.code, "vikar for inger" in ran.told, kept(cli, case)[1]) == (NOT_ALLOWED, True, 2), ran


def test_who_may_themself_can_though_they_stand_in_for_them(cli: Cli) -> None:
    case = wrong(cli)
    seq = proposed(cli, case)
    cli.ok("people", "absent", "erik", "--from", "2026-08-24", "--to", "2026-09-24", "--substitute", "inger", *INGER)
    assert approve(cli, case, seq, *INGER).code == 0


@pytest.mark.parametrize("who", ["rolf", "siv", "kari", "mona", "bente"])
def test_nor_anybody_without_the_role(cli: Cli, who: str) -> None:
    case = wrong(cli)
    seq = proposed(cli, case)
    assert approve(cli, case, seq, "--as", who).code == NOT_ALLOWED
    assert kept(cli, case)[1] == 2


def test_only_what_is_marked_as_wrong_can_be_proposed(cli: Cli) -> None:
    case = referral(cli)
    assert cli("destroy", "propose", case, *WHY, *ERIK).code == REFUSED
    ran = cli("destroy", "propose", case, *WHY, *ERIK, "--event", "2")
    assert (ran.code, "ikke merket som feilregistrert" in ran.told) == (REFUSED, True), ran


@pytest.mark.parametrize("missing", ["--reason", "--public-interest"])
def test_a_proposal_says_why_and_why_nothing_speaks_against_it(cli: Cli, missing: str) -> None:
    case = wrong(cli)
    given = [each for pair in zip(WHY[::2], WHY[1::2], strict=True) if pair[0] != missing for each in pair]
    assert cli("destroy", "propose", case, *given, *ERIK).code == REFUSED


def test_a_proposal_is_declined_with_a_reason_or_taken_back(cli: Cli) -> None:
    case = wrong(cli)
    seq = proposed(cli, case)
    assert cli("destroy", "propose", case, *WHY, *ERIK).code == REFUSED
    assert cli("destroy", "decline", case, seq, *INGER).code == REFUSED
    assert cli("destroy", "decline", case, seq, "--reason", "Nei.", "--as", "mona").code == NOT_ALLOWED
    cli.ok("destroy", "decline", case, seq, "--reason", "Allmenne hensyn.", *INGER)
    assert approve(cli, case, seq).code == REFUSED
    again = proposed(cli, case)
    cli.ok("destroy", "decline", case, again, "--reason", "Ombestemt.", *ERIK)
    stages = [each["stage"] for each in cli.ok("destroy", "list", case, *ERIK, "--json").json["proposals"]]
    assert stages == ["declined", "declined"]
    assert "Allmenne hensyn." in draw_all(cli).ok("timeline", case, "--as", "rolf").told


def test_a_decision_is_made_once(cli: Cli) -> None:
    case = wrong(cli)
    seq = proposed(cli, case)
    assert approve(cli, case, seq).code == 0
    assert approve(cli, case, seq).code == REFUSED
    assert cli("destroy", "propose", case, *WHY, *ERIK).code == REFUSED
    assert cli("destroy", "approve", case, "2", "--reason", "Enig.", *INGER).code == MISSING


def test_open_proposals_are_listed_for_who_may_decide(cli: Cli) -> None:
    case = wrong(cli)
    seq = proposed(cli, case)
    (one,) = cli.ok("destroy", "list", *INGER, "--json").json["proposals"]
    assert (one["case_id"], str(one["seq"]), one["proposed_by"], one["stage"]) == (case, seq, "erik", "open")
    assert "ingen har avgjort det" in cli.ok("destroy", "list", *INGER).told
    assert cli("destroy", "list", "--as", "kari").code == NOT_ALLOWED
    assert cli("destroy", "list", "BV-2026-0077", *INGER).code == MISSING


def test_a_person_that_was_to_be_destroyed_and_was_not_is_found(cli: Cli) -> None:
    case = wrong(cli)
    database = cli.database()
    with database.read() as conn:
        rows = conn.execute(PERSON.select()).mappings().all()
    assert approve(cli, case, proposed(cli, case)).code == 0
    with database.write() as conn:
        conn.execute(text("UPDATE person SET sealed = :was WHERE field = 'name'"), {"was": rows[0]["sealed"]})
    database.close()
    ran = cli("verify", case, "--as", "rolf")
    assert (ran.code, "besluttet slettet, og ligger der fortsatt" in ran.told) == (DAMAGED, True), ran


def test_nothing_of_it_lies_in_any_file_of_the_database(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    """Neither in the clear nor as it was sealed: as if it had never been, but in backups from before."""
    cli = Cli(url=sqlite_databases.fresh(), env={"PATHWAYS_KEYS": str(tmp_path / "keys")})
    cli.ok("init", "--sandbox", "--clock", MONDAY)
    case = wrong(cli)
    database = cli.database()
    with database.read() as conn:
        sealed = [str(each) for each in _sealed(conn.exec_driver_sql(SEALED.format(case=case)).all())]
    database.close()
    keys = wrapped(cli)
    cli.ok("keys", "new", "wrapping")
    cli.ok("keys", "rewrap")
    keys += wrapped(cli)
    # What was freed before anybody thought of destroying lies in the file as well.
    emptied(cli, sealed[0])
    assert len(sealed) == 5
    files = [Path(cli.url.removeprefix("sqlite:///") + ending) for ending in ("", "-wal", "-shm")]
    assert all(any(each.encode() in file.read_bytes() for file in files if file.exists()) for each in sealed)
    assert approve(cli, case, proposed(cli, case)).code == 0
    hay = b"".join(file.read_bytes() for file in files if file.exists())
    stays = [str(each) for each in _sealed(_rows_of(cli, case))]
    assert [each for each in (*sealed, *keys) if each.encode() in hay and each not in stays] == []
    assert [word for word in (*WORDS, "Zxbarnetqz", "Zxgateqz") if word.encode() in hay] == []


def emptied(cli: Cli, text_: str) -> None:
    """Leaves a copy in pages that the database no longer uses."""
    database = cli.database()
    with database.write() as conn:
        conn.exec_driver_sql("PRAGMA secure_delete=OFF")
        conn.exec_driver_sql("CREATE TABLE once (copy TEXT)")
        conn.execute(text("INSERT INTO once VALUES (:copy)"), {"copy": text_ * 50})
    with database.write() as conn:
        conn.exec_driver_sql("DROP TABLE once")
    database.close()


SEALED = (
    "SELECT sealed, token FROM person WHERE case_id = '{case}'"
    " UNION ALL SELECT salt, texts FROM payload WHERE case_id = '{case}' AND seq < 4"
)


def _sealed(rows: object) -> Iterator[object]:
    for row in rows:  # type: ignore[attr-defined]
        yield from (each for each in row if each is not None)


def _rows_of(cli: Cli, case: str) -> list[tuple[object, ...]]:
    database = cli.database()
    with database.read() as conn:
        rows = [tuple(row) for row in conn.exec_driver_sql(SEALED.format(case=case))]
    database.close()
    return rows


@pytest.mark.slow
def test_a_database_that_others_are_in_is_written_anew_later(cli: Cli) -> None:
    case = wrong(cli)
    seq = proposed(cli, case)
    database = cli.database()
    with database.read() as conn:
        conn.execute(PERSON.select()).all()
        ran = approve(cli, case, seq, *INGER, "--json")
    database.close()
    assert (ran.code, ran.json["stage"], ran.json["scrubbed"]) == (0, "destroyed", False)
    assert "pathways destroy scrub" in ran.told
    assert cli.ok("destroy", "scrub", *INGER, "--json").json["scrubbed"] is True
    assert cli("destroy", "scrub", *ERIK).code == NOT_ALLOWED


@pytest.mark.soak
def test_no_attempt_without_a_decision_of_two_people_destroys_anything(cli: Cli) -> None:
    """Whoever, in whatever order, through the engine and beside it: nobody destroys anything alone."""
    chance, cases = random.Random(20260824), [wrong(cli), referral(cli), open_case(cli)]
    cli.ok("annul", cases[2], "1", "--why", "Feil barn.")
    world = install(cli.url, SHIPPED, channels=(), organisation="Prøve")
    before = [whole(world, case) for case in cases]
    for _ in range(count(150, 10_000)):
        case, seq = chance.choice(cases), chance.randrange(1, 14)
        attempt(world, chance, case, seq)
        assert whole(world, case) == before[cases.index(case)]
    # And all the while two people could.
    found = at_work(world, "inger").of_case(cases[0])
    seq = next((each.seq for each in found if each.stage is Stage.open), 0)
    seq = seq or at_work(world, "erik").propose(cases[0], (), WHY[1], WHY[3]).seq
    proposer = next(each.by for each in at_work(world, "inger").of_case(cases[0]) if each.seq == seq)
    if proposer != "inger":
        at_work(world, "inger").approve(cases[0], seq, "Enig.")
        assert whole(world, cases[0]) != before[0]
    world.close()


def attempt(world: Installation, chance: random.Random, case: str, seq: int) -> None:
    """One attempt in which one person acts, or somebody who may not decide; refused or without effect."""
    who = chance.choice(("erik", "inger", "mona", "kari", "liv", "rolf", "siv", "bente", "jonas"))
    destroying_ = at_work(world, who)
    verb = chance.choice(("propose", "approve", "approve", "decline", "store"))
    try:
        if verb == "propose":
            destroying_.propose(case, chance.choice(((), (seq,))), WHY[1], WHY[3])
        elif verb == "decline":
            destroying_.decline(case, seq, "Nei.")
        elif verb == "store":
            with world.database.write() as conn:
                destroying.destroy(conn, case, [chance.randrange(1, 5)], decided=seq)
        elif who != "inger" or any(each.by == who for each in destroying_.of_case(case) if each.stage is Stage.open):
            destroying_.approve(case, seq, "Enig.")
    except (PathwaysError, ValueError):
        return


def at_work(world: Installation, who: str) -> Destroying:
    reader = world.reader(world.people.actor(who, "prøve"), "test")
    return Destroying(database=world.database, desk=world.desk, clock=world.clock, reader=reader, ring=None)


def whole(world: Installation, case: str) -> tuple[tuple[str, ...], int]:
    """What there is to destroy in a case."""
    with world.database.read() as conn:
        texts = conn.execute(
            PAYLOAD.select().where(PAYLOAD.c.case_id == case, PAYLOAD.c.texts.is_not(None), PAYLOAD.c.seq < 4)
        )
        people = conn.execute(PERSON.select().where(PERSON.c.case_id == case, PERSON.c.sealed.is_not(None)))
        return tuple(str(row.texts) for row in texts), len(people.all())


@pytest.mark.parametrize(
    ("open_", "kept_", "wrong_", "law"),
    [
        (referral, "while_needed", "destroyed", "helsepersonelloven § 44"),
        (open_case, "for_good", "kept", "arkivlova § 13"),
    ],
)
def test_a_case_tells_which_rule_keeps_it_and_that_time_ends_nothing(
    cli: Cli, open_: Callable[[Cli], str], kept_: str, wrong_: str, law: str
) -> None:
    case = open_(cli)
    told = cli.ok("case", "retention", case, *INGER)
    assert "Ingenting slettes av at tiden går" in told.told
    found = cli.ok("case", "retention", case, *INGER, "--json").json
    rule = found["rule"]
    assert (rule["kept"], rule["wrong"], rule["wrong_law"], found["ended_by_time"]) == (kept_, wrong_, law, False)
    assert cli("case", "retention", "BV-2026-0077").code == MISSING
    assert readings(cli, case)[0].information == "hvilken tjeneste saken hører til"


def test_ten_years_on_everything_is_still_there(cli: Cli) -> None:
    case = wrong(cli)
    before = kept(cli, case)
    cli.ok("clock", "set", "2036-08-24")
    cli.ok("tick")
    assert kept(cli, case) == before


def test_a_folder_without_rules_destroys_nothing(cli: Cli, tmp_path: Path) -> None:
    case = wrong(cli)
    folder = tmp_path / "definitions"
    shutil.copytree(SHIPPED, folder)
    (folder / "retention.yaml").unlink()
    without = Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(folder)})
    ran = without("destroy", "propose", case, *WHY, *ERIK)
    assert (ran.code, "Uten en regel tas alt vare på" in ran.told) == (REFUSED, True), ran
    assert without.ok("case", "retention", case, *INGER, "--json").json["rule"] is None


@pytest.mark.parametrize("why", [(), WHY])
def test_whoever_may_not_propose_in_child_welfare_is_told_that_nothing_is_destroyed_there(
    cli: Cli, why: tuple[str, ...]
) -> None:
    case = open_case(cli)
    refused = [cli("destroy", "propose", each, *why, "--as", "kari") for each in (case, "BV-2026-9999")]
    assert [ran.code for ran in refused] == [NOT_ALLOWED, NOT_ALLOWED]
    assert "barnevern" in refused[0].told
    assert "slettes ingenting" in refused[0].told
    assert refused[0].told == refused[1].told
    rows = cli.ok("access-log", case, "--as", "liv", "--json").json["rows"]
    assert [(row["user"], row["granted"]) for row in rows[1:]] == [("kari", False)]
