"""``worklist --csv``: all that the list tells, a row for each thing to do, in words that people use."""

import csv

from tests.cli.running import Cli, Ran, open_case
from tests.cli.support import investigated, set_clock

USAGE = 2


def rows(ran: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(ran.table.splitlines(), delimiter=";"))


def test_it_has_the_rows_of_the_list_in_its_order(cli: Cli) -> None:
    case = investigated(cli)
    set_clock(cli, "2026-12-05T09:00")
    cli.ok("tick")
    listed = cli.ok("worklist", "--json").json["deadlines"]
    found = rows(cli.ok("worklist", "--csv"))
    assert [(row["dato"], row["sak"], row["frist"]) for row in found] == [
        (each["nominal"], each["case_id"], each["name"]) for each in listed
    ]
    late = next(row for row in found if row["frist"] == "undersokelse")
    assert (late["sak"], late["hva"], late["dager_igjen"], late["over_datoen"]) == (case, "frist", "-5", "ja")
    assert (late["virkning"], late["hjemmel"]) == ("lovfrist", "barnevernsloven § 2-2 andre ledd")
    assert (late["uten_arsak"], late["hos"]) == ("ja", "barnevernstjenesten")
    assert late["tilstand"] == "brudd på lovfristen"


def test_each_line_says_from_where_it_was_seen(cli: Cli) -> None:
    open_case(cli)
    [row] = rows(cli.ok("worklist", "--csv", "--limit", "1"))
    seen = cli.ok("worklist", "--json").json
    assert (row["sett_fra"], row["kjent"]) == (seen["at"], seen["known_at"])


def test_of_a_page_the_next_is_named_aside(cli: Cli) -> None:
    open_case(cli)
    first = cli.ok("worklist", "--csv", "--limit", "1")
    after = cli.ok("worklist", "--limit", "1", "--json").json["next_page"]
    assert after in "".join(first.err.split())
    assert rows(first) != rows(cli.ok("worklist", "--csv", "--limit", "1", "--after", after))


def test_nothing_is_a_table_without_lines_and_two_forms_are_refused(cli: Cli) -> None:
    empty = cli.ok("worklist", "--csv", "--person", "liv", "--as", "liv")
    assert rows(empty) == []
    assert empty.table.startswith("hva;dato;sak;")
    assert cli("worklist", "--csv", "--json").code == USAGE
