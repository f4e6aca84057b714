"""Check the journal against its seals, one row after the other: what was changed, removed, reordered, cut off."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from thongsuot.apps.core.journal import Chain
from thongsuot.apps.core.models import JournalEntry, Seal, SealedHead, User
from thongsuot.apps.core.seals.sealing import Row, digest, leaf
from thongsuot.apps.core.seals.tree import root

AT_ONCE = 2_000
"""Rows fetched at a time."""
SEAL = "core.seal"


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold where. `kind` is "core.seal", without uid and with its number as `seq`, for a seal."""

    kind: str
    uid: UUID | None
    seq: int
    what: str


@dataclass(slots=True)
class Report:
    """How much was looked at, and what nothing but its own chain protects yet."""

    rows: int = 0
    subjects: int = 0
    seals: int = 0
    faults: int = 0
    last: Seal | None = None
    unsealed: int = 0
    oldest: datetime | None = None
    """When the oldest of the unsealed rows was written."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A seal as somebody wrote it down outside the database."""

    number: int
    hash: str


@dataclass(slots=True)
class _Check:
    tell: Callable[[Fault], None]
    since: datetime | None
    report: Report = field(default_factory=Report)
    users: dict[int, User] = field(default_factory=dict)

    def who(self, key: int) -> User:
        """Each account is asked for once; of one that is gone no hash holds."""
        if key not in self.users:
            self.users[key] = User.objects.only("uid").filter(pk=key).first() or User(uid=UUID(int=0))
        return self.users[key]

    def fault(self, kind: str, uid: UUID | None, seq: int, what: str) -> None:
        self.report.faults += 1
        self.tell(Fault(kind, uid, seq, what))


def check(
    tell: Callable[[Fault], None], *, since: datetime | None = None, noted: Noted | None = None
) -> Report:
    """`tell` every fault as it is found. Memory does not grow with the journal.

    With `since`: only the heads sealed from that moment on, and the whole chains of their subjects and of those with
    rows written later. `noted` is compared with the seal of that number. Writers may go on: what they add meanwhile
    counts as not sealed.
    """
    now = _Check(tell, since)
    now.report.last = Seal.objects.order_by("-number").first()  # before any row: a head's row is there
    with _one_cursor():
        _seals(now, noted)
        for kind in _kinds():
            _subjects(now, kind)
    return now.report


def _one_cursor() -> AbstractContextManager[Any]:
    """PostgreSQL streams within a transaction; on SQLite one would stop all writers."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _kinds() -> list[str]:
    rows, heads = JournalEntry.objects.order_by(), SealedHead.objects.order_by()
    found = {
        kind for many in (rows, heads) for kind in many.values_list("subject_kind", flat=True).distinct()
    }
    return sorted(found)


def _seals(now: _Check, noted: Noted | None) -> None:
    """The chain of seals, and the heads of each against its root."""
    last = now.report.last.pk if now.report.last else 0
    seals = Seal.objects.filter(pk__lte=last).order_by("pk")
    heads = SealedHead.objects.filter(seal_id__lte=last).order_by("seal_id", "pk")
    if now.since:
        heads = heads.filter(seal__at__gte=now.since)
    both = heapq.merge(
        ((seal.pk, 0, seal) for seal in seals.iterator(AT_ONCE)),
        ((row[0], 1, row) for row in heads.values_list(*_HEAD).iterator(AT_ONCE)),
        key=lambda one: one[:2],
    )
    number, previous, found = 0, "", ""
    for _key, group in groupby(both, key=lambda one: one[0]):
        _pk, is_head, seal = next(group)
        if is_head:
            continue
        seal.by = now.who(seal.by_id)
        _seal(now, seal, number, previous)
        if now.since is None or seal.at >= now.since:
            _heads_of(now, seal, (row for _pk, _one, row in group))
        number, previous = seal.number, seal.hash
        found = seal.hash if noted and seal.number == noted.number else found
    if noted and noted.hash != found:
        now.fault(SEAL, None, noted.number, "other-seal")
    _strays(now)


_HEAD = ("seal_id", "subject_kind", "subject_uid", "seq", "hash")


def _seal(now: _Check, seal: Seal, number: int, previous: str) -> None:
    now.report.seals += 1
    if seal.number != number + 1:
        now.fault(SEAL, None, seal.number, "missing-row")
    if seal.previous_hash != previous:
        now.fault(SEAL, None, seal.number, "broken-link")
    if seal.hash != digest(seal):
        now.fault(SEAL, None, seal.number, "changed-row")


def _heads_of(now: _Check, seal: Seal, heads: Iterable[Row]) -> None:
    if root(leaf(row[1:]) for row in heads) != (seal.count, seal.root):
        now.fault(SEAL, None, seal.number, "changed-heads")


def _strays(now: _Check) -> None:
    """Heads whose seal is gone."""
    own = Seal.objects.filter(pk=OuterRef("seal_id"))
    for head in SealedHead.objects.filter(~Exists(own)).order_by("pk").iterator(AT_ONCE):
        now.fault(head.subject_kind, head.subject_uid, head.seq, "removed-seal")


def _subjects(now: _Check, kind: str) -> None:
    """All chains of one kind beside their heads, both in the order of uids."""
    rows, heads = _chosen(now, kind)
    both = heapq.merge(
        ((head.subject_uid, 0, head.seq, head) for head in heads.iterator(AT_ONCE)),
        ((row.subject_uid, 1, row.seq, row) for row in rows.iterator(AT_ONCE)),
        key=lambda one: one[:3],
    )
    for uid, group in groupby(both, key=lambda one: one[0]):
        _subject(now, kind, uid, ((is_row, one) for _uid, is_row, _seq, one in group))


def _chosen(now: _Check, kind: str) -> tuple[QuerySet[JournalEntry], QuerySet[SealedHead]]:
    last = now.report.last.pk if now.report.last else 0
    rows = JournalEntry.objects.filter(subject_kind=kind).order_by("subject_uid", "seq")
    heads = SealedHead.objects.filter(subject_kind=kind, seal_id__lte=last).order_by("subject_uid", "seq")
    if now.since:
        before = Seal.objects.filter(at__lt=now.since).order_by("-number").first()
        recent = heads.order_by().filter(seal__at__gte=now.since).values("subject_uid")
        newer = rows.order_by().filter(pk__gt=before.upto if before else 0).values("subject_uid")
        chosen = Q(subject_uid__in=recent) | Q(subject_uid__in=newer)
        rows, heads = rows.filter(chosen), heads.filter(chosen)
    return rows, heads


def _subject(now: _Check, kind: str, uid: UUID, rows: Iterator[tuple[int, Any]]) -> None:
    sealed: dict[int, str] = {}
    chain, top = Chain(), 0
    for is_row, one in rows:
        if is_row:
            _row(now, kind, uid, one, chain, sealed, top)
        else:
            sealed[one.seq], top = one.hash, one.seq
    now.report.subjects += 1
    if chain.seq == 0:
        now.fault(kind, uid, top, "removed-subject")
    elif top > chain.seq:
        now.fault(kind, uid, chain.seq + 1, "cut-off")


def _row(
    now: _Check, kind: str, uid: UUID, entry: JournalEntry, chain: Chain, sealed: dict[int, str], top: int
) -> None:
    entry.by = now.who(entry.by_id)
    for fault in chain.faults(entry):
        now.fault(kind, uid, fault.seq, fault.what)
    if sealed.get(entry.seq, entry.hash) != entry.hash:
        now.fault(kind, uid, entry.seq, "other-head")
    now.report.rows += 1
    if entry.seq > top:
        now.report.unsealed += 1
        now.report.oldest = min(entry.at, now.report.oldest or entry.at)
