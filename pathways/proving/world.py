"""The definitions of one catalogue as the machine asks for them, each prepared once. Nothing is stored or looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pathways.compiler.catalogue import Catalogue
from pathways.machine.prepared import Prepared, prepare
from pathways.model.pathway import CodeList, Pathway, Title


@dataclass(slots=True, kw_only=True)
class Definitions:
    """What ``pathways.machine.decide`` needs to know. Of ``proved`` this very version is in force on every date."""

    catalogue: Catalogue
    proved: Pathway
    _prepared: dict[str, Prepared] = field(default_factory=dict)

    def prepared(self, digest: str) -> Prepared:
        """The pathway of this digest, ready to fold."""
        found = self._prepared.get(digest)
        if found is None:
            pathway = self.catalogue.by_digest[digest]
            found = self._prepared[digest] = prepare(pathway, self.catalogue.rules, self.catalogue.calendars)
        return found

    def in_force(self, pathway: str, on: date) -> tuple[str, bool]:
        """Digest in force on the date, and False when none was. Raises NotFoundError."""
        if pathway == self.proved.id:
            return self.proved.digest, True
        found, law_loaded = self.catalogue.in_force(pathway, on)
        return found.digest, law_loaded

    def code_lists(self) -> Mapping[str, CodeList]:
        """Every code list, by id."""
        return self.catalogue.code_lists

    def missed_lists(self) -> Mapping[str, str]:
        """Kind of service → the local list of why deadlines were missed."""
        return self.catalogue.settings.missed_lists

    def role_titles(self) -> Mapping[str, Title]:
        """What each role is called, by id."""
        return self.catalogue.settings.roles
