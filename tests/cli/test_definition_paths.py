"""``definition paths``: stories through a definition, and what none of them covers. Needs no database."""

import re

import pytest

from tests.cli.running import Cli
from tests.definitions.telling import shipped


@pytest.fixture
def alone() -> Cli:
    """A command line whose database does not exist, and must not."""
    return Cli(url="postgresql://nobody@localhost:1/none", env={})


TOLD = {
    "bup_vurdering": (
        "man. 2. mars 2026 Henvisning mottatt (",
        "Ingen har gjort noe fram til nå.",
        "Fristen «Svar på henvisningen»: brudd på vurderingsfristen",
        "Fristen «Tjenesten har overtatt ansvaret»: bortfalt",
        "Vurdering av henvisning til BUP: «Overføring ubesvart»",
        "Dekket: 148 av 150.",
        "Gjort om: Henvisningen vurdert (",
        "Ikke nådd: 2",
        "vilkåret holdt aldri",
    ),
    "barnevern_undersokelse": ("Nasjonalt forløp for barnevern: «Trukket ved omgjøring»",),
    "barnevern_forlop": ("Fristen «Oppstartsmøte holdt»: ikke oppfylt da dagen var ute, etter at klokken hadde stått",),
}
"""Words that the paths of a definition must have in them."""


@pytest.mark.slow
@pytest.mark.parametrize("pathway", sorted(shipped().versions))
def test_each_path_is_a_story_with_dates_to_its_end_and_the_coverage_is_told(alone: Cli, pathway: str) -> None:
    ran = alone.ok("definition", "paths", pathway)
    numbers = re.findall(r"^Sti (\d+) av (\d+): ", ran.out, re.MULTILINE)
    count = len(numbers)
    assert numbers == [(str(number), str(count)) for number in range(1, count + 1)]
    assert f"Stier: {count}." in ran.told
    assert "søket ble stoppet" not in ran.told
    for told in TOLD.get(pathway, ()):
        assert told in ran.told


@pytest.mark.slow
def test_the_same_is_given_as_json(alone: Cli) -> None:
    found = alone.ok("definition", "paths", "bup_vurdering", "--json").json
    assert found["schema"] == "pathways.definition-paths/1"
    covers = [goal for path in found["paths"] for goal in path["covers"]]
    assert (found["covered"], found["of"]) == (len(covers), len(covers) + len(found["unreached"]))
    first = found["paths"][0]["steps"][0]
    assert (first["kind"], first["starts"], first["event"]) == ("act", "bup_vurdering", "henvisning_mottatt")
    assert first["states"] == {"bup_vurdering": "vurderes"}
    assert {step["kind"] for path in found["paths"] for step in path["steps"]} == {"act", "wait"}
    assert all(each["why"] and each["told"] for each in found["unreached"])


def test_a_definition_that_is_not_there_is_not_found(alone: Cli) -> None:
    assert alone("definition", "paths", "bup").code == 5
    assert alone("definition", "paths", "bup_vurdering", "--version", "2020-01-01").code == 5
