"""The file of users: a name is written one way only, and a file made to be slow is refused before it is read."""

from pathlib import Path

import pytest

from pathways.engine.people import MAX_BYTES, MAX_LINE, read_people
from pathways.errors import UsageError

ROLES = frozenset({"leder"})


def users(folder: Path, text: str) -> Path:
    file = folder / "users.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["kari", "per.åse_ø-2", "æ", "a" * 40])
def test_a_plain_name_is_taken(tmp_path: Path, name: str) -> None:
    people = read_people(users(tmp_path, f'[users."{name}"]\nroles = ["leder"]\n'), ROLES)
    assert list(people.users) == [name]


@pytest.mark.parametrize(
    "name",
    ["Kari", "kari nordmann", "", "a" * 41, "k\u0430ri", "kari\u200b", "(import)", "kari\\nrolf", "../kari"],
)
def test_a_name_that_could_be_read_as_another_is_refused_with_its_line_and_not_repeated(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read_people(users(tmp_path, f'[users.liv]\nroles = ["leder"]\n[users."{name}"]\nroles = []\n'), ROLES)
    assert refused.value.key == "engine.people_name"
    assert "users.toml, linje " in str(refused.value)
    assert len(name) < 2 or name not in str(refused.value)


def test_the_line_is_where_the_name_stands(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="linje 4: et brukernavn er 1 til 40 tegn"):
        read_people(users(tmp_path, '[users.liv]\nroles = ["leder"]\n\n[users.KARI]\nroles = []\n'), ROLES)


@pytest.mark.parametrize("name", ["system", "systemet", "import", "ingen"])
def test_nobody_is_called_what_stands_for_no_person(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=f"linje 1: ingen kan hete «{name}»"):
        read_people(users(tmp_path, f"[users.{name}]\nroles = []\n"), ROLES)


def test_a_line_is_no_longer_than_a_line(tmp_path: Path) -> None:
    dotted = ".".join("a" * (MAX_LINE // 2)) + " = 1"
    with pytest.raises(UsageError, match=f"linje 2 er lengre enn {MAX_LINE} tegn"):
        read_people(users(tmp_path, f"[users]\n{dotted}\n"), ROLES)
    fits = "# " + "x" * (MAX_LINE - 2)
    assert not read_people(users(tmp_path, f"{fits}\n"), ROLES).users


def test_a_file_is_no_larger_than_64_kb(tmp_path: Path) -> None:
    assert MAX_BYTES == 64 * 1024
    lines = "# fyll\n" * (MAX_BYTES // 7)
    assert not read_people(users(tmp_path, lines), ROLES).users
    with pytest.raises(UsageError, match="for stor"):
        read_people(users(tmp_path, lines + "# fyll\n"), ROLES)
