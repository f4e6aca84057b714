"""What a merger is about, what it lacks, what it asks, what it moved, and what stands in its way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.apps.cases import queries as cases
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.handover import Fault, Holder, Holding, Move, Obstacle, Word, obstacles
from thongsuot.apps.core.models import User
from thongsuot.apps.desk.models import Merger, MergerKind, MergerMove, MergerSource, MergerTarget
from thongsuot.apps.documents import queries as documents
from thongsuot.apps.meetings import queries as meetings
from thongsuot.apps.organisations import queries as organisations
from thongsuot.apps.places import queries as places

DOORS: tuple[Any, ...] = (places, organisations, documents, cases, meetings)
"""The apps that hold something, from the lowest up."""


def mergers(*, for_: User, q: str = "", kind: str = "") -> models.QuerySet[Merger]:
    """The mergers that concern this user's units, and their own drafts; the newest first."""
    units = organisations.scope(for_, "desk.merge").units
    near = MergerSource.objects.filter(Q(unit__in=units) | Q(organ__unit__in=units)).values("merger")
    rows = Merger.objects.filter(Q(pk__in=near) | Q(drafted_by=for_.pk))
    for word in fold(q).split():
        rows = rows.filter(folded__contains=word)
    rows = rows.filter(kind=kind) if kind else rows
    return rows.prefetch_related("sources__unit", "sources__organ", "targets")


def tallies(rows: models.QuerySet[Merger]) -> dict[str, int]:
    """Status -> how many of these are in it."""
    return dict(rows.order_by().values_list("status").annotate(n=Count("pk")))


def merger(uid: UUID, *, for_: User) -> Merger | None:
    return mergers(for_=for_).filter(uid=uid).first()


def title(merger: Merger) -> str:
    """What it does, in one line: "phường A, xã B → phường C"."""
    old = ", ".join(source.name for source in merger.sources.all())
    new = ", ".join(str(target) for target in merger.targets.all())
    return f"{old or '…'} → {new or '…'}"


def sources(merger: Merger) -> list[MergerSource]:
    return list(merger.sources.select_related("unit__province", "organ__unit__province"))


def new_units(merger: Merger) -> list[places.NewUnit]:
    return [places.NewUnit(one.code, one.name, one.type) for one in merger.targets.all()]


def faults(merger: Merger, *, today: date) -> list[Fault]:
    """Why it cannot be done today, each with the way out; empty when it can."""
    missing = [*_missing(merger), *_dated(merger, today)]
    if merger.effective_on is None or not merger.sources.all():
        return missing
    return [*missing, *_refused(merger, merger.effective_on), *_unanswered(merger)]


def _missing(merger: Merger) -> Iterator[Fault]:
    old, new = len(merger.sources.all()), len(merger.targets.all())
    if merger.kind == MergerKind.MERGE and old < 2:
        yield Fault(_("Cần ít nhất hai đơn vị cũ."), _("Tìm và thêm đơn vị ở mục “Bên cũ”."))
    if merger.kind == MergerKind.MERGE and new > 1:
        yield Fault(_("Nhập nhiều đơn vị chỉ lập một đơn vị mới."), _("Bỏ bớt đơn vị mới."))
    if merger.kind == MergerKind.DIVIDE and old != 1:
        yield Fault(_("Chia tách cần đúng một đơn vị cũ."), _("Thêm hoặc bỏ bớt ở mục “Bên cũ”."))
    if merger.kind == MergerKind.DIVIDE and new < 2:
        yield Fault(_("Chia tách cần ít nhất hai đơn vị mới."), _("Thêm đơn vị ở mục “Bên mới”."))
    if merger.kind == MergerKind.REORGANISE and old < 1:
        yield Fault(_("Cần ít nhất một cơ quan cũ."), _("Tìm và thêm cơ quan ở mục “Bên cũ”."))
    if new < 1:
        yield Fault(_("Chưa có bên mới."), _("Thêm ở mục “Bên mới”."))
    for one in merger.sources.all():
        if one.unit_id is None and one.organ_id is None:
            why = _("%(name)s không còn: phương án lập ra nó đã được hoàn tác.") % {"name": one.name}
            yield Fault(why, _("Bỏ khỏi mục “Bên cũ”."))
    if not merger.document_number or not merger.document_on:
        yield Fault(_("Chưa ghi số và ngày văn bản."), _("Bấm “Sửa thông tin” để ghi."))


def _dated(merger: Merger, today: date) -> Iterator[Fault]:
    if merger.effective_on is None:
        yield Fault(_("Chưa có ngày hiệu lực."), _("Bấm “Sửa thông tin” để ghi."))
    elif merger.effective_on > today:
        day = f"{merger.effective_on:%d/%m/%Y}"
        why = _("Ngày hiệu lực %(day)s chưa tới; chưa ai có thể làm việc ở đơn vị chưa có.") % {"day": day}
        yield Fault(why, _("Giữ bản soạn và thực hiện từ ngày đó."))


def _refused(merger: Merger, on: date) -> list[Fault]:
    rows = sources(merger)
    if not merger.is_of_units:
        organs = [one.organ for one in rows if one.organ]
        new = [organisations.NewOrgan(one.name, one.type) for one in merger.targets.all()]
        return organisations.succession_faults(organs, new, on=on)
    units = [one.unit for one in rows if one.unit]
    organs = list(organisations.living(Holder(units=frozenset(unit.pk for unit in units)), on=on))
    return [
        *places.succession_faults(units, new_units(merger), on=on),
        *organisations.succession_faults(organs, on=on, is_units=True),
    ]


def _unanswered(merger: Merger) -> Iterator[Fault]:
    if left := sum(one.target is None for one in questions(merger)):
        why = _("Còn %(n)s nội dung chưa chọn nơi tiếp nhận.") % {"n": left}
        yield Fault(why, _("Mở trang “Phân chia” và chọn cho từng nội dung."))


@dataclass(frozen=True, slots=True)
class Question:
    """Something of a divided unit or organ, and the successor chosen for it (None: not yet)."""

    holding: Holding
    target: MergerTarget | None


def questions(merger: Merger) -> list[Question]:
    """Everything that a merger with several successors has to be told where it goes."""
    if len(merger.targets.all()) < 2 or merger.effective_on is None:
        return []
    by_pk = {target.pk: target for target in merger.targets.all()}
    answers = {row.thing: by_pk.get(row.target_id) for row in merger.answers.all()}
    held = {one.uid: one for one in _held(merger, merger.effective_on)}
    return [Question(one, answers.get(one.uid)) for one in held.values()]


def _held(merger: Merger, on: date) -> Iterator[Holding]:
    rows = sources(merger)
    units = frozenset(one.unit_id for one in rows if one.unit_id)
    organs = frozenset(one.organ_id for one in rows if one.organ_id)
    for one in rows:
        if one.organ:
            label = _("Sổ theo dõi, cơ quan trực thuộc và các liên kết khác của %(organ)s")
            yield Holding("desk.links", one.organ.uid, label % {"organ": one.organ.name})
    for door in DOORS:
        yield from door.holdings(Holder(units=units, organs=organs), on=on)


def is_answered(merger: Merger) -> bool:
    """Whether a merger says all that it has to, apart from whether its day has come."""
    return not list(_missing(merger)) and not list(_unanswered(merger))


def moves(merger: Merger) -> list[Move]:
    """What was done, in its order."""
    return [
        Move(
            row.kind,
            row.row,
            row.before,
            row.after,
            Word((row.subject_kind, row.subject_uid), row.what, row.old, row.new, row.is_joined),
        )
        for row in MergerMove.objects.filter(merger=merger).order_by("position")
    ]


def is_untouched(merger: Merger) -> bool:
    """Whether nothing came since that stands on what the merger made."""
    return not obstacles(moves(merger))


@dataclass(frozen=True, slots=True)
class OutOfTheWay:
    """Rows of one kind that stand in the way back: what they are, how many, and what to do."""

    what: str
    count: int
    why: str
    way_out: str


WHY: dict[str, str | Promise] = {
    "points": gettext_lazy("phát sinh sau khi sắp xếp"),
    "changed": gettext_lazy("đã thay đổi sau khi sắp xếp"),
    "gone": gettext_lazy("không còn"),
}
WAYS_OUT: dict[str, str | Promise] = {
    "organisations.membership": gettext_lazy(
        "Gỡ lần bổ nhiệm hoặc lần thôi giữ chức vụ mới ghi, rồi hoàn tác."
    ),
    "organisations.post": gettext_lazy("Đưa chức vụ về như ngay sau sắp xếp, hoặc bỏ chức vụ mới mở."),
    "organisations.organisation": gettext_lazy("Đưa cơ quan về như ngay sau sắp xếp, hoặc bỏ cơ quan mới lập."),
    "places.unit": gettext_lazy("Hoàn tác phương án sắp xếp lập sau trước đã."),
    "places.succession": gettext_lazy("Hoàn tác phương án sắp xếp lập sau trước đã."),
}  # fmt: skip
OTHERWISE = gettext_lazy(
    "Việc mới đã gắn với bên mới. Thay cho hoàn tác, hãy lập phương án chia bên mới thành các bên như trước; "
    "từng việc sẽ được hỏi giao cho bên nào."
)


def in_the_way(merger: Merger) -> list[OutOfTheWay]:
    """What keeps a merger from being reversed, grouped, each with the way out."""
    found: Counter[tuple[str, str, str]] = Counter()
    for one in obstacles(moves(merger)):
        found[one.kind, _words(one), one.why] += 1
    return [
        OutOfTheWay(what, count, str(WHY[why]), str(WAYS_OUT.get(kind, OTHERWISE)))
        for (kind, what, why), count in found.items()
    ]


def _words(one: Obstacle) -> str:
    return one.what[:1].upper() + one.what[1:]
