"""``import register``: cases at their true dates, once; a faulty file stores nothing; nothing about anyone is kept."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pathways.engine.acts import write_act
from pathways.machine.decide import IMPORTER
from pathways.machine.state_json import dump
from pathways.model.record import Kind, Record
from pathways.store import events, heads
from tests.cli.running import Cli, Ran, sandbox_of
from tests.register.files import PERSONAL, File, concluded, element, melding, undersokelse, uuid
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.support.shared import shared_or_skip
from tests.support.work import calls_of
from tests.support.worlds import FOLDER

Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of the given content, and gives its path."""

    def to_file(content: bytes, name: str = "uttrekk.xml") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return to_file


def records_of(cli: Cli) -> dict[str, tuple[Record, ...]]:
    database = cli.database()
    with database.read() as conn:
        found = dict(events.iterate_all(conn))
    database.close()
    return found


def cases_in(cli: Cli) -> list[str]:
    database = cli.database()
    with database.read() as conn:
        found = [head.case_id for head in heads.list_heads(conn, limit=1000)]
    database.close()
    return found


def imported(cli: Cli, *files: str) -> Ran:
    return cli("import", "register", *files, "--json")


def ended(code: str, on: str = "2026-08-20") -> str:
    """An investigation that has come to an outcome."""
    return undersokelse(2, element("Konklusjon", SluttDato=on, Kode=code), start="2026-03-05")


def test_a_case_gets_its_events_at_their_true_dates_as_late_entries(cli_on_both: Cli, write: Write) -> None:
    content = File().of(melding(1, *concluded("2", "2026-03-05"), start="2026-03-02"), ended("3"))
    ran = imported(cli_on_both, write(content))
    assert ran.code == 0, ran
    ((case, records),) = records_of(cli_on_both).items()
    acts = [record for record in records if record.kind is Kind.act]
    assert [(act.name, act.content.happened.on.isoformat()) for act in acts if act.content] == [
        ("melding_mottatt", "2026-03-02"), ("melding_konkludert", "2026-03-05"),
        ("undersokelse_konkludert", "2026-08-20"),
    ]  # fmt: skip
    assert {act.recorded_at for act in acts} == {datetime(2026, 8, 24, 6, tzinfo=UTC)}
    assert ran.json["files"][0]["cases"] == [case]
    assert cli_on_both.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli_on_both.ok("replay", "--all", "--json").json["ok"]


def test_deadlines_are_met_or_past_their_date_accordingly(cli: Cli, write: Write) -> None:
    cli.ok(
        "import",
        "register",
        write(File().of(melding(1, *concluded("2", "2026-03-05"), start="2026-03-02"), ended("3"))),
    )
    (case,) = cases_in(cli)
    words = {
        d["name"]: d["word"] for run in cli.ok("case", "show", case, "--json").json["runs"] for d in run["deadlines"]
    }
    assert words["gjennomgang"] == "met"
    assert words["undersokelse"] == "met_late"


def test_what_happened_before_the_law_was_loaded_is_never_a_breach(cli: Cli, write: Write) -> None:
    cli.ok("import", "register", write(File().of(melding(1, start="2022-03-02"))))
    (case,) = cases_in(cli)
    runs = cli.ok("case", "show", case, "--json").json["runs"]
    assert [run["law_loaded"] for run in runs] == [False]
    assert {d["word"] for run in runs for d in run["deadlines"]} == {"past_law_not_loaded", "dormant"}
    assert "brudd" not in cli.ok("case", "show", case).out.lower()


def test_a_faulty_file_stores_nothing_and_the_other_files_are_imported(cli: Cli, write: Write) -> None:
    good = write(File().of(melding(1)), "god.xml")
    bad = write(
        File(case_number=7).wrap(
            File(case_number=7).case(melding(8)), File(case_number=9).case(melding(9, start="2026-13-01"))
        ),
        "feil.xml",
    )
    ran = imported(cli, bad, good)
    assert ran.code == 2
    refused, taken = ran.json["files"]
    assert (refused["refused"], refused["problems"][0]["key"]) == (True, "register.bad_date")
    assert refused["problems"][0]["line"] > 1
    assert "feil.xml" in ran.err
    assert taken["cases"] == cases_in(cli)
    assert len(cases_in(cli)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<Barnevern>",
        b"",
        File().of(melding(1, *concluded("10", "2026-08-20"), start="2026-08-22")),
        File().of(element("Melding", Id=uuid(1))),
        b'<!DOCTYPE a [<!ENTITY b "c">]><Barnevern/>',
    ],
)
def test_a_file_that_cannot_be_taken_leaves_the_database_as_it_was(cli: Cli, write: Write, content: bytes) -> None:
    ran = imported(cli, write(content))
    assert (ran.code, ran.json["ok"]) == (2, False)
    assert cases_in(cli) == []


def test_a_file_that_is_not_there_is_told_without_a_traceback(cli: Cli, tmp_path: Path) -> None:
    ran = cli("import", "register", str(tmp_path / "borte.xml"), str(tmp_path))
    assert ran.code == 2
    assert ran.err.count("kan ikke åpnes") == 2


def test_a_code_that_was_not_valid_that_day_is_kept_with_a_warning(cli: Cli, write: Write) -> None:
    ran = imported(cli, write(File().of(melding(1, *concluded("1", "2026-08-21"), start="2026-08-20"))))
    assert [warning["key"] for warning in ran.json["files"][0]["warnings"]] == ["register.code_out_of_time"]
    (records,) = records_of(cli).values()
    assert [r.content.data["konklusjon"] for r in records if r.name == "melding_konkludert" and r.content] == ["1"]


def test_what_has_no_definition_yet_becomes_a_note_that_changes_nothing(cli: Cli, write: Write) -> None:
    ran = imported(cli, write(File().of(melding(1, start="2026-08-20"), undersokelse(2, start="2026-08-21"))))
    (records,) = records_of(cli).values()
    notes = [record for record in records if record.kind is Kind.note]
    assert [(note.name, note.content.happened.on.isoformat()) for note in notes if note.content] == [
        ("Undersokelse", "2026-08-21")
    ]
    assert (ran.json["files"][0]["events"], ran.json["files"][0]["notes"]) == (1, 1)
    assert cli.ok("replay", "--all", "--json").json["ok"]
    (case,) = cases_in(cli)
    assert "Undersokelse" in cli.ok("timeline", case).out


@pytest.fixture
def strict(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A sandbox where no report can be concluded without a field that the register does not have."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "definitions"))
    definition = folder / "barnevern" / "undersokelse.yaml"
    text = definition.read_text(encoding="utf-8").replace(
        "    warns:\n      - when: not recorded(umiddelbar_oppfolging)\n        say:",
        "    requires:\n      - when: recorded(umiddelbar_oppfolging)\n        otherwise:",
    )
    text = text.replace("      # Meldingen følges ikke", "    warns:\n      # Meldingen følges ikke")
    definition.write_text(text, encoding="utf-8")
    return sandbox_of(sqlite_databases, PATHWAYS_DEFINITIONS=str(folder))


def test_an_act_that_the_pathway_refuses_is_kept_as_a_note_and_the_rest_is_imported(strict: Cli, write: Write) -> None:
    content = File().of(melding(1, *concluded("2", "2026-03-05"), start="2026-03-02"), ended("3"))
    ran = imported(strict, write(content))
    assert ran.code == 0, ran
    found = ran.json["files"][0]
    (records,) = records_of(strict).values()
    kinds = {record.name: record.kind for record in records if record.kind in (Kind.act, Kind.note)}
    assert kinds == {
        "melding_mottatt": Kind.act, "melding_konkludert": Kind.note, "undersokelse_konkludert": Kind.note,
    }  # fmt: skip
    assert (found["events"], found["notes"]) == (1, 2)
    assert [warning["key"] for warning in found["warnings"]] == ["register.kept_as_note"] * 2
    assert strict.ok("replay", "--all", "--json").json["ok"]


def test_each_part_is_written_once_however_many_are_refused(strict: Cli, write: Write) -> None:
    content = File().of(*(melding(n, *concluded("2", "2026-03-05"), start="2026-03-02") for n in range(1, 21)))
    with calls_of(write_act, dump) as called:
        ran = imported(strict, write(content))
    assert (ran.json["files"][0]["events"], ran.json["files"][0]["notes"]) == (20, 20)
    assert called["write_act"] == 40
    assert called["dump"] <= 80
    assert strict.ok("replay", "--all", "--json").json["ok"]


def test_a_deleted_case_is_counted_and_not_opened(cli: Cli, write: Write) -> None:
    ran = imported(cli, write(File(case_attributes=' ErSlettet="true"').of(melding(1))))
    assert (ran.json["files"][0]["empty"], cases_in(cli)) == (1, [])


def test_nothing_about_anyone_is_stored_or_said(cli: Cli, write: Write) -> None:
    content = File(older=True).of(melding(1, *concluded("2", "2026-08-21"), start="2026-08-20"))
    ran = imported(cli, write(content))
    stored = Path(cli.url.removeprefix("sqlite:///"))
    database = cli.database()
    database.close()
    everything = b"".join(path.read_bytes() for path in stored.parent.glob(stored.name + "*") if path.is_file())
    assert everything
    assert not [word for word in PERSONAL if word.encode() in everything or word in ran.out + ran.err]


def test_the_importer_is_on_record_as_whoever_imported(cli: Cli, write: Write) -> None:
    cli.ok("import", "register", write(File().of(melding(1))), "--as", "liv")
    (records,) = records_of(cli).values()
    assert {(r.actor.user, IMPORTER in r.actor.roles) for r in records if r.kind is Kind.act} == {("liv", True)}


def test_several_reports_become_several_runs(cli: Cli, write: Write) -> None:
    content = File().of(melding(1, start="2026-08-03"), melding(2, *concluded("10", "2026-08-12"), start="2026-08-10"))
    cli.ok("import", "register", write(content))
    (records,) = records_of(cli).values()
    assert {record.run for record in records if record.kind is Kind.act} == {
        "barnevern_undersokelse", "barnevern_undersokelse-2",
    }  # fmt: skip


def test_two_who_import_the_same_file_at_once_open_each_case_once(
    postgres_databases: PostgresDatabases, write: Write
) -> None:
    cli = sandbox_of(postgres_databases)
    path = write(File().wrap(*(File(case_number=n).case(melding(n)) for n in range(1, 9))))
    both = [cli.start("import", "register", path, "--json") for _ in range(2)]
    told = [each.communicate(timeout=120) for each in both]
    assert [each.returncode for each in both] == [0, 0], told
    opened = [case for out, _ in told for case in json.loads(out)["files"][0]["cases"]]
    assert len(opened) == len(set(opened)) == 8
    assert sorted(opened) == sorted(cases_in(cli))


def test_a_file_of_many_cases_is_imported_case_by_case(databases: Databases, write: Write) -> None:
    cli = sandbox_of(databases)
    report = melding(1, *concluded("10", "2026-08-21"), start="2026-08-20")
    found = imported(cli, write(File().wrap(*(File(case_number=n).case(report) for n in range(60))))).json["files"][0]
    assert sorted(found["cases"]) == sorted(cases_in(cli))
    assert (len(found["cases"]), found["events"]) == (60, 120)


@pytest.mark.parametrize("number", ["01", "03", "05", "07"])
def test_the_official_samples_are_imported(cli: Cli, number: str) -> None:
    samples = shared_or_skip("domain/ssb/samples")
    cli.ok("clock", "advance", "1d")
    ran = imported(cli, str(samples / f"test01_file{number}_total.xml"))
    assert ran.code == 0, ran
    assert cli.ok("replay", "--all", "--json").json["ok"]
    (case,) = cases_in(cli)
    assert "brudd" not in cli.ok("timeline", case).out.lower()


def test_what_cannot_be_opened_is_named_with_the_reason(cli: Cli) -> None:
    for file, why in ((".", "det er en mappe"), ("fins-ikke.xml", "den finnes ikke")):
        ran = cli("import", "register", file)
        assert ran.code == 2
        assert f"Filen {file} kan ikke åpnes ({why})" in ran.told


def test_only_who_the_place_lets_import_may(cli: Cli, write: Write) -> None:
    ran = cli("import", "register", write(File().of(melding(1))), "--as", "mona")
    assert ran.code == 7
    assert "bare «Saksbehandler i barnevernstjenesten», «Leder i barnevernstjenesten» kan lese inn filer" in ran.told


def test_a_date_outside_the_calendar_is_a_note_and_stops_nothing(cli: Cli, write: Write) -> None:
    found = cli.ok("import", "register", write(File().of(melding(1, start="1998-03-01"))), "--json").json
    assert found["ok"] is True
