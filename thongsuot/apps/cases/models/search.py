"""By which words a case is found, with their marks and without; and all words in use."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseWords(models.Model):
    """The words of a case, its number, its units and organs, as `cases.wording` cuts them; derived, never shown.

    Its full text index is made by the migration: SQL of the database's own (decision 21).
    """

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="words")
    marked = models.TextField()
    folded = models.TextField()

    class Meta:
        verbose_name = _("chữ của nội dung")
        verbose_name_plural = _("chữ của nội dung")

    def __str__(self) -> str:
        return self.folded[:80]


class Word(models.Model):
    """A word in use in some case, to mend a slip against; no numbers."""

    text = models.CharField(max_length=60, unique=True)
    folded = models.CharField(max_length=60, db_index=True)

    class Meta:
        verbose_name = _("chữ đang dùng")
        verbose_name_plural = _("chữ đang dùng")

    def __str__(self) -> str:
        return self.text
