"""The journal: who did what to which subject, when and in which capacity.

A subject's rows are chained by SHA-256 over canonical JSON and the previous hash, so a changed, removed or
reordered row shows. `seq` is also the subject's version for the optimistic lock. Names and words of people stand
in payloads as `vault.Words`, and are written sealed: the hash is over what is sealed, so that it holds after they
are erased.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import vault
from thongsuot.apps.core.errors import Stale
from thongsuot.apps.core.models import JournalEntry, User

BATCH = 500
"""Rows at once: no database refuses so few parameters."""


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
        payload=_plain(payload or {}),
        previous_hash=last.hash if last else "",
    )
    entry.hash = digest(entry)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise Stale from error
    return entry


def _plain(payload: Mapping[str, Any]) -> Any:
    """As JSON gives it back from either database, with what is personal sealed."""
    return json.loads(json.dumps(vault.sealed(payload), cls=DjangoJSONEncoder), parse_float=_number)


def _number(written: str) -> float | int:
    """PostgreSQL writes great numbers out and knows no zero below zero; the hash must not depend on it."""
    return int(Decimal(written)) if "e+" in written else float(written) + 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be written on one subject, which need not stand any more: its kind ("cases.case"), uid, payload."""

    kind: str
    uid: UUID
    payload: Mapping[str, Any]


def write_many(lines: Sequence[Line], act: str, *, by: User, at: datetime) -> list[JournalEntry]:
    """The bulk twin of `write`: one row a line, the same as one call a line would leave. Raises `Stale`."""
    last = _last(lines)
    entries = []
    for line in lines:
        seq, previous = last.get((line.kind, line.uid), (0, ""))
        entry = JournalEntry(
            subject_kind=line.kind,
            subject_uid=line.uid,
            seq=seq + 1,
            act=act,
            at=at,
            by=by,
            acting_as=by.acting_as,
            acting_for=by.acting_for,
            payload=_plain(line.payload),
            previous_hash=previous,
        )
        entry.hash = digest(entry)
        last[line.kind, line.uid] = entry.seq, entry.hash
        entries.append(entry)
    try:
        with transaction.atomic():
            return JournalEntry.objects.bulk_create(entries, batch_size=BATCH)
    except IntegrityError as error:
        raise Stale from error


def _last(lines: Sequence[Line]) -> dict[tuple[str, UUID], tuple[int, str]]:
    """Number and hash of the newest row of each of these subjects."""
    by_kind: dict[str, set[UUID]] = {}
    for line in lines:
        by_kind.setdefault(line.kind, set()).add(line.uid)
    found = {}
    for kind, uids in by_kind.items():
        for part in batched(sorted(uids), BATCH):
            rows = JournalEntry.objects.filter(subject_kind=kind, subject_uid__in=part).order_by("seq")
            # The last of them stays.
            found.update(
                {(kind, uid): (n, end) for uid, n, end in rows.values_list("subject_uid", "seq", "hash")}
            )
    return found


def batched(values: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Parts of at most `size`, in order."""
    return (values[start : start + size] for start in range(0, len(values), size))


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


def shown(entry: JournalEntry, *, for_: User) -> dict[str, Any]:
    """The payload of a row with what is personal opened, for a user whom the page has let see its subject."""
    return shown_all([entry], for_=for_)[0]


def shown_all(entries: Iterable[JournalEntry], *, for_: User) -> list[dict[str, Any]]:
    """`shown` of many rows, with one question to the database. What was erased says so in its place."""
    payloads = [entry.payload for entry in entries]
    sealed = list({value["sealed"]: value for payload in payloads for value in _sealed_in(payload)}.values())
    if not for_.is_active:
        words = dict.fromkeys((value["sealed"] for value in sealed), _("(thông tin cá nhân)"))
    else:
        pairs = [(UUID(value["holder"]), value["sealed"]) for value in sealed]
        found = zip(sealed, vault.opened(pairs, purpose=vault.JOURNAL), strict=True)
        words = {
            value["sealed"]: _("(đã xóa theo yêu cầu)") if text is None else text for value, text in found
        }
    return [_opened(payload, words) for payload in payloads]


def holders_naming(subjects: Iterable[models.Model], is_named: Callable[[str], bool]) -> set[UUID]:
    """Whose keys seal, in the rows of these subjects, words of which `is_named` says yes. For erasing."""
    holders: set[UUID] = set()
    for subject in subjects:
        values = [value for row in of(subject) for value in _sealed_in(row.payload)]
        pairs = [(UUID(value["holder"]), value["sealed"]) for value in values]
        texts = vault.opened(pairs, purpose=vault.JOURNAL)
        holders |= {
            holder for (holder, _sealed), text in zip(pairs, texts, strict=True) if text and is_named(text)
        }
    return holders


def _sealed_in(value: Any) -> Iterator[Mapping[str, str]]:
    if vault.is_personal(value):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _sealed_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sealed_in(inner)


def _opened(value: Any, words: Mapping[str, str]) -> Any:
    if vault.is_personal(value):
        return words[value["sealed"]]
    if isinstance(value, Mapping):
        return {key: _opened(inner, words) for key, inner in value.items()}
    return [_opened(inner, words) for inner in value] if isinstance(value, list) else value


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
    rows = JournalEntry.objects.filter(subject_kind=subject_kind, subject_uid=subject_uid)
    chain = Chain()
    return [fault for entry in rows.select_related("by").order_by("seq") for fault in chain.faults(entry)]


class Chain:
    """Follows the rows of one subject, oldest first."""

    def __init__(self) -> None:
        self.seq, self.hash = 0, ""

    def faults(self, entry: JournalEntry) -> Iterator[Fault]:
        """What does not hold at the next row."""
        if entry.seq != self.seq + 1:
            yield Fault(entry.seq, "missing-row")
        if entry.previous_hash != self.hash:
            yield Fault(entry.seq, "broken-link")
        if entry.hash != digest(entry):
            yield Fault(entry.seq, "changed-row")
        self.seq, self.hash = entry.seq, entry.hash
