"""The root of all tables, so that they can stand in more than one file."""

from typing import ClassVar

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraint names, so that a later migration can name what it changes."""


class Base(SQLModel):
    """Root of the tables, with a metadata of our own."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def table_of(model: type[Base]) -> Table:
    """The table of a row."""
    return Base.metadata.tables[str(model.__tablename__)]
