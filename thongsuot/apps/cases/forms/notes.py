"""A remark on a case, and files that prove something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases.forms.stepping import choose, words_field
from thongsuot.apps.cases.models import Level

TAKEN = "image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx"
"""What a chooser offers; what is let in is told by the bytes (`documents.intake`)."""
FIELD = "evidence"
CAMERA = forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})
"""Opens the camera of a phone; other machines show their files."""


class Files(forms.FileInput):
    allow_multiple_selected = True


MANY = Files(attrs={"accept": TAKEN, "multiple": True})


class CommentForm(forms.Form):
    text = words_field(_("Nội dung trao đổi"))
    organisation = forms.ChoiceField(label=_("Ai đọc được"), required=False)

    def __init__(self, posted: Any = None, *, organs: Sequence[tuple[str, str]]) -> None:
        super().__init__(posted, auto_id="comment_%s")
        own = [(uid, _("Chỉ trong %(organ)s") % {"organ": name}) for uid, name in organs]
        choose(self, "organisation", [("", _("Mọi người xem được nội dung này")), *own])


class EvidenceForm(forms.Form):
    """Its files are read by `chosen`: two fields of one kind, one of them a camera."""

    evidence = forms.FileField(
        label=_("Tệp hoặc ảnh có sẵn"),
        required=False,
        widget=Files(attrs={"accept": TAKEN, "multiple": True}),
    )
    evidence_photo = forms.FileField(label=_("Chụp ảnh"), required=False, widget=CAMERA)
    note = forms.CharField(label=_("Chú thích"), required=False, max_length=300)
    level = forms.ChoiceField(label=_("Mức phổ biến"), choices=Level, initial=Level.INTERNAL)

    def __init__(self, posted: Any = None, *, prefix: str = "evidence") -> None:
        super().__init__(posted, auto_id=f"{prefix}_%s")


def chosen(files: Any) -> list[UploadedFile[Any]]:
    """The files of a request that were meant as evidence, photographs last."""
    return [*files.getlist(FIELD), *files.getlist(f"{FIELD}_photo")]
