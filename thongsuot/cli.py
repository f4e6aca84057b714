"""The command line: `thongsuot read FILE…`, `schema`, `serve`, `journal verify`.

No Django here before a command needs it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thongsuot.engines.reading.model import Problem, Record, Source, Unreadable

READ, SOME_FAILED, MISUSED = 0, 1, 2
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: how it is called, and what it does. `run` returns the exit code."""

    name: str
    summary: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


WHAT_TO_DO = {
    Problem.EMPTY: "tệp không có nội dung. Hãy kiểm tra lại tệp đã lưu.",
    Problem.NO_TEXT_LAYER: "bản quét không có lớp văn bản. Hãy dùng bản gốc hoặc bản đã nhận dạng chữ (OCR).",
    Problem.ENCRYPTED: "tệp có mật khẩu. Hãy bỏ mật khẩu rồi đọc lại.",
    Problem.UNKNOWN_TYPE: "không đọc được loại tệp này. Hãy dùng TXT, HTML, DOCX hoặc PDF.",
    Problem.DAMAGED: "tệp bị hỏng hoặc chữ đã mất dấu. Hãy lấy lại bản gốc.",
    Problem.TOO_LARGE: "tệp quá lớn. Hãy tách thành nhiều tệp.",
    Problem.BOMB: "tệp nén bung ra quá lớn nên không được mở.",
    Problem.NOT_VIETNAMESE: "văn bản không phải tiếng Việt. Hãy dùng bản tiếng Việt.",
    Problem.MACHINE_TRANSLATED: "đây là bản dịch máy. Hãy dùng bản tiếng Việt gốc.",
}
_NOT_THERE = "không tìm thấy tệp. Hãy kiểm tra lại đường dẫn."
_FOLDER = "đây là thư mục. Hãy nêu tên từng tệp."
_NO_ACCESS = "không mở được tệp. Hãy kiểm tra quyền đọc."


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(
            f"ngày phải có dạng NĂM-THÁNG-NGÀY, ví dụ 2025-08-21: {words}"
        ) from wrong


def _content(name: str) -> bytes:
    """The bytes of a file or of standard input. Raises OSError."""
    return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()


def _complain(name: str, message: str) -> None:
    print(f"{name}: {message}", file=sys.stderr)


def _record(name: str, options: argparse.Namespace) -> Record | None:
    """The record of one file; None, and a word on standard error, when it cannot be read."""
    from thongsuot.engines.reading.read import read
    from thongsuot.facts import gazetteer

    try:
        source = Source(_content(name), name, options.province, options.date)
        return read(source, gazetteer())
    except Unreadable as refused:
        _complain(name, WHAT_TO_DO[refused.problem])
    except FileNotFoundError:
        _complain(name, _NOT_THERE)
    except IsADirectoryError:
        _complain(name, _FOLDER)
    except OSError:
        _complain(name, _NO_ACCESS)
    return None


def _as_json(record: Record) -> str:
    from thongsuot.engines.reading.plain import plain

    return json.dumps(plain(record), ensure_ascii=False)


def _as_table(name: str, record: Record) -> str:
    from thongsuot.table import table

    return table(name, record)


def _outputs(options: argparse.Namespace) -> Iterator[str | None]:
    for name in options.files:
        record = _record(name, options)
        if record is None:
            yield None
        else:
            yield _as_json(record) if options.json else _as_table(name, record)


def _read_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="TỆP", help="TXT, HTML, DOCX, PDF; - là đầu vào chuẩn")
    parser.add_argument("--json", action="store_true", help="mỗi tệp một dòng JSON theo record.schema.json")
    parser.add_argument(
        "--province", default="", metavar="MÃ", help="mã tỉnh, thành phố của văn bản, ví dụ 80"
    )
    parser.add_argument("--date", type=_day, default=None, metavar="NGÀY", help="ngày đăng: NĂM-THÁNG-NGÀY")


def _read(options: argparse.Namespace) -> int:
    """Print every file that can be read; 1 when some could not."""
    failed = False
    for output in _outputs(options):
        if output is None:
            failed = True
        else:
            print(output, flush=True)
    return SOME_FAILED if failed else READ


def _schema(options: argparse.Namespace) -> int:
    from thongsuot.engines.reading.plain import record_schema

    print(json.dumps(record_schema(), ensure_ascii=False, indent=2))
    return READ


def _serve(options: argparse.Namespace) -> int:
    from thongsuot.config.serve import run

    return run()


def _noted(words: str) -> tuple[int, str]:
    number, _colon, mark = words.partition(":")
    if not (number.isascii() and number.isdigit() and mark):
        raise argparse.ArgumentTypeError(f"phải có dạng SỐ:MÃ như lệnh này đã in ra: {words}")
    return int(number), mark


def _journal_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("verify",), metavar="verify", help="kiểm tra nhật ký với niêm phong")
    parser.add_argument(
        "--since", type=_day, default=None, metavar="NGÀY", help="chỉ những gì niêm phong từ NĂM-THÁNG-NGÀY"
    )
    parser.add_argument(
        "--noted", type=_noted, default=None, metavar="SỐ:MÃ", help="niêm phong đã chép ra ngoài hệ thống"
    )


def _journal(options: argparse.Namespace) -> int:
    from thongsuot.config.verify import run

    return run(since=options.since, noted=options.noted)


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """A command without arguments."""


COMMANDS: tuple[Command, ...] = (
    Command("read", "đọc báo cáo buổi làm việc thành biên ghi có cấu trúc", _read_arguments, _read),
    Command("schema", "in lược đồ JSON của kết quả đọc", _no_arguments, _schema),
    Command(
        "serve",
        "chuẩn bị mọi thứ và chạy máy chủ",
        _no_arguments,
        _serve,
    ),
    Command(
        "journal",
        "kiểm tra nhật ký có bị sửa, xóa, đổi thứ tự hay cắt bớt",
        _journal_arguments,
        _journal,
    ),
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser(
        prog="thongsuot", description="Thông Suốt: nghe, ghi, giao, giải quyết, chứng minh."
    )
    chosen = whole.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for command in COMMANDS:
        part = chosen.add_parser(command.name, help=command.summary, description=command.summary)
        command.arguments(part)
        part.set_defaults(run=command.run)
    return whole


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 all done, 1 something could not be read, 2 misused (argparse exits with it)."""
    _speak_utf8()
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BrokenPipeError:
        sys.stderr.close()
        return READ
    return code
