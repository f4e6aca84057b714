"""One organ: its names, its place, its posts and who holds them; and the acts on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from thongsuot.apps.core.page import page
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.forms.base import NothingForm
from thongsuot.apps.organisations.forms.organs import (
    DissolveForm,
    FoundForm,
    GuideForm,
    ParentForm,
    RenameForm,
)
from thongsuot.apps.organisations.forms.posts import PostForm
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.organisations.permissions import ROLES
from thongsuot.apps.organisations.queries import organ_page
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.acts import Act, named, offered, run
from thongsuot.apps.organisations.views.post import POST_ACTS

Row = dict[str, Any]


def _lives(organ: Organisation) -> bool:
    return organ.dissolved_on is None


def _may_come_back(organ: Organisation) -> bool:
    """What a merger ended comes back by reversing the merger."""
    return not _lives(organ) and not queries.ended_by_merger(organ)


def _found(unit: Any, cleaned: Row, **by: Any) -> str:
    made = actions.found(unit=unit, **cleaned, **by)
    return reverse("organisations:organ", args=[made.uid])


def _open_post(organ: Organisation, cleaned: Row, **by: Any) -> None:
    actions.open_post(organisation=organ, **cleaned, **by)


def _rename(organ: Organisation, cleaned: Row, **by: Any) -> None:
    actions.rename(organisation=organ, **cleaned, **by)


def _place(organ: Organisation, cleaned: Row, **by: Any) -> None:
    actions.place_under(organisation=organ, **cleaned, **by)


def _guide(organ: Organisation, cleaned: Row, **by: Any) -> None:
    actions.guide(organisation=organ, departments=list(cleaned["departments"]), **by)


def _dissolve(organ: Organisation, cleaned: Row, **by: Any) -> None:
    actions.dissolve(organisation=organ, **cleaned | {"successors": list(cleaned["successors"])}, **by)


def _restore(organ: Organisation, cleaned: Row, **by: Any) -> None:
    actions.restore(organisation=organ, **by)


UNIT_ACTS = (Act("lap-co-quan", _("Lập cơ quan"), FoundForm, _found, _("Đã lập cơ quan.")),)
ORGAN_ACTS = (
    Act("mo-chuc-vu", _("Thêm chức vụ"), PostForm, _open_post, _("Đã thêm chức vụ."), is_offered=_lives),
    Act(
        "doi-ten",
        _("Đổi tên"),
        RenameForm,
        _rename,
        _("Đã đổi tên. Tên cũ vẫn tra cứu được."),
        is_offered=_lives,
    ),
    Act("truc-thuoc", _("Đổi nơi trực thuộc"), ParentForm, _place, _("Đã ghi."), is_offered=_lives),
    Act("huong-dan", _("Ghi sở hướng dẫn"), GuideForm, _guide, _("Đã ghi."), is_offered=_lives),
    Act(
        "cham-dut",
        _("Chấm dứt hoạt động"),
        DissolveForm,
        _dissolve,
        _("Đã ghi chấm dứt. Cơ quan vẫn tra cứu được và dẫn tới nơi kế thừa."),
        is_offered=_lives,
    ),
    Act(
        "khoi-phuc",
        _("Hoàn tác"),
        NothingForm,
        _restore,
        _("Cơ quan hoạt động trở lại như trước."),
        is_offered=_may_come_back,
    ),
)


@require_safe
@page("organisations.can_view")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    organ, (day, notice) = where.organ(uid), where.chosen_day(request)
    shown = organ_page.organ_page(organ, on=day)
    may_arrange = where.may_arrange(request, organ.unit)
    today = where.today(request)
    context = {
        "organ": organ,
        "day": day,
        "is_today": day == today,
        "today": today,
        "notice": notice,
        "facts": shown,
        "may_arrange": may_arrange,
        "roles": {role.code: role.label for role in ROLES},
        "acts": offered(ORGAN_ACTS, organ) if may_arrange else [],
        "post_acts": {post.pk: offered(POST_ACTS, post) for post in shown.posts} if may_arrange else {},
        "trail": where.trail(
            *([where.unit_step(organ.unit.province)] if organ.unit.province else []),
            where.unit_step(organ.unit),
            where.organ_step(organ, is_last=True),
        ),
    }
    return render(request, "organisations/organ.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """One act on an organ."""
    organ = where.organ(uid)
    where.require_arrange(request, organ.unit)
    steps = where.trail(where.unit_step(organ.unit), where.organ_step(organ))
    back = reverse("organisations:organ", args=[organ.uid])
    return run(request, named(ORGAN_ACTS, act), organ, name=organ.name, back=back, trail=steps)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def unit_act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """One act on a unit's apparatus as a whole."""
    unit = where.unit(uid)
    where.require_arrange(request, unit)
    back = reverse("organisations:unit", args=[unit.uid])
    name = said("Cơ quan của %(unit)s") % {"unit": unit.full_name}
    steps = where.trail(where.unit_step(unit))
    return run(request, named(UNIT_ACTS, act), unit, name=name, back=back, trail=steps)
