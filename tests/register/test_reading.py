"""What is read from a file, in both forms, and what is left behind."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from pathways.errors import UsageError
from pathways.register.form import AttributeForm, ElementForm
from pathways.register.limits import LIMITS
from pathways.register.model import Conclusion, Extension, Participation, Relation
from pathways.register.problem import Problems
from pathways.register.reading import quiet, read_cases
from pathways.register.schema import ROOT
from pathways.register.tree import Builder
from pathways.register.xml import happenings
from tests.register.files import (
    PERSONAL,
    File,
    cases,
    check,
    concluded,
    element,
    lovhjemmel,
    melding,
    one_case,
    relasjon,
    undersokelse,
    uuid,
)

WHOLE = (
    melding(1, *concluded("2")),
    undersokelse(
        2,
        element("Vedtaksgrunnlag", Kode="2.2.01", Presisering=PERSONAL[4]),
        element("BarnetsMedvirkning", "<StartDato>2026-09-01</StartDato><MedvirkningType>1.1</MedvirkningType>"),
        element("UtvidetFrist", StartDato="2026-10-01", Innvilget="1"),
        element("Konklusjon", SluttDato="2026-11-01", Kode="1"),
    ),
    element(
        "Plan",
        element("Evaluering", UtfortDato="2026-11-10"),
        Id=uuid(3),
        StartDato="2026-11-02",
        Plantype="1",
    ),
    element(
        "Tiltak",
        lovhjemmel(),
        lovhjemmel("JmfrLovhjemmel"),
        element("Kategori", Kode="3.10", Presisering=PERSONAL[4]),
        element(
            "Tilsyn",
            element("Ansvarlig", Id=uuid(40), StartDato="2026-11-02", Kommunenummer="4242"),
            element("Hyppighet", Id=uuid(41), StartDato="2026-11-02", Kode="4"),
            element("Utfort", Id=uuid(42), UtfortDato="2026-11-12"),
        ),
        element("Opphevelse", Kode="4", Presisering=PERSONAL[4]),
        element("Konklusjon", SluttDato="2026-11-20"),
        Id=uuid(4),
        StartDato="2026-11-02",
    ),
    element(
        "Vedtak",
        lovhjemmel(),
        element("Status", Id=uuid(50), EndretDato="2026-11-02", Kode="1"),
        Id=uuid(5),
        StartDato="2026-11-01",
    ),
    element(
        "Ettervern", element("Konklusjon", SluttDato="2026-11-04", Kode="1"), Id=uuid(6), TilbudSendtDato="2026-11-03"
    ),
    element("OversendelseFylkesnemnd", lovhjemmel(), Id=uuid(7), StartDato="2026-11-05"),
    element(
        "Flytting",
        element("ArsakFra", Kode="1.1.4", Presisering=PERSONAL[4]),
        element("FlyttingTil", Kode="4"),
        Id=uuid(8),
        SluttDato="2026-11-06",
    ),
    relasjon(80, "Melding", uuid(1), "Undersokelse", uuid(2)),
    element("Slettet", Id=uuid(9), Type="Tiltak", SluttDato="2026-11-07"),
)


@pytest.fixture(params=[False, True], ids=["newest form", "older form"])
def file(request: pytest.FixtureRequest) -> File:
    return File(older=request.param)


def test_the_head_of_a_file_is_read(file: File) -> None:
    extract = check(file.of()).extract
    assert (extract.id, extract.previous_id) == (uuid(500), uuid(499))
    assert extract.extracted_at == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    assert (extract.municipality, extract.municipality_name) == ("0000", "Prøvekommune")
    assert (extract.system, extract.system_version) == ("Oppdiktet Prøvesystem", "1.0")


def test_a_report_is_read_with_reporters_contents_and_conclusion(file: File) -> None:
    (case,) = cases(file.of(melding(1, *concluded("10"))))
    (report,) = case.reports
    assert (report.id, report.start) == (uuid(1), date(2026, 8, 24))
    assert (report.reporters, report.contents) == (("11",), ("1.1.02",))
    assert report.conclusion is not None
    assert (report.conclusion.on, report.conclusion.code) == (date(2026, 8, 28), "10")


def test_an_investigation_is_read_with_all_that_belongs_to_it(file: File) -> None:
    (case,) = cases(file.of(*WHOLE))
    (found,) = case.investigations
    line = found.line
    assert found.basis == ("2.2.01",)
    assert found.participation == Participation(on=date(2026, 9, 1), code="1.1", line=line + 1)
    assert found.extension == Extension(requested=date(2026, 10, 1), granted=True, line=line + 2)
    assert found.conclusion == Conclusion(on=date(2026, 11, 1), code="1", line=line + 3)


def test_everything_without_a_definition_is_kept_with_its_codes_and_dates(file: File) -> None:
    (case,) = cases(file.of(*WHOLE))
    kept = {each.kind: each for each in case.kept}
    assert list(kept) == [
        "Plan",
        "Tiltak",
        "Vedtak",
        "Ettervern",
        "OversendelseFylkesnemnd",
        "Flytting",
        "Slettet",
    ]
    assert kept["Plan"].codes == (("Plantype", "1"),)
    assert kept["Plan"].dates == (("Evaluering", date(2026, 11, 10)),)
    assert kept["Tiltak"].codes == (
        ("Lovhjemmel", "BVL2021 3-1 ledd 1"),
        ("JmfrLovhjemmel", "BVL2021 3-1 ledd 1"),
        ("Kategori", "3.10"),
        ("Opphevelse", "4"),
    )
    assert kept["Tiltak"].dates == (("Tilsyn", date(2026, 11, 12)),)
    assert kept["Tiltak"].end == date(2026, 11, 20)
    assert kept["Vedtak"].codes[1:] == (("Status", "1"),)
    assert (kept["Ettervern"].start, kept["Ettervern"].end) == (date(2026, 11, 3), date(2026, 11, 4))
    assert kept["Flytting"].codes == (("ArsakFra", "1.1.4"), ("FlyttingTil", "4"))
    assert kept["Slettet"].deleted


def test_relations_name_both_ends(file: File) -> None:
    (case,) = cases(file.of(*WHOLE))
    (relation,) = case.relations
    assert relation == Relation(
        from_type="Melding", from_id=uuid(1), to_type="Undersokelse", to_id=uuid(2), line=relation.line
    )


def test_every_item_keeps_its_line(file: File) -> None:
    content = file.of(*WHOLE)
    (case,) = cases(content)
    lines = content.decode().splitlines()
    items = [(item.id, item.line) for item in case.reports]
    items += [(item.id, item.line) for item in case.investigations]
    items += [(item.id, item.line) for item in case.kept]
    assert [identity for identity, line in items if identity not in lines[line - 1]] == []
    assert len(items) == 9


def test_nothing_personal_leaves_the_reading(file: File) -> None:
    told = repr(cases(file.of(*WHOLE))) + repr(check(file.of(*WHOLE)))
    assert [word for word in (*PERSONAL, "4242") if word in told] == []


def test_ids_are_folded_to_lower_case_and_relations_follow() -> None:
    content = File().of(
        melding(0xABC, *concluded("2")),
        undersokelse(2),
        relasjon(80, "Melding", uuid(0xABC).upper(), "Undersokelse", uuid(2)),
    )
    (case,) = cases(content.replace(uuid(0xABC).encode(), uuid(0xABC).upper().encode(), 1))
    assert case.reports[0].id == case.relations[0].from_id == uuid(0xABC)


def test_a_relation_may_name_the_id_of_an_older_system() -> None:
    case = one_case(
        melding(1, *concluded("2"), MigrertId="gammel-17"),
        undersokelse(2),
        relasjon(80, "Melding", "gammel-17", "Undersokelse", uuid(2)),
    )
    assert case.relations[0].from_id == uuid(1)


def test_one_id_may_serve_several_types() -> None:
    case = one_case(
        melding(1, *concluded("2")), undersokelse(1), relasjon(80, "Melding", uuid(1), "Undersokelse", uuid(1))
    )
    assert (case.reports[0].id, case.investigations[0].id) == (uuid(1), uuid(1))
    assert (case.relations[0].from_type, case.relations[0].to_type) == ("Melding", "Undersokelse")


def test_a_dangling_relation_is_a_warning_with_its_line() -> None:
    content = File().of(melding(1), relasjon(80, "Melding", uuid(77), "Undersokelse", uuid(78)))
    (warning,) = check(content).warnings
    line = next(number for number, each in enumerate(content.splitlines(), 1) if b"<Relasjon" in each)
    assert str(warning).startswith(f"uttrekk.xml:{line}:1: en relasjon fra Melding til Undersokelse")


def test_what_is_marked_deleted_is_no_report_and_no_investigation() -> None:
    case = one_case(
        melding(1, ErSlettet="true"),
        melding(2),
        element("Slettet", Id=uuid(2), Type="Melding", SluttDato="2026-09-01"),
        undersokelse(3, ErSlettet="1"),
    )
    assert (case.reports, case.investigations) == ((), ())
    assert [(each.kind, each.deleted) for each in case.kept] == [
        ("Melding", True),
        ("Slettet", True),
        ("Undersokelse", True),
    ]


def test_a_deleted_conclusion_leaves_the_report_open() -> None:
    assert one_case(melding(1, *concluded("10", ErSlettet="true"))).reports[0].conclusion is None


def test_a_time_zone_after_a_date_is_read_past() -> None:
    assert one_case(melding(1, start="2026-08-24+02:00")).reports[0].start == date(2026, 8, 24)


def test_a_file_may_hold_many_cases() -> None:
    content = File().wrap(File(case_number=1).case(melding(1)), File(case_number=2).case(melding(1)))
    assert [case.id for case in cases(content)] == [uuid(1), uuid(2)]
    assert check(content).cases == 2


def test_a_file_may_point_to_its_schema() -> None:
    pointer = b'<Barnevern xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd"'
    assert check(File().of().replace(b"<Barnevern", pointer)).cases == 1


def test_a_byte_order_mark_of_utf_8_is_read_past() -> None:
    assert check(b"\xef\xbb\xbf" + File().of()).cases == 1


def test_a_file_that_changed_after_the_check_is_refused() -> None:
    first, second = File().of(melding(1)), File().of(melding(1, start="2026-08-25"))
    with pytest.raises(UsageError, match="ble endret mens den ble lest"):
        list(read_cases(io.BytesIO(second), "uttrekk.xml", check(first)))


def _attributes(form: ElementForm) -> Iterator[tuple[str, AttributeForm]]:
    for attribute in form.attributes:
        yield f"{form.name}/{attribute.name}", attribute
    for child in form.children:
        yield from _attributes(child.element)


def test_everything_personal_is_let_go_as_soon_as_it_is_checked() -> None:
    dropped = {where for where, attribute in _attributes(ROOT) if not attribute.value.keep}
    named = ("Fodselsnummer", "Fodseldato", "Kjonn", "DUFnummer", "Journalnummer", "Presisering")
    assert dropped == {where for where, attribute in _attributes(ROOT) if attribute.name in named} | {
        "Ansvarlig/Kommunenummer"
    }
    assert len(dropped) >= 15


def test_what_is_to_be_dropped_is_not_held_even_while_reading(file: File) -> None:
    problems = Problems("uttrekk.xml")
    builder = Builder(ROOT, problems, LIMITS)
    content = io.BytesIO(file.of(*WHOLE))
    built = [builder.take(each) for each in happenings(content, problems, LIMITS, quiet)]
    nodes = [each.node for each in built if each is not None]
    assert len(nodes) > 10
    assert [
        word for word in (*PERSONAL, "4242") if word in repr([(node.values, node.children) for node in nodes])
    ] == []
