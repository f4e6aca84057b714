"""A short text about a case to paste into a messenger: its link, and nothing above the public level."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thongsuot.apps.cases.models import Case, Level


def copy_text(case: Case) -> str:
    """Number, what may be told outside of how it stands, and the link.

    The case's own words and its deadline only when it is public; of a limited one the number and the link alone.
    """
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('cases:detail', args=[case.uid])}"
    if case.level == Level.LIMITED:
        return _("%(number)s. Xem trong hệ thống: %(url)s") % {"number": case.number, "url": address}
    parts = [f"{case.get_kind_display()} {case.number}"]
    if case.level == Level.PUBLIC:
        parts.append(case.short)
    if state := case.public_words or str(case.state.public):
        parts.append(_("Tình trạng: %(state)s") % {"state": state})
    if case.level == Level.PUBLIC and case.due_on:
        parts.append(_("Thời hạn: %(day)s") % {"day": date_format(case.due_on, "SHORT_DATE_FORMAT")})
    parts.append(_("Xem trong hệ thống: %(url)s") % {"url": address})
    return "\n".join(parts)
