"""Source files, the text taken from them, and passages: the ground that every recorded item stands on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid


class FileKind(models.TextChoices):
    TEXT = "text", _("Văn bản")
    HTML = "html", _("Trang web")
    DOCX = "docx", _("Word (DOCX)")
    PDF = "pdf", _("PDF")
    OTHER = "other", _("Loại khác")


class SourceFile(WithUid):
    """A file as it came. The bytes lie on disk under `sha256`; the row never changes."""

    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("dung lượng (byte)"))
    kind = models.CharField(_("loại tệp"), max_length=10, choices=FileKind)
    original_name = models.CharField(_("tên khi nhận"), max_length=255)
    units = models.ManyToManyField(
        "places.Unit", verbose_name=_("địa phương liên quan"), related_name="+", blank=True
    )
    added_by = models.ForeignKey(
        "core.User", models.PROTECT, verbose_name=_("người đưa lên"), related_name="+"
    )
    added_at = models.DateTimeField(_("đưa lên lúc"))
    register = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        verbose_name=_("sổ của"),
        related_name="+",
    )
    """The coordinating office that it was brought to."""

    class Meta:
        verbose_name = _("tệp nguồn")
        verbose_name_plural = _("tệp nguồn")
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return self.original_name


class ExtractedText(WithUid):
    """The NFC text of a file as one version of one extractor gave it. Immutable: passages point into it."""

    source = models.ForeignKey(SourceFile, models.PROTECT, verbose_name=_("tệp nguồn"), related_name="texts")
    extractor = models.CharField(_("bộ đọc"), max_length=40)
    content = models.TextField(_("nội dung"))
    extracted_at = models.DateTimeField(_("đọc lúc"))

    class Meta:
        verbose_name = _("văn bản trích")
        verbose_name_plural = _("văn bản trích")
        constraints = (models.UniqueConstraint(fields=["source", "extractor"], name="one_text_an_extractor"),)


class Passage(WithUid):
    """A place in a source: code points [start, end) of a text, or a rectangle on a page.

    Pages count from 1. Rectangles are in thousandths of the page's width and height, from its top left.
    """

    text = models.ForeignKey(ExtractedText, models.PROTECT, null=True, blank=True, related_name="passages")
    start = models.PositiveIntegerField(_("từ vị trí"), null=True, blank=True)
    end = models.PositiveIntegerField(_("đến vị trí"), null=True, blank=True)
    source = models.ForeignKey(SourceFile, models.PROTECT, related_name="passages")
    page_number = models.PositiveIntegerField(_("trang"), null=True, blank=True)
    left = models.PositiveSmallIntegerField(null=True, blank=True)
    top = models.PositiveSmallIntegerField(null=True, blank=True)
    width = models.PositiveSmallIntegerField(null=True, blank=True)
    height = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("đoạn trích")
        verbose_name_plural = _("đoạn trích")
        constraints = (
            models.CheckConstraint(
                name="passage_is_text_or_page",
                condition=models.Q(
                    text__isnull=False,
                    start__isnull=False,
                    end__gt=models.F("start"),
                    page_number__isnull=True,
                )
                | models.Q(
                    text__isnull=True,
                    page_number__gte=1,
                    left__lte=1000,
                    top__lte=1000,
                    width__gte=1,
                    height__gte=1,
                ),
            ),
            models.UniqueConstraint(
                fields=["text", "start", "end"],
                name="one_passage_a_span",
                condition=models.Q(text__isnull=False),
            ),
        )

    @property
    def quote(self) -> str:
        """The words of a text passage; "" for a rectangle."""
        return self.text.content[self.start : self.end] if self.text else ""
