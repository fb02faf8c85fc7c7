"""What a definition is compiled against: code lists, counting rules, calendars, local settings. Read-only."""

from collections.abc import Mapping
from dataclasses import dataclass

from pathways.counting.calendar import Calendar
from pathways.model.counting import CountingRule
from pathways.model.local_settings import LocalSettings
from pathways.model.pathway import CodeList


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything beside a definition that its meaning rests on. Mappings go by id."""

    code_lists: Mapping[str, CodeList]
    rules: Mapping[str, CountingRule]
    calendars: Mapping[str, Calendar]
    settings: LocalSettings
