"""The type of an open transaction, for signatures outside the store. Outside, it is only handed on."""

from sqlalchemy import Connection

__all__ = ["Connection"]
