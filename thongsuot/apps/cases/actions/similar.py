"""Keeping the keys by which a case is found when another says the same."""

from __future__ import annotations

from thongsuot.apps.cases import bridge
from thongsuot.apps.cases.models import Case, Posting


def index(case: Case) -> None:
    """Make the keys anew from the text: part of every action that sets it, and of no journal, being derived."""
    units = [one.unit.full_name for one in case.case_units.select_related("unit") if one.role == "raised"]
    Posting.objects.filter(case=case).delete()
    Posting.objects.bulk_create(Posting(case=case, key=key) for key in bridge.said(case.text, units).keys)
