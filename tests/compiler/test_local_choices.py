"""Local periods and switches: worth what the settings say, known by name, and left out where they are not set."""

import pytest

from pathways.compiler.catalogue import compile_text
from pathways.compiler.folding import folded
from pathways.model.counting import Period, Unit
from pathways.model.expression import And, Expression, Literal, Not, Or, Recorded, Type
from pathways.model.pathway import Pathway
from tests.compiler.support import codes, compiled, problems, prove

DUTY = """\
deadlines:
  oppfolging:
    title: Oppfølging
    from: melding
    within: {within}
    counting: {counting}
    basis: rutinen
    met_by: {met_by}
    on_pause: runs
    remind: {{on_due: "08:00", to: leder}}
"""

ASKED = """\
events:
  avtalt:
    title: Møte avtalt
    from: [undersokes, oversittet]
    by: saksbehandler
    records: dato
    requires:
      - {{when: '{when}', otherwise: Noe mangler.}}
"""

SET = "periods: {lokal/oppfolging: 2 weeks, lokal/svartid: 1 week}\nflags: {lokal/lege: true, lokal/prest: false}"


def duty(within: str, *, counting: str = "dager", met_by: str = "konkludert") -> str:
    return DUTY.format(within=within, counting=counting, met_by=met_by)


def asked(when: str) -> Expression | None:
    """What is left of a demand."""
    event = next(each for each in prove(ASKED.format(when=when), settings=SET).events if each.name == "avtalt")
    return event.requires[0].when


def deadline(pathway: Pathway, name: str) -> Period | None:
    return next(each for each in pathway.deadlines if each.name == name).within


def test_a_named_period_is_worth_what_the_settings_say() -> None:
    assert deadline(prove(duty("lokal/oppfolging"), settings=SET), "oppfolging") == Period(amount=2, unit=Unit.weeks)


def test_a_named_period_gives_the_digest_of_the_same_period_written_out() -> None:
    assert prove(duty("lokal/oppfolging"), settings=SET).digest == prove(duty("2 weeks")).digest
    assert prove(duty("lokal/oppfolging"), settings=SET).digest != prove(duty("3 weeks")).digest


def test_a_period_that_is_not_set_leaves_the_deadline_out_and_its_name_in_the_digest() -> None:
    pathway, without = prove(duty("lokal/oppfolging")), prove()
    assert [each.name for each in pathway.slots] == ["oppfolging"]
    assert "oppfolging" not in {each.name for each in pathway.deadlines}
    assert pathway.digest not in (without.digest, prove(duty("2 weeks")).digest)


def test_of_what_is_not_set_only_the_name_counts() -> None:
    other = duty("lokal/oppfolging").replace("08:00", "10:00")
    assert prove(other).digest == prove(duty("lokal/oppfolging")).digest


def test_settings_that_a_definition_does_not_name_are_no_part_of_its_digest() -> None:
    assert prove(settings=SET).digest == prove().digest


def test_what_a_definition_leaves_to_the_place_is_listed_with_what_it_is_worth() -> None:
    text = duty("lokal/oppfolging") + ASKED.format(when='local("lokal/lege") or haster')
    assert [(each.name, each.value, each.used_by) for each in prove(text).local] == [
        ("lokal/oppfolging", None, ("oppfolging",)),
        ("lokal/lege", True, ("avtalt",)),
    ]


@pytest.mark.parametrize(
    ("when", "left"),
    [
        ('local("lokal/lege")', Literal(value=True, type=Type.flag)),
        ('not local("lokal/prest")', Literal(value=True, type=Type.flag)),
        ('local("lokal/lege") and recorded(timer)', Recorded(name="timer")),
        ('local("lokal/prest") or recorded(timer)', Recorded(name="timer")),
        ('local("lokal/lege") or recorded(timer)', Literal(value=True, type=Type.flag)),
        ('not (local("lokal/prest") and recorded(timer))', Literal(value=True, type=Type.flag)),
    ],
)
def test_a_switch_leaves_of_a_guard_what_it_leaves_open(when: str, left: Expression) -> None:
    assert asked(when) == left


def test_folding_keeps_what_is_not_settled() -> None:
    one, other = Recorded(name="a"), Recorded(name="b")
    yes, no = Literal(value=True, type=Type.flag), Literal(value=False, type=Type.flag)
    assert folded(And(operands=(one, yes, other))) == And(operands=(one, other))
    assert folded(Or(operands=(no, one, Not(operand=other)))) == Or(operands=(one, Not(operand=other)))
    assert folded(And(operands=(one, Not(operand=yes)))) == no


def test_a_demand_that_a_switch_makes_impossible_is_a_problem() -> None:
    assert codes(ASKED.format(when='local("lokal/prest")'), settings=SET) == ["E324"]


@pytest.mark.parametrize(
    ("piece", "column", "said"),
    [
        (duty("lokal/oppfolgingg"), 13, "den lokale perioden «lokal/oppfolgingg» finnes ikke"),
        (ASKED.format(when='haster or local("lokal/lega")'), 33, "det lokale valget «lokal/lega» finnes ikke"),
    ],
)
def test_a_name_that_is_not_there_is_pointed_at_with_the_one_meant(piece: str, column: int, said: str) -> None:
    (found,) = problems(piece)
    assert (found.code, found.place.column) == ("E210", column)
    assert said in found.sentence
    assert "mente du" in found.hint.lower()


def test_the_unit_of_a_local_period_must_fit_the_rule() -> None:
    assert codes(duty("lokal/oppfolging"), settings="periods: {lokal/oppfolging: 5 working days}") == ["E502"]


@pytest.mark.parametrize("period", ["0 days", "11 years", "4000 days", "99999 hours"])
def test_a_local_period_has_bounds(period: str) -> None:
    assert codes("", settings=f"periods: {{lokal/svartid: {period}, lokal/oppfolging: 1 week}}") == ["E712"]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("periods: {lokal/svartid: snart}", "E207"),
        ("periods: {svartid: 1 week}", "E805"),
        ("periods: [lokal/svartid]", "E204"),
        ("flags: {lokal/lege: kanskje}", "E204"),
        ('flags: {lokal/lege: ""}', "E204"),
        ("flags: {lege: true}", "E805"),
    ],
)
def test_settings_that_cannot_be_read_are_problems(settings: str, code: str) -> None:
    assert codes("", settings=settings) == [code]


def test_what_is_wrong_with_a_deadline_that_is_not_set_is_told_before_it_is_set() -> None:
    assert codes(duty("lokal/oppfolging", met_by="avsluttet")) == codes(duty("2 weeks", met_by="avsluttet")) == ["E513"]
    assert codes(duty("lokal/oppfolging").replace('on_due: "08:00"', "before: 1 day")) == ["E508"]


def test_a_period_that_is_not_set_is_refused_for_what_binds_all_the_same() -> None:
    assert codes(duty("lokal/oppfolging").replace("rutinen", "loven")) == ["E711"]


def test_a_state_says_why_it_is_silent_for_places_that_have_set_nothing() -> None:
    silent = """\
states:
  mottatt: {title: Melding mottatt, start: true, holder: barnevern, silent: Ikke satt.}
"""
    lapse = duty("lokal/oppfolging").replace("    met_by", "    kind: duty\n    met_by")
    alone = "deadlines:\n  gjennomgang: " + lapse.partition("oppfolging:")[2].strip() + "\n"
    alone = alone.replace("gjennomgang: title", "gjennomgang:\n    title")
    assert codes(silent + duty("2 weeks")) == ["E307"]
    assert codes(silent + alone, settings=SET) == []


def test_a_field_may_be_called_as_the_word_that_asks_a_switch() -> None:
    piece = "fields:\n  local: {title: Lokal, kind: flag}\n" + ASKED.format(when="local or haster")
    event = next(
        each
        for each in prove(piece.replace("records: dato", "records: dato\n    may_record: local")).events
        if each.name == "avtalt"
    )
    assert event.requires[0].when != Literal(value=True, type=Type.flag)


def test_what_was_stored_with_its_settings_gives_its_digest_again() -> None:
    catalogue = compiled(duty("lokal/oppfolging"))
    pathway = catalogue.versions["prove"][0]
    again = compile_text(catalogue.files[pathway.origin], pathway.origin, catalogue.context)
    assert (again.digest, again.slots) == (pathway.digest, pathway.slots)
