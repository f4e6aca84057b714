"""Seal the ends of all chains that grew since the last seal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from thongsuot.apps.core.journal import BATCH
from thongsuot.apps.core.models import JournalEntry, Seal, SealedHead, User
from thongsuot.apps.core.seals.tree import root

ROWS_AT_ONCE = 20_000
"""Looked at for one seal, so that nobody waits long to write on SQLite."""
OVERLAP = timedelta(hours=1)
"""A row gets its key before its transaction commits: rows numbered since a seal that old are looked at again."""

Row = tuple[int, str, UUID, int, str]
"""Key, subject kind and uid, seq, hash of a journal row."""
Head = tuple[str, UUID, int, str]

log = structlog.get_logger("thongsuot.journal")


def seal(*, by: User, at: datetime, whole: bool = False) -> list[Seal]:
    """Seal what is not sealed, some thousand rows a seal; none when nothing is new.

    Looks at what was written since an hour before the last seal; with `whole` at every row there is, for whatever
    took longer than that to commit. Of two that seal at once, one leaves it to the other.
    """
    made: list[Seal] = []
    after = 0 if whole else _settled(at)
    while rows := _unsealed(after):
        one = _sealed(rows, by=by, at=at)
        if one is None:
            break
        made.append(one)
        after = one.upto
    return made


def _settled(at: datetime) -> int:
    """Up to which key of a journal row all is sealed."""
    old = Seal.objects.filter(at__lte=at - OVERLAP).order_by("-number").first()
    return old.upto if old else 0


def _unsealed(after: int) -> list[Row]:
    sealed = SealedHead.objects.filter(
        subject_kind=OuterRef("subject_kind"),
        subject_uid=OuterRef("subject_uid"),
        seq__gte=OuterRef("seq"),
    )
    rows = JournalEntry.objects.filter(~Exists(sealed), pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", "subject_kind", "subject_uid", "seq", "hash")[:ROWS_AT_ONCE])


def _sealed(rows: Sequence[Row], *, by: User, at: datetime) -> Seal | None:
    last = Seal.objects.order_by("-number").first()
    heads = _heads(rows)
    count, top = root(map(leaf, heads))
    made = Seal(
        number=last.number + 1 if last else 1,
        at=at,
        by=by,
        count=count,
        root=top,
        upto=rows[-1][0],
        previous_hash=last.hash if last else "",
    )
    made.hash = digest(made)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            SealedHead.objects.bulk_create(_rows_of(made, heads), batch_size=BATCH)
    except IntegrityError:
        return None
    log.info("journal sealed", seal=str(made), subjects=count)
    return made


def _heads(rows: Iterable[Row]) -> list[Head]:
    """The newest of the rows of each subject, in the order of subjects."""
    newest: dict[tuple[str, UUID], Head] = {}
    for _key, kind, uid, seq, end in rows:
        if (kind, uid) not in newest or newest[kind, uid][2] < seq:
            newest[kind, uid] = (kind, uid, seq, end)
    return [newest[subject] for subject in sorted(newest)]


def _rows_of(made: Seal, heads: Iterable[Head]) -> Iterator[SealedHead]:
    for kind, uid, seq, end in heads:
        yield SealedHead(seal=made, subject_kind=kind, subject_uid=uid, seq=seq, hash=end)


def leaf(head: Head) -> bytes:
    """A head as it enters the tree."""
    return " ".join(map(str, head)).encode()


def digest(seal: Seal) -> str:
    """SHA-256 of the seal's canonical bytes and its predecessor's hash."""
    body = {
        "number": seal.number,
        "at": seal.at.astimezone(UTC).isoformat(),
        "by": str(seal.by.uid),
        "count": seal.count,
        "root": seal.root,
        "upto": seal.upto,
        "previous": seal.previous_hash,
    }
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
