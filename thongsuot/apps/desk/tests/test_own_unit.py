"""Nobody ends their own unit; organs within reach they may."""

from __future__ import annotations

import pytest

from tests import cast
from thongsuot.apps.desk import permissions

pytestmark = pytest.mark.django_db


def test_a_ward_is_ended_by_its_province_only() -> None:
    ward = cast.unit()
    own = cast.account("tochuc-kontum", "organiser", cast.committee(ward), "Cán bộ tổ chức phường")
    assert not permissions.may_end_unit(own, ward)
    assert not permissions.may_end_unit(own, cast.unit(cast.DAK_BLA))
    assert permissions.may_end_organ(own, cast.committee(ward))
    assert not permissions.may_end_organ(own, cast.organ("Sở Xây dựng"))
    assert permissions.may_end_unit(cast.organiser(), ward)
    assert not permissions.may_end_unit(cast.organiser(), cast.unit(cast.PROVINCE))
