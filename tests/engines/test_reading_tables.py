"""Tables of tasks, requests and troubles, from Word and pasted, read row by row. All of it is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import docx

from thongsuot.engines.reading.check import faults
from thongsuot.engines.reading.model import ItemKind, Record, Role, Source
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

HEAD = (
    "THÔNG BÁO",
    "Kết luận của Phó Chủ tịch UBND tỉnh Hà Trung Kiên tại buổi làm việc với UBND xã Phù Yên",
    "Ngày 17 tháng 11 năm 2025, tại trụ sở UBND xã Phù Yên, Phó Chủ tịch UBND tỉnh Hà Trung Kiên chủ trì "
    "buổi làm việc với UBND xã Phù Yên.",
    "Sau khi nghe báo cáo, Phó Chủ tịch UBND tỉnh kết luận, giao nhiệm vụ như sau:",
)
TASKS = (
    ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành"),
    ("1", "Rà soát 4 trụ sở cũ", "Sở Tài chính", "Sở Xây dựng, UBND xã Phù Yên", "30/11/2025"),
    ("2", "Bàn giao mặt bằng;\nlập hồ sơ cưỡng chế", "UBND xã Phù Yên", "", "Quý IV/2025"),
    ("3", "Báo cáo tình hình", "UBND xã Phù Yên", "", "Hằng tháng"),
)
REQUESTS = (
    ("TT", "Nội dung kiến nghị", "Khó khăn, vướng mắc", "Thẩm quyền giải quyết"),
    ("1", "Bổ sung 02 công chức địa chính", "Thiếu người làm đất đai", "Sở Nội vụ"),
    ("2", "Hỗ trợ kinh phí sửa chữa nhà làm việc", "", "UBND tỉnh"),
)
Table = Sequence[Sequence[str]]


def pasted(table: Table) -> str:
    return "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in table)


def text(*parts: str) -> Record:
    return read(Source("\n".join(parts).encode()), gazetteer())


def word(*tables: Table) -> Record:
    """The same out of a Word file; a row of one text is merged over all columns."""
    document = docx.Document()
    for paragraph in HEAD:
        document.add_paragraph(paragraph)
    for table in tables:
        drawn = document.add_table(len(table), len(table[0]))
        for row, cells in zip(drawn.rows, table, strict=True):
            if len(cells) == 1:
                row.cells[0].merge(row.cells[-1]).text = cells[0]
                continue
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    out = BytesIO()
    document.save(out)
    return read(Source(out.getvalue()), gazetteer())


def told(record: Record) -> list[tuple[str, list[str], list[str], date | None]]:
    assert faults(record) == []
    return [
        (
            item.text,
            [who.name for who in item.assignees if who.role is Role.LEAD],
            [who.name for who in item.assignees if who.role is Role.SUPPORT],
            item.deadline.on if item.deadline else None,
        )
        for item in record.of_kind(ItemKind.DIRECTIVE)
    ]


EXPECTED = [
    ("rà soát 4 trụ sở cũ", ["Sở Tài chính"], ["Sở Xây dựng", "UBND xã Phù Yên"], date(2025, 11, 30)),
    ("bàn giao mặt bằng; lập hồ sơ cưỡng chế", ["UBND xã Phù Yên"], [], date(2025, 12, 31)),
    ("báo cáo tình hình", ["UBND xã Phù Yên"], [], None),
]


def test_each_row_of_a_word_table_is_one_directive() -> None:
    record = word(TASKS)
    assert told(record) == EXPECTED
    assert {item.by for item in record.of_kind(ItemKind.DIRECTIVE)} == {"Hà Trung Kiên"}


def test_a_table_pasted_with_tabs_reads_the_same() -> None:
    assert told(text(*HEAD, pasted(TASKS))) == EXPECTED


def test_a_merged_row_stands_over_the_rows_below_and_is_no_item() -> None:
    record = word([TASKS[0], ("I. Lĩnh vực đất đai",), *TASKS[1:]])
    assert told(record) == EXPECTED


def test_a_vertically_merged_lead_holds_for_each_of_its_rows() -> None:
    document = docx.Document()
    for paragraph in HEAD:
        document.add_paragraph(paragraph)
    drawn = document.add_table(3, 3)
    for row, cells in zip(drawn.rows, [("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát trụ sở", ""), ("2", "Lập phương án sử dụng", "")], strict=True):  # fmt: skip
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    drawn.cell(1, 2).merge(drawn.cell(2, 2)).text = "Sở Tài chính"
    out = BytesIO()
    document.save(out)
    record = read(Source(out.getvalue()), gazetteer())
    assert [leads for _, leads, _, _ in told(record)] == [["Sở Tài chính"], ["Sở Tài chính"]]


def test_requests_and_troubles_of_one_row_are_two_items() -> None:
    record = word(REQUESTS)
    assert faults(record) == []
    asked = record.of_kind(ItemKind.RECOMMENDATION)
    assert [(item.text, item.to, item.by) for item in asked] == [
        ("bổ sung 02 công chức địa chính", "Sở Nội vụ", "xã Phù Yên"),
        ("hỗ trợ kinh phí sửa chữa nhà làm việc", "UBND tỉnh", "xã Phù Yên"),
    ]
    assert [item.text for item in record.of_kind(ItemKind.DIFFICULTY)] == ["thiếu người làm đất đai"]


def test_text_behind_a_table_is_text_again() -> None:
    record = text(*HEAD, pasted(TASKS), "Giao Sở Nội vụ rà soát biên chế của xã trước ngày 05/12/2025.")
    assert told(record)[-1] == ("rà soát biên chế của xã", ["Sở Nội vụ"], [], date(2025, 12, 5))


def test_a_menu_and_a_table_of_figures_are_no_tables_of_tasks() -> None:
    record = text(
        *HEAD, "Nhiệm vụ | Kết luận | Nội dung", "STT | Chỉ tiêu | Kết quả", "1 | Thu ngân sách | 96 tỷ đồng"
    )
    assert record.of_kind(ItemKind.DIRECTIVE) == ()
