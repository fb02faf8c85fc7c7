"""Fifty invented people in five cases, half of them with protected addresses of each kind."""

from collections.abc import Mapping

from pathways.identity.fields import FIELDS, FieldClass, Takes
from pathways.identity.protections import Grade
from tests.canary.tokens import Kind, Tokens

WHO = (
    "child", "parent_1", "parent_2", "sibling_1", "sibling_2", "reporter_1", "reporter_2", "other_1", "other_2",
    "other_3",
)  # fmt: skip
PROTECTED: Mapping[str, int] = {"barn_b": 9, "bup": 8, "feil": 8, "barn_a": 0, "forlop": 0}
"""How many in each case have a protected address; in turn of each kind."""


def family(tokens: Tokens, case: str) -> dict[str, dict[str, str]]:
    """Ten people with a token in every field."""
    return {who: {name: _value(tokens, case, who, name) for name in FIELDS} for who in WHO}


def _value(tokens: Tokens, case: str, who: str, name: str) -> str:
    field, of = FIELDS[name], f"{who}.{name}"
    contact = Kind.sheltered if PROTECTED[case] else Kind.place
    kind = contact if field.kind is FieldClass.contact else Kind.identity
    if field.takes is Takes.date:
        century = (20 if who == "child" else 19) if name == "birth_date" else 21
        return tokens.day(kind, case, of, century)
    if field.takes is Takes.number:
        return tokens.number(kind, case, of)
    return tokens.word(kind, case, of)


def protections(tokens: Tokens, case: str) -> list[dict[str, object]]:
    """What is told of each protected address."""
    made: list[dict[str, object]] = []
    for number, who in enumerate(WHO[: PROTECTED[case]]):
        grade = tuple(Grade)[number % 3]
        towards = {"towards": ["parent_1" if who != "parent_1" else "parent_2"]} if grade is Grade.hidden else {}
        made.append({
            "who": who, "do": "protect", "grade": grade.value, "since": "2026-08-01", "until": "2026-11-30",
            "decided_by": tokens.word(Kind.sheltered, case, f"{who}.decided_by"), **towards,
        })  # fmt: skip
    return made
