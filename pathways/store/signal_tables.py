"""Tables of messages between cases and services. A message has one row that moves, and steps that only grow."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from pathways.store.base import Base, table_of
from pathways.store.columns import KeyText, PlainText

LATER = "source_seq = 0 OR target_seq = 0"
"""Steps that are still to be noted in the log of a case."""

OF_DECLINED = "step = 'declined' AND case_id != ''"
"""Steps by which a message was declined that lay in a case of the receiver's."""

OPEN = "NOT over"


class SignalRow(Base, table=True):
    """One message, known by its event and its link. All but the first columns follow from its steps.

    ``source_case`` is NULL where it comes of a report, whose number then is ``event_id``. ``to_service`` is empty
    before it is sent, ``target_case`` before it is received; ``over``: nobody waits for it.
    """

    __tablename__ = "signal"
    __table_args__ = (
        UniqueConstraint("event_id", "link", name="uq_signal_event_id"),
        Index("ix_signal_source_case", "source_case"),
        Index("ix_signal_target_case", "target_case"),
        *(
            Index(f"ix_signal_{side}", side, "signal_id", sqlite_where=text("over = 0"), postgresql_where=text(OPEN))
            for side in ("source_service", "to_service")
        ),
    )
    signal_id: str = Field(primary_key=True, sa_type=KeyText)
    event_id: str = Field(sa_type=KeyText)
    link: str = Field(sa_type=KeyText)
    to_kind: str = Field(sa_type=KeyText)
    source_case: str | None = Field(foreign_key="case_head.case_id", sa_type=KeyText)
    source_seq: int
    source_service: str = Field(sa_type=KeyText)
    to_service: str = Field(sa_type=KeyText)
    target_case: str = Field(sa_type=KeyText)
    over: bool
    version: int


class SignalStepRow(Base, table=True):
    """One step of a message. Only grows, but for where it has been noted.

    ``told`` is what was shared with it, as canonical JSON; empty where nothing was. ``source_seq`` and ``target_seq``
    are the events that note it in the two cases: 0 while one is still to come, NULL where none is.
    """

    __tablename__ = "signal_step"
    __table_args__ = (
        ForeignKeyConstraint(["signal_id"], ["signal.signal_id"]),
        Index("ix_signal_step_later", "signal_id", sqlite_where=text(LATER), postgresql_where=text(LATER)),
        Index("ix_signal_step_declined", "case_id", sqlite_where=text(OF_DECLINED), postgresql_where=text(OF_DECLINED)),
    )
    signal_id: str = Field(primary_key=True, sa_type=KeyText)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    step: str = Field(sa_type=KeyText)
    at: datetime
    day: date
    user_id: str = Field(sa_type=KeyText)
    service: str = Field(sa_type=KeyText)
    told: str = Field(sa_type=PlainText)
    case_id: str = Field(sa_type=KeyText)
    seq: int
    code: str = Field(sa_type=KeyText)
    source_seq: int | None = None
    target_seq: int | None = None


SIGNAL = table_of(SignalRow)
SIGNAL_STEP = table_of(SignalStepRow)
