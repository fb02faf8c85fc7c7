"""States that fall silent once the last reminder has been given."""

from pathways.compiler.catalogue import compile_files
from tests.proving.support import proved
from tests.support.worlds import definition, shipped, small

EVENTS = """
    kommet: {title: Kommet, start: true, by: saksbehandler}
    videre: {title: Videre, from: apen, by: saksbehandler, to: neste}
    svart: {title: Svart, from: [apen, neste], by: saksbehandler, to: lukket}
    """
ESCALATED = "{after: 1 working day, to: leder, escalate: true}"


def states(neste: str = "") -> str:
    return f"""
    apen: {{title: Åpen, start: true, holder: barnevern}}
    neste: {{title: Neste, holder: barnevern{neste}}}
    lukket: {{title: Lukket, end: true}}
    """


def deadline(name: str, of: str, remind: str, met_by: str = "svart") -> str:
    return (
        f"{name}: {{title: Svar, from: {of}, basis: lov, met_by: {met_by}, on_pause: runs, within: 1 week, "
        f"counting: dl-148, remind: [{remind}]}}\n"
    )


def codes(deadlines: str, neste: str = "") -> list[str]:
    """What is found, with the first state named."""
    text = definition(states=states(neste), events=EVENTS, deadlines=deadlines)
    told = [each.problem for each in proved(small(text).catalogue, years=1).found]
    return [f"{p.code} {p.sentence.split('«')[1].split('»')[0]}" for p in told]


def test_a_last_word_that_goes_to_nobody_above_leaves_silence() -> None:
    assert codes(deadline("en", "kommet", '{on_due: "08:00", to: saksbehandler}')) == [
        "E907 apen",
        "E907 neste",
        "E908 neste",
    ]


def test_a_state_that_begins_when_all_has_been_said_is_found() -> None:
    assert codes(deadline("en", "kommet", ESCALATED)) == ["E908 neste"]


def test_a_deadline_that_begins_with_the_state_breaks_the_silence() -> None:
    assert codes(deadline("en", "kommet", ESCALATED) + deadline("to", "videre", ESCALATED)) == []


def test_a_stated_reason_is_enough() -> None:
    assert codes(deadline("en", "kommet", ESCALATED), ", overdue: Lederen vet det.") == []


def test_a_reason_that_nothing_needs_is_found() -> None:
    two = deadline("en", "kommet", ESCALATED) + deadline("to", "videre", ESCALATED)
    assert codes(two, ", overdue: Lederen vet det.") == ["E909 neste"]


def test_the_reason_has_no_part_in_what_a_definition_means() -> None:
    digests = {
        small(definition(states=states(reason), events=EVENTS, deadlines=deadline("en", "kommet", ESCALATED)))
        .catalogue.pathways[0]
        .digest
        for reason in ("", ", overdue: Lederen vet det.")
    }
    assert len(digests) == 1


def test_a_mark_with_no_reminder_after_the_date_is_silent_and_one_with_is_not() -> None:
    marked = {
        "states": """
    apen: {title: Åpen, start: true, holder: barnevern}
    neste: {title: Neste, mark: true, holder: barnevern}
    lukket: {title: Lukket, end: true}
    """,
        "events": EVENTS.replace("    videre: {title: Videre, from: apen, by: saksbehandler, to: neste}\n", ""),
        "timed": "ute: {title: Ute, from: [apen], when_passed: en, to: neste}",
    }
    on_due = '{on_due: "08:00", to: leder, escalate: true}'
    silent = definition(**marked, deadlines=deadline("en", "kommet", on_due))
    told = definition(**marked, deadlines=deadline("en", "kommet", f"{on_due}, {ESCALATED}"))
    assert [each.problem.code for each in proved(small(silent).catalogue, years=1).found] == ["E908"]
    assert proved(small(told).catalogue, years=1).found == ()


def test_the_shipped_definitions_were_mended_where_they_fell_silent() -> None:
    """Each mend taken out again is found again."""
    files = dict(shipped().catalogue.files)
    origin = "barnevern/forlop.yaml"
    last = (
        "      - {after: 5 working days, to: [leder], escalate: true}    # ellers blir det stille når dagen er over\n"
    )
    spoilt = compile_files({**files, origin: files[origin].replace(last, "")})
    assert [each.problem.code for each in proved(spoilt, years=1).found] == ["E907"]
    begin = files[origin].index("  oppsummering_etter_samtykke:")
    end = files[origin].index("  henvisning:\n", begin)
    spoilt = compile_files({**files, origin: files[origin][:begin] + files[origin][end:]})
    assert [each.problem.code for each in proved(spoilt, years=1).found] == ["E908"]
