"""A request about personal data as somebody types it in, and what is said at its steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.desk.forms.mergers import NO_SUCH_DAY, DateInput
from thongsuot.apps.desk.models import RequestKind

KINDS = [choice for choice in RequestKind.choices if choice[0] != RequestKind.RETENTION]


class NewRequestForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại yêu cầu"), choices=KINDS)
    subject = forms.CharField(
        label=_("Họ tên người có dữ liệu"),
        max_length=120,
        help_text=_("Như trong đơn. Chọn đúng người ở bước sau."),
    )
    asker = forms.CharField(
        label=_("Người yêu cầu"),
        max_length=200,
        help_text=_("Họ tên; nếu là người đại diện, ghi rõ giấy tờ ủy quyền."),
    )
    contact = forms.CharField(label=_("Địa chỉ nhận trả lời"), max_length=300, required=False)
    words = forms.CharField(
        label=_("Nội dung yêu cầu"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )
    received_on = forms.DateField(label=_("Ngày nhận"), widget=DateInput, error_messages=NO_SUCH_DAY)
    has_processor = forms.BooleanField(label=_("Có bên xử lý dữ liệu cùng thực hiện"), required=False)


class WordsForm(forms.Form):
    """What is told or was done; kept sealed."""

    words = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4000)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class CorrectForm(forms.Form):
    """Name, degrees and gender; sealed details are corrected by who keeps people."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    degrees = forms.CharField(label=_("Học hàm, học vị"), max_length=60, required=False)
    gender = forms.ChoiceField(
        label=_("Giới tính"), required=False, choices=[("", "–"), ("female", _("nữ")), ("male", _("nam"))]
    )
    is_distinct = forms.BooleanField(label=_("Là người khác trùng tên"), required=False)


class EraseForm(forms.Form):
    """Which records that only bear the same name are this person's; and that it cannot be taken back."""

    refs = forms.MultipleChoiceField(required=False)
    is_sure = forms.BooleanField(
        label=_("Tôi đã xem từng nội dung ở trên và hiểu rằng việc xóa không hoàn tác được."),
        error_messages={"required": _("Cần xác nhận đã xem từng nội dung.")},
    )

    def __init__(self, *args: Any, refs: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["refs"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        field.choices = [(ref, ref) for ref in refs]


class ExpiredForm(EraseForm):
    """Whom to erase, of those whose data have been kept long enough."""
