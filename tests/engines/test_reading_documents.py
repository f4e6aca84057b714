"""Whole documents against what a person expects of them, by the scoring of the bench."""

import json
from pathlib import Path

import pytest

from bench.scoring import aggregate, score
from thongsuot.engines.reading.check import faults
from thongsuot.engines.reading.explain import RULES, why
from thongsuot.engines.reading.model import Source
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "tests/reading/documents").glob("*.txt"))
SEEDS = sorted((ROOT.parent / "shared/seeds").glob("*.txt"))
LEAST = 0.9
"""F1 over all invented documents, for every element; results are told more fully than expected."""


def scored(path):
    record = read(Source(path.read_bytes(), path.name), gazetteer())
    assert faults(record) == []
    return score(json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8")), record)


@pytest.mark.skipif(not SEEDS, reason="../shared/seeds is not here")
def test_seeds_are_read_in_full_and_nothing_extra():
    for path in SEEDS:
        wrong = {element: count for element, count in scored(path).items() if not count.is_complete}
        assert wrong == {}, path.name


def test_invented_documents():
    assert len(DOCUMENTS) >= 12
    whole = aggregate(scored(path) for path in DOCUMENTS)
    assert {element: count.f1 for element, count in whole.items() if count.f1 < LEAST} == {}


def test_every_item_has_a_known_rule_and_reason():
    for path in DOCUMENTS:
        record = read(Source(path.read_bytes()), gazetteer())
        for index, item in enumerate(record.items):
            assert item.rule in RULES
            assert ("topic", item.topic) in why(record, index).facts


def test_the_body_that_met_is_written_as_in_the_lead():
    page = (
        "ĐOÀN CÔNG TÁC LÀM VIỆC VỚI BAN THƯỜNG VỤ ĐẢNG ỦY PHƯỜNG KON TUM\n\n"
        "Sáng 21/8/2025, đồng chí Lê Văn Hòa, Phó Bí thư Tỉnh ủy làm việc với Ban Thường vụ Đảng ủy phường "
        "Kon Tum về tình hình hoạt động.\n\nTại buổi làm việc, phường kiến nghị tỉnh sửa chữa trụ sở.\n"
    )
    record = read(Source(page.encode(), province_code="51"), gazetteer())
    assert record.host_organs == ("Ban Thường vụ Đảng ủy phường Kon Tum",)
