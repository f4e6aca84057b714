"""What people type: a new session, its head, an item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thongsuot import facts
from thongsuot.apps.meetings.models import Item, ItemKind, SessionKind, WorkingSession

SHORT = forms.TextInput(attrs={"autocomplete": "off"})


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day(**kwargs: Any) -> forms.DateField:
    return forms.DateField(
        required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs
    )


def topic_choices() -> list[tuple[str, str]]:
    """Topics in the language of the page."""
    column = 1 if get_language() == "en" else 0
    return [(code, names[column]) for code, names in facts.topics().items()]


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or many files; cleans to a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class DocumentsForm(forms.Form):
    text = forms.CharField(
        label=_("Dán nội dung báo cáo"),
        required=False,
        widget=_lines(8),
        help_text=_("Sao chép cả trang cũng được: phần thừa của trang web sẽ được bỏ ra."),
    )
    uploads = FilesField(
        label=_("Hoặc đưa tệp lên"),
        required=False,
        help_text=_("TXT, HTML, DOCX, PDF; nhiều tệp một lúc; tối đa 20 MB mỗi tệp."),
        widget=ManyFiles(attrs={"accept": ".txt,.html,.htm,.docx,.pdf"}),
    )


class NewSessionForm(DocumentsForm):
    title = forms.CharField(
        label=_("Tên buổi làm việc"),
        required=False,
        max_length=300,
        widget=SHORT,
        help_text=_("Để trống nếu có tài liệu: tên sẽ lấy từ tiêu đề."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("title", "text", "uploads")) and not self.errors:
            self.add_error(
                "text", _("Hãy dán báo cáo, chọn tệp, hoặc đặt tên để ghi trực tiếp tại buổi làm việc.")
            )
        return cleaned


class HeadForm(forms.ModelForm[WorkingSession]):
    units = forms.CharField(
        label=_("Địa phương làm việc"),
        required=False,
        widget=_lines(4),
        help_text=_("Mỗi dòng một xã, phường, đặc khu. Ví dụ: phường Kon Tum."),
    )
    organs = forms.CharField(
        label=_("Cơ quan làm việc"),
        required=False,
        widget=_lines(2),
        help_text=_("Mỗi dòng một cơ quan. Ví dụ: Ban Thường vụ Đảng ủy phường Kon Tum."),
    )
    people_delegation = forms.CharField(
        label=_("Người trong đoàn công tác"), required=False, widget=_lines(4)
    )
    people_host = forms.CharField(label=_("Phía địa phương, đơn vị"), required=False, widget=_lines(4))
    people_other = forms.CharField(
        label=_("Thành phần khác"),
        required=False,
        widget=_lines(3),
        help_text=_("Mỗi dòng một người: Họ tên | chức danh; chức danh."),
    )
    held_on = _day(label=_("Ngày làm việc"))
    kind = forms.ChoiceField(label=_("Hình thức"), choices=SessionKind.choices)
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = WorkingSession
        fields = ("title", "part_of_day", "place", "chair", "chair_capacity", "delegation", "agenda")
        widgets = {"agenda": _lines(3)}  # noqa: RUF012


class ItemForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=ItemKind.choices)
    text = forms.CharField(label=_("Nội dung"), widget=_lines(3))
    topic = forms.ChoiceField(label=_("Lĩnh vực"), choices=topic_choices)
    nature = forms.ChoiceField(
        label=_("Tính chất"),
        required=False,
        choices=[("", _("(chỉ dùng cho nội dung chỉ đạo)")), *Item.Nature.choices],
    )
    by = forms.CharField(label=_("Người nêu"), required=False, max_length=300, widget=SHORT)
    to = forms.CharField(label=_("Gửi tới"), required=False, max_length=300, widget=SHORT)
    lead = forms.CharField(
        label=_("Chủ trì thực hiện"), required=False, widget=_lines(2), help_text=_("Mỗi dòng một cơ quan.")
    )
    support = forms.CharField(label=_("Phối hợp"), required=False, widget=_lines(2))
    deadline_on = _day(label=_("Thời hạn"))
    deadline_words = forms.CharField(
        label=_("Thời hạn theo lời"), required=False, max_length=200, widget=SHORT
    )
    raised_before = forms.BooleanField(label=_("Đã kiến nghị trước đây"), required=False)
    answers = forms.UUIDField(label=_("Trả lời cho kiến nghị"), required=False)
    quote = forms.CharField(
        label=_("Đoạn trong văn bản"),
        required=False,
        widget=_lines(3),
        help_text=_("Chép nguyên văn đoạn làm căn cứ, hoặc bôi đen trên văn bản rồi bấm “Thêm mục”."),
    )
    text_uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    source_uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(label=_("Trang"), required=False, min_value=1, max_value=500)
    left = forms.IntegerField(label=_("Trái (‰)"), required=False, min_value=0, max_value=999)
    top = forms.IntegerField(label=_("Trên (‰)"), required=False, min_value=0, max_value=999)
    width = forms.IntegerField(label=_("Rộng (‰)"), required=False, min_value=1, max_value=1000)
    height = forms.IntegerField(label=_("Cao (‰)"), required=False, min_value=1, max_value=1000)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, recommendations: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [("", _("(không phải câu trả lời)"))]
        choices += [(str(item.uid), item.text[:120]) for item in recommendations]
        self.fields["answers"].widget = forms.Select(choices=choices)


class SplitForm(forms.Form):
    """The text of an item in two parts."""

    first = forms.CharField(label=_("Mục thứ nhất"), widget=_lines(2))
    second = forms.CharField(label=_("Mục thứ hai"), widget=_lines(2))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class MergeForm(forms.Form):
    """Another item of the same kind, into which this one goes."""

    into = forms.ChoiceField(
        label=_("Gộp vào mục"),
        error_messages={"invalid_choice": _("Mục này không còn trong danh sách. Hãy chọn lại.")},
    )

    def __init__(self, *args: Any, others: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(item.uid), item.text[:120]) for item in others]
        field: Any = self.fields["into"]
        field.choices = choices
