"""Official numbers, taken inside the transaction of the act that needs one."""

from __future__ import annotations

from django.db import transaction

from thongsuot.apps.core.models import NumberSeries


def take(series: str, year: int, *, count: int = 1) -> range:
    """The next `count` numbers of a series in a year. Held until the transaction ends, so none is given twice."""
    with transaction.atomic():
        NumberSeries.objects.get_or_create(series=series, year=year)
        row = NumberSeries.objects.select_for_update().get(series=series, year=year)
        first = row.last + 1
        row.last += count
        row.save(update_fields=["last"])
    return range(first, first + count)
