"""Reads code lists: dated codes of registers and of the place itself. They are append-only and outside the digest."""

from pathways.compiler.problem import Report
from pathways.compiler.read_title import title
from pathways.compiler.reading import entries, iso_date, keys, text
from pathways.compiler.source import parse
from pathways.compiler.tree import Mapping, Node, place_of
from pathways.model.pathway import Code, CodeList, Title

FOLDER = "codes/"
LOCAL = "lokal/"
_LOCAL = "lokal"
"""What the source of a local list says, so that nobody takes its codes for those of a register."""


def list_id(origin: str) -> str:
    """The id a code list has by where it lies: ``codes/register/melder.yaml`` is ``register/melder``."""
    return origin.removeprefix(FOLDER).removesuffix(".yaml")


def read_code_list(source: str, origin: str, file: str, report: Report) -> CodeList | None:
    """One code list; None where there is nothing to read."""
    root = parse(source, file, report)
    if root is None:
        return None
    found = keys(root, report, must=("list", "title", "version", "source", "codes"))
    name = text(found.get("list"), report)
    if name and name != list_id(origin):
        report.add("E802", place_of(root, "list"), name=name, expected=list_id(origin))
    codes = _codes(found.get("codes"), report)
    if "codes" in found and not codes:
        report.add("E803", place_of(root, "codes"), name=name)
    if list_id(origin).startswith(LOCAL) and "source" in found and _LOCAL not in text(found["source"], report).lower():
        report.add("E807", found["source"].at, list=list_id(origin))
    return CodeList(
        id=list_id(origin),
        title=title(found["title"], report) if "title" in found else Title(nb="", nn="", en=""),
        version=text(found.get("version"), report),
        source=text(found.get("source"), report),
        local=list_id(origin).startswith(LOCAL),
        codes=codes,
    )


def _codes(node: Node | None, report: Report) -> tuple[Code, ...]:
    if not isinstance(node, Mapping):
        tuple(entries(node, report))
        return ()
    return tuple(_code(entry.key.text, entry.value, report) for entry in node.entries)


def _code(code: str, node: Node, report: Report) -> Code:
    found = keys(node, report, must=("title",), may=("valid_from", "valid_to"))
    first, last = iso_date(found.get("valid_from"), report), iso_date(found.get("valid_to"), report)
    if first and last and last < first:
        report.add("E804", place_of(node, "valid_to"), first=first, last=last)
    return Code(code=code, title=title(found.get("title"), report), valid_from=first, valid_to=last)
