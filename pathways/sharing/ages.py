"""Ages, and who decides at them: by the rules of the day, never by the rules of today for a day that is past."""

from collections.abc import Collection
from datetime import date, timedelta

from pathways.model.sharing import About, AgeRule, Giver, SharingLaw, Situation

CHILD = "child"
PARENT = "parent_"
"""How the persons of a case are called who can consent (``pathways.identity.fields``)."""

CAPACITIES = (Giver.barnevern, Giver.carer, Giver.provider)
"""Who can consent without being a person of the case."""

BOTH = 2
"""Where nobody says that one alone has parental responsibility, two have."""


def age_on(born: date, on: date) -> int:
    """Whole years on a civil date; below 0 before birth. Born on 29 February, one turns on 1 March in other years."""
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (0 if had_birthday else 1)


def earliest_birth(age: int, on: date) -> date:
    """The earliest date on which somebody can have been born who is so many whole years old on a date.

    By it nobody is taken for younger than they can be: what others decided for a child never carries too long.
    """
    year = on.year - age - 1
    try:
        return on.replace(year=year) + timedelta(days=1)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def decider(law: SharingLaw, about: About, sector: str, situation: Situation, age: int, on: date) -> AgeRule | None:
    """The rule of the day by which somebody decides; None where none is loaded. A child unborn counts as 0."""
    fitting = (rule for rule in law.rules if rule.fits(about, sector, situation, max(age, 0)))
    return next((rule for rule in fitting if rule.in_force(on)), None)


def situations(law: SharingLaw, about: About, sector: str, age: int, on: date) -> tuple[Situation, ...]:
    """The situations that the rules of the day know at an age."""
    fitting = (situation for situation in Situation if decider(law, about, sector, situation, age, on))
    return tuple(fitting)


def missing(rule: AgeRule, by: Collection[str], *, sole: bool, child_unable: bool) -> tuple[Giver, ...]:
    """Which of those who must consent by the rule have not. ``sole``: one parent alone has parental responsibility.

    ``by`` are persons of the case (``child``, ``parent_1``) and capacities.
    """
    lacking = tuple(each for each in rule.by if not _has(each, by, sole=sole, child_unable=child_unable))
    if rule.any_of and len(lacking) < len(rule.by):
        return ()
    return lacking


def out_of_place(rule: AgeRule, by: Collection[str]) -> tuple[str, ...]:
    """Those of ``by`` whom the rule does not ask."""
    asked = set(rule.by)
    known = {
        CHILD: bool(asked & {Giver.child, Giver.able_child}),
        **{capacity.value: capacity in asked for capacity in CAPACITIES},
    }
    parents = bool(asked & {Giver.parents, Giver.parent, Giver.daily_carer})
    return tuple(each for each in by if not known.get(each, parents and each.startswith(PARENT)))


def is_giver(name: str) -> bool:
    """Whether somebody called so can consent at all."""
    return name == CHILD or name in CAPACITIES or (name.startswith(PARENT) and name[len(PARENT) :].isdigit())


def _has(giver: Giver, by: Collection[str], *, sole: bool, child_unable: bool) -> bool:
    parents = sum(1 for each in by if each.startswith(PARENT))
    match giver:
        case Giver.child:
            return CHILD in by
        case Giver.able_child:
            return CHILD in by or child_unable
        case Giver.parents:
            return parents >= BOTH or (parents == 1 and sole)
        case Giver.parent | Giver.daily_carer:
            return parents >= 1
        case _:
            return giver.value in by
