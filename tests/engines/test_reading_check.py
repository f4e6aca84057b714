"""The judge of records finds every fault planted in a good one."""

from dataclasses import replace

import pytest

from thongsuot.engines.reading.check import faults
from thongsuot.engines.reading.model import Assignee, Deadline, Dropped, ItemKind, Role, Source, Span
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

TEXT = (
    "Sáng 21/8/2025, đồng chí Lê Văn Hòa, Phó Bí thư Tỉnh ủy làm việc với Đảng ủy xã Tân Lập về biên chế.\n\n"
    "Xã kiến nghị tỉnh bổ sung biên chế; sửa chữa trụ sở.\n\n"
    "Kết luận, đồng chí Lê Văn Hòa giao Sở Nội vụ rà soát biên chế trước ngày 30/9/2025.\n"
)


@pytest.fixture(scope="module")
def good():
    return read(Source(TEXT.encode()), gazetteer())


def test_a_good_record_has_no_fault(good):
    assert faults(good) == [] and len(good.items) == 3


def changed(record, **changes):
    """The record with its last item, the directive, changed."""
    return replace(record, items=(*record.items[:-1], replace(record.items[-1], **changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"span": Span(0, 10**6)},
        {"span": Span(9, 3)},
        {"text": "mua trực thăng"},
        {"text": " "},
        {"topic": "astrology"},
        {"alt_topics": ("staffing", "nothing")},
        {"confidence": 0.0},
        {"rule": ""},
        {"nature": None},
        {"answers": 0},
        {"kind": ItemKind.RESULT},
        {"deadline": Deadline(None, "trước Tết", Span(0, 9))},
        {"assignees": (Assignee("Sở Nội vụ", Role.SUPPORT, None),)},
        {"assignees": (Assignee("Sở Nội vụ", Role.LEAD, Span(-5, 2)),)},
    ],
)
def test_faults_of_items(good, changes):
    assert faults(changed(good, **changes))


def test_faults_of_the_whole(good):
    person = good.participants[0]
    other = replace(person, name="Trần Văn Tám", is_chair=True)
    assert faults(replace(good, items=tuple(reversed(good.items))))
    assert faults(replace(good, dropped=(Dropped(good.items[0].span, "menu"),)))
    assert faults(replace(good, dropped=(Dropped(Span(0, 5), "menu"), Dropped(Span(3, 8), "menu"))))
    assert faults(replace(good, participants=(replace(person, span=Span(0, 10**6)),)))
    assert faults(replace(good, participants=(replace(person, is_chair=True), other)))
    assert faults(replace(good, text=good.text.replace("ò", "o\u0300")))
