"""What a case of the register becomes: acts at their true dates in a sure order, and notes for the rest."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.model.pathway import Code, CodeList, Title
from pathways.register.mapping import plan_case
from pathways.register.plan import CasePlan, Part, PlannedAct
from tests.register.files import TODAY, concluded, element, lovhjemmel, melding, one_case, relasjon, undersokelse, uuid

REASON = "Importert fra barnevernsregisteret; begrunnelsen ligger i fagsystemet."


def code_list(name: str, *codes: tuple[str, str, str]) -> CodeList:
    title = Title(nb="", nn="", en="")
    return CodeList(
        id=f"register/{name}",
        title=title,
        version="2026-01-01",
        source="prøve",
        local=False,
        codes=tuple(
            Code(
                code=code,
                title=title,
                valid_from=date.fromisoformat(since),
                valid_to=date.fromisoformat(until) if until else None,
            )
            for code, since, until in codes
        ),
    )


LISTS = {
    each.id: each
    for each in (
        code_list("melder", ("11", "2013-01-01", ""), ("15", "2013-01-01", "2024-12-31")),
        code_list("saksinnhold", ("4", "2013-01-01", "2020-12-31"), ("1.1.02", "2026-01-01", "")),
        code_list("melding_konklusjon", *((code, "2013-01-01", "") for code in ("2", "3", "4", "10"))),
        code_list("undersokelse_konklusjon", *((code, "2013-01-01", "") for code in ("1", "3", "4"))),
        code_list("medvirkning", ("1.1", "2026-01-01", "")),
    )
}


def plan(*parts: str, today: date = TODAY) -> CasePlan:
    return plan_case(one_case(*parts), file="uttrekk.xml", today=today, lists=LISTS)


def told(plan: CasePlan) -> list[tuple[str, str, str]]:
    return [(act.run, act.event, act.happened.isoformat()) for act in plan.acts]


def test_a_report_becomes_a_run_that_starts_on_the_day_it_came() -> None:
    (act,) = plan(melding(1)).acts
    assert act == PlannedAct(
        pathway="barnevern_undersokelse",
        run=uuid(1),
        event="melding_mottatt",
        item="",
        happened=date(2026, 8, 24),
        data={"meldere": ("11",), "innhold": ("1.1.02",)},
        texts={},
        part=Part(type="Melding", id=uuid(1), start=date(2026, 8, 24)),
        line=act.line,
    )


def test_several_reporters_are_recorded_once_each_in_their_order() -> None:
    reporters = "".join(element("Melder", Kode=code) for code in ("15", "11", "15"))
    (act,) = plan(melding(1, reporters, element("Saksinnhold", Kode="4"))).acts
    assert act.data["meldere"] == ("15", "11")


def test_a_whole_investigation_becomes_four_acts_in_legal_order() -> None:
    planned = plan(
        undersokelse(
            2,
            element("Vedtaksgrunnlag", Kode="1.1.02"),
            element("BarnetsMedvirkning", "<StartDato>2026-09-01</StartDato><MedvirkningType>1.1</MedvirkningType>"),
            element("UtvidetFrist", StartDato="2026-10-01", Innvilget="1"),
            element("Konklusjon", SluttDato="2026-11-01", Kode="3"),
        ),
        melding(1, *concluded("2")),
    )
    assert told(planned) == [
        (uuid(1), "melding_mottatt", "2026-08-24"),
        (uuid(1), "melding_konkludert", "2026-08-28"),
        (uuid(1), "frist_utvidet", "2026-10-01"),
        (uuid(1), "undersokelse_konkludert", "2026-11-01"),
    ]
    assert planned.acts[1].data == {"konklusjon": "2"}
    assert planned.acts[3].data == {"utfall": "3", "grunnlag": ("1.1.02",), "medvirkning": "1.1"}
    assert [act.texts for act in planned.acts] == [{}, *[{"reason": REASON}] * 3]


def test_everything_on_one_day_still_comes_in_the_order_of_the_pathway() -> None:
    day = "2026-08-24"
    end = element("Konklusjon", SluttDato=day, Kode="3")
    planned = plan(undersokelse(2, end, start=day), melding(1, *concluded("2", on=day)))
    assert [act.event for act in planned.acts] == ["melding_mottatt", "melding_konkludert", "undersokelse_konkludert"]


@pytest.mark.parametrize("code", ["3", "4"])
def test_a_report_that_joins_something_running_is_a_run_of_its_own_that_ends_there(code: str) -> None:
    planned = plan(
        melding(1, *concluded("2")),
        melding(3, *concluded(code, on="2026-09-03"), start="2026-09-01"),
        undersokelse(2),
        relasjon(80, "Melding", uuid(3), "Undersokelse", uuid(2)),
        relasjon(81, "Melding", uuid(1), "Undersokelse", uuid(2)),
    )
    assert told(planned)[2:] == [
        (uuid(3), "melding_mottatt", "2026-09-01"),
        (uuid(3), "melding_konkludert", "2026-09-03"),
    ]
    assert planned.acts[3].data == {"konklusjon": code}


def test_an_investigation_follows_its_relation_and_not_the_nearer_date() -> None:
    end = element("Konklusjon", SluttDato="2026-11-01", Kode="3")
    planned = plan(
        melding(1, *concluded("2", on="2026-08-25")),
        melding(3, *concluded("2", on="2026-08-28")),
        undersokelse(2, end),
        relasjon(80, "Melding", uuid(1), "Undersokelse", uuid(2)),
    )
    assert planned.acts[-1].run == uuid(1)


def test_with_a_dangling_relation_an_investigation_goes_to_the_report_that_opened_it() -> None:
    end = element("Konklusjon", SluttDato="2026-11-01", Kode="3")
    planned = plan(
        melding(1, *concluded("2", on="2026-08-25")),
        melding(3, *concluded("2", on="2026-08-28")),
        melding(4, *concluded("10", on="2026-08-28")),
        undersokelse(2, end),
        relasjon(80, "Melding", uuid(77), "Undersokelse", uuid(2)),
    )
    assert planned.acts[-1].run == uuid(3)


def test_an_investigation_that_started_when_the_week_was_out_is_opened_by_a_conclusion_after_it() -> None:
    end = element("Konklusjon", SluttDato="2026-11-01", Kode="3")
    planned = plan(melding(1, *concluded("2", on="2026-09-04")), undersokelse(2, end, start="2026-08-31"))
    assert planned.acts[-1].run == uuid(1)


def test_no_report_gets_two_investigations() -> None:
    end = element("Konklusjon", SluttDato="2026-11-01", Kode="3")
    planned = plan(melding(1, *concluded("2")), undersokelse(2, end), undersokelse(3, end))
    assert [act.event for act in planned.acts].count("undersokelse_konkludert") == 1
    assert [note.part.id for note in planned.notes] == [uuid(3)]


@pytest.mark.parametrize("content", [(), concluded("10")])
def test_an_investigation_without_its_report_is_a_note_and_a_warning(content: tuple[str, ...]) -> None:
    end = element("Konklusjon", SluttDato="2026-11-01", Kode="3")
    planned = plan(melding(1, *content), undersokelse(2, end))
    assert "undersokelse_konkludert" not in [act.event for act in planned.acts]
    (note,) = planned.notes
    assert (note.kind, note.happened) == ("Undersokelse", date(2026, 8, 28))
    assert note.data == {"begynnelse": "2026-08-28", "utfall": "3", "slutt": "2026-11-01"}
    (warning,) = planned.warnings
    assert str(warning).startswith(f"uttrekk.xml:{note.line}:1: undersøkelsen hører ikke til noen melding")


def test_an_extension_that_was_granted_is_dated_when_it_was_asked_for_with_a_warning() -> None:
    planned = plan(
        melding(1, *concluded("2")), undersokelse(2, element("UtvidetFrist", StartDato="2026-10-01", Innvilget="1"))
    )
    assert told(planned)[-1] == (uuid(1), "frist_utvidet", "2026-10-01")
    assert "bare datoen det ble bedt om" in str(planned.warnings[0])


@pytest.mark.parametrize(("answer", "data"), [({"Innvilget": "2"}, {"innvilget": False}), ({}, {})])
def test_an_extension_that_was_not_granted_is_a_note(answer: dict[str, str], data: dict[str, bool]) -> None:
    planned = plan(
        melding(1, *concluded("2")), undersokelse(2, element("UtvidetFrist", StartDato="2026-10-01", **answer))
    )
    assert len(planned.acts) == 2
    (note,) = planned.notes
    assert (note.kind, note.data) == ("UtvidetFrist", {"begynnelse": "2026-10-01", **data})


@pytest.mark.parametrize("day", ["2026-08-27", "2026-11-22"])
def test_an_extension_outside_its_investigation_is_a_note_and_a_warning(day: str) -> None:
    planned = plan(melding(1, *concluded("2")), undersokelse(2, element("UtvidetFrist", StartDato=day, Innvilget="1")))
    assert [note.kind for note in planned.notes] == ["UtvidetFrist"]
    assert "utenfor undersøkelsen" in str(planned.warnings[0])


def test_what_no_definition_knows_is_a_note_with_codes_dates_and_cause() -> None:
    planned = plan(
        element(
            "Vedtak",
            lovhjemmel(),
            element("Status", Id=uuid(50), EndretDato="2026-11-02", Kode="1"),
            element("Konklusjon", SluttDato="2026-11-05"),
            Id=uuid(5),
            StartDato="2026-11-01",
        ),
        undersokelse(2),
        relasjon(80, "Undersokelse", uuid(2), "Vedtak", uuid(5)),
    )
    note = planned.notes[-1]
    assert (note.kind, note.part.id, note.happened) == ("Vedtak", uuid(5), date(2026, 11, 1))
    assert note.data == {
        "begynnelse": "2026-11-01",
        "slutt": "2026-11-05",
        "koder": ("Lovhjemmel=BVL2021 3-1 ledd 1", "Status=1"),
        "datoer": ("Status=2026-11-02",),
        "fra": (f"Undersokelse={uuid(2)}",),
    }


def test_a_note_about_the_future_is_told_today() -> None:
    (note,) = plan(element("Plan", Id=uuid(3), StartDato="2027-01-01", Plantype="1")).notes
    assert (note.happened, note.data["begynnelse"]) == (TODAY, "2027-01-01")


def test_a_code_that_was_not_valid_that_day_is_kept_with_a_warning() -> None:
    planned = plan(melding(1, element("Melder", Kode="15"), element("Saksinnhold", Kode="4"), start="2026-08-24"))
    assert planned.acts[0].data == {"meldere": ("15",), "innhold": ("4",)}
    assert [warning.values for warning in planned.warnings] == [
        (("list", "register/melder"),),
        (("list", "register/saksinnhold"),),
    ]


def test_an_old_code_is_valid_at_its_date() -> None:
    planned = plan(melding(1, element("Melder", Kode="15"), element("Saksinnhold", Kode="4"), start="2020-08-24"))
    assert planned.warnings == ()


def test_a_report_without_reporter_or_contents_is_told() -> None:
    planned = plan(element("Melding", Id=uuid(1), StartDato="2026-08-24"))
    assert planned.acts[0].data == {}
    assert [warning.key for warning in planned.warnings] == ["register.no_reporter", "register.no_contents"]


def test_every_key_is_used_once_even_where_ids_repeat() -> None:
    same = uuid(1)
    planned = plan(
        melding(1, *concluded("2")),
        undersokelse(1, element("UtvidetFrist", StartDato="2026-10-01", Innvilget="2")),
        element("Plan", Id=same, StartDato="2026-09-01", Plantype="1"),
        element("Slettet", Id=same, Type="Tiltak", SluttDato="2026-09-01"),
        element("Slettet", Id=same, Type="Vedtak", SluttDato="2026-09-01"),
    )
    keys = [act.key for act in planned.acts] + [note.key for note in planned.notes]
    assert len(set(keys)) == len(keys) == 6


DAYS = st.dates(date(2026, 1, 5), date(2026, 11, 20))


@given(
    reports=st.lists(st.tuples(DAYS, st.integers(0, 30), st.sampled_from(["", "2", "3", "10"])), max_size=5),
    investigations=st.lists(st.tuples(DAYS, st.integers(0, 90), st.booleans()), max_size=4),
    links=st.lists(st.tuples(st.integers(1, 6), st.integers(11, 15)), max_size=4),
)
def test_whatever_stands_in_a_case_the_acts_are_in_order_and_nothing_is_lost(
    reports: list[tuple[date, int, str]], investigations: list[tuple[date, int, bool]], links: list[tuple[int, int]]
) -> None:
    def end(start: date, days: int) -> str:
        return min(date.fromordinal(start.toordinal() + days), TODAY).isoformat()

    parts = [
        melding(number, *(concluded(code, on=end(start, days)) if code else ()), start=start.isoformat())
        for number, (start, days, code) in enumerate(reports, 1)
    ]
    parts += [
        undersokelse(
            number,
            *([element("Konklusjon", SluttDato=end(start, days), Kode="3")] if ended else []),
            start=start.isoformat(),
        )
        for number, (start, days, ended) in enumerate(investigations, 11)
    ]
    parts += [relasjon(80, "Melding", uuid(from_), "Undersokelse", uuid(to)) for from_, to in links]
    planned = plan(*parts)
    happened = [act.happened for act in planned.acts]
    assert happened == sorted(happened)
    for run in {act.run for act in planned.acts}:
        events = [act.event for act in planned.acts if act.run == run]
        assert events == ["melding_mottatt", "melding_konkludert", "undersokelse_konkludert"][: len(events)]
    in_runs = sum(act.event == "undersokelse_konkludert" for act in planned.acts)
    ended = sum(each[2] for each in investigations)
    noted = sum(note.kind == "Undersokelse" and "utfall" in note.data for note in planned.notes)
    assert in_runs + noted == ended
