"""What rows that hold for a time, and rows that rest on a document, have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def on(day: date, prefix: str = "") -> Q:
    """Rows in force on a day; `prefix` reaches them over a relation ("memberships__")."""
    begun = Q(**{f"{prefix}since__lte": day})
    return begun & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": day}))


def within(since: date, until: date | None, prefix: str = "") -> Q:
    """Rows in force on at least one day from `since` to `until` (None: without end)."""
    lasts = Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": since})
    return lasts & Q(**{f"{prefix}since__lte": until}) if until else lasts


class Spell(models.Model):
    """In force from `since` to `until`, both days included; without `until` until further notice."""

    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        abstract = True

    def is_in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)


def forward(name: str) -> models.CheckConstraint:
    """A spell does not end before it begins."""
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name=name)


class Decided(models.Model):
    """Rests on a document, named by value: number, date, issuer."""

    decision_number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    decision_by = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def decision(self) -> str:
        """ "12-QĐ/TU ngày 01/07/2025 của Tỉnh ủy"; "" when no document is known."""
        facts: dict[str, Any] = {"number": self.decision_number, "by": self.decision_by}
        said = self.decision_number
        if said and self.decision_on:
            said = gettext("%(number)s ngày %(day)s") % {**facts, "day": f"{self.decision_on:%d/%m/%Y}"}
        return gettext("%(said)s của %(by)s") % {**facts, "said": said} if said and self.decision_by else said
