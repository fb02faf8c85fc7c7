"""Who reports a case that is handed over to another municipality: the service that hands it over.

Barnevernsloven § 13-5: when a child moves, the service reports to the one where the child now lives. Who reported to
the sender is told to nobody, so whoever reads the case in puts the sender there (docs/adr/0032).
"""

from pathways.engine.library import Library
from pathways.model.pathway import Field

SENDER = "5"
"""The code of a child welfare service in the official list of those who report."""


def sender_reports(library: Library, field: Field) -> str:
    """What the sender is called in the code list of a field that says who reported; empty for every other field."""
    known = library.code_lists().get(field.code_list)
    if known is None or field.code_list not in library.catalogue.sharing.withheld:
        return ""
    return next((each.title.nb for each in known.codes if each.code == SENDER), "")
