"""Taking a name out of the register, where the law lets: a directive is a published conclusion and stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from thongsuot.apps.cases import queries
from thongsuot.apps.cases.actions import similar, wording
from thongsuot.apps.cases.models import Case
from thongsuot.apps.cases.queries import personal
from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.models import User
from thongsuot.apps.core.personal import Erased, Fate, is_named, without

PREFIX = "cases.case:"


@transaction.atomic
def erase_mentions(*, erased: Erased, by: User, at: datetime) -> int:
    """Replace the name in the cases that `erased.refs` names and that need not be kept; how many they were.

    Words of the journal that hold the name can be read no more, each with the whole text that it stands in.
    """
    found = [one for one in queries.held_on(erased.name) if one.ref in erased.refs and one.fate != Fate.KEEP]
    for ref in sorted({one.ref for one in found}):
        _case(UUID(ref.removeprefix(PREFIX)), erased, by, at)
    return len(found)


def _case(uid: UUID, erased: Erased, by: User, at: datetime) -> None:
    case = Case.objects.select_for_update().get(uid=uid)
    for field in personal.TEXTS:
        setattr(case, field, without(getattr(case, field), erased.name))
    # A word of the name that is a word of something else is not found by it any more.
    case.folded = without(case.folded, fold(erased.name)).replace("(đã xóa)", "")
    case.version += 1
    case.save(update_fields=[*personal.TEXTS, "folded", "version"])
    similar.index(case)
    for row, fields in list(personal.mentions(case, erased.name)):
        for field in fields:
            setattr(row, field, _without(getattr(row, field), erased.name))
        row.save(update_fields=fields)
    wording.index(case)
    journal.write(case, "erased", by=by, at=at, payload={"request": erased.reason})
    subjects = [case, *case.assignments.all(), *case.confirmations.all()]
    subjects += [*case.comments.all(), *case.evidence.all()]
    for holder in sorted(journal.holders_naming(subjects, lambda text: is_named(text, erased.name))):
        core.destroy_key(holder=holder, by=by, at=at, reason=str(erased.reason))


def _without(value: Any, name: str) -> Any:
    """The same without the name, in the words of a form as in a text."""
    if isinstance(value, dict):
        return {key: _without(inner, name) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, name) for inner in value]
    return without(value, name) if isinstance(value, str) else value
