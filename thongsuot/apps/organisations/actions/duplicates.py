"""Two records that turn out to be one person: what hangs on one moves to the other. Asked for, never silent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions import tenure
from thongsuot.apps.organisations.actions.columns import one_line
from thongsuot.apps.organisations.actions.details import open_all
from thongsuot.apps.organisations.actions.powers import require_others
from thongsuot.apps.organisations.models import Membership, Person, Post


@transaction.atomic
def merge_people(*, keep: Person, drop: Person, by: User, at: datetime) -> None:
    """Let `keep` hold, stand in for, have learnt and log in as `drop` did; the record of `drop` goes.

    Raises `BrokenRule` when the two are recorded as distinct, when both have an account, and when one person could
    not hold what both hold. Journals keep the uid of `drop`; `queries.former_uids` finds it again.
    """
    one, other = _hold_both(keep, drop)
    require_others(by, [one, other])
    _check(one, other)
    moved = {"memberships": _move_memberships(one, other, by=by, at=at)} | _move_rest(one, other)
    _take_facts(one, other)
    for row in Membership.objects.filter(person=one).select_related("post__organisation__unit", "person"):
        tenure.check(row)
    told = {"dropped": other.uid, "name": vault.personal(one.uid, other.name), **moved}
    journal.write(one, "merged", by=by, at=at, payload=told)
    journal.write(other, "merged-into", by=by, at=at, payload={"kept": one.uid})
    _delete(other)
    keep.refresh_from_db()


def _hold_both(keep: Person, drop: Person) -> list[Person]:
    """Posts before people, as everywhere: an appointment at the same time waits, and never in a circle."""
    held = Membership.objects.filter(person__in=(keep, drop)).values("post")
    list(Post.objects.select_for_update().filter(pk__in=held).order_by("pk"))
    return tenure.hold_people(keep, drop)


def _check(one: Person, other: Person) -> None:
    if one.pk == other.pk:
        raise BrokenRule(_("Hãy chọn hai người khác nhau để gộp."), field="drop", code="same-person")
    tenure.require_known(one, "keep")
    tenure.require_known(other, "drop")
    if one.distinct_from.filter(pk=other.pk).exists():
        raise BrokenRule(
            _(
                "Hai người này đã được ghi là trùng tên nhưng khác nhau. "
                "Nếu thật là một người, hãy bỏ ghi nhận đó trước."
            ),
            field="drop",
            code="recorded-distinct",
        )
    if one.user_id and other.user_id:
        raise BrokenRule(
            _("Cả hai đều có tài khoản. Hãy gỡ tài khoản của người sẽ bỏ, rồi gộp lại."),
            field="drop",
            code="both-have-accounts",
        )
    if _stands_in_for(one, other) or _stands_in_for(other, one):
        raise BrokenRule(
            _("Một trong hai được giao thay chính người kia. Hãy bỏ việc giao thay đó trước."),
            field="drop",
            code="stands-in-for-oneself",
        )


def _stands_in_for(person: Person, holder: Person) -> bool:
    return person.stands_in.filter(membership__person=holder).exists()


def _move_memberships(one: Person, other: Person, *, by: User, at: datetime) -> list[Any]:
    """Move them with a journal row on each; their uids."""
    rows = list(other.memberships.select_for_update().order_by("pk"))
    for row in rows:
        row.person, row.version = one, row.version + 1
        row.save(update_fields=["person", "version"])
        journal.write(row, "person-merged", by=by, at=at, payload={"person": [other.uid, one.uid]})
    return [row.uid for row in rows]


def _move_rest(one: Person, other: Person) -> dict[str, list[Any]]:
    """Stand-ins, qualifications, the account, and from whom both are told apart; the uids of what moved."""
    lent, learnt = list(other.stands_in.all()), list(other.qualifications.all())
    other.stands_in.update(person=one, version=models.F("version") + 1)
    known = set(one.qualifications.values_list("field", "level"))
    for row in learnt:
        if (row.field, row.level) not in known:
            row.person = one
            row.save(update_fields=["person"])
    one.distinct_from.add(*other.distinct_from.all())
    return {"stand_ins": [row.uid for row in lent], "qualifications": [row.uid for row in learnt]}


def _take_facts(one: Person, other: Person) -> None:
    """Fill what is not known of the one with what is known of the other, under the one's own key."""
    one.degrees, one.gender = one.degrees or other.degrees, one.gender or other.gender
    for name, text in open_all(other).items():
        if name not in one.sealed:
            one.sealed[name] = vault.seal(one.uid, text, purpose=name)
    if user := other.user:
        other.user = None
        other.save(update_fields=["user"])
        one.user = user
    one.version += 1
    one.save()


def _delete(person: Person) -> None:
    try:
        with transaction.atomic():
            person.delete()
    except models.ProtectedError:
        raise BrokenRule(
            _("Có việc khác còn gắn với người sẽ bỏ. Hãy đổi chiều gộp: giữ lại người đó."),
            field="drop",
            code="in-use",
        ) from None


@transaction.atomic
def tell_apart(*, person: Person, other: Person, by: User, at: datetime) -> None:
    """Record that two people of like name are not one. Raises `BrokenRule` for one and the same."""
    one, two = tenure.hold_people(person, other)
    if one.pk == two.pk:
        raise BrokenRule(_("Hãy chọn hai người khác nhau."), field="other", code="same-person")
    one.distinct_from.add(two)
    journal.write(one, "told-apart", by=by, at=at, payload={"distinct_from": [two.uid]})


@transaction.atomic
def doubt_distinction(*, person: Person, other: Person, reason: str, by: User, at: datetime) -> None:
    """Take back that two are not one, so that they can be merged. Raises `BrokenRule` without a reason."""
    if not (reason := one_line(reason)):
        raise BrokenRule(_("Cần ghi vì sao hai người này là một."), field="reason", code="reason-missing")
    one, two = tenure.hold_people(person, other)
    one.distinct_from.remove(two)
    told = {"other": two.uid, "reason": vault.personal(one.uid, reason)}
    journal.write(one, "distinction-doubted", by=by, at=at, payload=told)
