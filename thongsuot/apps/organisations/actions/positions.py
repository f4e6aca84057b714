"""Publishing dated lists of job positions (danh mục vị trí việc làm)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions.words import day, day_before, listed
from thongsuot.apps.organisations.models import JobPosition, PositionList


@transaction.atomic
def publish_positions(
    *, name: str, source: str, since: date, positions: Iterable[Mapping[str, str]], by: User, at: datetime
) -> PositionList:
    """A list from a day on; the one before it ends the day before. Raises `BrokenRule`.

    `positions` are rows of code, name and group. A list once published is not changed: a newer one follows.
    """
    rows = [{key: nfc(row.get(key, "").strip()) for key in ("code", "name", "group")} for row in positions]
    _require_whole(name, source, rows)
    older = PositionList.objects.select_for_update().order_by("-since").first()
    if older is not None:
        _close(older, since)
    published = PositionList.objects.create(name=name.strip(), source=source.strip(), since=since)
    JobPosition.objects.bulk_create(JobPosition(list=published, **row) for row in rows)
    told = {"name": published.name, "source": published.source, "since": since, "positions": rows}
    journal.write(published, "published", by=by, at=at, payload=told)
    if older is not None:
        journal.write(older, "closed", by=by, at=at, payload={"until": older.until})
    return published


def _require_whole(name: str, source: str, rows: list[dict[str, str]]) -> None:
    if not name.strip() or not source.strip():
        raise BrokenRule(
            _("Danh mục vị trí việc làm cần có tên và căn cứ."), field="name", code="source-missing"
        )
    if not rows or not all(row["code"] and row["name"] for row in rows):
        raise BrokenRule(
            _("Danh mục cần có ít nhất một vị trí; mỗi vị trí cần có mã và tên."),
            field="positions",
            code="position-unclear",
        )
    if twice := [code for code, count in Counter(row["code"] for row in rows).items() if count > 1]:
        raise BrokenRule(
            _("Mã vị trí bị lặp lại: %(codes)s. Hãy sửa để mỗi mã chỉ có một vị trí.")
            % {"codes": listed(twice)},
            field="positions",
            code="code-twice",
        )


def _close(older: PositionList, since: date) -> None:
    if since <= older.since:
        raise BrokenRule(
            _("Danh mục “%(name)s” đã có hiệu lực từ ngày %(day)s. Hãy chọn ngày sau ngày đó.")
            % {"name": older.name, "day": day(older.since)},
            field="since",
            code="goes-back",
        )
    if older.until is None or older.until >= since:
        older.until = day_before(since)
        older.save(update_fields=["until"])
