"""Forms of the steps of a recommendation or difficulty: screened, answered, confirmed, merged, opened again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import actions, queries, topics
from thongsuot.apps.cases.forms.register import NO_SUCH_DAY, DateInput
from thongsuot.apps.cases.forms.stepping import CaseStepForm, choose, organ_groups, words_field
from thongsuot.apps.cases.models import Answer, Case, Cause, Competence, Level
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


class ScreenForm(CaseStepForm):
    topic = forms.ChoiceField(label=_("Lĩnh vực"))
    competence = forms.ChoiceField(label=_("Cấp có thẩm quyền"), required=False)
    cause = forms.ChoiceField(label=_("Nguyên nhân"), required=False)
    level = forms.ChoiceField(label=_("Mức phổ biến"), choices=Level.choices)
    public_words = words_field(_("Tình trạng nói công khai"), needed=False, rows=2)
    duplicate_of = forms.CharField(
        label=_("Trùng với số"),
        required=False,
        max_length=20,
        help_text=_("Ghi số của đầu việc đã có, ví dụ KN-2025-0001. Nội dung này sẽ nhập vào đầu việc đó."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "topic", topics.labels().items())
        choose(self, "competence", [("", _("Chưa rõ")), *Competence.choices])
        choose(self, "cause", [("", _("Chưa rõ")), *Cause.choices])

    def first(self) -> dict[str, Any]:
        names = ("topic", "competence", "cause", "level", "public_words")
        return super().first() | {name: getattr(self.case, name) for name in names}

    def clean_duplicate_of(self) -> Case | None:
        return found_case(self, self.cleaned_data["duplicate_of"])


class AnswerForm(CaseStepForm):
    result = forms.ChoiceField(label=_("Kết quả"), widget=forms.RadioSelect)
    text = words_field(_("Nội dung trả lời"), rows=6)
    schedule_until = forms.DateField(
        label=_("Hoàn thành vào ngày"), widget=DateInput, error_messages=NO_SUCH_DAY
    )
    forwarded_to = forms.CharField(label=_("Đã chuyển tới cơ quan"), required=False, max_length=300)
    office = forms.ChoiceField(
        label=_("Ghi vào sổ của văn phòng"),
        required=False,
        help_text=_("Chọn khi cơ quan cấp trên cũng theo dõi trong hệ thống này."),
    )
    document_number = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=60)
    document_on = forms.DateField(
        label=_("Ngày văn bản"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        results = actions.RESULTS[self.step.code]
        choose(self, "result", [(one, Answer.Result(one).label) for one in results])
        if len(results) == 1:
            self.fields["result"].widget = forms.HiddenInput()
        if self.step.code != "schedule":
            del self.fields["schedule_until"]
        if self.step.code == "forward":
            others = organisations.keepers().exclude(pk=self.case.register_id or 0)
            choose(self, "office", [("", _("Không ghi")), *((str(one.uid), one.name) for one in others)])
        else:
            del self.fields["forwarded_to"], self.fields["office"]

    def first(self) -> dict[str, Any]:
        results = actions.RESULTS[self.step.code]
        return super().first() | ({"result": results[0]} if len(results) == 1 else {})

    def clean_office(self) -> Any:
        return organisation_of(self.cleaned_data["office"])

    def given(self) -> dict[str, Any]:
        return {"given": actions.Given(**super().given())}


class NotOursForm(CaseStepForm):
    reason = words_field(_("Vì sao không thuộc thẩm quyền"))
    believed = forms.ChoiceField(label=_("Cơ quan có thẩm quyền, theo bạn"), required=False)
    believed_words = forms.CharField(
        label=_("Cơ quan khác"),
        required=False,
        max_length=300,
        help_text=_("Khi cơ quan đó không có trong danh sách."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "believed", [("", _("Chưa rõ")), *organ_groups(self.case)])

    def clean_believed(self) -> Any:
        return organisation_of(self.cleaned_data["believed"])


class SayForm(CaseStepForm):
    """What a unit that asked says; others that ask may have spoken meanwhile."""

    is_by_version = False

    def standing(self) -> int:
        return self.case.round


class ConfirmForm(SayForm):
    note = _("Nội dung khép khi mọi nơi kiến nghị đã xác nhận.")
    words = words_field(_("Ý kiến"), needed=False)


class ContestForm(SayForm):
    note = _("Mỗi lượt trả lời chỉ nêu một lần; cơ quan giữ sổ sẽ quyết định giữ hay yêu cầu trả lời lại.")
    reason = words_field(_("Vì sao chưa đồng tình"))


class DecideForm(CaseStepForm):
    reason = words_field(_("Quyết định và lý do"))


class UnheardForm(CaseStepForm):
    note = _("Khép khi nơi kiến nghị đã được nhắc và hết hạn mà không phản hồi. Vẫn mở lại được sau đó.")


class ReopenForm(CaseStepForm):
    reason = words_field(_("Vì sao mở lại"))
    due_on = forms.DateField(label=_("Thời hạn mới"), widget=DateInput, error_messages=NO_SUCH_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "doing" not in self.step.starts:
            del self.fields["due_on"]
        if last := actions.last_day(self.case):
            self.note = _said("Mở lại được đến hết ngày %(day)s.") % {"day": f"{last:%d/%m/%Y}"}


class MergeForm(CaseStepForm):
    note = _("Các nơi kiến nghị của nội dung này được trả lời chung với đầu việc kia.")
    target = forms.CharField(
        label=_("Nhập vào số"),
        max_length=20,
        help_text=_("Ví dụ: KN-2025-0001."),
        error_messages={"required": _("Hãy ghi số của đầu việc.")},
    )

    def clean_target(self) -> Case | None:
        return found_case(self, self.cleaned_data["target"])


class UnmergeForm(CaseStepForm):
    reason = words_field(_("Vì sao tách ra"))


class ReceiveForm(CaseStepForm):
    """Nothing to fill in."""


class JoinForm(forms.Form):
    other = forms.CharField(
        label=_("Số của nội dung kia"),
        max_length=20,
        help_text=_("Ví dụ: CĐ-2025-0001."),
        error_messages={"required": _("Hãy ghi số của đầu việc.")},
    )

    def __init__(self, posted: Any = None, *, user: User) -> None:
        self.user = user
        super().__init__(posted, auto_id="join_%s")

    def clean_other(self) -> Case | None:
        return found_case(self, self.cleaned_data["other"])


class PublicForm(forms.Form):
    words = words_field(_("Lời nói công khai"), needed=False, rows=2)
    use_required_attribute = False


def found_case(form: CaseStepForm | JoinForm, number: str) -> Case | None:
    """The case of this number that who fills in the form may see; None for an empty one."""
    if not number.strip():
        return None
    case = queries.cases(for_=form.user).filter(number=number.strip().upper()).first()
    if case is None:
        raise forms.ValidationError(_("Không tìm thấy số này trong sổ của bạn."))
    return case


def organisation_of(uid: str) -> Any:
    return organisations.organisation(uid) if uid else None  # type: ignore[arg-type]
