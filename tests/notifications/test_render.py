"""Templates: every variable given, none missing, none beyond the list, and texts that read as they should."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError, meta

from notifications.render import LANGUAGES, TEMPLATES, VARIABLES, Renderer
from pathways.store.notices import NAMES

NO_MESSAGES = dict.fromkeys(
    ("arrived", "untaken", "unanswered", "declined", "untold", "taken_back", "changed", "left_open"), 0
)
SAMPLE: dict[str, str | int] = {
    "count": 3,
    "corrected": 0,
    "proposed": 0,
    "glass": 0,
    **NO_MESSAGES,
    "first": "",
    "again": False,
    "due": "Den nærmeste er fredag 20. november 2026",
    "escalate": True,
    "url": "https://forlop.example/innboks",
}
ALL = [(language, name) for language in LANGUAGES for name in VARIABLES]


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def subject(renderer: Renderer, **given: int) -> str:
    counts: dict[str, str | int] = {**dict.fromkeys(VARIABLES["deadlines_subject.txt"], 0), **given}
    return renderer.render("deadlines_subject.txt", counts).strip()


def body(renderer: Renderer, given: dict[str, str | int]) -> str:
    """The text of a mail of nothing but what is ``given``."""
    return renderer.render(
        "deadlines_body.txt", {**dict.fromkeys(SAMPLE, 0), "due": "", "first": "", "url": "", **given}
    )


@pytest.mark.parametrize(("language", "name"), ALL)
def test_a_template_renders_with_its_variables(renderer: Renderer, language: str, name: str) -> None:
    text = renderer.render(name, {key: SAMPLE[key] for key in VARIABLES[name]}, language)
    assert text.strip()
    assert not re.search(r"[{}%]|None|True|False", text)


@pytest.mark.parametrize(
    ("language", "name", "missing"), [(*each, variable) for each in ALL for variable in sorted(VARIABLES[each[1]])]
)
def test_a_template_refuses_to_render_without_a_variable(
    renderer: Renderer, language: str, name: str, missing: str
) -> None:
    given = {key: SAMPLE[key] for key in VARIABLES[name] if key != missing}
    with pytest.raises(UndefinedError, match=missing):
        renderer.render(name, given, language)


@pytest.mark.parametrize(("language", "name"), ALL)
def test_a_template_uses_exactly_the_variables_listed_for_it(language: str, name: str) -> None:
    source = (TEMPLATES / language / name).read_text(encoding="utf-8")
    assert meta.find_undeclared_variables(Environment(autoescape=True).parse(source)) == VARIABLES[name]


def test_every_template_is_listed() -> None:
    found = {(path.parent.name, path.name) for path in Path(TEMPLATES).rglob("*") if path.is_file()}
    assert found == set(ALL)


def test_no_template_may_name_anything_of_a_notice() -> None:
    allowed = frozenset().union(*VARIABLES.values())
    assert allowed == set(SAMPLE)
    assert allowed & (set(NAMES) - {"escalate"}) == set()


def test_a_variable_that_is_not_listed_is_refused(renderer: Renderer) -> None:
    with pytest.raises(ValueError, match="case_id"):
        renderer.render("deadlines_subject.txt", {"count": 1, "case_id": "BV-2026-0042"})


def test_the_mail_reads_as_agreed(renderer: Renderer) -> None:
    variables = {**SAMPLE, "escalate": False, "url": ""}
    assert subject(renderer, count=3, corrected=0) == "3 frister krever oppfølging"
    assert body(renderer, variables) == (
        "Du har 3 frister som krever oppfølging. Den nærmeste er fredag 20. november 2026.\n\nLogg inn for å se dem.\n"
    )


def test_one_deadline_that_is_escalated_reads_as_one(renderer: Renderer) -> None:
    variables: dict[str, str | int] = {
        "count": 1,
        "corrected": 0,
        "proposed": 0,
        "glass": 0,
        "due": "Den var fredag 20. november 2026",
        "escalate": True,
        "url": SAMPLE["url"],
    }
    assert subject(renderer, count=1, corrected=0) == "1 frist krever oppfølging"
    assert body(renderer, variables) == (
        "Du har én frist som krever oppfølging. Den var fredag 20. november 2026.\n"
        "\n"
        "Fristen er løftet til deg fordi den ikke er fulgt opp.\n"
        "\n"
        "Logg inn for å se den: https://forlop.example/innboks\n"
    )


def test_without_a_date_nothing_is_said_of_one(renderer: Renderer) -> None:
    text = body(
        renderer,
        {"count": 2, "corrected": 0, "proposed": 0, "glass": 0, "due": "", "escalate": False, "url": ""},
    )
    assert text.splitlines()[0] == "Du har 2 frister som krever oppfølging."


def test_a_mail_of_corrections_alone_asks_for_no_follow_up(renderer: Renderer) -> None:
    nothing: dict[str, str | int] = {"count": 0, "proposed": 0, "glass": 0, "due": "", "escalate": False, "url": ""}
    assert subject(renderer, count=0, corrected=1) == "Retting av et varsel"
    assert body(renderer, {**nothing, "corrected": 1}) == (
        "Et varsel du har fått, stemmer ikke lenger.\n\nLogg inn for å se rettingen.\n"
    )


def test_a_mail_of_both_tells_what_waits_first(renderer: Renderer) -> None:
    both: dict[str, str | int] = {"count": 1, "corrected": 2, "proposed": 0, "glass": 0, "due": "", "escalate": False}
    both["url"] = ""
    assert subject(renderer, count=1, corrected=2) == "1 frist krever oppfølging"
    assert body(renderer, both) == (
        "Du har én frist som krever oppfølging.\n\n2 varsler du har fått, stemmer ikke lenger.\n\n"
        "Logg inn for å se dem.\n"
    )


@pytest.mark.parametrize(
    ("proposed", "named", "first"),
    [
        (1, "Et forslag venter på godkjenning", "Et forslag venter på at du godkjenner eller avslår det."),
        (3, "3 forslag venter på godkjenning", "3 forslag venter på at du godkjenner eller avslår dem."),
    ],
)
def test_a_mail_of_proposals_is_no_mail_of_deadlines(renderer: Renderer, proposed: int, named: str, first: str) -> None:
    counts: dict[str, str | int] = {"count": 0, "corrected": 0, "proposed": proposed, "glass": 0}
    assert subject(renderer, proposed=proposed) == named
    told = body(renderer, {**counts, "due": "", "escalate": False, "url": ""})
    assert told == f"{first}\n\nLogg inn for å se {'det' if proposed == 1 else 'dem'}.\n"


def test_a_mail_of_deadlines_and_proposals_tells_both(renderer: Renderer) -> None:
    counts: dict[str, str | int] = {"count": 2, "corrected": 0, "proposed": 1, "glass": 0}
    assert subject(renderer, count=2, proposed=1) == "2 frister krever oppfølging"
    assert body(renderer, {**counts, "due": "", "escalate": False, "url": ""}) == (
        "Du har 2 frister som krever oppfølging.\n\nEt forslag venter på at du godkjenner eller avslår det.\n\n"
        "Logg inn for å se dem.\n"
    )


def test_a_mail_of_broken_glass_says_that_it_happened_and_nothing_else(renderer: Renderer) -> None:
    alone: dict[str, str | int] = {"count": 0, "corrected": 0, "proposed": 0, "due": "", "escalate": False, "url": ""}
    assert subject(renderer, glass=1) == "Nødtilgang er brukt"
    assert body(renderer, {**alone, "glass": 1}) == (
        "Nødtilgang er brukt i en sak i tjenesten din, og skal granskes.\n\nLogg inn for å se mer.\n"
    )
    both = body(renderer, {**alone, "count": 1, "glass": 2})
    assert both == (
        "Du har én frist som krever oppfølging.\n\nNødtilgang er brukt 2 ganger i saker i tjenesten din, og skal "
        "granskes.\n\nLogg inn for å se mer.\n"
    )


@pytest.mark.parametrize(
    ("given", "named", "told"),
    [
        (
            {"arrived": 1, "first": "Den første var mandag 7. september 2026"},
            "En melding venter på å bli mottatt",
            (
                "En melding fra en annen tjeneste venter på å bli mottatt. Frister regnes fra dagen avsenderen oppgir. "
                "Den første var mandag 7. september 2026.\n\nLogg inn for å se den.\n"
            ),
        ),
        (
            {"arrived": 2, "again": True},
            "Påminnelse: 2 meldinger venter på å bli mottatt",
            (
                "2 meldinger fra andre tjenester venter på å bli mottatt.\n\n"
                "Det er varslet om meldingene før. Dette er en påminnelse.\n\n"
                "Logg inn for å se dem.\n"
            ),
        ),
        (
            {"untaken": 1},
            "Ingen har overtatt ansvaret for en melding",
            (
                "En melding er mottatt, men ansvaret er ikke overtatt. "
                "Det ligger hos avsenderen til noen hos dere overtar det.\n\n"
                "Logg inn for å se den.\n"
            ),
        ),
        (
            {"declined": 1, "unanswered": 2},
            "En melding er ikke tatt imot",
            (
                "Mottakeren tar ikke imot en melding tjenesten din har sendt. Ansvaret ligger fortsatt hos dere: "
                "send den til en annen, eller legg den bort.\n\n"
                "Ingen har overtatt ansvaret for 2 meldinger tjenesten din har sendt. "
                "Ansvaret ligger fortsatt hos dere.\n\nLogg inn for å se dem.\n"
            ),
        ),
        (
            {"changed": 1},
            "En melding er rettet eller trukket",
            (
                "En melding dere har mottatt, er rettet eller trukket. Frister hos dere følger ikke før noen har sett "
                "på det.\n\nLogg inn for å se den.\n"
            ),
        ),
        (
            {"left_open": 1, "again": True},
            "Påminnelse: en sak løper videre etter at meldingen ikke ble tatt imot",
            (
                "Dere har ikke tatt imot en melding, men saken som ble åpnet for den, løper videre. Fristene løper til "
                "noen registrerer det som avslutter saken.\n\nDet er varslet om meldingen før. Dette er en "
                "påminnelse.\n\nLogg inn for å se den.\n"
            ),
        ),
        (
            {"taken_back": 1, "again": True},
            "Påminnelse: en melding er tatt tilbake",
            (
                "En melding tjenesten din har sendt, er tatt tilbake, fordi noen har sagt stopp. Noen hos dere må si "
                "fra der det trengs, og sende den på nytt når det er lov, eller legge den bort.\n\nDet er varslet om "
                "meldingen før. Dette er en påminnelse.\n\nLogg inn for å se den.\n"
            ),
        ),
        (
            {"untold": 2},
            "2 meldinger er rettet, og mottakeren vet det ikke",
            (
                "2 meldinger tjenesten din har sendt, er rettet, men mottakeren er ikke fortalt det. Noen hos dere må "
                "sende dem på nytt.\n\nLogg inn for å se dem.\n"
            ),
        ),
        (
            {"count": 1, "arrived": 1, "corrected": 1},
            "1 frist krever oppfølging",
            (
                "Du har én frist som krever oppfølging.\n\n"
                "En melding fra en annen tjeneste venter på å bli mottatt.\n\n"
                "Et varsel du har fått, stemmer ikke lenger.\n\nLogg inn for å se dem.\n"
            ),
        ),
    ],
)
def test_a_mail_of_messages_says_how_many_wait_for_what(
    renderer: Renderer, given: dict[str, str | int], named: str, told: str
) -> None:
    counts = {name: int(value) for name, value in given.items() if name != "first"}
    assert (subject(renderer, **counts), body(renderer, given)) == (named, told)
