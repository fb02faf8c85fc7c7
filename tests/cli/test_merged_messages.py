"""What waits because of a message stands at the case that goes on, with what can be done there, until it is undone."""

import pytest

from tests.cli.messages import CASE, KARI, MONA, TWO_AREAS, corrected, gaps, make_referred, received, sent, whole
from tests.cli.running import Cli, staffed
from tests.cli.support import page
from tests.cli.test_message_notices import inbox, rungs
from tests.cli.test_signal_declined import NO, SENT_ON, declined
from tests.support.databases import SqliteDatabases

WHY = ("--reason", "Samme barn.")
LIV, EVA = ("--as", "liv"), ("--as", "eva")
OWN = ("case", "open", "bup_vurdering", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-20")
MAPPING = ("case", "open", "barnevern_forlop", "--set", "fase=hjelpetiltak", "--happened", "2026-08-17")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two data areas, a referral that is ready, and a leader of BUP Sør."""
    leader = '[users.eva]\nroles = [{role = "enhetsleder", service = "bup-sor"}]\n'
    return staffed(Cli(url=sqlite_databases.copy_of(make_referred), env={}), TWO_AREAS + leader, by="siv")


def merged(cli: Cli, duplicate: str, kept: str, run: str, user: tuple[str, ...]) -> None:
    cli.ok("case", "merge", duplicate, "--into", kept, "--here", run, *WHY, *user)


def undone(cli: Cli, duplicate: str, user: tuple[str, ...]) -> None:
    cli.ok("case", "unmerge", duplicate, *WHY, *user)


def told(cli: Cli, user: tuple[str, ...]) -> str:
    return page(cli, "case", "gaps", *user)


@pytest.mark.parametrize("ending", ["annul", "advance"])
def test_what_was_declined_and_goes_on_elsewhere_is_ended_there(cli: Cli, ending: str) -> None:
    signal, duplicate = declined(cli)
    kept = str(cli.ok(*OWN, *MONA, "--json").json["case_id"])
    assert "declined_open" not in gaps(cli, user=EVA).get(kept, [])
    merged(cli, duplicate, kept, "bup_vurdering", EVA)
    found = gaps(cli, user=EVA)
    assert ("declined_open" in found[kept], duplicate in found) == (True, False)
    copy = next(line for line in told(cli, MONA).split("«") if line.startswith(f"pathways annul {kept} ")).split()[3]
    assert copy != "1"
    assert signal in page(cli, "worklist", *MONA)
    undone(cli, duplicate, EVA)
    found = gaps(cli, user=EVA)
    assert ("declined_open" in found.get(kept, []), "declined_open" in found[duplicate]) == (False, True)
    merged(cli, duplicate, kept, "bup_vurdering", EVA)
    copy = next(line for line in told(cli, MONA).split("«") if line.startswith(f"pathways annul {kept} ")).split()[3]
    if ending == "annul":
        cli.ok("annul", kept, copy, "--why", "Feil tjeneste.", *MONA)
    else:
        runs = [each["run"] for each in cli.ok("case", "show", kept, *MONA, "--json").json["runs"]]
        cli.ok("advance", kept, *SENT_ON, "--run", runs[-1], *MONA)
    assert "declined_open" not in gaps(cli, user=EVA).get(kept, [])
    whole(cli)


def test_what_the_sender_changed_is_put_right_in_the_case_that_goes_on(cli: Cli) -> None:
    signal = sent(cli)
    duplicate = received(cli, signal)
    cli.ok("signal", "take-over", signal, *MONA)
    kept = str(cli.ok(*OWN, *MONA, "--json").json["case_id"])
    corrected(cli, signal)
    merged(cli, duplicate, kept, "bup_vurdering", EVA)
    found = gaps(cli, user=EVA)
    assert ("source_changed" in found[kept], duplicate in found) == (True, False)
    assert f"«pathways signal keep {signal} --reason …»" in told(cli, EVA)
    assert f"«pathways correct {kept} …»" in told(cli, EVA)
    assert f"signal follow {signal}" not in told(cli, EVA) + page(cli, "signal", "show", signal, *MONA)
    refused = cli("signal", "follow", signal, *MONA)
    assert (refused.code, f"går videre som {kept}" in " ".join(refused.told.split())) == (4, True)
    undone(cli, duplicate, EVA)
    assert ("source_changed" in gaps(cli, user=EVA)[duplicate], "signal follow" in told(cli, EVA)) == (True, True)
    merged(cli, duplicate, kept, "bup_vurdering", EVA)
    cli.ok("signal", "keep", signal, "--reason", "Rettet der den går videre.", *EVA)
    assert "source_changed" not in gaps(cli, user=EVA).get(kept, [])


def test_what_was_not_sent_from_a_duplicate_is_laid_aside_at_the_case_that_goes_on(cli: Cli) -> None:
    kept = str(cli.ok(*MAPPING, *KARI, "--json").json["case_id"])
    before = gaps(cli, user=LIV)
    assert ("handover_open" in before[CASE], "handover_open" in before.get(kept, [])) == (True, False)
    merged(cli, CASE, kept, "barnevern_forlop", LIV)
    found, said = gaps(cli, user=LIV), told(cli, LIV)
    assert ("handover_open" in found[kept], CASE in found) == (True, False)
    assert "pathways signal send" not in said
    drop = next(part for part in said.split("«") if part.startswith("pathways signal drop ")).split()
    refused = cli("signal", "send", drop[3], "--to", "bup-sor", *KARI)
    assert (refused.code, f"går videre som {kept}" in " ".join(refused.told.split())) == (4, True)
    cli.ok(*drop[1:4], "--reason", "Registreres på nytt.", *KARI)
    assert "handover_open" not in gaps(cli, user=LIV).get(kept, [])


def test_of_cases_merged_one_after_the_other_it_stands_at_the_last(cli: Cli) -> None:
    _, first = declined(cli)
    second, third = (str(cli.ok(*OWN, *MONA, "--json").json["case_id"]) for _ in range(2))
    merged(cli, first, second, "bup_vurdering", EVA)
    runs = [each["run"] for each in cli.ok("case", "show", second, *MONA, "--json").json["runs"]]
    here = [word for run in runs for word in ("--here", run)]
    cli.ok("case", "merge", second, "--into", third, *here, *WHY, *EVA)
    found = gaps(cli, user=EVA)
    assert ("declined_open" in found[third], first in found, second in found) == (True, False, False)


def test_the_notice_goes_to_whoever_has_the_case_that_goes_on_and_back(cli: Cli) -> None:
    signal = sent(cli)
    duplicate = received(cli, signal)
    kept = str(cli.ok(*OWN, *MONA, "--json").json["case_id"])
    cli.ok("case", "assign", kept, "--to", "eva", *EVA)
    cli.ok("case", "assign", duplicate, "--to", "mona", *EVA)
    cli.ok("signal", "decline", signal, *NO, *MONA)
    assert (rungs(cli, MONA), rungs(cli, EVA)) == (["left_open"], [])
    merged(cli, duplicate, kept, "bup_vurdering", EVA)
    assert (rungs(cli, MONA), rungs(cli, EVA)) == ([], ["left_open"])
    assert inbox(cli, EVA)[0]["case_id"] == kept
    undone(cli, duplicate, EVA)
    assert (rungs(cli, MONA), rungs(cli, EVA)) == (["left_open"], [])


def test_receiving_it_anew_where_it_goes_on_leaves_nothing_open(cli: Cli) -> None:
    signal, duplicate = declined(cli)
    kept = str(cli.ok(*OWN, *MONA, "--json").json["case_id"])
    merged(cli, duplicate, kept, "bup_vurdering", EVA)
    cli.ok("signal", "send", signal, "--to", "bup-sor", *KARI)
    cli.ok("signal", "receive", signal, "--case", kept, *MONA)
    assert "declined_open" not in gaps(cli, user=EVA).get(kept, [])
