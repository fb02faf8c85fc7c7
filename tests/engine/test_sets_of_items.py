"""A set of changes and what it must not do unseen: hand an act to another item, or skip what built on a decision."""

from collections.abc import Sequence

import pytest

from pathways.engine.acts import Written
from pathways.engine.changes import Annul, Change, ChangesRefusedError, Correct, Enter
from pathways.engine.changing import write_changes
from pathways.engine.draft import Draft
from pathways.machine.fold import fold
from pathways.machine.order import frontier
from pathways.machine.state_json import dump
from pathways.model.record import Content, Value
from tests.machine.test_items_moved import REPORT, investigated, reported
from tests.machine.test_warned import GRANTED, answered
from tests.support.cases import ANYBODY, CASE, ENTROPY, ToldCase, act, instant

WHY = "Skrivefeil."


def changed(case: ToldCase, changes: Sequence[Change], *, recorded: str) -> tuple[Draft, Written]:
    """What a set gives, written nowhere."""
    draft = Draft(case_id=CASE, version=len(case.records), now=instant(recorded), entropy=ENTROPY)
    return draft, write_changes(case.world, draft, tuple(case.records), changes, ANYBODY)


def without_the_school(seq: int = 1) -> Correct:
    """The report came from two of the three: the second of them was the third before."""
    data: dict[str, Value] = {"meldere": ("3", "10"), "innhold": ("1.1.02",)}
    return Correct(seq=seq, act=act("", "2026-08-24", data=data), why=WHY)


def test_a_set_that_would_hand_an_act_to_another_item_is_refused_as_a_set_and_names_both() -> None:
    case = reported("3", "11", "10")
    with pytest.raises(ChangesRefusedError) as refused:
        changed(case, [without_the_school()], recorded="2026-08-27")
    assert refused.value.conflicting == (2,)
    assert "som var Skole (11) og ville blitt" in refused.value.conflicts[0]


def test_a_set_that_annuls_the_act_too_is_possible_and_so_is_its_entry_on_the_right_item() -> None:
    case = reported("3", "11", "10")
    anew = Enter(act=act("tilbakemelding_gitt", "2026-08-26", run=REPORT, item="2", data={"opplyst_apnet": True}))
    _, written = changed(case, [without_the_school(), Annul(seq=2, why=WHY), anew], recorded="2026-08-27")
    item = written.state.runs[REPORT].items["melder.2"]
    assert (item.code, item.state) == ("10", "gitt")


def test_an_earlier_report_of_a_set_takes_the_next_number_and_an_act_of_the_set_finds_it_there() -> None:
    case = investigated()
    report: dict[str, Value] = {"sakkyndigrapporter": ("part",), "rapport_mottatt": "2026-09-01"}
    sent = act("sendt_kommisjonen", "2026-09-02", run=REPORT, item="2", data={"kommisjonen_mottok": "2026-09-02"})
    entries = [
        Enter(act=act("sakkyndigrapport_mottatt", "2026-09-01", run=REPORT, data=report)),
        Enter(act=sent),
    ]
    draft, written = changed(case, entries, recorded="2026-09-15")
    items = written.state.runs[REPORT].items
    told = {key: (items[key].code, items[key].state) for key in ("sakkyndigrapport.1", "sakkyndigrapport.2")}
    assert told == {
        "sakkyndigrapport.1": ("tjenesten", "hos_kommisjonen"),
        "sakkyndigrapport.2": ("part", "hos_kommisjonen"),
    }
    everything = (*case.records, *draft.records)
    assert dump(fold(case.world, everything, until=frontier(everything)).state) == draft.state_text


def decided_later(case: ToldCase) -> tuple[int, int, Correct]:
    """The numbers of the assessment and of the answer, and a correction of the first."""
    seqs = {record.name: record.seq for record in case.records}
    corrected = act("", "2026-11-09", data={**GRANTED, "frist_start": "2027-01-20"})
    return (
        seqs["henvisning_vurdert"],
        seqs["svar_sendt"],
        Correct(seq=seqs["henvisning_vurdert"], act=corrected, why=WHY),
    )


def test_a_set_that_corrects_a_decision_tells_what_was_built_on_it_and_keeps_that() -> None:
    case = answered()
    assessed, answer, correction = decided_later(case)
    draft, written = changed(case, [correction], recorded="2026-11-12")
    assert any(f"Hendelse {answer} bygger på" in warning for warning in written.warnings)
    content = next(record.content for record in draft.records if assessed in record.targets)
    assert isinstance(content, Content)
    assert f"machine.warn_built_on:{answer}" in content.warnings


def test_it_tells_nothing_of_an_act_that_the_set_annuls() -> None:
    case = answered()
    _, answer, correction = decided_later(case)
    _, written = changed(case, [correction, Annul(seq=answer, why=WHY)], recorded="2026-11-12")
    assert not any("bygger på" in warning for warning in written.warnings)
