"""What nobody gives to themselves, and which roles a commune cannot give: the guard against growing one's own reach."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import SYSTEM_LOGIN, User
from thongsuot.apps.organisations.models import Membership, StandIn
from thongsuot.apps.organisations.permissions import entitled, is_provincial

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Person, Post
    from thongsuot.apps.places.models import Unit

COMMUNAL_ROLES = frozenset({"commune", "head", "department"})
"""What an organiser of a commune may let a post carry; every other role reaches beyond the commune."""


def require_others(by: User, people: Iterable[Person]) -> None:
    """Raise `BrokenRule` if one of these people is the one who acts: somebody else records that."""
    if any(person.user_id == by.pk for person in people):
        raise BrokenRule(
            _("Không ai tự ghi chức vụ, quyền hạn cho chính mình. Hãy nhờ cán bộ tổ chức khác ghi."),
            field="person",
            code="oneself",
        )


def require_may_grant(by: User, post: Post, role: str) -> None:
    """Raise `BrokenRule` for a role too high for who acts, or on a post that they hold or stand in for."""
    if by.login == SYSTEM_LOGIN:
        return
    if role not in COMMUNAL_ROLES and not any(map(is_provincial, entitled(by, "organisations.arrange"))):
        raise BrokenRule(
            _("Vai trò này vượt phạm vi cấp xã. Hãy đề nghị cán bộ tổ chức cấp tỉnh trao."),
            field="role",
            code="role-too-high",
        )
    holds = Membership.objects.filter(post=post, person__user=by.pk).exists()
    if holds or StandIn.objects.filter(membership__post=post, person__user=by.pk).exists():
        raise BrokenRule(
            _("Bạn đang giữ hoặc thay chức vụ này. Hãy nhờ cán bộ tổ chức khác trao vai trò."),
            field="role",
            code="oneself",
        )


def require_province(by: User, province: Unit) -> None:
    """A frame holds for a whole province: who arranges only a commune does not write it."""
    if by.login == SYSTEM_LOGIN:
        return
    if not any(capacity.unit_id == province.pk for capacity in entitled(by, "organisations.arrange")):
        raise NotAllowed(_("Khung cơ quan là của cả tỉnh, do cán bộ tổ chức cấp tỉnh soạn và công bố."))
