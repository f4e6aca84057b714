"""Loading the tables of places. Twice changes nothing; a newer list closes rows and never overwrites them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.places.actions.dated import add_measures, add_successions, add_versions
from thongsuot.apps.places.actions.mergers import Act, hand_over, succeed, take_back
from thongsuot.apps.places.actions.tables import Tables, shipped
from thongsuot.apps.places.actions.units import Known, settle
from thongsuot.apps.places.models import Edition

__all__ = ["Act", "Loaded", "Tables", "hand_over", "load", "shipped", "succeed", "take_back"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows a load made, filled or closed.

    `not_listed` are the codes of living units that the list does not name.
    """

    units: int
    versions: int
    measures: int
    successions: int
    changed_rows: int
    not_listed: tuple[str, ...]

    @property
    def is_change(self) -> bool:
        return any((self.units, self.versions, self.measures, self.successions, self.changed_rows))


@transaction.atomic
def load(*, by: User, at: datetime, tables: Tables | None = None) -> Loaded:
    """Bring the units in line with the tables; one journal row when anything changed.

    Raises `BrokenRule` for a list older than the one in use. A living unit that the list does not name
    stays as it is: what became of it has to be in `predecessors`.
    """
    tables = tables or shipped()
    _refuse_older(tables.as_of)
    known = Known()
    made, dissolved = settle(known, tables)
    versions, changed = add_versions(known, tables, at=at)
    loaded = Loaded(
        units=made,
        versions=versions,
        measures=add_measures(known, tables, at=at),
        successions=add_successions(known, tables, at=at),
        changed_rows=dissolved + changed,
        not_listed=known.not_among({row["code"] for row in tables.current}),
    )
    if loaded.is_change:
        _record(loaded, tables, by=by, at=at)
    return loaded


def _refuse_older(as_of: date) -> None:
    last = Edition.objects.first()
    if last and as_of < last.as_of:
        raise BrokenRule(
            f"Danh mục ngày {as_of:%d/%m/%Y} cũ hơn danh mục đang dùng ({last.as_of:%d/%m/%Y}).", code="older"
        )


def _record(loaded: Loaded, tables: Tables, *, by: User, at: datetime) -> None:
    edition = Edition.objects.create(as_of=tables.as_of, source=tables.source, recorded_at=at)
    journal.write(edition, "loaded", by=by, at=at, payload={"as_of": tables.as_of, **asdict(loaded)})
