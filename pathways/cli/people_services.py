"""The services there are on a day, with those outside: to which messages can be sent, and cases can move."""

from pathways.cli.documents import Document
from pathways.cli.output import tell, tell_rows
from pathways.engine.people import People
from pathways.messages import say
from pathways.model.organisation import EXTERNAL, Service


def tell_services(people: People) -> None:
    """A row for each, those of the installation first; nothing where none was told of."""
    if not people.services:
        return
    tell("\n" + say("cli.people.services"), "bold")
    tell_rows(((each.id, each.name, _where(each)) for each in _ordered(people)), fixed=(0,))


def services_json(people: People) -> list[Document]:
    """The same for ``--json``."""
    return [
        {
            "id": each.id,
            "name": each.name,
            "kind": each.kind,
            "area": each.area or None,
            "outside": each.kind == EXTERNAL,
        }
        for each in _ordered(people)
    ]


def _ordered(people: People) -> list[Service]:
    return sorted(people.services.values(), key=lambda each: (each.kind == EXTERNAL, each.id))


def _where(service: Service) -> str:
    if service.kind == EXTERNAL:
        return say("cli.people.service_outside")
    return say("cli.people.service_here", kind=service.kind, area=service.area)
