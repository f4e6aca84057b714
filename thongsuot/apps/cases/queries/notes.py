"""What people added to a case, as far as somebody may read it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.models import Case, Comment, Evidence, Level
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


def comments(case: Case, *, for_: User) -> models.QuerySet[Comment]:
    """The remarks on a case that this user may read, oldest first; withdrawn ones are left out."""
    organs = {*organisations.own_organisations(for_), *organisations.scope(for_, "cases.view").organs}
    rows = case.comments.filter(withdrawn_at=None).filter(Q(organisation=None) | Q(organisation__in=organs))
    return rows.select_related("organisation", "by")


def evidence(case: Case, *, for_: User) -> models.QuerySet[Evidence]:
    """The files on a case that this user may open, oldest first; withdrawn ones are left out.

    A limited one is for the office of the register, who asked, who was given the case, and who sent it.
    """
    rows = case.evidence.filter(withdrawn_at=None).select_related("source", "organisation", "added_by")
    if permissions.has_part(for_, case):
        return rows
    own = organisations.own_organisations(for_)
    return rows.filter(~Q(level=Level.LIMITED) | Q(added_by=for_) | Q(organisation__in=own))
