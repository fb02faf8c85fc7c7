"""What a file of open cases may speak of: the pathways in the folder, what starts them, and the fields they know."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pathways.compiler.catalogue import Catalogue
from pathways.model.pathway import FieldKind, Pathway


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The newest version of each pathway. A field may be of different kinds in two of them."""

    pathways: Mapping[str, Pathway]
    fields: Mapping[str, frozenset[FieldKind]]
    reasoned: frozenset[str]
    """Events that want a reason in words."""

    def is_text(self, field: str) -> bool:
        """Whether a field takes free text."""
        return FieldKind.text in self.fields.get(field, ())

    def takes_codes(self, field: str) -> bool:
        """Whether a field takes several codes, and never anything else."""
        return self.fields.get(field) == frozenset({FieldKind.codes})

    def is_date(self, field: str) -> bool:
        """Whether a field takes a date."""
        return FieldKind.date in self.fields.get(field, ())

    def starts(self, pathway: str) -> str:
        """The event that starts a pathway."""
        return next(event.name for event in self.pathways[pathway].events if event.start)


def vocabulary_of(catalogue: Catalogue) -> Vocabulary:
    """What the definitions of a folder know."""
    newest = {name: versions[-1] for name, versions in catalogue.versions.items()}
    kinds: dict[str, frozenset[FieldKind]] = {}
    for pathway in newest.values():
        for field in pathway.fields:
            kinds[field.name] = kinds.get(field.name, frozenset()) | {field.kind}
    return Vocabulary(pathways=newest, fields=kinds, reasoned=frozenset(_reasoned(newest.values())))


def _reasoned(pathways: Iterable[Pathway]) -> Iterator[str]:
    for pathway in pathways:
        of_items = (event for activity in pathway.activities for event in activity.events)
        yield from (event.name for event in (*pathway.events, *of_items) if event.reason.text_required)
