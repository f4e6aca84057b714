"""From the reader's record to drafts: the machine proposes, nothing takes effect."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.documents import actions as documents
from thongsuot.apps.meetings import bridge
from thongsuot.apps.meetings.actions.sessions import UNTITLED, refresh_folded
from thongsuot.apps.meetings.models import Item, Participation, ReadingRun, WorkingSession
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.documents.models import ExtractedText


def draft(*, run: ReadingRun, record: bridge.Record, at: datetime) -> dict[str, int]:
    """Draft the record's items, units and people into the run's session; returns how many items of each kind.

    What a person typed or decided stays. Inside the caller's transaction.
    """
    text = documents.keep_text(source=run.source, extractor=bridge.EXTRACTOR, content=record.text, at=at)
    run.text = text
    run.save(update_fields=["text"])
    _head(run.session, record)
    _units(run, record)
    _title(run.session, record)
    _people(run.session, record, text)
    return _items(run, record, text)


def _head(session: WorkingSession, record: bridge.Record) -> None:
    """Fill what is still empty; a placeholder title gives way to the report's own."""
    chair = next((person for person in record.participants if person.is_chair), None)
    found = {
        "held_on": record.held_on,
        "part_of_day": record.part_of_day,
        "chair": chair.name if chair else "",
        "chair_capacity": ", ".join(chair.titles) if chair else "",
        "host_organ_names": "; ".join(record.host_organs),
    }
    for name, value in found.items():
        if value and not getattr(session, name):
            setattr(session, name, value if not isinstance(value, str) else value[:300])


def _title(session: WorkingSession, record: bridge.Record) -> None:
    """A placeholder gives way to the report's own title, or else to who met whom."""
    if session.title != UNTITLED:
        return
    names = ", ".join(unit.full_name for unit in session.units.all())
    met = f"{session.chair} làm việc với {names}" if session.chair else f"Làm việc với {names}"
    session.title = (record.title or (met if names else UNTITLED))[:300]
    refresh_folded(session)


def _units(run: ReadingRun, record: bridge.Record) -> None:
    codes = [unit.code for unit in record.units if unit.code]
    units = list(places.by_codes(codes).values())
    run.session.units.add(*units)
    refresh_folded(run.session)


def _people(session: WorkingSession, record: bridge.Record, text: ExtractedText) -> None:
    for position, person in enumerate(record.participants):
        Participation.objects.get_or_create(
            session=session,
            name=person.name[:200],
            titles="; ".join(person.titles)[:400],
            defaults={
                "side": str(person.side),
                "organisation": person.organisation[:200],
                "is_group": person.is_group,
                "position": position,
                "passage": documents.mark(text=text, start=person.span.start, end=person.span.end),
            },
        )


def _items(run: ReadingRun, record: bridge.Record, text: ExtractedText) -> dict[str, int]:
    run.session.items.filter(run__source=run.source, status="drafted", version=0).delete()
    standing = run.session.items.filter(run__source=run.source).select_related("passage")
    decided = {(item.kind, fold(item.text)) for item in standing}
    places_taken = {(item.kind, item.passage.start, item.passage.end) for item in standing if item.passage}
    made: dict[int, Item] = {}
    for index, found in enumerate(record.items):
        place = (str(found.kind), found.span.start, found.span.end)
        if (str(found.kind), fold(found.text)) not in decided and place not in places_taken:
            made[index] = Item.objects.create(**_fields(run, index, found, text))
    for index, item in made.items():
        if (target := record.items[index].answers) is not None and target in made:
            item.answers = made[target]
            item.save(update_fields=["answers"])
    return dict(Counter(item.kind for item in made.values()))


def _fields(run: ReadingRun, index: int, found: bridge.Item, text: ExtractedText) -> dict[str, object]:
    deadline = found.deadline
    return {
        "session": run.session,
        "run": run,
        "run_index": index,
        "origin": Item.Origin.READING,
        "kind": str(found.kind),
        "text": found.text,
        "topic": found.topic,
        "by": found.by[:300],
        "to": found.to[:300],
        "assignees": [{"name": who.name[:300], "role": str(who.role)} for who in found.assignees],
        "nature": str(found.nature or ""),
        "raised_before": found.raised_before,
        "deadline_on": deadline.on if deadline else None,
        "deadline_words": deadline.words[:200] if deadline else "",
        "passage": documents.mark(text=text, start=found.span.start, end=found.span.end),
        "confidence": found.confidence,
        "rule": found.rule[:60],
        "position": found.span.start,
    }
