"""What a case's page shows of its papers, parts, extensions, holds and objections; and the acts beside its status."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import queries
from thongsuot.apps.cases.models import Case, Clock, Kind, Objection
from thongsuot.apps.core.calendar import Bucket

UNTOUCHED = ("raised", "screened", "returned", "given")
"""Nothing hangs on a case before somebody works on it."""


WORK = (Clock.Kind.ANSWERING, Clock.Kind.SCHEDULE, Clock.Kind.DOING)
BUCKETS = {
    Bucket.DONE_ON_TIME: (_("hoàn thành đúng hạn"), "done", "done"),
    Bucket.DONE_LATE: (_("hoàn thành quá hạn"), "done", "late"),
    Bucket.IN_TERM: (_("chưa hoàn thành, trong hạn"), "moving", "move"),
    Bucket.OVERDUE: (_("chưa hoàn thành, quá hạn"), "late", "late"),
}
"""The four national buckets: word, mark and tone."""


def panel(request: HttpRequest, case: Case) -> dict[str, Any]:
    user: Any = request.user
    if case.status in UNTOUCHED:
        return {}
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    clocks = [clock for clock in case.clocks.all() if clock.kind in WORK and clock.due_on]
    shown: dict[str, Any] = {
        "aside_steps": queries.aside_steps(case, for_=user),
        "extensions": list(case.extensions.all()) if clocks else [],
        "holds": list(case.holds.all()) if clocks else [],
        "objections": list(Objection.objects.filter(clock__in=clocks)) if clocks else [],
        "clock_buckets": [(one, BUCKETS[queries.bucket_now(one, on=today)]) for one in clocks],
    }
    if case.kind != Kind.DIRECTIVE:
        return shown
    is_parent = case.parent_id is None
    return shown | {
        "papers": queries.differences(case),
        "parts": list(queries.parts(case, for_=user)) if is_parent else [],
        "parts_done": queries.parts_done(case) if is_parent else (0, 0),
        "recurrence": getattr(case, "recurrence", None) if is_parent else None,
    }
