"""The organisation chart: as a tree to read and operate, as a drawing to see, print and take away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.apps.core.page import address, asked, page
from thongsuot.apps.organisations import chart as drawings
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.organisations.queries import chart as trees
from thongsuot.apps.organisations.views import where
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit


@require_safe
@page("organisations.can_view")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    subject, (day, notice) = _subject(uid), where.chosen_day(request)
    root = _tree(subject, day)
    is_drawn = asked(request, "xem") != "cay"
    context = {
        "title": _name(subject),
        "subject": subject,
        "is_organ": isinstance(subject, Organisation),
        "day": day,
        "is_today": day == where.today(request),
        "notice": notice,
        "root": root,
        "tabs": [
            {"word": _("Sơ đồ"), "url": address(request, xem=""), "current": is_drawn},
            {"word": _("Danh sách dạng cây"), "url": address(request, xem="cay"), "current": not is_drawn},
        ],
        "svg": mark_safe(_drawn(subject, root)) if is_drawn else "",  # noqa: S308 - every text in it is escaped
        "trail": where.trail(*_steps(subject), {"word": _("Sơ đồ tổ chức")}),
    }
    return render(request, "organisations/chart.html", context)


@require_safe
@page("organisations.can_view")
def svg(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The drawing alone, as a file."""
    subject, (day, _notice) = _subject(uid), where.chosen_day(request)
    response = HttpResponse(_drawn(subject, _tree(subject, day)), content_type="image/svg+xml")
    name = f"so-do-{subject.folded.replace(' ', '-')[:60]}-{day.isoformat()}.svg"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _subject(uid: UUID) -> Unit | Organisation:
    found = places.unit(uid) or queries.organisation(uid)
    if found is None:
        raise Http404
    return found


def _tree(subject: Unit | Organisation, day: date) -> drawings.Node:
    of = trees.of_organ if isinstance(subject, Organisation) else trees.of_unit
    return of(subject, on=day)  # type: ignore[arg-type]


def _drawn(subject: Unit | Organisation, root: drawings.Node) -> str:
    title = _("Sơ đồ tổ chức: %(name)s") % {"name": _name(subject)}
    shown = drawings.shown(root, _("Xem %d mục bên dưới"))
    return drawings.svg(drawings.drawing(shown), title)


def _name(subject: Unit | Organisation) -> str:
    return subject.name if isinstance(subject, Organisation) else capfirst(subject.full_name)


def _steps(subject: Unit | Organisation) -> list[where.Row]:
    if isinstance(subject, Organisation):
        return [where.unit_step(subject.unit), where.organ_step(subject)]
    return [where.unit_step(subject)]
