"""What of a list of things that change hands a reader may read; the rest is counted, not named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from thongsuot.apps.cases import queries as cases
from thongsuot.apps.core.handover import Holding
from thongsuot.apps.core.journal import BATCH, batched
from thongsuot.apps.core.models import User
from thongsuot.apps.desk.models import HandOverItem
from thongsuot.apps.documents import queries as documents
from thongsuot.apps.meetings import queries as meetings

Thing = Holding | HandOverItem
SCOPED: Mapping[str, Callable[[User], models.QuerySet[Any]]] = {
    "cases": lambda user: cases.cases(for_=user),
    "meetings": lambda user: meetings.sessions(for_=user),
    "documents": lambda user: documents.sources(for_=user),
}
"""App -> what of it a user may read. What other apps hold is public: organs, posts, units."""
NEUTRAL = {
    "cases": _("Đầu việc ngoài phạm vi xem của bạn"),
    "meetings": _("Bản ghi ngoài phạm vi xem của bạn"),
    "documents": _("Tệp ngoài phạm vi xem của bạn"),
}
COUNTED = {
    "cases": ngettext_lazy(
        "%(n)d đầu việc ngoài phạm vi xem của bạn.", "%(n)d đầu việc ngoài phạm vi xem của bạn.", "n"
    ),
    "meetings": ngettext_lazy(
        "%(n)d bản ghi ngoài phạm vi xem của bạn.", "%(n)d bản ghi ngoài phạm vi xem của bạn.", "n"
    ),
    "documents": ngettext_lazy(
        "%(n)d tệp ngoài phạm vi xem của bạn.", "%(n)d tệp ngoài phạm vi xem của bạn.", "n"
    ),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Those that a reader may read, in their order, and sentences that count the others."""

    items: list[Any]
    beyond: list[str]


def reading(items: Sequence[Thing], *, for_: User) -> Reading:
    """One query an app, and one more for each five hundred."""
    hidden = _hidden(items, for_)
    counts = Counter(_app(one) for one in items if _uid(one) in hidden)
    told = [str(COUNTED[app] % {"n": n}) for app, n in counts.items()]
    return Reading([one for one in items if _uid(one) not in hidden], told)


def neutral(items: Sequence[Holding], *, for_: User) -> list[Holding]:
    """The same things; those beyond the reader without title, note and address."""
    hidden = _hidden(items, for_)
    return [
        replace(one, label=str(NEUTRAL[_app(one)]), note="", url="") if one.uid in hidden else one
        for one in items
    ]


def _app(one: Thing) -> str:
    return str(one.kind).partition(".")[0]


def _uid(one: Thing) -> UUID:
    return one.thing if isinstance(one, HandOverItem) else one.uid


def _hidden(items: Iterable[Thing], user: User) -> set[UUID]:
    """Uids of those that this user may not read."""
    asked: dict[str, dict[UUID, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    for one in items:
        if _app(one) in SCOPED:
            asked[_app(one)][_subject(one)].add(_uid(one))
    hidden: set[UUID] = set()
    for app, found in asked.items():
        seen = _seen(SCOPED[app](user), list(found))
        hidden.update(*(uids for subject, uids in found.items() if subject not in seen))
    return hidden


def _seen(rows: models.QuerySet[Any], uids: Sequence[UUID]) -> set[UUID]:
    found = (
        rows.filter(uid__in=part).order_by().values_list("uid", flat=True) for part in batched(uids, BATCH)
    )
    return {uid for part in found for uid in part}


def _subject(one: Thing) -> UUID:
    """What its page is about: an assignment is read with its case."""
    try:
        subject: UUID = resolve(one.url).kwargs.get("uid", _uid(one)) if one.url else _uid(one)
    except Resolver404:
        return _uid(one)
    return subject
