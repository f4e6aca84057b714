"""By which words a case is found when another says the same."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Posting(models.Model):
    """One key of a case's text, as `engines.similar` makes them: about sixteen a case, derived, never shown."""

    key = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="postings")

    class Meta:
        verbose_name = _("khóa tìm nội dung tương tự")
        verbose_name_plural = _("khóa tìm nội dung tương tự")
        constraints = (models.UniqueConstraint(fields=["key", "case"], name="key_once_a_case"),)

    def __str__(self) -> str:
        return f"{self.key:x}"
