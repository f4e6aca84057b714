"""Posts and those who hold them: opening and closing, roles, appointing, ending, standing in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from thongsuot.apps.core.page import page
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.forms.base import NothingForm, ReasonForm
from thongsuot.apps.organisations.forms.posts import (
    AmendForm,
    ChangePostForm,
    ClosePostForm,
    EndForm,
    EndStandInForm,
    RoleForm,
    StandInForm,
    TenureForm,
    WithdrawForm,
)
from thongsuot.apps.organisations.models import Membership, Post, StandIn
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.acts import Act, named, run
from thongsuot.apps.organisations.views.choosing import run_with_person

Row = dict[str, Any]


def _change(post: Post, cleaned: Row, **by: Any) -> None:
    actions.change_post(post=post, **cleaned, **by)


def _close(post: Post, cleaned: Row, **by: Any) -> None:
    actions.close_post(post=post, **cleaned, **by)


def _reopen(post: Post, cleaned: Row, **by: Any) -> None:
    actions.reopen_post(post=post, **by)


def _grant(post: Post, cleaned: Row, **by: Any) -> None:
    actions.grant_role(post=post, **cleaned, **by)


def _withdraw(post: Post, cleaned: Row, **by: Any) -> None:
    actions.withdraw_role(post=post, **cleaned, **by)


def _end(membership: Membership, cleaned: Row, **by: Any) -> None:
    actions.end_membership(membership=membership, **cleaned, **by)


def _go_on(membership: Membership, cleaned: Row, **by: Any) -> None:
    actions.amend_membership(membership=membership, until=None, end_reason="", **by)


def _amend(membership: Membership, cleaned: Row, **by: Any) -> None:
    actions.amend_membership(membership=membership, **cleaned, **by)


def _remove(membership: Membership, cleaned: Row, **by: Any) -> str:
    person = membership.person
    actions.remove_membership(membership=membership, **cleaned, **by)
    return reverse("organisations:person", args=[person.uid])


def _end_stand_in(row: StandIn, cleaned: Row, **by: Any) -> None:
    actions.end_stand_in(stand_in=row, **cleaned, **by)


def _remove_stand_in(row: StandIn, cleaned: Row, **by: Any) -> None:
    actions.remove_stand_in(stand_in=row, **cleaned, **by)


def _appoint(post: Post, cleaned: Row, **by: Any) -> None:
    actions.appoint(post=post, **cleaned, **by)


def _stand_in(membership: Membership, cleaned: Row, **by: Any) -> None:
    actions.stand_in(membership=membership, **cleaned, **by)


def _is_open(post: Any) -> bool:
    return post.until is None


def _may_reopen(post: Post) -> bool:
    return post.until is not None and post.organisation.dissolved_on is None


def _may_go_on(held: Membership) -> bool:
    """Nobody goes on in a post that is over, or in an organ that is."""
    return held.until is not None and _is_open(held.post) and held.post.organisation.dissolved_on is None


APPOINT = Act("bo-nhiem", _("Ghi người giữ"), TenureForm, _appoint, _("Đã ghi người giữ chức vụ."))
STAND_IN = Act(
    "thay-the",
    _("Giao người thay"),
    StandInForm,
    _stand_in,
    _("Đã giao người thay. Người đó chọn tư cách này ở góc trên bên phải khi làm việc."),
)
POST_ACTS = (
    Act(
        "bo-nhiem",
        APPOINT.word,
        TenureForm,
        _appoint,
        APPOINT.done,
        is_offered=lambda post: bool(post.vacant),
    ),
    Act("sua", _("Sửa"), ChangePostForm, _change, _("Đã sửa chức vụ."), is_offered=_is_open),
    Act("vai-tro", _("Trao vai trò"), RoleForm, _grant, _("Đã trao vai trò."), is_offered=_is_open),
    Act(
        "thu-hoi-vai-tro",
        _("Thu hồi vai trò"),
        WithdrawForm,
        _withdraw,
        _("Đã thu hồi vai trò."),
        is_offered=lambda post: bool(post.roles_left),
    ),
    Act("dong", _("Đóng"), ClosePostForm, _close, _("Đã đóng chức vụ."), is_offered=_is_open),
    Act(
        "mo-lai",
        _("Hoàn tác: mở lại"),
        NothingForm,
        _reopen,
        _("Chức vụ lại còn như trước."),
        is_offered=_may_reopen,
    ),
)
MEMBERSHIP_ACTS = (
    Act("thoi-giu", _("Ghi thôi giữ"), EndForm, _end, _("Đã ghi thôi giữ chức vụ."), is_offered=_is_open),
    Act(
        "giu-tiep",
        _("Hoàn tác: chưa thôi giữ"),
        NothingForm,
        _go_on,
        _("Người này lại giữ chức vụ, chưa định ngày thôi."),
        is_offered=_may_go_on,
    ),
    STAND_IN,
    Act("sua", _("Sửa"), AmendForm, _amend, _("Đã sửa.")),
    Act(
        "xoa",
        _("Bỏ vì ghi nhầm"),
        ReasonForm,
        _remove,
        _("Đã bỏ. Nhật ký vẫn giữ những gì từng ghi."),
        ask=_("Bỏ lần giữ chức vụ này khỏi hồ sơ? Chỉ dùng khi ghi nhầm; người đã thôi thì ghi thôi giữ."),
        lead=_("Chỉ dùng khi ghi nhầm. Người đã thôi giữ thì ghi thôi giữ, không bỏ."),
    ),
)
STAND_IN_ACTS = (
    Act("thoi-thay", _("Thôi thay sớm hơn"), EndStandInForm, _end_stand_in, _("Đã ghi.")),
    Act("xoa", _("Bỏ việc giao thay"), ReasonForm, _remove_stand_in, _("Đã bỏ việc giao thay.")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def post_act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """One act on a post; appointing also asks who."""
    rows = Post.objects.select_related("organisation__unit", "position", "filled_by")
    post = _one(rows.filter(uid=uid).first())
    organ = post.organisation
    where.require_arrange(request, organ.unit)
    around: Row = {
        "name": f"{post.title}, {organ.name}",
        "back": reverse("organisations:organ", args=[organ.uid]),
        "trail": where.trail(where.unit_step(organ.unit), where.organ_step(organ)),
    }
    if act == APPOINT.code:
        return run_with_person(request, APPOINT, post, may_enter=True, **around)
    return run(request, named(POST_ACTS, act), post, **around)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def membership_act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """One act on who holds a post; naming a stand-in also asks who."""
    rows = Membership.objects.select_related(
        "person", "post__organisation__unit", "post__filled_by", "appointed_by", "on_behalf_of", "term"
    )
    held = _one(rows.filter(uid=uid).first())
    organ = held.post.organisation
    where.require_arrange(request, organ.unit)
    around: Row = {
        "name": f"{held.person.name}, {held.post.title}, {organ.name}",
        "back": reverse("organisations:organ", args=[organ.uid]),
        "trail": where.trail(where.unit_step(organ.unit), where.organ_step(organ)),
    }
    if act == STAND_IN.code:
        return run_with_person(request, STAND_IN, held, may_enter=False, **around)
    return run(request, named(MEMBERSHIP_ACTS, act), held, **around)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def stand_in_act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """One act on a stand-in."""
    rows = StandIn.objects.select_related(
        "person", "membership__person", "membership__post__organisation__unit"
    )
    row = _one(rows.filter(uid=uid).first())
    held = row.membership
    organ = held.post.organisation
    where.require_arrange(request, organ.unit)
    name = _("%(one)s thay %(other)s, %(post)s") % {
        "one": row.person.name,
        "other": held.person.name,
        "post": held,
    }
    steps = where.trail(where.unit_step(organ.unit), where.organ_step(organ))
    back = reverse("organisations:organ", args=[organ.uid])
    return run(request, named(STAND_IN_ACTS, act), row, name=str(name), back=back, trail=steps)


def _one(found: Any) -> Any:
    if found is None:
        raise Http404
    return found
