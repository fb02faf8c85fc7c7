"""Several changes of one case together: judged by where they end, recorded one by one, or refused whole."""

import cProfile
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from pathways.engine.changes import Annul, Change, ChangesRefusedError, Correct, Enter
from pathways.engine.changing import write_changes
from pathways.engine.draft import Draft
from pathways.engine.receipt import Receipt
from pathways.engine.replay import Kept, replay_case
from pathways.engine.transaction import begin_draft
from pathways.errors import ConflictError, CountingError, EventRefusedError, NotAllowedError, NotFoundError
from pathways.machine.decide import IMPORTER
from pathways.machine.fold import apply, fold
from pathways.machine.order import frontier
from pathways.model.record import Kind, Record, Value
from tests.support.cases import ANYBODY, CASE, ENTROPY, ToldCase, act, instant, with_user
from tests.support.counts import count
from tests.support.installed import Installed
from tests.support.worlds import shipped

PATHWAY = "barnevern_undersokelse"
REPORT: dict[str, Value] = {"meldere": ("11",), "innhold": ("1.1.02",)}
OPENED: dict[str, Value] = {"konklusjon": "2", "umiddelbar_oppfolging": False}
WHY = "Datoene var byttet om."
LATE = "Lå i postmottaket."


def investigated(real: Installed) -> str:
    """A report of 5 January, an investigation opened on the 9th and ended on 20 March."""
    real.clock.shows = instant("2026-01-05")
    case_id = real.engine.open_case(PATHWAY, act("", "2026-01-05", case_id="", data=REPORT)).case_id
    real.clock.shows = instant("2026-01-09")
    real.engine.advance(act("melding_konkludert", "2026-01-09", case_id=case_id, data=OPENED))
    real.sweep(instant("2026-03-20"))
    real.engine.advance(act("undersokelse_konkludert", "2026-03-20", case_id=case_id, data={"utfall": "3"}))
    return case_id


def acts(real: Installed, case_id: str) -> dict[str, int]:
    """The seq of each act by its name."""
    return {record.name: record.seq for record in real.records(case_id) if record.kind is Kind.act}


def change(real: Installed, case_id: str, *changes: Change, key: str = "") -> Receipt:
    return real.engine.change(case_id, changes, ANYBODY, WHY, key)


def both_earlier(seqs: dict[str, int]) -> tuple[Correct, Correct]:
    """The two conclusions, both before what is now the first of them."""
    first = act("melding_konkludert", "2026-01-06", data=OPENED)
    second = act("undersokelse_konkludert", "2026-01-08", data={"utfall": "3"})
    return (
        Correct(seq=seqs["melding_konkludert"], act=first, why=""),
        Correct(seq=seqs["undersokelse_konkludert"], act=second, why=""),
    )


def test_what_is_refused_one_by_one_is_possible_together(real: Installed) -> None:
    case_id = investigated(real)
    real.clock.shows = instant("2026-03-25")
    first, second = both_earlier(acts(real, case_id))
    with pytest.raises(EventRefusedError, match="undersokelse_konkludert"):
        real.engine.correct(replace(second.act, case_id=case_id), second.seq, WHY)
    receipt = change(real, case_id, second, first)
    assert [(part.verb, part.target) for part in receipt.parts] == [("correct", first.seq), ("correct", second.seq)]
    run = real.state(case_id).runs[PATHWAY]
    assert run.seen["melding_konkludert"][0].isoformat() == "2026-01-06"
    assert run.deadlines["gjennomgang"].settled_on is not None
    assert real.faults() == []


def test_each_change_is_a_record_of_its_own_with_its_reason(real: Installed) -> None:
    case_id = investigated(real)
    real.clock.shows = instant("2026-03-25")
    first, second = both_earlier(acts(real, case_id))
    receipt = change(real, case_id, replace(first, why="Egen grunn."), second)
    texts = {part.target: real.records(case_id)[part.seq - 1].texts for part in receipt.parts}
    assert [(texts[each.seq] or {})["correction"] for each in (first, second)] == ["Egen grunn.", WHY]


def test_a_set_that_leaves_another_act_impossible_is_refused_whole_with_the_list(real: Installed) -> None:
    case_id = investigated(real)
    before = real.records(case_id)
    with pytest.raises(ChangesRefusedError) as refused:
        change(real, case_id, Annul(seq=acts(real, case_id)["melding_konkludert"], why=""))
    assert refused.value.conflicting == (acts(real, case_id)["undersokelse_konkludert"],)
    assert "undersokelse_konkludert" in str(refused.value)
    assert real.records(case_id) == before


def test_an_act_and_all_that_followed_from_it_can_be_annulled_together(real: Installed) -> None:
    case_id = investigated(real)
    receipt = change(real, case_id, *(Annul(seq=seq, why="") for seq in acts(real, case_id).values()))
    assert (len(receipt.parts), real.state(case_id).runs) == (3, {})
    assert receipt.superseded > 0
    assert real.faults() == []


def test_entries_of_one_day_come_in_the_order_in_which_they_are_possible(real: Installed) -> None:
    case_id = investigated(real)
    entries = (
        Enter(act=act("melding_konkludert", "2026-02-02", data={"konklusjon": "10"}, late=LATE), within="ny"),
        Enter(act=act("", "2026-02-02", data=REPORT, late=LATE), pathway=PATHWAY, label="ny"),
    )
    receipt = change(real, case_id, *entries)
    assert [(part.event, part.run) for part in receipt.parts] == [
        ("melding_mottatt", f"{PATHWAY}-2"), ("melding_konkludert", f"{PATHWAY}-2"),
    ]  # fmt: skip
    assert real.faults() == []


def test_a_set_of_many_entries_does_not_fold_the_case_anew_for_each(real: Installed) -> None:
    case_id = investigated(real)
    days = [f"2026-02-{1 + n % 28:02}" for n in range(60)]
    entries = [Enter(act=act("", day, data=REPORT, late="Lå i postmottaket."), pathway=PATHWAY) for day in days]
    profile = cProfile.Profile()
    receipt = profile.runcall(change, real, case_id, *entries)
    applied = sum(each.callcount for each in profile.getstats() if each.code is apply.__code__)
    # Judged, put in their place, and folded at last; and the two acts that come after each of them.
    assert (len(receipt.parts), applied < 60 * 6) == (60, True), applied
    assert real.faults() == []


def test_every_change_that_cannot_be_is_named_at_once(real: Installed) -> None:
    case_id = investigated(real)
    seqs = acts(real, case_id)
    wrong = Correct(seq=seqs["undersokelse_konkludert"], act=act("", "2026-01-06", data={"utfall": "3"}), why="")
    with pytest.raises(ChangesRefusedError) as refused:
        change(real, case_id, wrong, Enter(act=act("frist_utvidet", "2026-03-21", codes=("annet",))))
    assert len(refused.value.refused) == 2
    assert refused.value.conflicts == ()


def test_a_date_that_cannot_be_counted_from_is_told_once_and_stops_the_judging(real: Installed) -> None:
    case_id = investigated(real)
    old = Enter(act=act("", "1998-03-02", data=REPORT), pathway=PATHWAY)
    new = Enter(act=act("", "2026-02-02", data=REPORT), pathway=PATHWAY)
    records, state = real.records(case_id), real.state(case_id)
    draft = begin_draft(real.desk, real.head(case_id), real.clock.now(), state)
    # An import takes codes that were not valid that day: nothing else is in the way.
    imports = with_user("liv", "leder", IMPORTER)
    with pytest.raises(ChangesRefusedError) as refused:
        write_changes(real.desk.library, draft, records, (old, new), imports)
    assert [isinstance(each.error, CountingError) for each in refused.value.refused] == [True]
    assert refused.value.conflicts == ()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ((), EventRefusedError),
        ((Annul(seq=99, why=""),), NotFoundError),
        ((Annul(seq=2, why=""), Annul(seq=2, why="")), ChangesRefusedError),
        ((Enter(act=act("melding_konkludert", "2027-01-01")),), EventRefusedError),
    ],
)
def test_a_set_that_cannot_be_read_as_one_is_refused(
    real: Installed, changes: tuple[Change, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        change(real, investigated(real), *changes)


def test_a_set_asks_for_the_role_of_each_of_its_changes(real: Installed) -> None:
    case_id = investigated(real)
    annul = Annul(seq=acts(real, case_id)["undersokelse_konkludert"], why="")
    with pytest.raises(NotAllowedError):
        real.engine.change(case_id, (annul,), with_user("kari", "saksbehandler"), WHY)


def test_without_a_reason_nothing_of_the_past_is_touched(real: Installed) -> None:
    case_id = investigated(real)
    with pytest.raises(EventRefusedError):
        real.engine.change(case_id, (Annul(seq=acts(real, case_id)["undersokelse_konkludert"], why=" "),), ANYBODY, "")


def test_the_same_set_with_its_key_is_recorded_once_whatever_the_order(real: Installed) -> None:
    case_id = investigated(real)
    real.clock.shows = instant("2026-03-25")
    first, second = both_earlier(acts(real, case_id))
    given = change(real, case_id, first, second, key="k")
    again = change(real, case_id, second, first, key="k")
    assert (again.repeated, again.parts) == (True, given.parts)
    with pytest.raises(ConflictError):
        change(real, case_id, first, key="k")


def test_what_would_come_of_it_is_told_without_recording_anything(real: Installed) -> None:
    case_id = investigated(real)
    before = real.records(case_id)
    seqs = acts(real, case_id)
    both = [Annul(seq=seqs[name], why="") for name in ("melding_konkludert", "undersokelse_konkludert")]
    foreseen = real.engine.foresee(case_id, both, ANYBODY, WHY)
    states = [[run.state for run in told.runs if run.run == PATHWAY] for told in (foreseen.before, foreseen.after)]
    assert states == [["henlagt"], ["mottatt"]]
    assert real.records(case_id) == before
    receipt = change(real, case_id, *both)
    assert (len(foreseen.superseded), len(foreseen.passed), foreseen.parts) == (
        receipt.superseded, receipt.passed, receipt.parts,
    )  # fmt: skip


# ---------------------------------------------------------------- whatever the history and the set


def history(rng: random.Random) -> ToldCase:
    """A case of one or two reports, by chance concluded and investigated."""
    told = ToldCase(world=shipped())
    for number in range(rng.randint(1, 2)):
        run = PATHWAY if number == 0 else f"{PATHWAY}-2"
        told.start(PATHWAY, f"2026-02-{rng.randint(1, 9):02}", recorded="2026-02-20", **REPORT)
        if rng.random() < 0.8:
            told.do(
                "melding_konkludert", f"2026-02-{rng.randint(10, 14)}", run=run, recorded="2026-02-20",
                konklusjon=rng.choice(["2", "2", "10"]), umiddelbar_oppfolging=False,
            )  # fmt: skip
        if told.state.runs[run].state == "undersokes" and rng.random() < 0.7:
            told.do("undersokelse_konkludert", "2026-02-18", run=run, recorded="2026-02-20", utfall="3")
    told.tick("2026-04-01")
    return told


def chances(rng: random.Random, told: ToldCase) -> list[Change]:
    """A few changes, fitting together or not."""
    found: list[Change] = []
    for record in told.records:
        if record.kind is not Kind.act or rng.random() < 0.4:
            continue
        if rng.random() < 0.4:
            found.append(Annul(seq=record.seq, why=WHY))
            continue
        assert record.content is not None
        day = f"2026-02-{rng.randint(1, 20):02}"
        found.append(Correct(seq=record.seq, act=act("", day, data=record.content.data), why=WHY))
    if rng.random() < 0.6:
        day = f"2026-03-{rng.randint(1, 3):02}"
        found.append(Enter(act=act("", day, data=REPORT), pathway=PATHWAY, label="a"))
        found.append(Enter(act=act("melding_konkludert", day, data={"konklusjon": "10"}), within="a"))
        found.append(Enter(act=act("", day, data={**REPORT, "meldere": ("11", "12")}), pathway=PATHWAY))
    return found[-4:]


def outcome(told: ToldCase, changes: Sequence[Change]) -> tuple[list[Record], list[str]] | frozenset[str]:
    """The records and digests that a set gives, or everything that stands in its way."""
    draft = Draft(case_id=CASE, version=len(told.records), now=instant("2026-04-01"), entropy=ENTROPY)
    try:
        write_changes(told.world, draft, tuple(told.records), changes, ANYBODY)
    except ChangesRefusedError as refused:
        return frozenset([*map(str, refused.refused), *refused.conflicts])
    except EventRefusedError as refused:
        return frozenset([refused.key])
    return draft.records, draft.digests


@pytest.mark.slow
def test_the_order_of_a_set_never_matters_and_what_it_gives_replays() -> None:
    stood = 0
    for seed in range(count(60, 2000)):
        rng = random.Random(seed)
        told = history(rng)
        changes = chances(rng, told)
        found = [outcome(told, order) for order in permutations(changes)]
        assert all(each == found[0] for each in found), seed
        if isinstance(found[0], frozenset):
            continue
        stood += 1
        records, digests = [*told.records, *found[0][0]], [*told.digests, *found[0][1]]
        assert replay_case(told.world, CASE, records, Kept(digests=digests, derived=None)).differs_at == 0, seed
        assert fold(told.world, records, frontier(records)).conflicts == []
    assert stood > 10
