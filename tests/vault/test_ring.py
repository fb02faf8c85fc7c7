"""The ring locks and unlocks with keys of a folder, and says which one is missing or another."""

from pathlib import Path

import pytest

from pathways.errors import IntegrityError, NotFoundError, UnavailableError, UsageError
from pathways.keys import raw
from pathways.keys.folder import KeyFolder
from pathways.store.case_keys import WrappedKey
from pathways.vault.cipher import new_case_key
from pathways.vault.ring import KeyRing, as_searched


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    made = KeyRing(folder=KeyFolder(tmp_path / "keys"))
    assert made.make_missing() == ("wrapping-0001", "search-0001")
    return made


def again(ring: KeyRing) -> KeyRing:
    """The same ring in another process: nothing is read yet."""
    return KeyRing(folder=ring.folder)


def test_a_key_file_holds_32_bytes_for_its_owner_alone(ring: KeyRing) -> None:
    file = ring.folder.path / "wrapping-0001.key"
    assert len(bytes.fromhex(file.read_text())) == 32
    assert file.stat().st_mode & 0o777 == 0o600


def test_nothing_is_made_where_there_is_one(ring: KeyRing) -> None:
    before = {file: file.read_bytes() for file in ring.folder.path.iterdir()}
    assert ring.make_missing() == ()
    assert {file: file.read_bytes() for file in ring.folder.path.iterdir()} == before


def test_what_was_locked_is_unlocked_by_another_process(ring: KeyRing) -> None:
    key = new_case_key("BV-2026-0001")
    assert again(ring).unlock(ring.lock(key, ring.current())) == key


def test_an_older_key_still_opens_and_the_newest_locks(ring: KeyRing) -> None:
    key = new_case_key("BV-2026-0001")
    old = ring.lock(key, ring.current())
    raw.new_key(ring.folder, raw.WRAPPING)
    new = ring.lock(ring.unlock(old), ring.current())
    assert (old.wrapping, new.wrapping) == (1, 2)
    assert again(ring).unlock(old) == again(ring).unlock(new) == key


def test_a_missing_key_is_named(ring: KeyRing) -> None:
    locked = ring.lock(new_case_key("BV-2026-0001"), 1)
    (ring.folder.path / "wrapping-0001.key").unlink()
    with pytest.raises(UnavailableError, match="wrapping-0001") as refused:
        again(ring).unlock(locked)
    assert refused.value.key == "vault.key_missing"


def test_another_key_of_the_same_number_is_told_from_an_altered_row(ring: KeyRing) -> None:
    locked = ring.lock(new_case_key("BV-2026-0001"), 1)
    file = ring.folder.path / "wrapping-0001.key"
    kept = file.read_bytes()
    file.write_text("00" * 32)
    with pytest.raises(UnavailableError) as other:
        again(ring).unlock(locked)
    file.write_bytes(kept)
    with pytest.raises(IntegrityError) as altered:
        again(ring).unlock(WrappedKey(case_id="BV-2026-0002", key_id=locked.key_id, wrapping=1, wrapped=locked.wrapped))
    assert (other.value.key, altered.value.key) == ("vault.other_key", "vault.key_altered")


def test_a_destroyed_key_is_said_to_be_destroyed(ring: KeyRing) -> None:
    with pytest.raises(NotFoundError) as gone:
        ring.unlock(WrappedKey(case_id="BV-2026-0001", key_id="0", wrapping=1, wrapped=None))
    assert gone.value.key == "vault.key_destroyed"


@pytest.mark.parametrize("content", ["", "ab12", "zz" * 32, "ab" * 33])
def test_a_file_that_is_no_key_is_refused_without_its_content(ring: KeyRing, content: str) -> None:
    (ring.folder.path / "wrapping-0001.key").write_text(content)
    with pytest.raises(UsageError) as refused:
        again(ring).lock(new_case_key("BV-2026-0001"), 1)
    assert refused.value.key == "keys.not_32_bytes"
    assert not content or content not in str(refused.value)


def test_a_key_that_others_may_read_is_not_used(ring: KeyRing) -> None:
    (ring.folder.path / "wrapping-0001.key").chmod(0o640)
    with pytest.raises(UsageError, match="chmod 600"):
        again(ring).lock(new_case_key("BV-2026-0001"), 1)


def test_tokens_are_of_the_field_and_of_what_is_compared_and_need_the_key(ring: KeyRing, tmp_path: Path) -> None:
    assert ring.token("name", "Ola  NORDMANN ") == ring.token("name", "ola nordmann")
    assert as_searched("A\u030ase") == as_searched("åse")
    assert ring.token("name", "1") != ring.token("national_number", "1")
    other = KeyRing(folder=KeyFolder(tmp_path / "other"))
    other.make_missing()
    assert other.token("name", "ola") != ring.token("name", "ola")


def test_what_was_written_under_an_older_search_key_is_still_looked_for(ring: KeyRing) -> None:
    old = ring.token("name", "ola")
    raw.new_key(ring.folder, raw.SEARCH)
    new = ring.token("name", "ola")
    assert old != new
    assert set(ring.tokens("name", "ola")) == {old, new}


def test_without_a_key_it_says_which_kind_to_make(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="pathways keys new wrapping"):
        KeyRing(folder=KeyFolder(tmp_path / "none")).require()
