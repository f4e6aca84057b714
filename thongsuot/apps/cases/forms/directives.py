"""Forms of the steps of a directive or commitment: drafted clear, issued by a paper, reported, replaced, dated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.forms.recommendations import found_case, organisation_of
from thongsuot.apps.cases.forms.register import NO_SUCH_DAY, DateInput
from thongsuot.apps.cases.forms.stepping import CaseStepForm, choose, organ_groups, words_field
from thongsuot.apps.cases.models import Case, ReplyKind

CLEAR = {
    "who": _("rõ người"),
    "what": _("rõ việc"),
    "when": _("rõ thời gian"),
    "responsibility": _("rõ trách nhiệm"),
    "product": _("rõ sản phẩm"),
    "authority": _("rõ thẩm quyền"),
}


def day_field(label: Any, *, needed: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=needed, widget=DateInput, error_messages=NO_SUCH_DAY)


def line_field(label: Any, *, needed: bool = False, longest: int = 300, more: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=needed, max_length=longest, help_text=more)


def unclear_note(case: Case) -> str:
    """Which of the six clear things are missing still, in words."""
    missing = [str(CLEAR[code]) for code in queries.unclear(case)]
    if not missing:
        return _said("Đủ sáu rõ: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền.")
    return _said("Còn thiếu: %(missing)s.") % {"missing": ", ".join(missing)}


class DraftForm(CaseStepForm):
    text = words_field(_("Việc cần làm"), rows=4)
    reply_kind = forms.ChoiceField(label=_("Yêu cầu phản hồi"), choices=ReplyKind.choices)
    lead = forms.ChoiceField(label=_("Cơ quan chủ trì"), required=False)
    supports = forms.MultipleChoiceField(label=_("Cơ quan phối hợp"), required=False)
    bodies = line_field(
        _("Hoặc giao cho các cơ quan"),
        more=_("Ghi lớp cơ quan, ví dụ: các xã, phường; các sở, ban, ngành. Mỗi nơi có một phần việc riêng."),
    )
    due_on = day_field(_("Thời hạn"), needed=False)
    no_deadline_reason = line_field(_("Lý do chưa đặt thời hạn"))
    responsibility = line_field(_("Trách nhiệm"))
    product = line_field(_("Sản phẩm"))
    authority = line_field(_("Thẩm quyền"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = organ_groups(self.case)
        choose(self, "lead", [("", _("Chưa chọn")), *groups])
        choose(self, "supports", groups)
        self.note = unclear_note(self.case)

    def first(self) -> dict[str, Any]:
        case = self.case
        names = (
            "text reply_kind bodies due_on no_deadline_reason responsibility product authority".split()  # noqa: SIM905
        )
        given = case.assignments.filter(organisation__isnull=False).select_related("organisation")
        by_role = [(one.role, str(one.organisation.uid)) for one in given if one.organisation]
        return (
            super().first()
            | {name: getattr(case, name) for name in names}
            | {
                "lead": next((uid for role, uid in by_role if role == "lead"), ""),
                "supports": [uid for role, uid in by_role if role == "support"],
            }
        )

    def clean_lead(self) -> Any:
        return organisation_of(self.cleaned_data["lead"])

    def clean_supports(self) -> tuple[Any, ...]:
        return tuple(organisation_of(uid) for uid in self.cleaned_data["supports"])

    def given(self) -> dict[str, Any]:
        return {"clear": actions.Clear(**super().given())}


class PaperFields(CaseStepForm):
    """A paper by which a directive is in force; its fields may be asked twice, with a prefix for the relay."""

    organisation = forms.ChoiceField(label=_("Cơ quan ban hành"))
    is_order = forms.BooleanField(
        label=_("Lệnh trực tiếp của người đứng đầu, chưa có văn bản"), required=False
    )
    number = line_field(_("Số, ký hiệu văn bản"), longest=60)
    issued_on = day_field(_("Ngày ban hành"))
    signer = line_field(_("Người ký"), needed=True, longest=200)
    signer_title = line_field(_("Chức vụ người ký"), needed=True, longest=200)
    paper_text = words_field(_("Nội dung theo văn bản"), rows=5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organisation", [("", _("Chọn cơ quan")), *organ_groups(self.case)])

    def first(self) -> dict[str, Any]:
        return super().first() | {"paper_text": self.case.text, "issued_on": self.on}

    def clean_organisation(self) -> Any:
        return organisation_of(self.cleaned_data["organisation"])

    def paper(self) -> actions.Paper:
        said = self.cleaned_data
        names = ("organisation", "is_order", "number", "issued_on", "signer", "signer_title")
        return actions.Paper(text=said["paper_text"], **{name: said[name] for name in names})


class IssueForm(PaperFields):
    takers = forms.MultipleChoiceField(
        label=_("Các cơ quan thực hiện"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Danh sách do máy đề xuất theo lời văn; hãy bỏ chọn nơi không giao."),
    )
    relay_organisation = forms.ChoiceField(
        label=_("Cơ quan chuyển tải"),
        required=False,
        help_text=_("Khi kết luận của Đảng được một văn bản của chính quyền giao tiếp."),
    )
    relay_number = line_field(_("Số, ký hiệu văn bản chuyển tải"), longest=60)
    relay_issued_on = day_field(_("Ngày văn bản chuyển tải"), needed=False)
    relay_signer = line_field(_("Người ký văn bản chuyển tải"), longest=200)
    relay_signer_title = line_field(_("Chức vụ người ký văn bản chuyển tải"), longest=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note = unclear_note(self.case)
        choose(self, "relay_organisation", [("", _("Không có")), *organ_groups(self.case)])
        if self.step.code != "issue-many" or not self.case.bodies:
            del self.fields["takers"]
            return
        meant = self._meant()
        choose(self, "takers", [(str(one.uid), f"{one.name} ({one.unit.full_name})") for one in meant])
        self.initial["takers"] = [str(one.uid) for one in meant]

    def _meant(self) -> list[Any]:
        register = self.case.register
        return queries.meant(self.case.bodies, near=register) if register else []

    def clean_relay_organisation(self) -> Any:
        return organisation_of(self.cleaned_data["relay_organisation"])

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("relay_organisation") and not said.get("relay_issued_on"):
            self.add_error("relay_issued_on", _("Hãy ghi ngày của văn bản chuyển tải."))
        return said

    def given(self) -> dict[str, Any]:
        uids = self.cleaned_data.get("takers", [])
        given = {"paper": self.paper(), "relay": self._relay()}
        return given | ({"bodies": [organisation_of(uid) for uid in uids]} if uids else {})

    def _relay(self) -> actions.Paper | None:
        said = self.cleaned_data
        if not said["relay_organisation"]:
            return None
        return actions.Paper(
            organisation=said["relay_organisation"],
            number=said["relay_number"],
            issued_on=said["relay_issued_on"],
            signer=said["relay_signer"],
            signer_title=said["relay_signer_title"],
            text=said["paper_text"],
        )


class ReportForm(CaseStepForm):
    text = words_field(_("Kết quả, sản phẩm"), rows=5)


class ReplaceForm(CaseStepForm):
    other = line_field(_("Số của nội dung thay thế"), needed=True, longest=20, more=_("Ví dụ: CĐ-2025-0001."))

    def clean_other(self) -> Case | None:
        return found_case(self, self.cleaned_data["other"])


class DateForm(CaseStepForm):
    due_on = day_field(_("Thời hạn đã xác nhận"))

    def first(self) -> dict[str, Any]:
        return super().first() | {"due_on": self.case.due_on}
