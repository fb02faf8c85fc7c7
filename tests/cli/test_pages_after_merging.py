"""Every page of every case can be read after a merge or a move, and after either is undone: as text and as JSON."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from pathways.messages import say
from pathways.model.record import Actor, Content, Happened, Kind, Record, Value
from pathways.timeline_beside import titled_beside
from tests.cli.running import Cli
from tests.cli.support import page
from tests.cli.test_merge import DUPLICATE, HERE, KEPT, LIV, WHY, two_reports
from tests.cli.test_move import CASE, MOVED, make_neighbours, moved
from tests.support.databases import SqliteDatabases

ROLF, SIV = ("--as", "rolf"), ("--as", "siv")
NOW = datetime(2026, 8, 24, 9, tzinfo=UTC)
DATA: dict[Kind, dict[str, Value]] = {
    Kind.assignment: {"from": "2026-08-24", "person": "kari"},
    Kind.nothing_due: {"until": "2026-08-24"},
    Kind.glass: {"until": NOW.isoformat()},
    Kind.moving: {"on": "2026-08-24", "to": "bv-nabo"},
    Kind.remark: {"by": "parent_1"},
    Kind.insight: {"step": "prepared", "for": "parent_1"},
}
NAMES = {
    Kind.closed: ("merged", "moved"),
    Kind.person: ("person_set", "person_corrected"),
    Kind.note: ("destruction", "proposal", "declined", "annet"),
}
OF_RUNS = (Kind.act, Kind.crossing, Kind.correction, Kind.redecision, Kind.migration, Kind.explanation)
ELSEWHERE = (Kind.annulment, Kind.superseded, Kind.signal, Kind.withdrawal, Kind.proposal, Kind.proposal_closed)


def readings(cli: Cli, case: str, folder: Path) -> Iterator[tuple[str, ...]]:
    """All that shows a case, and each of its deadlines."""
    yield from ((*words, case, *LIV) for words in (("timeline",), ("case", "show"), ("case", "can")))
    yield from (("timeline", case, axis, "2026-08-24", *LIV) for axis in ("--known-at", "--at"))
    yield from (("timeline", case, *who) for who in (ROLF, SIV))
    yield ("deadline", "list", case, *LIV)
    runs = cli.ok("case", "show", case, *LIV, "--json").json["runs"]
    for run in runs:
        for each in run["deadlines"]:
            item = ("--activity", each["item"]) if each["item"] else ()
            yield ("deadline", "explain", case, each["name"], "--run", run["run"], *item, *LIV)
    yield from ((*words, *LIV) for words in (("case", "list"), ("worklist",), ("worklist", "--overdue")))
    yield from ((*words, *LIV) for words in (("case", "gaps"), ("report", "deadlines"), ("report", "past")))
    yield ("access-log", case, *LIV)
    yield ("access-log", case, "--for-party", *LIV)
    yield ("replay", case, *LIV)
    yield ("log", "export", case, "--with-texts", "--to", str(folder / f"{uuid4()}.jsonl"), *SIV)


def read_all(cli: Cli, folder: Path, *cases: str) -> None:
    """Read every page of them; none may end otherwise than well."""
    for case in cases:
        for words in readings(cli, case, folder):
            for form in ((), ("--json",))[: 1 if words[0] == "log" else 2]:
                ran = cli(*words, *form)
                assert ran.code in (0, 7, 5) if words[-1] in ("rolf", "siv") else ran.code == 0, (words, form, ran)


@pytest.mark.slow
def test_every_page_can_be_read_after_a_merge_and_after_its_undoing(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    cli = Cli(url=sqlite_databases.copy_of(two_reports), env={})
    cli.ok("clock", "advance", "16d")
    cli.ok("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)
    read_all(cli, tmp_path, DUPLICATE, KEPT)
    cli.ok("case", "unmerge", DUPLICATE, "--reason", "Det var to barn.", *LIV)
    read_all(cli, tmp_path, DUPLICATE, KEPT)
    assert "angret: slått sammen med en annen sak" in page(cli, "timeline", DUPLICATE, *LIV)
    assert "angret: slått sammen med en annen sak om samme barn" in page(cli, "timeline", KEPT, *LIV)


@pytest.mark.slow
def test_every_page_can_be_read_after_a_move_and_after_its_undoing(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_neighbours), env={})
    signal = moved(cli, "bv-ute")
    read_all(cli, tmp_path, CASE)
    for answer in ("received", "taken-over"):
        cli.ok("signal", "answer", signal, answer, "--on", MOVED[1], *LIV)
    read_all(cli, tmp_path, CASE)
    cli.ok("case", "move", CASE, "--undo", "--reason", "Feil sak.", *LIV)
    read_all(cli, tmp_path, CASE)
    assert "angret: flyttet" in page(cli, "timeline", CASE, *LIV)


def made(kind: Kind, name: str) -> Record:
    """A record of the case itself, of no run."""
    data = DATA.get(kind, {})
    happened = Happened(on=date(2026, 8, 24), at=NOW)
    return Record(
        event_id="e",
        case_id="BV-2026-0001",
        seq=3,
        kind=kind,
        run="",
        name=name,
        item="",
        recorded_at=NOW,
        actor=Actor(user="kari", roles=(), os_account="", authenticated=False),
        content=Content(happened=happened, data=data, reason_codes=(), pins=(), warnings=()),
        crossing=None,
        targets=(2,) if kind is Kind.remark else (),
        cause=0,
        text_names=(),
        texts=None,
    )


@pytest.mark.parametrize("kind", [each for each in Kind if each not in (*OF_RUNS, *ELSEWHERE)])
def test_every_kind_of_record_has_its_sentence_also_where_it_is_annulled(kind: Kind) -> None:
    for name in NAMES.get(kind, (kind.value,)):
        record = made(kind, name)
        wrong = replace(record, seq=4, kind=Kind.annulment, content=None, targets=(3,))
        for told in (titled_beside(record, None), titled_beside(wrong, record)):
            assert told
            assert told != name or kind is Kind.note
        assert say("timeline.annulment", seq=3, what=titled_beside(wrong, record))
