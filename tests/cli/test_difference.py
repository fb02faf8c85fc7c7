"""``definition diff`` is read by those who know the law: it says what changed in their words, and a new thing once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pathways.cli.difference_page import WORDS
from pathways.compiler.difference import _lines
from pathways.messages import CATALOGUES
from tests.cli.running import Cli
from tests.definitions.test_how_to import waiting_pathway
from tests.support.worlds import shipped

WAITING = waiting_pathway()
Told = Callable[..., list[str]]


@pytest.fixture
def told(cli: Cli, tmp_path: Path) -> Told:
    """The rows of what is otherwise in the pathway that waits, after some changes of its text."""

    def rows_of(*changes: tuple[str, str]) -> list[str]:
        new = WAITING
        for before, after in changes:
            assert before in new
            new = new.replace(before, after)
        one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
        one.write_text(WAITING, encoding="utf-8")
        other.write_text(new, encoding="utf-8")
        wide = Cli(url=cli.url, env={**cli.env, "COLUMNS": "300"})
        lines = wide.ok("definition", "diff", str(one), str(other)).out.splitlines()
        return [" ".join(line.split()) for line in lines[1:] if line.strip()]

    return rows_of


def test_periods_rules_and_flags_are_told_in_words(told: Told) -> None:
    found = told(
        ("within: 5 working days\n    counting: working-days", "within: 1 week\n    counting: dl-148"),
        ("on_pause: freezes ", "on_pause: runs "),
        ("      - {before: 2 working days, to: [barnekoordinator]}\n", ""),
    )
    assert "frist beslutning lengde 5 virkedager → 1 uke" in found
    assert "frist beslutning telleregel working-days → dl-148" in found
    assert "frist beslutning når saken venter klokken står → klokken løper" in found
    assert "påminnelse beslutning: 2 virkedager før borte" in found
    (flag,) = told(("to: [leder], escalate: true}\n\n  besok:", "to: [leder]}\n\n  besok:"))
    assert flag == "påminnelse venting_vurderes: 5 virkedager etter går til en overordnet ja → nei"
    assert told(("aligned: anchor", "aligned: calendar, first: none")) == [
        "frist besok periodene følger dagen den telles fra → kalenderen",
        "frist besok i en første del av en periode ikke oppgitt → ingenting",
    ]


def test_what_is_new_is_one_row_with_all_that_is_its_own(told: Told) -> None:
    deadline = WAITING.partition("  besok:\n")[2]
    new = "  samtale:\n" + deadline.replace("To besøk", "Samtaler")
    assert told(("  besok:\n", new.rstrip("\n") + "\n\n  besok:\n")) == ["frist samtale ny"]


def test_what_is_only_called_otherwise_is_one_row(told: Told) -> None:
    assert told(("  besok:\n", "  hjemmebesok:\n")) == ["frist hjemmebesok het besok før, ellers uendret"]


def test_what_has_another_title_too_is_another_thing(told: Told) -> None:
    assert told(("  besok:\n    title: To besøk", "  mote:\n    title: Noe annet")) == [
        "frist besok borte",
        "frist mote ny",
    ]


def test_the_longest_time_there_can_be_is_told_with_what_it_rests_on(told: Told) -> None:
    most = "    within: 4 weeks\n    at_most: {within: 5 weeks, basis: lokal-veiledning}\n"
    found = told(("    within: 4 weeks\n", most))
    assert "frist venting_vurderes aldri lenger enn ikke oppgitt → 5 uker: dl-148" in found
    assert any(row.startswith("frist venting_vurderes grunnlag for lengste tid ikke oppgitt → lokal") for row in found)


def test_a_condition_is_called_a_condition(told: Told) -> None:
    first, second = "{when: tilbud, state: gis}", "{otherwise: true, state: ikke_gitt}"
    other = ("{when: not tilbud, state: ikke_gitt}", "{otherwise: true, state: gis}")
    assert told((first, other[0]), (second, other[1])) == [
        "hendelse besluttet til (vilkår: tilstand) tilbud: gis; ikke_gitt → not tilbud: ikke_gitt; gis"
    ]
    required = "    requires: [{when: recorded(venter_pa), otherwise: Nei.}]\n    warns: [{when: tilbud, say: Ja.}]\n"
    assert told(("    redecide: {by: leder}", required + "    redecide: {by: leder}")) == [
        "hendelse besluttet vilkår for å registrere ikke oppgitt → recorded(venter_pa)",
        "hendelse besluttet vilkår for å varsle ikke oppgitt → tilbud",
    ]


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_two_pathways_are_not_two_versions(cli: Cli, more: tuple[str, ...]) -> None:
    ran = cli("definition", "diff", "bup_vurdering", "barnevern_forlop", *more)
    assert ran.code == 2
    assert "De to er ulike forløp (bup_vurdering og barnevern_forlop)" in ran.told
    assert "pathways definition list" in ran.told


def test_there_are_words_for_all_that_can_be_told() -> None:
    world = shipped()
    whats = {
        (what.partition(": ")[0], value)
        for pathway in world.catalogue.pathways
        for (_, _, what), value in _lines(pathway, world.catalogue.context)
        if what != "there"
    }
    keys = {f"cli.diff.what_{what}" for what, _ in whats}
    keys |= {f"cli.diff.word_{value}" for what, value in whats if what in WORDS and value}
    assert keys - set(CATALOGUES["nb"]) == set()
