"""Free texts lie under the key of their case: nobody reads them without, and everything else goes on."""

from pathlib import Path

import pytest

from pathways.keys.folder import KeyFolder
from pathways.store import case_keys, heads, sealing
from pathways.store.database import Database
from pathways.vault.ring import KeyRing
from pathways.vault.texts import Texts
from tests.cli.persons import keyed
from tests.cli.running import Cli, open_case
from tests.cli.support import alter, investigated
from tests.support.databases import Databases

UNAVAILABLE, DAMAGED, CONFLICT = 69, 8, 6
SAID = "Skolevegring over tid."
"""What ``investigated`` gives as the reason of the conclusion."""
OTHER = ("--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei", "--as", "liv")


@pytest.fixture
def both(databases: Databases, tmp_path: Path) -> Cli:
    """A sandbox with keys; the test runs on SQLite and on PostgreSQL."""
    return keyed(databases, tmp_path)


def away(cli: Cli) -> None:
    """Take the folder of keys away."""
    folder = Path(cli.env["PATHWAYS_KEYS"])
    folder.rename(folder.with_name("bort"))


def kept(cli: Cli) -> str:
    database = cli.database()
    with database.read() as conn:
        found = [conn.exec_driver_sql(f"SELECT * FROM {table}").all() for table in ("payload", "event")]  # noqa: S608
    database.close()
    return str(found)


def test_no_text_and_no_salt_lies_there_as_it_is_and_whoever_has_the_key_reads_it(both: Cli) -> None:
    case = investigated(both)
    database = both.database()
    with database.read() as conn:
        ((salt, texts),) = conn.exec_driver_sql("SELECT salt, texts FROM payload").all()
    database.close()
    assert sealing.is_sealed(salt)
    assert sealing.is_sealed(texts)
    assert SAID not in kept(both)
    assert SAID in both.ok("timeline", case).told
    verified = both.ok("verify", "--json", "--as", "rolf").json
    assert (verified["findings"], verified["texts_unchecked"]) == ([], 0)


def test_without_its_key_a_text_reads_sealed_and_verify_says_that_it_was_not_checked(both: Cli) -> None:
    case = investigated(both)
    away(both)
    timeline = both.ok("timeline", case).told
    assert ("Begrunnelse: forseglet" in timeline, SAID in timeline) == (True, False)
    verified = both.ok("verify", "--json", "--as", "rolf").json
    assert (verified["findings"], verified["texts_unchecked"]) == ([], 1)
    assert "ikke er her: 1" in both.ok("verify", case).told
    assert "Alt gir det samme" in both.ok("replay", case).told
    assert "Uten wrapping-0001" in both("doctor").told


def test_without_keys_what_has_texts_is_refused_and_what_has_none_is_not(both: Cli) -> None:
    case, other = investigated(both), open_case(both)
    away(both)
    refused = both("advance", other, "melding_konkludert", *OTHER, "--reason", "Noe.")
    assert (refused.code, "Noe." in refused.told) == (UNAVAILABLE, False)
    assert len(both.ok("timeline", other, "--json").json["entries"]) == 1
    both.ok("clock", "advance", "3w")
    both.ok(
        "advance",
        case,
        "tilbakemelding_gitt",
        "--activity",
        "1",
        "--set",
        "opplyst_apnet=ja",
    )


@pytest.mark.parametrize("column", ["salt", "texts"])
@pytest.mark.parametrize("change", ["swapped", "altered", "moved", "plain"])
def test_verify_finds_a_text_that_is_not_as_it_was_sealed(both: Cli, column: str, change: str) -> None:
    cases = [investigated(both), investigated(both)]
    of = f"(SELECT {{}} FROM payload WHERE case_id = '{cases[0]}')"  # noqa: S608
    new = {
        "swapped": of.format("texts" if column == "salt" else "salt"),
        "altered": f"substr({column}, 1, 60) || 'AAAA' || substr({column}, 65)",
        "moved": of.format(column),
        "plain": '\'{"reason":"noe annet"}\'',
    }[change]
    target = cases[0] if change == "swapped" else cases[1]
    alter(both, f"UPDATE payload SET {column} = {new} WHERE case_id = :id", target)  # noqa: S608 (written above)
    ran = both("verify", "--as", "rolf")
    assert (ran.code, target in ran.told) == (DAMAGED, True)


def test_a_key_tells_the_same_command_from_another_as_before(both: Cli) -> None:
    case = open_case(both)
    conclude = ("advance", case, "melding_konkludert", *OTHER, "--key", "k1", "--reason")
    first = both.ok(*conclude, "Noe.", "--json").json
    assert both.ok(*conclude, "Noe.", "--json").json["seq"] == first["seq"]
    assert both(*conclude, "Noe annet.").code == CONFLICT


def test_a_case_opens_its_texts_after_its_key_was_locked_anew(both: Cli) -> None:
    case = investigated(both)
    both.ok("keys", "new", "wrapping")
    both.ok("keys", "rewrap")
    (Path(both.env["PATHWAYS_KEYS"]) / "wrapping-0001.key").unlink()
    assert SAID in both.ok("timeline", case).told


def test_a_correction_is_sealed_and_keeps_both(both: Cli) -> None:
    case = investigated(both)
    both.ok("correct", case, "2", *OTHER, "--reason", "Bare av og til.", "--why", "Feil ord.")
    told = both.ok("timeline", case).told
    assert [text for text in (SAID, "Bare av og til.", "Feil ord.") if text not in told or text in kept(both)] == []


def test_texts_from_before_there_were_keys_are_still_read(both: Cli) -> None:
    case = investigated(both)
    database, folder = both.database(), KeyFolder(Path(both.env["PATHWAYS_KEYS"]))
    with database.write() as conn:
        opened = Texts(ring=KeyRing(folder=folder), sandbox=True).opener(conn, case)
        ((seq, salt, texts),) = conn.exec_driver_sql("SELECT seq, salt, texts FROM payload").all()
        assert opened is not None
        plain = (opened(seq, sealing.SALT, salt), opened(seq, sealing.TEXTS, texts))
        conn.exec_driver_sql(f"UPDATE payload SET salt = '{plain[0]}', texts = '{plain[1]}'")  # noqa: S608
    database.close()
    assert SAID in kept(both)
    assert SAID in both.ok("timeline", case).told
    assert both.ok("verify", "--json", "--as", "rolf").json["findings"] == []


class UndoneError(Exception):
    """What ends a transaction."""


def undone(database: Database, texts: Texts, case: str) -> None:
    """Give a case a key in a transaction that comes to nothing."""
    with database.write() as conn:
        heads.lock(conn, case)
        texts.sealer(conn, case)
        raise UndoneError


def test_a_key_that_was_rolled_back_is_never_used(both: Cli) -> None:
    case = open_case(both)
    database, folder = both.database(), KeyFolder(Path(both.env["PATHWAYS_KEYS"]))
    texts = Texts(ring=KeyRing(folder=folder), sandbox=True)

    with pytest.raises(UndoneError):
        undone(database, texts, case)
    with database.write() as conn:
        heads.lock(conn, case)
        seal = texts.sealer(conn, case)
        assert seal is not None
        sealed = seal(1, sealing.TEXTS, SAID)
    with database.read() as conn:
        locked = case_keys.read(conn, case)
        opened, by_same = (
            each.opener(conn, case) for each in (Texts(ring=KeyRing(folder=folder), sandbox=True), texts)
        )
    database.close()
    assert locked is not None
    assert by_same is not None
    assert by_same(1, sealing.TEXTS, sealed) == SAID
    assert sealed.split(".")[1] == locked.key_id
    assert opened is not None
    assert opened(1, sealing.TEXTS, sealed) == SAID


def test_an_export_with_texts_holds_them_as_they_were_and_is_refused_without_keys(both: Cli, tmp_path: Path) -> None:
    case = investigated(both)
    both.ok("log", "export", case, "--with-texts", "--to", str(tmp_path / "log"), "--as", "siv")
    assert SAID in (tmp_path / "log").read_text(encoding="utf-8")
    away(both)
    refused = both("log", "export", case, "--with-texts", "--to", str(tmp_path / "annen"), "--as", "siv")
    assert (refused.code, (tmp_path / "annen").exists()) == (UNAVAILABLE, False)
    both.ok("log", "export", case, "--to", str(tmp_path / "uten"), "--as", "siv")
