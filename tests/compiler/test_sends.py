"""What definitions say of messages: read whole, judged with the others, and of no meaning for what a case is."""

from dataclasses import replace

from pathways.compiler.catalogue import compile_files
from pathways.compiler.digest import digest_of
from tests.compiler.support import SAMPLE, lay, problems_of, sample_files

EVENT = """events:
  melding:
    title: Melding mottatt
    start: true
    by: saksbehandler
    records: meldere
    may_record: [haster, notat, timer]
"""


def files(sends: str) -> dict[str, str]:
    """The sample, where its start event sends this."""
    found = sample_files()
    found[SAMPLE] = lay(found[SAMPLE], EVENT + f"    sends: {sends}\n").text
    return found


def codes(sends: str) -> list[str]:
    """The codes of what is wrong with it."""
    return [problem.code for problem in problems_of(files(sends))]


def test_a_message_has_no_part_in_the_digest_of_its_definition() -> None:
    with_one = compile_files(files("{message: varsel, to: barnevern, shares: haster}"))
    without = compile_files(sample_files())
    pathway = with_one.versions["prove"][0]
    assert pathway.digest == without.versions["prove"][0].digest
    event = next(event for event in pathway.events if event.sends)
    other = replace(event, sends=(replace(event.sends[0], shares=()),))
    changed = replace(pathway, events=tuple(other if each is event else each for each in pathway.events))
    assert digest_of(changed, with_one.context) == pathway.digest


def test_a_guard_of_a_message_reads_what_its_own_event_records_alone() -> None:
    assert codes("{message: varsel, to: barnevern, when: haster}") == []
    assert codes("{message: varsel, to: barnevern, when: offentlig}") != []
    assert codes("{message: varsel, to: barnevern, when: recorded(notat)}") != []


def test_nothing_beside_the_named_keys_can_be_said_of_a_message() -> None:
    assert codes("{message: varsel, to: barnevern, texts: notat}") == ["E201"]
    assert codes("{to: barnevern}") == ["E203"]
    assert codes("[]") == ["E204"]


def test_events_of_activities_send_nothing() -> None:
    found, last = sample_files(), "to: besvart}"
    assert last in found[SAMPLE]
    found[SAMPLE] = found[SAMPLE].replace(last, "to: besvart, sends: {message: varsel, to: barnevern}}")
    assert [problem.code for problem in problems_of(found)] == ["E201"]


def test_every_mistake_in_one_message_is_told() -> None:
    wrong = "{message: varsel, to: skolen, starts: prove, shares: notat, fills: {dato: konklusjon}}"
    assert sorted(codes(wrong)) == ["E555", "E556", "E557", "E557", "E558"]


def test_no_message_tells_anything_of_who_reported() -> None:
    assert codes("{message: varsel, to: barnevern, shares: meldere}") == ["E945"]
    of_each = (
        EVENT.replace("may_record: [", "may_record: [offentlig, ")
        + "    sends: {message: varsel, to: external, shares: offentlig}\n"
    )
    found = sample_files()
    found[SAMPLE] = lay(found[SAMPLE], of_each).text
    assert [problem.code for problem in problems_of(found)] == ["E945"]
    found["sharing.yaml"] = found["sharing.yaml"].replace("withheld: [lokal/melder]\n", "")
    assert problems_of(found) == ()
