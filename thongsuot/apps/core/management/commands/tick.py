"""`manage.py tick`: what time alone does. Running it twice does no more than once."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from thongsuot.apps.core import actions, files, queries
from thongsuot.apps.core.states import resolve

NAMES = "documents.stored_hashes"
ENDED = "organisations.close_ended_accounts"
LEFT = "organisations.forget_lists"
EXPIRED, FORGOTTEN = "desk.propose_retention", "desk.forget_requests"


class Command(BaseCommand):
    help = (
        "Việc định kỳ: bỏ câu trả lời cũ, phiên đã hết, tệp thừa; đóng tài khoản của người đã thôi chức vụ."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at", type=_moment, help="Thời điểm, ví dụ 2025-08-22T08:30+07:00; mặc định: bây giờ."
        )

    def handle(self, *args: Any, at: datetime | None = None, **options: Any) -> None:
        moment = at or timezone.now()
        answers = actions.forget_answers(at=moment)
        orphans = files.sweep(resolve(NAMES, "queries"), at=moment)
        actions.forget_sessions(at=moment)
        closed = resolve(ENDED, "actions")(by=queries.system_actor(), at=moment)
        expired = resolve(EXPIRED, "actions")(by=queries.system_actor(), at=moment)
        resolve(LEFT, "actions")(by=queries.system_actor(), at=moment)
        resolve(FORGOTTEN, "actions")(by=queries.system_actor(), at=moment)
        self.stdout.write(
            f"Đã bỏ {answers} câu trả lời cũ, {orphans} tệp thừa; đã đóng {closed} tài khoản của người đã thôi "
            f"chức vụ; đề nghị xóa thông tin hết thời hạn lưu giữ của {expired} người."
        )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
