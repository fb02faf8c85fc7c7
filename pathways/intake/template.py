"""A CSV file to begin with: the headings for one pathway, and its first row filled in so that the file can be read."""

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta

from pathways.intake.model import CASE, DAY, EVENT, FIXED, PATHWAY
from pathways.machine.values import is_valid
from pathways.model.pathway import CodeList, Event, Field, FieldKind, Pathway

_WEEK = timedelta(days=7)


def template(pathway: Pathway, lists: Mapping[str, CodeList]) -> str:
    """The file, separated by semicolons as Excel in Norway has it. The example is dated a week into the definition."""
    items = (event for activity in pathway.activities for event in activity.events)
    used = {name for event in (*pathway.events, *items) for name in (*event.records, *event.may_record)}
    fields = [field for field in pathway.fields if field.name in used]
    headings = [*FIXED, *(field.name for field in fields)]
    start = next(event for event in pathway.events if event.start)
    day = pathway.version + _WEEK
    row = {CASE: "eksempel-1", PATHWAY: pathway.id, EVENT: start.name, DAY: day.isoformat()}
    row |= {field.name: _example(field, lists, day) for field in fields if _needed(start, field)}
    written = io.StringIO()
    writer = csv.DictWriter(written, headings, restval="", delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    return written.getvalue()


def _needed(start: Event, field: Field) -> bool:
    return field.name in start.records


def _example(field: Field, lists: Mapping[str, CodeList], day: date) -> str:
    if field.kind in (FieldKind.code, FieldKind.codes):
        return next(each.code for each in lists[field.code_list].codes if is_valid(each, day))
    examples = {FieldKind.date: day.isoformat(), FieldKind.flag: "nei", FieldKind.number: "1", FieldKind.text: "tekst"}
    return examples[field.kind]
