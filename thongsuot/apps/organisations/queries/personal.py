"""What is held on somebody, and whose data have been kept long enough."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from thongsuot.apps.core.personal import Held, held, is_named
from thongsuot.apps.organisations.models import ImportRun, Membership, Person, StandIn
from thongsuot.apps.organisations.queries.people import memberships_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("name", "degrees", "gender")
LONG_AGO = date(1900, 1, 1)


def held_on(person: Person, *, opened: Mapping[str, str] | None = None) -> list[Held]:
    """What the records of people hold. Sealed values are shown only as `opened`, which an act has read."""
    found = [
        held("organisations.Person", name, _shown(person, name)) for name in NAMES if getattr(person, name)
    ]
    for name in person.sealed:
        value = (opened or {}).get(name, _("(đã mã hóa; có trong bản xuất)"))
        found.append(held("organisations.Person", "sealed", value, what=str(sealed_label(name))))
    for learnt in person.qualifications.all():
        said = ", ".join(filter(None, (str(learnt), str(learnt.obtained_in or ""))))
        found.append(held("organisations.Qualification", "field", said))
    for one in memberships_of(person):
        found.append(held("organisations.Membership", "person", _spell(str(one), one.since, one.until)))
        if one.end_reason:
            found.append(held("organisations.Membership", "end_reason", one.end_reason))
    for lent in person.stands_in.select_related("membership__post__organisation"):
        said = f"{_spell(str(lent.membership), lent.since, lent.until)}: {lent.reason}"
        found.append(held("organisations.StandIn", "person", said))
    found += [held("organisations.ImportRun", "sheets", run.name) for run in lists_naming(person.name)]
    if others := person.distinct_from.count():  # who they are is their business
        found.append(
            held("organisations.Person", "distinct_from", _("%(n)d người trùng tên") % {"n": others})
        )
    return found


def lists_naming(name: str) -> list[ImportRun]:
    """Lists on their way in whose cells hold the name."""
    rows = ImportRun.objects.filter(written_at=None, dropped_at=None)
    return [run for run in rows if is_named(json.dumps(run.sheets, ensure_ascii=False), name)]


def sealed_label(name: str) -> str:
    labels = {"birth_date": _("Ngày sinh"), "phone": _("Điện thoại"), "email": _("Thư điện tử")}
    return labels.get(name, name)


def has_post(person: Person, *, on: date) -> bool:
    """Whether somebody holds a post or stands in for somebody on the day, or will."""
    lasts = Q(until=None) | Q(until__gte=on)
    return person.memberships.filter(lasts).exists() or person.stands_in.filter(lasts).exists()


def left_before(day: date) -> QuerySet[Person]:
    """Who held or stood in, for the last time before the day; annotated with `last_day`. For retention."""
    lasts = Q(until=None) | Q(until__gte=day)
    held_, lent = (
        Membership.objects.filter(person=OuterRef("pk")),
        StandIn.objects.filter(person=OuterRef("pk")),
    )
    rows = Person.objects.filter(Exists(held_) | Exists(lent), erased_at=None)
    rows = rows.exclude(Exists(held_.filter(lasts))).exclude(Exists(lent.filter(lasts)))
    last = Greatest(
        Coalesce(Max("memberships__until"), LONG_AGO), Coalesce(Max("stands_in__until"), LONG_AGO)
    )
    return rows.annotate(last_day=last).order_by("last_day", "sort_key", "pk")


def _shown(person: Person, name: str) -> str:
    return str(person.get_gender_display()) if name == "gender" else str(getattr(person, name))


def _spell(what: str, since: date, until: date | None) -> str:
    return f"{what} ({since:%d/%m/%Y}–{until:%d/%m/%Y})" if until else f"{what} ({since:%d/%m/%Y}–)"
