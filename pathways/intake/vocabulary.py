"""What a file of open cases may speak of: the pathways in the folder, what starts them, and the fields they know."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pathways.compiler.catalogue import Catalogue
from pathways.model.pathway import FieldKind, Pathway


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What every version of each pathway knows: a case speaks as the version of its start does.

    A field may be of different kinds in two of them.
    """

    versions: Mapping[str, Sequence[Pathway]]
    """The versions of each pathway, the oldest first."""
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

    def is_only_date(self, field: str) -> bool:
        """Whether a field takes a date in every version that has it."""
        return self.fields.get(field) == frozenset({FieldKind.date})

    @property
    def pathways(self) -> Sequence[str]:
        """The names of the pathways."""
        return tuple(self.versions)

    def in_force(self, pathway: str, on: date | None) -> Pathway:
        """The version that a run from this day has; the newest where the day is not known."""
        versions = self.versions[pathway]
        return versions[-1] if on is None else next((v for v in reversed(versions) if v.version <= on), versions[0])

    def starts(self, pathway: str, on: date | None) -> str:
        """The event that starts a pathway on a day."""
        return _start(self.in_force(pathway, on))

    def ever_starts(self, pathway: str) -> frozenset[str]:
        """The events that start a pathway in any version."""
        return frozenset(_start(version) for version in self.versions[pathway])

    def only_before(self, pathway: str) -> tuple[str, ...]:
        """Fields that older versions of a pathway have and the newest has not."""
        newest = {field.name for field in self.versions[pathway][-1].fields}
        older = (field.name for version in self.versions[pathway][:-1] for field in version.fields)
        return tuple(dict.fromkeys(name for name in older if name not in newest))


def _start(pathway: Pathway) -> str:
    return next(event.name for event in pathway.events if event.start)


def vocabulary_of(catalogue: Catalogue) -> Vocabulary:
    """What the definitions of a folder know."""
    every = [version for versions in catalogue.versions.values() for version in versions]
    kinds: dict[str, frozenset[FieldKind]] = {}
    for pathway in every:
        for field in pathway.fields:
            kinds[field.name] = kinds.get(field.name, frozenset()) | {field.kind}
    return Vocabulary(versions=catalogue.versions, fields=kinds, reasoned=frozenset(_reasoned(every)))


def _reasoned(pathways: Iterable[Pathway]) -> Iterator[str]:
    for pathway in pathways:
        of_items = (event for activity in pathway.activities for event in activity.events)
        yield from (event.name for event in (*pathway.events, *of_items) if event.reason.text_required)
