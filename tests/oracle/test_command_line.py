"""What the command line tells with --at and --known-at, against the oracle on the raw log of the same case."""

from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from pathways.model.record import Record
from pathways.store import events
from tests.cli.auditing import draw_all
from tests.cli.running import Cli
from tests.cli.test_waiting import FAMILY, FORLOP, WHY, mapped
from tests.oracle.engine_told import oracle_of, raw
from tests.oracle.naive.days import ends
from tests.oracle.naive.log import end_of
from tests.oracle.naive.told import Told
from tests.support.counts import count
from tests.support.worlds import shipped

FIRST, DAYS = date(2026, 8, 24), 110
CORRECTED = ("--as", "liv", "--why", "Skrivefeil.")
GIVEN = ("--activity", "1", "--set", "opplyst_apnet=ja")


def told_case(cli: Cli) -> str:
    """A case that waits, is told of late, extended, corrected and partly annulled, in sixteen weeks."""
    case = mapped(cli)
    cli.ok("clock", "advance", "2 weeks")
    cli.ok("advance", case, "satt_pa_vent", *FORLOP, *FAMILY, *WHY)
    cli.ok(
        "advance",
        case,
        "tilbakemelding_gitt",
        "--activity",
        "1",
        "--set",
        "opplyst_apnet=ja",
        "--happened",
        "2026-09-02",
    )
    cli.ok("clock", "advance", "3 weeks")
    cli.ok("advance", case, "gjenopptatt", *FORLOP, *FAMILY, "--happened", "2026-09-21")
    planned = ("omrade_planlagt", "--activity", "tann", "--set", "tjeneste=annen")
    wrong = cli.ok("advance", case, *planned, "--json").json["seq"]
    cli.ok("advance", case, "omrade_ikke_nodvendig", "--activity", "rus", "--code", "annet", "--reason", "Avklart.")
    cli.ok("clock", "advance", "5 weeks")
    extended = ("--code", "annet", "--reason", "Særlig tilfelle.", "--set", "foreldre_informert=ja")
    cli.ok("advance", case, "frist_utvidet", *extended, "--as", "liv")
    cli.ok("correct", case, "1", *CORRECTED, "--happened", "2026-08-22")
    cli.ok("annul", case, str(wrong), "--as", "kari", "--why", "Gjaldt et annet barn.")
    cli.ok("clock", "advance", "6 weeks")
    return case


def log_of(cli: Cli, case: str) -> tuple[Record, ...]:
    """Its records."""
    with closing(cli.database()) as database, database.read() as conn:
        return events.read_case(conn, case)


def deadlines(listed: list[Mapping[str, Any]]) -> list[tuple[object, ...]]:
    """Deadlines as JSON has them: where, what is said, and the dates."""
    names = ("run", "name", "item", "word", "anchored_on", "nominal", "legal", "reporting", "settled_on")
    return sorted((tuple(each[name] for name in names) for each in listed), key=str)


def expected(answer: Told) -> list[tuple[object, ...]]:
    """The same by the oracle."""
    return sorted(
        (
            (run, *_split(key), each["word"], *(_iso(each[day]) for day in DAYS_TOLD))
            for run, of in answer["runs"].items()
            for key, each in of["deadlines"].items()
        ),
        key=str,
    )


DAYS_TOLD = ("counts_from", "nominal", "legal", "reporting", "settled_on")


def _split(key: str) -> tuple[str, str]:
    name, _, item = key.partition(":")
    return name, item


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@pytest.mark.soak
@pytest.mark.slow
def test_at_any_two_dates_the_command_line_tells_what_the_oracle_does(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case = told_case(cli)
    draw_all(cli)
    log, oracle, draw = raw(shipped(), log_of(cli, case)), oracle_of(shipped()), Random(1)
    for _ in range(count(4, 100)):
        known = FIRST + timedelta(days=draw.randrange(DAYS))
        at = FIRST + timedelta(days=draw.randrange((known - FIRST).days + 1))
        answer = oracle.tell(log, ends(known) - timedelta(microseconds=1), end_of(at))
        asked = (case, "--json", "--as", "rolf", "--known-at", known.isoformat(), "--at", at.isoformat())
        shown = cli.ok("case", "show", *asked).json["runs"]
        assert {run["run"]: run["state"] for run in shown} == {k: run["state"] for k, run in answer["runs"].items()}
        assert deadlines([each for run in shown for each in run["deadlines"]]) == expected(answer), (known, at)
        assert deadlines(cli.ok("deadline", "list", *asked).json["deadlines"]) == expected(answer), (known, at)
        entries = cli.ok("timeline", *asked).json["entries"]
        passed = [each for each in entries if each["kind"] == "crossing" and not each["superseded_by"]]
        told = sorted((datetime.fromisoformat(e["happened_at"]), e["run"], e["name"], e["item"]) for e in passed)
        assert told == [bell[:4] for bell in answer["rung"]], (known, at)
        acts = [each["seq"] for each in entries if each["kind"] == "act" and not each["annulled_by"]]
        assert acts == answer["acts"], (known, at)
