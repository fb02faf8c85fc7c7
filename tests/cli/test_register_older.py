"""``import register`` of a file that lacks what was read in before: nothing is undone unless somebody says so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.cli.test_register_growth import ANNUL, INVESTIGATED, OPEN, counts, ended, imported, log, report, whole
from tests.register.files import File, concluded, element, melding, uuid

Write = Callable[..., str]

NEWER = (INVESTIGATED[0], ended("3", "2026-08-20"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of one case of these parts, or of this content, and gives its path."""

    def to_file(*parts: str, content: bytes = b"") -> str:
        path = tmp_path / f"uttrekk-{len(list(tmp_path.iterdir()))}.xml"
        path.write_bytes(content or File().of(*parts))
        return str(path)

    return to_file


def test_an_older_file_given_by_mistake_undoes_nothing_in_any_case(cli_on_both: Cli, write: Write) -> None:
    cli = cli_on_both
    imported(cli, write(*NEWER))
    before = log(cli)
    another = File(case_number=101).case(melding(5, start="2026-08-10"))
    older = write(content=File().wrap(another, File().case(*OPEN)))
    ran = imported(cli, older)
    assert (ran.code, ran.json["ok"]) == (4, False)
    assert [(each["case_id"], each["event"], each["on"]) for each in ran.json["files"][0]["missing"]] == [
        ("BV-2026-0001", "melding_konkludert", "2026-08-05"),
        ("BV-2026-0001", "undersokelse_konkludert", "2026-08-20"),
    ]
    assert "Obs: " in ran.err
    assert ANNUL in ran.err
    assert log(cli) == before
    # Nor is the case that is new in it read in: nothing of the file is.
    assert cli("case", "show", "BV-2026-0002").code != 0
    assert counts(imported(cli, older, ANNUL), 1) == ("changed", 0, 0, 2)
    whole(cli)


def test_the_files_after_it_are_read_all_the_same(cli: Cli, write: Write) -> None:
    newest = write(INVESTIGATED[0], ended("1", "2026-08-20"))
    ran = imported(cli, write(*NEWER), write(*OPEN), newest)
    assert ran.code == 4
    assert [each["refused"] for each in ran.json["files"]] == [False, True, False]
    assert counts(ran) == ("changed", 0, 1, 0)


@pytest.mark.parametrize(
    "content",
    [
        File(case_attributes=' ErSlettet="true"').of(*NEWER),
        File().of(melding(1, *concluded("2", "2026-08-05"), start="2026-08-03", ErSlettet="true")),
        File().of(element("Slettet", Id=uuid(1), Type="Melding", SluttDato="2026-08-20")),
    ],
)
def test_what_the_file_says_is_deleted_is_annulled_without_asking(cli: Cli, write: Write, content: bytes) -> None:
    imported(cli, write(*NEWER))
    ran = imported(cli, write(content=content))
    assert (ran.code, report(ran)["annulled"]) == (0, 3), ran


def test_a_deletion_told_before_excuses_nothing_that_is_missing_now(cli: Cli, write: Write) -> None:
    gone = melding(9, start="2026-08-04", ErSlettet="true")
    imported(cli, write(*NEWER, gone))
    assert imported(cli, write(*OPEN, gone)).code == 4


def test_a_dry_run_tells_what_would_change_and_stores_nothing(cli_on_both: Cli, write: Write) -> None:
    cli = cli_on_both
    first = write(*NEWER)
    tried = imported(cli, first, "--dry-run")
    assert (tried.code, tried.json["dry_run"], report(tried)["case_id"], counts(tried)) == (
        0, True, "", ("opened", 3, 0, 0),
    )  # fmt: skip
    assert cli("case", "show", "BV-2026-0001").code != 0
    imported(cli, first)
    before = log(cli)
    seq = next(record.seq for record in before if record.name == "undersokelse_konkludert")
    other = write(INVESTIGATED[0], ended("1", "2026-08-21"), melding(7, start="2026-08-22"))
    tried = imported(cli, other, "--dry-run")
    assert [(each["verb"], each["event"], each["target"]) for each in report(tried)["changes"]] == [
        ("correct", "undersokelse_konkludert", seq), ("enter", "melding_mottatt", None),
    ]  # fmt: skip
    told = cli.ok("import", "register", other, "--dry-run").told
    assert f"rettet: undersokelse_konkludert (#{seq})" in told
    assert "Ingenting er lagret" in told
    assert log(cli) == before
    assert counts(imported(cli, other)) == counts(tried)


def test_a_dry_run_of_an_older_file_ends_as_the_file_would(cli: Cli, write: Write) -> None:
    imported(cli, write(*NEWER))
    before = log(cli)
    tried = imported(cli, write(*OPEN), "--dry-run")
    assert (tried.code, counts(tried)) == (4, ("changed", 0, 0, 2))
    assert len(tried.json["files"][0]["missing"]) == 2
    assert imported(cli, write(*OPEN), "--dry-run", ANNUL).code == 0
    told = cli("import", "register", write(*OPEN), "--dry-run")
    assert "Obs: " in told.err
    assert "feilregistrert: melding_konkludert (#2)" in told.told
    assert log(cli) == before


def test_a_dry_run_takes_one_file(cli: Cli, write: Write) -> None:
    assert cli("import", "register", write(*OPEN), write(*NEWER), "--dry-run").code == 2
