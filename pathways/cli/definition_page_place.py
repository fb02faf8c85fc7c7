"""Where the page of a definition lies, if it has one here. Apart, so that asking does not load what writes pages."""

from pathlib import Path

from pathways.model.pathway import Pathway

PAGES = Path(__file__).resolve().parents[2] / "docs" / "definitions"


def page_of(pathway: Pathway) -> Path | None:
    """The page that shows this very version, as it means; None where none does, or no pages came along."""
    found = PAGES / f"{pathway.id}.md"
    return found if found.is_file() and pathway.digest in found.read_text(encoding="utf-8") else None
