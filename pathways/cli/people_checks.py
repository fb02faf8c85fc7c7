"""What ``pathways people`` refuses before anything is recorded."""

from datetime import date
from typing import TYPE_CHECKING

from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.model.organisation import Organisation


def require_order(first: date, last: date | None) -> None:
    """Raises: UsageError for a last day before the first."""
    if last is not None and last < first:
        raise UsageError("people.bad_argument", what="--to", why=say("people.ends_before"))


def require_plain(option: str, text: str) -> None:
    """Raises: UsageError for what may not be kept in the clear."""
    from pathways.intake.people_file import shown_fault

    require_fine(option, text and shown_fault(text))


def require_address(text: str) -> None:
    """Raises: UsageError for what no mail can be sent to; nothing is no address, and fine."""
    from pathways.intake.people_file import address_fault

    require_fine("--email", address_fault(text))


def require_fine(option: str, fault: str) -> None:
    """Raises: UsageError where there is a fault in what was given."""
    if fault:
        raise UsageError("people.bad_argument", what=option, why=fault)


def require_own(organisation: "Organisation", account: str) -> None:
    """Raises: UsageError for an account of the machine that is none, or another person's."""
    from pathways.intake.people_file import os_account_fault

    taken = any(account and each.os_account == account for each in organisation.persons.values())
    fault = say("people.account_taken") if taken else os_account_fault(account) if account else ""
    if fault:
        raise UsageError("people.bad_argument", what="--os-account", why=fault)
