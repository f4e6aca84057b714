"""Opening in an emergency what is out of one's reach: for some hours, for a reason, and its owner is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.vault import Words
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.models import BreakGlass

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

LASTS = timedelta(hours=4)
AT_ONCE = 5
"""Records that one person may have open in an emergency at one time."""
SHORTEST_REASON = 15
"""Letters."""


@transaction.atomic
def break_glass(
    *,
    subject: models.Model,
    label: str,
    url: str,
    owner: Organisation | None,
    reason: str,
    by: User,
    at: datetime,
) -> BreakGlass:
    """Open one record for four hours; `owner` is the office whose coordinators are told.

    Raises `BrokenRule` for a reason that says nothing, and when five are open already.
    """
    reason = " ".join(reason.split())
    capacity = queries.acting(by)
    if len(reason) < SHORTEST_REASON or capacity is None:
        said = _("Hãy ghi rõ vì sao cần mở ngay, ít nhất %(n)s chữ cái. Cơ quan giữ sổ đọc được lý do này.")
        raise BrokenRule(said % {"n": SHORTEST_REASON}, field="reason")
    _check_room(by, at)
    opened = BreakGlass.objects.create(
        user=by,
        organisation_id=capacity.organisation_id,
        subject_kind=subject._meta.label_lower,
        subject_uid=subject.uid,  # type: ignore[attr-defined]
        label=label[:300],
        reason=reason[:300],
        opened_at=at,
        closes_at=at + LASTS,
    )
    told = {"subject": opened.subject_uid, "label": label, "reason": Words(by.uid, reason)}
    journal.write(by, "opened-in-emergency", by=by, at=at, payload=told | {"until": opened.closes_at})
    if owner:
        _tell(owner, opened, url, at)
    return opened


def _check_room(by: User, at: datetime) -> None:
    # Whoever asks twice at once waits here for their own other request.
    User.objects.select_for_update().get(pk=by.pk)
    standing = BreakGlass.objects.filter(user=by, closes_at__gt=at).order_by("closes_at")
    if len(standing) >= AT_ONCE:
        first = timezone.localtime(standing[0].closes_at)
        said = _("Bạn đang mở khẩn cấp %(n)s nội dung, không mở thêm được. Lượt gần nhất hết lúc %(at)s.")
        raise BrokenRule(said % {"n": AT_ONCE, "at": f"{first:%H:%M}"}, code="too-many")


def _tell(owner: Organisation, opened: BreakGlass, url: str, at: datetime) -> None:
    facts = {"what": opened.label, "who": opened.user.login, "as": opened.user.acting_as}
    said = _("%(who)s (%(as)s) mở khẩn cấp %(what)s trong sổ của cơ quan bạn.") % facts
    people = queries.accounts_in_role([owner.pk], "coordinator", on=timezone.localdate(at))
    core.tell(
        users=people, text=f"{said} {_('Lý do: %(reason)s') % {'reason': opened.reason}}", url=url, at=at
    )
