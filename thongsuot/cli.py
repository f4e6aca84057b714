"""The command line: `thongsuot read FILE… [--out DIR]`, `schema`, `serve`, `journal verify`.

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

READ, SOME_FAILED, MISUSED, STOPPED = 0, 1, 2, 130
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


def reading(name: str, province: str, published: date | None) -> Record | str:
    """The record of one file, or why there is none, in a sentence."""
    from thongsuot.engines.reading.read import read
    from thongsuot.facts import gazetteer

    try:
        return read(Source(_content(name), name, province, published), gazetteer())
    except Unreadable as refused:
        return WHAT_TO_DO[refused.problem]
    except FileNotFoundError:
        return _NOT_THERE
    except IsADirectoryError:
        return _FOLDER
    except OSError:
        return _NO_ACCESS


def _as_json(record: Record) -> str:
    from thongsuot.engines.reading.plain import plain

    return json.dumps(plain(record), ensure_ascii=False)


def _as_table(name: str, record: Record) -> str:
    from thongsuot.table import table

    return table(name, record)


def _outputs(options: argparse.Namespace) -> Iterator[str | None]:
    for name in options.files:
        found = reading(name, options.province, options.date)
        if isinstance(found, str):
            _complain(name, found)
            yield None
        else:
            yield _as_json(found) if options.json else _as_table(name, found)


def _read_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="TỆP", help="TXT, HTML, DOCX, PDF; - là đầu vào chuẩn")
    parser.add_argument("--json", action="store_true", help="mỗi tệp một dòng JSON theo record.schema.json")
    parser.add_argument(
        "--province", default="", metavar="MÃ", help="mã tỉnh, thành phố của văn bản, ví dụ 80"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="THƯ-MỤC",
        help="ghi mỗi tệp một bản ghi JSON vào thư mục này, bằng mọi lõi; chạy lại thì đọc tiếp phần còn lại",
    )
    parser.add_argument("--date", type=_day, default=None, metavar="NGÀY", help="ngày đăng: NĂM-THÁNG-NGÀY")


def _read(options: argparse.Namespace) -> int:
    """Print every file that can be read, or write it to a folder; 1 when some could not."""
    if options.out:
        return _read_into(options)
    failed = False
    for output in _outputs(options):
        if output is None:
            failed = True
        else:
            print(output, flush=True)
    return SOME_FAILED if failed else READ


EVERY = 100
"""Documents between two words of progress."""


def _read_into(options: argparse.Namespace) -> int:
    """A record a document into a folder; what stands there already is left."""
    from thongsuot.batch import Taken, is_done, read_all, tasks

    try:
        every = tasks(options.files, options.out)
    except Taken as two:
        _complain(str(options.out), f"hai tệp cùng tên sẽ ghi đè nhau, hãy đọc vào hai thư mục: {two}")
        return MISUSED
    todo = [task for task in every if not is_done(task)]
    done, failed = len(every) - len(todo), 0
    for task, wrong in read_all(todo, reading, province=options.province, published=options.date):
        done += 1
        if wrong:
            failed += 1
            _complain(str(task.source), wrong)
        if done % EVERY == 0:
            print(f"{done}/{len(every)}", file=sys.stderr, flush=True)
    print(f"{len(every)} tệp: {done - failed} đã đọc, {failed} không đọc được.", file=sys.stderr)
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
    except KeyboardInterrupt:
        print("đã dừng.", file=sys.stderr)
        return STOPPED
    return code
