"""A free text is destroyed by a recorded decision: everything still works, and whoever looks is told so in words."""

from dataclasses import replace

from pathways.model.record import Content, Kind
from pathways.store import events, heads
from pathways.store.findings import DESTRUCTION
from tests.cli.running import Cli
from tests.cli.support import investigated, page

INTEGRITY = 8
CONCLUSION = 2
SAID = "Skolevegring over tid."
"""What ``investigated`` gives as the reason of the conclusion."""


def destroyed(cli: Cli) -> str:
    """A case in which it was decided that the reason of the conclusion be destroyed, and it was; its number."""
    case = investigated(cli)
    database = cli.database()
    with database.write() as conn:
        locked = heads.lock(conn, case)
        assert locked is not None
        head = locked[0]
        act, digest = events.read_case(conn, case)[-1], events.standing_digests(conn, case)[-1]
        assert act.content is not None
        decision = replace(
            act,
            seq=head.version + 1,
            event_id="besluttet",
            kind=Kind.note,
            run="",
            name=DESTRUCTION,
            content=Content(happened=act.content.happened, data={}, reason_codes=(), pins=(), warnings=()),
            targets=(CONCLUSION,),
            text_names=(),
            texts={},
        )
        tip = events.append(conn, [decision], [""], [digest], head.head_hash)
        heads.update_head(conn, replace(head, version=decision.seq, head_hash=tip), head.version)
        events.destroy_texts(conn, case, [CONCLUSION], decided_in=decision.seq)
    database.close()
    return case


def test_nothing_of_the_text_is_left_and_nothing_of_the_chain_is_broken(cli_on_both: Cli) -> None:
    case = destroyed(cli_on_both)
    database = cli_on_both.database()
    with database.read() as conn:
        left = conn.exec_driver_sql("SELECT salt, texts FROM payload WHERE seq = 2").all()
    database.close()
    assert [tuple(row) for row in left] == [(None, None)]
    for arguments in ((), (case,)):
        assert cli_on_both.ok("verify", *arguments, "--json", "--as", "rolf").json["findings"] == []


def test_replay_gives_the_same_and_says_that_a_text_is_sealed(cli_on_both: Cli) -> None:
    case = destroyed(cli_on_both)
    told = cli_on_both.ok("replay", case).told
    assert "Alt gir det samme" in told
    assert "Forseglede hendelser (friteksten er slettet, eller nøkkelen er ikke her): 1." in told
    ran = cli_on_both.ok("replay", "--all", "--json").json
    assert (ran["ok"], ran["sealed"]) == (True, 1)


def test_the_timeline_says_in_words_what_is_sealed_and_that_it_was_decided(cli_on_both: Cli) -> None:
    case = destroyed(cli_on_both)
    told = page(cli_on_both, "timeline", case)
    assert "Begrunnelse: forseglet" in told
    assert "besluttet: fritekst i hendelse 2 er slettet for godt" in told
    entries = cli_on_both.ok("timeline", case, "--json").json["entries"]
    texts = {entry["seq"]: entry["texts"] for entry in entries}
    assert [(each["text"], each["sealed"]) for each in texts[CONCLUSION]] == [(None, True)]
    assert SAID not in told


def test_the_case_says_in_words_which_event_is_sealed_and_stands_where_it_stood(cli_on_both: Cli) -> None:
    before = page(cli_on_both, "case", "show", investigated(cli_on_both))
    assert "Forseglet" not in before
    case = destroyed(cli_on_both)
    told = page(cli_on_both, "case", "show", case)
    assert "Forseglet: friteksten i hendelse 2 er slettet, eller nøkkelen til saken er ikke her." in told
    assert "Undersøkelse pågår" in told
    assert cli_on_both.ok("case", "show", case, "--json").json["runs"][0]["state"] == "undersokes"


def test_the_case_goes_on(cli_on_both: Cli) -> None:
    case = destroyed(cli_on_both)
    cli_on_both.ok("clock", "advance", "2w")
    cli_on_both.ok("advance", case, "undersokelsesplan_laget", "--set", "plan_dato=2026-09-07")
    assert cli_on_both.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli_on_both.ok("replay", "--all", "--json").json["ok"]


def test_half_a_destruction_is_found(cli_on_both: Cli) -> None:
    """The text is gone and the salt is not: nobody decided that, and a short text could still be guessed."""
    destroyed(cli_on_both)
    database = cli_on_both.database()
    with database.write() as conn:
        conn.exec_driver_sql(f"UPDATE payload SET salt = '{'5a' * 32}' WHERE seq = 2")  # noqa: S608 (written here)
    database.close()
    found = cli_on_both("verify", "--json", "--as", "rolf")
    assert (found.code, found.json["findings"][0]["seq"]) == (INTEGRITY, CONCLUSION)
    assert SAID not in cli_on_both("timeline", "BV-2026-0001").told
