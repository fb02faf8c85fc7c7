"""Proof that leaves the machine, through the command line: keys, checkpoints, and a log held against one."""

import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pathways.cli.diagnosis_keys import diagnose_keys
from pathways.cli.finding import Check
from pathways.settings import Settings
from pathways.store import access, checkpoint
from pathways.store.checkpoint import Checkpoint
from pathways.store.comparing import compare
from tests.cli.running import Cli, open_case, real_keys, sandbox_of, staffed
from tests.cli.support import alter, investigated, set_clock
from tests.support.databases import Databases, SqliteDatabases

BY = ("--as", "rolf")


def with_keys(databases: Databases, folder: Path) -> Cli:
    """A sandbox with a folder of keys of its own."""
    return sandbox_of(databases, PATHWAYS_KEYS=str(folder / "keys"), COLUMNS="300")


@pytest.fixture
def keyed(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """On SQLite."""
    return with_keys(sqlite_databases, tmp_path)


@pytest.fixture
def keyed_on_both(databases: Databases, tmp_path: Path) -> Cli:
    """On SQLite and on PostgreSQL."""
    return with_keys(databases, tmp_path)


def reasons(cli: Cli, file: Path, *more: str) -> dict[str, int]:
    """What is found against a checkpoint: reasons, each with the first place."""
    ran = cli("verify", *BY, "--checkpoint", str(file), "--json", *more)
    found = {each["reason"]: each["seq"] for each in reversed(ran.json["findings"])}
    assert (ran.code, ran.json["ok"]) == ((8, False) if found else (0, True))
    return found


def test_a_log_that_was_cut_rolled_back_and_signed_is_told_apart_through_the_command_line(
    keyed_on_both: Cli, tmp_path: Path
) -> None:
    keyed = keyed_on_both
    case = investigated(keyed)
    first, second = tmp_path / "første", tmp_path / "andre"
    made = keyed.ok("checkpoint", *BY, "--to", str(first)).told
    assert "Sjekkpunkt 1" in made
    assert "Hendelser: 2" in made
    assert "Laget en nøkkel til øvingsbasen" in made
    open_case(keyed)
    line = keyed.ok("checkpoint", *BY, "--to", str(second), "--json").json
    assert (line["number"], line["cases"], line["events"], len(line["short"])) == (2, 2, 3, 43)
    for file in (first, second):
        assert "Alt som var i loggen da, er der uendret" in keyed.ok("verify", *BY, "--checkpoint", str(file)).told
    listed = keyed.ok("checkpoint", "--list", "--json").json["checkpoints"]
    assert [each["number"] for each in listed] == [1, 2]
    assert line["short"] in keyed.ok("checkpoint", "--list").out
    # The last event and everything that tells of it, cut off: the chain holds, and only the checkpoint tells.
    cut_last_event(keyed, case)
    assert f"Kjeden i {case} er hel" in keyed.ok("verify", *BY, case).told
    assert reasons(keyed, first) == {"cut_since": 2}
    refused = keyed("checkpoint", *BY)
    assert refused.code == 8
    assert "Ingenting er signert" in refused.told
    assert f"Sak {case}: hendelse 2 og alle etter den er fjernet" in refused.told
    alter(keyed, "DELETE FROM checkpoint WHERE number = 2 AND :id <> ''", case)
    assert reasons(keyed, second)["rolled_back"] == 2


def cut_last_event(cli: Cli, case: str) -> None:
    """Removes the second event of a case as somebody would who knows how: head, texts, traces and all."""
    for table in ("payload", "derivation", "event"):
        alter(cli, f"DELETE FROM {table} WHERE case_id = :id AND seq = 2", case)  # noqa: S608 (names of tables)
    head = "UPDATE case_head SET version = 1, head_hash = (SELECT hash FROM event WHERE case_id = :id AND seq = 1)"
    alter(cli, f"{head} WHERE case_id = :id", case)


def test_an_older_copy_in_place_of_the_database_is_found(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    older, file = tmp_path / "eldre.db", tmp_path / "fil"
    cli.ok("backup", str(older))
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei",
           "--reason", "Skolevegring.")  # fmt: skip
    cli.ok("checkpoint", *BY, "--to", str(file))
    keys = Path(f"{cli.database().place}.keys")
    restored = Cli(url=f"sqlite:///{older}", env={"PATHWAYS_KEYS": str(keys)})
    assert "Kjedene er hele" in restored.ok("verify", *BY).told
    assert reasons(restored, file) == {"rolled_back": 1, "cut_since": 2}
    # Gone on with all the same: the next checkpoint has the number of the one that left, and is another.
    restored.ok("checkpoint", *BY)
    assert reasons(restored, file)["checkpoint_other"] == 1


def test_an_event_recorded_with_the_clock_set_back_is_found(keyed: Cli, tmp_path: Path) -> None:
    open_case(keyed)
    set_clock(keyed, "2026-09-01T10:00")
    keyed.ok("checkpoint", *BY, "--to", str(tmp_path / "fil"))
    alter(keyed, "UPDATE sandbox SET now = '2026-08-25 10:00:00.000000' WHERE :id <> ''", "x")
    open_case(keyed)
    assert reasons(keyed, tmp_path / "fil") == {"backdated": 1}
    early = keyed("checkpoint", *BY)
    assert (early.code, "Klokken viser en tid før" in early.told) == (8, True)
    set_clock(keyed, "2026-09-02T10:00")
    made = keyed.ok("checkpoint", *BY)
    assert "sier at den ble registrert før det" in made.err
    assert reasons(keyed, tmp_path / "fil") == {"backdated": 1}


def test_what_a_long_sweep_notes_with_the_time_it_began_is_no_finding(keyed: Cli, tmp_path: Path) -> None:
    open_case(keyed, "--reason", "Bekymring.")
    keyed.ok("clock", "advance", "1d")
    keyed.ok("checkpoint", *BY, "--to", str(tmp_path / "fil"))
    keyed.ok("clock", "advance", "12w")
    file = tmp_path / "fil"
    assert reasons(keyed, file) == {}
    later = checkpoint_at(file, "2026-12-24T00:00:00+00:00")
    with keyed.database().read() as conn:
        found = compare(conn, later.statement, checkpoint.read_body(later.body))
        assert [each.reason for each in found] == []


def checkpoint_at(file: Path, at: str) -> Checkpoint:
    """What a checkpoint of this log would say had it been made then."""
    found = checkpoint.read_file(file.read_bytes())
    told = replace(found.statement, at=datetime.fromisoformat(at))
    return replace(found, text=checkpoint.write_statement(told))


def test_only_a_key_that_is_known_is_believed(keyed: Cli, tmp_path: Path) -> None:
    open_case(keyed)
    file = tmp_path / "fil"
    keyed.ok("checkpoint", *BY, "--to", str(file))
    public = tmp_path / "keys" / "signing-0001.pub"
    assert reasons(keyed, file, "--public-key", str(public)) == {}
    assert "Laget signing-0002" in keyed.ok("keys", "new", "signing").told
    other = tmp_path / "keys" / "signing-0002.pub"
    wrong = keyed("verify", *BY, "--checkpoint", str(file), "--public-key", str(other))
    assert (wrong.code, "ikke signert med noen nøkkel vi kjenner" in wrong.told) == (8, True)
    file.write_bytes(file.read_bytes().replace(b'"number":1', b'"number":2'))
    assert keyed("verify", *BY, "--checkpoint", str(file)).code == 8


def test_a_body_that_is_not_what_was_signed_is_refused(keyed: Cli, tmp_path: Path) -> None:
    case = open_case(keyed)
    file = tmp_path / "fil"
    keyed.ok("checkpoint", *BY, "--to", str(file))
    file.write_bytes(file.read_bytes().replace(case.encode(), b"BV-2026-9999"))
    ran = keyed("verify", *BY, "--checkpoint", str(file))
    assert (ran.code, "ikke den som ble signert" in ran.told) == (8, True)


def test_after_a_rotation_both_keys_are_listed_and_older_checkpoints_still_hold(keyed: Cli, tmp_path: Path) -> None:
    open_case(keyed)
    keyed.ok("checkpoint", *BY, "--to", str(tmp_path / "en"))
    keyed.ok("keys", "new", "signing")
    keyed.ok("checkpoint", *BY, "--to", str(tmp_path / "to"))
    assert [reasons(keyed, tmp_path / each) for each in ("en", "to")] == [{}, {}]
    keys = keyed.ok("keys", "list", "--json").json["keys"]
    assert [(each["key"], each["current"]) for each in keys] == [("signing-0001", False), ("signing-0002", True)]
    shown = keyed.ok("keys", "list").out
    assert all(each["fingerprint"] in shown for each in keys)
    assert "PRIVATE" not in shown


def test_openssl_agrees_on_the_signature(keyed: Cli, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl, "openssl belongs to what tests need"
    open_case(keyed)
    keyed.ok("checkpoint", *BY, "--to", str(tmp_path / "fil"))
    told = (
        "head -n 1 fil > t; sed -n 2p fil | base64 -d > s; "
        f"{openssl} pkeyutl -verify -pubin -inkey keys/signing-0001.pub -rawin -in t -sigfile s"
    )
    for spoil, code in (("", 0), ("sed -i s/cases/casez/ fil;", 1)):
        ran = subprocess.run(["/bin/sh", "-c", spoil + told], cwd=tmp_path, capture_output=True, check=False)
        assert ran.returncode == code, ran


def test_who_has_not_the_role_makes_none_and_the_making_is_in_the_access_log(keyed: Cli) -> None:
    open_case(keyed)
    refused = keyed("checkpoint", "--as", "kari")
    assert (refused.code, "log.sign" in refused.told) == (7, True)
    keyed.ok("checkpoint", *BY)
    database = keyed.database()
    with database.read() as conn:
        (row, *_) = access.of_user(conn, "rolf", limit=5)
    database.close()
    assert (row.purpose, row.case_id) == ("sjekkpunkt", access.ALL)


def test_a_file_is_never_written_over_and_nothing_is_signed_then(keyed: Cli, tmp_path: Path) -> None:
    (file := tmp_path / "fil").write_bytes(b"noe annet")
    for to in (file, tmp_path / "ingen" / "fil"):
        assert keyed("checkpoint", *BY, "--to", str(to)).code == 2
    assert file.read_bytes() == b"noe annet"
    assert keyed.ok("checkpoint", "--list", "--json").json["checkpoints"] == []
    assert "Ingen sjekkpunkter" in keyed.ok("checkpoint", "--list").told


def test_what_is_written_is_for_its_owner_only(keyed: Cli, tmp_path: Path) -> None:
    keyed.ok("checkpoint", *BY, "--to", str(tmp_path / "fil"))
    assert (tmp_path / "fil").stat().st_mode & 0o077 == 0


def test_what_makes_no_sense_is_refused_in_words(keyed: Cli) -> None:
    keyed.ok("keys", "new", "signing")
    for more in (
        ("BV-2026-0001", "--checkpoint", "x"),
        ("--hash", "--checkpoint", "x"),
        ("--public-key", "x"),
        ("--checkpoint", "finnes ikke"),
        ("--checkpoint", "/dev/zero"),
        ("--checkpoint", __file__),
        ("--checkpoint", __file__, "--public-key", __file__),
    ):
        ran = keyed("verify", *BY, *more)
        assert (ran.code, ran.out) == (2, ""), more
        assert "Traceback" not in ran.err


def test_keys_of_another_kind_are_not_made_here(keyed: Cli) -> None:
    assert keyed("keys", "new", "other").code == 2
    assert "Ingen nøkler" in keyed.ok("keys", "list").told


def test_a_folder_of_keys_that_is_open_is_refused_and_told_by_doctor(keyed: Cli, tmp_path: Path) -> None:
    keyed.ok("keys", "new", "signing")
    keys = tmp_path / "keys"
    assert check_of_keys(keyed, keys).ok
    for path, closed, wide in (
        (tmp_path / "keys" / "signing-0001.pem", 0o600, 0o644),
        (tmp_path / "keys", 0o700, 0o755),
    ):
        path.chmod(wide)
        refused = keyed("checkpoint", *BY)
        assert (refused.code, "chmod" in refused.told) == (2, True)
        assert "chmod" in check_of_keys(keyed, keys).mend
        path.chmod(closed)
    assert check_of_keys(keyed, keys).ok


def check_of_keys(cli: Cli, keys: Path) -> Check:
    """What ``doctor`` finds of the keys, without everything else it looks at."""
    database = cli.database()
    try:
        return diagnose_keys(database, Settings(keys=keys))
    finally:
        database.close()


def test_doctor_tells_where_keys_and_database_would_share_a_backup(cli: Cli, tmp_path: Path) -> None:
    real = Cli(url=f"sqlite:///{tmp_path}/ekte.db", env=real_keys(tmp_path))
    real.ok("init")
    for folder, beside in ((tmp_path / "keys", True), (tmp_path.parent / f"{tmp_path.name}-borte", False)):
        keyed = Cli(url=real.url, env={"PATHWAYS_KEYS": str(folder)})
        keyed.ok("keys", "new", "signing")
        found = check_of_keys(keyed, folder)
        assert (found.ok, "samme mappe" in found.remark) == (True, beside)
    assert check_of_keys(cli, tmp_path / "keys").remark == ""


def test_a_sandbox_on_sqlite_has_its_keys_beside_its_file_and_a_real_database_must_be_told(
    cli: Cli, tmp_path: Path
) -> None:
    cli.ok("checkpoint", *BY)
    assert Path(f"{cli.database().place}.keys", "signing-0001.pem").is_file()
    real = Cli(url=f"sqlite:///{tmp_path}/ekte.db", env={})
    Cli(url=real.url, env=real_keys(tmp_path)).ok("init")
    staffed(real, '[users.siv]\nroles = ["systemansvarlig"]\n')
    for command in (("checkpoint", "--as", "siv"), ("keys", "list"), ("keys", "new", "signing")):
        ran = real(*command)
        assert (ran.code, "PATHWAYS_KEYS" in ran.told) == (2, True)
    keyed = Cli(url=real.url, env={**real.env, "PATHWAYS_KEYS": str(tmp_path / "keys")})
    none = keyed("checkpoint", "--as", "siv")
    assert (none.code, "keys new signing" in none.told) == (5, True)
    keyed.ok("keys", "new", "signing")
    keyed.ok("checkpoint", "--as", "siv")
