"""``notice list`` in pages, and of one case: nothing twice, nothing left out, and only what is shown is looked at."""

import pytest

from tests.cli.running import Cli, open_case
from tests.cli.test_person import readings

USAGE = 2


@pytest.fixture
def liv(cli: Cli) -> tuple[Cli, str, str]:
    """Two cases that are late; liv has several notices of each."""
    first, second = open_case(cli), open_case(cli)
    cli.ok("clock", "advance", "60d")
    return cli, first, second


def listed(cli: Cli, *more: str) -> tuple[list[str], str | None]:
    found = cli.ok("notice", "list", "--as", "liv", *more, "--json").json
    return [each["id"] for each in found["notices"]], found["next_page"]


@pytest.mark.parametrize("more", [(), ("--all",)])
def test_pages_together_are_the_list(liv: tuple[Cli, str, str], more: tuple[str, ...]) -> None:
    cli, _, _ = liv
    cli.ok("notice", "read", listed(cli)[0][1], "--as", "liv")
    whole, last = listed(cli, *more)
    assert (len(whole) > 4, last) == (True, None)
    pages: list[str] = []
    after: str | None = ""
    while after is not None:
        page, after = listed(cli, *more, "--limit", "2", *(("--after", after) if after else ()))
        assert len(page) <= 2
        pages += page
    assert pages == whole


def test_what_is_read_between_two_pages_leaves_nothing_out(liv: tuple[Cli, str, str]) -> None:
    cli, _, _ = liv
    whole, _ = listed(cli)
    first, after = listed(cli, "--limit", "2")
    assert after is not None
    cli.ok("notice", "read", *first, "--as", "liv")
    assert listed(cli, "--after", after)[0] == whole[2:]


def test_of_one_case_only_its_own_and_only_that_is_looked_at(liv: tuple[Cli, str, str]) -> None:
    cli, first, second = liv
    before = len([row for row in readings(cli, second) if row.purpose == "varsel"])
    found = cli.ok("notice", "list", "--as", "liv", "--case", first.lower(), "--json").json["notices"]
    assert {each["case_id"] for each in found} == {first}
    assert len([row for row in readings(cli, second) if row.purpose == "varsel"]) == before
    assert listed(cli, "--case", "BV-2026-9999")[0] == []


def test_the_next_page_is_named_and_a_cursor_that_is_none_is_refused(liv: tuple[Cli, str, str]) -> None:
    cli, _, _ = liv
    ran = cli.ok("notice", "list", "--as", "liv", "--limit", "1")
    after = listed(cli, "--limit", "1")[1]
    assert after is not None
    assert after in "".join(ran.err.split())
    for wrong in ("x", "1~2~3", "0~2026-01-01~a", "0~2026-01-01T00:00:00"):
        assert cli("notice", "list", "--as", "liv", "--after", wrong).code == USAGE
