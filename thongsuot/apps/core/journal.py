"""The journal: who did what to which subject, when and in which capacity.

A subject's rows are chained by SHA-256 over canonical JSON and the previous hash, so a changed, removed or
reordered row shows. `seq` is also the subject's version for the optimistic lock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction

from thongsuot.apps.core.errors import Stale
from thongsuot.apps.core.models import JournalEntry, User


@dataclass(frozen=True, slots=True)
class Fault:
    seq: int
    what: str


def write(
    subject: models.Model, act: str, *, by: User, at: datetime, payload: Mapping[str, Any] | None = None
) -> JournalEntry:
    """Add the next row of `subject` (a saved model with `uid`) inside the caller's transaction.

    Raises `Stale` when another writer took the same place in the chain.
    """
    kind, uid = subject._meta.label_lower, subject.uid  # type: ignore[attr-defined]
    last = JournalEntry.objects.filter(subject_kind=kind, subject_uid=uid).order_by("-seq").first()
    entry = JournalEntry(
        subject_kind=kind,
        subject_uid=uid,
        seq=last.seq + 1 if last else 1,
        act=act,
        at=at,
        by=by,
        acting_as=by.acting_as,
        acting_for=by.acting_for,
        payload=json.loads(json.dumps(payload or {}, cls=DjangoJSONEncoder)),
        previous_hash=last.hash if last else "",
    )
    entry.hash = digest(entry)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise Stale from error
    return entry


def of(subject: models.Model) -> models.QuerySet[JournalEntry]:
    """The rows of a subject, newest first, with who wrote them."""
    return (
        JournalEntry.objects.filter(
            subject_kind=subject._meta.label_lower,
            subject_uid=subject.uid,  # type: ignore[attr-defined]
        )
        .select_related("by")
        .order_by("-seq")
    )


def digest(entry: JournalEntry) -> str:
    """SHA-256 of the entry's canonical bytes and its predecessor's hash."""
    body = {
        "kind": entry.subject_kind,
        "uid": str(entry.subject_uid),
        "seq": entry.seq,
        "act": entry.act,
        "at": entry.at.astimezone(UTC).isoformat(),
        "by": str(entry.by.uid),
        "acting_as": entry.acting_as,
        **({"acting_for": str(entry.acting_for)} if entry.acting_for else {}),
        "payload": entry.payload,
        "previous": entry.previous_hash,
    }
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify(subject_kind: str, subject_uid: UUID) -> list[Fault]:
    """Every place where the chain of one subject does not hold; empty when it does."""
    faults, expected, previous = [], 1, ""
    rows = JournalEntry.objects.filter(subject_kind=subject_kind, subject_uid=subject_uid)
    for entry in rows.select_related("by").order_by("seq"):
        if entry.seq != expected:
            faults.append(Fault(entry.seq, "missing-row"))
        if entry.previous_hash != previous:
            faults.append(Fault(entry.seq, "broken-link"))
        if entry.hash != digest(entry):
            faults.append(Fault(entry.seq, "changed-row"))
        expected, previous = entry.seq + 1, entry.hash
    return faults
