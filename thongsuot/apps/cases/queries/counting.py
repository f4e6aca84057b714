"""Counting beside chips: exactly while a number may matter to somebody, no further."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from thongsuot.apps.cases import states
from thongsuot.apps.cases.models import Case

COUNTED = 1000
"""Beyond it a chip says “more than”: nobody decides by the difference, and counting on would cost a scan."""
_COUNTS = """
SELECT pair.kind, pair.status, (SELECT count(*) FROM ({one}) AS counted)
FROM ({pairs}) AS pair
"""


def counted(rows: models.QuerySet[Case]) -> Counter[tuple[str, str]]:
    """(kind, status) -> how many rows, or `COUNTED` + 1: each pair is walked along its index until there are enough."""
    its = ["cases_case.kind = pair.kind", "cases_case.status = pair.status"]
    one = rows.order_by().extra(where=its).values("pk")[: COUNTED + 1]  # noqa: S610 -- no value in it
    try:
        sql, values = one.query.sql_with_params()
    except EmptyResultSet:
        return Counter()
    pairs = [(kind, state.code) for kind, cycle in states.BY_KIND.items() for state in cycle.states]
    named = " UNION ALL ".join(["SELECT %s AS kind, %s AS status", *["SELECT %s, %s"] * (len(pairs) - 1)])
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS.format(one=sql, pairs=named), [*values, *(word for pair in pairs for word in pair)]
        )
        return Counter({(kind, status): number for kind, status, number in cursor.fetchall() if number})


def grouped(rows: models.QuerySet[Case]) -> Counter[tuple[str, str]]:
    """(kind, status) -> how many rows, all of them."""
    found = rows.order_by().values_list("kind", "status").annotate(models.Count("pk"))
    return Counter({(kind, status): number for kind, status, number in found})
