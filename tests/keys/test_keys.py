"""Keys outside the database: who may look into their folder, what is added, and what signs."""

import os
import shutil
import stat
import subprocess
import threading
from pathlib import Path

import pytest

from pathways.errors import ConflictError, NotFoundError, UsageError
from pathways.keys.folder import KeyFile, KeyFolder
from pathways.keys.signing import PublicKey, current_signer, new_key, public_keys, read_public

DATA = b"det som er signert\n"


@pytest.fixture
def folder(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path / "nøkler")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_may_look_into_a_folder_that_is_made_and_at_its_keys(folder: KeyFolder) -> None:
    new_key(folder)
    assert mode(folder.path) == 0o700
    assert {each.name: mode(each) for each in folder.path.iterdir()} == {
        "signing-0001.pem": 0o600,
        "signing-0001.pub": 0o600,
    }


def test_what_was_signed_fits_the_public_half_and_nothing_else(folder: KeyFolder) -> None:
    new_key(folder)
    signature = current_signer(folder).sign(DATA)
    ((_, key),) = public_keys(folder)
    assert key.signed(DATA, signature)
    assert not key.signed(DATA + b" ", signature)
    assert not key.signed(DATA, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not key.signed(DATA, b"")


def test_the_newest_key_signs_and_the_older_ones_are_still_known(folder: KeyFolder) -> None:
    first = new_key(folder)
    signature = current_signer(folder).sign(DATA)
    second = new_key(folder)
    assert (first.number, second.number) == (1, 2)
    (_, old), (_, new) = public_keys(folder)
    assert current_signer(folder).fingerprint == new.fingerprint != old.fingerprint
    assert old.signed(DATA, signature)


def test_keys_of_other_kinds_are_counted_for_themselves(folder: KeyFolder) -> None:
    new_key(folder)
    assert folder.add("wrapping", {"key": b"x"}) == KeyFile("wrapping", 1, "key")
    assert folder.add("wrapping", {"key": b"y"}) == KeyFile("wrapping", 2, "key")
    assert [each.number for each in folder.files("wrapping", "key")] == [1, 2]
    assert folder.read(KeyFile("wrapping", 2, "key"), secret=True) == b"y"


def test_a_key_that_was_made_in_part_is_no_key_and_its_number_is_not_given_again(folder: KeyFolder) -> None:
    new_key(folder)
    (folder.path / "signing-0002.pub").write_bytes(b"halv")
    assert current_signer(folder).fingerprint == read_public(folder.path / "signing-0001.pub").fingerprint
    assert new_key(folder).number == 3


@pytest.mark.parametrize("wide", [0o750, 0o701, 0o777])
def test_a_folder_that_others_may_look_into_is_not_used(folder: KeyFolder, wide: int) -> None:
    new_key(folder)
    folder.path.chmod(wide)
    for use in (current_signer, public_keys, new_key):
        with pytest.raises(UsageError, match="chmod 700"):
            use(folder)


@pytest.mark.parametrize("wide", [0o640, 0o604, 0o620])
def test_a_key_that_others_may_read_or_write_is_not_used(folder: KeyFolder, wide: int) -> None:
    new_key(folder)
    (folder.path / "signing-0001.pem").chmod(wide)
    with pytest.raises(UsageError, match="chmod 600"):
        current_signer(folder)
    assert folder.open_files() == ("signing-0001.pem",)


def test_of_those_who_add_a_key_at_once_each_adds_its_own_or_is_told(folder: KeyFolder) -> None:
    together, ended = threading.Barrier(4), list[object]()

    def add() -> None:
        together.wait()
        for _ in range(5):
            try:
                ended.append(new_key(folder).number)
            except ConflictError:
                ended.append(None)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = sorted(number for number in ended if isinstance(number, int))
    assert (len(ended), made) == (20, list(range(1, len(made) + 1)))
    for secret, (public, key) in zip(folder.files("signing", "pem"), public_keys(folder), strict=True):
        assert secret.number == public.number
        assert halves_fit(folder, secret, key)


def halves_fit(folder: KeyFolder, secret: KeyFile, key: PublicKey) -> bool:
    pem = folder.read(secret, secret=True)
    (alone := KeyFolder(folder.path / f"bare-{secret.number}")).add("signing", {"pem": pem})
    return current_signer(alone).fingerprint == key.fingerprint


def test_what_is_no_key_is_refused_without_showing_it(folder: KeyFolder, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        current_signer(folder)
    new_key(folder)
    (folder.path / "signing-0001.pem").write_bytes(b"hemmelig tull")
    with pytest.raises(UsageError) as refused:
        current_signer(folder)
    assert "hemmelig" not in str(refused.value)
    for content in (b"", b"x" * 100_000, b"-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----\n"):
        (tmp_path / "annen.pub").write_bytes(content)
        with pytest.raises(UsageError):
            read_public(tmp_path / "annen.pub")
    os.mkfifo(tmp_path / "rør")
    with pytest.raises(UsageError):
        read_public(tmp_path / "rør")


def test_a_file_beside_the_keys_that_is_no_key_is_left_alone(folder: KeyFolder) -> None:
    new_key(folder)
    for name in ("les meg.txt", "signing-1.pem", "signing-0002.pem.bak", "../x"[3:]):
        (folder.path / name).write_bytes(b"")
    assert [each.name for each in folder.every()] == ["signing-0001.pem", "signing-0001.pub"]


def test_openssl_reads_both_halves_and_tells_the_same_fingerprint(folder: KeyFolder) -> None:
    openssl = shutil.which("openssl")
    assert openssl, "openssl belongs to what tests need"
    new_key(folder)
    for half, more in (("pem", ()), ("pub", ("-pubin",))):
        told = subprocess.run(
            [openssl, "pkey", *more, "-in", folder.path / f"signing-0001.{half}", "-pubout", "-outform", "DER"],
            capture_output=True, check=True,
        )  # fmt: skip
        done = subprocess.run([openssl, "dgst", "-sha256", "-r"], input=told.stdout, capture_output=True, check=True)
        assert done.stdout.decode().split()[0] == current_signer(folder).fingerprint
