"""Forms of the acts beside the status: progress, extensions, holds, corrections, objections, relays, what recurs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.forms.directives import PaperFields, day_field
from thongsuot.apps.cases.forms.recommendations import organisation_of
from thongsuot.apps.cases.forms.stepping import CaseStepForm, choose, organ_groups, words_field
from thongsuot.apps.cases.models import Objection, Recurrence


class PlainForm(CaseStepForm):
    """Nothing but, at most, a reason."""


class ProgressForm(CaseStepForm):
    text = words_field(_("Đã làm đến đâu"))


class ExtensionForm(CaseStepForm):
    until = day_field(_("Xin gia hạn đến ngày"))
    reason = words_field(_("Vì sao cần gia hạn"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clock = queries.main_clock(self.case)
        last = actions.last_day_to_ask(clock) if clock else None
        if clock and clock.due_on and last:
            told = {"due": f"{clock.due_on:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
            self.note = _said("Thời hạn đang có: %(due)s. Xin gia hạn được đến hết ngày %(last)s.") % told


class GrantForm(CaseStepForm):
    until = day_field(_("Gia hạn đến ngày"))
    reason = words_field(_("Ý kiến"), needed=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note = asked_note(self)

    def first(self) -> dict[str, Any]:
        asked = queries.asked_extension(self.case)
        return super().first() | ({"until": asked.asked_until} if asked else {})


class RefuseForm(CaseStepForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note = asked_note(self)


def asked_note(form: CaseStepForm) -> str:
    asked = queries.asked_extension(form.case)
    if asked is None:
        return ""
    told = {"until": f"{asked.asked_until:%d/%m/%Y}", "reason": asked.reason}
    return _said("Xin gia hạn đến %(until)s. Lý do: %(reason)s") % told


class CorrectForm(CaseStepForm):
    note = _("Ngày cũ và ngày sửa đều được giữ lại; các ngày đã qua vẫn tính được theo ngày cũ.")
    due_on = day_field(_("Thời hạn đúng"))


class ObjectForm(CaseStepForm):
    note = _("Ý kiến đứng cạnh kết quả thời hạn, không thay đổi kết quả đó.")
    kind = forms.ChoiceField(label=_("Loại ý kiến"), choices=Objection.Kind.choices, widget=forms.RadioSelect)
    text = words_field(_("Nội dung"))


class ObjectionForm(CaseStepForm):
    objection = forms.ChoiceField(label=_("Ý kiến"), widget=forms.RadioSelect)
    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("accept", _("Chấp nhận")), ("reject", _("Không chấp nhận"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.raised_objections(self.case)
        choose(self, "objection", [(str(one.uid), f"{one.get_kind_display()}: {one.text}") for one in rows])

    def given(self) -> dict[str, Any]:
        said = super().given()
        one = queries.raised_objections(self.case).get(uid=said["objection"])
        return {"objection": one, "decision": said["decision"], "reason": said["reason"]}


class RelayForm(PaperFields):
    leads = forms.MultipleChoiceField(label=_("Các cơ quan thực hiện"))
    due_on = day_field(_("Thời hạn"), needed=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "leads", organ_groups(self.case))

    def given(self) -> dict[str, Any]:
        leads = [organisation_of(uid) for uid in self.cleaned_data["leads"]]
        return {"paper": self.paper(), "leads": leads, "due_on": self.cleaned_data["due_on"]}


class RecurForm(CaseStepForm):
    note = _("Mỗi kỳ tạo một phần việc. Đổi chu kỳ chỉ tạo lại những phần chưa ai tiếp nhận.")
    every = forms.ChoiceField(label=_("Chu kỳ"), choices=Recurrence.Every.choices)
    since = day_field(_("Từ ngày"))
    until = day_field(_("Đến ngày"), needed=False)
    due_day = forms.IntegerField(label=_("Hạn vào ngày thứ mấy của kỳ"), min_value=1, max_value=366)
    ahead = forms.IntegerField(label=_("Tạo trước mấy ngày"), min_value=0, max_value=90)

    def first(self) -> dict[str, Any]:
        standing = getattr(self.case, "recurrence", None)
        names = ("every", "since", "until", "due_day", "ahead")
        if standing is None:
            return super().first() | {"since": self.on, "due_day": 1, "ahead": 10}
        return super().first() | {name: getattr(standing, name) for name in names}
