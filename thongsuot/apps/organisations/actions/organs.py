"""Founding and renaming organs, and where they hang in the tree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions.words import day, listed
from thongsuot.apps.organisations.models import Block, Kind, Organisation, OrganisationName
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

EARLIEST = date(1930, 2, 3)
"""Nothing of today's apparatus is older."""
AHEAD = timedelta(days=3 * 365)
"""A document may found an organ so long before it begins."""


@transaction.atomic
def found(
    *,
    name: str,
    kind: str,
    block: str,
    unit: Unit,
    by: User,
    at: datetime,
    parent: Organisation | None = None,
    founded_on: date | None = None,
    founded_by: str = "",
    keeps_register: bool = False,
) -> Organisation:
    """A new organ. Raises `BrokenRule` for a name, kind, block, day, unit or parent that cannot be.

    Without `founded_on` it was there before the unit's reform, or nobody knows since when.
    """
    name = _proper(name)
    if kind not in Kind.values or block not in Block.values:
        raise BrokenRule(_("Cơ quan cần có tên, loại và khối."), field="name", code="kind-unknown")
    today = timezone.localdate(at)
    _require_unit(unit, max(founded_on or today, today))
    _require_sane(founded_on, unit, today)
    if parent is not None:
        require_there(parent, founded_on or today, field="parent")
    organisation = Organisation(
        name=name,
        folded=fold(name),
        kind=kind,
        block=block,
        unit=unit,
        parent=parent,
        founded_on=founded_on,
        founded_by=founded_by,
        keeps_register=keeps_register,
    )
    _require_only(name, organisation)
    _save_new(organisation)
    OrganisationName.objects.create(
        organisation=organisation, name=name, folded=fold(name), valid_from=founded_on, document=founded_by
    )
    told = {"name": name, "kind": kind, "block": block, "unit": unit.uid, "founded_on": founded_on}
    journal.write(organisation, "founded", by=by, at=at, payload=told | _under(parent))
    return organisation


@transaction.atomic
def rename(
    *, organisation: Organisation, name: str, on: date, by: User, at: datetime, document: str = ""
) -> None:
    """Another name from a day on; the old one stays for the days before. Raises `BrokenRule`.

    A day in the future is possible: lists show the latest name at once, `queries.name_on` that of a day.
    """
    row, name = held(organisation), _proper(name)
    require_there(row, on, field="on")
    latest = row.names.get(valid_to=None)
    if name == latest.name:
        raise BrokenRule(_("Cơ quan đã mang tên này. Hãy ghi tên mới."), field="name", code="same-name")
    if latest.valid_from is not None and on <= latest.valid_from:
        raise BrokenRule(
            _("Tên “%(name)s” có từ ngày %(day)s. Hãy chọn ngày sau đó cho tên mới.")
            % {"name": latest.name, "day": day(latest.valid_from)},
            field="on",
            code="goes-back",
        )
    _require_only(name, row)
    latest.valid_to = on
    latest.save(update_fields=["valid_to"])
    row.names.create(name=name, folded=fold(name), valid_from=on, document=document)
    _name(row, organisation, name)
    told = {"from": latest.name, "to": name, "on": on, "document": document}
    journal.write(row, "renamed", by=by, at=at, payload=told)


@transaction.atomic
def place_under(*, organisation: Organisation, parent: Organisation | None, by: User, at: datetime) -> None:
    """Hang an organ under another, or under none. Raises `BrokenRule` when that closes a circle."""
    row, line = _held_line(organisation, parent)
    if row.parent_id == (parent.pk if parent else None):
        return
    if parent is not None:
        _require_no_circle(row, line)
        require_there(parent, timezone.localdate(at), field="parent")
    before = row.parent
    Organisation.objects.filter(pk=row.pk).update(parent=parent)
    organisation.parent = parent
    told = {"from": before.uid if before else None, "to": parent.uid if parent else None}
    journal.write(row, "placed", by=by, at=at, payload=told)


@transaction.atomic
def guide(*, organisation: Organisation, departments: Iterable[Organisation], by: User, at: datetime) -> None:
    """Which departments of the province guide an organ of a commune, instead of those before."""
    row, wanted = held(organisation), sorted(departments, key=lambda one: one.pk)
    if row.unit.province_id is None and wanted:
        raise BrokenRule(
            _("Chỉ cơ quan cấp xã mới chịu hướng dẫn chuyên môn của sở. “%(name)s” là cơ quan cấp tỉnh.")
            % {"name": row.name},
            field="departments",
            code="not-a-commune",
        )
    if strangers := [one.name for one in wanted if one.unit_id != row.unit.province_id]:
        raise BrokenRule(
            _(
                "%(names)s không phải cơ quan của tỉnh quản lý địa phương này. Hãy chọn sở, ban, ngành của tỉnh."
            )
            % {"names": listed(strangers)},
            field="departments",
            code="not-of-the-province",
        )
    for one in wanted:
        require_there(one, timezone.localdate(at), field="departments")
    before = set(row.guided_by.values_list("pk", flat=True))
    if before != {one.pk for one in wanted}:
        row.guided_by.set(wanted)
        told = {"departments": [one.uid for one in wanted]}
        journal.write(row, "guided", by=by, at=at, payload=told)


@transaction.atomic
def keep_register(*, organisation: Organisation, is_kept: bool, by: User, at: datetime) -> None:
    """Let an office keep the register of its block, or no longer. One office of a block always does."""
    row = held(organisation)
    if row.keeps_register == is_kept:
        return
    if is_kept:
        require_there(row, timezone.localdate(at), field="keeps_register")
    elif not registers_beside(row).exists():
        raise BrokenRule(
            _("“%(name)s” là cơ quan duy nhất giữ sổ theo dõi của khối. Hãy giao sổ cho cơ quan khác trước.")
            % {"name": row.name},
            field="keeps_register",
            code="last-register",
        )
    Organisation.objects.filter(pk=row.pk).update(keeps_register=is_kept)
    organisation.keeps_register = is_kept
    journal.write(row, "register-kept" if is_kept else "register-left", by=by, at=at)


def held(organisation: Organisation) -> Organisation:
    """The row as it stands, kept from other writers until the transaction ends."""
    whole = Organisation.objects.select_related("unit").select_for_update(of=("self",))
    return whole.get(pk=organisation.pk)


def require_there(organisation: Organisation, on: date, *, field: str) -> None:
    """Raise `BrokenRule` unless the organ exists on a day; who came after it is named."""
    if organisation.founded_on and organisation.founded_on > on:
        raise BrokenRule(
            _("“%(name)s” thành lập ngày %(day)s. Hãy chọn ngày từ đó trở đi.")
            % {"name": organisation.name, "day": day(organisation.founded_on)},
            field=field,
            code="not-founded-yet",
        )
    if organisation.dissolved_on and organisation.dissolved_on <= on:
        heirs = listed(organisation.successors.values_list("name", flat=True))
        facts = {"name": organisation.name, "day": day(organisation.dissolved_on), "heirs": heirs}
        said = (
            _("“%(name)s” không còn từ ngày %(day)s. Hãy chọn cơ quan kế thừa: %(heirs)s.")
            if heirs
            else _("“%(name)s” không còn từ ngày %(day)s. Hãy chọn cơ quan khác, hoặc khôi phục cơ quan này.")
        )
        raise BrokenRule(said % facts, field=field, code="gone")


def require_free(name: str, organisation: Organisation) -> None:
    """Raise `BrokenRule` when another living organ of the unit bears this name."""
    _require_only(name, organisation)


def _proper(name: str) -> str:
    name = nfc(" ".join(name.split()))
    if not name:
        raise BrokenRule(_("Cơ quan cần có tên, loại và khối."), field="name", code="name-missing")
    if len(name) > 200:
        raise BrokenRule(
            _("Tên cơ quan dài quá 200 ký tự. Hãy viết gọn lại."), field="name", code="name-too-long"
        )
    return name


def _require_unit(unit: Unit, on: date) -> None:
    """A unit that ceased to exist gets no new organ; what came after it is named."""
    if unit.dissolved_on is None or on < unit.dissolved_on:
        return
    heirs = listed(heir.full_name for heir in places.successors(unit))
    facts = {"unit": unit.full_name, "day": day(unit.dissolved_on), "heirs": heirs}
    said = (
        _("Không còn %(unit)s từ ngày %(day)s. Hãy lập cơ quan ở đơn vị kế thừa: %(heirs)s.")
        if heirs
        else _("Không còn %(unit)s từ ngày %(day)s. Hãy lập cơ quan ở đơn vị hành chính hiện nay.")
    )
    raise BrokenRule(said % facts, field="unit", code="unit-gone")


def _require_sane(founded_on: date | None, unit: Unit, today: date) -> None:
    if founded_on is None:
        return
    first = max(EARLIEST, unit.founded_on or EARLIEST)
    if not first <= founded_on <= today + AHEAD:
        raise BrokenRule(
            _("Ngày thành lập phải từ %(first)s đến %(last)s. Hãy ghi lại ngày theo văn bản thành lập.")
            % {"first": day(first), "last": day(today + AHEAD)},
            field="founded_on",
            code="day-unlikely",
        )


def _require_only(name: str, organisation: Organisation) -> None:
    living = Organisation.objects.filter(unit=organisation.unit_id, dissolved_on=None)
    alike = living.filter(folded=fold(name)).exclude(pk=organisation.pk).values_list("name", flat=True)
    if name.casefold() in {other.casefold() for other in alike}:
        raise _taken(name)


def _taken(name: str) -> BrokenRule:
    return BrokenRule(
        _("Địa phương này đã có cơ quan tên “%(name)s”. Hãy dùng cơ quan đó, hoặc ghi tên khác.")
        % {"name": name},
        field="name",
        code="name-taken",
    )


def _save_new(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError:
        raise _taken(organisation.name) from None


def _name(row: Organisation, given: Organisation, name: str) -> None:
    try:
        with transaction.atomic():
            Organisation.objects.filter(pk=row.pk).update(name=name, folded=fold(name))
    except IntegrityError:
        raise _taken(name) from None
    given.name, given.folded = name, fold(name)


def _under(parent: Organisation | None) -> dict[str, object]:
    return {"parent": parent.uid} if parent else {}


def _held_line(
    organisation: Organisation, parent: Organisation | None
) -> tuple[Organisation, list[Organisation]]:
    """The organ, and the line from its new parent up to the top, none of which can move meanwhile."""
    keys = {organisation.pk, *(one.pk for one in line_up(parent))}
    whole = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    rows = {row.pk: row for row in whole.select_related("unit", "parent")}
    line: list[Organisation] = []
    key = parent.pk if parent else None
    while key is not None and key not in {row.pk for row in line}:
        if key not in rows:
            raise Stale
        line.append(rows[key])
        key = rows[key].parent_id
    return rows[organisation.pk], line


def line_up(organisation: Organisation | None) -> list[Organisation]:
    """An organ, the one that it hangs under, and so on to the top."""
    line: list[Organisation] = []
    while organisation is not None and organisation not in line:
        line.append(organisation)
        above = Organisation.objects.filter(children=organisation.pk)
        organisation = above.first()
    return line


def _require_no_circle(row: Organisation, line: list[Organisation]) -> None:
    keys = [one.pk for one in line]
    if row.pk not in keys:
        return
    below = reversed(line[: keys.index(row.pk)])
    chain = " → ".join([row.name, *(one.name for one in below), row.name])
    raise BrokenRule(
        _(
            "“%(name)s” không thể trực thuộc chính nó hoặc cơ quan bên dưới nó (%(chain)s). "
            "Hãy chọn cơ quan khác, hoặc chuyển cơ quan bên dưới đi trước."
        )
        % {"name": row.name, "chain": chain},
        field="parent",
        code="circle",
    )


def registers_beside(row: Organisation) -> models.QuerySet[Organisation]:
    """Who else keeps the register of its block in its unit."""
    there = Organisation.objects.filter(unit=row.unit_id, block=row.block, dissolved_on=None)
    kept = there.filter(keeps_register=True)
    return kept.exclude(pk=row.pk)
