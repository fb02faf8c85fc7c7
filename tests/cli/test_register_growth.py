"""``import register`` of a case that has grown: added, corrected, annulled; what people recorded is never touched."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pathways.machine.decide import IMPORTER
from pathways.machine.order import standing_acts
from pathways.model.record import Kind, Record
from pathways.store import events
from tests.cli.auditing import draw_all
from tests.cli.running import Cli, Ran, open_case, sandbox_of
from tests.cli.support import LATE
from tests.register.files import File, concluded, element, melding, undersokelse, uuid
from tests.support.counts import count
from tests.support.databases import SqliteDatabases
from tests.support.shared import shared_or_skip

Write = Callable[..., str]

ANNUL = "--annul-what-is-missing"

OPEN = (melding(1, start="2026-08-03"),)
INVESTIGATED = (melding(1, *concluded("2", "2026-08-05"), start="2026-08-03"), undersokelse(2, start="2026-08-05"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of one case of these parts, and gives its path."""

    def to_file(*parts: str, file: File | None = None, content: bytes = b"") -> str:
        path = tmp_path / f"uttrekk-{len(list(tmp_path.iterdir()))}.xml"
        path.write_bytes(content or (file or File()).of(*parts))
        return str(path)

    return to_file


def imported(cli: Cli, *files: str, user: str = "kari") -> Ran:
    return cli("import", "register", *files, "--as", user, "--json")


def report(ran: Ran, number: int = 0) -> dict[str, Any]:
    """What came of a case in the last file."""
    found: dict[str, Any] = ran.json["files"][-1]["report"][number]
    return found


def counts(ran: Ran, number: int = 0) -> tuple[str, int, int, int]:
    found = report(ran, number)
    return found["outcome"], found["added"], found["corrected"], found["annulled"]


def warned(ran: Ran) -> list[str]:
    return [warning["key"] for warning in ran.json["files"][-1]["warnings"]]


def log(cli: Cli, case: str = "BV-2026-0001") -> tuple[Record, ...]:
    database = cli.database()
    with database.read() as conn:
        found = events.read_case(conn, case)
    database.close()
    return found


def standing(cli: Cli, case: str = "BV-2026-0001") -> dict[str, str]:
    """The date of each act as it now reads; of annulled ones nothing."""
    entries = draw_all(cli).ok("timeline", case, "--as", "rolf", "--json").json["entries"]
    return {e["name"]: e["happened_on"] for e in entries if e["kind"] == "act" and not e["annulled_by"]}


def whole(cli: Cli) -> None:
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("replay", "--all", "--json").json["ok"]


def ended(code: str, on: str, number: int = 2) -> str:
    return undersokelse(number, element("Konklusjon", SluttDato=on, Kode=code), start="2026-08-05")


def test_what_is_new_is_entered_at_its_true_date_and_deadlines_follow(cli_on_both: Cli, write: Write) -> None:
    cli = cli_on_both
    imported(cli, write(*OPEN))
    cli.ok("tick")
    ran = imported(cli, write(*INVESTIGATED))
    assert ran.code == 0, ran
    assert counts(ran) == ("changed", 1, 0, 0)
    assert standing(cli) == {"melding_mottatt": "2026-08-03", "melding_konkludert": "2026-08-05"}
    run = cli.ok("case", "show", "BV-2026-0001", "--json").json["runs"][0]
    assert run["state"] == "undersokes"
    assert {d["name"]: d["word"] for d in run["deadlines"]}["gjennomgang"] == "met"
    whole(cli)


def test_a_changed_value_is_a_correction_and_a_deleted_part_an_annulment(cli: Cli, write: Write) -> None:
    imported(cli, write(*INVESTIGATED[:1], ended("3", "2026-08-20")))
    changed = imported(cli, write(*INVESTIGATED[:1], ended("1", "2026-08-21")))
    assert counts(changed) == ("changed", 0, 1, 0)
    assert standing(cli)["undersokelse_konkludert"] == "2026-08-21"
    assert cli.ok("case", "show", "BV-2026-0001", "--json").json["runs"][0]["state"] == "tiltak"
    gone = imported(cli, write(INVESTIGATED[0]), ANNUL)
    assert counts(gone) == ("changed", 0, 0, 1)
    assert "undersokelse_konkludert" not in standing(cli)
    assert cli.ok("case", "show", "BV-2026-0001", "--json").json["runs"][0]["state"] == "undersokes"
    assert {r.actor.roles[-1] for r in log(cli) if r.kind in (Kind.correction, Kind.annulment)} == {IMPORTER}
    whole(cli)


def test_a_deleted_report_takes_what_followed_from_it_along(cli: Cli, write: Write) -> None:
    imported(cli, write(*INVESTIGATED[:1], ended("3", "2026-08-20")))
    ran = imported(cli, write(melding(1, *concluded("2", "2026-08-05"), start="2026-08-03", ErSlettet="true")))
    assert ran.code == 0, ran
    assert counts(ran) == ("changed", 1, 0, 3)
    assert standing(cli) == {}
    whole(cli)


def test_a_deleted_case_is_annulled(cli: Cli, write: Write) -> None:
    imported(cli, write(*OPEN))
    ran = imported(cli, write(*OPEN, file=File(case_attributes=' ErSlettet="true"')))
    assert (counts(ran), standing(cli)) == (("changed", 0, 0, 1), {})


@pytest.mark.parametrize("parts", [OPEN, INVESTIGATED, (*INVESTIGATED[:1], ended("3", "2026-08-20"))])
def test_reading_a_file_twice_changes_nothing(cli: Cli, write: Write, parts: tuple[str, ...]) -> None:
    closed = File(case_attributes=' Avsluttet="true"')
    file = write(*parts, file=closed)
    imported(cli, file)
    before = log(cli)
    cli.ok("clock", "advance", "3d")
    noticed = log(cli)
    again = imported(cli, file)
    assert counts(again) == ("unchanged", 0, 0, 0)
    assert log(cli) == noticed
    assert noticed[: len(before)] == before


def test_a_vanished_id_replaced_under_the_same_start_is_the_same_record(cli: Cli, write: Write) -> None:
    imported(cli, write(*INVESTIGATED[:1], ended("3", "2026-08-20")))
    before = log(cli)
    renamed = imported(cli, write(INVESTIGATED[0], ended("3", "2026-08-20", number=77)))
    assert (counts(renamed), log(cli)) == (("unchanged", 0, 0, 0), before)
    assert counts(imported(cli, write(INVESTIGATED[0], ended("1", "2026-08-20", number=77)))) == ("changed", 0, 1, 0)
    assert counts(imported(cli, write(INVESTIGATED[0], ended("1", "2026-08-20")))) == ("unchanged", 0, 0, 0)


def test_another_start_under_another_id_is_another_record(cli: Cli, write: Write) -> None:
    imported(cli, write(melding(1, start="2026-08-03")))
    ran = imported(cli, write(melding(7, start="2026-08-04")), ANNUL)
    assert counts(ran) == ("changed", 1, 0, 1)


def test_what_people_recorded_stands_and_a_file_that_would_undo_it_is_refused_for_that_case(
    cli_on_both: Cli, write: Write
) -> None:
    cli = cli_on_both
    imported(cli, write(*INVESTIGATED))
    cli.ok("advance", "BV-2026-0001", "undersokelsesplan_laget", "--set", "plan_dato=2026-08-20",
           "--happened", "2026-08-20")  # fmt: skip
    before = log(cli)
    other = File(case_number=101).case(melding(5, start="2026-08-10"))
    dismissed = File().case(melding(1, *concluded("10", "2026-08-05"), start="2026-08-03"))
    ran = imported(cli, write(content=File().wrap(dismissed, other)))
    assert (ran.code, ran.json["ok"]) == (4, False)
    assert report(ran)["outcome"] == "refused"
    assert "undersokelsesplan_laget" in report(ran)["conflicts"][0]
    assert "pathways amend" in ran.err
    assert log(cli) == before
    assert counts(ran, 1) == ("opened", 1, 0, 0)
    seq = next(record.seq for record in before if record.name == "undersokelsesplan_laget")
    cli.ok("annul", "BV-2026-0001", str(seq), "--why", "Fagsystemet har rett.")
    again = imported(cli, write(content=File().wrap(dismissed, other)))
    assert (again.code, counts(again)) == (0, ("changed", 0, 1, 0))
    whole(cli)


def test_a_correction_by_hand_stands_where_the_file_says_otherwise(cli: Cli, write: Write) -> None:
    imported(cli, write(*INVESTIGATED))
    cli.ok("correct", "BV-2026-0001", "2", "--happened", "2026-08-06", "--why", "Lest feil.")
    before = log(cli)
    later = write(melding(1, *concluded("2", "2026-08-07"), start="2026-08-03"), undersokelse(2, start="2026-08-05"))
    for file in (write(*INVESTIGATED), later):
        ran = imported(cli, file)
        assert counts(ran) == ("unchanged", 0, 0, 0)
        assert "register.corrected_by_people" in warned(ran)
        assert log(cli) == before


def test_what_people_annulled_does_not_come_back(cli: Cli, write: Write) -> None:
    file = write(*INVESTIGATED)
    imported(cli, file)
    cli.ok("annul", "BV-2026-0001", "2", "--why", "Feil barn.")
    ran = imported(cli, file)
    assert (counts(ran), "register.annulled_by_people" in warned(ran)) == (("unchanged", 0, 0, 0), True)
    assert "melding_konkludert" not in standing(cli)


@pytest.mark.parametrize(("on", "told"), [("2026-08-20", False), ("2026-08-21", True)])
def test_what_a_person_entered_first_is_not_entered_again(cli: Cli, write: Write, on: str, *, told: bool) -> None:
    imported(cli, write(*INVESTIGATED))
    cli.ok("advance", "BV-2026-0001", "undersokelse_konkludert", "--set", "utfall=3", "--happened", "2026-08-20",
           "--reason", "Ingen grunn til tiltak.", "--as", "liv")  # fmt: skip
    before = log(cli)
    ran = imported(cli, write(INVESTIGATED[0], ended("3", on)))
    assert (counts(ran), log(cli)) == (("unchanged", 0, 0, 0), before)
    assert ("register.recorded_by_people" in warned(ran)) is told


def test_an_imported_act_that_is_no_longer_possible_becomes_a_note(cli: Cli, write: Write) -> None:
    imported(cli, write(*OPEN))
    cli.ok("advance", "BV-2026-0001", "melding_grunnlos", "--happened", "2026-08-04", "--reason", "Åpenbart.", *LATE)
    ran = imported(cli, write(*INVESTIGATED))
    assert ran.code == 0, ran
    assert "register.kept_as_note" in warned(ran)
    assert [r.name for r in log(cli) if r.kind is Kind.note and "konkludert" in r.name] == ["melding_konkludert"]
    assert counts(imported(cli, write(*INVESTIGATED))) == ("unchanged", 0, 0, 0)
    whole(cli)


def test_a_note_that_is_corrected_reads_as_corrected_in_the_timeline(cli: Cli, write: Write) -> None:
    def plan_of(kind: str) -> str:
        return element("Plan", Id=uuid(9), StartDato="2026-08-10", Plantype=kind)

    imported(cli, write(*OPEN, plan_of("1")))
    ran = imported(cli, write(*OPEN, plan_of("2")))
    assert counts(ran) == ("changed", 0, 1, 0)
    entries = cli.ok("timeline", "BV-2026-0001", "--json").json["entries"]
    (note,) = [entry for entry in entries if entry["kind"] == "note"]
    assert {d["name"]: d["value"] for d in note["details"]}["koder"] == ["Plantype=2"]
    whole(cli)


def test_the_official_samples_grow_one_case_in_the_order_given(cli: Cli) -> None:
    samples = shared_or_skip("domain/ssb/samples")
    files = {number: str(samples / f"test01_file{number}_total.xml") for number in ("01", "03", "05", "07")}
    outcomes = []
    for file in files.values():
        ran = imported(cli, file)
        assert ran.code == 0, ran
        outcomes.append(counts(ran))
    assert outcomes == [
        ("opened", 1, 0, 0),
        # The report has another reporter; it is concluded, and an investigation made and ended.
        ("changed", 2, 1, 0),
        # The investigation has another id, another end and no grounds; a measure and a decision are new.
        ("changed", 2, 1, 0),
        # Measure and decision have other ids; the measure is ended; a plan and a second decision are new.
        ("changed", 2, 1, 0),
    ]
    assert standing(cli) == {
        "melding_mottatt": "2021-01-01", "melding_konkludert": "2021-01-08", "undersokelse_konkludert": "2021-04-08",
    }  # fmt: skip
    again = imported(cli, files["07"])
    assert counts(again) == ("unchanged", 0, 0, 0)
    assert warned(again).count("register.dangling") == 4
    whole(cli)


def test_a_new_part_from_before_the_calendar_is_a_note_and_the_rest_is_taken(cli: Cli, write: Write) -> None:
    imported(cli, write(*OPEN))
    ran = imported(cli, write(*INVESTIGATED, melding(8, start="1998-03-01")))
    assert (ran.code, counts(ran)) == (0, ("changed", 2, 0, 0)), ran
    assert "register.kept_as_note" in warned(ran)
    assert standing(cli) == {"melding_mottatt": "2026-08-03", "melding_konkludert": "2026-08-05"}
    assert counts(imported(cli, write(*INVESTIGATED, melding(8, start="1998-03-01")))) == ("unchanged", 0, 0, 0)
    whole(cli)


def version(rng: random.Random, number: int) -> str:
    """One version of a case: reports and investigations that come, change, go, and get other ids."""
    parts: list[str] = []
    for report_number in range(1, rng.randint(1, 3) + 1):
        if rng.random() < 0.15:
            continue
        came = f"2026-03-{2 * report_number:02}"
        id_ = report_number + 50 * rng.randint(0, 1)
        if rng.random() < 0.3:
            parts.append(melding(id_, start=came))
            continue
        code = rng.choice(["2", "2", "10", "3"])
        on = f"2026-03-{rng.randint(10, 12)}"
        parts.append(melding(id_, *concluded(code, on), start=came))
        if code == "2" and rng.random() < 0.8:
            end = element("Konklusjon", SluttDato=f"2026-05-{rng.randint(10, 14)}", Kode=rng.choice(["1", "3"]))
            grounds = element("Vedtaksgrunnlag", Kode="1.1.02") if rng.random() < 0.5 else ""
            content = grounds + (end if rng.random() < 0.7 else "")
            parts.append(undersokelse(20 + id_, *([content] if content else []), start=on))
    return File(case_number=number).case(*parts)


def acts_of(cli: Cli, ran: Ran) -> list[list[tuple[str, str, str]]]:
    """What counts in each case of the last file, whatever its runs and numbers are called."""
    database = cli.database()
    found = []
    with database.read() as conn:
        for each in ran.json["files"][-1]["report"]:
            acts = standing_acts(events.read_case(conn, each["case_id"]))
            found.append(sorted((a.name, a.content.happened.on.isoformat(), str(a.content.data)) for a in acts))
    database.close()
    return found


@pytest.mark.slow
def test_a_case_that_grew_reads_as_one_that_is_imported_whole(sqlite_databases: SqliteDatabases, write: Write) -> None:
    rng = random.Random(7)
    numbers = range(200, 200 + count(40, 400))
    grown, fresh = sandbox_of(sqlite_databases), sandbox_of(sqlite_databases)
    versions = [write(content=File().wrap(*(version(rng, n) for n in numbers))) for _ in range(4)]
    for file in versions:
        last = imported(grown, file, ANNUL)
        assert last.code == 0, last
    # A case that was empty is not there in the fresh one: only those that both have are compared.
    whole_at_once = imported(fresh, versions[-1])
    by_line = {each["line"]: acts for each, acts in zip(last.json["files"][-1]["report"], acts_of(grown, last),
                                                        strict=True)}  # fmt: skip
    reports = whole_at_once.json["files"][-1]["report"]
    for each, acts in zip(reports, acts_of(fresh, whole_at_once), strict=True):
        assert by_line[each["line"]] == acts, each
    assert len(reports) > len(numbers) // 2
    whole(grown)


def test_several_files_of_one_case_are_read_in_the_order_given(cli: Cli, write: Write) -> None:
    first, second = write(*OPEN), write(*INVESTIGATED)
    ran = imported(cli, first, second, first, ANNUL)
    assert [file["report"][0]["outcome"] for file in ran.json["files"]] == ["opened", "changed", "changed"]
    assert standing(cli) == {"melding_mottatt": "2026-08-03"}


def test_the_report_tells_people_each_case_that_changed(cli: Cli, write: Write) -> None:
    imported(cli, write(*OPEN))
    ran = cli.ok("import", "register", write(*INVESTIGATED))
    assert "BV-2026-0001: nye 1, rettet 0, feilregistrert 0, uendret 1" in ran.told
    assert "uten endringer: 1 (BV-2026-0001)" in cli.ok("import", "register", write(*INVESTIGATED)).told


def test_a_case_that_was_merged_as_a_duplicate_is_left_alone_and_told_of(cli: Cli, write: Write) -> None:
    imported(cli, write(*OPEN))
    kept = open_case(cli)
    here = ("--here", "barnevern_undersokelse", "--reason", "Samme barn.", "--as", "liv")
    cli.ok("case", "merge", "BV-2026-0001", "--into", kept, *here)
    before = len(log(cli))
    ran = imported(cli, write(*INVESTIGATED))
    assert (report(ran)["outcome"], len(log(cli))) == ("refused", before)
    assert "slått sammen" in report(ran)["conflicts"][0]
