"""Every link of every page leads to a file and a heading that are there."""

import re
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)?(?:#([^)\s]+))?\)")
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "definitions").rglob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for path, heading in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not heading or heading in _anchors(target), f"{path}#{heading}"


def _anchors(page: Path) -> set[str]:
    """What links of a page can name: its anchors, and its headings in small letters, hyphens for blanks, no signs."""
    text = page.read_text("utf-8")
    titles = re.findall(r"^#+ (.+)$", CODE.sub("", text), re.MULTILINE)
    return set(re.findall(r'<a id="([^"]+)">', text)) | {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles
    }
