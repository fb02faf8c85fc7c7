"""One step of a case, as data: when it was recorded, by whom, what, and with which values. Nothing happens here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pathways.model.record import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a person records. ``at`` and ``happened`` read as a person types them: Oslo time, ``2026-02-06T09:20``."""

    case: str
    """The case's name among the steps; its number is given when it is opened."""
    at: str
    """When it is recorded."""
    who: str
    """A user of the sandbox."""
    event: str
    happened: str = ""
    """When it happened, an instant or a date alone; empty: when it was recorded."""
    opens: str = ""
    """The pathway that starts: it opens the case, or, in one that is open, a further run; empty for everything else."""
    run: str = ""
    """Which run, where the event alone does not say."""
    item: str = ""
    data: Mapping[str, Value] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    reason: str = ""
    late_reason: str = ""
    """Why it is recorded late; empty: nobody says."""
    corrects: str = ""
    """Why the last ``event`` (and ``item``) of the case is corrected to read as this step says; empty: a new act."""
    annuls: bool = False
    """Whether the step says that an earlier one should never have been registered."""
    redecides: bool = False
    """Whether another decision is made in place of an earlier one."""
    explains: bool = False
    """Whether ``event`` is no event but a deadline that was missed, and ``codes`` say why."""
    together: tuple["Step", ...] = ()
    """Late entries that are recorded at once, all or none; the step itself is then nothing more."""
    label: str = ""
    """By what name a later step refers to this one; empty: by its event and item."""
    about: str = ""
    """The label of the step that is corrected or annulled; empty: the last one of the same event and item."""
    message: str = ""
    """What is done with the message of the demo's referral: ``release`` (what it tells may be told), ``send``,
    ``receive``, ``take_over``, ``follow``."""
    told: str = ""
    """What the demo says of it, as a catalogue key; empty: nothing more than what was recorded."""
