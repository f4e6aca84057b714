"""What the page of a case shows of its register, of the officers who handle it, and of an emergency."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.forms import OfficeForm, OfficerForm
from thongsuot.apps.cases.models import Assignment, Case
from thongsuot.apps.organisations import queries as organisations


def of(request: HttpRequest, case: Case) -> dict[str, Any]:
    user: Any = request.user
    is_own = permissions.can_coordinate(user, case)
    return {
        "is_own": is_own,
        "opened_until": organisations.opened(user).get(case.uid),
        "assignments": [(one, _officer_form(request, one)) for one in case.assignments.all()],
        **(_offices(case) if is_own else {}),
    }


def _offices(case: Case) -> dict[str, Any]:
    """The forms that share the case with another office, and move it there; none where there is no other."""
    others = [office for office in organisations.keepers() if office.pk != case.register_id]
    shared = {office.pk for office in case.shared_with.all()}
    free = [office for office in others if office.pk not in shared]
    return {
        "share_form": office_form(case, "share", offices=free) if free else None,
        "move_form": office_form(case, "move", offices=others) if others else None,
    }


def office_form(case: Case, act: str, posted: Any = None, *, offices: Any = None) -> OfficeForm:
    choices = [(str(office.uid), office.name) for office in (offices or organisations.keepers())]
    return OfficeForm(posted, offices=choices, initial={"version": case.version}, auto_id=f"{act}_%s")


def _officer_form(request: HttpRequest, assignment: Assignment) -> OfficerForm | None:
    if not assignment.case.is_open or not permissions.can_hand_on(request.user, assignment):  # type: ignore[arg-type]
        return None
    return officer_form(request, assignment)


def officer_form(request: HttpRequest, assignment: Assignment, posted: Any = None) -> OfficerForm:
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    officers = organisations.officers(assignment.organisation_id or 0, on=today)
    choices = [(str(one.uid), _said(one, assignment)) for one in officers]
    first = str(assignment.officer.uid) if assignment.officer else ""
    return OfficerForm(
        posted,
        officers=choices,
        initial={"version": assignment.version, "officer": first},
        auto_id=f"officer{assignment.pk}_%s",
    )


def _said(membership: Any, assignment: Assignment) -> str:
    """ "Nguyễn Văn A, Chuyên viên"; with the organ where it is one under the organ that was named."""
    post = membership.post
    facts = {"name": membership.person.name, "title": post.title, "organ": post.organisation.name}
    is_own = post.organisation_id == assignment.organisation_id
    return _("%(name)s, %(title)s") % facts if is_own else _("%(name)s, %(title)s, %(organ)s") % facts
