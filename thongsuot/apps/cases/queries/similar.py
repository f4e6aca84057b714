"""What is like a text: cases within the asker's scope, and beyond it only answers that were released to all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models import Prefetch

from thongsuot.apps.cases import bridge
from thongsuot.apps.cases.models import Answer, Case, CaseUnit, Posting
from thongsuot.apps.cases.queries.register import cases
from thongsuot.apps.core.models import User

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Similar:
    """A case that is like a text: `score` from 0 to 1, `kind` says whether it may be the same request.

    `shared` are the words of the case that the text says too, what counts most first.
    """

    case: Case
    score: float
    kind: bridge.Kind
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleasedPair:
    """Question and answer as the answering body released them: who asked is not in it."""

    question: str
    answer: str
    result: str
    answered_by: str
    answered_on: date
    score: float


def similar(
    text: str, *, for_: User, exclude: Case | None = None, units: Sequence[str] = (), most: int = SHOWN
) -> list[Similar]:
    """Cases of this user's scope that are like a text, the likest first; `units` are full names of who asks.

    Of a case itself give its text, its units and `exclude`.
    """
    asked = bridge.said(text, units)
    visible = cases(for_=for_).exclude(pk=exclude.pk) if exclude else cases(for_=for_)
    near = bridge.likest(_postings(asked.keys, visible))
    raised = Prefetch(
        "case_units", CaseUnit.objects.filter(role="raised").select_related("unit"), "raised_in"
    )
    rows = visible.filter(pk__in=near).prefetch_related(raised)
    found = sorted(_alike(asked, rows), key=lambda one: (-one[1], -one[0].pk))[:most]
    return [_similar(text, units, *one) for one in found]


def released_pairs(text: str, *, units: Sequence[str] = (), most: int = 5) -> list[ReleasedPair]:
    """Released questions that are like a text, with their answers, the likest first. For everyone signed in."""
    asked = bridge.said(text, units)
    released = Answer.objects.exclude(released_at=None).exclude(released_question="")
    near = bridge.likest(_postings(asked.keys, Case.objects.filter(pk__in=released.values("case"))))
    found = [
        (bridge.score(asked, bridge.said(one.released_question)), one)
        for one in released.filter(case__in=near).order_by("-released_at", "-pk")
    ]
    alike = sorted((one for one in found if one[0] >= bridge.ALIKE), key=lambda one: -one[0])[:most]
    return [
        ReleasedPair(one.released_question, one.text, one.result, one.answered_by, one.answered_on, reached)
        for reached, one in alike
    ]


def _alike(asked: bridge.Signature, rows: Iterable[Case]) -> Iterable[tuple[Case, float, bridge.Kind]]:
    for case in rows:
        other = bridge.said(case.text, _units(case))
        reached = bridge.score(asked, other)
        if reached >= bridge.ALIKE:
            yield case, reached, bridge.kind(asked, other, reached)


def _similar(text: str, units: Sequence[str], case: Case, reached: float, kind: bridge.Kind) -> Similar:
    return Similar(case, reached, kind, bridge.shared(text, case.text, units, _units(case)))


def _units(case: Case) -> list[str]:
    return [one.unit.full_name for one in case.raised_in]  # type: ignore[attr-defined]  # prefetched above


def _postings(keys: Sequence[int], visible: models.QuerySet[Case]) -> Iterable[Sequence[int]]:
    """The newest visible cases under each key, in one query that reads no more of a frequent key than it needs."""
    if not keys or visible.query.is_empty():
        return []
    scope = visible.order_by().values("pk") if visible.query.where else None
    arms = [_newest(key, scope).query.sql_with_params() for key in keys]
    # Only a subquery may have a limit of its own on both databases.
    union = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS arm{at}" for at, (sql, _) in enumerate(arms))  # noqa: S608
    found: defaultdict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(union, [value for _, values in arms for value in values])
        for key, case in cursor.fetchall():
            found[key].append(case)
    return found.values()


def _newest(key: int, scope: models.QuerySet[Case, Any] | None) -> models.QuerySet[Posting, tuple[int, int]]:
    rows = Posting.objects.filter(key=key)
    if scope is not None:
        rows = rows.filter(case__in=scope)
    return rows.order_by("-case_id").values_list("key", "case_id")[: bridge.PER_KEY]
