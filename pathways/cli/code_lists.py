"""``pathways definition codes``: which code lists there are, and what their codes mean and when they are valid."""

from collections.abc import Iterable, Mapping

from pathways.cli.output import tell, tell_aside, tell_rows
from pathways.errors import NotFoundError
from pathways.messages import say
from pathways.model.pathway import Code, CodeList


def find_list(lists: Mapping[str, CodeList], which: str) -> CodeList:
    """The list of this id, or the only one whose id ends so. Raises NotFoundError, naming those there are."""
    if which in lists:
        return lists[which]
    ending = [each for each in lists.values() if each.id.endswith(f"/{which}")]
    if len(ending) != 1:
        raise NotFoundError("cli.definition.no_list", list=which, known=", ".join(sorted(lists)))
    return ending[0]


def tell_lists(lists: Iterable[CodeList]) -> None:
    """One row for each list."""
    tell_rows(((each.id, each.title.nb) for each in sorted(lists, key=lambda each: each.id)), fixed=(0,))
    tell_aside(say("cli.definition.lists_next"))


def tell_code_list(code_list: CodeList) -> None:
    """One row for each code, with the days it is valid where they are bounded."""
    tell(say("cli.definition.list_heading", title=code_list.title.nb, list=code_list.id), "bold")
    tell_rows(((each.code, each.title.nb, _days(each)) for each in code_list.codes), fixed=(0,))


def code_list_document(code_list: CodeList) -> dict[str, object]:
    """The list for ``--json``."""
    return {
        "id": code_list.id,
        "title": code_list.title.nb,
        "version": code_list.version,
        "source": code_list.source,
        "local": code_list.local,
        "codes": [
            {
                "code": each.code,
                "title": each.title.nb,
                "valid_from": each.valid_from.isoformat() if each.valid_from else None,
                "valid_to": each.valid_to.isoformat() if each.valid_to else None,
            }
            for each in code_list.codes
        ],
    }


def _days(code: Code) -> str:
    first = code.valid_from.isoformat() if code.valid_from else ""
    last = code.valid_to.isoformat() if code.valid_to else ""
    if first and last:
        return say("cli.definition.code_between", first=first, last=last)
    if first:
        return say("machine.code_from", date=first)
    return say("machine.code_to", date=last) if last else ""
