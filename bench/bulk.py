"""Large texts and many files: time by length, memory, and a folder read on all cores."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.generate import reports
from bench.harness import Claim
from bench.measure import child
from thongsuot.engines.reading.model import Source, Unreadable
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

MEGABYTE = 1_000_000
SHORT, LONG = 125_000, 1_000_000
HEAD = """VĂN PHÒNG UBND TỈNH SƠN LA
Số: 512/TB-VP
THÔNG BÁO
Kết luận của Phó Chủ tịch UBND tỉnh Hà Trung Kiên tại buổi làm việc với UBND xã Phù Yên
Ngày 17 tháng 11 năm 2025, tại trụ sở UBND xã Phù Yên, Phó Chủ tịch UBND tỉnh Hà Trung Kiên chủ trì buổi làm \
việc với UBND xã Phù Yên.
Sau khi nghe báo cáo, Phó Chủ tịch UBND tỉnh kết luận như sau:
"""
POINT = (
    "- Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng và UBND xã Phù Yên rà soát {n} trụ sở cũ, tham mưu "
    "phương án {n} chuyển đổi công năng làm nhà văn hóa, báo cáo UBND tỉnh trước ngày {day}/12/2025.\n"
)


def notice(size: int) -> bytes:
    """An invented notice with points enough for `size` bytes."""
    parts, length = [HEAD], len(HEAD.encode())
    while length < size:
        n = len(parts)
        parts.append(POINT.format(n=n, day=n % 28 + 1))
        length += len(parts[-1].encode())
    return "".join(parts).encode()


def main(size: int) -> None:
    """Read one notice of so many bytes in a process of its own; prints seconds and items."""
    content, places = notice(size), gazetteer()
    read(Source(notice(5_000)), places)
    began = time.process_time()
    try:
        items = len(read(Source(content), places).items)
    except Unreadable as refused:
        items = -1
        print(refused.problem, file=sys.stderr)
    print(time.process_time() - began, items)


def _read_alone(size: int) -> tuple[float, int, int]:
    """(seconds, items, peak bytes)"""
    ended = child([sys.executable, "-m", "bench.bulk", str(size)])
    seconds, items = ended.output.split()[-2:]
    return float(seconds), int(items), ended.peak


def slope(is_quick: bool) -> Iterator[Claim]:
    """Eight times the text takes about eight times as long."""
    short, long = (SHORT // 4, LONG // 4) if is_quick else (SHORT, LONG)
    (fast, some, _), (slow, many, peak) = _read_alone(short), _read_alone(long)
    growth = (slow / long) / (fast / short)
    told = f"{growth:.2f} times a byte's time at {short // 1000} kB; {fast:.2f} s: {some} items, {slow:.2f} s: {many}"
    yield Claim(f"a text of {long // 1000} kB", told, "<= 1.5 times", growth <= 1.5)
    yield Claim(
        f"memory, a text of {long // 1000} kB",
        f"peak {peak / MEGABYTE:.0f} MB",
        "< 300 MB",
        peak < 300 * MEGABYTE,
    )
    _, items, peak = _read_alone(20 * MEGABYTE if not is_quick else 5 * MEGABYTE)
    said = "refused as too large" if items < 0 else f"{items} items"
    yield Claim(
        "memory, a file of 20 MB", f"peak {peak / MEGABYTE:.0f} MB, {said}", "< 300 MB", peak < 300 * MEGABYTE
    )


def batch(is_quick: bool) -> Iterator[Claim]:
    """`thongsuot read --out`: every file read once, a second run reads nothing."""
    number = 200 if is_quick else 10_000
    with tempfile.TemporaryDirectory() as folder:
        files, out = Path(folder, "files"), Path(folder, "records")
        files.mkdir()
        size = 0
        for n, report in enumerate(reports(number)):
            content = report.text.encode()
            size += len(content)
            Path(files, f"{n:05d}.txt").write_bytes(content)
        command = [sys.executable, "-m", "thongsuot", "read", "--out", str(out), str(files)]
        first = child(command)
        made = len(list(out.rglob("*.json")))
        again = child(command)
        rate = size / 5_000 / first.seconds
    what = f"{number} files by `thongsuot read --out` on all cores"
    yield Claim(
        what,
        f"{made} records in {first.seconds:.0f} s, {rate:.0f} of 5 kB a second",
        "all of them",
        made == number,
    )
    yield Claim(
        f"memory, {what}", f"peak {first.peak / MEGABYTE:.0f} MB", "< 400 MB", first.peak < 400 * MEGABYTE
    )
    yield Claim(
        f"a second run over {number} files",
        f"{again.seconds:.1f} s",
        "a tenth of the first",
        again.seconds < first.seconds / 10 + 1,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
