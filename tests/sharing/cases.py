"""Records of consent and sharing as a log would hold them, built by hand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from pathways.compiler.catalogue import Catalogue, compile_folder
from pathways.model.record import Actor, Content, Happened, Kind, Record, Value
from pathways.sharing import Link, Recipient, Sharing, link_of, may_share
from pathways.sharing.outcome import Facts

CATALOGUE: Catalogue = compile_folder(Path(__file__).parents[2] / "definitions")
LAW = CATALOGUE.sharing
BUP = Recipient(service="bup-nord", kind="bup", sector="helse")
OTHER_BUP = Recipient(service="bup-sor", kind="bup", sector="helse")
BARNEVERN = Recipient(service="bv-nord", kind="barnevern", sector="barnevern")
ACTOR = Actor(user="kari", roles=("saksbehandler",), os_account="kari", authenticated=False)
ALL = ("course", "texts", "persons", "addresses")
TODAY = date(2026, 11, 22)


def link(pathway: str = "barnevern_undersokelse") -> Link:
    return link_of(CATALOGUE.versions[pathway][-1], LAW)


def record(
    seq: int,
    kind: Kind,
    on: date,
    data: Mapping[str, Value] | None = None,
    *,
    targets: tuple[int, ...] = (),
    texts: Mapping[str, str] | None = None,
    name: str = "",
) -> Record:
    content = Content(
        happened=Happened(on=on, at=None), data=dict(data or {}), reason_codes=(), pins=(), warnings=()
    )  # fmt: skip
    return Record(
        case_id="BV-2026-0001",
        seq=seq,
        event_id=f"event-{seq}",
        kind=kind,
        run="",
        name=name or kind.value,
        item="",
        recorded_at=datetime.combine(on, time(12), UTC),
        actor=ACTOR,
        content=None if kind is Kind.annulment else content,
        crossing=None,
        targets=targets,
        cause=0,
        text_names=tuple(texts or ()),
        texts=dict(texts or {}),
    )


def release(seq: int, on: date, share: tuple[str, ...] = ALL, **more: Value) -> Record:
    data: dict[str, Value] = {"by": ("child",), "to": "bup-nord", "to_is": "service", "share": share, "law": "§ 22"}
    return record(seq, Kind.release, on, {**data, **more})


def basis(seq: int, on: date, ground: str, share: tuple[str, ...] = ALL, **more: Value) -> Record:
    data: dict[str, Value] = {"ground": ground, "to": "bup-nord", "to_is": "service", "share": share, "law": ground}
    return record(seq, Kind.basis, on, {**data, **more})


def objection(seq: int, on: date, share: tuple[str, ...] = ALL, **more: Value) -> Record:
    return record(seq, Kind.objection, on, {"by": ("child",), "to_is": "everybody", "share": share, **more})


def withdrawal(seq: int, on: date, target: int) -> Record:
    return record(seq, Kind.withdrawal, on, {"by": ("child",)}, targets=(target,), name="release")


def annulment(seq: int, on: date, target: int) -> Record:
    return record(seq, Kind.annulment, on, targets=(target,))


def asked(
    *records: Record,
    to: Recipient = BUP,
    on: date = TODAY,
    facts: Facts | None = None,
    of: Link | None = None,
) -> Sharing:
    return may_share(records, of or link(), to, on, LAW, facts or Facts(born=date(2008, 1, 1), protected=False))


def allowed(sharing: Sharing) -> set[str]:
    return {each.item.key for each in sharing.allowed}


def why(sharing: Sharing, key: str) -> str:
    return next(each.key for each in sharing.withheld if each.item.key == key)
