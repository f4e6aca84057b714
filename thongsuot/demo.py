"""The demo province: Quảng Ngãi's real units with invented people, organs' log-ins and a report already read.

Loaded only into an empty database; a database with other data is refused. Every act goes through actions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from thongsuot import facts
from thongsuot.apps.core import actions as core_actions
from thongsuot.apps.core import journal
from thongsuot.apps.core import queries as core
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.meetings import actions as meetings
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation
    from thongsuot.apps.places.models import Unit

LOADED = "demo-loaded"
PASSWORD = "thong-suot-2026"  # noqa: S105 - the demo says it on its log-in page


@dataclass(frozen=True, slots=True)
class Account:
    """A demo log-in, the organ it acts for and in which role."""

    login: str
    name: str
    who: str
    role: str
    organ: str
    title: str
    password: str = PASSWORD


ACCOUNTS = (
    Account(
        "tonghop",
        "Trần Minh Thư",
        "Chuyên viên tổng hợp",
        "coordinator",
        "Văn phòng Tỉnh ủy",
        "Chuyên viên tổng hợp",
    ),
    Account(
        "so-xaydung",
        "Nguyễn Quốc Bảo",
        "Chuyên viên sở",
        "department",
        "Sở Xây dựng",
        "Chuyên viên Sở Xây dựng",
    ),
    Account(
        "kontum",
        "Y Hạnh",
        "Cán bộ cấp xã",
        "commune",
        "UBND phường Kon Tum",
        "Cán bộ văn phòng phường Kon Tum",
    ),
    Account(
        "lanhdao", "Lê Hoàng Nguyên", "Lãnh đạo tỉnh", "leader", "Thường trực Tỉnh ủy", "Thường trực Tỉnh ủy"
    ),
)

PROVINCIAL = (
    ("Thường trực Tỉnh ủy", "standing-committee", "party"),
    ("Văn phòng Tỉnh ủy", "office", "party"),
    ("Văn phòng UBND tỉnh", "office", "state"),
    ("Sở Nội vụ", "department", "state"),
    ("Sở Tài chính", "department", "state"),
    ("Sở Xây dựng", "department", "state"),
    ("Sở Nông nghiệp và Môi trường", "department", "state"),
    ("Sở Khoa học và Công nghệ", "department", "state"),
    ("Sở Tư pháp", "department", "state"),
    ("Sở Công Thương", "department", "state"),
    ("Sở Giáo dục và Đào tạo", "department", "state"),
    ("Sở Y tế", "department", "state"),
    ("Sở Văn hóa, Thể thao và Du lịch", "department", "state"),
    ("Thanh tra tỉnh", "department", "state"),
)
KEEP_REGISTERS = ("Văn phòng Tỉnh ủy", "Văn phòng UBND tỉnh")
COMMUNAL = (
    ("Đảng ủy {unit}", "party-committee", "party"),
    ("Ban Thường vụ Đảng ủy {unit}", "standing-committee", "party"),
    ("UBND {unit}", "peoples-committee", "state"),
)
COMMUNES = ("23293", "23302", "23317")

LIVE = (
    ("recommendation", "bổ sung kinh phí sửa chữa trụ sở làm việc của xã", "facilities", "UBND tỉnh", ""),
    ("recommendation", "tăng cường một công chức chuyển đổi số cho xã", "digital", "Sở Nội vụ", ""),
    ("difficulty", "một số nhà văn hóa thôn xuống cấp sau mưa bão", "facilities", "", ""),
    ("directive", "rà soát, lập danh sách trụ sở dôi dư sau sắp xếp", "public-assets", "", "Sở Tài chính"),
)


DEMO_IS_OFF = (
    "Cơ sở dữ liệu này chứa dữ liệu trình diễn không có thật. Hãy chạy với DEMO=1, hoặc chọn cơ sở dữ liệu "
    "khác (VAR_DIR, DATABASE_URL).\n"
    "This database holds the invented demo. Start with DEMO=1, or choose another database."
)
OTHER_DATA = (
    "Cơ sở dữ liệu này đã có dữ liệu khác nên không nạp dữ liệu trình diễn. Hãy chạy với DEMO=0, hoặc chọn "
    "cơ sở dữ liệu khác (VAR_DIR, DATABASE_URL).\n"
    "This database holds other data, so the demo is not loaded. Start with DEMO=0, or choose another database."
)


def trouble(*, wanted: bool) -> str:
    """Why this database must not be served with `DEMO` as it is, in both languages; "" when it may."""
    if is_loaded():
        return "" if wanted else DEMO_IS_OFF
    has_accounts = User.objects.exclude(pk=core.system_actor().pk).exists()
    return OTHER_DATA if wanted and has_accounts else ""


def is_loaded() -> bool:
    return JournalEntry.objects.filter(act=LOADED).exists()


def load(*, at: datetime) -> bool:
    """Load the demo once; False when it stands already. Raises `BrokenRule` when other data is there."""
    if reason := trouble(wanted=True):
        raise BrokenRule(reason)
    if is_loaded():
        return False
    with transaction.atomic():
        _load(at)
    return True


def _load(at: datetime) -> None:
    system = core.system_actor()
    organs = _organs(system, at)
    for account in ACCOUNTS:
        _appoint(account, organs[account.organ], system, at)
    recorder = equip(_account("tonghop"), at=at)
    _live(recorder, at)
    _read(recorder, at)
    journal.write(system, LOADED, by=system, at=at)


def _appoint(account: Account, organ: Organisation, system: User, at: datetime) -> None:
    """The person of a log-in holds a post that carries its role."""
    since = at.date() - timedelta(days=400)
    user = core_actions.open_account(login=account.login, password=PASSWORD, by=system, at=at)
    person = organisations.enter_person(name=account.name, by=system, at=at)
    organisations.link_account(person=person, user=user, by=system, at=at)
    post = organisations.open_post(organisation=organ, title=account.title, since=since, by=system, at=at)
    organisations.grant_role(post=post, role=account.role, since=since, by=system, at=at)
    organisations.appoint(person=person, post=post, since=since, by=system, at=at)


def _organs(system: User, at: datetime) -> dict[str, Any]:
    province = _unit(settings.PROVINCE)
    rows = [(province, name, kind, block) for name, kind, block in PROVINCIAL]
    for code in COMMUNES:
        unit = _unit(code)
        rows += [(unit, name.format(unit=unit.full_name), kind, block) for name, kind, block in COMMUNAL]
    return {
        name: organisations.found(
            name=name,
            kind=kind,
            block=block,
            unit=unit,
            keeps_register=name in KEEP_REGISTERS,
            by=system,
            at=at,
        )
        for unit, name, kind, block in rows
    }


def _read(recorder: User, at: datetime) -> None:
    """The report that a newcomer finds, read and waiting for review."""
    session = meetings.open_session(head=meetings.SessionFields(title=meetings.UNTITLED), by=recorder, at=at)
    content = (facts.ROOM / "demo" / "report.txt").read_bytes()
    run = meetings.add_document(
        session=session, content=content, name="bao-cao-kon-tum.txt", by=recorder, at=at
    )
    meetings.perform(run_uid=run.uid, at=at)


def _live(recorder: User, at: datetime) -> None:
    """A session written down in the room and confirmed, so that the register has something in it."""
    unit = _unit(COMMUNES[-1])
    head = meetings.SessionFields(
        title=f"Đoàn công tác Thường trực Tỉnh ủy làm việc với Đảng ủy {unit.full_name}",
        held_on=date(2026, 10, 22),
        part_of_day="Chiều",
        place=f"Trụ sở Đảng ủy {unit.full_name}",
        chair="Lê Hoàng Nguyên",
        chair_capacity="Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh",
        host_organ_names=f"Đảng ủy {unit.full_name}",
    )
    session = meetings.open_session(head=head, by=recorder, at=at)
    meetings.amend(
        session=session, head=head, units=[unit], organs=[], people=[], version=1, by=recorder, at=at
    )
    for kind, text, topic, to, lead in LIVE:
        fields = meetings.ItemFields(
            kind=kind,
            text=text,
            topic=topic,
            by="Lê Hoàng Nguyên" if kind == "directive" else f"lãnh đạo {unit.full_name}",
            to=to,
            assignees=((lead, "lead"),) if lead else (),
            deadline_on=date(2026, 12, 15) if lead else None,
        )
        meetings.add_live(session=session, fields=fields, by=recorder, at=at)
    session.refresh_from_db()
    meetings.confirm(session=session, version=session.version, by=recorder, at=at)


def _unit(code: str) -> Unit:
    unit = places.by_code(code)
    if unit is None:
        raise BrokenRule("Hãy nạp danh mục địa phương trước: manage.py load_places.")
    return unit


def _account(login: str) -> User:
    user = core.user_by_login(login)
    if user is None:
        raise LookupError(login)
    return user
