"""Taking a name out of the register, where the law lets: a directive is a published conclusion and stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from thongsuot.apps.cases import queries
from thongsuot.apps.cases.actions import similar
from thongsuot.apps.cases.models import Case
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
    for field in queries.TEXTS:
        setattr(case, field, without(getattr(case, field), erased.name))
    # A word of the name that is a word of something else is not found by it any more.
    case.folded = without(case.folded, fold(erased.name)).replace("(đã xóa)", "")
    case.version += 1
    case.save(update_fields=[*queries.TEXTS, "folded", "version"])
    similar.index(case)
    for row in case.answers.all():
        row.text, row.answered_by = (without(text, erased.name) for text in (row.text, row.answered_by))
        row.save(update_fields=["text", "answered_by"])
    for body in case.assignments.all():
        body.name = without(body.name, erased.name)
        body.save(update_fields=["name"])
    for link in case.links.all():
        link.label = without(link.label, erased.name)
        link.save(update_fields=["label"])
    journal.write(case, "erased", by=by, at=at, payload={"request": erased.reason})
    subjects = [case, *case.assignments.all()]
    for holder in sorted(journal.holders_naming(subjects, lambda text: is_named(text, erased.name))):
        core.destroy_key(holder=holder, by=by, at=at, reason=str(erased.reason))
