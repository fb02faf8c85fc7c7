"""Mails as files: whole or not at all, for their owner only, one for each id."""

import stat
from pathlib import Path

import pytest

from notifications.channels import DeliveryError, Fault
from notifications.folder import FolderChannel
from tests.notifications.letters import letter


def test_a_mail_becomes_one_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "post" / "ut"
    FolderChannel(folder).send(letter())
    (file,) = folder.iterdir()
    assert file.name == "abc.eml"
    assert file.read_bytes() == letter().as_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_mail_sent_again_under_the_same_id_replaces_itself(tmp_path: Path) -> None:
    FolderChannel(tmp_path).send(letter())
    FolderChannel(tmp_path).send(letter(resent=True))
    (file,) = tmp_path.iterdir()
    assert b"X-Resent-Reason" in file.read_bytes()


def test_a_folder_that_cannot_be_written_is_a_temporary_fault_of_the_channel(tmp_path: Path) -> None:
    taken = tmp_path / "fil"
    taken.write_text("opptatt", encoding="utf-8")
    with pytest.raises(DeliveryError) as caught:
        FolderChannel(taken).send(letter())
    assert (caught.value.fault, caught.value.whole_channel) == (Fault.temporary, True)
    assert str(tmp_path) not in str(caught.value)


def test_what_could_not_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "abc.eml").mkdir()
    with pytest.raises(DeliveryError):
        FolderChannel(tmp_path).send(letter())
    assert [path.name for path in tmp_path.iterdir()] == ["abc.eml"]


@pytest.mark.parametrize("named", ["../../OWNED", "a/b", "/etc/x", "..", ".skjult", "a" * 101, "æ"])
def test_an_id_that_would_be_a_path_is_refused_for_good_and_nothing_is_written(tmp_path: Path, named: str) -> None:
    folder = tmp_path / "a" / "post"
    folder.mkdir(parents=True)
    spoilt = letter()
    del spoilt["Message-ID"]
    spoilt["Message-ID"] = f"<{named}@forlop.example>"
    with pytest.raises(DeliveryError) as caught:
        FolderChannel(folder).send(spoilt)
    assert (caught.value.fault, caught.value.whole_channel) == (Fault.permanent, False)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
