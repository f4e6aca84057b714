"""Drafting a merger: what ends, what begins, by which document, and what of a divided one goes where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move
from thongsuot.apps.desk import permissions, queries
from thongsuot.apps.desk.models import Merger, MergerAnswer, MergerKind, MergerSource, MergerTarget

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation
    from thongsuot.apps.places.models import Unit


@dataclass(frozen=True, slots=True)
class Facts:
    """When a merger takes effect and the document that it rests on."""

    effective_on: date | None = None
    document_number: str = ""
    document_on: date | None = None
    document_by: str = ""


@transaction.atomic
def draft(*, kind: str, facts: Facts, by: User, at: datetime) -> Merger:
    """A new draft. Raises `BrokenRule` for an unknown kind, `NotAllowed`."""
    if kind not in MergerKind.values:
        raise BrokenRule(_("Hãy chọn hình thức sắp xếp."), field="kind")
    if not permissions.can_merge(by):
        raise NotAllowed(_("Bạn chưa được giao quyền sắp xếp đơn vị."))
    _check(facts)
    merger = Merger.objects.create(kind=kind, drafted_by=by, drafted_at=at, **asdict(facts))
    journal.write(merger, "drafted", by=by, at=at, payload={"kind": kind, **asdict(facts)})
    return merger


@transaction.atomic
def amend(*, merger: Merger, facts: Facts, version: int, by: User, at: datetime) -> None:
    """Another day or document. Raises `BrokenRule` or `Stale`."""
    _check(facts)
    if version != merger.version:
        raise Stale
    _touch(merger, "amended", by=by, at=at, payload=asdict(facts))
    Merger.objects.filter(pk=merger.pk).update(**asdict(facts))
    merger.refresh_from_db()


def _check(facts: Facts) -> None:
    if facts.document_on and facts.effective_on and facts.document_on > facts.effective_on:
        raise BrokenRule(_("Ngày văn bản đứng sau ngày hiệu lực. Hãy xem lại hai ngày."), field="document_on")


@transaction.atomic
def add_source(
    *,
    merger: Merger,
    by: User,
    at: datetime,
    unit: Unit | None = None,
    organ: Organisation | None = None,
) -> None:
    """A unit, or an organ, that is to end. Raises `BrokenRule` for the wrong one of the two, `NotAllowed`."""
    if (unit is not None) != merger.is_of_units or (organ is not None) == merger.is_of_units:
        raise BrokenRule(_("Hình thức này không nhận bên cũ loại đó."), code="wrong-source")
    is_within = (unit is not None and permissions.may_end_unit(by, unit)) or (
        organ is not None and permissions.may_end_organ(by, organ)
    )
    if not is_within:
        raise NotAllowed(_("Đơn vị này ngoài phạm vi bạn được giao sắp xếp."))
    if merger.sources.filter(unit=unit, organ=organ).exists():
        raise BrokenRule(_("Đã có trong phương án."), code="twice")
    name = unit.full_name if unit else organ.name if organ else ""
    MergerSource.objects.create(merger=merger, unit=unit, organ=organ, name=name)
    added = {"source": unit.uid if unit else organ.uid if organ else None}
    _touch(merger, "source-added", by=by, at=at, payload=added)


@transaction.atomic
def remove_source(*, merger: Merger, source: MergerSource, by: User, at: datetime) -> None:
    """It is not to end after all; answers about it go too."""
    _touch(merger, "source-removed", by=by, at=at, payload={"source": source.name})
    MergerSource.objects.filter(pk=source.pk, merger=merger).delete()
    _rename(merger)


@transaction.atomic
def add_target(
    *, merger: Merger, name: str, type: str, by: User, at: datetime, code: str = ""
) -> MergerTarget:
    """A unit (code, name, type) or an organ (name, kind) that is to begin. Raises `BrokenRule`."""
    name, code = nfc(" ".join(name.split())), code.strip()
    if not name:
        raise BrokenRule(_("Cần có tên."), field="name")
    if merger.is_of_units and not code:
        raise BrokenRule(_("Cần có mã đơn vị hành chính."), field="code")
    if merger.kind == MergerKind.MERGE and merger.targets.exists():
        raise BrokenRule(
            _("Nhập nhiều đơn vị chỉ lập một đơn vị mới. Hãy bỏ đơn vị đã ghi trước."), field="name"
        )
    target = MergerTarget.objects.create(merger=merger, name=name, type=type, code=code)
    _touch(merger, "target-added", by=by, at=at, payload={"code": code, "name": name, "type": type})
    return target  # fmt: skip


@transaction.atomic
def remove_target(*, merger: Merger, target: MergerTarget, by: User, at: datetime) -> None:
    """It is not to begin after all; what was to go there is asked again."""
    _touch(merger, "target-removed", by=by, at=at, payload={"code": target.code, "name": target.name})
    MergerTarget.objects.filter(pk=target.pk, merger=merger).delete()
    _rename(merger)


@transaction.atomic
def answer(*, merger: Merger, to: Mapping[UUID, MergerTarget | None], by: User, at: datetime) -> None:
    """Say for things of a divided unit or organ where each goes; None takes an answer back."""
    asked = {one.holding.uid for one in queries.questions(merger)}
    kept = {thing: target for thing, target in to.items() if thing in asked}
    MergerAnswer.objects.filter(merger=merger, thing__in=kept).delete()
    MergerAnswer.objects.bulk_create(
        MergerAnswer(merger=merger, thing=thing, target=target) for thing, target in kept.items() if target
    )
    _touch(merger, "answered", by=by, at=at, payload={"things": len(kept)})


def drop(*, merger: Merger, by: User, at: datetime) -> None:
    """Nobody wants this draft any more."""
    move(merger, "drop", by=by, at=at)


def _touch(merger: Merger, act: str, *, by: User, at: datetime, payload: Mapping[str, object]) -> None:
    """Only a draft changes, and only through somebody who may merge all that it names. Raises `Stale`."""
    if merger.status != "drafted":
        raise BrokenRule(_("Phương án đã thực hiện hoặc đã bỏ nên không sửa được nữa."), code="not-a-draft")
    if not permissions.can_merge(by, merger):
        raise NotAllowed(_("Phương án này có đơn vị ngoài phạm vi bạn được giao sắp xếp."))
    rows = Merger.objects.filter(pk=merger.pk, version=merger.version, status="drafted")
    if not rows.update(version=F("version") + 1):
        raise Stale
    merger.version += 1
    journal.write(merger, act, by=by, at=at, payload=payload)
    _rename(merger)


def _rename(merger: Merger) -> None:
    """What the list is searched by follows what the merger names."""
    fresh = Merger.objects.prefetch_related("sources__unit", "sources__organ", "targets").get(pk=merger.pk)
    Merger.objects.filter(pk=merger.pk).update(folded=fold(queries.title(fresh))[:1000])
