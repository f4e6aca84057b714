"""What a form was filled in against: its hidden version, and what to say when somebody else was faster."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import Stale
from thongsuot.apps.core.models import SYSTEM_LOGIN, JournalEntry, User
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.queries.versions import changes_since, version_of

FIELD = "version"
TOLD_AT_MOST = 5
WORDS = {
    "changed": _("sửa"),
    "amended": _("sửa"),
    "corrected": _("sửa"),
    "rows-changed": _("sửa"),
    "renamed": _("đổi tên"),
    "placed": _("đổi nơi trực thuộc"),
    "guided": _("ghi sở hướng dẫn"),
    "dissolved": _("ghi chấm dứt"),
    "succeeded": _("ghi chấm dứt"),
    "restored": _("khôi phục"),
    "closed": _("đóng"),
    "reopened": _("mở lại"),
    "role-granted": _("trao vai trò"),
    "role-withdrawn": _("thu hồi vai trò"),
    "ended": _("ghi ngày thôi"),
    "published": _("công bố"),
    "details-sealed": _("ghi thông tin riêng"),
    "qualified": _("thêm trình độ"),
    "unqualified": _("bỏ trình độ"),
}


def watch(form: forms.Form, subject: Any) -> None:
    """Add the hidden version of what a form is about; a form without it counts as one of the oldest page."""
    if isinstance(subject, models.Model):
        field = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=version_of(subject))
        form.fields[FIELD] = field


def taken(form: forms.Form) -> int:
    """The version that was seen; it goes out of what the form hands on."""
    return form.cleaned_data.pop(FIELD, None) or 0


def told(form: forms.Form, subject: models.Model, stale: Stale, seen: int, *, for_: User) -> Stale:
    """The refusal with who changed what since; what was typed stays, and sending again is sending it knowingly."""
    rows = list(changes_since(subject, seen)[:TOLD_AT_MOST])
    typed: Any = form.data
    typed = form.data = typed.copy()
    typed[FIELD] = str(version_of(subject))
    return Stale(" ".join([stale.message, *_sentences(rows, form, for_)]))


def _sentences(rows: list[JournalEntry], form: forms.Form, for_: User) -> list[str]:
    names = queries.names_of([row.by_id for row in rows])
    told = zip(rows, journal.shown_all(rows, for_=for_), strict=True)
    return [_sentence(row, payload, form, names) for row, payload in told]


def _sentence(row: JournalEntry, payload: dict[str, Any], form: forms.Form, names: dict[int, str]) -> str:
    who = said("Hệ thống") if row.by.login == SYSTEM_LOGIN else names.get(row.by_id, row.by.login)
    fields = (_field(form, name, values) for name, values in payload.get("changed", {}).items())
    what = ", ".join(field for field in fields if field)
    facts = {
        "at": f"{timezone.localtime(row.at):%H:%M %d/%m/%Y}",
        "who": f"{who} ({row.acting_as})" if row.acting_as else who,
        "act": WORDS.get(row.act, said("sửa")),
    }
    return said("%(at)s, %(who)s: %(act)s") % facts + (f" {what}." if what else ".")


def _field(form: forms.Form, name: str, values: Any) -> str:
    """A field by its label; short words and numbers with what they were and are."""
    label = str(form.fields[name].label).lower() if name in form.fields else ""
    told = [str(one) for one in values if isinstance(one, str | int) and not isinstance(one, bool)]
    is_plain = len(told) == 2 and label and not hasattr(form.fields[name], "queryset")
    return f"{label} {told[0]} → {told[1]}" if is_plain else label
