"""What the law on personal data asks of the records of people: what is held is told, and it is erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, name_key
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.personal import ERASED, Held, naming, without, without_in
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.actions.details import open_all
from thongsuot.apps.organisations.actions.people import held, keep
from thongsuot.apps.organisations.models import BreakGlass, Membership, Person, StandIn
from thongsuot.apps.organisations.queries.personal import lists_naming


@transaction.atomic
def disclose(*, person: Person, request: UUID, by: User, at: datetime) -> list[Held]:
    """All that is held on somebody, sealed details opened, to be given to them; journalled with the request."""
    opened = open_all(person)
    if opened:
        told = {"fields": sorted(opened), "request": request}
        journal.write(person, "details-read", by=by, at=at, payload=told)
    return queries.held_on(person, opened=opened)


@transaction.atomic
def erase_person(*, person: Person, request: UUID, by: User, at: datetime) -> None:
    """Leave of somebody nothing but that there was a holder of their posts; it cannot be taken back.

    The name, what is sealed, qualifications and the account go, the key is destroyed. Raises `BrokenRule` for who
    holds a post today or later, and for who was erased already.
    """
    standing = held(person, None)
    if queries.has_post(standing, on=timezone.localdate(at)):
        raise BrokenRule(
            _(
                "Người này đang giữ chức vụ hoặc đang được giao thay, nên chưa hết thời hạn lưu giữ. "
                "Chỉ xóa được sau khi đã ghi thôi giữ chức vụ."
            ),
            code="holds-a-post",
        )
    user, former = standing.user, queries.former_uids(standing)
    _empty(standing)
    standing.erased_at = at
    keep(standing, person)
    journal.write(person, "erased", by=by, at=at, payload={"request": request})
    if user is not None:
        core.erase_account(user=user, by=by, at=at)
    for holder in (standing.uid, *former):
        core.destroy_key(holder=holder, by=by, at=at, reason=str(request))


def _empty(person: Person) -> None:
    """Names, details, what hangs on them; posts held stay, of nobody whose name is known."""
    person.qualifications.all().delete()
    for glass in BreakGlass.objects.filter(naming(person.name, "label", "reason")):
        glass.label, glass.reason = without(glass.label, person.name), without(glass.reason, person.name)
        glass.save(update_fields=["label", "reason"])
    for run in lists_naming(person.name):
        run.sheets = without_in(run.sheets, person.name)
        run.save(update_fields=["sheets"])
    person.distinct_from.clear()
    Membership.objects.filter(person=person).exclude(end_reason="").update(end_reason=ERASED)
    StandIn.objects.filter(Q(person=person) | Q(membership__person=person)).update(reason=ERASED)
    person.name, person.folded, person.sort_key = ERASED, fold(ERASED), name_key(ERASED)
    person.degrees = person.gender = ""
    person.sealed, person.user = {}, None
