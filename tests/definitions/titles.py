"""Every title of the shipped definitions, and of the code lists they read, with where it stands."""

from collections.abc import Iterator

from pathways.cli.definition_page_rest import lists_of
from pathways.compiler.ends import events_with
from pathways.model.pathway import Pathway, Title
from tests.definitions.telling import shipped
from tests.definitions.test_shipped import NAMES


def titles() -> Iterator[tuple[str, Title]]:
    """Where, and the title: ``barnevern_forlop.kartlegging``, ``lokal/part.barnet``."""
    lists: set[str] = set()
    for pathway in (each for each in shipped().pathways if each.id in NAMES):
        lists |= lists_of(pathway)
        yield from ((f"{pathway.id}.{name}", title) for name, title in _of(pathway))
    for name in sorted(lists):
        found = shipped().code_lists[name]
        yield name, found.title
        yield from ((f"{name}.{code.code}", code.title) for code in found.codes)


def _of(pathway: Pathway) -> Iterator[tuple[str, Title]]:
    yield "", pathway.title
    yield from ((each.name, each.title) for each in pathway.fields)
    yield from ((each.name, each.title) for each in pathway.states)
    yield from ((each.name, each.title) for each in pathway.deadlines)
    yield from ((each.name, each.title) for each in pathway.timed)
    yield from ((each.name, each.title) for each in pathway.activities)
    yield from ((event.name, event.title) for event, _ in events_with(pathway))
    yield from ((each.name, each.missed_word) for each in pathway.deadlines if each.missed_word)
    for activity in pathway.activities:
        yield from ((f"{activity.name}.{item.id}", item.title) for item in activity.items)
        yield from ((f"{activity.name}.{state.name}", state.title) for state in activity.states)
