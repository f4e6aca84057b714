"""In whose register a case stands: shared with another office, or moved to it, by an act and never by default."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions.recording import amend
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core import actions as core
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.core.vault import Words
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation


@transaction.atomic
def share(*, case: Case, organisation: Organisation, reason: str, by: User, at: datetime) -> None:
    """Let another office that keeps a register see the case. Raises `BrokenRule` or `NotAllowed`."""
    _check(case, organisation, reason, by)
    if case.shared_with.filter(pk=organisation.pk).exists():
        said = _("Nội dung này đã được chia sẻ cho “%(office)s”.")
        raise BrokenRule(said % {"office": organisation.name}, field="organisation")
    case.shared_with.add(organisation)
    amend(case, "shared", by=by, at=at, payload=_told(case, organisation, reason))
    said = _("%(own)s chia sẻ %(case)s cho cơ quan bạn. Lý do: %(reason)s")
    _tell(case, organisation, said, reason, by, at)


@transaction.atomic
def unshare(*, case: Case, organisation: Organisation, reason: str, by: User, at: datetime) -> None:
    """End what `share` began. Raises `BrokenRule` or `NotAllowed`."""
    _check_own(case, by)
    if not case.shared_with.filter(pk=organisation.pk).exists():
        said = _("Nội dung này không còn chia sẻ cho “%(office)s”. Hãy tải lại trang.")
        raise BrokenRule(said % {"office": organisation.name})
    case.shared_with.remove(organisation)
    amend(case, "unshared", by=by, at=at, payload=_told(case, organisation, reason))
    _tell(case, organisation, _("%(own)s thôi chia sẻ %(case)s cho cơ quan bạn."), reason, by, at)


@transaction.atomic
def move_to_register(*, case: Case, organisation: Organisation, reason: str, by: User, at: datetime) -> None:
    """Give the case over to the register of another office; one's own office sees it no more by its register.

    Raises `BrokenRule` or `NotAllowed`.
    """
    _check(case, organisation, reason, by)
    told = _told(case, organisation, reason) | {"from": case.register and case.register.uid}
    said = _("%(own)s chuyển %(case)s sang sổ của cơ quan bạn. Lý do: %(reason)s")
    _tell(case, organisation, said, reason, by, at)
    case.shared_with.remove(organisation)
    amend(case, "moved-to-register", by=by, at=at, payload=told, register=organisation)


def _check(case: Case, organisation: Organisation, reason: str, by: User) -> None:
    _check_own(case, by)
    if not organisation.keeps_register or organisation.dissolved_on:
        said = _("“%(office)s” không giữ sổ theo dõi. Hãy chọn một văn phòng đang giữ sổ.")
        raise BrokenRule(said % {"office": organisation.name}, field="organisation")
    if organisation.pk == case.register_id:
        said = _("Nội dung này đang thuộc sổ của “%(office)s”.")
        raise BrokenRule(said % {"office": organisation.name}, field="organisation")
    if not reason.strip():
        raise BrokenRule(_("Cần ghi lý do."), field="reason", code="reason-missing")


def _check_own(case: Case, by: User) -> None:
    if not permissions.can_coordinate(by, case):
        said = _("Chỉ cơ quan giữ sổ của nội dung này được chia sẻ hoặc chuyển sổ.")
        raise refusal(by, said, lambda other: permissions.can_coordinate(other, case))


def _told(case: Case, organisation: Organisation, reason: str) -> dict[str, object]:
    why = {"reason": Words(case.uid, reason.strip())} if reason.strip() else {}
    return {"organisation": organisation.uid, "name": organisation.name} | why


def _tell(case: Case, organisation: Organisation, said: str, reason: str, by: User, at: datetime) -> None:
    own = case.register.name if case.register else by.acting_as
    text = said % {"own": own, "case": case.number, "reason": reason.strip()}
    people = organisations.accounts_in_role([organisation.pk], "coordinator", on=timezone.localdate(at))
    core.tell(users=people, text=text, url=reverse("cases:detail", args=[case.uid]), at=at)
