"""Gathers the parts of one case as they are read, and closes it: ids, relations, deletions."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from pathways.register import parts
from pathways.register.model import Investigation, Kept, RegisterCase, Relation, Report
from pathways.register.problem import Problems
from pathways.register.tree import Node

_Dated = TypeVar("_Dated", Report, Investigation)


@dataclass(slots=True)
class CaseUnderWay:
    """One ``Sak`` while its parts are read. ``warnings`` takes what is odd and not refused."""

    node: Node
    today: date
    problems: Problems
    warnings: Problems
    reports: list[Report] = field(default_factory=list)
    investigations: list[Investigation] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    _relations: list[Node] = field(default_factory=list)
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)
    """(type, id or migrated id) → id. Ids repeat between types, and are told apart by type."""

    def take(self, part: Node) -> None:
        """Adds one part. A part with a refusal in it has been told, and is left out."""
        name = part.form.name
        if not part.sound or name == "Personalia":
            return
        if name == "Relasjon":
            self._take_relation(part)
            return
        if name != "Slettet":
            self._know(part)
        self._take_record(part)

    def _take_relation(self, part: Node) -> None:
        if not part.flag("ErSlettet"):
            self._relations.append(part)

    def _take_record(self, part: Node) -> None:
        deleted = part.flag("ErSlettet") or part.form.name == "Slettet"
        if part.form.name == "Melding" and not deleted:
            self.reports.append(self._in_time(part, parts.report(part, self.problems)))
        elif part.form.name == "Undersokelse" and not deleted:
            self.investigations.append(self._in_time(part, parts.investigation(part, self.problems)))
        else:
            self.kept.append(parts.kept(part, self.problems, deleted=deleted))

    def _in_time(self, part: Node, record: _Dated) -> _Dated:
        """Refuses what has not happened yet: these become acts, and an act is never in the future."""
        last = record.start if record.conclusion is None else record.conclusion.on
        if max(record.start, last) > self.today:
            self.problems.add(part.line, part.column, "register.in_future", element=part.form.name)
        return record

    def _know(self, part: Node) -> None:
        """Notes the id under its type. The same id twice for one type would be two records nobody can tell apart."""
        name, own = part.form.name, part.string("Id")
        if (name, own) in self._seen:
            self.problems.add(part.line, part.column, "register.duplicate_id", element=name)
        self._seen[name, own] = own
        migrated = part.string("MigrertId")
        if migrated:
            self._seen.setdefault((name, migrated), own)

    def close(self) -> RegisterCase | None:
        """The case, or None when the case element itself was refused."""
        node = self.node
        start, end = node.day("StartDato"), node.day("SluttDato")
        if not node.sound or start is None:
            return None
        if end is not None and end < start:
            self.problems.add(node.line, node.column, "register.end_before_start", element="Sak")
        self._drop_deleted()
        return RegisterCase(
            id=node.string("Id"),
            start=start,
            end=end,
            closed=node.flag("Avsluttet") or end is not None,
            deleted=node.flag("ErSlettet"),
            reports=tuple(self.reports),
            investigations=tuple(self.investigations),
            kept=tuple(self.kept),
            relations=tuple(map(self._relation, self._relations)),
            line=node.line,
        )

    def _drop_deleted(self) -> None:
        """A ``Slettet`` takes away the report or investigation it names, wherever it stands in the file."""
        deleted = {(code, each.id) for each in self.kept if each.kind == "Slettet" for _, code in each.codes}
        self.reports = [each for each in self.reports if ("Melding", each.id) not in deleted]
        self.investigations = [each for each in self.investigations if ("Undersokelse", each.id) not in deleted]

    def _relation(self, node: Node) -> Relation:
        found = [self._seen.get((node.string(f"{end}Type"), _folded(node.string(f"{end}Id"))), "") for end in _ENDS]
        types = (node.string("FraType"), node.string("TilType"))
        if any(not own and kind not in _NOT_GATHERED for own, kind in zip(found, types, strict=True)):
            self.warnings.add(node.line, node.column, "register.dangling", from_type=types[0], to_type=types[1])
        from_id, to_id = found
        return Relation(
            from_type=node.string("FraType"),
            from_id=from_id,
            to_type=node.string("TilType"),
            to_id=to_id,
            line=node.line,
        )


_ENDS = ("Fra", "Til")
_NOT_GATHERED = frozenset({"Personalia", "Status", "Relasjon"})
"""Types whose ids are not gathered: what points to them cannot be called dangling."""


def _folded(identity: str) -> str:
    """UUIDs are compared in lower case; ids of older systems as they are written."""
    return identity.lower() if len(identity) == 36 else identity
