"""The check of ``doctor`` of each service: that somebody there holds what its cases need, and that its intake does."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from pathways.cli.finding import Check
from pathways.compiler.catalogue import compile_folder
from pathways.counting.oslo import civil_date
from pathways.engine.intakes import vacant
from pathways.engine.people import people_on
from pathways.engine.staffing import lacking
from pathways.errors import DefinitionError
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.people.fold import fold
from pathways.settings import Settings
from pathways.store import heads, organisation
from pathways.store.connection import Connection


def services_check(settings: Settings, conn: Connection, now: datetime) -> Check:
    """Red for what open cases lack in the service they lie in; of a service without any it is a remark."""
    if organisation.first_broken(conn):
        return Check(name="services", found=say("cli.doctor.people_broken"))
    people = people_on(fold(organisation.every(conn)), civil_date(now))
    try:
        catalogue = compile_folder(settings.definitions)
    except DefinitionError:
        return Check(name="services", found=say("cli.doctor.unknown_roles"))
    found = {
        service: told
        for service in sorted(people.services)
        if (told := lacking(catalogue, people, people.services[service].kind, service))
    }
    used = {place or people.only_service(kind) for kind, place in heads.open_counts(conn)}
    mend = [
        say("cli.doctor.mend_intake", service=each.service, person=each.person)
        for each in vacant(catalogue.policy, people)
    ]
    gone = [each for each in people.services.values() if each.kind not in (*catalogue.kinds, EXTERNAL)]
    if gone:
        named = ", ".join(f"{each.id} ({each.kind})" for each in gone)
        mend.append(say("cli.doctor.mend_kind", services=named, known=", ".join(sorted(catalogue.kinds))))
    if wanted := [service for service in found if service in used]:
        mend.append(say("cli.doctor.mend_service_roles", services=_told(found, wanted), service=wanted[0]))
    spare = [service for service in found if service not in used]
    remark = say("cli.doctor.spare_services", services=_told(found, spare)) if spare else ""
    counted = say("cli.doctor.services", count=len(people.services))
    return Check(name="services", found=counted, mend=" ".join(mend), remark=remark)


def _told(found: Mapping[str, Sequence[str]], services: Collection[str]) -> str:
    return "; ".join(f"{service}: {', '.join(found[service])}" for service in services)
