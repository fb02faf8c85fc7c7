"""Whether a consent, release, basis or objection can be recorded as it was said: by the rules of the day it was given.

Pure but for nothing: what is known of the child and of the organisation comes as arguments. A refusal says what the
rules of that day ask for, and never how old a child is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pathways.counting.telling import write_date
from pathways.engine.consent_said import Said, values_of
from pathways.engine.people import People
from pathways.errors import EventRefusedError, NotFoundError, UsageError
from pathways.machine.values import check_text
from pathways.messages import say
from pathways.messages.graded import READ
from pathways.model.organisation import EXTERNAL
from pathways.model.record import Kind, Value
from pathways.model.sharing import About, AgeRule, SharingLaw, Situation
from pathways.sharing import records
from pathways.sharing.ages import age_on, decider, is_giver, missing, out_of_place, situations
from pathways.sharing.deciding import OPENS
from pathways.sharing.items import Link
from pathways.sharing.outcome import Recipient

ABOUT: Mapping[Kind, About] = {Kind.consent: About.help, Kind.release: About.release}
"""What somebody decides by an age rule."""

LONGEST_NAME = 200
OLDEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known beside the case: the law, who there is, and of the child what its record says."""

    law: SharingLaw
    people: People
    kinds: tuple[str, ...]
    """The kinds of services there are."""
    service: str
    """The kind of service that the case lies in."""
    belongs: str
    """The service of the organisation that it lies in; empty where none is told of."""
    born: date | None = None
    care_order: bool = False
    """Whether something is written about a care order."""
    links: tuple[Link, ...] = ()
    """What the runs of the case hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is to be recorded, and what is told along with it."""

    data: Mapping[str, Value]
    texts: Mapping[str, str]
    warnings: tuple[str, ...]


def judge(said: Said, known: Known) -> Judged:
    """The content of the record. Raises: EventRefusedError, NotFoundError, UsageError."""
    _check_words(said)
    _check_meant(said, known)
    sector = known.law.sector_of(known.service)
    if not sector:
        raise EventRefusedError("sharing.no_sector", service=known.service)
    if said.until is not None and said.until < said.happened.on:
        raise EventRefusedError("sharing.until_before")
    more: dict[str, Value] = {}
    warnings: tuple[str, ...] = ()
    texts = _texts(said)
    if said.kind in ABOUT:
        rule, age_by = _decided(said, known, sector)
        more |= _rule_told(rule) | {records.AGE_BY: age_by}
        warnings = _warnings(rule, said)
    if said.kind is not Kind.consent:
        more |= _to(said, known)
        _check_told(said, known)
        _check_scope(said, known)
    if said.kind is Kind.basis:
        grounded = _grounded(said, known, sector)
        more |= grounded
        if grounded[records.CERTAINTY] not in READ:
            warnings = (say("sharing.warn_ground_unread", law=grounded[records.LAW]),)
    if said.kind is Kind.objection:
        _check_objection(said)
    return Judged(data=values_of(said, more), texts=texts, warnings=warnings)


def _check_told(said: Said, known: Known) -> None:
    """Nothing is opened towards a body that holds no child; what closes is heard. Raises: EventRefusedError."""
    if said.kind in OPENS and said.to.strip():
        kind = recipient_of(said.to.strip(), said.name.strip(), known, said.sector).kind
        if kind in known.law.childless:
            raise EventRefusedError("services.told_of_no_child", service=kind)


def recipient_of(to: str, name: str, known: Known, sector: str = "") -> Recipient:
    """Who is meant. Raises: NotFoundError, UsageError."""
    if bool(to) == bool(name):
        raise UsageError("sharing.one_recipient")
    if name:
        if len(name) > LONGEST_NAME or "\n" in name:
            raise UsageError("sharing.name_too_long", most=LONGEST_NAME)
        return Recipient(name=check_text(records.RECIPIENT, name), kind=EXTERNAL, sector=sector)
    service = known.people.services.get(to)
    there = {each.kind for each in known.people.services.values()}
    if service is None and (to not in known.kinds or to in there):
        choices = sorted({*known.people.services, *(kind for kind in known.kinds if kind not in there)})
        raise NotFoundError("sharing.no_service", known=", ".join(choices) or "–")
    if (service is not None and to == known.belongs) or (service is None and to == known.service):
        raise UsageError("sharing.own_service")
    kind = to if service is None else service.kind
    found = known.law.sector_of(kind)
    return Recipient(service=to if service else "", kind=kind, sector=found or sector)


def decides(said: Said, known: Known) -> None:
    """Whether those who are named decide, by the rules of the day. Raises: EventRefusedError, UsageError."""
    _decided(said, known, known.law.sector_of(known.service))


def _check_words(said: Said) -> None:
    if said.age is not None and not 0 <= said.age <= OLDEST:
        raise UsageError("sharing.bad_age")
    unknown = [each for each in said.by if not is_giver(each)]
    if unknown:
        raise UsageError("sharing.unknown_giver")
    if said.kind is Kind.basis and said.by:
        raise UsageError("sharing.basis_by_nobody")
    if said.kind in ABOUT and not said.by:
        raise UsageError("sharing.by_missing")
    if said.kind in ABOUT and said.how is None:
        raise UsageError("sharing.how_missing")


def _check_meant(said: Said, known: Known) -> None:
    """Nothing that means nothing here is kept in a log that forgets nothing. Raises: UsageError."""
    if said.sector and said.sector not in known.law.sectors:
        raise UsageError("sharing.sector_missing", known=", ".join(known.law.sectors))
    if said.ground and said.kind is not Kind.basis:
        raise UsageError("sharing.ground_alone")
    if said.kind is Kind.consent and (said.share or said.items or said.of):
        raise UsageError("sharing.scope_alone")


def _texts(said: Said) -> dict[str, str]:
    age = "" if said.age is None else str(said.age)
    every = {"reason": said.reason.strip(), records.RECIPIENT: said.name.strip(), records.AGE: age}
    return {name: check_text(name, text) for name, text in every.items() if text}


def _decided(said: Said, known: Known, sector: str) -> tuple[AgeRule, str]:
    """The rule of the day by which those who are named decide, and where the age came from."""
    about, on = ABOUT[said.kind], said.happened.on
    if said.situation is None and known.care_order:
        raise EventRefusedError("sharing.which_situation")
    if known.born is None and said.age is None:
        raise EventRefusedError("sharing.age_missing")
    if known.born is not None and said.age is not None:
        raise EventRefusedError("sharing.age_known")
    age = said.age if known.born is None else age_on(known.born, on)
    situation = said.situation or Situation.ordinary
    rule = decider(known.law, about, sector, situation, age or 0, on)
    if rule is None:
        others = (say(f"sharing.situation_{each}") for each in situations(known.law, about, sector, age or 0, on))
        raise EventRefusedError(
            "sharing.no_rule",
            date=write_date(on),
            situation=situation.value,
            known=", ".join(others) or say("machine.none"),
        )
    _check_givers(said, rule)
    if situation is not Situation.ordinary and not said.reason.strip():
        raise EventRefusedError("sharing.situation_why", situation=situation.value)
    return rule, records.STATED if known.born is None else records.KNOWN


def _check_givers(said: Said, rule: AgeRule) -> None:
    lacking = missing(rule, said.by, sole=said.sole, child_unable=said.child_unable)
    told = {"title": rule.title.nb, "law": rule.basis.law}
    if lacking:
        names = ", ".join(say(f"sharing.giver_{each}") for each in lacking)
        raise EventRefusedError("sharing.giver_missing", missing=names, **told)
    beside = out_of_place(rule, said.by)
    if beside:
        raise EventRefusedError("sharing.giver_beside", beside=", ".join(beside), **told)


def _rule_told(rule: AgeRule) -> dict[str, Value]:
    told: dict[str, Value] = {
        records.RULE: rule.id,
        records.LAW: rule.basis.law,
        records.CERTAINTY: rule.basis.certainty.value,
    }
    return told | ({records.AGE_TO: rule.until} if rule.ends_with_age else {})


def _warnings(rule: AgeRule, said: Said) -> tuple[str, ...]:
    """Told with the receipt: that the child is to be heard, and that the rule was not read in the law itself."""
    told = []
    if rule.hears is not None and not said.heard and "child" not in said.by:
        told.append("sharing.warn_hear_any" if rule.hears == 0 else "sharing.warn_hear")
    if rule.basis.certainty not in READ:
        told.append("sharing.warn_unread")
    return tuple(say(key, age=rule.hears, law=rule.basis.law) for key in told)


def _to(said: Said, known: Known) -> dict[str, Value]:
    if said.kind is Kind.objection and said.everybody:
        return {records.TO_IS: records.EVERYBODY}
    recipient = recipient_of(said.to.strip(), said.name.strip(), known, said.sector)
    if recipient.name:
        return {records.TO_IS: records.NAME}
    is_kind = not recipient.service
    return {
        records.TO: recipient.service or recipient.kind,
        records.TO_IS: records.KIND if is_kind else records.SERVICE,
    }


def _check_scope(said: Said, known: Known) -> None:
    """What is to be shared, or not: facets, and of them perhaps single items of the case. Raises: UsageError."""
    if not said.share:
        raise UsageError("sharing.share_missing")
    pathways = tuple(link.pathway for link in known.links)
    if any(each not in pathways for each in said.of):
        raise UsageError("sharing.no_pathway", known=", ".join(pathways) or say("machine.none"))
    items = dict.fromkeys(key for link in known.links if not said.of or link.pathway in said.of for key in link.keys)
    if any(each not in items for each in said.items):
        raise UsageError("sharing.no_item", known=", ".join(items))


def _grounded(said: Said, known: Known, sector: str) -> dict[str, Value]:
    """The ground in law, where it holds that day and reaches that far. Raises: EventRefusedError, NotFoundError."""
    law, on = known.law, said.happened.on
    ground = law.grounds.get(said.ground)
    mine = ", ".join(each.id for each in law.grounds.values() if each.giver == sector and each.in_force(on))
    if ground is None:
        raise NotFoundError("sharing.no_ground", known=mine or say("machine.none"))
    if ground.giver != sector or not ground.in_force(on):
        key = "sharing.ground_elsewhere" if ground.giver != sector else "sharing.ground_not_in_force"
        raise EventRefusedError(key, law=ground.basis.law, date=write_date(on), known=mine or say("machine.none"))
    recipient = recipient_of(said.to.strip(), said.name.strip(), known, said.sector)
    told = ", ".join(law.sectors[each].title.nb for each in ground.to)
    if recipient.sector not in law.sectors:
        raise UsageError("sharing.sector_missing", known=", ".join(law.sectors))
    if recipient.sector not in ground.to:
        raise EventRefusedError("sharing.ground_not_to", law=ground.basis.law, known=told)
    beyond = [each for each in said.share if each not in ground.shares]
    if beyond:
        raise EventRefusedError(
            "sharing.ground_beyond",
            law=ground.basis.law,
            beyond=", ".join(say(f"sharing.facet_{each}") for each in beyond),
        )
    if not said.reason.strip():
        raise EventRefusedError("sharing.ground_why", question=ground.assess.nb)
    return {
        records.LAW: ground.basis.law,
        records.CERTAINTY: ground.basis.certainty.value,
        records.SECTOR: recipient.sector,
    }


def _check_objection(said: Said) -> None:
    """Whoever says stop is heard: no age is asked for. One that nobody made has a reason."""
    if bool(said.by) == said.presumed:
        raise UsageError("sharing.objection_by")
    if said.presumed and not said.reason.strip():
        raise EventRefusedError("sharing.presumed_why")
