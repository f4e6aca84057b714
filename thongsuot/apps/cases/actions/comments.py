"""Remarks on a case: to all who see it, or only within one's own organ."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions.recording import refuse_secret
from thongsuot.apps.cases.actions.stepping import WORKING_ROLES, accounts_of
from thongsuot.apps.cases.models import Case, Comment
from thongsuot.apps.cases.states.parties import ASKER, LEAD, OFFICE
from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.core.vault import Words
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

LONGEST = 10_000


@transaction.atomic
def comment(
    *, case: Case, text: str, by: User, at: datetime, organisation: Organisation | None = None
) -> Comment:
    """Add a remark; with `organisation` only that organ reads it, which must be one's own.

    Whoever it is for has a notice without its words. Raises `BrokenRule` for no words, too many, or what is marked
    secret; `NotAllowed` for who does not reach the case, or reaches it only in an emergency.
    """
    _check(case, organisation, by)
    words = nfc(text).strip()
    if not words or len(words) > LONGEST:
        raise BrokenRule(_("Hãy ghi nội dung trao đổi, tối đa 10.000 chữ."), field="text")
    refuse_secret(words)
    said = Comment.objects.create(
        case=case,
        organisation=organisation,
        text=words,
        by=by,
        acting_as=getattr(by, "acting_as", "") or "",
        at=at,
    )
    facts = {"case": case.uid, "organisation": organisation.uid if organisation else None}
    journal.write(said, "commented", by=by, at=at, payload=facts | {"text": Words(case.uid, words)})
    _tell(said, by, at)
    return said


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: User, at: datetime) -> None:
    """Take one's own remark back: its words are shown no more. Raises `NotAllowed` for another's."""
    if comment.by_id != by.pk:
        raise NotAllowed(_("Chỉ người ghi rút được trao đổi của mình."))
    if Comment.objects.filter(pk=comment.pk, withdrawn_at=None).update(withdrawn_at=at):
        comment.withdrawn_at = at
        journal.write(comment, "withdrawn", by=by, at=at, payload={"case": comment.case.uid})


def _check(case: Case, organisation: Organisation | None, by: User) -> None:
    if not permissions.can_comment(by, case):
        said = _("Bạn chỉ xem được nội dung này nên chưa ghi trao đổi được.")
        raise refusal(by, said, lambda other: permissions.can_comment(other, case))
    if organisation and organisation.pk not in organisations.own_organisations(by):
        raise NotAllowed(_("Trao đổi nội bộ chỉ ghi trong cơ quan của bạn."))


def _tell(said: Comment, by: User, at: datetime) -> None:
    """An internal one is told to who works in the organ and reaches the case; others to the parties."""
    case, today = said.case, timezone.localdate(at)
    if said.organisation_id is None:
        people = [one for party in (OFFICE, LEAD, ASKER) for one in accounts_of(case, party, at=at)]
    else:
        organ = [said.organisation_id]
        roles = (*WORKING_ROLES,)
        people = [one for role in roles for one in organisations.accounts_in_role(organ, role, on=today)]
    told = {one.pk: one for one in people if one.pk != by.pk}
    text = _("%(case)s: có trao đổi mới.") % {"case": case.number}
    core.tell(users=told.values(), text=text, url=reverse("cases:detail", args=[case.uid]), at=at)
