"""Files that prove what was done or said: a product, a scan, photographs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions.recording import refuse_secret
from thongsuot.apps.cases.models import Case, Evidence, Level
from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.core.vault import Words
from thongsuot.apps.documents import actions as documents
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.documents.models import SourceFile


@transaction.atomic
def attach(
    *,
    case: Case,
    files: Sequence[UploadedFile[Any]],
    by: User,
    at: datetime,
    note: str = "",
    level: str = Level.INTERNAL,
) -> list[Evidence]:
    """Put files on a case; pictures become one PDF. All or none.

    Raises `BrokenRule` with the field `evidence` for no file, or as `documents.keep_evidence`; `NotAllowed` for
    who has no part in the case.
    """
    _check(case, note, level, by)
    if not files:
        raise BrokenRule(_("Hãy chọn tệp hoặc chụp ảnh."), field="evidence")
    return attach_kept(
        case=case,
        sources=documents.keep_evidence(uploads=files, by=by, at=at),
        by=by,
        at=at,
        note=note,
        level=level,
    )


@transaction.atomic
def attach_kept(
    *,
    case: Case,
    sources: Iterable[SourceFile],
    by: User,
    at: datetime,
    note: str = "",
    level: str = Level.INTERNAL,
) -> list[Evidence]:
    """Put files that are kept already on a case: what was handed up with a draft. Raises as `attach` does."""
    _check(case, note, level, by)
    organs = organisations.own_organisations(by)
    return [_put(case, source, organs[0] if organs else None, note, level, by, at) for source in sources]


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by: User, at: datetime) -> None:
    """Take one's own file back: it is opened no more. Raises `NotAllowed` for another's."""
    if evidence.added_by_id != by.pk:
        raise NotAllowed(_("Chỉ người gửi rút được tệp của mình."))
    if Evidence.objects.filter(pk=evidence.pk, withdrawn_at=None).update(withdrawn_at=at):
        evidence.withdrawn_at = at
        journal.write(evidence, "withdrawn", by=by, at=at, payload={"case": evidence.case.uid})


def _check(case: Case, note: str, level: str, by: User) -> None:
    if not permissions.can_attach(by, case):
        said = _("Chỉ cơ quan giữ sổ, nơi nêu và nơi được giao gửi được minh chứng.")
        raise refusal(by, said, lambda other: permissions.can_attach(other, case))
    if level not in Level.values:
        raise BrokenRule(_("Hãy chọn mức phổ biến."), field="level")
    refuse_secret(note, field="note")


def _put(
    case: Case, source: SourceFile, organ: int | None, note: str, level: str, by: User, at: datetime
) -> Evidence:
    put = Evidence.objects.create(
        case=case,
        source=source,
        note=nfc(note).strip()[:300],
        level=level,
        organisation_id=organ,
        added_by=by,
        added_at=at,
    )
    facts = {"case": case.uid, "source": source.uid, "sha256": source.sha256, "level": level}
    journal.write(put, "attached", by=by, at=at, payload=facts | {"note": Words(case.uid, put.note)})
    return put
