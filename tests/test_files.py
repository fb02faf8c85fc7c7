"""Files that a person or a setting names: a pipe, a device or an endless file is refused at once, in words."""

import os
import socket
from pathlib import Path

import pytest

from pathways.compiler.catalogue import compile_folder
from pathways.compiler.source import MAX_BYTES
from pathways.errors import DefinitionError, NotAFileError, UsageError, why_not
from pathways.files import open_file, read_file, read_start
from pathways.intake.people_file import MAX_BYTES as MOST_USERS
from pathways.intake.people_file import Known, read_toml
from pathways.messages import say

ENDLESS = Path("/dev/zero")


def pipe_in(folder: Path) -> Path:
    """A pipe that nobody writes to: whoever opens it as a file waits for ever."""
    pipe = folder / "rør.yaml"
    os.mkfifo(pipe)
    return pipe


def test_what_is_no_ordinary_file_is_never_opened_as_one(tmp_path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s"))
    for path in (pipe_in(tmp_path), ENDLESS, tmp_path / "s", tmp_path):
        with pytest.raises(OSError, match=r"^|device") as refused:
            open_file(path)
        assert why_not(refused.value) in (say("store.os_not_a_file"), say("store.os_folder"))
    listener.close()
    assert "ingen vanlig fil" in why_not(NotAFileError())


def test_no_more_is_read_than_was_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "fil"
    file.write_bytes(b"x" * 100)
    assert read_file(file, 100) == b"x" * 100
    assert len(read_start(file, 10)) == 11
    with pytest.raises(OSError, match="File too large") as refused:
        read_file(file, 99)
    assert why_not(refused.value) == "den er for stor"


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"x")
    (tmp_path / "lenke").symlink_to(tmp_path / "fil")
    assert read_file(tmp_path / "lenke", 1) == b"x"


def test_a_file_of_users_is_an_ordinary_file_of_an_ordinary_size(tmp_path: Path) -> None:
    large = tmp_path / "stor.toml"
    large.write_bytes(b"#" * (MOST_USERS + 1))
    for path, why in ((pipe_in(tmp_path), "ingen vanlig fil"), (ENDLESS, "ingen vanlig fil"), (large, "for stor")):
        with pytest.raises(UsageError) as refused:
            read_toml(path, Known(roles=(), kinds=()))
        assert why in str(refused.value)


def test_definitions_are_ordinary_files_of_an_ordinary_size(tmp_path: Path) -> None:
    pipe_in(tmp_path)
    (tmp_path / "uendelig.yaml").symlink_to(ENDLESS)
    with (tmp_path / "stor.yaml").open("wb") as file:
        file.truncate(10 * MAX_BYTES)
    with pytest.raises(DefinitionError) as refused:
        compile_folder(tmp_path)
    problems = refused.value.values["problems"]
    assert isinstance(problems, tuple)
    found = {(Path(problem.place.file).name, problem.code) for problem in problems}
    assert {("rør.yaml", "E801"), ("uendelig.yaml", "E801"), ("stor.yaml", "E103")} <= found
