"""Who decides for a child, what was consented to, and what may be told to whom: pure, from records and dated law."""

from pathways.sharing.deciding import may_share
from pathways.sharing.items import Item, Link, link_of
from pathways.sharing.outcome import Allowed, Facts, Recipient, Sharing, Withheld

__all__ = ["Allowed", "Facts", "Item", "Link", "Recipient", "Sharing", "Withheld", "link_of", "may_share"]
