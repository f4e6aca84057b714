"""A second reading, asked for by a person: the text goes to the server that the settings name, and nowhere else."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.jobs import job
from thongsuot.apps.core.models import User
from thongsuot.apps.meetings import bridge, second
from thongsuot.apps.meetings.actions.items import ItemFields, add_from_text
from thongsuot.apps.meetings.actions.sessions import require_draft, touch
from thongsuot.apps.meetings.models import Item, ReadingRun, SecondReading

log = structlog.get_logger("thongsuot.reading")
Status = ReadingRun.Status


@transaction.atomic
def ask_second(*, run: ReadingRun, by: User, at: datetime) -> SecondReading:
    """Have a read text read by the second reader too; one at a time. Raises `BrokenRule` when there is none."""
    require_draft(run.session)
    if not second.is_on():
        raise BrokenRule(_("Chưa bật máy đọc thứ hai trên hệ thống này."), code="second-reader-off")
    if run.progress_status != Status.DONE or run.text is None:
        raise BrokenRule(_("Tài liệu này chưa đọc xong nên chưa đối chiếu được."), code="not-read")
    standing = run.second_readings.first()
    if standing and standing.is_waiting and not standing.is_left(at):
        return standing
    made = SecondReading.objects.create(
        run=run, host=second.host()[:200], model=settings.SECOND_READER_MODEL[:200], asked_by=by, asked_at=at
    )
    touch(
        run.session,
        "second-reading-asked",
        by=by,
        at=at,
        payload={"run": run.uid, "host": made.host, "model": made.model},
    )
    read_second.enqueue(made.uid.hex)
    return made


def give_up(uid: str) -> None:
    """Nobody reads it any more: whoever asked sees that, and may ask again."""
    waiting = SecondReading.objects.filter(uid=uid, progress_status__in=[Status.QUEUED, Status.RUNNING])
    waiting.update(progress_status=Status.FAILED, problem=second.UNREACHABLE, finished_at=timezone.now())


@job(attempts=1, on_giving_up=give_up)
def read_second(uid: str) -> None:
    """The job: a text is sent once for each time it was asked."""
    perform_second(uid=UUID(uid), at=timezone.now())


def perform_second(*, uid: UUID, at: datetime) -> None:
    """Send the text, keep what stands in it. Running it again after it is done changes nothing."""
    taken = SecondReading.objects.filter(uid=uid, progress_status=Status.QUEUED)
    if not taken.update(progress_status=Status.RUNNING):
        return
    reading = SecondReading.objects.select_related("run__text").get(uid=uid)
    text = reading.run.text.content if reading.run.text else ""
    try:
        proposed, malformed = second.proposals(text)
    except second.Failed as failed:
        log.warning("second reading failed", reading=uid.hex, problem=failed.problem, detail=failed.detail)
        reading.note(progress_status=Status.REFUSED, problem=failed.problem, finished_at=at)
        return
    kept, foreign = bridge.anchored(text, proposed)
    reading.note(
        progress_status=Status.DONE,
        result=[asdict(one) for one in kept],
        dropped=foreign + malformed,
        finished_at=at,
    )


def adopt(*, reading: SecondReading, index: int, by: User, at: datetime) -> Item:
    """A person takes over one item of the second reading; it is theirs then, as one chosen on the text."""
    run = reading.run
    if not 0 <= index < len(reading.result) or run.text is None:
        raise BrokenRule(_("Không còn mục này trong lần đọc đối chiếu."), code="no-such-item")
    found = reading.result[index]
    named = tuple((name, role) for name, role in found["assignees"])
    is_directive = found["kind"] == bridge.ItemKind.DIRECTIVE
    fields = ItemFields(
        kind=found["kind"],
        text=found["text"],
        topic=bridge.topic_of(found["text"]),
        by=found["by"][:300],
        to=found["to"][:300],
        assignees=named if is_directive else (),
        nature=Item.Nature.TASK if is_directive else "",
        deadline_words=found["deadline_words"][:200] if is_directive else "",
    )
    span = found["span"]
    return add_from_text(
        session=run.session, text=run.text, start=span["start"], end=span["end"], fields=fields, by=by, at=at
    )
