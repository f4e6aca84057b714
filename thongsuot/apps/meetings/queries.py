"""Questions about working sessions. A draft is seen only by those who may record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.handover import Holder, Holding, Sum
from thongsuot.apps.core.models import User
from thongsuot.apps.core.personal import BY_NAME, Fate, Held, excerpt, held, is_named, naming
from thongsuot.apps.meetings.models import (
    Item,
    ItemKind,
    Participation,
    ReadingRun,
    SecondReading,
    WorkingSession,
)
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

PAGE = 30
MOST_WORDS = 12
"""Of a search: each is one more pass over the rows."""


def sessions(*, for_: User) -> models.QuerySet[WorkingSession]:
    """The sessions this user may see."""
    scope = organisations.scope(for_, "meetings.view")
    drafts = organisations.scope(for_, "meetings.view_drafts").registers
    ways = Q(register__in=scope.registers)
    if scope.units:
        of_unit = WorkingSession.units.through.objects.filter(unit__in=scope.units).values("workingsession")
        ways |= Q(pk__in=of_unit)
    return WorkingSession.objects.filter(ways & (Q(status="confirmed") | Q(register__in=drafts)))


def session(uid: UUID, *, for_: User) -> WorkingSession | None:
    return sessions(for_=for_).filter(uid=uid).first()


def listed(*, for_: User, status: str = "", q: str = "") -> models.QuerySet[WorkingSession]:
    """Sessions with their counts, drafts first, then the newest."""
    rows = sessions(for_=for_).annotate(
        to_review=Count("items", filter=Q(items__status="drafted"), distinct=True),
        kept=Count("items", filter=Q(items__status__in=["accepted", "recorded"]), distinct=True),
    )
    if status:
        rows = rows.filter(status=status)
    return _matching(rows, q).prefetch_related("units").order_by("-status", "-recorded_at", "-pk")


def counts(*, for_: User, q: str = "") -> dict[str, int]:
    """Status -> how many of this user's sessions are in it."""
    rows = _matching(sessions(for_=for_), q).order_by()
    return dict(rows.values_list("status").annotate(number=Count("pk", distinct=True)))


def _matching(rows: models.QuerySet[WorkingSession], q: str) -> models.QuerySet[WorkingSession]:
    for word in [*dict.fromkeys(fold(q).split())][:MOST_WORDS]:
        rows = rows.filter(folded__contains=word)
    return rows


def items(session: WorkingSession) -> list[Item]:
    """Every item of a session in the order of the text, with its passage."""
    rows = session.items.select_related("passage__source", "case", "answers", "run")
    return list(rows.prefetch_related("passage__text"))


def alike(item: Item) -> list[Item]:
    """The other items of the session that may be one with this one."""
    rows = item.session.items.filter(kind=item.kind, status__in=("drafted", "accepted")).exclude(pk=item.pk)
    return list(rows.select_related("session", "passage__text"))


def item(uid: UUID, session: WorkingSession) -> Item | None:
    return session.items.select_related("session", "passage__text").filter(uid=uid).first()


def runs(session: WorkingSession) -> list[ReadingRun]:
    return list(session.runs.select_related("source", "text").defer("result"))


def run(uid: UUID, session: WorkingSession) -> ReadingRun | None:
    """One reading of a session with what came of it."""
    return session.runs.select_related("session", "source", "text").filter(uid=uid).first()


def second_reading(run: ReadingRun) -> SecondReading | None:
    """The newest reading of the same text by the second reader."""
    return run.second_readings.select_related("asked_by").first()


def missing(session: WorkingSession) -> list[str]:
    """What still stands between a draft and its confirmation, as codes."""
    found = [] if session.held_on else ["held-on"]
    if not session.units.exists():
        found.append("units")
    if session.runs.filter(progress_status__in=["queued", "running"]).exists():
        found.append("reading")
    kept = session.items.exclude(status="rejected")
    if session.held_on and kept.filter(deadline_on__lt=session.held_on).exists():
        found.append("deadlines")
    if kept.filter(status="drafted").exists():
        found.append("undecided")
    if not session.items.filter(status="accepted").exists():
        found.append("empty")
    return found


def fingerprint(session: WorkingSession) -> str:
    """Tells whether anything of the record, its head or an item, is not as it was."""
    rows = session.items.order_by("pk").values_list("pk", "version", "status")
    stated = repr((session.version, list(rows)))
    return hashlib.sha256(stated.encode()).hexdigest()[:32]


def is_ready(session: WorkingSession) -> bool:
    return not missing(session)


def search(text: str, *, for_: User) -> models.QuerySet[WorkingSession]:
    return listed(for_=for_, q=text)


def about(unit: Unit, *, for_: User) -> models.QuerySet[WorkingSession]:
    return sessions(for_=for_).filter(units=unit)


def counted(rows: Sequence[Item]) -> dict[str, int]:
    """How many items are kept or still open, by kind."""
    counts: dict[str, int] = {}
    for row in rows:
        if row.status != "rejected":
            counts[row.kind] = counts.get(row.kind, 0) + 1
    return counts


def holdings(holder: Holder, *, on: date) -> list[Holding]:
    """Drafts about these units, and drafts that these accounts record."""
    mine = Q(units__in=holder.units) | Q(recorded_by__in=holder.users)
    drafts = WorkingSession.objects.filter(mine, status="draft").distinct().order_by("recorded_at", "pk")
    return [
        Holding(
            "meetings.workingsession",
            one.uid,
            one.title,
            f"{one.held_on:%d/%m/%Y}" if one.held_on else "",
            reverse("meetings:session", args=[one.uid]),
        )
        for one in drafts
    ]


def sums(holder: Holder, *, on: date) -> list[Sum]:
    """Drafts and confirmed records of these units, and the records in the registers of these organs."""
    of_units = WorkingSession.units.through.objects.filter(unit__in=holder.units)
    drafts = of_units.filter(workingsession__status="draft")
    hosts = WorkingSession.host_organs.through.objects.filter(organisation__in=holder.organs)
    kept = WorkingSession.objects.filter(register__in=holder.organs).annotate(workingsession_id=F("pk"))
    ended = of_units.exclude(workingsession__status="draft")
    return [
        _sum("meetings.workingsession_units", _("Bản ghi đang soạn của địa phương"), drafts),
        _sum(
            "meetings.workingsession_host_organs",
            _("Bản ghi đang soạn có cơ quan làm việc"),
            hosts.filter(workingsession__status="draft"),
        ),
        _sum("meetings.workingsession", _("Buổi làm việc trong sổ của cơ quan"), kept),
        _sum("meetings.confirmed", _("Bản ghi đã xác nhận, ở lại với địa phương cũ"), ended, stays=True),
    ]


def _sum(kind: str, label: str, rows: models.QuerySet[Any], *, stays: bool = False) -> Sum:
    keys = list(rows.order_by().values_list("workingsession_id", flat=True))
    return Sum(kind, label, len(keys), Decimal(sum(set(keys))), _("mã dòng của buổi làm việc"), stays)


TEXTS = ("title", "delegation", "agenda")
ITEM_TEXTS = ("text", "by", "to", "deadline_words")


def held_on(name: str) -> list[Held]:
    """Where sessions name somebody, whoever bears the name. For data officers, who see every register.

    A confirmed record keeps its chair, who came in a title and its conclusions: they are a state record.
    """
    return [
        *_heads_naming(name),
        *_people_named(name),
        *_items_naming(name),
        *_runs_naming(name),
        *_second_naming(name),
    ]


def _heads_naming(name: str) -> Iterator[Held]:
    for row in WorkingSession.objects.filter(naming(name, "chair", *TEXTS)).order_by("pk"):
        kept = Fate.KEEP if row.status == "confirmed" and is_named(row.chair, name) else Fate.ANONYMISE
        if is_named(row.chair, name):
            said = f"{row.chair}, {row.chair_capacity}" if row.chair_capacity else row.chair
            yield _held(
                "meetings.WorkingSession", "chair", row, f"{said} ({row.title})", f"session:{row.uid}", kept
            )
        texts = [(field, text) for field in TEXTS if is_named(text := getattr(row, field), name)]
        for field, text in texts:
            yield _held(
                "meetings.WorkingSession", field, row, excerpt(text, name), f"session:{row.uid}", kept
            )


def _people_named(name: str) -> Iterator[Held]:
    rows = Participation.objects.filter(naming(name, "name")).select_related("session").order_by("pk")
    for row in rows:
        if is_named(row.name, name):
            kept = row.session.status == "confirmed" and bool(row.titles)
            said = ", ".join(filter(None, (row.name, row.titles, row.session.title)))
            fate = Fate.KEEP if kept else Fate.ANONYMISE
            yield _held("meetings.Participation", "name", row.session, said, f"participation:{row.pk}", fate)


def _items_naming(name: str) -> Iterator[Held]:
    items = Item.objects.annotate(bodies=Cast("assignees", models.TextField()))
    for row in items.filter(naming(name, *ITEM_TEXTS, "bodies")).select_related("session").order_by("pk"):
        texts = [*(getattr(row, field) for field in ITEM_TEXTS), *(who["name"] for who in row.assignees)]
        found = [excerpt(text, name) for text in texts if is_named(text, name)]
        kept = row.status == "recorded" and row.kind == ItemKind.DIRECTIVE
        fate = Fate.KEEP if kept else Fate.ANONYMISE
        if found:
            yield _held("meetings.Item", "text", row.session, "; ".join(found), f"item:{row.uid}", fate)


def _runs_naming(name: str) -> Iterator[Held]:
    """What the reader made of a document: a draft, so that nothing keeps a name in it."""
    runs = ReadingRun.objects.annotate(found=Cast("result", models.TextField())).filter(naming(name, "found"))
    for row in runs.select_related("session", "source").order_by("pk"):
        if is_named(json.dumps(row.result, ensure_ascii=False), name):
            said = _("Kết quả đọc tệp “%(file)s”") % {"file": row.source.original_name}
            yield _held("meetings.ReadingRun", "result", row.session, said, f"run:{row.uid}", Fate.ANONYMISE)


def _second_naming(name: str) -> Iterator[Held]:
    rows = SecondReading.objects.annotate(found=Cast("result", models.TextField()))
    for row in (
        rows.filter(naming(name, "found")).select_related("run__session", "run__source").order_by("pk")
    ):
        if is_named(json.dumps(row.result, ensure_ascii=False), name):
            said = _("Kết quả đọc đối chiếu tệp “%(file)s”") % {"file": row.run.source.original_name}
            ref = f"second:{row.uid}"
            yield _held("meetings.SecondReading", "result", row.run.session, said, ref, Fate.ANONYMISE)


def _held(model: str, field: str, session: WorkingSession, value: str, ref: str, fate: Fate) -> Held:
    url = reverse("meetings:session", args=[session.uid])
    law = BY_NAME[model, field].why.law if fate == Fate.KEEP else ""
    return held(model, field, value, fate=fate, why=law, url=url, ref=f"meetings.{ref}", is_by_name=True)
