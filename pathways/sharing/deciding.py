"""Whether something may be told to somebody outside on a day. Nothing may, unless a record in the case says so.

A consent to help opens nothing: it is another thing. An objection stops whatever it is about, but for what the law says
despite it. Of two reasons for which something is withheld the one that can be mended is told.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from pathways.counting.telling import write_date
from pathways.messages.graded import law_told
from pathways.model.policy import Facet
from pathways.model.record import Kind, Record
from pathways.model.sharing import SharingLaw
from pathways.sharing.ages import age_on
from pathways.sharing.items import RUN, Item, Link
from pathways.sharing.outcome import Allowed, Facts, Recipient, Sharing, Withheld
from pathways.sharing.records import (
    CERTAINTY,
    EVERYBODY,
    GROUND,
    LAW,
    NAME,
    RECIPIENT,
    SERVICE,
    TO,
    TO_IS,
    Given,
    given,
)
from pathways.sharing.records import KIND as OF_KIND

OPENS = (Kind.release, Kind.basis)

NOBODY = Facts()
"""Where nothing is known of the child."""

Why = tuple[str, dict[str, object]]


def may_share(
    records: Iterable[Record], link: Link, recipient: Recipient, on: date, law: SharingLaw, facts: Facts = NOBODY
) -> Sharing:
    """What of ``link`` may be told to ``recipient`` on a civil date, by the ``records`` of the case known by then."""
    if recipient.kind in law.childless:
        # Whatever was recorded before the kind was told of, or by hand: nothing carries there.
        never = tuple(Withheld(item=item, key="sharing.never_no_child") for item in link.items)
        return Sharing(link=link, recipient=recipient, on=on, allowed=(), withheld=never)
    known = [each for each in given(records) if not each.annulled and each.on <= on and reaches(each, recipient)]
    opening = [each for each in known if each.kind in OPENS]
    objections = [each for each in known if each.kind is Kind.objection and _stands(each, on)]
    found = [_judge(item, link, opening, objections, (on, law, facts)) for item in link.items]
    allowed = tuple(each for each in found if isinstance(each, Allowed))
    withheld = tuple(each for each in found if isinstance(each, Withheld))
    if not any(each.item.key == RUN for each in allowed):
        # Whoever is told anything is told that there is something to tell.
        why = next((each for each in withheld if each.item.key == RUN), None)
        key, values = (why.key, why.values) if why else ("sharing.why_nothing", {})
        others = {each.item.key: Withheld(item=each.item, key=key, values=values) for each in allowed}
        known_why = {each.item.key: each for each in withheld}
        both = {**others, **known_why}
        allowed, withheld = (), tuple(both[item.key] for item in link.items)
    return Sharing(link=link, recipient=recipient, on=on, allowed=allowed, withheld=withheld)


def reaches(each: Given, recipient: Recipient) -> bool:
    """Whether what was given is about this recipient."""
    to = each.word(TO)
    match each.word(TO_IS):
        case kind if kind == EVERYBODY:
            return True
        case kind if kind == SERVICE:
            return bool(to) and to == recipient.service
        case kind if kind == OF_KIND:
            return bool(to) and to == recipient.kind
        case kind if kind == NAME:
            named = (each.texts or {}).get(RECIPIENT, "")
            return bool(named) and same_name(named, recipient.name)
        case _:
            return False


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, however they are spaced and whatever their capitals."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def why_not(each: Given, on: date, law: SharingLaw, facts: Facts) -> Why | None:
    """Why a release or a basis does not hold on a day; None where it does."""
    if each.withdrawn is not None and each.withdrawn.on <= on:
        values = {"seq": each.seq, "by": each.withdrawn.seq, "date": write_date(each.withdrawn.on)}
        return "sharing.why_withdrawn", values
    if each.until is not None and each.until < on:
        return "sharing.why_expired", {"seq": each.seq, "date": write_date(each.until)}
    return _ground_over(each, on, law) if each.kind is Kind.basis else _outgrown(each, on, facts)


def _judge(
    item: Item, link: Link, opening: Sequence[Given], objections: Sequence[Given], day: tuple[date, SharingLaw, Facts]
) -> Allowed | Withheld:
    on, law, facts = day
    if item.never:
        return Withheld(item=item, key=item.never)
    if item.facet is Facet.addresses and facts.protected is not False:
        return Withheld(item=item, key="sharing.why_address")
    whys: list[Why] = []
    for each in opening:
        why = why_not(each, on, law, facts) or _not_covered(each, item, link, law)
        stopping = next((o for o in objections if _covers(o, item, link)), None) if _can_be_stopped(each, law) else None
        if why is None and stopping is not None:
            why = "sharing.why_objection", {"seq": stopping.seq}
        if why is None:
            return Allowed(
                item=item, by=each.seq, kind=each.kind.value, law=law_told(each.word(LAW), each.word(CERTAINTY))
            )
        whys.append(why)
    key, values = min(whys, key=_rank, default=("sharing.why_nothing", {}))
    return Withheld(item=item, key=key, values=values)


_RANKED = ("objection", "withdrawn", "outgrown", "age_unknown", "expired", "ground_over", "ground_gone", "scope")


def _rank(why: Why) -> int:
    return _RANKED.index(why[0].removeprefix("sharing.why_"))


def _not_covered(each: Given, item: Item, link: Link, law: SharingLaw) -> Why | None:
    ground = law.grounds.get(each.word(GROUND)) if each.kind is Kind.basis else None
    beyond = ground is not None and item.facet not in ground.shares
    covered = _covers(each, item, link) and (item.key == RUN or not beyond)
    return None if covered else ("sharing.why_scope", {"seq": each.seq})


def _covers(each: Given, item: Item, link: Link) -> bool:
    """That there is a run goes along with anything that may be told of it; an objection names it by the course."""
    if item.key == RUN and each.kind in OPENS:
        return not each.words("of") or link.pathway in each.words("of")
    return each.covers(link.pathway, item.key, item.facet)


def _can_be_stopped(each: Given, law: SharingLaw) -> bool:
    ground = law.grounds.get(each.word(GROUND)) if each.kind is Kind.basis else None
    return ground is None or ground.stopped


def _stands(each: Given, on: date) -> bool:
    over = each.withdrawn is not None and each.withdrawn.on <= on
    return not over and (each.until is None or on <= each.until)


def _ground_over(each: Given, on: date, law: SharingLaw) -> Why | None:
    ground = law.grounds.get(each.word(GROUND))
    if ground is None:
        return "sharing.why_ground_gone", {"seq": each.seq, "ground": each.word(GROUND)}
    if not ground.in_force(on):
        return "sharing.why_ground_over", {"seq": each.seq, "law": ground.basis.law}
    return None


def _outgrown(each: Given, on: date, facts: Facts) -> Why | None:
    """What others decided for a child carries until the child decides, or other rules begin."""
    if each.age_to is None:
        return None
    born = facts.born or each.born_at_the_earliest
    if born is None:
        return "sharing.why_age_unknown", {"seq": each.seq}
    return ("sharing.why_outgrown", {"seq": each.seq, "age": each.age_to}) if age_on(born, on) >= each.age_to else None
