"""Measures, and answers that every commune may read."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Count, Prefetch, Q

from thongsuot.apps.cases.models import Answer, Case, Indicator, IndicatorReport, Measure
from thongsuot.apps.cases.queries.register import cases, words
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations

MOST_RELEASED = 2000
"""So many of the newest are looked through for words."""


def measures(*, for_: User) -> models.QuerySet[Measure]:
    """The measures of the registers and organs that this user sees, and those that hold a case they see."""
    scope = organisations.scope(for_, "cases.view")
    rows = Measure.objects.select_related("organisation", "register")
    if scope.is_all:
        return rows
    through = Measure.cases.through.objects.filter(case__in=cases(for_=for_).values("pk"))
    ways = Q(register__in=scope.registers) | Q(organisation__in=scope.organs)
    return rows.filter(ways | Q(pk__in=through.values("measure")))


def measure(uid: UUID, *, for_: User) -> Measure | None:
    reports = Prefetch("reports", IndicatorReport.objects.order_by("due_on", "pk"))
    indicators = Prefetch("indicators", Indicator.objects.prefetch_related(reports))
    return measures(for_=for_).prefetch_related(indicators).filter(uid=uid).first()


def cases_of(measure: Measure, *, for_: User) -> models.QuerySet[Case]:
    """The cases of a measure that this user sees."""
    return cases(for_=for_).filter(measures=measure).order_by("raised_on", "pk")


def shares(measure: Measure) -> dict[str, int]:
    """How the cases of a measure stand: status -> count, of all of them, whoever asks."""
    rows = measure.cases.order_by().values_list("status").annotate(Count("pk"))
    return dict(rows)


def measures_of(case: Case) -> models.QuerySet[Measure]:
    return case.measures.select_related("organisation").order_by("pk")


def released(text: str = "", *, for_: User) -> list[Answer]:
    """Answers that were let to all communes, the newest first: question, answer and who answered, nothing else.

    `for_` is anybody who is logged in: who answered decided so.
    """
    if not for_.is_active:
        return []
    rows = Answer.objects.exclude(released_at=None).order_by("-released_at", "-pk")
    rows = rows.only(
        "uid", "text", "answered_by", "answered_on", "released_question", "released_at", "result"
    )
    wanted = words(text)
    found = rows[:MOST_RELEASED] if wanted else rows
    if not wanted:
        return list(found[:200])
    return [one for one in found if _has(one, wanted)][:200]


def _has(answer: Answer, wanted: list[str]) -> bool:
    told = fold(f"{answer.released_question} {answer.text} {answer.answered_by}")
    return all(word in told for word in wanted)


def raised_again(case: Case) -> int:
    """How many times the matter of this case was raised again, over its whole thread."""
    return Case.objects.filter(thread_id=case.thread_id).exclude(raises_again=None).count()
