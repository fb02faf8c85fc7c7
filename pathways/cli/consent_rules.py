"""Who decides for a child, and which grounds in law there are for sharing, as they hold on a day."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pathways.cli.output import tell, tell_rows
from pathways.counting.telling import write_short
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.model.basis import Basis
    from pathways.model.sharing import AgeRule, Ground, SharingLaw

SCHEMA = "pathways.consent-rules/1"


def tell_rules(law: "SharingLaw", on: date) -> None:
    """Both tables."""
    tell(say("cli.consent.rules_heading", date=write_short(on)), "bold")
    tell_rows((_rule_row(rule) for rule in law.rules if rule.in_force(on)), fixed=(0, 1))
    tell()
    tell(say("cli.consent.grounds_heading", date=write_short(on)), "bold")
    tell_rows((_ground_row(ground, law) for ground in law.grounds.values() if ground.in_force(on)), fixed=(0,))


def rules_document(law: "SharingLaw", on: date) -> dict[str, object]:
    """The same as JSON."""
    rules = [_rule_json(rule) for rule in law.rules if rule.in_force(on)]
    grounds = [_ground_json(ground) for ground in law.grounds.values() if ground.in_force(on)]
    return {"schema": SCHEMA, "on": on.isoformat(), "rules": rules, "grounds": grounds}


def _rule_row(rule: "AgeRule") -> tuple[str, str, str, str]:
    about = say(f"cli.consent.about_{rule.about.value}", sector=rule.sector)
    ages = say("cli.consent.ages", first=rule.first, last=rule.until - 1)
    situation = say(f"sharing.situation_{rule.situation.value}")
    between = say("cli.consent.or") if rule.any_of else say("cli.consent.and")
    who = between.join(say(f"sharing.giver_{each.value}") for each in rule.by)
    return about, ages, situation, f"{who}. {_law(rule.basis)}"


def _ground_row(ground: "Ground", law: "SharingLaw") -> tuple[str, str]:
    to = ", ".join(law.sectors[each].title.nb for each in ground.to)
    stopped = say("cli.consent.can_be_stopped") if ground.stopped else say("cli.consent.not_stopped")
    return ground.id, f"{ground.title.nb} ({to}). {_law(ground.basis)}. {ground.assess.nb} {stopped}"


def _law(basis: "Basis") -> str:
    days = "".join(
        say(key, date=write_short(day))
        for key, day in (("cli.consent.law_from", basis.valid_from), ("cli.consent.law_to", basis.valid_to))
        if day is not None
    )
    return f"{basis.law}{days} ({say(f'cli.consent.effect_{basis.effect.value}')}, {basis.certainty.value})"


def _basis_json(basis: "Basis") -> Iterator[tuple[str, object]]:
    yield "law", basis.law
    yield "effect", basis.effect.value
    yield "certainty", basis.certainty.value
    yield "valid_from", basis.valid_from.isoformat() if basis.valid_from else None
    yield "valid_to", basis.valid_to.isoformat() if basis.valid_to else None


def _rule_json(rule: "AgeRule") -> dict[str, object]:
    return {
        "rule": rule.id,
        "title": rule.title.nb,
        "about": rule.about.value,
        "sector": rule.sector,
        "situation": rule.situation.value,
        "from_age": rule.first,
        "to_age": rule.until,
        "by": [each.value for each in rule.by],
        "any_of": rule.any_of,
        "hears_from": rule.hears,
        **dict(_basis_json(rule.basis)),
    }


def _ground_json(ground: "Ground") -> dict[str, object]:
    return {
        "ground": ground.id,
        "title": ground.title.nb,
        "from": ground.giver,
        "to": list(ground.to),
        "shares": [each.value for each in ground.shares],
        "stopped_by_objection": ground.stopped,
        "assess": ground.assess.nb,
        **dict(_basis_json(ground.basis)),
    }
