"""`manage.py tick`: what time alone does. Running it twice does no more than once."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from thongsuot.apps.core import actions, digest, files, jobs, queries
from thongsuot.apps.core.jobs import daily, every
from thongsuot.apps.core.states import resolve

NAMES = "documents.stored_hashes"


def sweep(*, at: datetime) -> int:
    return files.sweep(resolve(NAMES, "queries"), at=at)


def seal(*, at: datetime, whole: bool = False) -> int:
    return len(actions.seal_journal(by=queries.system_actor(), at=at, whole=whole))


def by_system(name: str) -> Callable[..., Any]:
    """The action "app.verb" of an app above, in the name of the system."""
    return lambda *, at: resolve(name, "actions")(by=queries.system_actor(), at=at)


ACTS = [
    every("take-back", jobs.take_back, minutes=1, said="việc bị bỏ dở đưa lại"),
    every("retry", jobs.retry, minutes=1, said="việc lỗi thử lại"),
    every("mail", actions.wake_mail, minutes=1, said="thư đang chờ"),
    every("seal", seal, minutes=1, said="niêm phong nhật ký"),
    daily("answers", actions.forget_answers, said="câu trả lời cũ bỏ"),
    daily("files", sweep, said="tệp thừa bỏ"),
    daily("sessions", actions.forget_sessions, said="phiên đã hết bỏ"),
    daily("old-mail", actions.forget_mail, said="thư cũ bỏ"),
    daily("old-tasks", jobs.forget, said="việc nền cũ bỏ"),
    daily("ended-accounts", by_system("organisations.close_ended_accounts"), said="tài khoản đóng"),
    daily("retention", by_system("desk.propose_retention"), said="người hết thời hạn lưu giữ"),
    daily("lists", by_system("organisations.forget_lists"), said="danh sách bỏ quên xóa"),
    daily("requests", by_system("desk.forget_requests"), said="yêu cầu hết hạn lưu xóa"),
    daily("recurring", by_system("cases.make_recurring"), said="việc thường xuyên tạo"),
    daily("sheets", by_system("cases.forget_sheets"), said="bảng tính bỏ quên xóa"),
    daily("reminders", by_system("cases.propose_reminders"), hour=5, said="đôn đốc đề xuất"),
    daily("unheard", by_system("cases.close_all_unheard"), hour=5, said="nội dung khép không có phản hồi"),
    daily("digest", digest.ask, hour=6, said="lượt tổng hợp việc hằng ngày"),
    daily("whole-seal", partial(seal, whole=True), said="niêm phong cho dòng nhật ký ghi chậm"),
]
"""In the order in which they are done; how often each is due says its row."""


class Command(BaseCommand):
    help = (
        "Việc định kỳ: đưa lại việc nền bị bỏ dở, gửi thư, bỏ thứ đã cũ, đóng tài khoản của người đã thôi "
        "chức vụ, tổng hợp việc hằng ngày."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at", type=_moment, help="Thời điểm, ví dụ 2025-08-22T08:30+07:00; mặc định: bây giờ."
        )
        parser.add_argument("--due", action="store_true", help="Chỉ những việc đã đến lượt.")

    def handle(self, *args: Any, at: datetime | None = None, due: bool = False, **options: Any) -> None:
        moment = at or timezone.now()
        given = jobs.run_due(ACTS, at=moment) if due else {act.name: act.do(at=moment) for act in ACTS}
        if options["verbosity"]:
            told = (f"{given[act.name] or 0} {act.said}" for act in ACTS if act.name in given)
            self.stdout.write("; ".join(told) or "Chưa có gì đến lượt.")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
