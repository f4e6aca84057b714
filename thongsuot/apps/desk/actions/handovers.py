"""Handing over what somebody holds before they leave a post, and ending the membership in the same act."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import actions as cases
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.handover import Shift
from thongsuot.apps.core.models import User
from thongsuot.apps.desk import permissions, queries
from thongsuot.apps.desk.models import HandOver, HandOverItem
from thongsuot.apps.documents import actions as documents
from thongsuot.apps.meetings import actions as meetings
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations import queries as organs

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Membership

HANDS: tuple[Any, ...] = (documents, cases, meetings)


@transaction.atomic
def hand_over(
    *,
    membership: Membership,
    by: User,
    at: datetime,
    successor: Membership | None = None,
    last_day: date | None = None,
    reason: str = "",
) -> HandOver | None:
    """Give all that is open in somebody's hands to a successor, else to the head of the organ.

    With `last_day` the membership ends too. None when there was nothing to hand over. Raises `BrokenRule`
    when nobody can take it, `NotAllowed`.
    """
    if not permissions.can_hand_over(by, membership):
        raise NotAllowed(_("Bạn chưa được giao quyền bàn giao việc của cơ quan này."))
    if last_day and not organs.may(by, "organisations.arrange"):
        raise NotAllowed(
            _("Chỉ cán bộ tổ chức ghi thôi giữ chức vụ. Bạn có thể bàn giao mà không ghi ngày thôi.")
        )
    made = _give(membership, successor, last_day, reason, by=by, at=at)
    if last_day:
        organisations.end_membership(membership=membership, until=last_day, reason=reason, by=by, at=at)
    return made  # fmt: skip


def _give(
    membership: Membership,
    successor: Membership | None,
    last_day: date | None,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> HandOver | None:
    today = timezone.localdate(at)
    held = queries.held(membership, on=today)
    if not held.items:
        return None
    taker = _taker(membership, successor, today)
    users = _accounts(held, taker)
    made = _minutes(membership, taker, today, by=by, at=at)
    made.is_to_head = successor is None
    made.last_day, made.reason = last_day, " ".join(reason.split())[:200]
    made.save()
    HandOverItem.objects.bulk_create(
        HandOverItem(
            hand_over=made,
            position=number,
            kind=one.kind,
            thing=one.uid,
            label=one.label[:400],
            note=one.note[:200],
            url=one.url,
        )
        for number, one in enumerate(held.items)
    )
    shift = Shift(act=made.uid, on=today, memberships={membership.pk: taker.pk}, users=users)
    for hand in HANDS:
        hand.hand_over(shift=shift, by=by, at=at)
    told = {"membership": membership.uid, "successor": taker.uid, "items": len(held.items)}
    journal.write(made, "handed-over", by=by, at=at, payload=told)
    return made


def _taker(membership: Membership, successor: Membership | None, today: date) -> Membership:
    able = queries.takers(membership, on=today)
    if successor is not None:
        if successor.pk not in {one.pk for one in able}:
            raise BrokenRule(
                _("Người này không đang giữ chức vụ nào khác trong cơ quan. Hãy chọn người khác."),
                field="successor",
            )
        return successor
    head = next((one for one in able if one.post.is_head), None)
    if head is None:
        raise BrokenRule(
            _("Cơ quan chưa có người đứng đầu nhận bàn giao. Hãy chọn người nhận, hoặc bổ nhiệm người mới trước."),
            field="successor",
        )  # fmt: skip
    return head


def _accounts(held: queries.Held, taker: Membership) -> dict[int, int]:
    """Drafts belong to accounts: who takes them needs one."""
    account = taker.person.user_id
    if any(one.kind == "meetings.workingsession" for one in held.items) and account is None:
        raise BrokenRule(
            _("Có bản ghi đang soạn mà người nhận chưa có tài khoản. Hãy mở tài khoản trước, hoặc chọn người khác."),
            field="successor",
        )  # fmt: skip
    return dict.fromkeys(held.holder.users, account) if account else {}


def _minutes(giver: Membership, taker: Membership, today: date, *, by: User, at: datetime) -> HandOver:
    organ = giver.post.organisation
    return HandOver(
        membership=giver,
        successor=taker,
        on=today,
        organ=organ.name,
        block=organ.block,
        place=organ.unit.full_name,
        giver_title=giver.post.title,
        taker_title=taker.post.title,
        done_by=by,
        done_at=at,
    )
