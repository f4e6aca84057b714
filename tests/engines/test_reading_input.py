"""Documents that cannot be read say why; the same report reads alike in every format."""

import io
import struct
import zipfile
import zlib

import docx
import pytest

from thongsuot.engines.reading.model import ItemKind, Limits, Problem, Source, Unreadable
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

PARAGRAPHS = (
    "Tỉnh ủy làm việc với xã Tân Lập về trụ sở và biên chế",
    "Sáng 21/8/2025, đồng chí Lê Văn Hòa, Phó Bí thư Tỉnh ủy cùng Đoàn công tác làm việc với Đảng ủy xã"
    " Tân Lập.",
    "Tại buổi làm việc, xã kiến nghị tỉnh bố trí vốn sửa chữa trụ sở; bổ sung biên chế cho Phòng Kinh "
    "tế của xã.",
    "Kết luận buổi làm việc, đồng chí Lê Văn Hòa đề nghị xã rà soát vị trí việc làm, phân công rõ "
    "người, rõ việc.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def reading(content, **options):
    return read(Source(content, **options), gazetteer())


def refusal(content, limits=Limits()):  # noqa: B008
    with pytest.raises(Unreadable) as refused:
        read(Source(content), gazetteer(), limits)
    return refused.value.problem


def a_docx(paragraphs=PARAGRAPHS):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def a_page():
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:])
    menu = "<nav><a href='/'>Trang chủ</a> <a href='/x'>Thời sự</a></nav>"
    head = f"<head><meta charset='utf-8'><title>{PARAGRAPHS[0]}</title></head>"
    story = f"<article><h1>{PARAGRAPHS[0]}</h1>{body}</article>"
    return f"<!doctype html><html>{head}<body>{menu}{story}</body></html>"


def a_pdf(objects, trailer=""):
    """A PDF by hand: objects from 1 on, then the table that says where they stand."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table
    return (
        out
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    )


def a_scan():
    drawing = b"0 0 0 rg 50 50 100 100 re f"
    return a_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        ]
    )


def a_text_pdf(text):
    """A page whose font says by a ToUnicode map which letter each code stands for."""
    letters = sorted(set(text.replace("\n", " ")))
    code = {letter: number for number, letter in enumerate(letters, 1)}
    rows = "\n".join(f"<{code[c]:04X}> <{c.encode('utf-16-be').hex()}>" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 "
        "begincodespacerange\n"
        f"<0000> <FFFF>\nendcodespacerange\n{len(letters)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    ).encode()
    lines = "\n".join(
        f"1 0 0 1 20 {780 - 14 * n} Tm <{''.join(f'{code[c]:04X}' for c in line)}> Tj"
        for n, line in enumerate(text.split("\n"))
    )
    drawing = f"BT /F1 8 Tf {lines} ET".encode()
    return a_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
            b"/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
        ]
    )


def a_locked_pdf():
    key = "<< /Filter /Standard /V 1 /R 2 /O <{0}> /U <{0}> /P -44 >>".format("ab" * 32)
    return a_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", key.encode()],
        "/Encrypt 3 0 R /ID [<00> <00>]",
    )


def a_locked_docx():
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 64
    )


def a_bomb(size=3_000_000):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * size)
    return stream.getvalue()


def a_lying_bomb():
    """A zip that declares ten bytes and unpacks to three million."""
    content = a_bomb()
    said = struct.pack("<I", 3_000_000)
    return content.replace(said, struct.pack("<I", 10))


def twice_encoded(text):
    """UTF-8 taken for Windows-1252, as a browser would, and saved as UTF-8 once more."""
    letters = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    return "".join(letters).encode()


SMALL = Limits(max_unpacked_bytes=1_000_000)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode().replace(b"\n", b"\r\n"),
        a_page().encode(),
        a_docx(),
        a_text_pdf("\n".join(PARAGRAPHS)),
        twice_encoded(TEXT),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16", "crlf", "html", "docx", "pdf", "twice encoded"],
)
def test_one_report_in_every_format(content):
    record = reading(content)
    assert str(record.held_on) == "2025-08-21"
    assert [unit.name for unit in record.units] == ["Tân Lập"]
    assert [item.text for item in record.of_kind(ItemKind.RECOMMENDATION)] == [
        "bố trí vốn sửa chữa trụ sở",
        "bổ sung biên chế cho Phòng Kinh tế của xã",
    ]
    assert len(record.of_kind(ItemKind.DIRECTIVE)) == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (b" \n\t ", Problem.EMPTY),
        (a_docx(()), Problem.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, Problem.UNKNOWN_TYPE),
        (b"{\\rtf1 x}", Problem.UNKNOWN_TYPE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Problem.UNKNOWN_TYPE),
        (a_locked_docx(), Problem.ENCRYPTED),
        (a_locked_pdf(), Problem.ENCRYPTED),
        (a_scan(), Problem.NO_TEXT_LAYER),
        (b"%PDF-1.7 nothing behind it", Problem.DAMAGED),
        (b"PK\x03\x04 nothing behind it", Problem.DAMAGED),
        (a_docx()[:2000], Problem.DAMAGED),
        (
            b"The delegation met the commune and the chair of the committee asked for the budget of it.",
            Problem.NOT_VIETNAMESE,
        ),
        (
            b"La delegation du comite a travaille avec les cadres de la commune et des villages.",
            Problem.NOT_VIETNAMESE,
        ),
        (
            "The delegation of the Party Committee led by Nguyễn Thanh Hải met with the ward of Khánh "
            "Hậu and "
            "the chair Lê Thị Mây of Tây Ninh for the review of the apparatus.".encode(),
            Problem.MACHINE_TRANSLATED,
        ),
        ((TEXT + "\n\nBản dịch này được thực hiện tự động bằng máy").encode(), Problem.MACHINE_TRANSLATED),
        (
            (
                "Sang 21/8 dong chi Le Van Hoa lam viec voi xa Tan Lap va de nghi xa ra soat bien che. " * 3
            ).encode(),
            Problem.DAMAGED,
        ),
        (
            (
                "Sảng 21/8, đổng chì Lể Vãn Hóà lãm vỉệc vởi xả Tẳn Lẵp vã để nghĩ xả rả sõảt bỉẽn chễ,"
                " cãc xả. " * 3
            ).encode(),
            Problem.DAMAGED,
        ),
    ],
)
def test_refusals(content, problem):
    assert refusal(content) is problem


def test_limits():
    assert refusal(b"a" * 11, Limits(max_bytes=10)) is Problem.TOO_LARGE
    assert refusal(TEXT.encode(), Limits(max_chars=100)) is Problem.TOO_LARGE
    assert refusal(a_scan(), Limits(max_pages=0)) is Problem.TOO_LARGE
    assert refusal(a_text_pdf(TEXT), Limits(max_chars=100)) is Problem.TOO_LARGE


def test_bombs_by_what_they_say_and_by_what_they_do():
    assert refusal(a_bomb(), SMALL) is Problem.BOMB
    lying = a_lying_bomb()
    assert zlib.crc32(lying) != zlib.crc32(a_bomb())
    assert refusal(lying, SMALL) in (Problem.BOMB, Problem.DAMAGED)


def test_a_zip_that_is_no_document():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(stream.getvalue()) is Problem.UNKNOWN_TYPE


def test_tables_of_a_docx_are_read_in_place():
    document = docx.Document()
    for paragraph in PARAGRAPHS[:2]:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Xã Tân Lập", "45 đảng viên mới kết nạp"
    document.add_paragraph(PARAGRAPHS[3])
    stream = io.BytesIO()
    document.save(stream)
    text = reading(stream.getvalue()).text
    assert text.index("45 đảng viên") < text.index("Kết luận buổi làm việc")


def test_progress_ends_at_one():
    told = []
    read(Source(TEXT.encode()), gazetteer(), progress=lambda stage, share: told.append((stage, share)))
    assert told[0][1] == 0.0 and told[-1] == ("record", 1.0)
    assert [share for _, share in told] == sorted(share for _, share in told)
