"""The verifier that stands alone: run as a program, in an empty folder, on files that were exported and spoilt."""

import ast
import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pathways.store import access, chain, checkpoint
from tests.cli.running import ROOT, Cli, open_case, sandbox_of
from tests.cli.support import CONCLUDE, alter
from tests.support.counts import count
from tests.support.databases import Databases, SqliteDatabases

PROGRAM = ROOT / "pathways" / "standalone" / "verify_log.py"
BY = ("--as", "siv")
Row = dict[str, Any]


def exported(cli: Cli, folder: Path) -> tuple[Path, Path, str]:
    """A log of two cases with texts, the checkpoint of it, and the number of the first case."""
    first = open_case(cli, "--reason", "Bekymring \u2028 æøå 😀.")
    cli.ok("advance", first, *CONCLUDE, "--reason", "Skolevegring over tid.")
    open_case(cli)
    log, signed = folder / "logg.jsonl", folder / "et sjekkpunkt's fil"
    cli.ok("checkpoint", *BY, "--to", str(signed))
    cli.ok("log", "export", *BY, "--all", "--with-texts", "--to", str(log))
    return log, signed, first


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, _sqlite_templates: Path) -> tuple[Path, Path, str]:
    folder = tmp_path_factory.mktemp("hel")
    return exported(sandbox_of(SqliteDatabases(folder, _sqlite_templates), PATHWAYS_KEYS=str(folder / "keys")), folder)


def check(log: Path, *more: object) -> "subprocess.CompletedProcess[str]":
    """Runs a copy of the program, with nothing of ours to be found."""
    copy = log.parent / "verify_log.py"
    shutil.copy(PROGRAM, copy)
    command = [sys.executable, "-I", "-X", "utf8", *map(str, (copy, log, *more))]
    return subprocess.run(command, cwd=log.parent, capture_output=True, text=True, check=False, encoding="utf-8")


def rows(log: Path) -> list[Row]:
    return [json.loads(line) for line in log.read_bytes().split(b"\n")[:-1]]


def spoilt(folder: Path, found: list[Row]) -> Path:
    (file := folder / "endret.jsonl").write_bytes(b"".join(chain.canonical(row).encode() + b"\n" for row in found))
    return file


def test_it_is_one_file_of_at_most_200_lines_that_imports_the_standard_library_alone() -> None:
    told = PROGRAM.read_text("utf-8")
    assert len(told.splitlines()) <= 200
    named = {
        (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else alias.name.split(".")[0]
        for node in ast.walk(ast.parse(told))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert named <= sys.stdlib_module_names


def test_a_log_that_is_whole_holds_alone_and_against_its_checkpoint(whole: tuple[Path, Path, str]) -> None:
    log, signed, _ = whole
    for more in ((), ("--checkpoint", signed)):
        ran = check(log, *more)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "Kjedene er hele" in ran.stdout
        assert "Saker: 2. Hendelser: 3. Tekster kontrollert: 2, ikke: 0." in ran.stdout
        assert "viser kontrollen ikke" in ran.stdout


def test_the_command_that_it_prints_checks_the_signature(whole: tuple[Path, Path, str], tmp_path: Path) -> None:
    assert shutil.which("openssl"), "openssl belongs to what tests need"
    log, signed, _ = whole
    first, second = re.findall(r"^  (head .*|openssl .*)$", check(log, "--checkpoint", signed).stdout, re.MULTILINE)
    second = second.replace("NØKKEL.pub", str(signed.parent / "keys" / "signing-0001.pub"))
    for spoil, code in (("true", 0), ("sed -i s/cases/casez/ sjekkpunkt.txt", 1)):
        ran = subprocess.run(["/bin/sh", "-c", f"{first}; {spoil}; {second}"], cwd=tmp_path, check=False)
        assert ran.returncode == code


def test_it_agrees_with_the_short_line_of_the_program(cli: Cli, tmp_path: Path) -> None:
    log, signed, _ = exported(cli, tmp_path)
    assert (
        cli.ok("checkpoint", "--list", "--json").json["checkpoints"][0]["short"]
        in check(log, "--checkpoint", signed).stdout
    )


def alter_envelope(row: Row, chance: random.Random) -> None:
    place = chance.randrange(len(row["envelope"]))
    row["envelope"] = row["envelope"][:place] + chr(ord(row["envelope"][place]) ^ 1) + row["envelope"][place + 1 :]


def alter_text(row: Row, chance: random.Random) -> None:
    row["texts"] = (row["texts"] or "{}") + chance.choice((" ", "x"))
    row["salt"] = row["salt"] or "00"


def alter_salt(row: Row, chance: random.Random) -> None:
    row["texts"], row["salt"] = row["texts"] or "{}", f"{chance.getrandbits(256):064x}"


def alter_hash(row: Row, chance: random.Random) -> None:
    row[chance.choice(("hash", "prev_hash"))] = f"{chance.getrandbits(256):064x}"


def alter_seq(row: Row, chance: random.Random) -> None:
    row["seq"] += chance.choice((-1, 1, 7))


IN_ONE_EVENT: tuple[Callable[[Row, random.Random], None], ...] = (
    alter_envelope, alter_text, alter_salt, alter_hash, alter_seq,
)  # fmt: skip


@pytest.mark.soak
def test_whatever_is_changed_in_an_event_is_found_and_the_event_named(
    whole: tuple[Path, Path, str], tmp_path: Path
) -> None:
    chance = random.Random(7)
    for number in range(count(10, 300)):
        found = rows(whole[0])
        row = found[place := chance.randrange(1, 4)]
        case, seq = row["case"], 1 + sum(each["case"] == row["case"] for each in found[1:place])
        IN_ONE_EVENT[number % len(IN_ONE_EVENT)](row, chance)
        ran = check(spoilt(tmp_path, found))
        assert (ran.returncode, f"Sak {case}: hendelse {seq} " in ran.stdout) == (8, True), (number, ran)


def written_anew(found: list[Row], case: str, seq: int) -> None:
    """A case written anew from an event on, with every hash fitting: no chain tells."""
    previous = chain.genesis(case)
    for row in (row for row in found if row.get("case") == case):
        if row["seq"] == seq:
            row["envelope"] = row["envelope"].replace('"user":"kari"', '"user":"ola"')
        row["prev_hash"], row["hash"] = previous, chain.link(previous, row["envelope"])
        previous = row["hash"]


@pytest.mark.parametrize(("part", "other"), [("seq", 9), ("case", "BV-2026-0009"), ("format", 2)])
def test_an_event_that_says_it_belongs_elsewhere_is_found_though_every_hash_fits(
    whole: tuple[Path, Path, str], tmp_path: Path, part: str, other: object
) -> None:
    log, _, case = whole
    found = rows(log)
    row = next(row for row in found if (row.get("case"), row.get("seq")) == (case, 2))
    row["envelope"] = chain.canonical({**json.loads(row["envelope"]), part: other})
    written_anew(found, case, 0)
    ran = check(spoilt(tmp_path, found))
    assert (ran.returncode, f"Sak {case}: hendelse 2 hører til et annet sted" in ran.stdout) == (8, True)


def test_the_proof_is_the_whole_hash_of_the_last_event_and_not_the_marks(
    whole: tuple[Path, Path, str], tmp_path: Path
) -> None:
    log, file, case = whole
    found = checkpoint.read_file(file.read_bytes())
    head = next(head for head in checkpoint.read_body(found.body).heads if head.case_id == case)
    body = found.body.replace(head.hash, head.hash[:-1] + ("0" if head.hash[-1] != "0" else "1"))
    told = checkpoint.write_statement(replace(found.statement, body=checkpoint.body_hash(body)))
    (tmp_path / "annet").write_bytes(checkpoint.write_file(replace(found, text=told, body=body)))
    ran = check(log, "--checkpoint", tmp_path / "annet")
    assert (ran.returncode, f"Sak {case}: hendelse 2 er en annen" in ran.stdout) == (8, True)


def recounted(found: list[Row]) -> list[Row]:
    events = [row for row in found if "case" in row]
    return [found[0], *events, {"end": {"cases": len({row["case"] for row in events}), "events": len(events)}}]


@pytest.mark.parametrize("way", ["rewritten", "cut", "removed"])
def test_what_no_chain_shows_the_checkpoint_does(whole: tuple[Path, Path, str], tmp_path: Path, way: str) -> None:
    log, signed, case = whole
    found = rows(log)
    if way == "rewritten":
        written_anew(found, case, 2)
        told = f"Sak {case}: hendelse 2 er en annen"
    elif way == "cut":
        found = recounted([row for row in found if (row.get("case"), row.get("seq")) != (case, 2)])
        told = f"Sak {case}: hendelse 2 og alle etter den mangler"
    else:
        found = recounted([row for row in found if row.get("case") != case])
        told = f"Sak {case}: var med i sjekkpunktet"
    file = spoilt(tmp_path, found)
    assert check(file).returncode == 0
    ran = check(file, "--checkpoint", signed)
    assert (ran.returncode, told in ran.stdout) == (8, True), ran


def test_a_file_that_lost_its_end_or_an_event_is_not_whole(whole: tuple[Path, Path, str], tmp_path: Path) -> None:
    found = rows(whole[0])
    for kept in (found[:-1], [*found[:-2], found[-1]]):
        ran = check(spoilt(tmp_path, kept))
        assert (ran.returncode, "ikke hel" in ran.stdout) == (8, True)


def test_one_case_alone_says_how_much_of_the_checkpoint_it_was_held_against(cli: Cli, tmp_path: Path) -> None:
    _, signed, case = exported(cli, tmp_path)
    cli.ok("log", "export", case, *BY, "--to", str(tmp_path / "en.jsonl"))
    ran = check(tmp_path / "en.jsonl", "--checkpoint", signed)
    assert ran.returncode == 0
    assert "Saker i sjekkpunktet: 2. Av dem er i filen, og holdt mot det: 1." in ran.stdout
    assert "Tekster kontrollert: 0, ikke: 2." in ran.stdout


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]\n", b"\xff\n", b"[" * 200_000, b'{"format":"pathways.log/1"}\n{"case":1}\n',
        b'{"format":"pathways.log/1"}\n{"case":"x","seq":1,"prev_hash":[],"envelope":1,"hash":2}\n',
        b'{"format":"pathways.log/1"}\n{"end":{"cases":0,"events":0}}\n{"end":{}}\n',
    ],
)  # fmt: skip
def test_what_is_no_log_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (file := tmp_path / "fil").write_bytes(content)
    ran = check(file)
    assert ran.returncode in (2, 8)
    assert "Traceback" not in ran.stderr
    assert "Kjedene er hele" not in ran.stdout


def test_a_checkpoint_that_was_altered_is_refused(whole: tuple[Path, Path, str], tmp_path: Path) -> None:
    log, signed, case = whole
    (tmp_path / "annen").write_bytes(signed.read_bytes().replace(case.encode(), b"BV-2026-9999"))
    for file in (tmp_path / "annen", log, tmp_path / "finnes ikke"):
        assert check(log, "--checkpoint", file).returncode == 2


def test_what_stands_in_a_file_cannot_steer_a_terminal(tmp_path: Path) -> None:
    row = {"case": "\x1b[2J\u202e\nKjedene er hele", "seq": 2, "prev_hash": "", "hash": "", "envelope": "{}"}
    ran = check(spoilt(tmp_path, [{"format": "pathways.log/1"}, row]))
    assert ran.returncode == 8
    assert "\x1b" not in ran.stdout
    assert "\u202e" not in ran.stdout
    assert not any(line.startswith("Kjedene er hele") for line in ran.stdout.splitlines())


def test_an_export_is_what_is_stored_byte_for_byte_and_texts_come_only_when_asked_for(
    databases: Databases, tmp_path: Path
) -> None:
    cli = sandbox_of(databases, PATHWAYS_KEYS=str(tmp_path / "keys"))
    log, _, case = exported(cli, tmp_path)
    cli.ok("log", "export", case, *BY, "--to", str(tmp_path / "uten"))
    database = cli.database()
    with database.read() as conn:
        stored = conn.exec_driver_sql("SELECT case_id, seq, envelope, prev_hash, hash FROM event ORDER BY case_id, seq")
        kept = [tuple(row) for row in stored]
    database.close()
    of_export = [
        tuple(row[name] for name in ("case", "seq", "envelope", "prev_hash", "hash")) for row in rows(log)[1:-1]
    ]
    assert of_export == kept
    assert "Skolevegring" in log.read_text("utf-8")
    assert "Skolevegring" not in (tmp_path / "uten").read_text("utf-8")
    assert {row.get("salt") for row in rows(tmp_path / "uten")} == {None}
    assert log.stat().st_mode & 0o077 == 0
    assert check(log).returncode == 0


def test_only_who_sees_what_was_annulled_may_have_the_log_and_the_asking_is_logged(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    file = tmp_path / "fil"
    refused = cli("log", "export", case, "--as", "kari", "--to", str(file))
    assert (refused.code, "log.export" in refused.told, file.exists()) == (7, True, False)
    cli.ok("annul", case, "1", "--as", "kari", "--why", "Feil barn.")
    cli.ok("log", "export", case, *BY, "--with-texts", "--to", str(file))
    assert "Feil barn." in file.read_text("utf-8")
    database = cli.database()
    with database.read() as conn:
        found = access.of_case(conn, case, limit=9)
    database.close()
    asked = [(row.user, row.granted) for row in found if "logge" in row.purpose]
    assert asked == [("siv", True), ("kari", False)]


def test_nothing_is_written_when_the_reading_cannot_be_logged(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    alter(
        cli,
        "CREATE TRIGGER nei BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, :id); END".replace(":id", "'x'"),
        case,
    )
    assert cli("log", "export", case, *BY, "--to", str(tmp_path / "fil")).code == 69
    assert list(tmp_path.glob("fil*")) == []


@pytest.mark.parametrize("which", [(), ("BV-2026-0001", "--all"), ("BV-2026-0077",)])
def test_an_export_of_nothing_of_both_or_of_an_unknown_case_is_refused(
    cli: Cli, tmp_path: Path, which: tuple[str, ...]
) -> None:
    open_case(cli)
    assert cli("log", "export", *which, *BY, "--to", str(tmp_path / "fil")).code == (
        5 if which == ("BV-2026-0077",) else 2
    )
    assert not (tmp_path / "fil").exists()


def test_an_export_never_writes_over_a_file(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    (file := tmp_path / "fil").write_bytes(b"noe annet")
    assert cli("log", "export", case, *BY, "--to", str(file)).code == 2
    assert file.read_bytes() == b"noe annet"
