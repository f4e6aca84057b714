"""Documents of a session and their readings: asked for by a person, done by a job, once for the same text."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from thongsuot.apps.core import queries as core
from thongsuot.apps.core.jobs import job
from thongsuot.apps.core.models import User
from thongsuot.apps.documents import actions as documents
from thongsuot.apps.documents import ocr
from thongsuot.apps.documents import queries as sources
from thongsuot.apps.meetings import bridge, permissions
from thongsuot.apps.meetings.actions.drafting import draft
from thongsuot.apps.meetings.actions.sessions import hold, require_draft, touch
from thongsuot.apps.meetings.models import ReadingRun, WorkingSession
from thongsuot.apps.organisations.middleware import equip

log = structlog.get_logger("thongsuot.reading")
Status = ReadingRun.Status
RECOGNISING = "recognise"
"""The stage in which a scan's pages are read."""


@transaction.atomic
def add_document(*, session: WorkingSession, content: bytes, name: str, by: User, at: datetime) -> ReadingRun:
    """Keep a file and ask for its reading; the same bytes in the same session are read once."""
    require_draft(session)
    digest = hashlib.sha256(content).hexdigest()
    if standing := session.runs.filter(input_hash=digest).order_by("-pk").first():
        return ask_reading(run=standing, by=by, at=at)
    source = documents.keep(content=content, name=name, by=by, at=at)
    run = ReadingRun.objects.create(
        session=session,
        source=source,
        input_hash=digest,
        engine_version=bridge.VERSION,
        asked_by=by,
        asked_at=at,
    )
    touch(session, "document-added", by=by, at=at, payload={"source": source.uid, "sha256": digest})
    read_document.enqueue(run.uid.hex)
    return run


@transaction.atomic
def ask_reading(*, run: ReadingRun, by: User, at: datetime) -> ReadingRun:
    """Read again. What is done stays done; a newer reader makes a new run beside the old one."""
    require_draft(run.session)
    if run.engine_version != bridge.VERSION:
        run, _made = ReadingRun.objects.get_or_create(
            session=run.session,
            input_hash=run.input_hash,
            engine_version=bridge.VERSION,
            defaults={"source": run.source, "asked_by": by, "asked_at": at},
        )
    if run.progress_status != Status.DONE:
        run.note(
            progress_status=Status.QUEUED,
            stage="",
            percent=0,
            problem="",
            asked_at=at,
            alive_at=at,
        )
        touch(
            run.session, "reading-asked", by=by, at=at, payload={"run": run.uid, "engine": run.engine_version}
        )
        read_document.enqueue(run.uid.hex)
    return run


def give_up(run_uid: str) -> None:
    """Nobody reads it any more: whoever asked sees that, and may ask again."""
    waiting = ReadingRun.objects.filter(uid=run_uid, progress_status__in=[Status.QUEUED, Status.RUNNING])
    waiting.update(progress_status=Status.FAILED, finished_at=timezone.now(), percent=100)


@job(attempts=3, on_giving_up=give_up)
def read_document(run_uid: str) -> None:
    """The job: by the clock of the machine it runs on, in the name of whoever asked."""
    perform(run_uid=UUID(run_uid), at=timezone.now())


def perform(*, run_uid: UUID, at: datetime) -> None:
    """Read the run's file and draft its items. Running it again after it is done changes nothing."""
    run = ReadingRun.objects.select_related("session", "source", "asked_by").get(uid=run_uid)
    if run.progress_status in {Status.DONE, Status.REFUSED}:
        return
    if not _may_still_ask(run, at):
        log.warning("reading not allowed any more", run=str(run.uid))
        run.note(progress_status=Status.REFUSED, problem=bridge.NOT_ALLOWED, finished_at=at, percent=100)
        return
    run.note(progress_status=Status.RUNNING, stage="load", percent=5, alive_at=at)
    try:
        _finish(run, _read(run, at), at)
    except bridge.Unreadable as refused:
        log.info("reading refused", run=str(run.uid), problem=str(refused.problem), detail=refused.detail)
        run.note(progress_status=Status.REFUSED, problem=str(refused.problem), finished_at=at, percent=100)
    except Exception:
        log.exception("reading failed", run=str(run.uid))
        run.note(progress_status=Status.FAILED, finished_at=at, percent=100)


def _may_still_ask(run: ReadingRun, at: datetime) -> bool:
    """A job reaches what whoever asked for it reaches now, in one of their capacities, and no more."""
    asker = equip(run.asked_by, at=at)
    may_record = any(permissions.can_record(one, run.session) for one in (asker, *asker.others()))
    return asker.is_active and may_record and sources.source(run.source.uid, for_=asker) is not None


def _read(run: ReadingRun, at: datetime) -> bridge.Record:
    begun = monotonic()

    def progress(stage: str, fraction: float) -> None:
        alive_at = at + timedelta(seconds=monotonic() - begun)
        run.note(stage=stage[:40], percent=min(95, int(fraction * 95)), alive_at=alive_at)

    def read(content: bytes, *, is_recognised: bool = False) -> bridge.Record:
        return bridge.read(
            content,
            name=run.source.original_name,
            province_code=settings.PROVINCE,
            published_on=run.session.held_on,
            limit=settings.UPLOAD_LIMIT,
            progress=progress,
            is_recognised=is_recognised,
        )

    content = sources.content(run.source)
    try:
        return read(content)
    except bridge.Unreadable as refused:
        if refused.problem != bridge.Problem.NO_TEXT_LAYER or not ocr.is_ready():
            raise
        found = ocr.recognised(content, lambda page, number: progress(RECOGNISING, page / number))
        text = "\n\n".join(found)
        if not any(map(str.isalpha, text)):
            raise
        return read(text.encode(), is_recognised=True)


def _finish(run: ReadingRun, record: bridge.Record, at: datetime) -> None:
    with transaction.atomic():
        standing = (
            ReadingRun.objects.select_for_update(of=("self",))
            .select_related("session", "source")
            .get(pk=run.pk)
        )
        if standing.progress_status == Status.DONE:
            return
        hold(standing.session)
        counts = draft(run=standing, record=record, at=at)
        touch(
            standing.session,
            "read",
            by=core.system_actor(),
            at=at,
            payload={"run": standing.uid, "engine": standing.engine_version, "items": counts},
        )
        standing.note(
            progress_status=Status.DONE, stage="", percent=100, finished_at=at, result=_kept(record)
        )


def _kept(record: bridge.Record) -> dict[str, Any]:
    """The whole record as it came out, without the text, which is kept beside it."""
    return {name: value for name, value in asdict(record).items() if name != "text"}
